"""Keys read one by one, on POSIX and on Windows."""

from __future__ import annotations

import os
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

from aftersales.rendering.terminal import line_editor
from aftersales.rendering.terminal.keyboard import (
    CTRL_D,
    SPECIAL,
    EndOfInput,
    Keyboard,
    LineMode,
    Redraw,
    key_name,
    write_prompt,
)

_ESC = "\x1b"
_LONGEST_WAIT = 0.5  # seconds


@contextmanager
def keyboard(stream: TextIO | None = None) -> Iterator[Keyboard]:
    """The keyboard of this terminal: by keys where that is possible, else in line mode, as with TERM=dumb. Afterwards
    the terminal is as it was before, whatever happened. What is typed shows on `stream` (default: stdout).
    """
    if os.environ.get("TERM", "") == "dumb":
        yield LineMode(stream)
        return
    try:
        import termios  # noqa: F401  whether there is one tells POSIX from Windows
    except ImportError:
        yield _without_termios(stream)
        return
    with PosixKeys(sys.stdin.fileno(), stream) as keys:
        yield keys


def _without_termios(stream: TextIO | None) -> Keyboard:
    try:
        import msvcrt
    except ImportError:
        return LineMode(stream)
    return WindowsKeys(msvcrt, stream)


class PosixKeys:
    """A POSIX terminal: keys are read one by one, and the program shows what it takes of them. Afterwards, and while
    the program is stopped, the terminal is as it was before.
    """

    def __init__(self, fd: int, stream: TextIO | None = None) -> None:
        import termios

        self._termios, self._fd, self._stream = termios, fd, stream
        self._encoding = sys.stdin.encoding or "utf-8"
        self._mode_before: list[Any] = []
        self._handlers: dict[int, Any] = {}
        self._waiting = self._stopped = False

    def __enter__(self) -> PosixKeys:
        self._mode_before = self._termios.tcgetattr(self._fd)
        for number, handler in (
            (signal.SIGTERM, self._exit),
            (signal.SIGHUP, self._exit),
            (signal.SIGTSTP, self._stop),
        ):
            self._handlers[number] = signal.signal(number, handler)
        self._show_no_keys()
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def key(self) -> str:
        """See Keyboard."""
        char = self._char()
        if char == CTRL_D:
            raise EndOfInput
        return key_name(char)

    def line(self, prompt: str) -> str | None:
        """See Keyboard."""
        return line_editor.read_line(self._char, lambda shown: write_prompt(shown, self._stream), prompt)

    def secret(self, prompt: str) -> str | None:
        """See Keyboard."""
        return line_editor.read_secret(self._char, lambda shown: write_prompt(shown, self._stream), prompt)

    def _char(self) -> str:
        """The next character as it was typed, or SPECIAL."""
        with self._wait():
            first = self._read(1)
            if not first:
                raise EndOfInput
            if first == _ESC.encode():
                return SPECIAL if self._skip_sequence() else _ESC
            decode = getincrementaldecoder(self._encoding)("replace").decode
            char = decode(first)
            while not char and (more := self._read(1)):
                char = decode(more)
        return char

    def forget(self) -> None:
        """See Keyboard."""
        self._termios.tcflush(self._fd, self._termios.TCIFLUSH)

    def _read(self, most: int) -> bytes:
        # A signal that comes just before a wait is handled only after it, so no wait is long.
        try:
            while not self._ready(_LONGEST_WAIT):
                pass
            return os.read(self._fd, most)
        except OSError:  # the terminal is gone
            raise EndOfInput from None

    def _skip_sequence(self) -> bool:
        """Whether an Esc begins the characters of a special key, such as an arrow; they are dropped."""
        if not self._more_follows() or (kind := self._read(1)) not in (b"[", b"O"):
            return False
        while self._more_follows() and not b"@" <= self._read(1) <= b"~":
            pass
        return bool(kind)

    def _more_follows(self) -> bool:
        return self._ready(0.03)

    def _ready(self, seconds: float) -> bool:
        """Whether there is something to read within so many seconds."""
        from select import select

        return bool(select([self._fd], [], [], seconds)[0])

    def _show_no_keys(self) -> None:
        """Read keys one by one and don't show them. Ctrl-C and Ctrl-Z keep their meaning."""
        mode = [*self._mode_before[:6], [*self._mode_before[6]]]
        mode[3] &= ~(self._termios.ICANON | self._termios.ECHO)
        mode[6][self._termios.VMIN], mode[6][self._termios.VTIME] = 1, 0
        self._set(mode)

    def _restore(self) -> None:
        self._set(self._mode_before)

    def _set(self, mode: list[Any]) -> None:
        """Change the mode. What was typed ahead is dropped, since it answered an older question."""
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

    def _exit(self, number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl-Z: stop with the terminal as it was before; afterwards the screen is drawn anew."""
        mode = self._termios.tcgetattr(self._fd)
        self._restore()
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, handler)
        self._set(mode)
        self._stopped = not self._waiting
        if self._waiting:
            raise Redraw


class WindowsKeys:
    """The console of Windows: keys are read one by one."""

    def __init__(self, console: Any, stream: TextIO | None = None) -> None:
        self._console, self._stream = console, stream  # the module msvcrt

    def key(self) -> str:
        """See Keyboard."""
        char = self._char()
        if char == CTRL_D:
            raise EndOfInput
        return key_name(char)

    def line(self, prompt: str) -> str | None:
        """See Keyboard."""
        return line_editor.read_line(self._char, lambda shown: write_prompt(shown, self._stream), prompt)

    def secret(self, prompt: str) -> str | None:
        """See Keyboard."""
        return line_editor.read_secret(self._char, lambda shown: write_prompt(shown, self._stream), prompt)

    def _char(self) -> str:
        char = str(self._console.getwch())
        if char == "\x03":
            raise KeyboardInterrupt
        if char in ("\x00", "\xe0"):  # an arrow key sends two characters
            self._console.getwch()
            return SPECIAL
        return CTRL_D if char == "\x1a" else char

    def forget(self) -> None:
        """See Keyboard."""
        while self._console.kbhit():
            self._console.getwch()
