"""A whole ledger, read from a file into an empty one."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

from aftersales import text
from aftersales.actions.export.ledger_lines import LinesHeader
from aftersales.actions.export.lines_format import END, FORMAT, TABLE, VERSION
from aftersales.context.app import App
from aftersales.core.time.instants import instant
from aftersales.errors import FileRefused, LedgerError
from aftersales.importing.files import spool
from aftersales.importing.files.table import os_error_phrases
from aftersales.language import tr
from aftersales.ledger import connection
from aftersales.ledger.connection import Connection
from aftersales.ledger.sqlite import DatabaseError, OperationalError
from aftersales.ledger.transfer import filling
from aftersales.ledger.transfer.tables import LedgerTable
from aftersales.ledger.upkeep import maintenance
from aftersales.rendering.fields.imports import TakenLedger

_LONGEST = 64 << 20  # bytes of a line
_BATCH = 2_000  # rows that are in memory at once


def run(app: App, path: Path, *, keep: bool = True) -> TakenLedger:
    """Put the rows of a file into the ledger of this run, which must be empty or not there; wholly or not at all.
    `keep=False` tries all of it and leaves nothing. Raises FileRefused and LedgerError.
    """
    target = app.settings.ledger
    if keep:
        with app.ledger.filling(target) as ledger:
            header, shops = _fill(ledger, path, target)
    else:
        if target.exists():
            with closing(connection.read(target)) as present:
                _refuse_data(present, target)
        with TemporaryDirectory(prefix="aftersales-") as folder, app.ledger.filling(Path(folder) / "tried.db") as tried:
            header, shops = _fill(tried, path, target)
    return TakenLedger(str(path), header.at, header.rows, shops, str(target), not keep)


def _fill(ledger: Connection, path: Path, target: Path) -> tuple[LinesHeader, list[str]]:
    _refuse_data(ledger, target)
    present = filling.shop_names(ledger)
    try:
        with _opened(path) as file:
            lines = _Lines(path, file)
            header = lines.header()
            by_name = {table.name: table for table in filling.begin(ledger, header.schema)}
            for table, rows in lines.rows(by_name):
                _put(ledger, lines, table, rows)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _damaged(path, tr("its packing is damaged, or cut short")) from None
    except OSError as error:
        raise FileRefused(path, *os_error_phrases(error)) from None
    filling.finish(ledger)
    if faults := maintenance.row_faults(ledger):
        raise _damaged(path, tr("its rows don't fit together: {fault}", fault=faults[0]))
    shops = filling.shop_names(ledger)
    if lacking := [name for name in present if name not in shops]:
        raise LedgerError(
            tr(
                "{ledger} has the shop {shop}, which {file} has not. Nothing was written. Name a new ledger, such as "
                "`aftersales --ledger new.db import {file}`.",
                ledger=target,
                shop=lacking[0],
                file=path,
            )
        )
    return header, shops


def _refuse_data(ledger: Connection, target: Path) -> None:
    if counts := filling.data_in(ledger):
        raise LedgerError(
            tr(
                "{ledger} has data already ({orders} orders, {cases} cases). Nothing was written: a whole ledger goes "
                "into an empty one. Name a new one, such as `aftersales --ledger new.db import FILE`.",
                ledger=target,
                orders=counts.get("orders", 0),
                cases=counts.get("cases", 0),
            )
        )


def _put(ledger: Connection, lines: _Lines, table: LedgerTable, rows: Sequence[Sequence[Any]]) -> None:
    try:
        filling.put(ledger, table, rows)
    except OperationalError:  # the disk is full
        raise
    except (DatabaseError, UnicodeEncodeError, OverflowError) as error:  # half a character, more than 64 bits
        raise lines.wrong(tr("a row up to here can't be in a ledger: {error}", error=error)) from None


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file to read, or standard input, unpacked where it is packed."""
    with nullcontext(sys.stdin.buffer) if spool.is_stdin(path) else path.open("rb") as file:
        if not cast("BufferedReader", file).peek(len(spool.GZIP)).startswith(spool.GZIP):
            yield file
            return
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            yield cast("BinaryIO", unpacked)


def _damaged(path: Path, what: str) -> FileRefused:
    return FileRefused(path, what, tr("Nothing was written. Copy the file again, or export it again."))


class _Lines:
    """The lines of a file, counted and summed while they are read. Raises FileRefused for what is none."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._number, self._checksum = 0, hashlib.sha256()
        self._counts: Mapping[str, int] = {}

    def wrong(self, what: str) -> FileRefused:
        """What is wrong in the line that was read last."""
        return _damaged(self._path, tr("line {number}: {what}", number=self._number, what=what))

    def header(self) -> LinesHeader:
        """What the first line says."""
        obj, line = self._next()
        self._checksum.update(line)
        for name, known in (("version", VERSION), ("schema", connection.VERSION)):
            if isinstance(obj.get(name), int) and obj[name] > known:
                raise FileRefused(
                    self._path,
                    tr(
                        "a newer aftersales wrote it ({program}, {what} {number}; this one knows {known})",
                        program=text.excerpt(str(obj.get("program")), 20),
                        what=name,
                        number=obj[name],
                        known=known,
                    ),
                    tr("Nothing was written. Update aftersales."),
                )
        header = _header(obj)
        if header is None:
            raise self.wrong(tr("it does not say what the file is"))
        self._counts = header.rows
        return header

    def rows(self, tables: Mapping[str, LedgerTable]) -> Iterator[tuple[LedgerTable, list[list[Any]]]]:
        """The rows of each table in the file's order, some at a time, and after them the last line, which must fit."""
        if list(self._counts) != list(tables):
            raise self.wrong(tr("it names other tables than a ledger of that schema has"))
        for name, table in tables.items():
            columns, left = (TABLE, *table.columns), self._counts[name]
            while left:
                batch = []
                for _ in range(min(left, _BATCH)):
                    obj, line = self._next()
                    self._checksum.update(line)
                    if tuple(obj) != columns or obj[TABLE] != name:
                        raise self.wrong(tr("a row of {table} should be here", table=name))
                    batch.append(list(obj.values())[1:])
                left -= len(batch)
                yield table, batch
        self._end()

    def _end(self) -> None:
        obj, _ = self._next()
        if obj.get(END) is not True or obj.get("rows") != sum(self._counts.values()):
            raise self.wrong(tr("the last line should be here"))
        if obj.get("sha256") != self._checksum.hexdigest():
            raise _damaged(self._path, tr("it was changed since it was exported: its checksum is another one"))
        if self._file.read(1):
            raise _damaged(self._path, tr("something follows its last line"))

    def _next(self) -> tuple[dict[str, Any], bytes]:
        line = self._file.readline(_LONGEST)
        self._number += 1
        if not line.endswith(b"\n"):
            known = sum(self._counts.values())
            raise _damaged(
                self._path,
                tr("it ends too early: line {number} of {known} is not whole", number=self._number, known=known + 2)
                if known
                else tr("it ends too early"),
            )
        with suppress(ValueError, RecursionError):
            obj = json.loads(line)
            if isinstance(obj, dict):
                return obj, line
        raise self.wrong(tr("it is not a JSON object"))


def _header(obj: Mapping[str, Any]) -> LinesHeader | None:
    """The first line as a value; None where it is not one."""
    rows, shop, schema, at = (obj.get(name) for name in ("rows", "shop", "schema", "at"))
    if obj.get("format") != FORMAT or not isinstance(rows, dict) or not isinstance(schema, int) or schema < 1:
        return None
    if not all(type(count) is int and count >= 0 for count in rows.values()) or not isinstance(at, str):
        return None
    try:
        when: datetime = instant(at)
    except ValueError:
        return None
    return LinesHeader(schema, str(obj.get("program")), when, rows, shop if isinstance(shop, str) else None)
