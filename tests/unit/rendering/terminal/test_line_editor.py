"""One line, typed and corrected character by character."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aftersales.rendering.terminal.keyboard import SPECIAL, EndOfInput
from aftersales.rendering.terminal.line_editor import read_line, read_secret
from tables import of_each


def typed(chars: list[str], prompt: str = "> ") -> tuple[str | None, str]:
    """What the line is, and what was shown."""
    shown: list[str] = []
    left: Iterator[str] = iter(chars)
    return read_line(lambda: next(left), shown.append, prompt), "".join(shown)


@of_each(
    "chars, line",
    [
        ([*"not so", "\r"], "not so"),
        ([*"nit", "\x7f", "\x08", *"ot", "\n"], "not"),
        ([*"已穿过", "\x7f", "\r"], "已穿"),
        (["e", "\u0301", "\x7f", "\r"], ""),
        ([*"two words", "\x17", "\r"], "two"),
        ([*"all of it", "\x15", "a", "\r"], "a"),
        ([SPECIAL, "\x00", "\x1f", "a", "\t", "b", "\r"], "a b"),
        ([*"half", "\x1b"], None),
        (["\x1b"], None),
        (["a", "\x04", "\r"], "a"),  # Ctrl-D only ends an empty line
    ],
)
def test_a_line_is_what_was_typed_and_esc_goes_back(chars: list[str], line: str | None) -> None:
    assert typed(chars)[0] == line


def test_ctrl_d_on_an_empty_line_is_the_end() -> None:
    with pytest.raises(EndOfInput):
        typed(["a", "\x7f", "\x04"])


def test_a_long_line_stays_in_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    line, shown = typed([*("w" * 60), "\r"])
    assert line == "w" * 60
    assert max(map(len, shown.replace("\r", "\n").split("\n"))) < 30


@of_each(
    "chars, line, shown",
    [
        ([*"hush", "\r"], "hush", "(4 characters)\n"),
        ([*"hushh", "\x7f", "\n"], "hush", "(4 characters)\n"),
        (["\r"], "", "\n"),
        ([*"hush", "\x1b"], None, "\n"),
    ],
)
def test_nothing_of_a_secret_shows_but_how_long_it_is(chars: list[str], line: str | None, shown: str) -> None:
    said: list[str] = []
    left = iter(chars)
    assert read_secret(lambda: next(left), said.append, "> ") == line
    assert "".join(said) == f"> {shown}"


def test_the_end_of_the_input_is_the_end_of_a_secret_too() -> None:
    with pytest.raises(EndOfInput):
        read_secret(lambda: "\x04", lambda _: None, "> ")
