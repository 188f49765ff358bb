"""Index of the files in the log."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger import predicates
from aftersales.ledger.migrations.registry import migrations, run


@migrations()
def m021_import_index(db: Database) -> None:
    """The few changes that are files: what is new is asked for since one of them, among all changes of the log."""
    run(db, [f"CREATE INDEX changes_of_imports ON changes (write_id) WHERE {predicates.imported_file('')}"])
