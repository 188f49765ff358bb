"""Lists of the platform, reports, and warnings."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger import sent_tables
from aftersales.ledger.migrations.registry import migrations, run
from aftersales.ledger.views import due_now


@migrations()
def m009_streams(db: Database) -> None:
    """How far each of the platform's lists was read for a shop (`sync`): everything before `until`, NULL before the
    first reading is whole. That one `began` then, and has come `back_to` there. `wide_at`: of the last pass far back.
    """
    db.execute(
        """CREATE TABLE streams (id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name),
        stream TEXT NOT NULL, until TEXT, began TEXT, back_to TEXT, wide_at TEXT, version TEXT,
        fault TEXT, fault_code TEXT, fault_at TEXT, request_id TEXT, UNIQUE (shop, stream)) STRICT"""
    )


@migrations()
def m010_winnable(db: Database) -> None:
    """What an appeal or a claim can bring back. The view shows it, and a duty on the day from which it can be done."""
    run(
        db,
        [
            "ALTER TABLE clocks ADD COLUMN winnable INTEGER",
            "ALTER TABLE clocks ADD COLUMN winnable_currency TEXT",
            *due_now.due_now_with_winnable(),
        ],
    )


@migrations()
def m011_undelivered(db: Database) -> None:
    """Why an order was cancelled, in the platform's words: they tell that its parcel comes back undelivered."""
    db.execute("ALTER TABLE orders ADD COLUMN cancel_reason TEXT")


@migrations()
def m012_report_marks(db: Database) -> None:
    """Up to where each report has told what is new: the last write of the log that it knew, and its instant. A mark is
    no fact of a shop: the log doesn't have it, and no undo moves it. `shops` is a JSON array, empty for all shops.
    """
    db.execute(
        """CREATE TABLE report_marks (report TEXT NOT NULL, shops TEXT NOT NULL, write_id INTEGER NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (report, shops)) STRICT, WITHOUT ROWID"""
    )


@migrations()
def m013_sent_alerts(db: Database) -> None:
    """What people were warned of. It is not a fact of a shop: the log doesn't have it, and no undo takes it back."""
    run(db, sent_tables.tables_of_warnings())
