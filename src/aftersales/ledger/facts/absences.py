"""Open cases that newer data should show and don't."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aftersales.core.money.entered import is_platform_number
from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection


def mark_missing(
    connection: Connection, shop: str, shown: Iterable[int], since: datetime, as_of: datetime, *, own_numbers: bool
) -> list[int]:
    """Flag the open cases that a newer, fuller export should hold and does not: opened within its span, not in it.

    `since` is the oldest request of the file. Only cases that an export has shown before can be missed from one; and
    those under a seller's own number only from a file that has such numbers. Returns the ids newly flagged; nothing is
    closed.
    """
    rows = connection.execute(
        f"""SELECT id, ref FROM cases c WHERE shop = ? AND {predicates.open_case()} AND as_of < ? AND opened_at >= ?
        AND opened_at <= ? AND missing_since IS NULL AND {predicates.existing("c")}
        AND EXISTS (SELECT 1 FROM observations o WHERE o.case_id = c.id AND o.source = 'export')""",
        (shop, iso(as_of), iso(since), iso(as_of)),
    )
    expected = {case for case, ref in rows if own_numbers or ref is None or is_platform_number(ref)}
    gone = sorted(expected - set(shown))
    connection.executemany("UPDATE cases SET missing_since = ? WHERE id = ?", [(iso(as_of), case) for case in gone])
    return gone


def mark_unseen(connection: Connection, numbers: Iterable[int], as_of: datetime) -> list[int]:
    """Flag the open cases of which the platform was asked by their numbers, and that it did not show. Returns the ids
    newly flagged; nothing is closed.
    """
    asked = sorted(set(numbers))
    rows = connection.execute(
        f"""SELECT id FROM cases c WHERE id IN ({",".join("?" * len(asked))}) AND {predicates.open_case()}
        AND missing_since IS NULL ORDER BY id""",
        asked,
    )
    gone = [row[0] for row in rows.fetchall()]
    connection.executemany("UPDATE cases SET missing_since = ? WHERE id = ?", [(iso(as_of), case) for case in gone])
    return gone
