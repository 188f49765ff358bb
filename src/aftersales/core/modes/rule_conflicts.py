"""Decides whether two mode rules could settle one and the same return differently, by intersecting their conditions,
and gives such a return as an example; leaves what rules mean to `rule`.

What is set counts: a shop of the configuration has one market, an SKU the category that is set for it, a reason the
group that the reasons' table gives it. A return of a shop that is yet to be added, and goods that are yet to be named,
count too, as far as the rules don't name theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, count

from aftersales.core.modes.figures import Costs
from aftersales.core.modes.rule import ModeRule, ReturnFacts, category_of, disagree, matches_sku
from aftersales.core.modes.rule_file import refund_range
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests.reasons import GROUPS, Reasons, fault, group
from aftersales.record import NamedTuple

_FEW = 10
_USUAL = 12  # what an example asks for, where any amount will do


@dataclass(frozen=True)
class ConflictScope:
    """What can be: the shops with their markets, each market's currency, what is set of the goods, the reasons' table,
    and a date for examples that may have any.
    """

    shops: Mapping[str, str]
    currencies: Mapping[str, str]
    costs: Costs
    reasons: Reasons
    today: date

    @cached_property
    def skus(self) -> Mapping[str, Sequence[str]]:
        """The SKUs for which a category is set, by category."""
        found: dict[str, list[str]] = {}
        for sku, table in self.costs.skus.items():
            if "category" in table:
                found.setdefault(str(table["category"]), []).append(sku)
        return found


class RuleConflict(NamedTuple):
    """Two rules that both fit a return and come to different things."""

    first: ModeRule
    second: ModeRule
    example: ReturnFacts


def find_conflicts(rules: Sequence[ModeRule], world: ConflictScope) -> list[RuleConflict]:
    """Every two rules that clash, each with an example."""
    pairs = [pair for pair in combinations(rules, 2) if disagree(*pair)]
    found = ((pair, example_return(pair, world)) for pair in pairs)
    return [RuleConflict(*pair, example) for pair, example in found if example is not None]


def describe_conflict(found: RuleConflict) -> str:
    """The clash in a sentence, with its example."""
    one, other, facts = found
    both = " and ".join(f"{rule.id} ({rule.summary})" for rule in (one, other))
    return f"{describe_example(facts, (one, other))}, would be decided by both {both}"


def describe_example(facts: ReturnFacts, rules: Sequence[ModeRule]) -> str:
    """A return in words: amount, date and place, and of the rest what the rules ask about."""
    where = f"{facts.shop} ({facts.market})" if facts.shop else facts.market
    parts = [f"a return of {facts.refund}, ordered on {facts.day} in {where}"]
    (sku, own) = facts.goods[0]
    if any(rule.skus for rule in rules) or (sku and any(rule.categories for rule in rules)):
        parts.append(f"SKU {sku}")
    if any(rule.categories for rule in rules):
        parts.append(f"category {own}")
    if any(rule.reasons for rule in rules):
        parts.append(f"reason “{facts.reason}”")
    elif any(rule.groups or rule.faults for rule in rules):
        parts.append(f"reason group {facts.group}")
    if any(rule.buyer for rule in rules):
        parts.append(f"the buyer {'flagged' if facts.flagged else 'not flagged'}")
    return ", ".join(parts)


def example_return(rules: Sequence[ModeRule], world: ConflictScope) -> ReturnFacts | None:
    """A return that all the rules fit; None where there can be none."""
    day, flagged = _day(rules, world.today), _flagged(rules)
    reason = next(_reasons(rules, world.reasons), None)
    if day is None or flagged is None or reason is None:
        return None
    priced = [(*place, refund) for place in _places(rules, world) if (refund := _refund(rules, world, place[1]))]
    goods_of = {shop: next(_goods(rules, world, shop), None) for shop, _, _ in priced}
    for shop, market, refund in priced:
        goods, home = goods_of[shop], world.currencies[market]
        if goods is not None:
            name = group(reason[0], world.reasons)
            blame = fault(reason[0], world.reasons)
            return ReturnFacts(shop, market, home, refund, day, (goods,), reason[0], name, blame, flagged)
    return None


def _both(conditions: Sequence[tuple[str, ...]]) -> list[str] | None:
    """The words that all conditions take, in order; None where none of them asks anything."""
    asked = [words for words in conditions if words]
    return [word for word in asked[0] if all(word in words for words in asked)] if asked else None


def _day(rules: Sequence[ModeRule], today: date) -> date | None:
    """The date nearest to today in the span that all rules share."""
    since = max((rule.since for rule in rules if rule.since), default=date.min)
    until = min((rule.until for rule in rules if rule.until), default=date.max)
    if since >= until:
        return None
    return min(max(today, since), until - timedelta(days=1))


def _flagged(rules: Sequence[ModeRule]) -> bool | None:
    asked = {rule.buyer for rule in rules if rule.buyer}
    return None if len(asked) > 1 else "flagged" in asked


def _reasons(rules: Sequence[ModeRule], table: Reasons) -> Iterator[tuple[str | None]]:
    """Reasons that all rules take: of those named, else none at all, else the first mark of each group."""
    named = _both([rule.reasons for rule in rules])
    marks = {name: mark for mark, name in reversed(table.marks)}
    for reason in [None, *(marks[name] for name in GROUPS if name in marks)] if named is None else named:
        name, blame = group(reason, table), fault(reason, table)
        if all((not r.groups or name in r.groups) and (not r.faults or blame in r.faults) for r in rules):
            yield (reason,)


def _places(rules: Sequence[ModeRule], world: ConflictScope) -> Iterator[tuple[str, str]]:
    """The shops (name, market) that all rules take: those configured, and any other one, whose name is empty."""
    named, markets = _both([rule.shops for rule in rules]), _both([rule.markets for rule in rules])
    shops = list(world.shops.items()) if named is None else [(name, world.shops[name]) for name in named]
    shops += [] if named is not None else [("", market) for market in world.currencies]
    yield from (place for place in shops if markets is None or place[1] in markets)


def _goods(rules: Sequence[ModeRule], world: ConflictScope, shop: str) -> Iterator[tuple[str | None, str | None]]:
    """Goods (SKU, category) that all rules take."""
    for sku in _skus(rules, world):
        if sku is None and any(rule.skus for rule in rules):
            continue
        own = category_of(world.costs, shop, sku)
        fits = all(not rule.skus or matches_sku(rule.skus, sku or "") for rule in rules)
        if fits and all(not rule.categories or own in rule.categories for rule in rules):
            yield sku, own


def _skus(rules: Sequence[ModeRule], world: ConflictScope) -> Iterator[str | None]:
    """One SKU of each sort that could make a difference: none known, those named, one that begins as a pattern does
    and is named nowhere, and where categories count those for which one is set.
    """
    known = world.costs.skus
    yield None
    for pattern in dict.fromkeys(word for rule in rules for word in rule.skus):
        if pattern.endswith("*"):
            yield next(sku for n in count(1) if (sku := f"{pattern[:-1]}{n if n < _FEW else 'X' * n}") not in known)
        else:
            yield pattern
    for name in _both([rule.categories for rule in rules]) or ():
        yield from world.skus.get(name, ())


def _refund(rules: Sequence[ModeRule], world: ConflictScope, market: str) -> Money | None:
    """A refund inside all boundaries, in a currency that all of them are in."""
    home = world.currencies[market]
    bounded = [rule for rule in rules if rule.limits]
    currencies = {rule.currency or home for rule in bounded} or {home}
    if len(currencies) > 1:
        return None
    (currency,) = currencies
    ranges = [refund_range(rule.limits, currency) for rule in bounded]
    low = max((least for least, _ in ranges), default=1)
    high = min((most for _, most in ranges if most is not None), default=None)
    if high is not None and high < low:
        return None
    usual = max(low, _USUAL * 10 ** exponent(currency))
    return Money(usual if high is None else min(usual, high), currency)
