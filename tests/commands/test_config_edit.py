"""`config list`, `unset` and `edit`: what is set and by whom, and that a mistake changes nothing."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from transcripts import Shell, prepared


@prepared
def desk(shell: Shell) -> None:
    """A shop, and a configuration with comments of its owner's."""
    shell.ok("init --shop uk-main --market GB")
    config = file(shell)
    config.write_text(
        f'# mine\n{config.read_text(encoding="utf-8")}policy = "tiktok"  # the usual\n\n[costs]\nhandling = 2.00\n\n'
        '# goods\n[skus."TOKEN RING"]\nlanded_cost = 3.10\n',
        encoding="utf-8",
    )


def file(shell: Shell) -> Path:
    return shell.home / "config/aftersales/config.toml"


def rows(run_out: str) -> dict[str, tuple[str, str, str | None]]:
    return {row["key"]: (row["value"], row["origin"], row["where"]) for row in json.loads(run_out)}


def test_what_is_set_and_by_whom(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSALES_PAGER", "off")
    config = str(file(desk))
    listed = rows(desk.ok("config list --json --ledger other.db").out)
    assert listed["config"] == (config, "default", None)
    assert listed["ledger"] == ("other.db", "option", "--ledger")
    assert listed["AFTERSALES_PAGER"] == ("off", "environment", "AFTERSALES_PAGER")
    assert listed["shops.uk-main.market"] == ("GB", "file", config)
    assert listed["costs.handling"] == ("2.00", "file", config)
    assert listed['skus."TOKEN RING".landed_cost'] == ("3.10", "file", config)
    assert "display.lang" not in listed
    assert "sync.parcels" not in listed
    everything = rows(desk.ok("config list --json --all").out)
    assert everything["sync.parcels"] == ("false", "default", None)
    assert everything["shops.uk-main.seller"] == ("unknown", "default", None)
    assert everything["shops.uk-main.policy"] == ("tiktok", "file", config)
    monkeypatch.setenv("AFTERSALES_LEDGER", "env.db")
    assert rows(desk.ok("config list --json").out)["ledger"] == ("env.db", "environment", "AFTERSALES_LEDGER")


def test_no_secret_is_shown(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("APP_SECRET", "APP_SECRET_UK", "ACCESS_TOKEN"):
        monkeypatch.setenv(f"AFTERSALES_{name}", "s3cr3t")
    with file(desk).open("a") as config:
        config.write('[apps.uk]\nkey = "6made0up1key2"\nsecret = "s3cr3t"\n[sync]\nsecrets = "file"\n')
    for line in (
        "config list --json", "config list --format table --origin", "config list --all", "config get apps",
        "config get apps.uk.secret", "config get apps --json", "config get apps.uk.secret --json", "doctor --json",
    ):  # fmt: skip
        run = desk(line)
        assert "s3cr3t" not in run.out + run.err, line
    assert rows(desk.ok("config list --json").out)["AFTERSALES_APP_SECRET"][0] == "(not shown)"
    assert desk.ok("config get sync.secrets").out == "file\n"


@pytest.mark.parametrize("columns", [42, 80])
def test_the_list_fits_the_screen(desk: Shell, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = desk.ok("config list --origin --format table").out
    assert "costs.handling" in shown
    assert all(len(line) <= columns for line in shown.splitlines())


def test_unset_takes_out_one_key_and_nothing_else(desk: Shell) -> None:
    before = file(desk).read_text(encoding="utf-8")
    desk.ok("config unset shops.uk-main.policy")
    assert file(desk).read_text(encoding="utf-8") == before.replace('policy = "tiktok"  # the usual\n', "")
    run = desk("config unset shops.uk-main.policy")
    assert run.code == 1
    assert "shops.uk-main.policy is not set in" in run.err
    desk.ok("config unset 'skus.\"TOKEN RING\"'")
    assert desk("config get skus").code == 1
    desk.ok("config check")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("shops.uk-main.market", "market is missing"),
        ("shops.uk-main", "A shop can't be taken out"),
        ("shops", "A shop can't be taken out"),
        ("costs.handling.more", "is not set in"),
    ],
)
def test_unset_refuses_what_the_file_needs(desk: Shell, key: str, said: str) -> None:
    before = file(desk).read_bytes()
    run = desk(["config", "unset", key])
    assert run.code == 1
    assert said in run.err
    assert file(desk).read_bytes() == before


@pytest.fixture
def edits(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes an editor that replaces texts in the file that it is given, and ends with a code."""

    def make(old: str, new: str, code: int = 0, beside: str = "") -> None:
        script = desk.home / "editor.py"
        script.write_text(
            f"import pathlib, sys\np = pathlib.Path(sys.argv[1])\nt = p.read_bytes().decode()\n{beside}\n"
            f"p.write_bytes(t.replace({old!r}, {new!r}).encode())\nsys.exit({code})\n"
        )
        monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}"')

    return make


def test_edit_takes_over_what_is_right(desk: Shell, edits: Callable[..., None]) -> None:
    edits("2.00", "2.50")
    run = desk.ok("config edit")
    assert "was changed; no mistakes" in run.err
    assert "# mine" in file(desk).read_text()
    assert desk.ok("config get costs.handling").out == "2.50\n"
    assert not list(file(desk).parent.glob("*rejected*"))
    assert "Nothing was changed" in desk.ok("config edit").err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("handling", "handlng", "unknown key 'handlng'"),
        ("[costs]", "[costs", "is not valid TOML"),
        ('"GB"', '"US"', "A shop's market can't change"),
        ('"tiktok"  #', '"tikkok"  #', "policy 'tikkok' is not known"),
        ("[costs]", '[shops.uk-main.staff]\nholidays = "uk"\n[costs]', "calendar 'uk' is not known"),
    ],
)
def test_edit_keeps_the_old_file_and_the_new_text(
    desk: Shell, edits: Callable[..., None], old: str, new: str, said: str
) -> None:
    before = file(desk).read_text()
    edits(old, new)
    run = desk("config edit")
    assert run.code == 1
    assert said in run.err
    assert file(desk).read_text() == before
    rejected = file(desk).with_name("config.toml.rejected")
    assert str(rejected) in run.err
    assert rejected.read_text() == before.replace(old, new)
    if sys.platform != "win32":
        assert stat.S_IMODE(rejected.stat().st_mode) == 0o600


def test_edit_mends_a_broken_file(desk: Shell, edits: Callable[..., None]) -> None:
    file(desk).write_text(file(desk).read_text().replace("[costs]", "[costs"))
    edits("[costs", "[costs]")
    desk.ok("config edit")
    desk.ok("config check")


def test_edit_never_writes_over_another_programs_change(desk: Shell, edits: Callable[..., None]) -> None:
    edits("2.00", "2.50", beside=f"q = pathlib.Path({str(file(desk))!r}); q.write_text(q.read_text() + '# other')")
    run = desk("config edit")
    assert run.code == 1
    assert "was changed by another program meanwhile" in run.err
    assert file(desk).read_text().endswith("# other")
    assert "2.50" in file(desk).with_name("config.toml.rejected").read_text()


def test_an_editor_that_fails(desk: Shell, edits: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    before = file(desk).read_bytes()
    edits("2.00", "2.50", code=3)
    run = desk("config edit")
    assert (run.code, file(desk).read_bytes()) == (1, before)
    assert "exit code 3" in run.err
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    run = desk("config edit")
    assert run.code == 1
    assert "no-such-editor" in run.err
    assert "VISUAL or EDITOR" in run.err


def test_edit_makes_the_file_where_there_is_none(shell: Shell, edits: Callable[..., None]) -> None:
    other = shell.home / "other.toml"
    edits("configuration", "configuration\n[costs]\nhandling = 1")
    shell.ok(f"--config {other} config edit")
    assert other.read_text().endswith("[costs]\nhandling = 1\n")
