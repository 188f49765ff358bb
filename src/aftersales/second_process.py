"""Work that a second process does, beside this one."""

# The process is a copy of this one (fork), so the work has all that is in memory here, and nothing is sent to it. Where
# the operating system has no such copies, or makes them with doubtful success (macOS), or where there is one processor,
# all is done in one process.

from __future__ import annotations

import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_ENDING = (signal.SIGINT, signal.SIGTERM)  # who ends this process ends the other, too, and it has nothing to tidy up


def is_worth() -> bool:
    """Whether a second process can be made, and has a processor to run on."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class NotDone(Exception):
    """The second process could not be made, or came to grief: the work is still to be done."""


class SecondProcess(Generic[T]):
    """Does `work` in a second process, from now on. The work must not use a database that is open here, which SQLite
    does not allow. What it returns is pickled.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._pipe, end = os.pipe()
        self._process: int | None = None
        try:
            with warnings.catch_warnings():
                # Of other threads, whose locks the copy would never see free: the one there may be draws a bar.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process = os.fork()
        except OSError:  # too many processes, or too little memory
            pass
        if self._process == 0:
            os._exit(_done(work, end))
        os.close(end)

    def result(self) -> T:
        """What the work returned, once it has. Raises NotDone."""
        with open(self._pipe, "rb", closefd=False) as pipe:
            pickled = pipe.read()
        if self._ended() != 0:
            raise NotDone
        done: T = pickle.loads(pickled)  # noqa: S301  (this program has written it)
        return done

    def stop(self) -> None:
        """End the process, wherever it is; one that has ended is left alone."""
        if self._process is not None:
            os.kill(self._process, signal.SIGKILL)
            self._ended()
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1

    def _ended(self) -> int | None:
        """Wait for the end of the process. Returns its exit code; None where there was none."""
        process, self._process = self._process, None
        return None if process is None else os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _done(work: Callable[[], T], end: int) -> int:
    """Do the work in the second process. Returns its exit code."""
    try:
        for number in _ENDING:
            signal.signal(number, signal.SIG_DFL)
        with open(end, "wb") as pipe:
            pickle.dump(work(), pipe)
    except BaseException:  # the first process does the work then, and says what is wrong
        return 1
    return 0
