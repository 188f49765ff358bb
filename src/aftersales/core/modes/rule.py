"""Decides which of the seller's mode rules settles a return, and says why; leaves how rules are written to `rule_file`,
whether two of them clash to `rule_conflicts`, and whether the mode is to be had to `modes`.

A rule decides where all its conditions hold. A rule that asks beats every other: it is the seller's own brake. Of
those that decide, all must come to the same; else it is asked. What a rule says is a proposal until `guarded` has seen
that the mode is to be had: no rule forces a mode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from aftersales.core.modes.comparison import Mode
from aftersales.core.modes.figures import Costs
from aftersales.core.modes.formulas import round_half_up
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests import reasons as request_reasons
from aftersales.core.rules.policy import LIMITS, within_limit
from aftersales.record import NamedTuple
from aftersales.text import few

ASK = "ask"


class Offer(NamedTuple):
    """What a rule offers: an amount in the rule's currency, or a share of the refund in percent."""

    number: Decimal
    percent: bool

    def __str__(self) -> str:
        return f"{self.number:f} %" if self.percent else f"{self.number:f}"


class ModeRule(NamedTuple):
    """Conditions, what is done where they all hold, and how often for one buyer. An empty condition always holds.

    `since` is inclusive, `until` exclusive: dates of the order. `limits` are (kind of boundary, amount) pairs, in
    `currency`, or in that of the shop's market where it is None. `most` is None where there is no cap; it counts within
    `per`. `skus` may end in `*`; `reasons` are as `reasons.bare` gives them; `buyer` is flagged, unflagged or empty.
    """

    id: str
    mode: str
    offer: Offer | None = None
    shops: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    buyer: str = ""
    limits: tuple[tuple[str, Decimal], ...] = ()
    currency: str | None = None
    since: date | None = None
    until: date | None = None
    most: int | None = None
    per: timedelta = timedelta(days=90)

    @property
    def summary(self) -> str:
        """`keep`, `partial 30 %, 2 in 90 days for a buyer`: what it does, in a few words."""
        does = f"{self.mode} {self.offer}" if self.offer else self.mode
        return f"{does}, {self.most} in {_span(self.per)} for a buyer" if self.most else does


class ReturnFacts(NamedTuple):
    """What rules look at in one return: `home` is the currency of the shop's market, `day` the order's local date there
    (`dated`: order; where that is not known the request's: request).

    `goods` are (SKU, category) of each thing that comes back, None where not known or not set.
    """

    shop: str
    market: str
    home: str
    refund: Money
    day: date
    goods: tuple[tuple[str | None, str | None], ...] = ((None, None),)
    reason: str | None = None
    group: str = "other"
    fault: str = "unknown"
    flagged: bool = False
    dated: str = "order"


class ModeDecision(NamedTuple):
    """What the rules come to for a return, and why in words.

    `verdict` is decides, ask (`rule` says so, or can't decide), conflict (the rules in `fits` come to different things)
    or none. `mode` is what is done: a mode, ask, or None where no rule fits.
    """

    verdict: str
    why: str
    rule: str | None = None
    mode: str | None = None
    offer: Money | None = None
    applicable: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether a rule settles the return."""
        return self.verdict == "decides"

    def sentence(self) -> str:
        """The decision in one sentence, without its end."""
        if self.decides:
            return f"{self.rule} says {self.mode}{f' of {self.offer}' if self.offer else ''} ({self.why})"
        if self.verdict == "ask":
            return f"{self.rule} leaves it to you: {self.why}"
        return f"the rules disagree: {self.why}" if self.verdict == "conflict" else f"no rule fits: {self.why}"


def category_of(costs: Costs, shop: str, sku: str | None) -> str | None:
    """The category that is set for goods: the SKU's beats the shop's, that the overall one."""
    for table in (costs.skus.get(sku or "", {}), costs.shops.get(shop, {}), costs.overall):
        if "category" in table:
            return str(table["category"])
    return None


# --- does a rule fit -------------------------------------------------------------------------------------------------


class Condition(NamedTuple):
    """One condition of a rule on one return: whether it holds, and that in words."""

    holds: bool
    text: str


def rule_applies(rule: ModeRule, facts: ReturnFacts) -> bool:
    """Whether every condition of the rule holds."""
    return all(one.holds for one in conditions(rule, facts))


def conditions(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    """The conditions of a rule, each with whether it holds."""
    yield from _word("shop", facts.shop, rule.shops)
    yield from _word("market", facts.market, rule.markets)
    yield from _goods(rule, facts)
    if rule.reasons:
        known = facts.reason is not None and request_reasons.bare(facts.reason) in rule.reasons
        yield Condition(known, f"reason “{facts.reason}”" + ("" if known else " is another") if facts.reason else _NONE)
    yield from _word("reason group", facts.group, rule.groups)
    yield from _word("fault", facts.fault, rule.faults)
    yield from _amounts(rule, facts)
    yield from _dates(rule, facts)
    if rule.buyer:
        holds = facts.flagged == (rule.buyer == "flagged")
        yield Condition(holds, "the buyer is flagged" if facts.flagged else "the buyer is not flagged")


_NONE = "no reason is known"


def _word(name: str, value: str, wanted: tuple[str, ...]) -> Iterator[Condition]:
    if wanted:
        holds = value in wanted
        yield Condition(holds, f"{name} {value}" + ("" if holds else f", not {' or '.join(wanted)}"))


def _goods(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    """Conditions on the goods hold where they hold for all of them: one parcel comes back, in one mode."""
    if rule.skus:
        other = [sku for sku, _ in facts.goods if sku is None or not matches_sku(rule.skus, sku)]
        told = few(dict.fromkeys(sku or "not known" for sku, _ in facts.goods))
        yield Condition(not other, f"SKU {told}" + (f", not {' or '.join(rule.skus)}" if other else ""))
    if rule.categories:
        strange = [c for _, c in facts.goods if c not in rule.categories]
        told = few(dict.fromkeys(c or "not set" for _, c in facts.goods))
        yield Condition(not strange, f"category {told}" + (f", not {' or '.join(rule.categories)}" if strange else ""))


def matches_sku(patterns: Iterable[str], sku: str) -> bool:
    """Whether one of the patterns, which may end in `*`, is that of the SKU."""
    return any(sku.startswith(p[:-1]) if p.endswith("*") else sku == p for p in patterns)


def _amounts(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    currency = rule.currency or facts.home
    if rule.limits and currency != facts.refund.currency:
        yield Condition(False, f"its amounts are in {currency}, the refund is in {facts.refund.currency}")
        return
    for kind, limit in rule.limits:
        holds = within_limit(kind, Decimal(facts.refund.decimal()), limit)
        yield Condition(holds, f"{facts.refund} is {'' if holds else 'not '}{LIMITS[kind].format(f'{limit:f}')}")


def _dates(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    if rule.since is None and rule.until is None:
        return
    after = rule.since is None or facts.day >= rule.since
    before = rule.until is None or facts.day < rule.until
    known = facts.dated == "order"
    told = f"{'ordered' if known else 'asked for'} on {facts.day}"
    told += "" if after else f", before {rule.since}"
    told += "" if before else f", not before {rule.until}"
    yield Condition(after and before, told + ("" if known else " (when it was ordered is not known)"))


# --- what the rules come to ------------------------------------------------------------------------------------------


def disagree(one: ModeRule, other: ModeRule) -> bool:
    """Whether it makes a difference which of two rules settles a return that both fit. A rule that asks settles none,
    and beats the other.
    """
    if ASK in (one.mode, other.mode):
        return False
    caps = [(rule.most, rule.per if rule.most else None) for rule in (one, other)]
    return (one.mode, one.offer, _of(one)) != (other.mode, other.offer, _of(other)) or caps[0] != caps[1]


def _of(rule: ModeRule) -> str | None:
    """The currency of what a rule offers, where it offers an amount."""
    return rule.currency if rule.offer and not rule.offer.percent else None


def decide(rules: Sequence[ModeRule], facts: ReturnFacts, times: Callable[[ModeRule], int | None]) -> ModeDecision:
    """What the rules come to. `times` says how often a rule has decided for this buyer within its `per`; None where
    the buyer is not known.
    """
    found = [rule for rule in rules if rule_applies(rule, facts)]
    names = tuple(rule.id for rule in found)
    if not found:
        return ModeDecision("none", _why_none(rules, facts))
    first = next((rule for rule in found if rule.mode == ASK), found[0])
    why = "; ".join(one.text for one in conditions(first, facts)) or "it has no conditions"
    if first.mode == ASK:
        return ModeDecision("ask", why, first.id, ASK, None, names)
    if any(disagree(one, other) for one, other in combinations(found, 2)):
        told = " and ".join(f"{rule.id} ({rule.summary})" for rule in found)
        return ModeDecision("conflict", f"{told} fit", None, ASK, None, names)
    if rule_out := _spent(first, times):
        return ModeDecision("ask", rule_out, first.id, ASK, None, names)
    offer = offered_amount(first, facts)
    if first.offer is not None and offer is None:
        told = f"its offer is in {first.currency or facts.home}, the refund in {facts.refund.currency}"
        return ModeDecision("ask", told, first.id, ASK, None, names)
    return ModeDecision("decides", why, first.id, first.mode, offer, names)


def _why_none(rules: Sequence[ModeRule], facts: ReturnFacts) -> str:
    """For each rule, the first of its conditions that does not hold."""
    told = [f"{r.id}: {next(one.text for one in conditions(r, facts) if not one.holds)}" for r in rules]
    return "; ".join(told[:3]) + (f"; and {len(told) - 3} more" if len(told) > 3 else "") or "there is none"


def _spent(rule: ModeRule, times: Callable[[ModeRule], int | None]) -> str | None:
    """Why a rule has no decision left for this buyer; None where it has."""
    if rule.most is None:
        return None
    count = times(rule)
    often = f"{rule.most} time{'s' if rule.most > 1 else ''} in {_span(rule.per)}"
    if count is None:
        return f"it decides {often} for a buyer, and who the buyer is is not known"
    return f"it has decided {often} for this buyer already" if count >= rule.most else None


def _span(length: timedelta) -> str:
    hours = int(length.total_seconds()) // 3600
    number, unit = (hours // 24, "day") if hours % 24 == 0 else (hours, "hour")
    return f"{number} {unit}{'s' if number != 1 else ''}"


def offered_amount(rule: ModeRule, facts: ReturnFacts) -> Money | None:
    """What a rule offers for this return; half a minor unit counts up. None where it offers nothing, or its amount is
    in another currency than the refund.
    """
    if rule.offer is None:
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
    """The decision, unless its mode is not to be had: then it is asked, with the reason."""
    own = modes.get(decision.mode or "")
    if not decision.decides or own is None or own.available:
        return decision
    told = f"it says {decision.mode}, but {own.why_not}"
    return decision._replace(verdict="ask", why=told, mode=ASK, offer=None)
