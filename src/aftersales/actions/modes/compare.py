"""The modes of settling a return, compared for one case."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.record import approve as approval
from aftersales.actions.record.case_view import CaseView, Step
from aftersales.context.app import App
from aftersales.core.cases import transitions
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks import platform_deadlines
from aftersales.core.clocks.derive import Derived
from aftersales.core.modes import comparison, describe, outbound_postage
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes.comparison import Comparison, Objection, RefundRequest
from aftersales.core.modes.figures import Figures
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.requests import buyers, reasons
from aftersales.core.time.length import local_time
from aftersales.core.vocabulary import label, mode_label
from aftersales.errors import TransitionRefused
from aftersales.language import mark, tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.queries import buyers as buyer_queries
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.policies import library

if TYPE_CHECKING:
    from aftersales.core.modes.rule_decision import ModeDecision

OFFERED = mark("a partial refund was offered, and the buyer has not answered yet")
NO_RULES = mark("there are no mode rules ([[mode-rules]] in the configuration)")


class Compared(NamedTuple):
    """What was compared, the comparison, and what the seller's mode rules come to; None where they were not asked, or
    there are none. `figures` are the seller's own figures, before what the case itself decides.
    """

    matter: RefundRequest
    comparison: Comparison
    rule: ModeDecision | None
    figures: Figures


def mode_refusal(case: Case, derived: Derived) -> str | None:
    """Why the mode can't be said any more; None where it still is to be said."""
    asked = platform_deadlines.awaits_decision(derived.clocks)
    if transitions.mode_is_open(case.kind, derived.state, asked=asked):
        return None
    return transitions.refusal("request.approved", case.kind, derived.state, asked=asked)


def wants_mode(app: App, number: int) -> bool:
    """Whether a case is a return whose mode is still to be said."""
    case, _, derived = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    return case.kind == "return" and mode_refusal(case, derived) is None


def compare(
    app: App,
    ledger: Connection,
    case: Case,
    derived: Derived,
    offer: str | None,
    *,
    force: bool,
    at: datetime | None = None,
) -> Compared:
    """What is compared, and the comparison; with `at`, the instant of the decision, the mode rules are asked too: what
    they offer is compared where no `offer` is given. Raises TransitionRefused where there is nothing to compare.
    """
    row = find.stored_case(ledger, case.id)
    refund = _refund(ledger, case, derived)
    about, figures = gathered(app, ledger, case, row, refund)
    rule, reckoned = None, figures
    if at is not None and app.configuration.mode_rules:
        from aftersales.actions.modes import rules  # only where there are rules to ask

        rule = rules.answer(app, ledger, rules.RequestInLedger(case, row, goods(row)), about, figures, at)
        reckoned = rules.with_offer(figures, rule)
    offered = entered_money.parse_amount(offer, refund.currency, "--offer") if offer is not None else None
    if offered is not None and (reason := entered_money.offer_refusal(offered, about.refund)):
        raise TransitionRefused(tr("case {case}: {reason}.", case=case.id, reason=reason), reason)
    compared = comparison.compare(about, reckoned, offered, force=force)
    return Compared(about, compared, rule, figures)


def gathered(app: App, ledger: Connection, case: Case, row: StoredCase, refund: Money) -> tuple[RefundRequest, Figures]:
    """What is compared for a refund on a case, and the seller's figures for its goods."""
    settings = app.rules.shop(case.shop, case.market)
    table, policy = library.reasons(), app.rules.policy(case.shop, case.market)
    service = policy.local_service
    about = RefundRequest(
        refund,
        case.market,
        settings.has_return_address,
        reasons.group(case.reason, table, case.reason_code),
        reasons.fault(case.reason, table, case.reason_code),
        case.quick_refund,
        buyers.counts_of(buyer_queries.histories(ledger, [case.id]), library.defective).get(case.id),
        service=service is not None and service.serves(settings.seller),
        seller=settings.seller,
        day=local_time(row.opened_at, ZoneInfo(policy.timezone)).date(),
        cost_facts=policy.cost_facts,
    )
    figures = mode_figures.figures_for(app.configuration.costs, case.shop, goods(row), refund.currency)
    order = find.order_postage(ledger, case.shop, case.order)
    back = _units(row) if find.refunded_on_order(ledger, case.shop, case.order, case.id) == 0 else None
    return outbound_postage.with_outbound(about, figures, order, back), figures


def unknown(case: Case) -> bool:
    """Whether neither the refund asked for nor the order's amount is known."""
    return case.amount is None and case.order_amount is None


def _refund(ledger: Connection, case: Case, derived: Derived) -> Money:
    """What is owed, should the request be approved. Raises TransitionRefused where that is not known or can't be."""
    if case.kind != "return":
        raise _without_mode(case, derived)
    asked, state = case.amount or case.order_amount, derived.state
    if asked is None:
        raise TransitionRefused(
            tr(
                "case {case}: neither the refund asked for nor the order's amount is known, so nothing can be "
                "compared. Import the orders export, or record the order with `aftersales order add`.",
                case=case.id,
            ),
            tr("neither the refund asked for nor the order's amount is known, so nothing can be compared"),
        )
    back = 0 if case.quick_refund else state.refunded - state.before
    others = find.refunded_on_order(ledger, case.shop, case.order, case.id)
    left = Money(asked.minor - back, asked.currency)
    if left.minor <= 0:
        raise TransitionRefused(
            tr("case {case} is refunded in full already.", case=case.id), tr("it is refunded in full already")
        )
    before = others + (state.before if case.quick_refund else state.refunded)
    if reason := entered_money.refund_refusal(left, case.order_amount, before):
        raise TransitionRefused(tr("case {case}: {reason}.", case=case.id, reason=reason), reason)
    return left


def _without_mode(case: Case, derived: Derived) -> TransitionRefused:
    """The refusal for a case that is not a return, with what is possible instead."""
    about = {"case": case.id, "kind": label(case.kind)}
    if derived.state.decision == "offered":
        return TransitionRefused(
            tr(
                "case {case}, {kind}: only returns have a mode. Your offer is open: record the buyer's answer with "
                "`aftersales accepted {case}` or `aftersales declined {case}`.",
                **about,
            ),
            tr("{kind}: only returns have a mode; your offer waits for the buyer's answer", **about),
        )
    asked = platform_deadlines.awaits_decision(derived.clocks)
    if transitions.refusal("request.approved", case.kind, derived.state, asked=asked) is not None:
        return TransitionRefused(
            tr("case {case}, {kind}: only returns have a mode.", **about),
            tr("{kind}: only returns have a mode", **about),
        )
    return TransitionRefused(
        tr("case {case}, {kind}: only returns have a mode. Answer it with `aftersales approve {case}`.", **about),
        tr("{kind}: only returns have a mode; answer it with `aftersales approve {case}`", **about),
    )


def goods(row: StoredCase) -> list[tuple[str | None, int]]:
    """What comes back, by a case's row: (SKU, quantity) each."""
    lines = json.loads(row.lines or "[]")
    return [(line["sku"], line["quantity"] or 1) for line in lines] or [(row.sku, row.quantity or 1)]


def _units(row: StoredCase) -> int | None:
    """How many units come back; None if a quantity is not known."""
    quantities = [line["quantity"] for line in json.loads(row.lines or "[]")] or [row.quantity]
    return None if None in quantities else sum(quantities)


# --- recording ------------------------------------------------------------------------------------------------------


def chosen(app: App, view: CaseView, mode: str, offer: str | None, *, force: bool, lenient: bool = False) -> Step:
    """The step of a mode that the seller chose; the current figures are kept with it. A mode that is not available is
    refused, unless the objection is one that the seller may override and does (`force`). `lenient`: a mode whose
    configuration is incomplete is recorded with a warning; `keep` is still refused for a buyer for whom it is barred.
    """
    step = None if mode == "partial" and offer is None else approval.approval_step(view, mode, offer)
    if step is not None and unknown(view.case):  # nothing can be reckoned; what bars a mode bars it all the same
        _apply_objection(view, step, mode, _barred(app, view, mode, force=force), force=force, lenient=lenient)
        return step
    compared = compare(app, view.ledger, view.case, view.derived, offer, force=force).comparison
    return _step(view, compared, mode, step, force=force, lenient=lenient)


def _barred(app: App, view: CaseView, mode: str, *, force: bool) -> Objection | None:
    """The objection to a mode for a case without a known amount; None if there is none."""
    row = find.stored_case(view.ledger, view.case.id)
    about, figures = gathered(app, view.ledger, view.case, row, Money(0, view.rules.currency))
    return None if mode == "partial" else comparison.unavailability(mode, about, figures, force)


def _apply_objection(
    view: CaseView, step: Step, mode: str, barred: Objection | None, *, force: bool, lenient: bool
) -> None:
    """Refuse a mode to which there is an objection, or add a warning to the step if the seller may override it and
    does. `force` and `lenient` are those of `chosen`.
    """
    if barred is None:
        return
    why, soft = barred.why, barred.soft
    if not soft or not (force or (lenient and mode != "keep")):
        if soft and mode != "keep":
            raise view.refusal(tr("{mode}: {why}; --force records it anyway", mode=mode_label(mode), why=why))
        raise view.refusal(text.labelled(mode, why))
    step.warnings.append(tr("recorded {mode} anyway: {why}", mode=mode_label(mode), why=why))


def ruled(app: App, view: CaseView) -> Step:
    """The step that the mode rules decide. Raises TransitionRefused where they don't."""
    if view.derived.state.decision == "offered":
        raise view.refusal(tr(OFFERED))
    about = compare(app, view.ledger, view.case, view.derived, None, force=False, at=view.at)
    rule = about.rule
    if rule is None or not rule.decides:
        raise view.refusal(rule.sentence() if rule else tr(NO_RULES))
    step = _step(view, about.comparison, str(rule.mode), force=False)
    step.data = {**step.data, "rule": rule.rule}
    return step


def _step(
    view: CaseView,
    compared: Comparison,
    mode: str,
    step: Step | None = None,
    *,
    force: bool,
    lenient: bool = False,
) -> Step:
    asked, keep = compared.mode(mode), compared.mode("keep")
    if step is None and mode != "partial":
        step = approval.approval_step(view, mode, None)
    elif step is None and (asked.available or asked.soft):  # the offer that is set
        step = approval.approval_step(view, mode, compared.figures.known["offer"].as_text())
    if mode == "partial" and not keep.available and _whole(compared):  # an offer of all of the money is `keep`
        mode, asked = "keep", keep
    step = step or Step("request.approved")
    barred = None if asked.available else Objection(asked.why_not or "", asked.soft)
    _apply_objection(view, step, mode, barred, force=force, lenient=lenient)
    step.data = {**step.data, "choice": describe.decision_record(compared, forced=force or not asked.available)}
    return step


def _whole(compared: Comparison) -> bool:
    """Whether what is offered is all that is asked for."""
    offer = compared.figures.known.get("offer")
    return offer is not None and Decimal(offer.as_text()) == Decimal(compared.refund.decimal())
