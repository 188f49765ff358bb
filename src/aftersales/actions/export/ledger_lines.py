"""The whole ledger as JSON Lines: the format, and its rows."""

# The first line says what the file is, the last one how many rows it has and their checksum. Between them is a line for
# each row of each table. Reading it is `actions.imports.ledger_file`.

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from aftersales import __version__, text
from aftersales.actions.export.lines_format import END, FORMAT, TABLE, VERSION
from aftersales.core.time.instants import iso
from aftersales.ledger import sqlite
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.transfer import tables as ledger_tables
from aftersales.ledger.transfer.tables import LedgerTable
from aftersales.named_tuple import NamedTuple

_BATCH = 2_000  # rows that are in memory at once


class LinesHeader(NamedTuple):
    """The first line. `schema` is the ledger's, `at` an instant (UTC), `rows` how many each table has; `shop` is the
    only one whose rows are in it, None for all.
    """

    schema: int
    program: str
    at: datetime
    rows: Mapping[str, int]
    shop: str | None = None

    def line(self) -> str:
        """The header as it stands in the file."""
        return _line(
            {
                "format": FORMAT,
                "version": VERSION,
                "program": self.program,
                "schema": self.schema,
                "at": iso(self.at),
                "shop": self.shop,
                "rows": dict(self.rows),
            },
            plain=False,
        )


class LedgerLines:
    """The ledger open in `ledger`, or one shop's rows of it, at `at` (UTC). It is read while the caller keeps one state
    of it. `plain`: nothing but ASCII is written.
    """

    def __init__(self, ledger: Connection, at: datetime, shop: str | None = None, *, plain: bool = False) -> None:
        schema = sqlite.version(ledger)
        self._ledger, self._shop, self._plain = ledger, shop, plain
        self.tables = ledger_tables.tables_of(schema)
        counts = {table.name: ledger_tables.count_rows(ledger, table, shop) for table in self.tables}
        self.header = LinesHeader(schema, __version__, at, counts, shop)

    @property
    def additions(self) -> list[str]:
        """The tables and columns in this ledger that are left out: they are not the program's own."""
        return ledger_tables.additions(self._ledger, self.tables)

    def pieces(self) -> Iterator[str]:
        """The lines of the file, each with its newline, in parts of some thousand rows."""
        checksum, count = hashlib.sha256(self.header.line().encode()), 0
        yield self.header.line()
        for table in self.tables:
            for lines in self._lines(table):
                piece = "".join(lines)
                checksum.update(piece.encode())
                count += len(lines)
                yield piece
        yield end_line(count, checksum.hexdigest())

    def _lines(self, table: LedgerTable) -> Iterator[list[str]]:
        rows = ledger_tables.rows(self._ledger, table, self._shop)
        while lines := [row_line(table, row, plain=self._plain) for row in islice(rows, _BATCH)]:
            yield lines


def row_line(table: LedgerTable, row: Sequence[Any], *, plain: bool = False) -> str:
    """One row as its line: the table's name, and each column with its value as the ledger has it."""
    return _line({TABLE: table.name, **dict(zip(table.columns, row, strict=True))}, plain=plain)


def end_line(count: int, checksum: str) -> str:
    """The last line: how many rows there are, and the SHA-256 of all lines before it as they stand in the file."""
    return _line({END: True, "rows": count, "sha256": checksum}, plain=False)


def _line(obj: Mapping[str, Any], *, plain: bool) -> str:
    return text.json_safe(json.dumps(obj, ensure_ascii=plain)) + "\n"
