"""`choose --rules-test`: the seller's mode rules on past requests."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from aftersales.actions.modes import compare, request_rules
from aftersales.actions.modes import rules as mode_rules
from aftersales.actions.modes.request_rules import GatheredRequest
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.derive import Derived
from aftersales.core.modes import comparison, formulas, rule_backtest
from aftersales.core.modes.comparison import Mode, RefundRequest
from aftersales.core.modes.figures import Figures
from aftersales.core.modes.rule import APPROVE, RequestFacts
from aftersales.core.modes.rule_backtest import BacktestResult, PastReturn
from aftersales.core.modes.rule_decision import ModeDecision
from aftersales.core.money.amount import Money
from aftersales.errors import AftersalesError
from aftersales.language import tr, trn
from aftersales.ledger.derived import store
from aftersales.ledger.queries import decisions, find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.documents.document import Document
from aftersales.rendering.fields.backtest import TRIAL_FIELDS, BacktestRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages.modes import backtest as backtest_page
from aftersales.user_input import SINCE


@dataclass(frozen=True, slots=True)
class _PastRequest:
    """A request that was decided, with what it is reckoned with. `matter` and `figures` are those of a return whose
    amount is known, `request` is what rules know of another kind.
    """

    case: Case
    derived: Derived
    row: StoredCase
    at: datetime
    zone: ZoneInfo
    facts: RequestFacts | None
    matter: RefundRequest | None
    figures: Figures | None
    request: GatheredRequest | None = None


def run(app: App, since: str | None, shop: str | None, form: str) -> None:
    """Show it in a format. Writes nothing. Raises AftersalesError where there are no rules."""
    if not app.configuration.mode_rules:
        raise AftersalesError(tr("{no_rules}; nothing to test.", no_rules=tr(compare.NO_RULES)))
    name = shop_queries.shop_named(app.ledger.current(), shop) if shop is not None else None
    begins = None if since is None else app.times.read(since, "--since", display.place(app, name), SINCE)
    past = sorted(_past(app), key=lambda one: (one.at, one.case.id))
    verdicts = rule_backtest.replay(
        app.configuration.mode_rules,
        [PastReturn(one.at, one.row.buyer, one.facts) for one in past],
        lambda n, decision: _guarded(app, past[n], decision),
    )
    rows = [
        _row(one, decision)
        for one, decision in zip(past, verdicts, strict=True)
        if name in (None, one.case.shop) and (begins is None or one.at >= begins)
    ]
    _show(app, rows, form)


# --- gathering -------------------------------------------------------------------------------------------------------


def _past(app: App) -> Iterable[_PastRequest]:
    rules = app.rules.of(app.ledger.current())
    for case, shop_rules in store.with_rules(
        app.ledger.current(), decisions.decided_requests(app.ledger.current()), rules
    ):
        derived = shop_rules.derive(case)
        at = _decided_at(case, derived)
        if at is not None:
            yield _gathered(app, case, derived, at, ZoneInfo(shop_rules.zone))


def _decided_at(case: Case, derived: Derived) -> datetime | None:
    """When it was said how the request is settled: the last approval, offer or ruling, of another kind than a return
    the rejection too; of one only seen, when at the latest.
    """
    decisive = ["request.approved", "request.offered", "dispute.ruled"]
    decisive += [] if case.kind == "return" else ["request.rejected"]
    return max((h.event.at for h in derived.timeline.happenings if h.event.name in decisive), default=None)


def _gathered(app: App, case: Case, derived: Derived, at: datetime, zone: ZoneInfo) -> _PastRequest:
    row = find.stored_case(app.ledger.current(), case.id)
    asked = case.amount or case.order_amount
    if case.kind != "return":
        request = request_rules.gathered(app.ledger.current(), case, row)
        facts = mode_rules.facts(app, app.ledger.current(), request.about, request.matter, asked, at)
        return _PastRequest(case, derived, row, at, zone, facts, None, None, request)
    if asked is None:
        return _PastRequest(case, derived, row, at, zone, None, None, None)
    matter, figures = compare.gathered(app, app.ledger.current(), case, row, asked)
    about = mode_rules.RequestInLedger(case, row, compare.goods(row))
    facts = mode_rules.facts(app, app.ledger.current(), about, matter, asked, at)
    return _PastRequest(case, derived, row, at, zone, facts, matter, figures)


def _guarded(app: App, one: _PastRequest, decision: ModeDecision) -> ModeDecision:
    if one.request is not None:
        return request_rules.guarded(app, decision, one.request)
    if one.matter is None or one.figures is None:
        return decision
    return mode_rules.guarded(decision, one.matter, one.figures)


# --- what it cost ----------------------------------------------------------------------------------------------------


def _row(one: _PastRequest, decision: ModeDecision) -> BacktestRow:
    state = one.derived.state
    if one.request is not None:
        return _row_of_request(one, decision)
    done, rule = _done(one), _by_rule(one, decision)
    asked = one.facts.refund if one.facts else None
    missing = [*_lacks(one, done), *(rule.missing if rule else [])]
    return BacktestRow(
        case=one.case.id,
        order=one.case.order,
        shop=one.case.shop,
        sku=one.row.sku,
        buyer=one.row.buyer,
        decided_at=one.at.astimezone(one.zone),
        refund=asked,
        done_by=state.approved_by or ("seller" if state.decision == "offered" else "platform"),
        result=BacktestResult(
            asked.currency if asked else "",
            decision,
            state.mode,
            done.cost if done else None,
            rule.cost if rule else None,
        ),
        missing=list(dict.fromkeys(missing)),
    )


def _row_of_request(one: _PastRequest, decision: ModeDecision) -> BacktestRow:
    """A request without modes: what was paid for a refund is its cost. A cancellation brings the goods back to the
    shelf, and what a replacement costs is not known: neither is priced.
    """
    refund, state = one.facts.refund if one.facts else None, one.derived.state
    approved, priced = state.decision == "approved", one.case.kind == "refund" and refund is not None
    currency = refund.currency if refund else ""
    was = Money(refund.minor if refund and approved else 0, currency) if priced else None
    would = refund if priced and decision.decides else None
    done = APPROVE if approved else "reject"
    return BacktestRow(
        case=one.case.id,
        order=one.case.order,
        shop=one.case.shop,
        sku=one.row.sku,
        buyer=one.row.buyer,
        decided_at=one.at.astimezone(one.zone),
        refund=refund,
        done_by=(state.approved_by or "unknown") if approved else "seller",
        result=BacktestResult(currency, decision, done, was, would),
        missing=[] if priced else [one.case.kind],
        kind=one.case.kind,
    )


def _lacks(one: _PastRequest, done: Mode | None) -> Sequence[str]:
    """What is missing to tell what it cost as it was done."""
    return done.missing if done else ("refund" if one.facts is None else "mode",)


def _done(one: _PastRequest) -> Mode | None:
    """What the mode it was settled in costs by today's figures; None where the mode was never said."""
    if one.matter is None or one.figures is None or one.derived.state.mode == "undecided":
        return None
    figures, offered = one.figures, one.derived.state.offered
    if one.derived.state.mode == "partial" and offered is not None:
        part = Money(offered, one.matter.refund.currency).decimal()
        figures = formulas.with_figure(figures, "offer", Decimal(part), "case")
    return comparison.cost_of(one.derived.state.mode, one.matter, figures)


def _by_rule(one: _PastRequest, decision: ModeDecision) -> Mode | None:
    if one.matter is None or one.figures is None or not decision.decides:
        return None
    return comparison.cost_of(str(decision.mode), one.matter, mode_rules.with_offer(one.figures, decision))


# --- showing ---------------------------------------------------------------------------------------------------------


def _show(app: App, rows: Sequence[BacktestRow], form: str) -> None:
    if not rows:
        app.output.notice(tr("No past request matches."))
    if form not in PAGES:
        app.output.emit_view(View(TRIAL_FIELDS, rows), form)
        for line in backtest_page.notices(rows):
            app.output.notice(line)
    elif rows or form != "table":
        title = trn(
            "What the mode rules would have decided on {count} past request",
            "What the mode rules would have decided on {count} past requests",
            len(rows),
        )
        lines, sections = list(backtest_page.lines(rows)), backtest_page.sections(rows) if rows else []
        if form != "table":
            app.output.document(Document(app.output.command, [backtest_page.table(lines), *sections], title), form)
            return
        from aftersales.rendering.terminal import console as terminal

        terminal.backtest(terminal.console(sys.stdout, color=app.output.color), title, lines, sections)
