"""SIGTERM and SIGHUP as ordinary endings, for work that leaves files behind."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP


@contextmanager
def unwinding() -> Iterator[None]:
    """Let a signal that ends the program raise SystemExit here (128 + its number, as shells say it), so that drafts are
    taken away. In another thread than the main one, signals stay as they are.
    """
    before = {}
    try:
        for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
            if signal.getsignal(number) == signal.SIG_DFL:  # one that is ignored (nohup), or somebody's own, stays
                before[number] = signal.signal(number, _leave)
    except ValueError:  # not the main thread
        pass
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
