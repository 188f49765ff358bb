"""A language that nobody speaks: each text of the catalogue in wide letters. What stays Latin never went through it."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterable
from functools import cache

import pytest

import catalogues
from aftersales import cli, language
from test_language import SENTENCE
from transcripts import SAMPLES

_WIDE = {code: code + 0xFEE0 for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))}
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
# What stands in every language as it is: command lines, addresses, paths, and what is marked as code.
_AS_IT_IS = re.compile(
    r"^aftersales: |[^;·|]*…|`[^`]*`|'[^'\s]*'|\b(GMT|CET|uk-main|fr-main)\b|\baftersales( [^\s，。；：、（）]+)+|https?://\S+|[\w.-]*/[\w./-]+|<(?P<code>style|script)\b.*?</(?P=code)>|<[^>]*>|--\S+",
    re.DOTALL | re.MULTILINE,
)
# What sellers, buyers and their files say in the samples and in the tests.
_TYPED = (
    "recorded by hand", "some words", "the newest instant in the file", "the file's modification time",
    "file is not a database", "Invalid statement (at line 3, column 1)",  # SQLite's own words, and tomllib's
)  # fmt: skip


@cache
def _known() -> frozenset[str]:
    return frozenset(text.message for text in catalogues.texts())


def translation(message: str) -> str | None:
    """The text in wide letters, its placeholders as they are; None for what is not in the catalogue."""
    message = message.rpartition("\x04")[2]
    if message not in _known():
        return None
    parts = _PLACEHOLDER.split(message)
    return "".join(part if part.startswith("{") else part.translate(_WIDE) for part in parts)


def speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `--lang zh` speak this language, with the separators of Chinese."""

    def use(spoken: str) -> None:
        language._language = spoken
        language._translation = None if spoken == "en" else translation

    monkeypatch.setattr(cli, "use", use)
    monkeypatch.setattr(language, "use", use)


@cache
def _of_samples() -> tuple[str, ...]:
    """The cells of the sample files that read like sentences, the longest first."""
    cells = set[str]()
    for path in SAMPLES.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells |= {cell.strip() for row in csv.reader(file) for cell in row if " " in cell}
    return tuple(sorted({*cells, *_TYPED}, key=len, reverse=True))


def english_left(shown: str, data: Iterable[str] = ()) -> list[str]:
    """The lines in which two Latin words stand together that are neither data nor something to type."""
    if shown.startswith("BEGIN:VCALENDAR"):
        shown = re.sub(r"\r?\n[ \t]", "", shown).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    shown = html.unescape(shown)
    for cell in (*data, *_of_samples()):
        shown = shown.replace(cell, "¦")
    shown = _AS_IT_IS.sub("¦", shown)
    return [line.strip() for line in shown.splitlines() if SENTENCE.search(line)]
