"""The cases with claims and appeals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple


class Appealable(NamedTuple):
    """Cases of a shop that can be appealed, and what that can bring back in minor units of one currency; both None
    where no amount is known.
    """

    shop: str
    cases: int
    winnable: int | None
    currency: str | None


def claimed_cases(connection: Connection, shop: str | None = None) -> list[int]:
    """The cases, of one shop or of all, on which a claim was opened."""
    rows = connection.execute(
        f"""SELECT DISTINCT e.case_id FROM events e JOIN cases c ON c.id = e.case_id
        WHERE e.name = 'claim.opened' AND {predicates.claim_event()} AND {predicates.existing("e")}
        AND {predicates.existing_case()}
        AND (:shop IS NULL OR c.shop = :shop) ORDER BY e.case_id""",
        {"shop": shop},
    )
    return [row[0] for row in rows]


def cases_to_recover(connection: Connection) -> list[int]:
    """The cases with a claim, with goods sent back to the buyer, or with an appeal about money: those of reviews are
    about none.
    """
    rows = connection.execute(
        f"""SELECT DISTINCT e.case_id FROM events e JOIN cases c ON c.id = e.case_id
        WHERE e.name <> 'delivery.traced' AND {predicates.claim_event()} AND {predicates.existing("e")}
        AND {predicates.existing_case()} AND c.kind <> 'review' ORDER BY e.case_id"""
    )
    return [row[0] for row in rows]


def requests_to_recover(connection: Connection, since: datetime, shops: Sequence[str]) -> list[int]:
    """Of those cases the requests of these shops that came in since an instant."""
    ids = cases_to_recover(connection)
    rows = connection.execute(
        f"""SELECT c.id FROM cases c WHERE c.id IN (SELECT value FROM json_each(:ids)) AND c.opened_at >= :since
        AND c.shop IN (SELECT value FROM json_each(:shops)) AND {predicates.request()} ORDER BY c.id""",
        {"ids": json.dumps(ids), "since": iso(since), "shops": json.dumps(list(shops))},
    )
    return [row[0] for row in rows]


def appealable(connection: Connection, now: datetime, since: datetime | None = None) -> list[Appealable]:
    """What can be appealed at `now`, by shop and currency: each case once, with the most that it can bring back. With
    `since` only what can be appealed since after that.
    """
    rows = connection.execute(
        f"""SELECT shop, count(*), sum(winnable), currency FROM (
            SELECT c.shop, max(k.winnable) AS winnable, max(k.winnable_currency) AS currency
            FROM clocks k CROSS JOIN cases c ON c.id = k.case_id
            WHERE k.duty = 'appeal' AND k.owner = 'seller' AND k.due_at >= :now AND {predicates.running_clock()}
            AND {predicates.open_by()} AND (:since IS NULL OR coalesce(k.opens_at, k.started_at) > :since) GROUP BY c.id
        ) GROUP BY shop, currency ORDER BY shop, currency""",
        {"now": iso(now), "since": None if since is None else iso(since)},
    )
    return [Appealable(*row) for row in rows]
