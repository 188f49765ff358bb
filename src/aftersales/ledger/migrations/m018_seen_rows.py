"""Digests of the rows of requests."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger.migrations.registry import migrations, run


@migrations()
def m018_seen_rows(db: Database) -> None:
    """Of each row of an API answer, by its number, a digest of it, the case and the snapshot that it led to, and the
    last write that changed the case. It is not a fact of a shop: the log doesn't have it. Of what an older version
    wrote nothing is known, so it is read once more.
    """
    run(
        db,
        [
            """CREATE TABLE seen_rows (shop TEXT NOT NULL, ref TEXT NOT NULL, digest INTEGER NOT NULL,
            case_id INTEGER NOT NULL, snapshot INTEGER NOT NULL, write_id INTEGER NOT NULL, PRIMARY KEY (shop, ref))
            STRICT, WITHOUT ROWID""",
        ],
    )
