"""Cases that fit filters, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from aftersales.core.cases.stored import StoredCase
from aftersales.core.time.instants import iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.queries.find import CASE_COLUMNS, stored_case_of
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple


class CaseFilters(NamedTuple):
    """What a search is narrowed to; None means all.

    `state` is open, closed, all, or a value of an axis such as `approved`. `text` looks into product, variation, SKU,
    buyer, the buyer's reason, note and message, order, ref and tracking number. `product`, `sku`, `buyer` and `text`
    match parts, without case.
    """

    shop: str | None = None
    kind: str | None = None
    state: str | None = None
    product: str | None = None
    sku: str | None = None
    buyer: str | None = None
    order: str | None = None
    tracking: str | None = None
    text: str | None = None


class FoundCase(NamedTuple):
    """A case with its next deadline (UTC), None where nothing of the seller's runs, and what silence on that costs."""

    case: StoredCase
    due: datetime | None
    stake: str


_CONDITIONS = {
    "shop": "c.shop = :shop",
    "kind": "c.kind = :kind",
    "order": "c.order_ref = :order",
    "tracking": "c.tracking = :tracking",
    "product": "c.product LIKE :product ESCAPE '\\'",
    "sku": "c.sku LIKE :sku ESCAPE '\\'",
    "buyer": """c.buyer LIKE :buyer ESCAPE '\\' OR EXISTS (SELECT 1 FROM orders o WHERE o.shop = c.shop
        AND o.ref = c.order_ref AND o.buyer LIKE :buyer ESCAPE '\\')""",
    "text": " OR ".join(
        (
            *(
                f"c.{name} LIKE :text ESCAPE '\\'"
                for name in ("product", "sku", "buyer", "order_ref", "ref", "tracking", "reason", "buyer_note")
            ),
            """EXISTS (SELECT 1 FROM json_each(c.lines) l
            WHERE l.value ->> 'variation' LIKE :text ESCAPE '\\')""",
            """EXISTS (SELECT 1 FROM orders o WHERE o.shop = c.shop AND o.ref = c.order_ref
            AND o.buyer_message LIKE :text ESCAPE '\\')""",
        )
    ),
    "open": predicates.open_case(),
    "closed": f"NOT ({predicates.open_case()})",
    "axis": ":axis IN (c.decision, c.parcel, c.money)",
}
# A delivery that goes its way asks nothing of anybody: it is listed only where deliveries are asked for.
_ASKS_SOMETHING = f"""(c.kind <> 'delivery' OR EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id
    AND k.owner = 'seller' AND {predicates.running_clock()}))"""


def search(
    connection: Connection, now: datetime, filters: CaseFilters, limit: int | None = None
) -> Iterator[FoundCase]:
    """Cases that fit every filter, newest first, each with its next deadline at `now`, read one by one.

    Deliveries that ask nothing of the seller are left out unless the filters name a kind or an order.
    """
    condition, values = _condition(now, filters)
    rows = connection.execute(
        f"""SELECT {CASE_COLUMNS}, (SELECT min(k.due_at || ' ' || k.stake) FROM clocks k WHERE k.case_id = c.id
        AND k.holds = 1 AND k.owner = 'seller' AND (k.stopped_at IS NULL OR k.confirmed = 0) AND {predicates.begun()})
        FROM cases c JOIN shops s ON s.name = c.shop WHERE {condition} ORDER BY c.id DESC LIMIT :limit""",
        {**values, "limit": -1 if limit is None else limit},
    )
    return (_found(row[:-1], row[-1]) for row in rows)


def count(connection: Connection, now: datetime, filters: CaseFilters) -> int:
    """How many cases fit every filter, as `search` finds them."""
    condition, values = _condition(now, filters)
    return int(connection.execute(f"SELECT count(*) FROM cases c WHERE {condition}", values).fetchone()[0])


def _condition(now: datetime, filters: CaseFilters) -> tuple[str, dict[str, Any]]:
    """The filters as a condition in SQL, with its values."""
    values: dict[str, Any] = {**filters._asdict()}
    for name in ("product", "sku", "buyer", "text"):
        values[name] = _like(values[name])
    state = values.pop("state")
    if state not in (None, "all"):
        values["axis" if state not in ("open", "closed") else state] = state
    conditions = [f"({_CONDITIONS[name]})" for name, value in values.items() if value is not None]
    if filters.kind is None and filters.order is None:
        conditions.insert(0, _ASKS_SOMETHING)
    return " AND ".join([predicates.existing_case(), *conditions]), {**values, "now": iso(now)}


def _found(case: tuple[Any, ...], next_duty: str | None) -> FoundCase:
    due, _, stake = (next_duty or "").partition(" ")
    return FoundCase(stored_case_of(case), optional_instant(due or None), stake or "none")


def _like(text: str | None) -> str | None:
    return None if text is None else "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
