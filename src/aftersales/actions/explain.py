"""A case's clocks, each with its explanation."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from aftersales.actions.modes import auto_answers
from aftersales.context.app import App
from aftersales.core.auto_rules import auto_rule
from aftersales.core.cases.model import Case
from aftersales.core.clocks import buyer_window
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived, derive
from aftersales.core.deadlines import act_by
from aftersales.core.rules.policy import Policy
from aftersales.language import mark, tr
from aftersales.ledger.derived import store
from aftersales.ledger.facts.records import load
from aftersales.ledger.queries import find
from aftersales.rendering.fields.explain import Explained, ExplainedGrades

_SETTLED = mark(
    "The case was settled under rules that have changed since. This is what they said then; it is not recalculated."
)


def clocks_of(app: App, number: int) -> Explained:
    """Every clock of a case with its explanation; of a case settled under older rules what those said."""
    rules = app.rules.of(app.ledger.current())[find.stored_case(app.ledger.current(), number).shop]
    facts = next(load(app.ledger.current(), [number], trust=rules.trust))
    policy, zone = app.rules.policy(facts.shop, facts.market), ZoneInfo(rules.zone)
    answer = auto_answers.answer_of(app, facts, zone)
    step = None if answer is None else tr("{sentence}.", sentence=answer.sentence(zone, app.now))
    derived = auto_rule.with_auto_answer(derive(facts, policy, zone, why=True), answer, step)
    clocks = act_by.with_act_by(_with_window(derived, facts, policy, zone), rules.staff)
    stored = store.settled_before(app.ledger.current(), number, rules)
    if stored is not None and _outline(stored) != _outline(clocks):
        return Explained(tuple(c._replace(why=(tr(_SETTLED),)) for c in stored), policy, app.now, zone, None)
    return Explained(clocks, policy, app.now, zone, rules.staff)


def suggestion_of(app: App, number: int) -> ExplainedGrades | None:
    """What the grades of a case's receipt suggest, and why; None where nothing was graded."""
    from aftersales.actions.record import receipt  # lazy: few cases have one
    from aftersales.core.modes import grade_suggestion

    ledger = app.ledger.current()
    case, rules, derived = store.derive_case(ledger, number, app.rules.of(ledger))
    came_back = receipt.receipt_of(case, find.stored_case(ledger, number), derived, ZoneInfo(rules.zone))
    if came_back is None:
        return None
    suggestion = grade_suggestion.suggest(came_back, app.rules.policy(case.shop, case.market).grade_rules)
    return None if suggestion is None else ExplainedGrades(came_back.items, suggestion)


def _with_window(derived: Derived, case: Case, policy: Policy, zone: ZoneInfo) -> list[Clock]:
    """The clocks; those for an answer say too whether the buyer asked in time."""
    sentence = buyer_window.of_case(derived.timeline, case, policy, zone)
    if not sentence:
        return list(derived.clocks)
    step = tr("Buyer window (it does not refuse a late request by itself): {sentence}.", sentence=sentence)
    return [c._replace(why=(*c.why, step)) if c.duty == "respond" else c for c in derived.clocks]


def _outline(clocks: Iterable[Clock]) -> list[tuple[object, ...]]:
    return [(c.duty, c.owner, c.rule, c.started_at, c.due, c.stopped_at) for c in clocks]
