"""What buyers asked for and bought before."""

# A buyer is one shop's. The platform nowhere says that a handle or an account's number means the same person in another
# shop, and the shops of one ledger may belong to several sellers, who must not learn of each other's customers.

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import History, Order, Request
from aftersales.core.time.instants import instant
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_CASES = f"""SELECT c.id, c.shop, c.opened_at, o.buyer, c.buyer, coalesce(r.zone, 'UTC') FROM json_each(?) j
    CROSS JOIN cases c ON c.id = j.value LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref
    LEFT JOIN shop_rules r ON r.shop = c.shop WHERE {predicates.request()}"""
# The parameter is a JSON array of buyers, each a shop and a key. CROSS JOIN: SQLite must go from the few buyers to
# their rows, never the other way round.
_BUYERS = "FROM json_each(?) w CROSS JOIN"


def _theirs(table: str) -> str:
    """A row of a buyer. The + keeps SQLite from an index by shop, which would find all of the shop's rows."""
    return f"""+{table}.shop = json_extract(w.value, '$[0]') AND {predicates.buyer_key(table)}
    = json_extract(w.value, '$[1]') AND {table}.buyer IS NOT NULL"""


# A request that was withdrawn, or closed before anybody answered, counts no more.
_COUNTS = f"""{predicates.request()} AND {predicates.existing_case()}
    AND NOT (c.decision = 'pending' AND NOT {predicates.open_case()})"""
_REQUEST = "c.opened_at, c.kind, c.order_ref, c.reason, c.reason_code, c.sku, c.product, c.lines"
_BOUGHT = f"""SELECT w.key, o.ref, coalesce(o.placed_at, o.paid_at), o.status, {_REQUEST} {_BUYERS} orders o
    ON {_theirs("o")} LEFT JOIN cases c ON c.order_ref = o.ref AND c.shop = o.shop AND {_COUNTS}"""
_ASKED = f"""SELECT w.key, o.buyer, {_REQUEST} {_BUYERS} cases c ON {_theirs("c")} AND {_COUNTS}
    LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref"""


class _BuyerKey(NamedTuple):
    shop: str
    key: str


def histories(connection: Connection, cases: Iterable[int]) -> dict[int, History]:
    """What the buyers of these cases asked for and bought, by case. A case that is no such request, or whose buyer is
    not known or masked, is left out.
    """
    rows = connection.execute(_CASES, (json.dumps(list(dict.fromkeys(cases))),)).fetchall()
    buyer_of = {
        case: _BuyerKey(shop, key)
        for case, shop, _, ordered_by, asked_by, _ in rows
        if (key := buyers.account(ordered_by, asked_by)) is not None
    }
    if not buyer_of:
        return {}
    past = _past(connection, list(dict.fromkeys(buyer_of.values())))
    return {
        case: History(instant(opened), ZoneInfo(zone), *past[buyer_of[case]])
        for case, _, opened, _, _, zone in rows
        if case in buyer_of
    }


def _past(connection: Connection, keys: Sequence[_BuyerKey]) -> dict[_BuyerKey, tuple[list[Request], list[Order]]]:
    """The requests and orders of each of these buyers."""
    past: list[tuple[list[Request], dict[str, Order]]] = [([], {}) for _ in keys]
    parameter = json.dumps(keys)
    for n, ref, placed, status, *columns in connection.execute(_BOUGHT, (parameter,)):
        requests, orders = past[n]
        if columns[0] is not None:
            requests.append(_request(columns))
        if placed is not None:
            orders[ref] = Order(ref, instant(placed), status in ("unpaid", "cancelled"))
    for n, ordered_by, *columns in connection.execute(_ASKED, (parameter,)):
        # Where the order names its buyer, the request is that buyer's, and `_BOUGHT` has it already.
        if buyers.buyer_key(ordered_by) is None:
            past[n][0].append(_request(columns))
    return {key: (requests, list(orders.values())) for key, (requests, orders) in zip(keys, past, strict=True)}


def _request(columns: Sequence[Any]) -> Request:
    """The columns of `_REQUEST`."""
    at, kind, order, reason, code, sku, product, lines = columns
    goods: list[dict[str, Any]] = json.loads(lines) if lines else [{"sku": sku, "product": product}]
    named = tuple((good["sku"], good["product"]) for good in goods if good["sku"] or good["product"])
    return Request(instant(at), kind, order, reason, named, code)
