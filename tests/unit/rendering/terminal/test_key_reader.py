"""Keys read one by one."""

from __future__ import annotations

import io
import os
import sys

import pytest

from aftersales.rendering.terminal.key_reader import PosixKeys, WindowsKeys, keyboard
from aftersales.rendering.terminal.keyboard import ENTER, ESCAPE, SPECIAL, EndOfInput, LineMode

needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


class Console:
    """The console of Windows, on which these characters were typed."""

    def __init__(self, typed: str) -> None:
        self.typed = list(typed)

    def getwch(self) -> str:
        return self.typed.pop(0)

    def kbhit(self) -> bool:
        return bool(self.typed)


def test_windows_sends_an_arrow_key_as_two_characters() -> None:
    keys = WindowsKeys(Console("a\xe0Hｂ\r\x00;\x04"))
    assert [keys.key() for _ in range(5)] == ["a", SPECIAL, "b", ENTER, SPECIAL]
    with pytest.raises(EndOfInput):
        keys.key()


def test_windows_ends_with_ctrl_c_and_ctrl_z() -> None:
    with pytest.raises(KeyboardInterrupt):
        WindowsKeys(Console("\x03")).key()
    with pytest.raises(EndOfInput):
        WindowsKeys(Console("\x1a")).key()


def test_what_was_typed_ahead_is_forgotten() -> None:
    console = Console("yyy")
    WindowsKeys(console).forget()
    assert not console.typed


def test_a_dumb_terminal_gives_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with keyboard() as opened:
        assert type(opened) is LineMode


@needs_terminals
def test_posix_keys_and_the_terminal_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    import termios

    person, program = os.openpty()
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    before = termios.tcgetattr(program)
    with PosixKeys(program) as keys:
        assert not termios.tcgetattr(program)[3] & (termios.ECHO | termios.ICANON)
        os.write(person, b"a")
        assert keys.key() == "a"
        os.write(person, "尺".encode())
        assert keys.key() == "尺"
        os.write(person, b"\x1b[A")  # the arrow up
        assert keys.key() == SPECIAL
        os.write(person, b"\x1b")
        assert keys.key() == ESCAPE
        os.write(person, b"\x04")
        with pytest.raises(EndOfInput):
            keys.key()
    assert termios.tcgetattr(program) == before
    os.close(person)
    os.close(program)
