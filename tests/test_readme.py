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
from aftersales import cli
from aftersales.commandline.table import COMMANDS
from aftersales.core.cases import events, statuses, transitions
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes import rule_file
from aftersales.core.rules import overlay_file, policy_file
from aftersales.core.rules.policy import Policy, Term
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.importing.formats.recogniser import formats
from aftersales.policies.find import markets
from aftersales.policies.find import names as policy_names
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields import due as due_fields
from aftersales.rendering.fields import imports as import_fields
from aftersales.rendering.fields import lists as list_fields
from aftersales.rendering.fields import policies as policy_fields
from aftersales.rendering.fields import view
from transcripts import ROOT, Shell

README = ROOT / "README.md"
_AT = re.compile(r"<!-- at (\S+) -->")
_CONSOLE = re.compile(
    r"(?P<own><!-- in a home of its own -->\n)?(?:<!-- at (?P<at>\S+) -->\n)?```console\n(?P<body>.*?)```\n", re.DOTALL
)
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


_SINCE = {"return.shipped": "its sending", "return.delivered": "its delivery"}
_DUTIES = (("respond", "refund"), ("confirm-receipt", "return"), ("dispatch", "delivery"), ("answer-message", "refund"))


def _markets() -> str:
    heads = "market | time zone, currency | holidays | answer a refund | check a parcel | dispatch | reply to a message"
    rows = [f"| {heads} |", "|" + " --- |" * 7]
    for code, facts in markets().items():
        loaded = load_policy("tiktok", code)
        known = (
            f"{loaded.calendar.name}, to {loaded.calendar.known_through}" if loaded.calendar.known else "not known yet"
        )
        figures = " | ".join(_figures(loaded, duty, kind) or "-" for duty, kind in _DUTIES)
        rows.append(f"| {code}, {facts['name']} | {facts['timezone']}, {facts['currency']} | {known} | {figures} |")
    names = ", ".join(f"`{n}`" for n in policy_names())
    return "\n".join(rows) + f"\n\nRule sets: {names}.\n"


def _figures(policy: Policy, duty: str, kind: str) -> str:
    """The terms of a duty that are in force on the day the policy was checked, each rule's with how sure it is."""
    told = []
    for rule in policy.rules:
        if rule.duty != duty or kind not in rule.when.get("kind", [kind]):
            continue
        current = [t for t in rule.terms if policy.checked and t.covers(policy.checked)]
        lengths = [" ".join(w for w in (str(t.length), t.limit_text(), _closing(t)) if w) for t in current]
        since = " or ".join(sorted(_SINCE[s] for s in rule.starts)) if duty == "confirm-receipt" else ""
        sure = ", ".join(dict.fromkeys(t.confidence for t in current))
        told.append(f"{', '.join(lengths)}{f' from {since} on' if since else ''} ({sure})")
    return "; ".join(told)


def _closing(term: Term) -> str:
    """Which days a term is for, and at which hour it ends, where it says so."""
    days = " ".join(WEEKDAYS[d] for d in sorted(term.started_on)) if isinstance(term.started_on, frozenset) else ""
    until = f"to {term.ends}" if term.ends else ""
    cut_off = f"if before {term.cut_off.at:%H:%M}" if term.cut_off else ""
    return " ".join(x for x in (f"for {days}" if days else "", cut_off, until) if x)


def _costs() -> str:
    rows = ["| key | takes | unless set | meaning |", "| --- | --- | --- | --- |"]
    for key, meaning in mode_figures.FIGURE_MEANINGS.items():
        takes = "amount" if key in mode_figures.AMOUNTS else "0 to 1" if key in mode_figures.SHARES else "text"
        takes = (
            "true, false" if key in mode_figures.SWITCHES else "whole number" if key in mode_figures.COUNTS else takes
        )
        default = (
            mode_figures.Figure(key, mode_figures.DEFAULTS[key], "").told() if key in mode_figures.DEFAULTS else "-"
        )
        rows.append(f"| `{key}` | {takes} | {default} | {meaning} |")
    return "\n".join(rows) + "\n"


def _mode_rules() -> str:
    rows = ["| key | takes | meaning |", "| --- | --- | --- |"]
    rows += [f"| `{key}` | {takes} | {meaning} |" for key, (takes, meaning) in rule_file.RULE_MEANINGS.items()]
    return "\n".join(rows) + "\n"


def _transitions() -> str:
    rows = ["| event | command | kinds | where | leads to |", "| --- | --- | --- | --- | --- |"]
    for row in transitions.TRANSITIONS:
        if row.event in events.ANY_TIME:
            continue
        kinds = ", ".join(row.kinds)
        needs = "; ".join(f"{axis} {' or '.join(values)}" for axis, values in row.needs.items()) or "open"
        leads = ", ".join(f"{axis} {value}" for axis, value in row.leads.items()) or "-"
        command = events.COMMAND_OF.get(row.event)
        rows.append(f"| {row.event} | {f'`{command}`' if command else '-'} | {kinds} | {needs} | {leads} |")
    return "\n".join(rows) + "\n"


def _statuses() -> str:
    rows = ["| status | decision | parcel | money | finished | as the platform writes it |", "|" + " --- |" * 6]
    for name, said in statuses.STATUSES.items():
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
    "checklist": lambda: _fields(list_fields.CHECKLIST_FIELDS),
    "commands": _commands,
    "globals": _globals,
    "choose": lambda: _fields(list_fields.CHOOSE_FIELDS),
    "modes": lambda: _fields(list_fields.MODE_FIELDS),
    "costs": _costs,
    "mode_rules": _mode_rules,
    "trial": lambda: _fields(list_fields.TRIAL_FIELDS),
    "due": lambda: _fields(due_fields.DUE_FIELDS),
    "explain": lambda: _fields(list_fields.EXPLAIN_FIELDS),
    "cases": lambda: _fields(list_fields.CASES_FIELDS),
    "import": lambda: _fields(import_fields.IMPORT_FIELDS),
    "log": lambda: _fields(list_fields.LOG_FIELDS),
    "policies": lambda: _fields(policy_fields.POLICY_FIELDS),
    "rules": lambda: _fields(policy_fields.RULE_FIELDS),
    "terms": lambda: _fields(policy_fields.TERM_FIELDS),
    "overlays": lambda: _fields(policy_fields.OVERLAY_FIELDS),
    "impact": lambda: _fields(policy_fields.IMPACT_FIELDS),
    "drift": lambda: _fields(policy_fields.DRIFT_FIELDS),
    "calendar": lambda: _fields(policy_fields.CALENDAR_FIELDS),
    "markets": _markets,
    "transitions": _transitions,
    "statuses": _statuses,
    "claims": test_claims.table,
}


def _console(text: str, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> str:
    """The README with every console block run anew, one after the other, in one home, on a terminal of 100 columns. A
    block in a home of its own leaves that one alone, and its clock too.
    """

    def again(block: re.Match[str]) -> str:
        at = f"<!-- at {block['at']} -->\n" if block["at"] else ""
        head = f"{block['own'] or ''}{at}```console\n"
        if not block["own"]:
            shell.now = block["at"] or shell.now
            return head + _run(block["body"], shell) + "\n```\n"
        with monkeypatch.context() as patch:
            own = Shell(shell.home / f"own-{block.start()}")
            own.now, own.terminal = block["at"] or shell.now, True
            for name in ("config", "data"):
                patch.setenv(f"XDG_{name.upper()}_HOME", str(own.home / name))
            return head + _run(block["body"], own) + "\n```\n"

    return _CONSOLE.sub(again, text)


def _run(body: str, shell: Shell) -> str:
    """The lines that are typed, each with its output as it is now."""
    told = []
    for line in body.splitlines():
        if line.startswith("$ "):
            run = shell(line[2:])
            told.append("\n".join([line, *(x.rstrip() for x in (run.out + run.err).splitlines())]))
    return "\n".join(told).replace(str(shell.home), "~")


def test_readme_is_true(shell: Shell, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    shell.terminal = True
    before = README.read_text(encoding="utf-8")
    now = _DERIVED.sub(lambda m: m[1] + TABLES[m[2]]() + m[3], before)
    now = _console(now, shell, monkeypatch)
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


_RECIPE = re.compile(r"<!-- (?:policy: (\S+)|config) -->\n```toml\n(.*?)```", re.DOTALL)
_RECIPES = _RECIPE.findall(README.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "text"), _RECIPES, ids=[f"{n}-{name or 'config'}" for n, (name, _) in enumerate(_RECIPES)]
)
def test_every_recipe_of_the_cookbook_is_without_mistakes(shell: Shell, home: Path, name: str, text: str) -> None:
    shell.ok("init --shop uk-main --market GB")
    if not name:
        config = home / "config/aftersales/config.toml"
        config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")
        shell.ok("config check")
        return
    path = home / "config/aftersales/policies" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    for line in ("policy check", f"policy check {path}"):
        run = shell(line)
        assert (run.code, run.out) == (0, ""), run
    shell.ok("due")


def test_the_cookbook_names_every_key() -> None:
    keys = policy_file._RULE_KEYS | policy_file._TERM_KEYS | overlay_file._KEYS | policy_file._TOP_KEYS
    (told,) = [
        line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("The keys of a rule: ")
    ]
    assert {key for key in keys if f"`{key}`" not in told} == set()
    assert {fact for fact in policy_file._WHEN if fact not in told} == set()


def test_the_cookbook_s_new_term_moves_what_it_says(shell: Shell, home: Path) -> None:
    """Two working days more for a request of Friday 20 November 16:02: Thursday 26 in place of Tuesday 24."""
    name, text = _RECIPES[0]
    shell.ok("init --shop uk-main --market GB")
    shell.ok("order add 576000000000000001 --amount 20.00 --placed 2026-11-01T10:00")
    shell.ok("open refund --order 576000000000000001 --at 2026-11-20T16:02")
    (home / name).write_text(text, encoding="utf-8")
    told = shell.ok(["policy", "impact", str(home / name), "--format", "tsv"]).out.split("\t")
    assert told[8:10] == ["2026-11-24T16:02:00+00:00", "2026-11-26T16:02:00+00:00"]
