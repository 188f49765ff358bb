"""Whether files still hold a text: their bytes are searched."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, cast

from aftersales.ledger import definitions
from aftersales.ledger.privacy.byte_search import ByteSearch
from aftersales.ledger.privacy.classes import OTHERS, PERSONAL
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_BLOCK = 1 << 22
_ROWS = 20_000  # of a column, read at a time
_PIECE = 40  # bytes; of a longer text pieces are looked for, since SQLite may break it between two pages
SHORTEST = 5  # bytes; a shorter text is part of many others
_AT_ONCE = 150_000  # texts that are looked for in one reading of a file
_LARGEST = 1 << 30  # bytes of another file that is searched
_PACKED = (".xlsx", ".zip")


class Sought:
    """The texts that can be looked for, of those that `texts` gives each time it is called: all but very short ones."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self.count = sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        return (text for text in self._texts() if len(text.encode("utf-8", "surrogatepass")) >= SHORTEST)


def found_in(paths: Iterable[Path], texts: Iterable[str]) -> set[bytes]:
    """Those pieces of the texts that the bytes of these files hold, in any case of their letters, as they are or as
    JSON writes them. Raises OSError.
    """
    files, pieces = list(paths), set[bytes]()
    for search in _searches(texts):
        for path in files:
            with suppress(FileNotFoundError):  # what SQLite keeps beside a ledger comes and goes
                _look(search, path)
        pieces |= search.found
    return pieces


class Trace(NamedTuple):
    """A file that still holds some of the texts, or that can't be read (`unread`)."""

    path: Path
    unread: bool = False


def traces(paths: Iterable[Path], texts: Iterable[str]) -> list[Trace]:
    """Those of these files that hold one of the texts."""
    left, remaining = list(paths), list[Trace]()
    for search in _searches(texts) if left else ():
        for path in tuple(left):
            search.reset()
            try:
                if path.stat().st_size > _LARGEST:
                    trace = Trace(path, unread=True)
                elif _look(search, path, first=True):
                    trace = Trace(path)
                else:
                    continue
            except FileNotFoundError:
                left.remove(path)
                continue
            except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
                trace = Trace(path, unread=True)
            left.remove(path)
            remaining.append(trace)
    return sorted(remaining)


def texts_of(pieces: Collection[bytes], texts: Iterable[str]) -> set[str]:
    """Those of the texts that one of these pieces is of."""
    return {text for text in texts if any(piece in pieces for piece in _pieces(text))} if pieces else set()


def pieces_of(pieces: Collection[bytes], texts: Iterable[str]) -> set[bytes]:
    """Those of the pieces that are of one of these texts."""
    return {piece for text in texts for piece in _pieces(text) if piece in pieces} if pieces else set()


def also_in(connection: Connection, sought: Iterable[bytes]) -> dict[bytes, list[str]]:
    """In which columns of the ledger's rows each of these pieces stands: there it belongs to somebody else, or is a
    word of its own. A piece that stands in no row, and all the same in the file, is left over.
    """
    columns_of: dict[bytes, list[str]] = {piece: [] for piece in sought}
    search = ByteSearch(columns_of)
    for table in OTHERS if columns_of else ():
        for name in (*PERSONAL.get(table, ()), *OTHERS[table].split()):
            for piece in _pieces_in(connection, table, name, search):
                columns_of[piece].append(f"{table}.{name}")
    # In the file the values of a row stand side by side: `insert` and the number 2003 look like a parcel RT2003.
    unplaced = {piece for piece, names in columns_of.items() if not names}
    search = ByteSearch(unplaced)
    for table in OTHERS if unplaced else ():
        row = " || ".join(f"coalesce({name}, '')" for name in definitions.column_names(connection, table))
        unplaced -= _pieces_in(connection, table, row, search)
    return {piece: names for piece, names in columns_of.items() if names or piece in unplaced}


def _pieces_in(connection: Connection, table: str, name: str, search: ByteSearch) -> set[bytes]:
    """Those pieces that stand in a column, which is read once for all of them."""
    search.reset()
    rows = connection.execute(f"SELECT CAST({name} AS BLOB) FROM {table} WHERE {name} IS NOT NULL")
    while search.left and (some := rows.fetchmany(_ROWS)):
        search.look(b"\0".join(value for (value,) in some).lower())  # changes letters of ASCII alone
    return search.found


def _searches(texts: Iterable[str]) -> Iterator[ByteSearch]:
    rest = iter(texts)
    while some := list(islice(rest, _AT_ONCE)):
        yield ByteSearch(piece for text in some for piece in _pieces(text))


def _pieces(text: str) -> Iterator[bytes]:
    """The bytes that are looked for, in lower case as far as ASCII goes."""
    for form in {text, json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]}:
        whole = form.encode("utf-8", "surrogatepass").lower()
        if len(whole) <= _PIECE:
            yield whole
        else:
            yield whole[:_PIECE]
            yield whole[-_PIECE:]


def _look(search: ByteSearch, path: Path, *, first: bool = False) -> bool:
    """Look through a file, or until the `first` is found. Returns whether something was found."""
    for stream in _streams(path):
        with stream:
            tail = b""
            while block := stream.read(_BLOCK):
                data = tail + block.lower()
                search.look(data)
                if first and search.found:
                    return True
                tail = data[-4 * _PIECE :]
    return bool(search.found)


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
