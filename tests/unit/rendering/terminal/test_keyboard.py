"""What a person types, where the terminal gives whole lines only."""

from __future__ import annotations

import io
import sys

import pytest

from aftersales.rendering.terminal.keyboard import ENTER, ESCAPE, EndOfInput, LineMode, key_name, write_prompt
from tables import of_each


@of_each(
    "char, name",
    [("a", "a"), ("ａ", "a"), ("？", "?"), ("\r", ENTER), ("\n", ENTER), ("\x1b", ESCAPE), ("尺", "尺")],
)
def test_a_full_width_letter_is_the_plain_one(char: str, name: str) -> None:
    assert key_name(char) == name


def test_in_line_mode_the_first_letter_is_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("approve\n\n  q\nuk-main\r\n"))
    keyboard = LineMode()
    assert [keyboard.key(), keyboard.key(), keyboard.key()] == ["a", ENTER, "q"]
    assert keyboard.line("shop: ") == "uk-main"
    with pytest.raises(EndOfInput):
        keyboard.key()


def test_a_prompt_is_written_as_far_as_the_terminal_has_its_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    write_prompt("reason – 尺码: ")
    assert written.getvalue() == b"reason - ??: "
