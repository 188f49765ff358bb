"""The page of a case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.stored import StoredCase
from aftersales.core.cases.timeline import is_parcel_undated
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines.urgency import out_of_hours
from aftersales.core.modes.grade_suggestion import GradeSuggestion
from aftersales.core.money.amount import optional_money
from aftersales.core.recovery import recovery
from aftersales.core.requests import buyers, receipt
from aftersales.core.time.length import length_words
from aftersales.core.vocabulary import REQUEST_KINDS, UNDECIDED, label, origin_text, state_label
from aftersales.language import mark, tr
from aftersales.rendering import durations, phrases
from aftersales.rendering.fields.cases import CaseReport
from aftersales.rendering.fields.claims import hint as claim_hint
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import timeline as timeline_page

_MOST_SAID = 600  # characters of a text that strangers wrote


def case_sections(report: CaseReport) -> list[Section]:
    """The sections of a case's page."""
    row, derived, now, zone, could = report.case, report.derived, report.now, report.zone, list(report.possible)
    if any(c.duty == "check" and c.stopped_at is None for c in derived.clocks):
        could.append("confirm")
    if is_parcel_undated(derived.timeline) and "shipped" not in could:
        could.insert(0, "shipped")
    needs = {**_NEEDS, "shipped": " --at WHEN"} if is_parcel_undated(derived.timeline) else _NEEDS
    running, currency = _running(derived, now, zone, report.staff_zone), row.any_currency
    return [
        Section(
            tr("Case {case}: {kind}", case=row.id, kind=label(row.kind)),
            [(name, value) for name, value in _about(row, report.buyer_window) if value],
        ),
        Section(tr("Where it stands"), _stands(report)),
        Section(tr("Deadlines"), running, [] if running else [_none_running(report)]),
        Section(
            tr("Timeline"),
            (),
            [timeline_page.line(event, mark, zone, currency) for event, mark in phrases.marked_events(derived)],
        ),
        Section(
            tr("Possible now"),
            (),
            [f"aftersales {c} {row.id}{needs.get(c, '')}" for c in (*could, *_draft(row, could))] or [tr("Nothing.")],
        ),
    ]


# The required options of commands.
_NEEDS = {
    "offer": " --amount A",
    "reject": ' --reason "…"',
    "refused": ' --reason "…"',
    "close": ' --reason "…"',
    "ruled": " --for seller|buyer|nobody",
    "claim won": " --amount A",
    "order tracking": ' --news "…"',
    "send-back sent": " --tracking T --postage A",
    "review offer": ' --what "…"',
    "review resolve": ' --result "…"',
}


def _draft(row: StoredCase, could: Collection[str]) -> tuple[str, ...]:
    """`draft`, of a request or a review on which something can still be done."""
    return ("draft",) if could and row.kind in (*REQUEST_KINDS, "review") else ()


def _about(row: StoredCase, inside: str) -> list[tuple[str, str]]:
    paid, asked = row.order_total, row.asked
    order = [row.order or tr("not known"), tr("{money} paid", money=paid) if paid else tr("not in the ledger")]
    order += [status] if (status := row.order_raw_status or row.order_status) else []
    request, postage = row.kind in REQUEST_KINDS, row.postage
    return [
        (tr("shop"), text.remarked(row.shop, row.market)),
        (tr("order"), text.enumerated(order) if request or row.order else ""),
        (tr("ref"), row.ref or (tr("none yet: recorded by hand") if request else "")),
        (tr("asked"), str(asked) if asked else tr("not known") if request else ""),
        (tr("product") if row.kind != "routine" else tr("what"), row.product or tr("not known")),
        (tr("variation"), text.excerpt(row.variation, _MOST_SAID)),
        (tr("sku"), row.sku or ""),
        (tr("quantity"), str(row.quantity or "")),
        (tr("reason"), row.reason or ""),
        (tr("buyer's note"), text.excerpt(row.buyer_note or "", _MOST_SAID)),
        (tr("buyer"), row.buyer or ""),
        (tr("order message"), text.excerpt(row.buyer_message or "", _MOST_SAID)),
        (tr("tracking"), row.tracking or ""),
        (tr("sent with"), row.combined_ref or ""),
        (tr("postage"), tr("{money} paid by you for the return", money=postage) if postage else ""),
        *_order_facts(row),
        (tr("buyer window"), inside if row.kind != "returned-to-sender" else ""),
        (tr("known from"), origin_text(row.origin)),
    ]


def _order_facts(row: StoredCase) -> list[tuple[str, str]]:
    """What is special about the order; of an ordinary one nothing. What was asked of it, its request says itself."""
    return [
        (tr("order type"), row.order_type if row.order_type not in (None, "regular") else ""),
        (tr("handling time"), row.handling or ""),
        (tr("shipped by"), row.shipping_type or ""),
        (tr("order shows"), text.excerpt(row.after_sale or "", _MOST_SAID) if row.kind == "delivery" else ""),
    ]


def _platform_texts(row: StoredCase) -> list[tuple[str, str]]:
    """The platform's own words beside the status. Those of the status itself stand with it."""
    paid = [part for part in (row.compensation_status, str(row.compensated) if row.compensated else "") if part]
    facts = [
        (tr("dispute"), row.dispute_status or ""),
        (tr("appeal shown"), row.appeal_status or ""),
        (tr("compensation"), text.enumerated(paid)),
    ]
    return [(name, text.excerpt(value, _MOST_SAID)) for name, value in facts if value]


def _none_running(report: CaseReport) -> str:
    """Why nothing is to be done now."""
    if report.auto_answer is not None and report.auto_answer.waits(report.now):
        return tr("Seller Center answers it by your automatic rule.")
    return phrases.no_clock(report.case).capitalize()


def _stands(report: CaseReport) -> list[tuple[str, str]]:
    row, derived, zone = report.case, report.derived, report.zone
    state, latest = derived.state, derived.timeline.latest
    back = optional_money(state.refunded or None, row.any_currency)
    money = label(state.money)
    money = tr("{state} ({refunded} so far)", state=money, refunded=back) if back else money
    decided = row.kind != "returned-to-sender"  # nobody asked for anything
    facts = [
        *([(tr("decision"), label(state.decision))] if decided else []),
        (tr("parcel"), label(state.parcel)),
        *([(tr("money"), money)] if decided else []),
        *[(tr("came back"), text.clauses(map(receipt.in_words, report.items))) for _ in report.items[:1]],
        *([(tr("suggested"), _suggested(report.suggestion))] if report.suggestion else []),
        *([(tr("mode"), label(state.mode))] if row.kind == "return" or state.mode != UNDECIDED else []),
        *([(tr("attempt"), str(state.attempt))] if decided else []),
        *([(tr("offered"), str(optional_money(state.offered, row.currency)))] if state.offered is not None else []),
        *([(tr("arbitration"), label(state.arbitration))] if state.arbitration != "none" else []),
        *([(tr("appeal"), state_label("appeal", state.appeal))] if state.appeal != "none" else []),
        *([(tr("cause"), label(state.cause))] if state.cause else []),
        (tr("open"), tr("no") if state.settled else tr("yes")),
    ]
    facts += [*_automatic(report), *_claims(report)]
    if flags := report.flags:
        of_buyer = buyers.buyer_flags(row.buyer_counts)
        facts.append((tr("note"), text.clauses(of_buyer.get(f) or phrases.flag_text(f) for f in flags)))
    facts += _platform_texts(row)
    if latest is not None:
        facts.append(
            (
                tr("the platform shows"),
                tr(
                    "{status}, as of {moment}", status=latest.raw, moment=text.moment(latest.last_seen.astimezone(zone))
                ),
            )
        )
    return facts


def _suggested(suggestion: GradeSuggestion) -> str:
    """What the grades suggest, and the command that records it."""
    return text.labelled(suggestion.sentence, suggestion.command) if suggestion.command else suggestion.sentence


def _automatic(report: CaseReport) -> list[tuple[str, str]]:
    """What Seller Center answers by an automatic rule."""
    if report.auto_answer is None:
        return []
    return [(tr("automatic"), report.auto_answer.sentence(report.zone, report.now))]


def _claims(report: CaseReport) -> list[tuple[str, str]]:
    """What an appeal can win back; how far a claim is, or that one could be made; and what both have brought."""
    state, won = report.derived.state, optional_money(report.winnable, report.case.any_currency)
    facts = [(tr("to win back"), tr("{money}, if an appeal is granted", money=won))] if won else []
    facts += [(tr("claim"), state_label("claim", state.claim))] if state.claim != "none" else []
    if report.claim is not None:
        facts.append((tr("claim"), claim_hint.sentence(report.claim, report.now, report.zone)))
        facts.append(("", claim_hint.command(report.case.id, report.claim)))
    return [*facts, *_sending_back(report), *_recovered(report)]


def _sending_back(report: CaseReport) -> list[tuple[str, str]]:
    """How far refused goods are on their way back to the buyer, or that customer service may call for them."""
    if report.send_back is None:
        state = report.derived.state.send_back
        return [(tr("sending back"), label(state))] if state != "none" else []
    length = length_words(report.send_back.terms[-1].whole_length)
    return [
        (tr("sending back"), tr("when customer service calls, the goods go back within {length}", length=length)),
        ("", tr("aftersales send-back called {case}", case=report.case.id)),
    ]


def _recovered(report: CaseReport) -> list[tuple[str, str]]:
    """What claims, appeals and reimbursed postage of the case have brought, and what of it not."""
    sums = recovery(report.derived.state.refunded, [h.event for h in report.derived.timeline.happenings])
    parts = (
        (mark("won {money}"), sums.won),
        (mark("lost {money}"), sums.lost),
        (mark("still open {money}"), sums.pending),
    )
    currency = report.case.any_currency
    texts = [tr(part, money=money) for part, minor in parts if (money := optional_money(minor or None, currency))]
    return [(tr("brought back"), text.clauses(texts))] if texts else []


def _running(derived: Derived, now: datetime, zone: ZoneInfo, staff: ZoneInfo | None) -> list[tuple[str, str]]:
    """The duties in sight, each with its deadline, its outcome, and the last moment at which the staff can act."""
    return [
        (
            phrases.owned_duty(clock.duty, clock.owner),
            text.clauses(filter(None, (_due(clock, now, zone), _act_by(clock, staff), _snoozed(clock, now, zone)))),
        )
        for clock in derived.clocks
        if clock.in_sight(now)
    ]


def _due(clock: Clock, now: datetime, zone: ZoneInfo) -> str:
    due, outcome = text.moment(clock.due.astimezone(zone)), _outcome(clock)
    if clock.opens_at is not None and clock.opens_after(now):
        opens = phrases.opens_text(clock.duty, text.moment(clock.opens_at.astimezone(zone)))
        return tr("{opens}, until {due}: {outcome}", opens=opens, due=due, outcome=outcome)
    if clock.opens_at is not None and clock.due >= now:
        since = text.moment(clock.opens_at.astimezone(zone))
        return tr("open since {since}, until {due}: {outcome}", since=since, due=due, outcome=outcome)
    length = durations.in_words(clock.due - now)
    if clock.due < now:
        return tr("{due}, passed {length} ago: {outcome}", due=due, length=length, outcome=outcome)
    return tr("{due}, {length} left: {outcome}", due=due, length=length, outcome=outcome)


def _outcome(clock: Clock) -> str:
    outcome = phrases.outcome_text(clock.outcome)
    if clock.outcome == "none":
        return tr("your own target")
    if clock.outcome == "unknown":
        return outcome
    return tr("{condition}, {outcome}", condition=phrases.unless(clock.owner), outcome=outcome)


def _act_by(clock: Clock, staff: ZoneInfo | None) -> str:
    if staff is None or clock.act_by is None:
        return ""
    moment = text.placed(clock.act_by.astimezone(staff))
    if out_of_hours(clock.started_at, clock.act_by):
        return tr("no staff before that; last staffed {moment}", moment=moment)
    return tr("act by {moment}", moment=moment)


def _snoozed(clock: Clock, now: datetime, zone: ZoneInfo) -> str:
    until = clock.snoozed_until
    if until is None or until <= now:
        return ""
    return tr("snoozed until {moment}", moment=text.moment(until.astimezone(zone)))
