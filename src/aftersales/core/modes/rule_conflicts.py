"""Mode rules that could decide the same request differently."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import count

from aftersales import text
from aftersales.core.modes.figures import Costs
from aftersales.core.modes.rule import ASK, ModeRule, RequestFacts, category_of, matches_sku
from aftersales.core.modes.rule_decision import disagree
from aftersales.core.modes.rule_file import refund_range
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests.reasons import GROUPS, Reasons, fault, group
from aftersales.core.vocabulary import REQUEST_KINDS, label
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

_MOST_TRIES = 10
_KINDS = ("return", *REQUEST_KINDS)
_EXAMPLE_STATE = "awaiting-shipment"  # in which every rule may decide
_EXAMPLE_REFUND = 12  # what an example asks for, where any amount will do
_Bound = tuple[Decimal, int]  # an amount; the second number is -1 below it, 0 at it, 1 above it
_LOWEST, _HIGHEST = (Decimal(-1), 0), (Decimal("Infinity"), 0)
# What of a request is one of a few words: two rules that name none in common never meet.
_WORDS = ("for_kinds", "shops", "markets", "categories", "reasons", "groups", "faults", "states")


@dataclass(frozen=True)
class ConflictScope:
    """What requests there can be: shops with markets, currencies by market, figures, reasons, the date of examples.

    Those of a shop that is not configured yet, and of goods that are not configured yet, count too.
    """

    shops: Mapping[str, str]
    currencies: Mapping[str, str]
    costs: Costs
    reasons: Reasons
    today: date

    @cached_property
    def skus(self) -> Mapping[str, Sequence[str]]:
        """The SKUs for which a category is set, by category."""
        by_category: dict[str, list[str]] = {}
        for sku, table in self.costs.skus.items():
            if "category" in table:
                by_category.setdefault(str(table["category"]), []).append(sku)
        return by_category


class RuleConflict(NamedTuple):
    """Two rules that both apply to a request and decide it differently, with such a request."""

    first: ModeRule
    second: ModeRule
    example: RequestFacts


def find_conflicts(rules: Sequence[ModeRule], world: ConflictScope) -> Iterator[RuleConflict]:
    """Every two rules that conflict, with an example."""
    for pair in _disagreeing_pairs(rules):
        if (example := example_return(pair, world)) is not None:
            yield RuleConflict(*pair, example)


def describe_conflict(conflict: RuleConflict) -> str:
    """The conflict as a sentence, with its example."""
    first, second, facts = conflict
    rules = text.together(text.remarked(rule.id, rule.summary) for rule in (first, second))
    return tr(
        "{example}, would be decided by both {rules}",
        example=describe_example(facts, (first, second)),
        rules=rules,
    )


def describe_example(facts: RequestFacts, rules: Sequence[ModeRule]) -> str:
    """A request in words: amount, date, shop, and the facts that the rules ask about."""
    where = text.remarked(facts.shop, facts.market) if facts.shop else facts.market
    of = {"refund": facts.refund, "day": facts.day, "where": where}
    parts = [
        tr("a return of {refund}, ordered on {day} in {where}", **of)
        if facts.kind == "return"
        else tr("a request ({kind}) of {refund}, ordered on {day} in {where}", kind=label(facts.kind), **of)
    ]
    (sku, category) = facts.goods[0]
    if any(rule.skus for rule in rules) or (sku and any(rule.categories for rule in rules)):
        parts.append(tr("SKU {sku}", sku=sku))
    if any(rule.categories for rule in rules):
        parts.append(tr("category {category}", category=category))
    if any(rule.reasons for rule in rules):
        parts.append(tr("reason “{reason}”", reason=facts.reason))
    elif any(rule.groups or rule.faults for rule in rules):
        parts.append(tr("reason group {group}", group=facts.group))
    if any(rule.states for rule in rules):
        parts.append(tr("the order {status}", status=label(facts.state)))
    if any(rule.buyer for rule in rules):
        parts.append(tr("the buyer flagged") if facts.flagged else tr("the buyer not flagged"))
    return text.enumerated(parts)


def example_return(rules: Sequence[ModeRule], world: ConflictScope) -> RequestFacts | None:
    """A request to which all the rules apply; None if there can be none."""
    day, flagged = _day(rules, world.today), _flagged(rules)
    reason = next(_reasons(rules, world.reasons), None)
    kind = next((k for k in _KINDS if all(k in rule.for_kinds for rule in rules)), None)
    states = _common_words([rule.states for rule in rules])
    if day is None or flagged is None or reason is None or kind is None or states == []:
        return None
    priced = [(*place, refund) for place in _places(rules, world) if (refund := _refund(rules, world, place[1]))]
    goods_of = {shop: next(_goods(rules, world, shop), None) for shop, _, _ in priced}
    for shop, market, refund in priced:
        goods, home = goods_of[shop], world.currencies[market]
        if goods is not None:
            name = group(reason[0], world.reasons)
            blame = fault(reason[0], world.reasons)
            of = {"kind": kind, "state": states[0] if states else _EXAMPLE_STATE}
            return RequestFacts(shop, market, home, refund, day, (goods,), reason[0], name, blame, flagged, **of)
    return None


def _common_words(conditions: Sequence[tuple[str, ...]]) -> list[str] | None:
    """The words that all conditions allow, in order; None if all conditions are empty."""
    restricted = [allowed for allowed in conditions if allowed]
    return [word for word in restricted[0] if all(word in allowed for allowed in restricted)] if restricted else None


def _day(rules: Sequence[ModeRule], today: date) -> date | None:
    """The date nearest to today that all rules allow; None if there is none."""
    since = max((rule.since for rule in rules if rule.since), default=date.min)
    until = min((rule.until for rule in rules if rule.until), default=date.max)
    if since >= until:
        return None
    return min(max(today, since), until - timedelta(days=1))


def _flagged(rules: Sequence[ModeRule]) -> bool | None:
    flags = {rule.buyer for rule in rules if rule.buyer}
    return None if len(flags) > 1 else "flagged" in flags


def _reasons(rules: Sequence[ModeRule], table: Reasons) -> Iterator[tuple[str | None]]:
    """Reasons that all rules allow: those named; else no reason, or one of each group."""
    named = _common_words([rule.reasons for rule in rules])
    marks = {name: mark for mark, name in reversed(table.marks)}
    for reason in [None, *(marks[name] for name in GROUPS if name in marks)] if named is None else named:
        name, blame = group(reason, table), fault(reason, table)
        if all((not r.groups or name in r.groups) and (not r.faults or blame in r.faults) for r in rules):
            yield (reason,)


def _places(rules: Sequence[ModeRule], world: ConflictScope) -> Iterator[tuple[str, str]]:
    """Shops (name, market) that all rules allow: configured ones, and one with an empty name for any other."""
    named, markets = _common_words([rule.shops for rule in rules]), _common_words([rule.markets for rule in rules])
    shops = list(world.shops.items()) if named is None else [(name, world.shops[name]) for name in named]
    shops += [] if named is not None else [("", market) for market in world.currencies]
    yield from (place for place in shops if markets is None or place[1] in markets)


def _goods(rules: Sequence[ModeRule], world: ConflictScope, shop: str) -> Iterator[tuple[str | None, str | None]]:
    """Goods (SKU, category) that all rules allow."""
    for sku in _skus(rules, world):
        if sku is None and any(rule.skus for rule in rules):
            continue
        category = category_of(world.costs, shop, sku)
        fits = all(not rule.skus or matches_sku(rule.skus, sku or "") for rule in rules)
        if fits and all(not rule.categories or category in rule.categories for rule in rules):
            yield sku, category


def _skus(rules: Sequence[ModeRule], world: ConflictScope) -> Iterator[str | None]:
    """One SKU of each sort that makes a difference: none, each that is named, a new one for each pattern, and those of
    the categories asked for.
    """
    known_skus = world.costs.skus
    yield None
    for pattern in dict.fromkeys(word for rule in rules for word in rule.skus):
        if pattern.endswith("*"):
            yield next(
                sku for n in count(1) if (sku := f"{pattern[:-1]}{n if n < _MOST_TRIES else 'X' * n}") not in known_skus
            )
        else:
            yield pattern
    for name in _common_words([rule.categories for rule in rules]) or ():
        yield from world.skus.get(name, ())


def _refund(rules: Sequence[ModeRule], world: ConflictScope, market: str) -> Money | None:
    """A refund within all limits; None if there is none, or if the limits are in several currencies."""
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
    usual = max(low, _EXAMPLE_REFUND * 10 ** exponent(currency))
    return Money(usual if high is None else min(usual, high), currency)


def _disagreeing_pairs(rules: Sequence[ModeRule]) -> Iterator[tuple[ModeRule, ModeRule]]:
    """Every two rules that decide differently, in their order. Most of those are left out that never meet, because of
    their SKUs, amounts, dates or words; of two thousand rules nearly all.
    """
    outlines = [_Outline(rule) for rule in rules]
    with_skus = _SkuIndex(rules)
    without = [number for number, rule in enumerate(rules) if not rule.skus]
    for number, rule in enumerate(rules):
        if rule.mode == ASK:
            continue
        outline = outlines[number]
        met = sorted({*without, *with_skus.meeting(rule)}) if rule.skus else range(len(rules))
        for other in met:
            if other > number and outline.may_meet(outlines[other]) and disagree(rule, rules[other]):
                yield rule, rules[other]


class _Outline:
    """What two rules are compared by."""

    __slots__ = ("buyer", "currency", "dates", "high", "low", "result", "words")

    def __init__(self, rule: ModeRule) -> None:
        self.low, self.high = _span(rule)
        self.currency, self.buyer = rule.currency, rule.buyer
        self.result = None if rule.mode == ASK else (rule.mode, rule.offer, rule.currency, rule.most, rule.per)
        self.dates = (rule.since, rule.until)
        self.words = [frozenset(getattr(rule, name)) for name in _WORDS]

    def may_meet(self, other: _Outline) -> bool:
        """False only where no request fits both, or both decide the same."""
        if self.result == other.result or other.result is None:
            return False
        if self.currency == other.currency and (self.high < other.low or other.high < self.low):
            return False
        if self.buyer and other.buyer and self.buyer != other.buyer:
            return False
        (since, until), (other_since, other_until) = self.dates, other.dates
        if (until and other_since and until <= other_since) or (other_until and since and other_until <= since):
            return False
        for mine, others in zip(self.words, other.words, strict=True):
            if mine and others and mine.isdisjoint(others):
                return False
        return True


def _span(rule: ModeRule) -> tuple[_Bound, _Bound]:
    """The least and the most refund, in whatever currency."""
    lows = [(limit, int(kind == "above")) for kind, limit in rule.limits if kind in ("at-least", "above")]
    highs = [(limit, -int(kind == "below")) for kind, limit in rule.limits if kind not in ("at-least", "above")]
    return max(lows, default=_LOWEST), min(highs, default=_HIGHEST)


class _SkuIndex:
    """Which rules name a SKU that another rule's patterns may be for."""

    def __init__(self, rules: Sequence[ModeRule]) -> None:
        stems: dict[str, set[int]] = {}
        self._open: dict[str, set[int]] = {}  # those of patterns that end in `*`
        for number, rule in enumerate(rules):
            for pattern in rule.skus:
                stem = pattern.removesuffix("*")
                stems.setdefault(stem, set()).add(number)
                if pattern.endswith("*"):
                    self._open.setdefault(stem, set()).add(number)
        self._stems, self._sorted = stems, sorted(stems)

    def meeting(self, rule: ModeRule) -> Iterator[int]:
        """The numbers of the rules with a pattern that meets one of this rule's."""
        for pattern in rule.skus:
            stem = pattern.removesuffix("*")
            yield from self._stems.get(stem, ())
            for length in range(len(stem)):
                yield from self._open.get(stem[:length], ())
            if not pattern.endswith("*"):
                continue
            for at in range(bisect_left(self._sorted, stem), len(self._sorted)):
                if not self._sorted[at].startswith(stem):
                    break
                yield from self._stems[self._sorted[at]]
