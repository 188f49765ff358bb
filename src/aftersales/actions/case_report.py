"""Everything known of one case, as a value."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aftersales.actions.claims import claim_list
from aftersales.actions.modes import auto_answers
from aftersales.actions.record import receipt
from aftersales.context.app import App
from aftersales.core.cases import transitions
from aftersales.core.cases.stored import StoredCase
from aftersales.core.claims.send_back import send_back_rule
from aftersales.core.clocks import buyer_window, platform_deadlines, snooze
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines import extension
from aftersales.core.deadlines.opening import opening_of_duty
from aftersales.core.modes import grade_suggestion
from aftersales.core.requests import buyers
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.queries import find
from aftersales.ledger.queries.buyers import histories
from aftersales.policies import library
from aftersales.rendering.fields.cases import CaseReport


def report(app: App, typed_case: str) -> CaseReport:
    """The case that was named, as it now stands. Raises NoSuchCase."""
    ledger = app.ledger.current()
    number = find.find_case(ledger, typed_case)
    row = _with_buyer(ledger, find.stored_case(ledger, number))
    facts, rules, derived = store.derive_case(ledger, number, app.rules.of(ledger))
    policy, zone = app.rules.policy(facts.shop, facts.market), ZoneInfo(rules.zone)
    barred = set()
    if opening_of_duty(derived.clocks, "appeal", app.now) is not None:
        barred.add("appeal")
    if extension.obstacle(derived, policy, app.now, zone) is not None:
        barred.add(extension.COMMAND)
    came_back = receipt.receipt_of(facts, row, derived, zone)
    times = buyer_window.Asked(row.opened_at, facts.delivered_at, facts.placed_at)
    return CaseReport(
        row,
        derived,
        app.now,
        zone,
        rules.staff.zone if rules.staff else None,
        buyer_window.eligibility(policy, times, zone),
        [command for command in _possible(row.kind, derived) if command not in barred],
        snooze.snoozed_until(derived.clocks, app.now),
        buyer_window.window_ends(policy, times, zone),
        came_back.items if came_back else (),
        grade_suggestion.suggest(came_back, policy.grade_rules) if came_back and _is_unsettled(derived) else None,
        claim_list.claim_hint(app, facts, derived),
        auto_answers.answer_of(app, facts, zone),
        send_back_rule(facts, policy) if _may_be_called(derived) else None,
    )


def _may_be_called(derived: Derived) -> bool:
    """Whether customer service may still call for refused goods to go back."""
    return derived.state.parcel == "refused" and derived.state.send_back == "none"


def _is_unsettled(derived: Derived) -> bool:
    """Whether a suggestion can still be followed: nothing is refunded or refused, or an appeal can be filed."""
    state = derived.state
    if "quick-refund" in state.flags:
        return state.appeal == "none"
    return not state.settled and state.money != "refunded" and state.parcel != "refused"


def _with_buyer(ledger: Connection, row: StoredCase) -> StoredCase:
    """The case with the best name of its buyer, and what is known of them."""
    return row._replace(
        buyer=buyers.more_specific_name(row.ordered_by, row.buyer, newer=True),
        buyer_counts=buyers.counts_of(histories(ledger, [row.id]), library.defective).get(row.id),
    )


def _possible(kind: str, derived: Derived) -> list[str]:
    """The commands that are possible now; for a return without a mode, `choose` comes first."""
    asked = platform_deadlines.awaits_decision(derived.clocks)
    compares = ["choose"] if transitions.mode_is_open(kind, derived.state, asked=asked) else []
    return [*compares, *transitions.possible_commands(kind, derived.state, asked=asked)]
