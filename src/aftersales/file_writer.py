"""Files rewritten as a whole, by one process at a time."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aftersales import file_lock
from aftersales.errors import ConfigError, FileRefused
from aftersales.file_lock import UNNAMED, Claim, Tell
from aftersales.language import tr
from aftersales.processes.termination import unwinding

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would write each newline as two bytes
PATIENCE = 20.0  # seconds; one value takes a tenth of a second, figures of thousands of goods some seconds


@contextmanager
def alone(path: Path, claim: Claim = UNNAMED) -> Iterator[Path]:
    """Hold the file's lock: until the end no other process rewrites the file. Yields its real path (for a link, that of
    its target).

    The lock is the operating system's, on a file beside it: it ends with the process in any case. A command that also
    writes the ledger (`init`) must take this lock first; in the other order two commands could wait for each other.
    Raises ConfigError if another process holds it for too long, and if the folder can't be written.
    """
    try:
        real = path.resolve()  # a link stays a link; the file that it points to is changed
        if real.exists() and not real.is_file():
            raise ConfigError(tr("{path} is not a regular file, and was not changed.", path=path))
        real.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = file_lock.place_of(real)
        handle = _locked(real, path, claim.tell)
    except OSError as error:
        raise _unwritable(path, error) from None
    except RuntimeError:
        raise ConfigError(tr("{path} is a link that leads back to itself. Name another file.", path=path)) from None
    try:
        file_lock.put_name(handle, claim.command)
        with unwinding():
            yield real
    finally:
        file_lock.remove(place)
        os.close(handle)  # this releases the lock


def write(path: Path, text: str, claim: Claim = UNNAMED) -> None:
    """Write a file that a person asked for, such as a page or a report: as a whole or not at all. Only its owner can
    read a new file.

    Raises FileRefused where it can't be made there, ConfigError where it can't be written.
    """
    with reserved(path, claim) as real:
        replace(real, text)


@contextmanager
def reserved(path: Path, claim: Claim = UNNAMED) -> Iterator[Path]:
    """As `alone`, for a file that a person named for the output: its folder must exist. A device or a pipe, such as
    /dev/null, is not locked. Raises FileRefused.
    """
    folder = path.parent
    if path.is_dir():
        raise FileRefused(path, tr("it is a folder"), tr("Name a file in it."))
    if not folder.is_dir():
        raise FileRefused(path, tr("there is no folder {folder}", folder=folder), tr("Make it, or name another file."))
    if is_device(path):
        yield path
        return
    with alone(path, claim) as real:
        yield real


def replace(real: Path, text: str) -> None:
    """Write the text to a file that is held by `reserved`. Raises ConfigError."""
    if not is_device(real):
        put(real, text)
        return
    try:
        with real.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
    except BrokenPipeError:
        return  # its reader has seen enough
    except OSError as error:
        raise _unwritable(real, error) from None


def differs(real: Path, content: bytes) -> bool:
    """Whether a file that is held by `reserved` has something else than this, or is not a regular file."""
    try:
        return not real.is_file() or real.stat().st_size != len(content) or real.read_bytes() != content
    except OSError:
        return True


def is_device(path: Path) -> bool:
    """Whether the path is there, and is a pipe or a device."""
    return path.exists() and not path.is_file() and not path.is_dir()


def put(real: Path, text: str) -> None:
    """Replace the text of a file whose lock is held. It keeps its mode; only its owner can read a new file.

    Raises ConfigError, and changes nothing, where it can't be written.
    """
    with drafted(real, text):
        pass


@contextmanager
def drafted(real: Path, text: str) -> Iterator[None]:
    """Like `put`, but the file is replaced at the end of the body. The new text is on the disk before the body runs, so
    that a full disk is noticed first. If the body raises, the text is dropped.
    """
    with _draft(real) as draft:
        try:
            with _opened(draft) as file:
                file.write(text.encode())
                _sync(file)
            if real.exists():
                _keep_owner(real, draft)
        except OSError as error:
            raise _unwritable(real, error) from None
        yield
        _put_in_place(draft, real)


@contextmanager
def streamed(real: Path) -> Iterator[BinaryIO]:
    """A file that is held by `reserved`, to be written in pieces; only its owner can read it. It gets its name at the
    end of the body, when all is on the disk. If the body raises, the new file is dropped and an older one stays as it
    was. Raises ConfigError if it can't be written.
    """
    if is_device(real):
        with real.open("wb") as device:
            yield device
        return
    with _draft(real) as draft:
        try:
            with _opened(draft) as file:
                yield file
                _sync(file)
        except OSError as error:
            raise _unwritable(real, error) from None
        _put_in_place(draft, real)


@contextmanager
def _draft(real: Path) -> Iterator[Path]:
    """Where the new content of a file is written, until it gets the file's name; nothing is left of it. Only the holder
    of the lock writes a draft.
    """
    draft = real.with_name(f".{real.name}.draft")
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()


def _opened(draft: Path) -> BinaryIO:
    """A new draft, for its owner only. One that is there already is of a process that was killed."""
    draft.unlink(missing_ok=True)
    return os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb")


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _put_in_place(draft: Path, real: Path) -> None:
    """Give the draft, whose content is on the disk, the name of the file. Raises ConfigError."""
    try:
        draft.replace(real)
        sync_folder(real.parent)
    except OSError as error:
        raise _unwritable(real, error) from None


def _keep_owner(real: Path, draft: Path) -> None:
    """Give the draft the mode of the file that it replaces, and its owner where that may be."""
    shutil.copymode(real, draft)
    if sys.platform != "win32":
        with suppress(OSError):
            os.chown(draft, real.stat().st_uid, real.stat().st_gid)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk, so that they survive a power failure."""
    with suppress(OSError, AttributeError):  # Windows opens no folder, and needs none
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reason(error: OSError) -> str:
    """Why a file can't be written, as part of a sentence; a full disk is told in the same words everywhere."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full_disk()
    if error.errno in (errno.EFBIG, errno.EIO):
        return failing_disk()
    return error.strerror or type(error).__name__


def full_disk() -> str:
    """The reason in words: the disk is full."""
    return tr("the disk is full; free some room")


def failing_disk() -> str:
    """The reason in words: the disk is full, or it fails."""
    return tr("the disk is full, or failing; free some room, or use another disk")


def _unwritable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(tr("{path} can't be written: {reason}. Nothing was changed.", path=path, reason=reason(error)))


def _locked(real: Path, path: Path, tell: Tell | None) -> int:
    """An open handle of the lock file that holds the lock. `path` is the file as it was named."""
    place, began = file_lock.place_of(real), time.monotonic()
    while True:
        handle = file_lock.opened(place)
        try:
            if file_lock.taken(handle) and file_lock.lies_at(handle, place):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        waited = time.monotonic() - began
        if waited > PATIENCE:
            raise _held(real, path)
        if tell is not None and waited > file_lock.SOON:
            tell(path)
            tell = None
        time.sleep(0.01)


def _held(real: Path, path: Path) -> ConfigError:
    if known := file_lock.holder(real):
        return ConfigError(
            tr(
                "{path} is being changed by another aftersales ({holder}). Nothing was changed. Try again when it has "
                "finished; if it hangs, end it.",
                path=path,
                holder=known,
            )
        )
    return ConfigError(
        tr("{path} is being changed by another run of aftersales. Nothing was changed; try again.", path=path)
    )
