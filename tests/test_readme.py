"""The README is short and true: its transcript and tables are of this version, its two commands are whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import reference
from aftersales.commandline.table import COMMANDS
from documents import DOCUMENTS, README, as_it_is_now, code_spans, typed_lines
from tables import of_each
from transcripts import ROOT, Shell

SET_UP = "python3 -m venv .venv && .venv/bin/pip install -q "
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_its_outputs_and_tables_are_those_of_this_version(
    shell: Shell, update: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = README.read_text(encoding="utf-8")
    now = as_it_is_now(README, shell, monkeypatch)
    if update:
        README.write_text(now, encoding="utf-8")
    assert now == before or update


def test_it_has_at_most_250_lines_and_none_is_long() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 250
    assert not [line for line in lines if len(line) > 180 and not line.startswith("|")]


def test_each_of_the_two_set_up_commands_is_one_whole_line() -> None:
    """`.ci/run` runs the second; both start from a clone with Python and pip alone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = README.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith(SET_UP)]
    demo, tests = (line.removeprefix(SET_UP).split(" && ") for line in lines)
    assert demo == [".", ".venv/bin/aftersales demo"]
    assert "aftersales" in project["scripts"]
    assert tests == ["-e '.[test]'", ".venv/bin/pytest -n auto --dist worksteal"]
    assert any(name.startswith("pytest-xdist") for name in project["optional-dependencies"]["test"])
    # `.ci/run` takes the first line of the README that names pytest in the virtual environment.
    assert next(line for line in text.splitlines() if "bin/pytest" in line) == lines[1]


@of_each("path", DOCUMENTS)
def test_no_link_is_dead(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    headings = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", text, re.M)}
    for target in _LINK.findall(text):
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif not target.startswith("https://"):
            assert (path.parent / target).exists(), target


@of_each("path", DOCUMENTS)
def test_its_transcripts_speak_of_what_is_there(path: Path) -> None:
    """A case whose number has changed would be shown, derived anew, as a case that does not exist."""
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"^aftersales: no (?:case|order|shop|log entry|rule|ledger)\b.*", text, re.MULTILINE)


@of_each("path", DOCUMENTS)
def test_it_names_only_commands_and_options_that_exist(path: Path) -> None:
    commands = dict(reference.leaves())
    text = path.read_text(encoding="utf-8")
    for line in [*code_spans(text), *typed_lines(text)]:
        words = line.split(" | ")[0].split()
        is_named = words[:1] == ["aftersales"] and words[1:2] and re.fullmatch(r"[a-z-]+", words[1])
        if not is_named and not (words[:1] and words[0] in COMMANDS and "--" in line):
            continue
        words = words[1:] if is_named else words
        if words[0].startswith("-"):
            continue
        assert words[0] in COMMANDS, line
        command = commands.get(words[0]) or commands.get(" ".join(words[:2])) or commands.get(" ".join(words[:3]))
        if command is None:  # a group by itself
            assert len(words) == 1 or not re.fullmatch(r"[a-z-]+", words[1]), line
            continue
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert {w.partition("=")[0] for w in words if re.match(r"--[a-z]", w)} <= options, line
