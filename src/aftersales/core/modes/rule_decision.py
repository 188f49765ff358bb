"""What mode rules decide about a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from aftersales import text
from aftersales.core.modes.comparison import Mode
from aftersales.core.modes.formulas import round_half_up
from aftersales.core.modes.rule import ASK, NOT_KNOWN, ModeRule, RequestFacts, conditions, duration_text, rule_applies
from aftersales.core.money.amount import Money, exponent
from aftersales.core.vocabulary import label, mode_label
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple


class ModeDecision(NamedTuple):
    """The decision of the rules about a request, with the reason in words.

    `verdict` is "decides", "ask" (`rule` says so, or can't decide), "conflict" (the rules in `applicable` disagree) or
    "none". `mode` is a mode, "approve", "ask", or None if no rule applies.
    """

    verdict: str
    why: str
    rule: str | None = None
    mode: str | None = None
    offer: Money | None = None
    applicable: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether a rule decides the request."""
        return self.verdict == "decides"

    def sentence(self) -> str:
        """The decision as a sentence without its full stop."""
        if self.decides:
            if self.offer:
                return tr(
                    "{rule} says {mode} of {offer} ({reason})",
                    rule=self.rule,
                    mode=mode_label(self.mode or ""),
                    offer=self.offer,
                    reason=self.why,
                )
            return tr(
                "{rule} says {mode} ({reason})", rule=self.rule, mode=mode_label(self.mode or ""), reason=self.why
            )
        if self.verdict == "ask":
            return tr("{rule} leaves it to you: {reason}", rule=self.rule, reason=self.why)
        return (
            tr("the rules disagree: {reason}", reason=self.why)
            if self.verdict == "conflict"
            else tr("no rule applies: {reason}", reason=self.why)
        )


def disagree(rule: ModeRule, other: ModeRule) -> bool:
    """Whether two rules give different results for a request that both are for. They don't if one of them asks: it
    always wins.
    """
    if ASK in (rule.mode, other.mode) or not set(rule.for_kinds) & set(other.for_kinds):
        return False
    return _result(rule) != _result(other)


def _result(rule: ModeRule) -> tuple[object, ...]:
    """What a rule decides: mode, offer with its currency, and cap."""
    return rule.mode, rule.offer, _offer_currency(rule), rule.most, rule.per if rule.most else None


def _offer_currency(rule: ModeRule) -> str | None:
    """The currency of a rule's offer; None for a share or no offer."""
    return rule.currency if rule.offer and not rule.offer.percent else None


def decide(rules: Sequence[ModeRule], facts: RequestFacts, times: Callable[[ModeRule], int | None]) -> ModeDecision:
    """The decision of the rules about a request.

    A rule with "ask" wins over all others. Else all rules that apply must give the same result, or the seller is asked.
    `times` gives how often a rule has decided for this buyer within its `per`, None if the buyer is not known. The mode
    is a proposal until `if_available` has checked it.
    """
    rules = [rule for rule in rules if facts.kind in rule.for_kinds]
    applicable = [rule for rule in rules if rule_applies(rule, facts)]
    ids = tuple(rule.id for rule in applicable)
    if not applicable:
        return ModeDecision("none", _why_none(rules, facts))
    first = next((rule for rule in applicable if rule.mode == ASK), applicable[0])
    why = text.clauses(condition.text for condition in conditions(first, facts)) or tr("it has no conditions")
    if first.mode == ASK:
        return ModeDecision("ask", why, first.id, ASK, None, ids)
    if any(disagree(*pair) for pair in combinations(applicable, 2)):
        why = tr("{rules} apply", rules=text.together(text.remarked(rule.id, rule.summary) for rule in applicable))
        return ModeDecision("conflict", why, None, ASK, None, ids)
    first = next((rule for rule in applicable if facts.state in rule.states), first)
    why = text.clauses(condition.text for condition in conditions(first, facts)) or tr("it has no conditions")
    if reason := _dispatched(first, facts) or _cap_reached(first, times):
        return ModeDecision("ask", reason, first.id, ASK, None, ids)
    offer = offered_amount(first, facts)
    if first.offer is not None and offer is None and facts.refund is not None:
        why = tr(
            "its offer is in {rule_currency}, the refund in {refund_currency}",
            rule_currency=first.currency or facts.home,
            refund_currency=facts.refund.currency,
        )
        return ModeDecision("ask", why, first.id, ASK, None, ids)
    return ModeDecision("decides", why, first.id, first.mode, offer, ids)


def _why_none(rules: Sequence[ModeRule], facts: RequestFacts) -> str:
    """The first condition that does not hold, of each rule; of three rules at most."""
    reasons = [
        text.labelled(r.id, next(condition.text for condition in conditions(r, facts) if not condition.holds))
        for r in rules
    ]
    if not reasons:
        return tr("there is none for this kind, {kind}", kind=label(facts.kind))
    shown = text.clauses(reasons[:3])
    return tr("{reasons}; and {more} more", reasons=shown, more=len(reasons) - 3) if len(reasons) > 3 else shown


def _dispatched(rule: ModeRule, facts: RequestFacts) -> str | None:
    """Why a cancellation is not approved unseen: its order may be on its way, and no rule said that this is meant."""
    if facts.kind != "cancellation" or not facts.dispatched or facts.state in rule.states:
        return None
    if facts.state == NOT_KNOWN:
        return tr(
            'it is not known whether the order was dispatched, and the rule has no order = "{state}"', state=NOT_KNOWN
        )
    return tr(
        'the order is {status}, and the rule has no order = "{state}"',
        status=label(facts.state).replace("-", " "),
        state=facts.state,
    )


def _cap_reached(rule: ModeRule, times: Callable[[ModeRule], int | None]) -> str | None:
    """Why the rule's cap is reached for this buyer, or the buyer not known; None if it may decide."""
    if rule.most is None:
        return None
    count = times(rule)
    time = duration_text(rule.per)
    if count is None:
        return trn(
            "it decides {count} time in {time} for a buyer, and the buyer is unknown",
            "it decides {count} times in {time} for a buyer, and the buyer is unknown",
            rule.most,
            time=time,
        )
    if count < rule.most:
        return None
    return trn(
        "it has already decided {count} time in {time} for this buyer",
        "it has already decided {count} times in {time} for this buyer",
        rule.most,
        time=time,
    )


def offered_amount(rule: ModeRule, facts: RequestFacts) -> Money | None:
    """The offer of a rule for this return, half a minor unit rounded up.

    None if the rule has no offer, or if its amount is in another currency than the refund.
    """
    if rule.offer is None or facts.refund is None:
        return None
    if rule.offer.percent:
        share = Fraction(facts.refund.minor) * Fraction(rule.offer.number) / 100
        return Money(round_half_up(share), facts.refund.currency)
    if (rule.currency or facts.home) != facts.refund.currency:
        return None
    return Money(
        round_half_up(Fraction(rule.offer.number) * 10 ** exponent(facts.refund.currency)), facts.refund.currency
    )


def if_available(decision: ModeDecision, modes: Mapping[str, Mode]) -> ModeDecision:
    """The decision if its mode is available; else the seller is asked, with the reason."""
    mode = modes.get(decision.mode or "")
    if not decision.decides or mode is None or mode.available:
        return decision
    why = tr("it says {mode}, but {reason}", mode=mode_label(decision.mode or ""), reason=mode.why_not)
    return decision._replace(verdict="ask", why=why, mode=ASK, offer=None)
