"""Work that a second process does, beside this one."""

# The process is a copy of this one (fork), so the work has all that is in memory here, and nothing is sent to it. Where
# the operating system has no such copies, or makes them with doubtful success (macOS), or where there is one processor,
# all is done in one process.

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import IO, Generic, TypeVar

T = TypeVar("T")
_LOOK = 0.5  # seconds between two looks at whether the first process is still there


def is_worth() -> bool:
    """Whether a second process can be made, and has a processor to run on."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class NotDone(Exception):
    """The second process could not be made, or came to grief: the work is still to be done."""


class SecondProcess(Generic[T]):
    """Does `work` in a second process, from now on, or as long as this object is there. The work must not use a
    database that is open here, which SQLite does not allow. What it yields is pickled.
    """

    def __init__(self, work: Callable[[], Iterator[T]]) -> None:
        import warnings  # lazily, as the others: most commands have no second process
        from weakref import finalize

        begin, end = os.pipe()
        first, process = os.getpid(), None
        # In the copy no handler of this process may run, which would end what is under way here: files, transactions.
        # And here nothing may come between the process and what ends it.
        endings = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        others = signal.pthread_sigmask(signal.SIG_BLOCK, endings)
        try:
            try:
                with warnings.catch_warnings():
                    # Of other threads, whose locks the copy would never see free: the one there may be draws a bar.
                    warnings.simplefilter("ignore", DeprecationWarning)
                    process = os.fork()
            except OSError:  # too many processes, or too little memory
                pass
            if process == 0:
                for number in endings:  # who ends the first process ends this one, too
                    signal.signal(number, signal.SIG_DFL)
                signal.pthread_sigmask(signal.SIG_SETMASK, others)
                os._exit(_done(work, end, first))
            os.close(end)
            self._pipe = os.fdopen(begin, "rb")  # closed by `stop`
            self.stop = finalize(self, _stop, self._pipe, process)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, others)

    def result(self) -> T:
        """What the work yields next, once it has. Raises NotDone."""
        import pickle

        try:
            done: T = pickle.load(self._pipe)  # noqa: S301  (this program has written it)
        except (EOFError, pickle.UnpicklingError):
            raise NotDone from None
        return done


def _stop(pipe: IO[bytes], process: int | None) -> None:
    """End the process, wherever it is."""
    pipe.close()
    if process is not None:
        os.kill(process, signal.SIGKILL)  # one that has ended is there until somebody waits for it
        os.waitpid(process, 0)


def _done(work: Callable[[], Iterator[T]], end: int, first: int) -> int:
    """Do the work in the second process, as long as the `first` one is there. Returns its exit code."""
    try:
        import pickle

        _end_with(first)
        with os.fdopen(end, "wb") as pipe:
            for done in work():
                pickle.dump(done, pipe)
                pipe.flush()
    except BaseException:  # the first process does the work then, and says what is wrong
        return 1
    return 0


def _end_with(first: int) -> None:
    """End this process soon after the first one, which may be killed: what is read from it would have no end, and its
    temporary files would stay.
    """

    def look(*_: object) -> None:
        if os.getppid() != first:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
