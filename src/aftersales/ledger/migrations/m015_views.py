"""Views with local times and whole amounts."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger.migrations.registry import migrations, run
from aftersales.ledger.views import due_now, overviews, zone_offsets


@migrations()
def m015_views(db: Database) -> None:
    """Views of the cases and their money, for people who open the ledger with other programs, and the offsets of the
    shops' time zones: SQLite knows no zones. Nothing of the program reads them.
    """
    run(
        db,
        [
            zone_offsets.table_of_offsets(),
            *due_now.due_now_with_local_times(),
            *overviews.views_of_cases_and_money(),
        ],
    )
    for (name,) in db.execute("SELECT zone FROM shop_rules UNION SELECT staff_zone FROM shop_rules").fetchall():
        if name is not None:
            zone_offsets.put(db.conn, name)
