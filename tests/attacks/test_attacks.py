"""What an attacker found once and must not find again: typed nonsense, closed streams, odd files in odd places."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from transcripts import Shell, prepared

ORDER = "577000000000000009"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="file modes and shells of POSIX")


@prepared
def desk(shell: Shell) -> None:
    """A shop with one refund of 20.00 asked for this morning."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 20 --placed 2026-11-20T10:00")
    shell.ok(f"open refund --order {ORDER} --at 2026-11-24T09:00")


def duties(shell: Shell, now: str) -> list[tuple[str, str]]:
    return [(a["duty"], a["band"]) for a in json.loads(shell.ok("due --all --json", now=now).out)]


def test_a_decision_dated_next_year_stops_no_clock_today(desk: Shell) -> None:
    desk.ok("approve 1 --at 2027-11-24T10:00")
    assert ("respond", "overdue") in duties(desk, "2026-11-27T09:00:00+00:00")
    assert desk("due --check", now="2026-11-27T09:00:00+00:00").code == 4
    assert ("respond", "overdue") not in duties(desk, "2027-11-24T10:00:00+00:00")
    desk.ok("ledger check")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-24T08:00-05", "2026-11-24T13:00:00+00:00"),
        ("2026-11-24T08:00+08", "2026-11-24T00:00:00+00:00"),
        ("2026-11-24T08:00+08:00", "2026-11-24T00:00:00+00:00"),
        ("2026-11-24T08:00Z", "2026-11-24T08:00:00+00:00"),
        ("2026-06-24T08:00+00", "2026-06-24T09:00:00+01:00"),
        ("2026-06-24T08:00", "2026-06-24T08:00:00+01:00"),
        ("now", "2026-11-24T09:00:00+00:00"),
    ],
)
def test_an_offset_is_heeded_however_it_is_written(desk: Shell, typed: str, read: str) -> None:
    run = desk.ok(["order", "add", "577000000000000010", "--amount", "5", "--placed", typed, "--json"])
    assert json.loads(run.out)["at"] == read


def test_two_refunds_of_the_same_amount_in_one_second_are_two(desk: Shell) -> None:
    desk.ok("approve 1")
    desk.ok("refund 1 --amount 5")
    desk.ok("refund 1 --amount 5")
    assert json.loads(desk.ok("show 1 --json").out)["refunded"] == {"amount": "10.00", "currency": "GBP"}
    assert desk("refund 1 --amount 10.01").code == 1


@pytest.mark.parametrize(
    "line",
    [
        "--now 0001-01-01T00:00:00+14:00 due",
        "--now 9999-12-31T23:59:59-12:00 due",
        "--now '' due",
        "--ledger '' due",
        "note 1 -m x --at 9999-12-31T23:59",
        "note 1 -m x --at ''",
        "open refund --order 577000000000000009 --new --amount 1e999999",
        "open refund --order 577000000000000009 --new --amount 1_000",
        "open refund --order 577000000000000009 --new --amount NaN",
        "open refund --order 577000000000000009 --new --amount ''",
        "order add ٣٣٣٣٣٣٣٣ --amount 5 --placed 2026-11-20T10:00",
        "open refund --order 577000000000000009 --new --ref ٣٣٣٣٣٣٣٣",
        "cases --limit 99999999999999999999",
        "due --limit -1",
    ],
)
def test_typed_nonsense_is_a_usage_error(desk: Shell, line: str) -> None:
    run = desk(line)
    assert run.code == 2, run
    assert len(run.err.strip().splitlines()) <= 4


def test_a_word_too_long_to_search_for(desk: Shell) -> None:
    assert desk(["cases", "x" * 60_000]).code == 2


def test_json_is_json_on_a_stream_that_is_not_utf8(desk: Shell) -> None:
    desk.ok(
        ["order", "add", "577000000000000010", "--amount", "5", "--placed", "2026-11-20T10:00", "--product", "Café 😀"]
    )
    desk.ok("open refund --order 577000000000000010")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "AFTERSALES_NOW": desk.now}
    for words in (["due", "--json"], ["cases", "--format", "jsonl"], ["show", "2", "--json"]):
        run = subprocess.run(_program(words), env=environment, capture_output=True, check=True)
        assert "Café 😀" in [row["product"] for row in _rows(run.stdout.decode("cp1252"))], words


def _rows(text: str) -> list[dict[str, object]]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]
    return found if isinstance(found, list) else [found]


def _program(words: list[str]) -> list[str]:
    return [
        sys.executable,
        "-c",
        f"import sys; sys.argv = ['aftersales', *{words!r}]; from aftersales.cli import main; main()",
    ]


def test_json_carries_nothing_that_steers_a_terminal(desk: Shell) -> None:
    hostile = "Tea\x9b31m set \u202e\u200b\U000e0041"
    run = desk.ok(
        ["order", "add", "577000000000000010", "--amount", "5", "--placed", "2026-11-20T10:00", "--buyer", "b"]
    )
    ledger = sqlite3.connect(desk.home / "data" / "aftersales" / "ledger.db")
    desk.ok("open refund --order 577000000000000010")
    with ledger:
        ledger.execute("UPDATE cases SET product = ? WHERE id = 2", (hostile,))
    ledger.close()
    run = desk.ok("cases --json")
    assert not [c for c in run.out if c in "\x9b\u202e\u200b\U000e0041"]
    assert hostile in [row["product"] for row in json.loads(run.out)]


@POSIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", "2>/dev/full"])
def test_what_was_recorded_is_done_though_nobody_can_be_told(desk: Shell, closed: str) -> None:
    environment = {**os.environ, "AFTERSALES_NOW": desk.now}
    program = Path(sys.executable).parent / "aftersales"
    run = subprocess.run(
        ["sh", "-c", f"'{program}' approve 1 {closed}"], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run
    assert json.loads(desk.ok("show 1 --json").out)["decision"] == "approved"


@POSIX
def test_a_damaged_ledger_is_said_to_be_damaged(desk: Shell) -> None:
    path = desk.home / "data" / "aftersales" / "ledger.db"
    with sqlite3.connect(path) as ledger:
        ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, root = ledger.execute(
            "SELECT page_size, rootpage FROM pragma_page_size, sqlite_schema WHERE name = 'cases'"
        ).fetchone()
    ledger.close()
    with path.open("r+b") as file:
        file.seek(page * (root - 1))
        file.write(b"\x5a" * 300)
    for line in ("ledger check", "due", "show 1", "cases", "approve 1"):
        run = desk(line)
        assert run.code == 1, (line, run)
        assert "damaged" in run.err
    assert desk(["ledger", "backup", str(desk.home / "copy.db")]).code == 1
    assert not (desk.home / "copy.db").exists()


def test_damage_is_called_damage_and_no_bug(desk: Shell) -> None:
    path = desk.home / "data" / "aftersales" / "ledger.db"
    with sqlite3.connect(path) as ledger:
        ledger.execute("UPDATE events SET at = 'yesterday' WHERE id = 1")
    ledger.close()
    for line in ("show 1", "explain 1", "approve 1", "ledger repair"):
        run = desk(line)
        assert (run.code, run.out) == (1, ""), line
        assert run.err.startswith(
            f"aftersales: {path} is damaged: events.at: 1 row has an invalid time: 'yesterday'. Put a backup in its "
            "place: aftersales ledger restore FILE."
        )


@POSIX
def test_a_home_that_is_not_utf8(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.fsdecode(os.fsencode(home) + b"/caf\xe9 100% #?'\n")
    monkeypatch.setenv("XDG_DATA_HOME", folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", folder)
    shell = Shell(home)
    assert "/caf 100% #?'\n/aftersales/ledger.db" in shell.ok("init --shop uk-main --market GB").err
    shell.ok(f"order add {ORDER} --amount 20 --placed 2026-11-20T10:00")
    for line in ("due --json", "ledger check --deep", "ledger backup --json", "config path", "doctor --json", "status"):
        assert shell(line).code != 70, line
    assert sorted(path.name for path in Path(folder, "aftersales").iterdir() if "-" not in path.name) == [
        "backups",
        "config.toml",
        "ledger.db",
    ]


def test_a_clock_that_is_set_back_mixes_nothing_up(desk: Shell) -> None:
    for now, note in (("09:00:10", "first"), ("08:59:00", "second"), ("09:00:20", "third")):
        desk.ok(f"note 1 -m {note}", now=f"2026-11-24T{now}+00:00")
    log = json.loads(desk.ok("log --json").out)
    assert [entry["write"] for entry in log] == sorted((entry["write"] for entry in log), reverse=True)
    desk.ok("undo", now="2026-11-24T08:00:00+00:00")  # the last that was written, whatever the clock says
    shown = desk.ok("show 1 --json").out
    assert [note in shown for note in ("first", "second", "third")] == [True, True, False]
    desk.ok("ledger check --deep")


def test_delete_is_escaped_in_json(desk: Shell) -> None:
    line = ["order", "add", "577000000000000010", "--amount", "5", "--placed", "2026-11-20T10:00", "--product"]
    desk.ok([*line, "x\x7fy"])
    desk.ok("open refund --order 577000000000000010")
    for line in (["show", "2", "--json"], ["cases", "--format", "jsonl"]):
        run = desk.ok(line)
        assert ("\x7f" in run.out, "x\\u007fy" in run.out) == (False, True)


def test_a_market_that_is_not_the_ledgers_is_a_mistake(desk: Shell) -> None:
    config = desk.home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('"GB"', '"US"'), encoding="utf-8")
    run = desk("config check")
    assert (run.code, "shop uk-main has market US, but in the ledger its market is GB." in run.err) == (1, True)


@POSIX
def test_files_are_for_their_owner_only(desk: Shell) -> None:
    (desk.home / "copy.db.part").symlink_to(desk.home / "elsewhere")
    desk.ok(["ledger", "backup", str(desk.home / "copy.db")])
    desk.ok("init --shop de --market DE")
    for path in (
        desk.home / "copy.db",
        desk.home / "config/aftersales/config.toml",
        desk.home / "data/aftersales/ledger.db",
    ):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert not path.is_symlink()
    assert not (desk.home / "elsewhere").exists()


@POSIX
def test_a_linked_configuration_stays_a_link_and_keeps_its_line_ends(shell: Shell) -> None:
    real, link = shell.home / "dotfiles.toml", shell.home / "config.toml"
    real.write_bytes(b"# mine\r\n")
    link.symlink_to(real)
    shell.ok(["--config", str(link), "init", "--shop", "uk-main", "--market", "GB"])
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"# mine\r\n")
    assert b"[shops.uk-main]" in real.read_bytes()


def test_a_shop_is_not_written_into_a_file_that_it_would_break(shell: Shell) -> None:
    config = shell.home / "c.toml"
    config.write_text('shops = { uk-main = { market = "GB" } }\n')
    run = shell(["--config", str(config), "init", "--shop", "de", "--market", "DE"])
    assert run.code == 1
    assert "by hand" in run.err
    assert config.read_text() == 'shops = { uk-main = { market = "GB" } }\n'


@pytest.mark.parametrize(
    "content", ["shops = 5", "shops = []", "[[shops]]", "x = " + "[" * 5000, "[shops.uk]\nmarket = 5"]
)
def test_a_configuration_of_a_wrong_shape_is_one_sentence(shell: Shell, content: str) -> None:
    config = shell.home / "c.toml"
    config.write_text(content)
    run = shell(["--config", str(config), "due"])
    assert run.code == 1, run
    assert str(config) in run.err


def test_an_emptied_ledger_is_not_taken_for_a_new_one(desk: Shell) -> None:
    path = desk.home / "data" / "aftersales" / "ledger.db"
    for extra in ("-wal", "-shm"):
        path.with_name(path.name + extra).unlink(missing_ok=True)
    path.write_bytes(b"")
    assert desk("note 1 -m x").code == 1
    assert path.read_bytes() == b""


def test_deep_and_endless_answers_are_refused(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    deep, long = shell.home / "deep.json", shell.home / "long.json"
    deep.write_text('{"data":' * 600 + "{}" + "}" * 600)
    long.write_text(
        '{"code":0,"data":{"return_orders":[{"return_id":"4035318504086604100","update_time":"' + "1" * 5000 + '"}]}}'
    )
    for path in (deep, long):
        run = shell(["import", str(path)])
        assert run.code == 1, run
        assert "bug" not in run.err


def test_a_log_that_somebody_else_wrote_brings_no_sql(desk: Shell) -> None:
    """A ledger may come from anywhere, by `ledger restore` or as a copy: the names in its log are checked."""
    desk.ok("note 1 -m words")
    desk.ok("approve 1")
    ledger = sqlite3.connect(desk.home / "data" / "aftersales" / "ledger.db")
    image = json.dumps({"buyer = (SELECT 'owned'), kind": "x"})
    with ledger:
        ledger.execute(
            "UPDATE changes SET tbl = 'cases', op = 'update', key = '1', image = ? WHERE write_id = "
            "(SELECT max(id) FROM writes)",
            (image,),
        )
    run = desk("undo --yes")
    assert run.code == 1
    assert "don't agree" in run.err
    assert ledger.execute("SELECT buyer FROM cases").fetchone()[0] != "owned"
    ledger.close()
