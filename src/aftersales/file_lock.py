"""Locks of files between processes, and who holds them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

SOON = 1.0  # seconds after which a run says whom it waits for

# Called once, when a run has waited for SOON seconds for its turn at a file.
Tell = Callable[[Path], None]


class Claim(NamedTuple):
    """Who takes a lock: `command` is the name shown to others, `tell` is called once if this run has to wait."""

    command: str = "aftersales"
    tell: Tell | None = None


UNNAMED = Claim()


class Holder(NamedTuple):
    """The process that holds a file's lock: its command and its process id."""

    command: str
    process: int

    def __str__(self) -> str:
        """`import, process 4321`."""
        return tr("{command}, process {process}", command=self.command, process=self.process)


def place_of(real: Path) -> Path:
    """The path of the lock file beside a file. `real` must be no link: give the file that it points to."""
    return real.with_name(f".{real.name}.lock")


def waiting(path: Path) -> str:
    """The sentence that tells whom a run waits for."""
    if known := holder(path):
        return tr("Waiting for another aftersales ({holder}) to finish writing… Ctrl-C leaves.", holder=known)
    return tr("{path} is in use by another program. Waiting for it to finish… Ctrl-C leaves.", path=path)


def holder(path: Path) -> Holder | None:
    """Who holds a file's lock now; None if nobody does, or a program that left no name. The name of a dead process is
    ignored: the operating system has ended its lock.
    """
    try:
        handle = os.open(place_of(path.resolve()), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except (OSError, RuntimeError):
        return None
    try:
        return None if taken(handle, shared=True) else _named(os.read(handle, 100))
    except OSError:
        return None
    finally:
        os.close(handle)


def _named(text: bytes) -> Holder | None:
    written = re.fullmatch(r"([a-z -]{1,40})\n(\d{1,10})\n", text.decode("ascii", "replace"))
    return Holder(written[1], int(written[2])) if written else None


def put_name(handle: int, command: str) -> None:
    """Write into a lock file who holds it."""
    name = f"{command}\n{os.getpid()}\n".encode("ascii", "replace")
    with suppress(OSError):  # a full disk: the lock holds all the same
        os.write(handle, name)
        # Afterwards: closing a file that was cut to nothing waits for the disk on ext4, 3 ms each time.
        os.ftruncate(handle, len(name))


def opened(place: Path) -> int:
    """Open a lock file, made if there is none; returns its handle. Raises OSError."""
    return os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)


@contextmanager
def named(path: Path, command: str) -> Iterator[None]:
    """Write the holder's name beside a file, for others that wait. The caller must hold the file already, by SQLite's
    own lock. If nothing can be written beside the file, there is no name.
    """
    try:
        place = place_of(path.resolve())
        place.unlink(missing_ok=True)  # what another left: only one holds the file
        handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except (OSError, RuntimeError):
        yield
        return
    try:
        if taken(handle):
            put_name(handle, command)
        yield
    finally:
        if lies_at(handle, place):
            remove(place)
        os.close(handle)


def lies_at(handle: int, place: Path) -> bool:
    """Whether the file at that path is still the one of the handle. Another process may have replaced it."""
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except OSError:
        return False


def remove(place: Path) -> None:
    """Delete a lock file. Windows can't delete an open file: there it stays, and is used again."""
    if sys.platform != "win32":
        with suppress(OSError):
            place.unlink()


if sys.platform == "win32":
    import msvcrt

    _BEYOND = 4096  # what is locked can't be read there, so it lies behind the name

    def taken(handle: int, *, shared: bool = False) -> bool:  # noqa: ARG001
        """Take the lock of an open file; returns whether it was free. It ends with the process in any case."""
        try:
            os.lseek(handle, _BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def taken(handle: int, *, shared: bool = False) -> bool:
        """Take the lock of an open file, alone or `shared`; returns whether it was free. It ends with the process in
        any case.
        """
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
