"""Cases whose facts speak for a claim that nobody opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import ClaimChance, ReportSpan
from aftersales.ledger.log import report_news
from aftersales.ledger.log.report_news import NewsScope

if TYPE_CHECKING:
    from aftersales.core.cases.model import Case
    from aftersales.core.claims.prospect import Prospect
    from aftersales.ledger.derived.store import ShopRules

_MOST = 200  # cases that are looked at: each is derived anew


def chances(app: App, scope: NewsScope, span: ReportSpan, *, only_new: bool) -> list[ClaimChance]:
    """The claims that could be made, the first window to close first. `only_new`: those alone for which nothing spoke
    when the report before was made.
    """
    ledger = app.ledger.current()
    ids = report_news.claimable(ledger, scope)[:_MOST]
    if not ids:  # usual, and what follows loads much
        return []
    from aftersales.actions.claims import claim_list
    from aftersales.ledger.derived import store

    hints = []
    for case, rules in store.with_rules(ledger, ids, app.rules.of(ledger)):
        hint = claim_list.claim_hint(app, case, rules.derive(case))
        if hint is not None and not (only_new and _was_told(app, case, rules, span)):
            hints.append(_chance(case, hint, ZoneInfo(rules.zone)))
    return sorted(hints, key=lambda chance: (chance.due is None, chance.due or app.now, chance.case))


def _was_told(app: App, case: Case, rules: ShopRules, span: ReportSpan) -> bool:
    """Whether the facts spoke for a claim already at the report before."""
    from aftersales.actions.record import evidence
    from aftersales.core.claims import prospect
    from aftersales.ledger.log.past import cases_then

    policy, group = app.rules.policy(case.shop, case.market), evidence.reason_group(case)
    for then in cases_then(app.ledger.current(), [case.id], span.write, trust=rules.trust):
        return prospect.hint(then, rules.derive(then), policy, group, span.since) is not None
    return False


def _chance(case: Case, hint: Prospect, zone: ZoneInfo) -> ClaimChance:
    claim, known = hint.claim, case.amount or case.order_amount
    money = Money(claim.asked, known.currency) if claim.asked is not None and known is not None else None
    due = hint.due.astimezone(zone) if hint.due is not None else None
    return ClaimChance(case.id, case.shop, case.kind, claim.on, claim.because, due, money)
