"""Recognises a file that holds a whole ledger."""

# Apart from what reads one: that loads the migrations, and an import of another file has no use for them.

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path

from aftersales.actions.export.lines_format import OPENING
from aftersales.errors import UsageError
from aftersales.importing.files import spool
from aftersales.importing.files.sources import without_tilde
from aftersales.language import tr

_BEGINNING = 1_024  # bytes that tell what a file is


def named(paths: Sequence[Path]) -> Path | None:
    """The file among these that is a whole ledger; None where there is none. Raises UsageError where it is not alone:
    other files are imported into a ledger that is there.
    """
    whole = next((path for path in map(without_tilde, paths) if is_ledger(path)), None)
    if whole is not None and len(paths) > 1:
        raise UsageError(tr("{file} is a whole ledger: import it by itself, and then the other files.", file=whole))
    return whole


def is_ledger(path: Path) -> bool:
    """Whether a file begins as an exported ledger does. False for what can't be read."""
    try:
        if spool.is_stdin(path):
            return _begins(_peeked())
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return _begins(file.read(_BEGINNING))
    except (OSError, zlib.error):
        return False


def _begins(beginning: bytes) -> bool:
    """Whether these are the first bytes of an exported ledger, packed or not. Raises zlib.error."""
    if beginning.startswith(spool.GZIP):
        beginning = zlib.decompressobj(31).decompress(beginning, _BEGINNING)
    return beginning.startswith(OPENING.encode())


def _peeked() -> bytes:
    """The first bytes of standard input, which stay there; nothing of a terminal."""
    stream = None if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty() else sys.stdin.buffer
    return stream.peek(_BEGINNING) if isinstance(stream, BufferedReader) else b""
