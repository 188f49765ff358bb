"""The buyer of a request: identity, counts and flags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from aftersales.record import NamedTuple

# Requests that cost goods or money. A cancellation comes before anything is sent, and is as often the seller's own.
COUNTED = ("refund", "return", "replacement")
_MONEY_BACK = ("refund", "return")
WINDOW = timedelta(days=90)
_MANY, _ORDERS, _PRODUCTS = 3, 4, 2
_MASKS = frozenset("*＊∗⁎•●∙…?#\ufffd")
_NOBODY = frozenset(
    {
        "n/a", "na", "nil", "none", "null", "unknown", "anonymous", "anonymous user", "deleted", "deleted user",
        "buyer", "customer", "guest", "user", "tiktok user", "匿名", "匿名用户", "已注销", "未知",
    }
)  # fmt: skip

Good = tuple[str | None, str | None]  # SKU, name of the product


class Request(NamedTuple):
    """A refund, return or replacement that a buyer asked for and did not withdraw: when first (UTC), on which order,
    why and of which goods.
    """

    at: datetime
    kind: str
    order: str | None
    reason: str | None
    goods: tuple[Good, ...]


class Order(NamedTuple):
    """An order of a buyer and when it was placed. `void`: it was never paid, or cancelled."""

    ref: str
    placed_at: datetime
    void: bool


class History(NamedTuple):
    """What a buyer asked for and bought in one shop, and the request from which it is looked at: `asked_at` (UTC) is
    when that was opened, `zone` the zone of its market.
    """

    asked_at: datetime
    zone: tzinfo
    requests: Sequence[Request]
    orders: Sequence[Order]


class Counts(NamedTuple):
    """What is known of a buyer up to the instant of a request, itself included: requests within 90 days, orders, those
    of them with a return or a refund asked for, and defect claims on different products.
    """

    requests_90d: int
    orders: int
    orders_returned: int
    defect_products: int


# --- who ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def buyer_key(name: str | None) -> str | None:
    """The name under which a buyer is found: a handle without case, blanks around it and the @ before it. None for what
    names nobody: nothing, a dash, `n/a`, or a masked name such as `j***n`, which several buyers may share.
    """
    # Bytes know the case of ASCII letters only, as SQLite does, which finds the name by the same rule.
    handle = (name or "").strip(" ").encode(errors="replace").lower().decode().lstrip("@")
    if handle in _NOBODY or "..." in handle or not _MASKS.isdisjoint(handle) or not handle.isprintable():
        return None
    return handle if sum(map(str.isalnum, handle)) > 1 else None


def account(ordered_by: str | None, asked_by: str | None) -> str | None:
    """The buyer of a request: as the order names them, else as the request does; None where neither can tell."""
    return buyer_key(ordered_by) or buyer_key(asked_by)


def more_specific_name(new: str | None, was: str | None, *, newer: bool) -> str | None:
    """Of two names for one buyer the one that tells more: a handle, else the platform's number of the account (an API
    answer has no handle), else a masked name. Of two of a kind the newer one.
    """
    if new == was:
        return was
    return new if (_specificity(new), newer) > (_specificity(was), not newer) else was


def _specificity(name: str | None) -> int:
    handle = buyer_key(name)
    return (0 if name is None else 1) if handle is None else 2 if handle.isdecimal() else 3


# --- how often ------------------------------------------------------------------------------------------------------


def count(history: History, defective: Callable[[str | None], bool]) -> Counts:
    """Count what one buyer had asked for and bought when they asked. Nothing later counts, whenever it is looked at.
    The 90 days are days of the market's zone, and their very beginning counts. `defective` says whether a reason claims
    a defective product.
    """
    at = history.asked_at
    since = (at.astimezone(history.zone) - WINDOW).astimezone(UTC)
    known = [r for r in history.requests if r.at <= at]
    asked = {r.order for r in known if r.kind in _MONEY_BACK}
    bought = {o.ref for o in history.orders if o.placed_at <= at and (not o.void or o.ref in asked)}
    claims = [r.goods for r in known if r.goods and defective(r.reason)]
    return Counts(
        requests_90d=sum(r.at >= since for r in known),
        orders=len(bought),
        orders_returned=len(bought & asked),
        defect_products=min(len(claims), _different([good for goods in claims for good in goods])),
    )


def counts_of(histories: Mapping[int, History], defective: Callable[[str | None], bool]) -> dict[int, Counts]:
    """What is known of the buyer of each case (see `count`), by the case's number."""
    return {case: count(history, defective) for case, history in histories.items()}


def _different(goods: Sequence[Good]) -> int:
    """How many products these are, by SKU; what has none, by its name, unless that is the name of one that has."""
    skus = {sku.casefold() for sku, _ in goods if sku}
    named = {name.casefold() for sku, name in goods if sku and name}
    return len(skus) + len({name.casefold() for sku, name in goods if not sku and name} - named)


def buyer_flags(counts: Counts | None) -> dict[str, str]:
    """The marks that the counts give, each with its counts in words; none where the buyer is not known."""
    if counts is None:
        return {}
    asked, orders, returned, products = counts
    flags = {}
    if asked >= _MANY:
        flags["repeat-buyer"] = f"repeat-buyer: {asked} requests in {WINDOW.days} days"
    if orders >= _ORDERS and 2 * returned >= orders:
        flags["serial-returner"] = f"serial-returner: return or refund asked on {returned} of {orders} orders"
    if products >= _PRODUCTS:
        flags["defect-claims"] = f"defect-claims: {products} different products"
    return flags
