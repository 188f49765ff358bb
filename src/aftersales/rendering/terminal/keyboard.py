"""What a person types: keys and lines."""

from __future__ import annotations

import sys
import unicodedata
from typing import Protocol, TextIO

from aftersales.named_tuple import NamedTuple
from aftersales.text import writable

# SPECIAL is a key that stands for no character, such as an arrow or F1.
ENTER, ESCAPE, SPECIAL = "enter", "escape", "special"
CTRL_D = "\x04"


class EndOfInput(Exception):
    """Nobody can answer any more: the input has ended."""


class Redraw(Exception):
    """The program was stopped and runs again, so the screen must be drawn anew."""


class KeyChoice(NamedTuple):
    """An answer that one key gives, and the word beside the key."""

    key: str
    word: str


class Keyboard(Protocol):
    """Where a person's answers come from."""

    def key(self) -> str:
        """The next key: a letter, ENTER, ESCAPE or SPECIAL. Raises EndOfInput, Redraw, KeyboardInterrupt."""

    def line(self, prompt: str) -> str | None:
        """A line after a prompt, without its end; None for Esc. Raises EndOfInput, Redraw, KeyboardInterrupt."""

    def secret(self, prompt: str) -> str | None:
        """As `line`, but what is typed does not show."""

    def forget(self) -> None:
        """Drop what was typed ahead: the person had not seen the question yet."""


class LineMode:
    """A terminal that gives whole lines only: the key is a line's first letter, an empty line is Enter."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def key(self) -> str:
        """See Keyboard."""
        line = self.line("")
        if line is None:
            return ESCAPE
        return key_name(line.strip()[:1]) if line.strip() else ENTER

    def line(self, prompt: str) -> str | None:
        """See Keyboard."""
        write_prompt(prompt, self._stream)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            return "\ufffd"
        if not line:
            raise EndOfInput
        # A byte that is not UTF-8 may come as half a character, which could not be stored.
        line = line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return None if "\x1b" in line else line.rstrip("\r\n")

    def secret(self, prompt: str) -> str | None:
        """See Keyboard."""
        from getpass import getpass

        try:
            line = getpass(prompt, self._stream)
        except EOFError:
            raise EndOfInput from None
        return None if "\x1b" in line else line

    def forget(self) -> None:
        """Nothing can be dropped: whether a line was typed ahead is not known here."""


def write_prompt(prompt: str, stream: TextIO | None = None) -> None:
    """Write a prompt to a stream (default: stdout), in characters that its encoding has."""
    stream = stream or sys.stdout
    stream.write(writable(prompt, stream.encoding or "utf-8"))
    stream.flush()


def key_name(char: str) -> str:
    """The name of the key that gives a character. A full-width letter, as input methods type it, is the plain one."""
    if char == SPECIAL:
        return SPECIAL
    char = unicodedata.normalize("NFKC", char)
    return ENTER if char in ("\r", "\n") else ESCAPE if char == "\x1b" else char
