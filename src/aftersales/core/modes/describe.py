"""Phrases for the comparison of return modes."""

from __future__ import annotations

from typing import Any

from aftersales import text
from aftersales.core.modes import formulas
from aftersales.core.modes.comparison import Comparison, Mode, RefundRequest, buyer_pays_postage
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests import buyers
from aftersales.core.rules.policy import Returnless

# The steps that follow from a mode.
CONSEQUENCES = {
    "keep": "the refund is due at once; nothing comes back",
    "seller-address": "the buyer's time to send it back starts; then yours to check the parcel; then the refund",
    "local-service": "the buyer's time to hand it in starts; the service checks the parcel; then the refund",
    "partial": "the buyer answers; accepted, the offer is due at once; declined, you answer the request anew",
}
# The same after a first step that is shown with its date.
LATER_STEPS = {
    "keep": "nothing comes back",
    "seller-address": "then you check the parcel, and then you refund",
    "local-service": "then the service checks the parcel, and then you refund",
    "partial": "the buyer keeps the goods",
}
# The step in Seller Center. Its buttons are not quoted, since their names change.
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
    """The terms of a mode's cost that are not zero: `refund 25.00`, `- resale 5.98`."""
    terms: list[str] = []
    for name, amount in mode.terms:
        if amount.minor:
            sign = "- " if amount.minor < 0 else "+ " if terms else ""
            terms.append(f"{sign}{TERMS[name]} {Money(abs(amount.minor), amount.currency).decimal()}")
    return terms or ["nothing"]


def break_even_text(comparison: Comparison) -> str | None:
    """The landed cost at which keep and a return cost the same, and the case's own; None if nothing is known."""
    if comparison.break_even is None:
        return _no_break_even(comparison)
    mode, at = comparison.break_even
    units = f" ({comparison.figures.units} units together)" if comparison.figures.units > 1 else ""
    landed_cost = formulas.figure_value(comparison.figures, "landed_cost")
    cost = (
        None
        if landed_cost is None
        else Money(formulas.round_half_up(landed_cost * 10 ** exponent(at.currency)), at.currency)
    )
    yours = f"yours is {cost}" if cost is not None else "yours is not set (landed_cost)"
    return f"above a landed cost of {at}{units} {mode} costs less than keep, below it more; {yours}"


def _no_break_even(comparison: Comparison) -> str | None:
    """Why there is no break-even landed cost; None if it is not known."""
    keep = comparison.mode("keep").cost
    back = next(
        (m for m in comparison.modes if m.mode in ("seller-address", "local-service") and m.cost is not None), None
    )
    if keep is None or back is None or back.cost is None:
        return None
    if back.cost.minor < keep.minor:
        return f"{back.mode} costs less than keep whatever the goods cost you"
    return f"no landed cost makes {back.mode} pay: nothing of it is recovered"


def certainty_text(comparison: Comparison, *, brief: bool = False) -> str:
    """How many figures the comparison uses, how many of them are defaults, and which are missing.

    With `brief` the defaults are not named.
    """
    inputs = comparison.inputs
    defaults = [f"{i.name} {i.as_text()}" for i in inputs if i.origin == "default"]
    sentence = f"{len(inputs)} figures, {len(defaults)} of them defaults"
    sentence += f" ({', '.join(defaults)})" if defaults and not brief else ""
    if not comparison.missing:
        return sentence
    lacking = f"missing: {', '.join(comparison.missing)}"
    if comparison.recommended is None:
        return f"{sentence}; {lacking}, so which mode is the cheapest can't be told"
    return f"{sentence}; {lacking}, which can't change what is the cheapest"


def comparison_notes(request: RefundRequest, comparison: Comparison, advice: Returnless | None = None) -> list[str]:
    """Notes for the seller about a comparison. `advice` is the market's advice on refunds without a return."""
    notes = [_returnless_note(request.refund, advice)] if advice else []
    if (marked := buyers.buyer_flags(request.buyer)) and comparison.mode(
        "keep"
    ).available:  # if it is not, its line says so
        notes.append(f"Look closer at this buyer: {'; '.join(marked.values())}.")
    if request.fault == "seller":
        notes.append("The reason is your fault: you pay the postage, and the buyer is taken to send it back.")
    elif buyer_pays_postage(request, comparison.figures):
        notes.append("The buyer changed their mind and pays the postage (buyer_pays_postage).")
    if request.quick_refund:
        notes.append("Refunded quickly: the parcel can't be refused on receipt; an appeal is the only way.")
    back = comparison.figures.known["service_returns_goods"]
    if comparison.mode("local-service").available and back.origin == "default":
        notes.append(
            "Sources disagree on whether the service sends the goods back; taken is that it doesn't "
            "(service_returns_goods)."
        )
    return notes + [f"{note[0].upper()}{note[1:]}." for note in comparison.figures.notes]


def _returnless_note(refund: Money, advice: Returnless) -> str:
    """The market's advice on refunds without a return, and whether this refund is within its limit."""
    limit = Money(advice.up_to, advice.currency)
    if refund.currency != limit.currency:
        side = f"this refund is in {refund.currency}"
    else:
        side = f"this refund of {refund} is {'within it' if refund.minor <= limit.minor else 'above it'}"
    return f"Goods up to {limit} need not come back, by the market's advice: {side} ({advice.source.summary()})."


def decision_record(comparison: Comparison, *, forced: bool) -> dict[str, Any]:
    """The comparison as it is stored with the decision: figures of that moment, costs in minor units."""
    return {
        "recommended": comparison.recommended,
        "forced": forced,
        "currency": comparison.refund.currency,
        "costs": {m.mode: m.cost.minor for m in comparison.modes if m.cost is not None},
        "inputs": [{"name": i.name, "value": i.as_text(), "from": text.plain(i.origin)} for i in comparison.inputs],
    }
