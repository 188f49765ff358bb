"""The searches: their bodies and queries checked, rows chosen and paged."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Any

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.platform.gateway import GatewayRefusal
from aftersales.syncing.platform.row_stream import RowKey, RowStream
from aftersales.syncing.platform.rows import Row, cancellation_row, order_row, return_row
from aftersales.syncing.platform.shop import SimulatedShop
from aftersales.syncing.platform.switches import Switches, Trouble

_TIMES = ("create_time_ge", "create_time_lt", "update_time_ge", "update_time_lt")
_LARGEST_ID = 2**63 - 1


class SearchKind(NamedTuple):
    """One list: the key of its array and of the id, the bounds of the page size (`default` 0: it must be given), the
    filters by ids and by texts with the key of the row that each looks at, and the usual order.
    """

    array: str
    id: str
    smallest: int
    largest: int
    default: int
    order: str
    ids: Mapping[str, str]
    texts: Mapping[str, str]


KINDS = {
    "returns": SearchKind(
        "return_orders",
        "return_id",
        10,
        50,
        10,
        "ASC",
        {"return_ids": "return_id", "order_ids": "order_id", "buyer_user_ids": "buyer_user_id"},
        {
            "return_types": "return_type",
            "return_status": "return_status",
            "arbitration_status": "arbitration_status",
            "seller_proposed_return_type": "seller_proposed_return_type",
        },
    ),
    "cancellations": SearchKind(
        "cancellations",
        "cancel_id",
        1,
        50,
        10,
        "ASC",
        {"cancel_ids": "cancel_id", "order_ids": "order_id", "buyer_user_ids": "buyer_user_id"},
        {"cancel_types": "cancel_type", "cancel_status": "cancel_status"},
    ),
    "orders": SearchKind(
        "orders",
        "id",
        1,
        100,
        0,
        "DESC",
        {},
        {
            "order_status": "status",
            "shipping_type": "shipping_type",
            "buyer_user_id": "user_id",
            "is_buyer_request_cancel": "is_buyer_request_cancel",
        },
    ),
}


class CheckedSearch(NamedTuple):
    """A search that was checked. `mark` stands for the shop, the filters and the order; a page token is bound to it."""

    name: str
    version: str
    size: int
    field: str
    descending: bool
    body: Mapping[str, Any]
    mark: str
    token: str


def read_search(name: str, version: str, query: Mapping[str, str], body: Mapping[str, Any], shop: str) -> CheckedSearch:
    """Check a search. Raises GatewayRefusal as the gateway answers: 98001004, or 36009004 for a wrong type."""
    kind = KINDS[name]
    for key in _TIMES:
        if key in query:
            raise GatewayRefusal(36009004, f"Invalid parameter: type invalid, {key} string, expected int64")
        value = body.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise GatewayRefusal(36009004, f"Invalid parameter: type invalid, {key} string, expected int64")
    for key in kind.ids:
        _check_ids(key, body.get(key))
    field = query.get("sort_field", "create_time")
    order = query.get("sort_order", kind.order)
    if field not in ("create_time", "update_time") or order not in ("ASC", "DESC"):
        raise GatewayRefusal(98001004, f"Invalid sort: {field} {order}")
    meant = json.dumps([shop, name, version, field, order, dict(body)], sort_keys=True)
    mark = hashlib.sha256(meant.encode()).hexdigest()[:16]
    size = _page_size(kind, query.get("page_size"))
    return CheckedSearch(name, version, size, field, order == "DESC", body, mark, query.get("page_token", ""))


def _check_ids(key: str, ids: Any) -> None:
    if ids is None:
        return
    if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
        raise GatewayRefusal(36009004, f"Invalid parameter: type invalid, {key}, expected array of string")
    if not all(id_.isdecimal() and int(id_) <= _LARGEST_ID for id_ in ids):
        raise GatewayRefusal(98001004, f"{key}: not a number of 64 bits")


def _page_size(kind: SearchKind, text: str | None) -> int:
    if text is None and kind.default:
        return kind.default
    if text is None or not text.isdecimal() or not kind.smallest <= int(text) <= kind.largest:
        raise GatewayRefusal(98001004, f"page_size: must be {kind.smallest} to {kind.largest}")
    return int(text)


def answer(shop: SimulatedShop, search: CheckedSearch, switches: Switches, trouble: Trouble | None) -> Row:
    """The `data` of a page. Raises GatewayRefusal (98001004) for a page token of another search."""
    stream: RowStream[Any] = getattr(shop, search.name)
    matching = _matching(shop, stream, search, switches)
    start = _position(matching, search)
    size = search.size
    if trouble == Trouble.TWICE and size > 1:
        size -= 1
    page = matching[start : start + size]
    rows = [_row(shop, stream, search, key[1], switches) for key in page]
    if trouble == Trouble.TWICE and rows:
        rows.append(rows[0])
    end = start + len(page)
    token = ""
    if page and (end < len(matching) or switches.last_page_token):
        token = _token(search, end, page[-1], switches)
    if trouble == Trouble.LOOP and page:
        token = search.token or _token(search, 0, None, switches)
    total = len(matching) + (start // search.size + 1 if trouble == Trouble.DRIFT else 0)
    data: Row = {"total_count": total, "next_page_token": token}
    if rows:  # the array is left out where there is nothing
        data[KINDS[search.name].array] = rows
    return data


def order_rows(shop: SimulatedShop, ids: list[str], switches: Switches) -> list[Row]:
    """The orders with these ids, of those that the shop has."""
    search = CheckedSearch("orders", "202309", 50, "create_time", False, {}, "", "")
    places = [shop.orders.place_of(id_) for id_ in ids]
    return [_row(shop, shop.orders, search, place, switches) for place in places if place is not None]


def _row(shop: SimulatedShop, stream: RowStream[Any], search: CheckedSearch, place: int, switches: Switches) -> Row:
    life, number = stream.shown(place)
    version = life.versions[number]
    if search.name == "returns":
        row = return_row(shop.market, life, version)
    elif search.name == "cancellations":
        row = cancellation_row(shop.market, life, version, search.version)
    else:
        row = order_row(shop.market, life, version)
    return {key: value for key, value in row.items() if key not in switches.omit}


def _matching(shop: SimulatedShop, stream: RowStream[Any], search: CheckedSearch, switches: Switches) -> list[RowKey]:
    """The keys of all rows that a search means, in its order."""
    kind, body = KINDS[search.name], search.body
    bounds = {field: (body.get(f"{field}_ge"), body.get(f"{field}_lt")) for field in ("create_time", "update_time")}
    if switches.out_of_range and search.name == "orders":  # the data are refreshed while the search runs
        low, high = bounds["update_time"]
        bounds["update_time"] = (low, None if high is None else high + 3600)
    asked = next((body[key] for key in kind.ids if body.get(key) and kind.ids[key] == kind.id), None)
    if asked is not None:
        places = {place for place in map(stream.place_of, asked) if place is not None}
        keys = sorted(stream.key(search.field, place) for place in places)
    else:
        keys = stream.between(search.field, *bounds[search.field])
    other = "create_time" if search.field == "update_time" else "update_time"
    checked = [f for f in ([other] if asked is None else bounds) if bounds[f] != (None, None)]
    filters = [(kind.texts[k], v) for k, v in body.items() if k in kind.texts and v not in (None, [])]
    filters += [(kind.ids[k], v) for k, v in body.items() if k in kind.ids and kind.ids[k] != kind.id and v]
    hidden = search.name == "returns" and search.version == "202309"  # it knows no exchanges
    if checked or filters or hidden:
        keys = [k for k in keys if _fits(shop, stream, search, k[1], filters, [(f, *bounds[f]) for f in checked])]
    return keys[::-1] if search.descending else keys


def _fits(
    shop: SimulatedShop,
    stream: RowStream[Any],
    search: CheckedSearch,
    place: int,
    filters: list[tuple[str, Any]],
    bounds: list[tuple[str, int | None, int | None]],
) -> bool:
    life, _ = stream.shown(place)
    if search.version == "202309" and search.name == "returns" and life.type == "EXCHANGE":
        return False
    for field, low, high in bounds:
        value = stream.key(field, place)[0]
        if (low is not None and value < low) or (high is not None and value >= high):
            return False
    if not filters:
        return True
    row = _row(shop, stream, search, place, Switches())
    return all(
        row.get(key) in wanted if isinstance(wanted, list) else row.get(key) == wanted for key, wanted in filters
    )


# --- Page tokens ------------------------------------------------------------------------------------------------------


def _token(search: CheckedSearch, end: int, last: RowKey | None, switches: Switches) -> str:
    """A token that says nothing to who reads it, and always holds + / and =, which a careless client spoils."""
    position = [end] if switches.offsets else list(last or ())
    text = json.dumps([search.mark, position]).encode()
    text += b" " * (2 - len(text) % 3)  # with the salt one byte more than a multiple of three, so that it ends in ==
    for salt in range(0x10000):
        token = b64encode(salt.to_bytes(2, "big") + _stirred(text, salt)).decode()
        if "+" in token and "/" in token:
            return token
    raise AssertionError("no token holds + and /")


def _position(matching: list[RowKey], search: CheckedSearch) -> int:
    """Where the page of a token starts among the matching rows as they are now."""
    if not search.token:
        return 0
    try:
        data = b64decode(search.token, validate=True)
        mark, position = json.loads(_stirred(data[2:], int.from_bytes(data[:2], "big")))
    except ValueError:
        raise GatewayRefusal(98001004, "Invalid page_token") from None
    if mark != search.mark:
        raise GatewayRefusal(98001004, "page_token does not match the filters of the request")
    if len(position) == 1:
        return min(int(position[0]), len(matching))
    last = tuple(position)
    if not last:
        return 0
    if search.descending:
        return bisect_left(matching, True, key=lambda key: key < last)
    return bisect_right(matching, last)


def _stirred(text: bytes, salt: int) -> bytes:
    """The text with a key over it; applied twice, it is itself again."""
    key = hashlib.shake_128(f"page token {salt}".encode()).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, key, strict=True))
