"""One line, typed and corrected character by character."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable

from rich.cells import cell_len

from aftersales.language import tr
from aftersales.rendering.terminal.keyboard import CTRL_D, SPECIAL, EndOfInput

_ERASE, _KILL_LINE, _KILL_WORD, _ESC = ("\x7f", "\x08"), "\x15", "\x17", "\x1b"
_MOST = 10_000  # characters; more is pasted by mistake
_LEAST_ROOM = 4


def read_line(read: Callable[[], str], write: Callable[[str], None], prompt: str) -> str | None:
    """The line that a person types after a prompt, up to Enter; None for Esc. `read` gives one character, or SPECIAL.

    The line stays in one row of the terminal: of a longer one the end shows. Raises EndOfInput for Ctrl-D where nothing
    is typed.
    """
    *above, lead = prompt.split("\n")
    write("".join(f"{row}\n" for row in above) + lead)
    room = max(_LEAST_ROOM, shutil.get_terminal_size().columns - cell_len(lead) - 1)
    text = ""
    while True:
        char = read()
        if char in ("\r", "\n", _ESC):
            write("\n")
            return None if char == _ESC else text
        if char == CTRL_D and not text:
            raise EndOfInput
        before, text = text, _edited(text, char)
        if text == before:
            continue
        if text == before + char and cell_len(text) <= room:
            write(char)
        else:
            blank = " " * max(0, cell_len(_shown(before, room)) - cell_len(_shown(text, room)))
            write(f"\r{lead}{_shown(text, room)}{blank}\r{lead}{_shown(text, room)}")


def read_secret(read: Callable[[], str], write: Callable[[str], None], prompt: str) -> str | None:
    """As `read_line`, but nothing of the line shows, not even its length, until it is typed: then how long it is."""
    write(prompt)
    text = ""
    while True:
        char = read()
        if char in ("\r", "\n"):
            length = tr("({count} characters)", count=len(text)) if text else ""
            write(f"{length}\n")
            return text
        if char == _ESC:
            write("\n")
            return None
        if char == CTRL_D and not text:
            raise EndOfInput
        text = _edited(text, char)


def _edited(text: str, char: str) -> str:
    """The text after a character was typed."""
    if char in _ERASE:
        end = len(text)
        while end and unicodedata.combining(text[end - 1]):
            end -= 1
        return text[: max(0, end - 1)]
    if char == _KILL_LINE:
        return ""
    if char == _KILL_WORD:
        return text.rstrip().rpartition(" ")[0]
    if char == "\t":
        char = " "
    if char == SPECIAL or not char.isprintable() or len(text) >= _MOST:
        return text
    return text + char


def _shown(text: str, room: int) -> str:
    """The end of the text that fits the room."""
    if cell_len(text) <= room:
        return text
    start = max(0, len(text) - room)
    while cell_len(text[start:]) > room - 1:
        start += 1
    return "<" + text[start:]
