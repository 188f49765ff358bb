"""Imported files, as the ledger remembers them."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.time.instants import iso
from aftersales.ledger.facts.records import next_id
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple


class ImportedFile(NamedTuple):
    """One file that was imported. `as_of` (UTC) is the instant up to which it knows, and `as_of_from` says where that
    was read; `rows` counts its rows, and `new` to `rejected` what became of its orders or cases.
    """

    shop: str
    file: str
    sha256: str
    format: str
    carries: str
    as_of: datetime
    as_of_from: str
    rows: int
    new: int
    changed: int
    same: int
    rejected: int
    recorded_at: datetime


def add(connection: Connection, imported: ImportedFile) -> None:
    """Remember a file. One that the shop's ledger has already, with the same content, format and as-of, is left as it
    was.
    """
    row = [iso(value) if isinstance(value, datetime) else value for value in imported]
    connection.execute(
        f"""INSERT OR IGNORE INTO imports (id, {", ".join(ImportedFile._fields)})
        VALUES ({next_id("imports")}, {", ".join("?" * len(row))})""",
        row,
    )


def is_known(connection: Connection, shop: str, sha256: str) -> bool:
    """Whether the shop's ledger has a file with this content."""
    row = connection.execute("SELECT 1 FROM imports WHERE shop = ? AND sha256 = ? LIMIT 1", (shop, sha256)).fetchone()
    return row is not None
