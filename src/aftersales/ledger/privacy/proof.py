"""Whether files still hold a text: their bytes are searched."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from aftersales.ledger.privacy.classes import OTHERS, PERSONAL
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_BLOCK = 1 << 22
_ROWS = 20_000  # of a column, read at a time
_PIECE = 40  # bytes; of a longer text pieces are looked for, since SQLite may break it between two pages
SHORTEST = 5  # bytes; a shorter text is part of many others
MOST = 500  # texts that are looked for
_LARGEST = 1 << 30  # bytes of a file that is searched
_PACKED = (".xlsx", ".zip")


class Trace(NamedTuple):
    """A file that still holds some of the texts, by which of their pieces, or that can't be read (`unread`)."""

    path: Path
    pieces: frozenset[bytes] = frozenset()
    unread: bool = False


def searchable(texts: Iterable[str]) -> list[str]:
    """The texts that can be looked for: long enough, and at most MOST of them, taken evenly."""
    wanted = sorted(text for text in set(texts) if len(text.encode()) >= SHORTEST)
    step = max(1, -(-len(wanted) // MOST))
    return wanted[::step]


def pieces(texts: Iterable[str]) -> dict[bytes, set[str]]:
    """The bytes that are looked for, in lower case as far as ASCII goes, each with the texts that it is of."""
    texts_of: dict[bytes, set[str]] = {}
    for text in texts:
        for piece in _pieces(text):
            texts_of.setdefault(piece, set()).add(text)
    return texts_of


def traces(paths: Iterable[Path], texts: Sequence[str]) -> list[Trace]:
    """Those of these files that hold one of the texts, in any case of its letters, as it is or as JSON writes it."""
    wanted = pieces(texts)
    remaining = []
    for path in paths:
        try:
            if not path.is_file() or path.stat().st_size > _LARGEST:
                continue
            hits = _hits(path, wanted)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
            remaining.append(Trace(path, unread=True))
            continue
        if hits:
            remaining.append(Trace(path, frozenset(hits)))
    return remaining


def also_in(connection: Connection, sought: Iterable[bytes]) -> dict[bytes, list[str]]:
    """In which columns of the ledger's rows each of these pieces stands: there it belongs to somebody else, or is a
    word of its own. A piece that stands in no row, and all the same in the file, is left over.
    """
    columns_of: dict[bytes, list[str]] = {piece: [] for piece in sought}
    for table in OTHERS if columns_of else ():
        for name in (*PERSONAL.get(table, ()), *OTHERS[table].split()):
            for piece in _pieces_in(connection, table, name, columns_of):
                columns_of[piece].append(f"{table}.{name}")
    # In the file the texts of a row stand side by side: `insert` and the number 2003 look like a parcel RT2003.
    unplaced = [piece for piece, names in columns_of.items() if not names]
    for piece in _pieces_in(connection, "changes", "tbl || op || key", unplaced):
        columns_of[piece].append("changes.key")
    return columns_of


def _pieces_in(connection: Connection, table: str, name: str, sought: Iterable[bytes]) -> set[bytes]:
    """Those pieces that stand in a column, which is read once for all of them."""
    left = set(sought)
    rows = connection.execute(f"SELECT CAST({name} AS BLOB) FROM {table} WHERE {name} IS NOT NULL")
    while left and (some := rows.fetchmany(_ROWS)):
        data = b"\0".join(value for (value,) in some).lower()  # changes letters of ASCII alone
        left -= {piece for piece in left if piece in data}
    return {*sought} - left


def _pieces(text: str) -> Iterator[bytes]:
    for form in {text, json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]}:
        whole = form.encode("utf-8", "surrogatepass").lower()
        if len(whole) <= _PIECE:
            yield whole
        else:
            yield whole[:_PIECE]
            yield whole[-_PIECE:]


def _hits(path: Path, wanted: Iterable[bytes]) -> set[bytes]:
    left, hits = set(wanted), set[bytes]()
    for stream in _streams(path):
        with stream:
            tail = b""
            while block := stream.read(_BLOCK):
                data = tail + block.lower()
                fresh = {piece for piece in left if piece in data}
                hits |= fresh
                left -= fresh
                tail = data[-4 * _PIECE :]
    return hits


def _streams(path: Path) -> Iterator[IO[bytes]]:
    """What is in a file: of one that is packed, what is in it."""
    if path.suffix.lower() == ".gz":
        import gzip

        yield cast("IO[bytes]", gzip.open(path, "rb"))  # noqa: SIM115  the caller closes it
        return
    if path.suffix.lower() in _PACKED:
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    yield archive.open(entry)
            return
    yield path.open("rb")
