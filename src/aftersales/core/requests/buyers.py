"""A buyer's identity, request counts and flags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

_MONEY_BACK = ("refund", "return")
WINDOW = timedelta(days=90)
_MANY, _ORDERS, _PRODUCTS = 3, 4, 2
_MASK_SIGNS = frozenset("*＊∗⁎•●∙…?#\ufffd")
_NAMES_OF_NOBODY = frozenset(
    {
        "n/a", "na", "nil", "none", "null", "unknown", "anonymous", "anonymous user", "deleted", "deleted user",
        "buyer", "customer", "guest", "user", "tiktok user", "匿名", "匿名用户", "已注销", "未知",
    }
)  # fmt: skip

Good = tuple[str | None, str | None]  # SKU, name of the product


class Request(NamedTuple):
    """A request, other than a cancellation, that a buyer asked for and did not withdraw. `at`: when first, UTC. `code`
    is the platform's own of the reason.
    """

    at: datetime
    kind: str
    order: str | None
    reason: str | None
    goods: tuple[Good, ...]
    code: str | None = None


class Order(NamedTuple):
    """An order of a buyer and when it was placed (UTC). `void`: it was never paid, or was cancelled."""

    ref: str
    placed_at: datetime
    void: bool


class History(NamedTuple):
    """What a buyer asked for and bought in one shop, for the counts of one of their requests.

    `asked_at` (UTC) is when that request was opened, `zone` the time zone of its market.
    """

    asked_at: datetime
    zone: tzinfo
    requests: Sequence[Request]
    orders: Sequence[Order]


class Counts(NamedTuple):
    """A buyer's counts up to a request, that request included.

    Requests within 90 days, orders, orders with a return or refund requested, and products claimed to be defective.
    """

    requests_90d: int
    orders: int
    orders_returned: int
    defect_products: int


# --- identity ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def buyer_key(name: str | None) -> str | None:
    """The key by which a buyer is found: the handle in lower case, without blanks around it and the @ before it.

    None for a name that identifies nobody: an empty one, a dash, `n/a`, or a masked one such as `j***n`, which several
    buyers may share. In doubt two requests count as two buyers': a missing flag costs a second look, a wrong one may
    cost a customer.
    """
    # SQLite finds the name by the same rule and lowers ASCII letters only, as bytes do.
    key = (name or "").strip(" ").encode(errors="replace").lower().decode().lstrip("@")
    if key in _NAMES_OF_NOBODY or "..." in key or not _MASK_SIGNS.isdisjoint(key) or not key.isprintable():
        return None
    return key if sum(map(str.isalnum, key)) > 1 else None


def account(ordered_by: str | None, asked_by: str | None) -> str | None:
    """The key of a request's buyer: from the order's name, else from the request's; None if neither identifies one."""
    return buyer_key(ordered_by) or buyer_key(asked_by)


def more_specific_name(new: str | None, was: str | None, *, newer: bool) -> str | None:
    """The more specific of two names for one buyer: a handle, else the platform's account number, else a masked name.

    API answers have account numbers and no handles. Of two equally specific names the newer one.
    """
    if new == was:
        return was
    return new if (_specificity(new), newer) > (_specificity(was), not newer) else was


def _specificity(name: str | None) -> int:
    key = buyer_key(name)
    return (0 if name is None else 1) if key is None else 2 if key.isdecimal() else 3


# --- counts and flags -------------------------------------------------------------------------------------------------


def count(history: History, defective: Callable[[str | None, str | None], bool]) -> Counts:
    """Count what a buyer had asked for and bought when they opened the request; nothing later counts.

    The 90 days are days in the market's time zone; their first instant counts. `defective` tells whether a reason
    with its code claims a defective product.
    """
    at = history.asked_at
    since = (at.astimezone(history.zone) - WINDOW).astimezone(UTC)
    known = [r for r in history.requests if r.at <= at]
    asked = {r.order for r in known if r.kind in _MONEY_BACK}
    bought = {o.ref for o in history.orders if o.placed_at <= at and (not o.void or o.ref in asked)}
    claims = [r.goods for r in known if r.goods and defective(r.reason, r.code)]
    return Counts(
        requests_90d=sum(r.at >= since for r in known),
        orders=len(bought),
        orders_returned=len(bought & asked),
        defect_products=min(len(claims), _product_count([good for goods in claims for good in goods])),
    )


def counts_of(
    histories: Mapping[int, History], defective: Callable[[str | None, str | None], bool]
) -> dict[int, Counts]:
    """The counts of each case's buyer, by case number (see `count`)."""
    return {case: count(history, defective) for case, history in histories.items()}


def _product_count(goods: Sequence[Good]) -> int:
    """How many different products these are, by SKU. A name without SKU counts unless a product with SKU has it."""
    skus = {sku.casefold() for sku, _ in goods if sku}
    named = {name.casefold() for sku, name in goods if sku and name}
    return len(skus) + len({name.casefold() for sku, name in goods if not sku and name} - named)


def buyer_flags(counts: Counts | None) -> dict[str, str]:
    """The flags that follow from the counts, each with a sentence that states them; none for an unknown buyer."""
    if counts is None:
        return {}
    asked, orders, returned, products = counts
    sentences = {}
    if asked >= _MANY:
        sentences["repeat-buyer"] = tr("repeat-buyer: {asked} requests in {days} days", asked=asked, days=WINDOW.days)
    if orders >= _ORDERS and 2 * returned >= orders:
        sentences["serial-returner"] = tr(
            "serial-returner: return or refund asked on {returned} of {orders} orders", returned=returned, orders=orders
        )
    if products >= _PRODUCTS:
        sentences["defect-claims"] = tr("defect-claims: {products} different products", products=products)
    return sentences
