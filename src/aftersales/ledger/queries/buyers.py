"""Decides how the buyers of some cases are found again in the ledger, with what they asked for and bought in the same
shop; leaves counting it to `core.requests.buyers`. Reads only, by index, and only what is of these buyers.

A buyer is one shop's: the platform nowhere says that a handle or an account's number means the same person in another
shop, and the shops of one ledger may belong to several sellers, whose customers are nobody else's business.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.deadlines.urgency import Action
from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import Counts, Order, Request
from aftersales.core.time.instants import instant
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection

Defective = Callable[[str | None], bool]

_CASES = f"""SELECT c.id, c.shop, c.opened_at, o.buyer, c.buyer, coalesce(r.zone, 'UTC') FROM json_each(?) j
    CROSS JOIN cases c ON c.id = j.value LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref
    LEFT JOIN shop_rules r ON r.shop = c.shop WHERE {predicates.request()}"""
# A list of buyers (shop, key), and where a row is one of theirs. The key as `buyers.key` makes it, and as the indexes
# `orders_by_buyer` and `cases_by_buyer` say it, word for word: SQLite uses them for no other wording. CROSS JOIN: from
# the few buyers to their rows, never the other way; +: not by an index of the shop's.
_WHO = "FROM json_each(?) w CROSS JOIN"


def _theirs(table: str) -> str:
    return f"""+{table}.shop = json_extract(w.value, '$[0]') AND {predicates.buyer_key(table)}
    = json_extract(w.value, '$[1]') AND {table}.buyer IS NOT NULL"""


# What was withdrawn, or closed before anybody answered, is no request any more.
_STANDS = f"""{predicates.request()} AND {predicates.existing_case()}
    AND NOT (c.decision = 'pending' AND NOT {predicates.open_case()})"""
_REQUEST = "c.opened_at, c.kind, c.order_ref, c.reason, c.sku, c.product, c.lines"
_BOUGHT = f"""SELECT w.key, o.ref, coalesce(o.placed_at, o.paid_at), o.status, {_REQUEST} {_WHO} orders o
    ON {_theirs("o")} LEFT JOIN cases c ON c.order_ref = o.ref AND c.shop = o.shop AND {_STANDS}"""
_ASKED = f"""SELECT w.key, o.buyer, {_REQUEST} {_WHO} cases c ON {_theirs("c")} AND {_STANDS}
    LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref"""


def counts(connection: Connection, cases: Iterable[int], defective: Defective) -> dict[int, Counts]:
    """What is known of the buyers of these cases, up to the instant each was opened; a case that is no such request, or
    whose buyer is not known or masked, is left out. `defective` says whether a reason claims a defective product.
    """
    rows = connection.execute(_CASES, (json.dumps(list(dict.fromkeys(cases))),)).fetchall()
    of = {row[0]: (row[1], key) for row in rows if (key := buyers.account(row[3], row[4])) is not None}
    if not of:
        return {}
    known = _known(connection, list(dict.fromkeys(of.values())), defective)
    return {
        case: buyers.count(instant(opened), ZoneInfo(zone), *known[of[case]])
        for case, _, opened, _, _, zone in rows
        if case in of
    }


def marked(connection: Connection, actions: Iterable[Action], defective: Defective) -> list[Action]:
    """The lines of a list, those of requests with what is known of their buyers."""
    lines = list(actions)
    found = counts(connection, (a.case for a in lines if a.kind in buyers.COUNTED), defective)
    return [_marked(a, found) for a in lines]


def _marked(action: Action, found: Mapping[int, Counts]) -> Action:
    known = found.get(action.case)
    if known is None:
        return action
    return action._replace(flags=(*action.flags, *buyers.marks(known)), buyer_counts=known)


def _known(
    connection: Connection, who: Sequence[tuple[str, str]], defective: Defective
) -> dict[tuple[str, str], tuple[list[Request], list[Order]]]:
    """What each of these buyers asked for and bought."""
    found: list[tuple[list[Request], dict[str, Order]]] = [([], {}) for _ in who]
    asked = json.dumps(who)
    for n, ref, placed, status, *request in connection.execute(_BOUGHT, (asked,)):
        requests, orders = found[n]
        if request[0] is not None:
            requests.append(_request(defective, *request))
        if placed is not None:
            orders[ref] = Order(ref, instant(placed), status in ("unpaid", "cancelled"))
    for n, ordered_by, *request in connection.execute(_ASKED, (asked,)):
        # Where the order names its buyer, that is who asked: the request is theirs, and told above.
        if buyers.key(ordered_by) is None:
            found[n][0].append(_request(defective, *request))
    return {one: (requests, list(orders.values())) for one, (requests, orders) in zip(who, found, strict=True)}


def _request(
    defective: Defective,
    at: str,
    kind: str,
    order: str | None,
    reason: str | None,
    sku: str | None,
    product: str | None,
    lines: str | None,
) -> Request:
    if not defective(reason):
        return Request(instant(at), kind, order, ())
    goods: list[dict[str, Any]] = json.loads(lines) if lines else [{"sku": sku, "product": product}]
    told = tuple((good["sku"], good["product"]) for good in goods if good["sku"] or good["product"])
    return Request(instant(at), kind, order, told)
