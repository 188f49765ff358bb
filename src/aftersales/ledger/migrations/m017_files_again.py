"""What tells files and orders that the ledger has already."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger.migrations.registry import migrations, run


@migrations()
def m017_files_again(db: Database) -> None:
    """Of an imported file its size in bytes, how it was read, and the write of the log that put it in; of an order a
    digest of the rows that its columns are from. They are no facts of a shop: the log doesn't have them. Of what an
    older version wrote nothing is known, so it is read once more.
    """
    run(
        db,
        [
            "ALTER TABLE imports ADD COLUMN size INTEGER",
            "ALTER TABLE imports ADD COLUMN read_as TEXT",
            "ALTER TABLE imports ADD COLUMN write_id INTEGER",
            "ALTER TABLE orders ADD COLUMN digest INTEGER",
        ],
    )
