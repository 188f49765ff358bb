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
_PIECE = 40  # bytes; of a longer text pieces are looked for, since SQLite may break it between two pages
SHORTEST = 5  # bytes; a shorter text is part of many others
MOST = 500  # texts that are looked for
_LARGEST = 1 << 30  # bytes of a file that is searched
_PACKED = (".xlsx", ".zip")


class Trace(NamedTuple):
    """A file that still holds some of the texts, or that can't be read (`unread`)."""

    path: Path
    texts: frozenset[str] = frozenset()
    unread: bool = False


def searchable(texts: Iterable[str]) -> list[str]:
    """The texts that can be looked for: long enough, and at most MOST of them, taken evenly."""
    wanted = sorted(text for text in set(texts) if len(text.encode()) >= SHORTEST)
    step = max(1, -(-len(wanted) // MOST))
    return wanted[::step]


def traces(paths: Iterable[Path], texts: Sequence[str]) -> list[Trace]:
    """Those of these files that hold one of the texts, in any case of its letters, as it is or as JSON writes it."""
    needles = {needle: text for text in texts for needle in _needles(text)}
    remaining = []
    for path in paths:
        try:
            if not path.is_file() or path.stat().st_size > _LARGEST:
                continue
            hits = _hits(path, needles)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
            remaining.append(Trace(path, unread=True))
            continue
        if hits:
            remaining.append(Trace(path, frozenset(needles[needle] for needle in hits)))
    return remaining


def also_in(connection: Connection, texts: Iterable[str]) -> dict[str, list[str]]:
    """In which columns of the ledger's rows each of these texts stands, as the whole or as a part: there it belongs to
    somebody else, or is a word of its own. A text that stands in no row, and all the same in the file, is left over.
    """
    tables = {table: [*PERSONAL.get(table, ()), *OTHERS[table].split()] for table in OTHERS}
    columns_of: dict[str, list[str]] = {text: [] for text in texts}
    for text, places in columns_of.items():
        forms = {text.lower(), json.dumps(text, ensure_ascii=False)[1:-1].lower()}
        for table, names in tables.items():
            for name in names:
                for form in forms:
                    if connection.execute(
                        f"SELECT 1 FROM {table} WHERE instr(lower({name}), ?) LIMIT 1", (form,)
                    ).fetchone():
                        places.append(f"{table}.{name}")
                        break
    return columns_of


def _needles(text: str) -> Iterator[bytes]:
    for form in {text, json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]}:
        whole = form.encode("utf-8", "surrogatepass").lower()
        if len(whole) <= _PIECE:
            yield whole
        else:
            yield whole[:_PIECE]
            yield whole[-_PIECE:]


def _hits(path: Path, needles: Iterable[bytes]) -> set[bytes]:
    left, hits = set(needles), set[bytes]()
    for stream in _streams(path):
        with stream:
            tail = b""
            while block := stream.read(_BLOCK):
                data = tail + block.lower()
                fresh = {needle for needle in left if needle in data}
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
