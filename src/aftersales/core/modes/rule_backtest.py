"""Mode rules tried on past requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aftersales.core.modes.rule import ModeRule, RequestFacts
from aftersales.core.modes.rule_decision import ModeDecision, decide
from aftersales.core.money.amount import Money
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple


class PastReturn(NamedTuple):
    """A decided request: when, for whom, and the facts for rules; `facts` is None if no amount is known."""

    at: datetime
    buyer: str | None
    facts: RequestFacts | None


class BacktestResult(NamedTuple):
    """A past request: the rules' decision, the mode that was really chosen (`done`), and the cost of both.

    `was` is the cost of what was done, `would` of the rules' mode; None if not known.
    """

    currency: str
    decision: ModeDecision
    done: str
    was: Money | None
    would: Money | None

    @property
    def difference(self) -> Money | None:
        """How much more the rules would have cost; negative for less."""
        if self.was is None or self.would is None:
            return None
        return Money(self.would.minor - self.was.minor, self.currency)


class BacktestTotal(NamedTuple):
    """The totals in one currency.

    Of the requests that a rule decides, `same` were answered as the rule says, and `priced` have both costs known;
    `was` and `would` are the sums over those.
    """

    currency: str
    returns: int
    decides: int
    same: int
    ask: int
    conflict: int
    none: int
    priced: int
    was: Money
    would: Money

    @property
    def difference(self) -> Money:
        """How much more the rules would have cost; negative for less."""
        return Money(self.would.minor - self.was.minor, self.currency)


def replay(
    rules: Sequence[ModeRule], pasts: Sequence[PastReturn], guard: Callable[[int, ModeDecision], ModeDecision]
) -> list[ModeDecision]:
    """The rules' decision for each of the requests, which are in order of time.

    `guard` checks whether the mode of the nth decision is available, as `if_available` does. A rule's cap counts the
    decisions that the rule itself would have made before.
    """
    before: dict[tuple[str, str], list[datetime]] = {}
    decisions = []
    for n, past in enumerate(pasts):
        if past.facts is None:
            decisions.append(ModeDecision("none", tr("the amounts of the refund and the order are unknown")))
            continue

        def times(rule: ModeRule, past: PastReturn = past) -> int | None:
            if past.buyer is None:
                return None
            return sum(past.at - at < rule.per for at in before.get((rule.id, past.buyer), ()))

        decision = decide(rules, past.facts, times)
        decision = guard(n, decision) if decision.decides else decision
        if decision.decides and decision.rule and past.buyer is not None:
            before.setdefault((decision.rule, past.buyer), []).append(past.at)
        decisions.append(decision)
    return decisions


def totals(outcomes: Sequence[BacktestResult]) -> list[BacktestTotal]:
    """The totals of each currency, in the order in which the currencies appear."""
    return [_total(c, [o for o in outcomes if o.currency == c]) for c in dict.fromkeys(o.currency for o in outcomes)]


def _total(currency: str, outcomes: Sequence[BacktestResult]) -> BacktestTotal:
    decided = [o for o in outcomes if o.decision.decides]
    priced = [(o.was.minor, o.would.minor) for o in decided if o.was is not None and o.would is not None]
    count = [o.decision.verdict for o in outcomes].count
    return BacktestTotal(
        currency,
        returns=len(outcomes),
        decides=len(decided),
        same=sum(o.decision.mode == o.done for o in decided),
        ask=count("ask"),
        conflict=count("conflict"),
        none=count("none"),
        priced=len(priced),
        was=Money(sum(was for was, _ in priced), currency),
        would=Money(sum(would for _, would in priced), currency),
    )


def summary_lines(total: BacktestTotal) -> list[tuple[str, str]]:
    """The totals as pairs of name and text."""
    asked = total.ask + total.conflict
    lines = [
        (tr("requests"), tr("{returns} in {currency}", returns=total.returns, currency=total.currency)),
        (tr("a rule decides"), tr("{decides}, {same} of them as you did", decides=total.decides, same=total.same)),
        (
            tr("you are asked"),
            tr("{asked}, {conflict} by conflict", asked=asked, conflict=total.conflict)
            if total.conflict
            else str(asked),
        ),
        (tr("no rule applies"), str(total.none)),
    ]
    if not total.decides:
        return lines
    if total.priced:
        lines.append((tr("expected cost"), _cost_text(total)))
    if unknown := total.decides - total.priced:
        lines.append((tr("cost unknown"), tr("{unknown} of those a rule decides; not in the sums", unknown=unknown)))
    return lines


def _cost_text(total: BacktestTotal) -> str:
    """What was spent, what the rules would have spent, and how they differ."""
    difference = total.difference.minor
    amount = Money(abs(difference), total.currency)
    if not difference:
        return tr("{was} by your choices, {would} by the rules: the same", was=total.was, would=total.would)
    if difference < 0:
        return tr(
            "{was} by your choices, {would} by the rules: {amount} less",
            was=total.was,
            would=total.would,
            amount=amount,
        )
    return tr(
        "{was} by your choices, {would} by the rules: {amount} more", was=total.was, would=total.would, amount=amount
    )
