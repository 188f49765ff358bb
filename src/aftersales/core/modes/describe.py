"""Phrases for the comparison of return modes."""

from __future__ import annotations

from typing import Any

from aftersales import text
from aftersales.core.modes import formulas
from aftersales.core.modes.comparison import (
    Comparison,
    Mode,
    RefundRequest,
    applied_facts,
    buyer_pays_postage,
)
from aftersales.core.modes.outbound_postage import SHARE, outbound_fact
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests import buyers
from aftersales.core.rules.cost_facts import LocalService
from aftersales.core.rules.describe import noted_source
from aftersales.core.rules.policy import Returnless
from aftersales.core.vocabulary import mode_label
from aftersales.language import mark, tr, trn
from aftersales.toml.reader import Source

# The steps that follow from a mode.
CONSEQUENCES = {
    "keep": mark("the refund is due at once; nothing comes back"),
    "seller-address": mark("the buyer's time to send it back starts; then yours to check the parcel; then the refund"),
    "local-service": mark("the buyer's time to hand it in starts; the service checks the parcel; then the refund"),
    "partial": mark("the buyer answers; accepted, the offer is due at once; declined, you answer the request again"),
}
# The same after a first step that is shown with its date.
LATER_STEPS = {
    "keep": mark("nothing comes back"),
    "seller-address": mark("then you check the parcel, and then you refund"),
    "local-service": mark("then the service checks the parcel, and then you refund"),
    "partial": mark("the buyer keeps the goods"),
}
# The step in Seller Center. Its buttons are not quoted, since their names change.
IN_SELLER_CENTER = {
    "keep": mark("approve the request as a refund without return"),
    "seller-address": mark("approve the return to your own return address"),
    "local-service": mark("approve the return through TikTok Shop's local return service"),
    "partial": mark("offer the buyer a partial refund"),
}
TERMS = {
    "refund": mark("refund", "a cost"),
    "paid_by_platform": mark("TikTok's share"),
    "goodwill": mark("goodwill"),
    "abuse_penalty": mark("risk of abuse"),
    "return_postage": mark("return postage"),
    "handling": mark("handling"),
    "service_fee": mark("service fee"),
    "service_forwarding": mark("forwarding"),
    "service_monthly": mark("monthly fee"),
    "recovered": mark("resale"),
    "won_back": mark("claims won"),
    "offer": mark("offer accepted"),
    "if_declined": mark("offer declined"),
}


def cost_terms(mode: Mode) -> list[str]:
    """The terms of a mode's cost that are not zero: `refund 25.00`, `- resale 5.98`."""
    terms: list[str] = []
    for name, amount in mode.terms:
        if amount.minor:
            sign = "- " if amount.minor < 0 else "+ " if terms else ""
            terms.append(f"{sign}{tr(TERMS[name])} {Money(abs(amount.minor), amount.currency).decimal()}")
    return terms or [tr("nothing")]


def break_even_text(comparison: Comparison) -> str | None:
    """The landed cost at which keep and a return cost the same, and the case's own; None if nothing is known."""
    if comparison.break_even is None:
        return _no_break_even(comparison)
    mode, at = comparison.break_even
    units = comparison.figures.units
    limit = tr("{at} ({units} units together)", at=at, units=units) if units > 1 else str(at)
    landed_cost = formulas.figure_value(comparison.figures, "landed_cost")
    cost = (
        None
        if landed_cost is None
        else Money(formulas.round_half_up(landed_cost * 10 ** exponent(at.currency)), at.currency)
    )
    if cost is None:
        return tr(
            "{mode} costs less than keep above a landed cost of {limit}, more below it; yours is not set (landed_cost)",
            mode=mode_label(mode),
            limit=limit,
        )
    return tr(
        "{mode} costs less than keep above a landed cost of {limit}, more below it; yours is {cost}",
        mode=mode_label(mode),
        limit=limit,
        cost=cost,
    )


def _no_break_even(comparison: Comparison) -> str | None:
    """Why there is no break-even landed cost; None if it is not known."""
    keep = comparison.mode("keep").cost
    back = next(
        (m for m in comparison.modes if m.mode in ("seller-address", "local-service") and m.cost is not None), None
    )
    if keep is None or back is None or back.cost is None:
        return None
    if back.cost.minor < keep.minor:
        return tr("{mode} costs less than keep at any landed cost", mode=mode_label(back.mode))
    return tr("{mode} never costs less than keep: none of the landed cost is recovered", mode=mode_label(back.mode))


def certainty_text(comparison: Comparison, *, brief: bool = False) -> str:
    """How many figures the comparison uses, how many of them are defaults, and which are missing.

    With `brief` the defaults are not named.
    """
    inputs = comparison.inputs
    defaults = [f"{i.name} {i.as_text()}" for i in inputs if i.origin == "default"]
    figures = trn(
        "{count} figure, {defaults} of them default",
        "{count} figures, {defaults} of them defaults",
        len(inputs),
        defaults=len(defaults),
    )
    if defaults and not brief:
        figures = text.remarked(figures, text.listed(defaults))
    if not comparison.missing:
        return figures
    missing = text.listed(comparison.missing)
    if comparison.recommended is None:
        return tr("{figures}; missing: {missing}, so the cheapest mode is unknown", figures=figures, missing=missing)
    return tr("{figures}; missing: {missing}, which can't change the cheapest mode", figures=figures, missing=missing)


def comparison_notes(
    request: RefundRequest,
    comparison: Comparison,
    advice: Returnless | None = None,
    service: LocalService | None = None,
) -> list[str]:
    """Notes for the seller about a comparison. `advice` is the market's advice on refunds without a return, `service`
    the market's local return service.
    """
    notes = [_returnless_note(request.refund, advice)] if advice else []
    notes += [_fact_note(fact.source) for fact in applied_facts(request, comparison)]
    notes += _outbound_notes(request, comparison)
    if (marked := buyers.buyer_flags(request.buyer)) and comparison.mode(
        "keep"
    ).available:  # if it is not, its line says so
        notes.append(tr("Look closer at this buyer: {flags}.", flags=text.clauses(marked.values())))
    if request.fault == "seller":
        notes.append(tr("The reason is your fault: you pay the postage, and the buyer is assumed to send it back."))
    elif buyer_pays_postage(request, comparison.figures):
        notes.append(tr("The buyer changed their mind and pays the postage (buyer_pays_postage)."))
    if request.quick_refund:
        notes.append(tr("Refunded quickly: you can't refuse the parcel; you can only appeal."))
    back = comparison.figures.known["service_returns_goods"]
    if service is not None and service.goods != "unknown" and comparison.mode("local-service").available:
        notes.append(_fact_note(service.source))
    elif comparison.mode("local-service").available and back.origin == "default":
        notes.append(
            tr(
                "Sources disagree on whether the service sends the goods back; assumed: it doesn't "
                "(service_returns_goods)."
            )
        )
    return notes + [text.sentence(f"{note[0].upper()}{note[1:]}") for note in comparison.figures.notes]


def _fact_note(source: Source) -> str:
    """What a fact of the market says, and where it was read."""
    return text.sentence(noted_source(source))


def _outbound_notes(request: RefundRequest, comparison: Comparison) -> list[str]:
    """That outbound postage is part of the refund in this market, and how much was added to the refund asked for."""
    fact = None if SHARE in comparison.figures.known else outbound_fact(request)
    notes = [] if fact is None else [_fact_note(fact.source)]
    if request.outbound is not None:
        notes.append(
            tr(
                "The buyer asks for the whole order without its postage, so {postage} of postage is added: the refund "
                "counts as {refund} (outbound_postage_share).",
                postage=request.outbound,
                refund=request.refund,
            )
        )
    return notes


def _returnless_note(refund: Money, advice: Returnless) -> str:
    """The market's advice on refunds without a return, and whether this refund is within its limit."""
    limit = Money(advice.up_to, advice.currency)
    if refund.currency != limit.currency:
        side = tr("this refund is in {currency}", currency=refund.currency)
    elif refund.minor <= limit.minor:
        side = tr("this refund of {refund} is within it", refund=refund)
    else:
        side = tr("this refund of {refund} is above it", refund=refund)
    return tr(
        "The market's advice: goods up to {limit} need not come back; {refund_side} ({source}).",
        limit=limit,
        refund_side=side,
        source=advice.source.summary(),
    )


def decision_record(comparison: Comparison, *, forced: bool) -> dict[str, Any]:
    """The comparison as it is stored with the decision: figures of that moment, costs in minor units."""
    return {
        "recommended": comparison.recommended,
        "forced": forced,
        "currency": comparison.refund.currency,
        "costs": {m.mode: m.cost.minor for m in comparison.modes if m.cost is not None},
        "inputs": [{"name": i.name, "value": i.as_text(), "from": text.plain(i.origin)} for i in comparison.inputs],
    }
