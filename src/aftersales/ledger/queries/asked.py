"""What a run asks the platform for, by what the ledger has."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from aftersales.core.cases.statuses import STATUSES
from aftersales.core.time.instants import instant, iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection

_FINISHED = tuple(name for name, status in STATUSES.items() if status.finished)
# What the platform showed last of a case `c`.
_LAST = """SELECT o.status FROM observations o WHERE o.case_id = c.id AND o.ref = c.ref
    ORDER BY o.last_seen DESC, o.first_seen DESC, o.id DESC LIMIT 1"""


def open_refs(connection: Connection, shop: str, *, cancellations: bool) -> list[str]:
    """The platform's numbers of the shop's requests that are open there too, as far as it is known: returns, or
    requests to cancel.
    """
    kind = "=" if cancellations else "<>"
    rows = connection.execute(
        f"""SELECT c.ref FROM cases c WHERE c.shop = ? AND c.ref IS NOT NULL AND c.kind {kind} 'cancellation'
        AND {predicates.open_case()} AND {predicates.existing_case()}
        AND coalesce(({_LAST}), 'complete') NOT IN ({predicates.quoted(_FINISHED)}) ORDER BY c.id""",
        (shop,),
    )
    return [row[0] for row in rows]


def changed_at(connection: Connection, shop: str, refs: Collection[str]) -> dict[str, datetime]:
    """Since when the state of each of these requests holds that the platform's API showed last (UTC); those that it
    never showed are left out.
    """
    rows = connection.execute(
        """SELECT r.ref, max(o.first_seen) FROM case_refs r
        JOIN observations o ON o.case_id = r.case_id AND o.ref = r.ref
        WHERE r.shop = ? AND r.ref IN (SELECT value FROM json_each(?)) AND o.source = 'api'
        AND o.first_seen < o.noticed_at GROUP BY r.ref""",
        (shop, json.dumps(list(refs))),
    )
    return {ref: instant(since) for ref, since in rows}


def open_returns_changed(connection: Connection, shop: str, since: datetime | None, limit: int) -> dict[str, datetime]:
    """The numbers of the shop's open returns that changed since (UTC), None for ever, and when they did: those that
    changed first, so many at most. One that was never answered has no steps but its opening.
    """
    rows = connection.execute(
        f"""SELECT c.ref, max(o.first_seen) FROM cases c
        JOIN observations o ON o.case_id = c.id AND o.ref = c.ref AND o.source = 'api'
        WHERE c.shop = ? AND c.kind <> 'cancellation' AND {predicates.open_case()} AND {predicates.existing_case()}
        GROUP BY c.ref HAVING max(o.first_seen) >= ? AND max(o.status <> 'pending')
        ORDER BY max(o.first_seen), c.ref LIMIT ?""",
        (shop, iso(since) if since else "", limit),
    )
    return {ref: instant(at) for ref, at in rows}


def orders_lacking(connection: Connection, shop: str, since: datetime | None) -> list[str]:
    """The orders of open requests that the ledger lacks; with those of all requests that were opened `since` (UTC),
    where that is given.
    """
    rows = connection.execute(
        f"""SELECT DISTINCT c.order_ref FROM cases c WHERE c.shop = ?1 AND c.order_ref IS NOT NULL
        AND ({predicates.open_case()} OR c.opened_at >= ?2) AND {predicates.existing_case()}
        AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop = c.shop AND o.ref = c.order_ref) ORDER BY 1""",
        (shop, iso(since) if since else "9999"),
    )
    return [row[0] for row in rows]


def orders_of_open_requests(connection: Connection, shop: str) -> list[str]:
    """The orders of the shop's open requests."""
    rows = connection.execute(
        f"""SELECT DISTINCT order_ref FROM cases c WHERE shop = ? AND order_ref IS NOT NULL
        AND ref IS NOT NULL AND {predicates.open_case()} AND {predicates.existing_case()} ORDER BY 1""",
        (shop,),
    )
    return [row[0] for row in rows]


def known_orders(connection: Connection, shop: str, refs: Collection[str]) -> set[str]:
    """Which of these orders the ledger has."""
    rows = connection.execute(
        "SELECT ref FROM orders WHERE shop = ? AND ref IN (SELECT value FROM json_each(?))",
        (shop, json.dumps(list(refs))),
    )
    return {row[0] for row in rows}


def cases_of(connection: Connection, shop: str, refs: Collection[str]) -> Iterator[int]:
    """The cases with these numbers of the platform."""
    rows = connection.execute(
        f"""SELECT DISTINCT c.id FROM case_refs r JOIN cases c ON c.id = r.case_id WHERE r.shop = ?
        AND r.ref IN (SELECT value FROM json_each(?)) AND {predicates.existing_case()} ORDER BY c.id""",
        (shop, json.dumps(list(refs))),
    )
    return (row[0] for row in rows)
