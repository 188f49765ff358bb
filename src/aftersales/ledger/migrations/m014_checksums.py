"""Checksums of the facts."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger import checksums
from aftersales.ledger.migrations.registry import migrations, run


@migrations()
def m014_checksums(db: Database) -> None:
    """A checksum of each case and of each group of orders, imports and log entries, and which of them are stale."""
    run(db, checksums.tables())
