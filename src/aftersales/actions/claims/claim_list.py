"""Claims of all cases, and what speaks for one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record.refund import compensated
from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.claims.claim import ParcelClaim, newest_claim
from aftersales.core.claims.prospect import Prospect, hint
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import Money
from aftersales.ledger.derived import store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.queries import claims as queries
from aftersales.rendering.fields.claims.rows import ClaimRow

_NO_CLAIM = ParcelClaim("", "", "")  # the list asks only for cases on which one was opened


def claim_rows(app: App, shop: str | None) -> list[ClaimRow]:
    """Every case with a claim, of one shop or of all: those that wait for the seller first, then by deadline."""
    ledger = app.ledger.current()
    ids = queries.claimed_cases(ledger, shop)
    cases = store.with_rules(ledger, ids, app.rules.of(ledger)) if ids else ()
    rows = [_row(case, rules.derive(case), rules, app.now) for case, rules in cases]
    return sorted(rows, key=lambda row: (row.due is None, row.due or row.opened_at, row.case))


def _row(case: Case, derived: Derived, rules: ShopRules, now: datetime) -> ClaimRow:
    events = [happening.event for happening in derived.timeline.happenings]
    claim, known = newest_claim(events) or _NO_CLAIM, case.amount or case.order_amount
    zone, currency = ZoneInfo(rules.zone), known.currency if known else rules.currency
    waits = [c for c in derived.clocks if c.stopped_at is None and c.started_by in ("claim.opened", "claim.submitted")]
    clock = min(waits, key=lambda c: c.due, default=None)
    won = [event.data["amount"] for event in events if event.name == "claim.won"]
    return ClaimRow(
        case=case.id,
        shop=case.shop,
        order=case.order,
        kind=case.kind,
        state=derived.state.claim,
        on=claim.on,
        because=claim.because,
        parcel=claim.parcel,
        asked=None if claim.asked is None else Money(claim.asked, currency),
        won=Money(sum(won), currency) if won else None,
        opened_at=(claim.opened_at or now).astimezone(zone),
        due=clock.due.astimezone(zone) if clock else None,
        opens=clock.opens_at.astimezone(zone) if clock and clock.opens_at and clock.opens_at > now else None,
        rule=clock.rule if clock else None,
    )


def claim_hint(app: App, case: Case, derived: Derived) -> Prospect | None:
    """The claim that a case's facts support now, less what TikTok has paid by itself; None if there is none."""
    group = proof_steps.reason_group(case)
    claimable = hint(case, derived, app.rules.policy(case.shop, case.market), group, app.now)
    asked = claimable.claim.asked if claimable is not None else None
    if claimable is None or asked is None:
        return claimable
    left = asked - compensated(app.ledger.current(), case)
    return claimable._replace(claim=claimable.claim._replace(asked=left)) if left > 0 else None
