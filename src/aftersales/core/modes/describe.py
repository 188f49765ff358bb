"""Decides the words that go with the comparison of return modes: what a mode sets going, what is done for it in Seller
Center, where the choice flips, how sure it is; and what of it is kept with the decision. Leaves figures to `modes`.
"""

from __future__ import annotations

from typing import Any

from aftersales import text
from aftersales.core.modes import formulas
from aftersales.core.modes.comparison import Comparison, Mode, RefundRequest, buyer_pays_postage
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests import buyers
from aftersales.core.rules.policy import Returnless

# What a mode does to the deadlines.
CONSEQUENCES = {
    "keep": "the refund is due at once; nothing comes back",
    "seller-address": "the buyer's time to send it back starts; then yours to check the parcel; then the refund",
    "local-service": "the buyer's time to hand it in starts; the service checks the parcel; then the refund",
    "partial": "the buyer answers; accepted, the offer is due at once; declined, you answer the request anew",
}
# The same where the first deadline is told with its date.
LATER_STEPS = {
    "keep": "nothing comes back",
    "seller-address": "then you check the parcel, and then you refund",
    "local-service": "then the service checks the parcel, and then you refund",
    "partial": "the buyer keeps the goods",
}
# What the seller does there; the names of its buttons change, so they are not quoted.
IN_SELLER_CENTER = {
    "keep": "approve the request as a refund without return",
    "seller-address": "approve the return to your own return address",
    "local-service": "approve the return through TikTok Shop's local return service",
    "partial": "offer the buyer a partial refund",
}
TERMS = {
    "refund": "refund",
    "goodwill": "goodwill",
    "abuse_penalty": "risk of abuse",
    "return_postage": "return postage",
    "handling": "handling",
    "service_fee": "service fee",
    "service_forwarding": "forwarding",
    "service_monthly": "monthly fee",
    "recovered": "resale",
    "won_back": "claims won",
    "offer": "offer accepted",
    "if_declined": "offer declined",
}


def cost_terms(mode: Mode) -> list[str]:
    """A mode's cost as a sum in words, term by term, those of nothing left out: `refund 25.00`, `- resale 5.98`."""
    told: list[str] = []
    for name, amount in mode.terms:
        if amount.minor:
            sign = "- " if amount.minor < 0 else "+ " if told else ""
            told.append(f"{sign}{TERMS[name]} {Money(abs(amount.minor), amount.currency).decimal()}")
    return told or ["nothing"]


def break_even_text(found: Comparison) -> str | None:
    """At which landed cost the choice flips between keeping and a return, and on which side this case is."""
    if found.break_even is None:
        return _no_flip(found)
    mode, at = found.break_even
    units = f" ({found.figures.units} units together)" if found.figures.units > 1 else ""
    known = formulas.figure_value(found.figures, "landed_cost")
    cost = None if known is None else Money(formulas.round_half_up(known * 10 ** exponent(at.currency)), at.currency)
    yours = f"yours is {cost}" if cost is not None else "yours is not set (landed_cost)"
    return f"above a landed cost of {at}{units} {mode} costs less than keep, below it more; {yours}"


def _no_flip(found: Comparison) -> str | None:
    """Why no landed cost makes a difference; None where nothing can be said."""
    keep = found.mode("keep").cost
    back = next((m for m in found.modes if m.mode in ("seller-address", "local-service") and m.cost is not None), None)
    if keep is None or back is None or back.cost is None:
        return None
    if back.cost.minor < keep.minor:
        return f"{back.mode} costs less than keep whatever the goods cost you"
    return f"no landed cost makes {back.mode} pay: nothing of it is recovered"


def certainty_text(found: Comparison, *, brief: bool = False) -> str:
    """How far the ranking rests on the seller's own figures; a `brief` word does not name the others."""
    inputs = found.inputs
    taken = [f"{i.name} {i.as_text()}" for i in inputs if i.origin == "default"]
    told = f"{len(inputs)} figures, {len(taken)} of them defaults"
    told += f" ({', '.join(taken)})" if taken and not brief else ""
    if not found.missing:
        return told
    lacking = f"missing: {', '.join(found.missing)}"
    if found.recommended is None:
        return f"{told}; {lacking}, so which mode is the cheapest can't be told"
    return f"{told}; {lacking}, which can't change what is the cheapest"


def comparison_notes(matter: RefundRequest, found: Comparison, advice: Returnless | None = None) -> list[str]:
    """What the seller should know of this comparison beside the figures; `advice` is what the market's policy says of
    goods that are not worth a return.
    """
    told = [_returnless(matter.refund, advice)] if advice else []
    if (marked := buyers.marks(matter.buyer)) and found.mode("keep").available:  # else that line says so
        told.append(f"Look closer at this buyer: {'; '.join(marked.values())}.")
    if matter.fault == "seller":
        told.append("The reason is your fault: you pay the postage, and the buyer is taken to send it back.")
    elif buyer_pays_postage(matter, found.figures):
        told.append("The buyer changed their mind and pays the postage (buyer_pays_postage).")
    if matter.quick_refund:
        told.append("Refunded quickly: the parcel can't be refused on receipt; an appeal is the only way.")
    back = found.figures.known["service_returns_goods"]
    if found.mode("local-service").available and back.origin == "default":
        told.append(
            "Sources disagree on whether the service sends the goods back; taken is that it doesn't "
            "(service_returns_goods)."
        )
    return told + [f"{note[0].upper()}{note[1:]}." for note in found.figures.notes]


def _returnless(refund: Money, advice: Returnless) -> str:
    """The market's advice on refunds without a return, and on which side of it this refund is."""
    limit = Money(advice.up_to, advice.currency)
    if refund.currency != limit.currency:
        side = f"this refund is in {refund.currency}"
    else:
        side = f"this refund of {refund} is {'within it' if refund.minor <= limit.minor else 'above it'}"
    return f"Goods up to {limit} need not come back, by the market's advice: {side} ({advice.source.told()})."


def decision_record(found: Comparison, *, forced: bool) -> dict[str, Any]:
    """What is kept with the decision, so that it can be looked at later: the figures of that moment, in minor units."""
    return {
        "recommended": found.recommended,
        "forced": forced,
        "currency": found.refund.currency,
        "costs": {m.mode: m.cost.minor for m in found.modes if m.cost is not None},
        "inputs": [{"name": i.name, "value": i.as_text(), "from": text.plain(i.origin)} for i in found.inputs],
    }
