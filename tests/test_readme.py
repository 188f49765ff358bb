"""The README is true: its outputs are those of this version, its tables come from the code, its script runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import test_claims
from aftersales import cli, policies
from aftersales.commands import COMMANDS
from aftersales.core import costs, rulefile, transitions
from aftersales.importing.formats import formats
from aftersales.rendering import view
from transcripts import ROOT, Shell

README = ROOT / "README.md"
_AT = re.compile(r"<!-- at (\S+) -->")
_CONSOLE = re.compile(r"(?:<!-- at (?P<at>\S+) -->\n)?```console\n(?P<body>.*?)```\n", re.DOTALL)
_DERIVED = re.compile(r"(<!-- derived: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _fields(fields: tuple[view.Field, ...]) -> str:
    rows = [f"| `{f.name}` | {f.type} | {f.meaning} |" for f in fields]
    return "\n".join(["| field | type | meaning |", "| --- | --- | --- |", *rows]) + "\n"


def _options(command: object) -> str:
    named, shown = [], []
    for parameter in command.params:  # type: ignore[attr-defined]
        if parameter.name in _GLOBAL or not hasattr(parameter, "opts"):
            continue
        if parameter.param_type_name == "argument":
            named.append(f"`{parameter.metavar}`")
        elif parameter.name != "help":
            shown.append(f"`{max(parameter.opts, key=len)}`")
    return " ".join([*named, *shown])


_GLOBAL = {"ledger", "config", "now", "color", "quiet", "version"}


def _commands() -> str:
    tree = cli.root()
    rows = ["| command | what it does | takes |", "| --- | --- | --- |"]
    for name, (_, told) in COMMANDS.items():
        command = tree.get_command(None, name)
        for leaf, own in _leaves(command):
            text = (own.help or told).split("\n")[0] if leaf else told
            rows.append(f"| `{f'{name} {leaf}'.strip()}` | {text} | {_options(own)} |")
    return "\n".join(rows) + "\n"


def _leaves(command: Any) -> Iterator[tuple[str, Any]]:
    """The commands of a group by the words that lead to them, those of groups in it too."""
    if not getattr(command, "commands", None):
        yield "", command
    else:
        for name, child in command.commands.items():
            yield from ((f"{name} {leaf}".strip(), own) for leaf, own in _leaves(child))


def _globals() -> str:
    rows = ["| option | environment | meaning |", "| --- | --- | --- |"]
    for option in cli.root().params:
        if option.name in _GLOBAL:
            flags = ", ".join(f"`{o}`" for o in option.opts)
            value = f" `{option.metavar}`" if option.metavar else ""
            extra = {"color": "`NO_COLOR`, `FORCE_COLOR`"}.get(option.name, "")
            rows.append(f"| {flags}{value} | {f'`{option.envvar}`' if option.envvar else extra} | {option.help} |")
    return "\n".join(rows) + "\n"


def _markets() -> str:
    rows = ["| market | time zone | currency | holidays | rules of `tiktok` |", "| --- | --- | --- | --- | --- |"]
    for code, facts in policies.markets().items():
        loaded = policies.load("tiktok", code)
        known = (
            f"{loaded.calendar.name}, to {loaded.calendar.known_through}" if loaded.calendar.known else "not known yet"
        )
        own = loaded.title if loaded.name != "tiktok" else "the flat 48 hours, low confidence"
        rows.append(f"| {code}, {facts['name']} | {facts['timezone']} | {facts['currency']} | {known} | {own} |")
    names = ", ".join(f"`{n}`" for n in policies.names())
    return "\n".join(rows) + f"\n\nRule sets: {names}.\n"


def _costs() -> str:
    rows = ["| key | takes | unless set | meaning |", "| --- | --- | --- | --- |"]
    for key, meaning in costs.MEANING.items():
        takes = "amount" if key in costs.AMOUNTS else "0 to 1" if key in costs.SHARES else "text"
        takes = "true, false" if key in costs.SWITCHES else "whole number" if key in costs.COUNTS else takes
        default = costs.Input(key, costs.DEFAULTS[key], "").told() if key in costs.DEFAULTS else "-"
        rows.append(f"| `{key}` | {takes} | {default} | {meaning} |")
    return "\n".join(rows) + "\n"


def _mode_rules() -> str:
    rows = ["| key | takes | meaning |", "| --- | --- | --- |"]
    rows += [f"| `{key}` | {takes} | {meaning} |" for key, (takes, meaning) in rulefile.MEANING.items()]
    return "\n".join(rows) + "\n"


def _transitions() -> str:
    rows = ["| event | command | kinds | where | leads to |", "| --- | --- | --- | --- | --- |"]
    for row in transitions.TRANSITIONS:
        if row.event in transitions.ASIDE:
            continue
        kinds = ", ".join(row.kinds)
        needs = "; ".join(f"{axis} {' or '.join(values)}" for axis, values in row.needs.items()) or "open"
        leads = ", ".join(f"{axis} {value}" for axis, value in row.leads.items()) or "-"
        command = transitions.COMMAND_OF.get(row.event)
        rows.append(f"| {row.event} | {f'`{command}`' if command else '-'} | {kinds} | {needs} | {leads} |")
    return "\n".join(rows) + "\n"


def _statuses() -> str:
    rows = ["| status | decision | parcel | money | finished | as the platform writes it |", "|" + " --- |" * 6]
    for name, said in transitions.STATUSES.items():
        words = sorted(
            {w for f in formats() if f.carries == "cases" for w, s in f.words["status"].items() if s == name}
        )
        axes = [said.decision or "-", said.parcel or "-", said.money or "-", "yes" if said.finished else "no"]
        rows.append(f"| {name} | {' | '.join(axes)} | {', '.join(f'`{w}`' for w in words)} |")
    return "\n".join(rows) + "\n"


def _triage() -> str:
    """A screen as it was looked at (tests/commands/test_sitting.py)."""
    return f"```text\n{(ROOT / 'tests/commands/triage-80.txt').read_text(encoding='utf-8')}```\n"


TABLES = {
    "triage": _triage,
    "checklist": lambda: _fields(view.CHECKLIST_FIELDS),
    "commands": _commands,
    "globals": _globals,
    "choose": lambda: _fields(view.CHOOSE_FIELDS),
    "modes": lambda: _fields(view.MODE_FIELDS),
    "costs": _costs,
    "mode_rules": _mode_rules,
    "trial": lambda: _fields(view.TRIAL_FIELDS),
    "due": lambda: _fields(view.DUE_FIELDS),
    "explain": lambda: _fields(view.EXPLAIN_FIELDS),
    "cases": lambda: _fields(view.CASES_FIELDS),
    "import": lambda: _fields(view.IMPORT_FIELDS),
    "log": lambda: _fields(view.LOG_FIELDS),
    "markets": _markets,
    "transitions": _transitions,
    "statuses": _statuses,
    "claims": test_claims.table,
}


def _console(text: str, shell: Shell) -> str:
    """The README with every console block run anew, one after the other, in one home, on a terminal of 100 columns."""

    def again(block: re.Match[str]) -> str:
        if block["at"]:
            shell.now = block["at"]
        told = []
        for line in block["body"].splitlines():
            if line.startswith("$ "):
                run = shell(line[2:])
                told.append("\n".join([line, *(x.rstrip() for x in (run.out + run.err).splitlines())]))
        at = f"<!-- at {block['at']} -->\n" if block["at"] else ""
        return f"{at}```console\n" + "\n".join(told).replace(str(shell.home), "~") + "\n```\n"

    return _CONSOLE.sub(again, text)


def test_readme_is_true(shell: Shell, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    shell.terminal = True
    before = README.read_text(encoding="utf-8")
    now = _DERIVED.sub(lambda m: m[1] + TABLES[m[2]]() + m[3], before)
    now = _console(now, shell)
    if update:
        README.write_text(now, encoding="utf-8")
    assert now == before or update


def test_every_option_and_environment_variable_is_in_the_reference() -> None:
    text = README.read_text(encoding="utf-8")
    for name in ("AFTERSALES_LEDGER", "AFTERSALES_CONFIG", "AFTERSALES_NOW", "NO_COLOR", "FORCE_COLOR"):
        assert name in text


@pytest.mark.skipif(sys.platform == "win32", reason="the README's script is for a POSIX shell")
def test_the_script_and_the_cron_line_run(shell: Shell, home: Path) -> None:
    text = README.read_text(encoding="utf-8")
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(ROOT / "sample-data/orders.csv"), str(ROOT / "sample-data/returns.csv")])
    script = re.search(r"<!-- script -->\n```sh\n(.*?)```", text, re.DOTALL)
    cron = re.search(r"```cron\n\S+ \S+ \S+ \S+ \S+  (.*?)\n```", text, re.DOTALL)
    assert script and cron
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "AFTERSALES_NOW": "2026-11-24T09:00:00+00:00"}
    run = subprocess.run(
        ["sh", "-c", script[1]], cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    assert run.stdout.splitlines()[0] == "Something is OVERDUE."
    # By hand: 13.98 (overdue), 27.98 and 99.99 (to answer today), 43.49 and 27.47 (to dispatch today).
    assert run.stdout.splitlines()[1] == "212.91 GBP at risk"
    assert not run.stderr
    environment["PATH"] = os.environ["PATH"]
    (home / ".local" / "bin").mkdir(parents=True)
    (home / ".local" / "bin" / "aftersales").symlink_to(Path(sys.executable).parent / "aftersales")
    run = subprocess.run(["sh", "-c", cron[1]], cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    for order in ("577098540484863429", "577018131857623956", "577041216472333642"):
        assert order in run.stdout
    assert "data as of Tue 24 Nov 08:31 GMT" in run.stdout
