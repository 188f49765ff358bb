"""Mode rules for requests without a mode, such as refunds and cancellations."""

from __future__ import annotations

from datetime import datetime

from aftersales import text
from aftersales.actions.modes import compare, rules
from aftersales.actions.modes.rules import RequestInLedger, RequestMatter
from aftersales.actions.record import approve as approval
from aftersales.actions.record.case_view import CaseView, Step
from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.modes import rule_decision
from aftersales.core.modes.rule import APPROVE, ASK
from aftersales.core.modes.rule_decision import ModeDecision
from aftersales.core.money import entered as entered_money
from aftersales.core.requests import buyers, reasons
from aftersales.core.vocabulary import COSTLY_KINDS, REQUEST_KINDS
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import buyers as buyer_queries
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.policies import library

KINDS = tuple(kind for kind in REQUEST_KINDS if kind != "return")


class GatheredRequest(NamedTuple):
    """A request as rules see it, and what went back on its order by other cases, in minor units."""

    about: RequestInLedger
    matter: RequestMatter
    refunded: int


def gathered(ledger: Connection, case: Case, row: StoredCase) -> GatheredRequest:
    """What the rules and their guard need to know of a request."""
    table = library.reasons()
    matter = RequestMatter(
        reasons.group(case.reason, table, case.reason_code),
        reasons.fault(case.reason, table, case.reason_code),
        buyers.counts_of(buyer_queries.histories(ledger, [case.id]), library.defective).get(case.id),
    )
    refunded = find.refunded_on_order(ledger, case.shop, case.order, case.id)
    return GatheredRequest(RequestInLedger(case, row, compare.goods(row)), matter, refunded)


def decision(app: App, ledger: Connection, case: Case, at: datetime) -> ModeDecision | None:
    """What the mode rules come to for a request that is decided at an instant (UTC); None where there are none, or its
    kind has modes. Raises ConfigError for mistakes in them.
    """
    if case.kind not in KINDS or not app.configuration.mode_rules:
        return None
    request = gathered(ledger, case, find.stored_case(ledger, case.id))
    row, asked = request.about.row, case.amount or case.order_amount
    facts = rules.facts(app, ledger, request.about, request.matter, asked, at)
    decided = rule_decision.decide(app.configuration.mode_rules, facts, rules.times(ledger, row, at))
    return guarded(app, decided, request)


def guarded(app: App, decided: ModeDecision, request: GatheredRequest) -> ModeDecision:
    """The decision, unless something speaks against it that a person should look at: the seller is asked then."""
    case = request.about.case
    if not decided.decides:
        return decided
    asked = case.amount or case.order_amount
    rule = next(rule for rule in app.configuration.mode_rules if rule.id == decided.rule)
    marks = buyers.buyer_flags(request.matter.buyer).values()
    why = None
    if case.kind in COSTLY_KINDS and marks and rule.buyer != "flagged":
        why = tr("check this buyer first ({marks})", marks=text.clauses(marks))
    elif case.kind == "refund" and asked is not None:
        why = entered_money.refund_refusal(asked, case.order_amount, request.refunded)
    if why is None:
        return decided
    why = tr("it says {mode}, but {reason}", mode=APPROVE, reason=why)
    return decided._replace(verdict="ask", why=why, mode=ASK)


def ruled(app: App, view: CaseView) -> Step:
    """The approval that the mode rules decide. Raises TransitionRefused where they don't, or it makes no sense."""
    if view.derived.state.decision == "offered":
        raise view.refusal(tr(compare.OFFERED))
    step = approval.approval_step(view, None, None)
    decided = decision(app, view.ledger, view.case, view.at)
    if decided is None or not decided.decides:
        raise view.refusal(decided.sentence() if decided else tr(compare.NO_RULES))
    return _by_rule(step, decided)


def approved(app: App, view: CaseView) -> Step:
    """The approval of a person who saw what the rules say: by rule where a rule says the same."""
    step = approval.approval_step(view, None, None)
    decided = decision(app, view.ledger, view.case, view.at)
    return _by_rule(step, decided) if decided is not None and decided.decides else step


def _by_rule(step: Step, decided: ModeDecision) -> Step:
    step.data = {**step.data, "rule": decided.rule}
    return step
