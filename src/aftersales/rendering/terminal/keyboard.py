"""Decides how a person's keys and lines are read at a terminal, and that the terminal is as it was when the program
leaves or stops; leaves what a key means to the caller.

A key is read without Enter where the terminal can do so. Elsewhere (TERM=dumb, no termios) it is a line's first letter.
"""

from __future__ import annotations

import os
import signal
import sys
import unicodedata
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Protocol

ENTER, ESCAPE = "enter", "escape"
_END = "\x04"  # Ctrl-D
_MOST = 1 << 16


class EndOfInput(Exception):
    """There is nobody left who could answer."""


class Redraw(Exception):
    """The program was stopped and goes on: what was on the screen is gone."""


class Keyboard(Protocol):
    """Where answers come from."""

    def key(self) -> str:
        """The next key: a letter, ENTER or ESCAPE. Raises EndOfInput, Redraw, KeyboardInterrupt."""

    def line(self, prompt: str) -> str:
        """A line after a prompt, without its end. Raises EndOfInput, KeyboardInterrupt."""

    def forget(self) -> None:
        """Drop what was typed ahead: nobody had seen yet what it would answer."""


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """The keyboard of this terminal; afterwards the terminal is as it was, whatever happened."""
    if os.environ.get("TERM", "") == "dumb":
        yield Lines()
        return
    try:
        import termios  # noqa: F401
    except ImportError:
        yield _windows()
        return
    board = Posix(sys.stdin.fileno())
    with board:
        yield board


def said(prompt: str) -> None:
    """A prompt, as far as this terminal has its characters."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(prompt.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def named(char: str) -> str:
    """A character as the name of a key. What an input method types at full width is the same letter."""
    char = unicodedata.normalize("NFKC", char)
    return ENTER if char in ("\r", "\n") else ESCAPE if char == "\x1b" else char


class Lines:
    """A terminal that gives whole lines only: the key is a line's first letter, an empty line is Enter."""

    def key(self) -> str:
        """See Keyboard."""
        line = self.line("").strip()
        return named(line[:1]) if line else ENTER

    def line(self, prompt: str) -> str:
        """See Keyboard."""
        said(prompt)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            return "\ufffd"
        if not line:
            raise EndOfInput
        return line.rstrip("\r\n")

    def forget(self) -> None:
        """Lines wait for nobody: what was sent before is not known to be there."""


class Posix:
    """A terminal of the POSIX kind: keys come one by one and unseen, lines are typed in the open."""

    def __init__(self, fd: int) -> None:
        import termios

        self._termios, self._fd = termios, fd
        self._encoding = sys.stdin.encoding or "utf-8"
        self._before: list[Any] = []
        self._handlers: dict[int, Any] = {}
        self._waiting = self._stopped = False

    def __enter__(self) -> Posix:
        self._before = self._termios.tcgetattr(self._fd)
        for number, handler in (
            (signal.SIGTERM, self._leave),
            (signal.SIGHUP, self._leave),
            (signal.SIGTSTP, self._stop),
        ):
            self._handlers[number] = signal.signal(number, handler)
        self._unseen()
        return self

    def __exit__(self, *_: object) -> None:
        self._as_before()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def key(self) -> str:
        """See Keyboard."""
        with self._wait():
            first = self._read(1)
            if first in (b"", _END.encode()):
                raise EndOfInput
            if first == b"\x1b":
                self._rest()  # an arrow or the like is one key, not three
                return ESCAPE
            decode = getincrementaldecoder(self._encoding)("replace").decode
            char = decode(first)
            while not char and (more := self._read(1)):
                char = decode(more)
        return named(char)

    def line(self, prompt: str) -> str:
        """See Keyboard."""
        self._as_before()
        try:
            said(prompt)
            typed = b""
            while not typed.endswith(b"\n"):
                part = self._read(_MOST)
                if not part:
                    raise EndOfInput
                typed += part
        finally:
            self._unseen()
        return typed.decode(self._encoding, "replace").rstrip("\r\n")

    def forget(self) -> None:
        """See Keyboard."""
        self._termios.tcflush(self._fd, self._termios.TCIFLUSH)

    def _read(self, most: int) -> bytes:
        try:
            return os.read(self._fd, most)
        except OSError:  # the terminal is gone
            raise EndOfInput from None

    def _rest(self) -> None:
        from select import select

        while select([self._fd], [], [], 0.02)[0] and self._read(16):
            pass

    def _unseen(self) -> None:
        """Keys one by one, without showing them; Ctrl-C and Ctrl-Z stay what they are."""
        mode = [*self._before[:6], [*self._before[6]]]
        mode[3] &= ~(self._termios.ICANON | self._termios.ECHO)
        mode[6][self._termios.VMIN], mode[6][self._termios.VTIME] = 1, 0
        self._set(mode)

    def _as_before(self) -> None:
        self._set(self._before)

    def _set(self, mode: list[Any]) -> None:
        """Another mode; what was typed ahead is dropped, for it was meant for what was there before."""
        with suppress(self._termios.error):  # the terminal may be gone
            self._termios.tcsetattr(self._fd, self._termios.TCSAFLUSH, mode)

    @contextmanager
    def _wait(self) -> Iterator[None]:
        self._waiting = True
        try:
            if self._stopped:
                self._stopped = False
                raise Redraw
            yield
        finally:
            self._waiting = False

    def _leave(self, number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl-Z: the shell gets its terminal as it was; when it is our turn again, the screen is drawn anew."""
        mode = self._termios.tcgetattr(self._fd)
        self._as_before()
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, ours)
        self._set(mode)
        self._stopped = not self._waiting
        if self._waiting:
            raise Redraw


def _windows() -> Keyboard:
    """The console of Windows gives keys one by one too."""
    try:
        import msvcrt
    except ImportError:
        return Lines()
    get: Callable[[], str] = msvcrt.getwch  # type: ignore[attr-defined]  # there on Windows only
    waits: Callable[[], bool] = msvcrt.kbhit  # type: ignore[attr-defined]

    class Console(Lines):
        """Keys from the console; lines as everywhere."""

        def key(self) -> str:
            """See Keyboard."""
            char = get()
            if char == "\x03":
                raise KeyboardInterrupt
            if char in ("\x1a", _END):
                raise EndOfInput
            if char in ("\x00", "\xe0"):  # an arrow or the like comes in two parts
                get()
                return ESCAPE
            return named(char)

        def forget(self) -> None:
            """See Keyboard."""
            while waits():
                get()

    return Console()
