"""The JSON of every command: what it answers is what is declared, and nothing that was promised goes away.

Which commands there are, and the words with which each does something, are read from the program; so a new command is
in here by itself, and red until `commandline/manual/answers.py` declares its answer.
"""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aftersales.commandline.manual import answers
from aftersales.commandline.manual.answer_parts import PARTS
from reference import leaves
from test_every_command import Copies, filled, working
from transcripts import ROOT, SAMPLES, Shell

__all__ = ["filled"]

PINNED = ROOT / "tests/json_keys.txt"
# What has no JSON, and why.
WITHOUT_JSON = {
    "completions bash": "it prints a script, which bash reads",
    "completions zsh": "it prints a script, which zsh reads",
    "completions fish": "it prints a script, which fish reads",
}
ANSWERING = [name for name, _ in leaves() if name not in WITHOUT_JSON]
# Words for what can't be guessed: a secret that is typed, a receiver that is sent to, a platform that answers.
SPECIAL = {
    "sync": ["--demo"],
    "export": ["all.jsonl", "--force"],
    "stock place": ["15", "--item", "LAMP-ARC=1:to-stock"],
    "notify send": ["--dry-run"],
    "notify test": ["desk"],
}
# More of the same commands, in which other objects have something in them.
MORE = (
    *(
        f"{command} {case}"
        for command in ("show", "explain", "choose", "draft", "evidence list")
        for case in range(1, 37)
    ),
    "approve 4 7",
    "choose 8 --mode keep --yes",
    "choose 8 10 --by-rule --yes",
    "choose --rules-test",
    "due --all --owner any",
    "cases --state closed",
    "log --limit 100",
    "policy check bad.toml",
    "policy diff tiktok-gb tt123-2025-03 --market GB",
    "policy impact longer.toml --as tiktok-gb",
    "policy copy --dry-run --rule gb.respond",
    "import broken.csv",
    "init --shop second --market FR",
    "help morning",
    "help fields due",
    "help page",
    "help due",
    "help order",
    "help order add",
    "config set costs.handling 2",
    "config unset costs",
)
ADDRESS = "json://localhost/\n"


@pytest.fixture
def copies(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> Copies:
    monkeypatch.setenv("AFTERSALES_NOTIFY_DESK", ADDRESS.strip())
    (filled.home / "bad.toml").write_text('extends = "tiktok-gb"\nnonsense = 1\n', encoding="utf-8")
    rows = (SAMPLES / "returns.csv").read_text(encoding="utf-8")
    (filled.home / "broken.csv").write_text(rows.replace("24/11/2026 08:31:07", "soon"), encoding="utf-8")
    (filled.home / "longer.toml").write_text(
        'extends = "tiktok-gb"\n[[rule]]\nid = "gb.respond"\n[[rule.terms]]\nlength = "9 business days"\n'
        'source = "x"\ndated = 2026-01-01\nconfidence = "low"\n',
        encoding="utf-8",
    )
    with (filled.home / "config/aftersales/config.toml").open("a", encoding="utf-8") as config:
        config.write("[notify]\nsecrets = 'file'\n[notify.receivers.desk]\n[[notify.rules]]\nto = ['desk']\n")
    return Copies(filled, monkeypatch)


# Each run that gives JSON is compared with what is declared (json_answers.check).
@pytest.mark.slow
def test_every_command_answers_as_is_declared(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = list[str]()
    for name in ANSWERING:
        monkeypatch.setattr(sys, "stdin", io.StringIO(ADDRESS))
        words = SPECIAL[name] if name in SPECIAL else working(copies, name)
        copies.fresh()
        monkeypatch.setattr(sys, "stdin", io.StringIO(ADDRESS))
        if name == "notify remove":
            copies.shell.ok("notify add desk")
        run = copies.shell([*name.split(), *words, "--json"])
        if not run.out:
            silent.append(f"{name}: {run.err}")
    for line in MORE:
        copies.fresh()
        run = copies.shell(f"{line} --json")
        if not run.out and line.split()[0] not in ("choose", "draft"):  # which not every case has
            silent.append(f"{line}: {run.err}")
    assert "\n".join(silent) == ""


def test_every_command_declares_its_answer() -> None:
    """A new command is in here by itself."""
    for name, command in leaves():
        takes = any("--json" in param.opts for param in command.params)
        assert takes == bool(answers.answers_of(name, command)) == (name not in WITHOUT_JSON), name


@pytest.mark.parametrize("name", WITHOUT_JSON)
def test_what_prints_a_script_says_so(shell: Shell, name: str) -> None:
    for option in ("--json", "--format json"):
        run = shell(f"{name} {option}")
        assert (run.code, run.out) == (2, "")
        assert "prints a script for" in run.err
        assert run.err.count("\n") == 1


# --- What was set up ------------------------------------------------------------------------------------------------


def _json(shell: Shell, line: str, code: int = 0) -> Any:
    run = shell(f"{line} --json")
    assert run.code == code, run
    return json.loads(run.out)


def test_a_setting_is_told_with_what_it_was(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    first = _json(shell, "config set costs.handling 2.90")
    assert (first["key"], first["before"], first["value"], first["changed"]) == ("costs.handling", None, "2.90", True)
    assert first["file"] == _json(shell, "config path")["file"]
    again = _json(shell, "config set costs.handling 2.90")
    assert (again["before"], again["value"], again["changed"]) == ("2.90", "2.90", False)
    gone = _json(shell, "config unset costs")
    assert (gone["key"], gone["before"], gone["value"]) == ("costs", {"handling": "2.90"}, None)
    assert _json(shell, "config check")["shops"] == 1


def test_what_may_be_a_secret_is_in_no_answer(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    file = Path(_json(shell, "config path")["file"])
    file.write_text(file.read_text(encoding="utf-8") + "[apps.my]\nsecret = 'hush'\n", encoding="utf-8")
    assert "hush" not in shell("config unset apps --json").out


def test_a_mistake_is_an_answer_too(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    file = Path(_json(shell, "config path")["file"])
    file.write_text(file.read_text(encoding="utf-8") + "nonsense = 1\n", encoding="utf-8")
    (mistake,) = _json(shell, "config check", code=1)["mistakes"]
    assert "nonsense" in mistake


def test_costs_are_told_one_by_one_and_a_dry_run_writes_nothing(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    (shell.home / "goods.csv").write_text("sku,landed_cost\nA,1.50\nB,2\n", encoding="utf-8")
    line = f"config costs import {shell.home / 'goods.csv'}"
    assert _json(shell, f"{line} --dry-run")["changes"] == _json(shell, line)["changes"]
    changes = _json(shell, line)["changes"]
    assert changes == [
        {"key": "skus.A.landed_cost", "before": "1.50", "value": "1.50"},
        {"key": "skus.B.landed_cost", "before": 2, "value": 2},
    ]


def test_init_asks_nothing_then(shell: Shell) -> None:
    shell.terminal = True
    run = shell("init --json")
    assert (run.code, run.out) == (2, "")
    assert "--shop NAME and --market GB" in run.err
    added = _json(shell, "init --shop uk-main --market UK")
    assert (added["shop"], added["market"], added["timezone"], added["added"]) == (
        "uk-main", "GB", "Europe/London", True,
    )  # fmt: skip
    assert Path(added["ledger"]).exists()
    assert _json(shell, "init --shop uk-main --market GB")["added"] is False


def test_a_ledger_that_is_damaged_is_told_in_sentences(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    assert _json(shell, "ledger check")["sound"] is True
    ledger = Path(_json(shell, "ledger check")["ledger"])
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("UPDATE shops SET market = 'US'")
        connection.execute("DROP TRIGGER IF EXISTS " + connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchone()[0])  # fmt: skip
    checked = _json(shell, "ledger check", code=1)
    assert checked["sound"] is False
    assert checked["faults"]


def test_a_policy_file_is_told_and_a_dry_run_has_its_text(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    dry = _json(shell, "policy copy --rule gb.respond --dry-run")
    assert not Path(dry["file"]).exists()
    made = _json(shell, "policy copy --rule gb.respond")
    assert Path(made["file"]).read_text(encoding="utf-8") == made["text"] == dry["text"]
    assert made["rules"] == ["gb.respond"]


def test_an_address_is_in_no_answer(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok("config set notify.secrets file")
    for replaced in (False, True):
        monkeypatch.setattr(sys, "stdin", io.StringIO("json://user:hush@localhost/\n"))
        run = shell.ok("notify add desk --json")
        kept = json.loads(run.out)
        assert "hush" not in run.out
        assert (kept["receiver"], kept["place"], kept["replaced"]) == ("desk", "file", replaced)
    assert _json(shell, "notify remove desk") == {"receiver": "desk", "still_named": False}


def test_a_timer_s_run_prints_nothing_else(filled: Shell) -> None:
    """Its import says what it read on stdout, when it runs by itself."""
    run = subprocess.run(
        [sys.executable, "-m", "aftersales", "schedule", "run", "--json"],
        env={**os.environ, "AFTERSALES_NOW": filled.now}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    answer = json.loads(run.stdout)
    assert (answer["state"], [one["code"] for one in answer["commands"]]) == ("ran", [run.returncode]), run
    assert "returns.csv" in run.stderr


def test_the_editor_s_screen_is_not_in_the_answer(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("init --shop uk-main --market GB")
    editor = shell.home / "editor"
    editor.write_text("#!/bin/sh\necho screen\necho '# note' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-m", "aftersales", "config", "edit", "--json"],
        env={**os.environ, "VISUAL": str(editor)}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert json.loads(run.stdout)["changed"] is True
    assert "screen" in run.stderr


def test_help_says_what_a_command_answers(shell: Shell) -> None:
    told = _json(shell, "help due")
    (answer,) = told["answers"]
    assert answer["gives"] == "array"
    assert [field["name"] for field in answer["fields"]] == list(_due(shell))
    at_risk = next(field for field in answer["fields"] if field["name"] == "at_risk")
    assert [part["name"] for part in at_risk["parts"]] == ["amount", "currency"]
    assert {"--within", "--json"} <= {name for one in told["takes"] for name in one["names"]}
    assert _json(shell, "help order")["commands"]
    assert _json(shell, "help page")["command"]["command"] == "page"
    assert _json(shell, "help fields due")["text"].startswith("## `due`")
    assert {"topic": "json", "subject": "Reference", "about": "What every command answers with --json."} in _json(
        shell, "help"
    )
    assert shell("help --man --json").code == 2


def _due(shell: Shell) -> dict[str, Any]:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    first, *_ = _json(shell, "due")
    return dict(first)


# --- What is promised -----------------------------------------------------------------------------------------------


def _promises() -> Iterator[str]:
    """A line for each command and key: what is in here once stays."""
    for name, command in leaves():
        for one in answers.answers_of(name, command):
            yield f"{name} {one.option}".strip() + f": {one.shape}{f' of {one.table}' if one.table else ''}"
    for table in answers.TABLES:
        yield from (f"{table}.{field.name}: {field.type}" for field in answers.fields_of(table))
    for part, keys in PARTS.items():
        yield from (f"{part}.{key}: {type_}" for key, type_ in keys.items())


def test_no_key_is_removed_renamed_or_retyped(update: bool) -> None:
    """`--update` adds what is new. What scripts rely on goes only by hand, from tests/json_keys.txt."""
    promised = PINNED.read_text(encoding="utf-8").splitlines()
    kept = list(dict.fromkeys(_promises()))
    assert sorted(set(promised) - set(kept)) == []
    if update:
        PINNED.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    assert update or sorted(set(kept) - set(promised)) == []


def test_every_object_in_a_field_has_its_keys_declared() -> None:
    """An entry of a table that is there, and of a field with objects; a type that is known."""
    for part, keys in PARTS.items():
        table, _, field = part.partition(".")
        if field:
            types = {one.name: one.type for one in answers.fields_of(table)}
            assert "object" in types[field], part
        for type_ in keys.values():
            for name in re.findall(r"@(\w+)", type_):
                assert name in PARTS, (part, name)
    for table in answers.TABLES:
        assert answers.keys_of(table), table
