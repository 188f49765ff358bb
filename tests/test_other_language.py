"""Every command in a language that nobody speaks: each text is in brackets. What is stored, and what programs read,
must be free of it; only sentences for people may follow the language.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import catalogues
import pseudo
from aftersales import cli, language
from test_every_command import COMMANDS, Copies, filled, working  # noqa: F401
from transcripts import GOLDEN, ROOT, Shell

# The fields of JSON that are told in words, in the language of the run.
IN_WORDS = {
    "about", "buyer_window", "conclusion", "details", "do", "finding", "follows", "hint", "limits", "meaning",
    "notes", "reason", "remedy", "seller_center", "source", "started_on", "steps", "subject", "summary", "text",
    "warnings", "why", "why_not", "withheld",
}  # fmt: skip
OWN = ("sync", "login", "logout", "demo", "schedule install", "schedule show", "schedule remove")


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, and with --lang zh English in brackets."""

    known = {text.message for text in catalogues.texts()}

    def translated(text: str) -> str | None:
        message = text.rpartition("\x04")[2]
        return f"⟦{message}⟧" if message in known else None

    def use(spoken: str) -> None:
        language._language = spoken
        language._translation = None if spoken == "en" else translated

    monkeypatch.setattr(cli, "use", use)
    monkeypatch.setattr(language, "use", use)
    monkeypatch.setenv("LANGUAGE", "en")


def _in_brackets(value: Any, place: str = "") -> Iterator[str]:
    """The names of the fields whose values hold a text of the language; what keys say counts as `keys`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ["keys"] if "⟦" in key else _in_brackets(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_brackets(inner, place)
    elif "⟦" in str(value):
        yield place


def _differences(english: Any, other: Any, place: str = "") -> Iterator[str]:
    """The names of the fields that are not the same in both languages, such as a list with other separators."""
    if isinstance(english, dict) and isinstance(other, dict) and [*english] == [*other]:
        for key, inner in english.items():
            yield from _differences(inner, other[key], key)
    elif isinstance(english, list) and isinstance(other, list) and len(english) == len(other):
        for mine, theirs in zip(english, other, strict=True):
            yield from _differences(mine, theirs, place)
    elif re.sub(r"copy-\d+", "", str(english)) != re.sub(r"copy-\d+", "", str(other)):
        yield place


def _stored() -> Iterator[str]:
    """Where a text of the language stands in the ledger or the configuration."""
    config, ledger = (Path(os.environ[f"AFTERSALES_{name}"]) for name in ("CONFIG", "LEDGER"))
    if "⟦" in config.read_text(encoding="utf-8"):
        yield "config"
    with closing(sqlite3.connect(ledger)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            yield from (table for row in rows if "⟦" in repr(row))


@pytest.mark.slow
@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in OWN])
def test_what_is_stored_and_what_programs_read_is_the_same_in_every_language(
    filled: Shell,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    copies = Copies(filled, monkeypatch)
    line = [*name.split(), *working(copies, name)]
    options = {option for param in COMMANDS[name].params for option in param.opts}
    form = ["--json"] if "--json" in options else []
    runs = []
    for spoken in ("en", "zh"):
        copies.fresh()
        runs.append(copies.shell([*line, *form, "--lang", spoken]))
    assert runs[0].code == runs[1].code, runs
    assert not list(_stored())
    if form and runs[0].code == 0:
        english, other = (json.loads(run.out) for run in runs)
        assert {*_in_brackets(other)} <= IN_WORDS
        assert type(english) is type(other)
        assert {*_differences(english, other)} <= IN_WORDS | {"bytes"}  # how long a page is


# --- What people read -------------------------------------------------------------------------------------------------

PEOPLE = ("table", "text", "md", "html", "ics")
NAMES = [name for name in COMMANDS if " " in name]
# What they print is a message to a buyer, or code for a shell.
FOR_OTHERS = ("draft", "export", "completions bash", "completions zsh", "completions fish", "notify add")


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    pseudo.speak(monkeypatch)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "1000")  # nothing is cut


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_the_language_as_a_whole(shell: Shell, name: str) -> None:
    assert pseudo.english_left(shell.ok([*name.split(), "--help", "--lang", "zh"]).out) == []


@pytest.mark.slow
@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in (*OWN, *FOR_OTHERS)])
def test_no_english_reaches_a_person_outside_the_catalogue(
    filled: Shell,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """Each command in each format for people, with what it says beside it."""
    copies = Copies(filled, monkeypatch)
    line = [*name.split(), *working(copies, name)]
    formats = next(
        (getattr(param.type, "func", None) for param in COMMANDS[name].params if "--format" in param.opts), None
    )
    choices = getattr(formats, "choices", ())
    left = []
    for form in [["--format", form] for form in PEOPLE if form in choices] or [[]]:
        copies.fresh()
        run = copies.shell([*line, *form, "--lang", "zh"])
        left += pseudo.english_left(run.out, NAMES) + pseudo.english_left(run.err, NAMES)
    assert left == []


@pytest.mark.usefixtures("wide")
def test_no_mistake_is_told_in_english(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the golden of mistakes."""
    monkeypatch.chdir(ROOT)
    left = []
    for line in (GOLDEN / "usage.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("$ "):
            run = shell([*shlex.split(line[2:]), "--lang", "zh"])
            left += pseudo.english_left(run.out + run.err, [line, *re.findall(r'"([^"]*)"', line)])
    assert left == []


@pytest.mark.usefixtures("wide")
def test_english_beside_the_catalogue_is_found() -> None:
    assert pseudo.translation("no such text in the catalogue") is None
    assert pseudo.english_left("ａｎｓｗｅｒ ｉｔ · nobody translated this") == [
        "ａｎｓｗｅｒ ｉｔ · nobody translated this"
    ]
    assert not pseudo.english_left("ａｎｓｗｅｒ ｉｔ: `aftersales approve 7`\n  aftersales reject 7")
