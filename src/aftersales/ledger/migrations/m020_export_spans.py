"""What requests an imported export should hold."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger.migrations.registry import migrations, run


@migrations()
def m020_export_spans(db: Database) -> None:
    """Of an imported export of requests when the first of them was made, their statuses, and whether it has numbers of
    the seller's own: by them a case that it lacks is missing, also where an older file tells of the case later. Null
    where a file can't tell that, and of what an older version imported.
    """
    run(
        db,
        [
            "ALTER TABLE imports ADD COLUMN first_request TEXT",
            "ALTER TABLE imports ADD COLUMN statuses TEXT",
            "ALTER TABLE imports ADD COLUMN own_numbers INTEGER",
        ],
    )
