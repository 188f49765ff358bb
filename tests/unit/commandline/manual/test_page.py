"""Help pages: each command stands in one group, nothing stands twice, and nothing is wider than the terminal."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import reference
from aftersales.commandline.table import COMMANDS, GROUPS
from tables import of_each
from terminals import at_terminal
from transcripts import Shell

GLOBAL = ("--ledger", "--config", "--now", "--lang", "--color", "--quiet", "--version")
LEAVES = dict(reference.leaves())
PAGES = [*LEAVES, *(name for name in COMMANDS if name not in LEAVES)]


def test_every_command_stands_in_one_group() -> None:
    assert Counter(name for group in GROUPS.values() for name in group) == Counter(list(COMMANDS))
    assert list(GROUPS)[:2] == ["Every day", "Answer"]


def test_each_line_fits_beside_its_command_at_80_columns() -> None:
    assert not [line for _, line in COMMANDS.values() if len(line) > 80 - len("  completions  ")]


def test_the_list_stands_by_group_and_ends_with_the_global_options(shell: Shell) -> None:
    out = shell.ok("--help").out
    headings = re.findall(r"^(\S.*)\n  \w", out, re.MULTILINE)
    assert headings == list(GROUPS)
    listed = re.findall(r"^  ([a-z][a-z-]+)  ", out, re.MULTILINE)
    assert listed == list(COMMANDS)
    for option in GLOBAL:
        assert len(re.findall(rf"{option}\b", out)) == 1


@of_each("name", PAGES)
def test_a_page_names_its_own_options_and_says_where_the_global_ones_stand(shell: Shell, name: str) -> None:
    out = shell.ok(f"{name} --help").out
    rows = re.findall(r"^  (?:-\w, )?(--[a-z-]+)\b", out, re.MULTILINE)
    assert not [option for option in rows if option in GLOBAL]
    assert "aftersales --help" in out.splitlines()[-1]
    command = LEAVES.get(name)
    if command is None:
        return
    options = [max(p.opts, key=len) for p in command.params if p.param_type_name == "option"]
    assert rows == [option for option in options if option not in GLOBAL]
    assert f"Usage: aftersales {name}" in out


@of_each("columns", [42, 80, 140])
@of_each("name", ["", *PAGES])
def test_a_page_is_as_wide_as_the_terminal(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, name: str, columns: int
) -> None:
    """Only a command to copy may be wider: broken in two it could not be copied."""
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = shell.ok(f"{name} --help").out.splitlines()
    assert not [line for line in lines if len(line) > min(columns, 100) and not line.startswith("  aftersales ")]


@of_each("words", ["due help", "help due", "due -h", "due --help", "due --now 1 -h", "-q due -h"])
def test_there_are_several_ways_to_a_page(shell: Shell, words: str) -> None:
    assert "Usage: aftersales due " in shell.ok(words).out


def test_help_after_a_group_shows_its_page_or_that_of_a_command_in_it(shell: Shell) -> None:
    assert shell.ok("order help") == shell.ok("order --help") == shell.ok("help order")
    assert shell.ok("order help add") == shell.ok("order add --help") == shell.ok("help order add")


def test_where_text_is_asked_for_help_is_a_text(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    assert "Usage" not in shell.ok("cases help").out
    assert "Usage" not in shell.ok("routine add help --every 7d").out


def test_global_options_stand_before_or_after_the_command(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    now = "--now 2026-11-25T09:00:00+00:00"
    assert shell.ok(f"{now} due --format table") == shell.ok(f"due --format table {now}")


def test_on_a_terminal_a_long_page_goes_through_the_pager(shell: Shell) -> None:
    import pexpect

    child = at_terminal(["--help"], 80, 24, timeout=60, PAGER="less")
    child.expect("Every day")
    child.expect(":")  # less waits
    assert "Upkeep" not in child.before
    child.send("q")
    child.expect(pexpect.EOF)


def test_on_a_terminal_a_short_page_stands_on_the_screen(shell: Shell) -> None:
    import pexpect

    child = at_terminal(["lost", "--help"], 80, 24, timeout=60, PAGER="false")
    child.expect(pexpect.EOF)
    assert "Usage: aftersales lost CASE" in child.before
