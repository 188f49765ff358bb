"""The numbers of orders and requests whose buyer is forgotten."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger.migrations.registry import migrations


@migrations()
def m016_forgotten(db: Database) -> None:
    """Which orders and requests `ledger forget` has emptied of their buyer, so that a later file does not bring the
    name back. It is not a fact of a shop: the log doesn't have it, and no undo takes it back.
    """
    db.execute(
        """CREATE TABLE forgotten (shop TEXT NOT NULL REFERENCES shops(name), number TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (shop, number)) STRICT, WITHOUT ROWID"""
    )
