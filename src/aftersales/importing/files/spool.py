"""Streams and compressed files, written out as plain files."""

from __future__ import annotations

import errno
import gzip
import os
import select
import stat
import sys
import time
import zlib
from pathlib import Path
from typing import IO

from aftersales.errors import FileRefused
from aftersales.importing.files.table import os_error_phrases
from aftersales.language import tr

STDIN = "stdin"  # how messages and the ledger name what came on standard input
PIPE = "pipe"  # how the ledger names what came out of a pipe without a name of its own, `<(zcat orders.csv.gz)`
GZIP = b"\x1f\x8b"  # how such a file begins
_CHUNK = 1 << 20
_MB = 1 << 20
# A file that unpacks to more than an export of millions of rows, or to hundreds of times its size, was made to do harm.
MOST_UNPACKED = 1 << 30
_BOMB, _BOMB_RATIO = 64 * _MB, 100
_MOST_STREAMED = 4 << 30
_NO_WRITER = 10.0  # seconds for which nobody may write to a named pipe


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether so many bytes out of so few are no export: repeated rows shrink to a thirtieth, not to a hundredth."""
    return unpacked > _BOMB and unpacked > _BOMB_RATIO * packed


def is_stdin(path: Path) -> bool:
    """Whether a path means standard input."""
    return str(path) == "-"


def is_pipe(path: Path) -> bool:
    """Whether a path is a pipe, such as one that a shell makes of a command: `<(zcat orders.csv.gz)`."""
    try:
        return stat.S_ISFIFO(path.stat().st_mode)
    except OSError:
        return False


def is_gzip(path: Path) -> bool:
    """Whether a file is compressed with gzip, by its first bytes. Raises OSError."""
    with path.open("rb") as file:
        return file.read(2) == GZIP


def from_stdin(target: Path) -> bool:
    """Write what comes on standard input to `target`; gives whether it has a time of its own, as `< orders.csv` has.
    Raises FileRefused for a terminal, and for what never ends.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise FileRefused(STDIN, tr("there is nothing to read"), tr("Name the files to import."))
    if sys.stdin.isatty():
        advice = tr("Send a file to it, such as `zcat orders.csv.gz | aftersales import -`.")
        raise FileRefused(STDIN, tr("standard input is a terminal, not a file"), advice)
    try:
        _copy(sys.stdin.buffer, target, STDIN)
        info = os.fstat(sys.stdin.fileno())
        if stat.S_ISREG(info.st_mode):
            os.utime(target, (info.st_mtime, info.st_mtime))
    except OSError as error:
        raise FileRefused(STDIN, *phrases(error)) from error
    return stat.S_ISREG(info.st_mode)


def from_pipe(path: Path, target: Path, label: str) -> None:
    """Write what comes out of a named pipe to `target`. Raises FileRefused where nobody writes to it."""
    try:
        # Without blocking, else it waits for a writer for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as pipe:
            first = _first_bytes(pipe, label)
            os.set_blocking(descriptor, True)
            with target.open("wb") as file:
                file.write(first)
            _copy(pipe, target, label, mode="ab")
    except OSError as error:
        raise FileRefused(label, *phrases(error)) from error


def _first_bytes(pipe: IO[bytes], label: str) -> bytes:
    """The first bytes of a pipe, however long its writer takes; nobody at the other end is waited for ten seconds."""
    until = time.monotonic() + _NO_WRITER
    while True:
        first = pipe.read(_CHUNK)
        if first:
            return first
        if first is None:  # somebody has it open, and has not written yet
            select.select([pipe], [], [])
        elif time.monotonic() > until:
            advice = tr("Start the command that writes to it first, or save its output to a file.")
            raise FileRefused(label, tr("nothing came out of this pipe"), advice)
        else:
            time.sleep(0.05)


def _copy(source: IO[bytes], target: Path, label: str, mode: str = "wb") -> None:
    size = 0
    with target.open(mode) as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > _MOST_STREAMED:
                what = tr("more than {limit:,} MB came, which is not an export", limit=_MOST_STREAMED // _MB)
                raise FileRefused(label, what, tr("Save it to a file, and look at that."))
            file.write(chunk)


def unzip(path: Path, target: Path, label: str) -> None:
    """Write what a gzip file holds to `target`, with the time of the file. Raises FileRefused for one that is damaged
    or that unpacks to too much.
    """
    try:
        info, size = path.stat(), 0
        with gzip.open(path) as packed, target.open("wb") as file:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                if size > MOST_UNPACKED or is_bomb(size, info.st_size):
                    raise too_much(label, size)
                file.write(chunk)
        os.utime(target, (info.st_mtime, info.st_mtime))
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise FileRefused(label, tr("the file is cut short or damaged"), tr("Download it again.")) from error
    except OSError as error:
        raise FileRefused(label, *phrases(error)) from error


def too_much(label: str, size: int) -> FileRefused:
    """What is said of a file that unpacks to at least `size` bytes."""
    what = tr("it unpacks to {size:,} MB or more, which is too much", size=size // _MB)
    return FileRefused(label, what, tr("Export a shorter time, or unpack it and give the file in it."))


def phrases(error: OSError) -> tuple[str, str]:
    """What the system refused while a file was written out, and what to do about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return tr("there is no room to unpack it"), tr("Free some room, or name another folder in TMPDIR.")
    return os_error_phrases(error)
