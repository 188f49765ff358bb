"""What a person types: keys and lines."""

from __future__ import annotations

import sys
import unicodedata
from typing import Protocol

ENTER, ESCAPE = "enter", "escape"


class EndOfInput(Exception):
    """Nobody can answer any more: the input has ended."""


class Redraw(Exception):
    """The program was stopped and runs again, so the screen must be drawn anew."""


class Keyboard(Protocol):
    """Where a person's answers come from."""

    def key(self) -> str:
        """The next key: a letter, ENTER or ESCAPE. Raises EndOfInput, Redraw, KeyboardInterrupt."""

    def line(self, prompt: str) -> str:
        """A line after a prompt, without its end. Raises EndOfInput, KeyboardInterrupt."""

    def forget(self) -> None:
        """Drop what was typed ahead: the person had not seen the question yet."""


class LineMode:
    """A terminal that gives whole lines only: the key is a line's first letter, an empty line is Enter."""

    def key(self) -> str:
        """See Keyboard."""
        line = self.line("").strip()
        return key_name(line[:1]) if line else ENTER

    def line(self, prompt: str) -> str:
        """See Keyboard."""
        write_prompt(prompt)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            return "\ufffd"
        if not line:
            raise EndOfInput
        return line.rstrip("\r\n")

    def forget(self) -> None:
        """Nothing can be dropped: whether a line was typed ahead is not known here."""


def write_prompt(prompt: str) -> None:
    """Write a prompt to stdout, with `?` for a character that its encoding lacks."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(prompt.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def key_name(char: str) -> str:
    """The name of the key that gives a character. A full-width letter, as input methods type it, is the plain one."""
    char = unicodedata.normalize("NFKC", char)
    return ENTER if char in ("\r", "\n") else ESCAPE if char == "\x1b" else char
