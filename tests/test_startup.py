"""What a fresh interpreter loads: `due` must not pay for what it does not use. On purpose in a new process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from transcripts import SAMPLES, Shell, prepared

HEAVY = (
    "pydantic", "rich", "sqlite_utils", "pendulum", "openpyxl", "tomli_w", "tomlkit", "importlib.metadata", "asyncio",
    "jinja2",
)  # fmt: skip


def _loaded(words: list[str]) -> set[str]:
    """The top names of what was imported by the time the command had run."""
    program = (
        "import json, sys\n"
        f"sys.argv = ['aftersales', *{words!r}]\n"
        "from aftersales.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@prepared
def filled(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv")])


@pytest.mark.parametrize("words", [["due", "--json"], ["due"], ["due", "--format", "csv"], ["cases", "--json"]])
def test_lists_for_programs_load_nothing_heavy(filled: Shell, words: list[str]) -> None:
    loaded = _loaded(words)
    assert not [m for m in loaded if m in HEAVY or m.startswith(tuple(f"{h}." for h in HEAVY))]
    assert not [m for m in loaded if m.startswith("_sysconfigdata")]  # all of Python's build settings
    assert "aftersales.core.clocks.derive" not in loaded  # deadlines are read, not reckoned
    assert "aftersales.core.rules" not in loaded  # nor is a rule file read with all its checks
    assert words[0] != "due" or "decimal" not in loaded  # amounts are shown, not computed
    assert "aftersales.ledger.journal" not in loaded  # nothing is written, so nothing is told to the log


def test_an_import_loads_no_migrations(filled: Shell) -> None:
    """A sync imports every half hour, and a ledger that is up to date has nothing to migrate."""
    loaded = _loaded(["import", str(SAMPLES / "orders.csv")])
    assert not [m for m in ("sqlite_utils", "pendulum", "openpyxl", "asyncio") if m in loaded]


def test_the_list_for_people_draws_and_reckons_nothing_else(filled: Shell) -> None:
    loaded = _loaded(["due", "--long", "--format", "table"])
    assert "rich" in loaded
    reckoning = {"core.rules", "core.time.calendar", "core.modes", "toml.edit", "core.clocks"}
    assert not {f"aftersales.{name}" for name in reckoning} & loaded
    assert "aftersales.rendering.pages.modes.mode_comparison" not in loaded


def test_with_policies_of_ones_own_the_list_reads_no_rules_either(filled: Shell) -> None:
    """The files are compared as they lie there; what they say is read again only when one has changed."""
    folder = filled.home / "config/aftersales/policies"
    folder.mkdir()
    (folder / "tiktok-gb.toml").write_text('extends = "tiktok-gb"\n', encoding="utf-8")
    assert "aftersales.core.rules.policy_file" in _loaded(["due", "--json"])
    loaded = _loaded(["due", "--json"])
    assert not [m for m in loaded if m in HEAVY]
    assert (
        not {"aftersales.core.rules.policy_file", "aftersales.core.clocks.derive", "aftersales.context.rule_changes"}
        & loaded
    )


def test_a_staff_calendar_costs_the_list_no_more(filled: Shell) -> None:
    filled.ok("config set shops.uk-main.staff.timezone Asia/Shanghai")
    filled.ok("config set shops.uk-main.staff.holidays cn")
    assert "recalculated" in filled.ok("due").err
    loaded = _loaded(["due", "--json"])
    assert not [m for m in HEAVY if m in loaded]
    assert not {"aftersales.core.time.staff", "aftersales.core.clocks.derive"} & loaded  # read, not reckoned


def test_a_small_write_loads_nothing_heavy(filled: Shell) -> None:
    loaded = _loaded(["approve", "4", "--json"])
    assert not [m for m in HEAVY if m in loaded]


def test_only_the_command_that_runs_is_imported(filled: Shell) -> None:
    loaded = _loaded(["due", "--json"])
    assert {m for m in loaded if m.startswith("aftersales.commands.")} == {"aftersales.commands.due"}
    assert not [m for m in loaded if m.startswith("aftersales.commandline.manual")]  # for help and mistakes alone


def test_english_loads_no_catalogue_and_chinese_only_its_own(filled: Shell) -> None:
    assert "aftersales.locale.catalogue" not in _loaded(["due", "--format", "table"])
    loaded = _loaded(["due", "--format", "table", "--lang", "zh"])
    assert "aftersales.locale.catalogue" in loaded
    assert not [m for m in loaded if m.startswith("babel")]


def test_help_imports_no_command(home: Path) -> None:
    loaded = {m for m in _loaded(["--help"]) if m.startswith("aftersales.commands.")}
    assert not loaded


@pytest.mark.parametrize("words", [["status", "--short"], []])
def test_how_things_stand_loads_nothing_heavy_in_a_pipe(filled: Shell, words: list[str]) -> None:
    loaded = _loaded(words)
    assert not [m for m in loaded if m in HEAVY]
    assert not {"decimal", "aftersales.core.rules", "aftersales.core.clocks.derive", "aftersales.core.cases"} & loaded
    assert "aftersales.rendering.fields.lists" not in loaded  # the fields of every other list


def test_the_list_one_line_a_case_reads_no_more_lines_than_it_shows(filled: Shell) -> None:
    """All others are counted by the ledger: they are never made into values."""
    program = (
        "import sys\n"
        "sys.argv = ['aftersales', 'due', '--all', '--limit', '2', '--format', 'table']\n"
        "from aftersales.core.deadlines import due_list\n"
        "made, action_of = [], due_list.action_of\n"
        "due_list.action_of = lambda *parts: made.append(1) or action_of(*parts)\n"
        "from aftersales.cli import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print('\\n', len(made))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 2 <= int(done.stdout.split()[-1]) <= 2 + 6  # of each small group two lines may be told as themselves


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_the_morning_report_loads_nothing_heavy(filled: Shell, form: str) -> None:
    assert not [m for m in _loaded(["report", "morning", "--format", form]) if m in HEAVY]


def test_a_report_derives_only_cases_with_news(shell: Shell) -> None:
    """Here nobody can have decided or missed anything, and no parcel can be claimed."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok("order add 577012345678901234 --shop uk-main --amount 13.98 --placed 2026-11-16T10:00+00:00")
    shell.ok("open return --order 577012345678901234 --at 2026-11-24T08:00+00:00")
    loaded = _loaded(["report", "morning"])
    assert not {"aftersales.core.rules", "aftersales.core.clocks.derive", "aftersales.ledger.log.past"} & loaded
    assert "aftersales.actions.report.week" not in loaded
