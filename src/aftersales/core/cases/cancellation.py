"""Who may still cancel an order (claim S21)."""

from __future__ import annotations

from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

_DOCS = mark("TikTok Shop partner docs, Return, refund and cancel API overview (2025-04-11)")
_HOLD = mark("TikTok Shop partner changelog, in force 2023-12-13")
_HOLD_ASIA = mark("tt123.com/policy/0ztueG2I, TikTok's cancellation policy in translation (2025-05-19)")
_HOLDS = {"GB": _HOLD, "US": _HOLD, **dict.fromkeys(("TH", "VN", "ID", "MY", "PH", "SG"), _HOLD_ASIA)}


class Verdict(NamedTuple):
    """Whether one side may cancel. `how`: `automatic`, `request` (the other side answers), `direct`, or `no`."""

    who: str
    may: bool
    how: str
    why: str
    source: str


def verdicts(status: str | None, market: str) -> tuple[Verdict, Verdict]:
    """For the buyer and for the seller, by the order's status (`vocabulary.ORDER_STATUSES`; None: not known).

    By the article buyer and seller may cancel until the order awaits collection. TikTok's developer pages are more
    exact: the buyer may until then, and the seller then too; in the UK and the US a buyer's cancellation in the first
    hour, while the order is on hold, is approved automatically. Its cancellation policy says so of South-East Asia too.
    """
    return _buyer(status, market), _seller(status)


def _no(who: str, why: str) -> Verdict:
    return Verdict(who, False, "no", why, tr(_DOCS))


def _both(who: str, status: str | None) -> Verdict | None:
    """What holds for both sides alike."""
    if status is None:
        return _no(who, tr("the order's status is unknown: look in Seller Center"))
    if status == "cancelled":
        return _no(who, tr("it is cancelled already"))
    if status == "partially-shipping":
        return _no(who, tr("a part of it is already shipped; handle the rest in Seller Center"))
    if status in ("in-transit", "delivered", "completed"):
        return _no(
            who,
            tr(
                "it is {status}: after collection only a return or a refund is possible",
                status=status.replace("-", " "),
            ),
        )
    if status == "unpaid":
        return Verdict(who, True, "direct", tr("it is not paid yet, so there is no refund"), tr(_DOCS))
    return None


def _buyer(status: str | None, market: str) -> Verdict:
    if (verdict := _both("buyer", status)) is not None:
        return verdict
    if status == "awaiting-collection":
        return _no("buyer", tr("it awaits collection: the buyer's time to cancel is over"))
    if status == "on-hold" and market in _HOLDS:
        why = tr("it is in its first hour, on hold: TikTok approves the buyer's cancellation automatically")
        return Verdict("buyer", True, "automatic", why, tr(_HOLDS[market]))
    return Verdict("buyer", True, "request", tr("it is not handed over yet; you answer the request in time"), tr(_DOCS))


def _seller(status: str | None) -> Verdict:
    if (verdict := _both("seller", status)) is not None:
        return verdict
    if status == "awaiting-collection":
        why = tr("the carrier has not collected it yet; you owe the buyer the money")
        return Verdict("seller", True, "direct", why, tr(_DOCS))
    return Verdict("seller", True, "direct", tr("it is not handed over yet; you owe the buyer the money"), tr(_DOCS))
