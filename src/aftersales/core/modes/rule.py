"""Mode rules and which of them decides a return."""

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
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.text import few

ASK = "ask"


class Offer(NamedTuple):
    """The offer of a rule: an amount in the rule's currency, or a share of the refund in percent."""

    number: Decimal
    percent: bool

    def __str__(self) -> str:
        return f"{self.number:f} %" if self.percent else f"{self.number:f}"


class ModeRule(NamedTuple):
    """Conditions, the mode that applies if all of them hold, and a cap for one buyer. An empty condition always holds.

    `since` (inclusive) and `until` (exclusive) are dates of the order. `limits` are pairs of kind and amount, in
    `currency` or, if that is None, in that of the shop's market. `most` is the cap within `per`, None for no cap.
    `skus` may end in `*`. `reasons` are in the form of `reasons.normalised`. `buyer` is flagged, unflagged or empty.
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
        """The mode, the offer and the cap: `keep`, or `partial 30 %, 2 in 90 days for a buyer`."""
        mode = f"{self.mode} {self.offer}" if self.offer else self.mode
        if not self.most:
            return mode
        return tr("{mode}, {most} in {time} for a buyer", mode=mode, most=self.most, time=_duration_text(self.per))


class ReturnFacts(NamedTuple):
    """The facts of a return that rules ask about.

    `home` is the currency of the shop's market. `day` is the local date of the order (`dated` is "order"), or of
    the request if that is not known (`dated` is "request"). `reason` is the platform's text, `code` its code.
    `goods` are pairs of SKU and category, None if not known.
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
    code: str | None = None


class ModeDecision(NamedTuple):
    """The decision of the rules about a return, with the reason in words.

    `verdict` is "decides", "ask" (`rule` says so, or can't decide), "conflict" (the rules in `applicable` disagree) or
    "none". `mode` is a mode, "ask", or None if no rule applies.
    """

    verdict: str
    why: str
    rule: str | None = None
    mode: str | None = None
    offer: Money | None = None
    applicable: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether a rule decides the return."""
        return self.verdict == "decides"

    def sentence(self) -> str:
        """The decision as a sentence without its full stop."""
        if self.decides:
            if self.offer:
                return tr(
                    "{rule} says {mode} of {offer} ({reason})",
                    rule=self.rule,
                    mode=self.mode,
                    offer=self.offer,
                    reason=self.why,
                )
            return tr("{rule} says {mode} ({reason})", rule=self.rule, mode=self.mode, reason=self.why)
        if self.verdict == "ask":
            return tr("{rule} leaves it to you: {reason}", rule=self.rule, reason=self.why)
        return (
            tr("the rules disagree: {reason}", reason=self.why)
            if self.verdict == "conflict"
            else tr("no rule applies: {reason}", reason=self.why)
        )


def category_of(costs: Costs, shop: str, sku: str | None) -> str | None:
    """The category of goods: that of the SKU, else of the shop, else the overall one; None if none is set."""
    for table in (costs.skus.get(sku or "", {}), costs.shops.get(shop, {}), costs.overall):
        if "category" in table:
            return str(table["category"])
    return None


# --- does a rule apply ------------------------------------------------------------------------------------------------


class Condition(NamedTuple):
    """A condition of a rule, checked on a return."""

    holds: bool
    text: str


def rule_applies(rule: ModeRule, facts: ReturnFacts) -> bool:
    """Whether every condition of the rule holds for a return."""
    return all(condition.holds for condition in conditions(rule, facts))


def conditions(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    """The conditions of a rule, each checked on a return."""
    yield from _word_condition("shop", facts.shop, rule.shops)
    yield from _word_condition("market", facts.market, rule.markets)
    yield from _goods_conditions(rule, facts)
    if rule.reasons:
        said = [request_reasons.normalised(reason) for reason in (facts.reason, facts.code) if reason]
        matches = any(reason in rule.reasons for reason in said)
        yield Condition(matches, _reason_text(facts.reason, matches=matches))
    yield from _word_condition(tr("reason group"), facts.group, rule.groups)
    yield from _word_condition("fault", facts.fault, rule.faults)
    yield from _amount_conditions(rule, facts)
    yield from _date_condition(rule, facts)
    if rule.buyer:
        holds = facts.flagged == (rule.buyer == "flagged")
        yield Condition(holds, tr("the buyer is flagged") if facts.flagged else tr("the buyer is not flagged"))


def _reason_text(reason: str | None, *, matches: bool) -> str:
    if not reason:
        return tr("no reason is known")
    return tr("reason “{reason}”", reason=reason) if matches else tr("reason “{reason}” is another", reason=reason)


def _value_text(name: str, value: str, allowed: Iterable[str], *, holds: bool) -> str:
    """`shop a`, or `shop a, not b or c` where the value is none of those allowed."""
    if holds:
        return f"{name} {value}"
    return tr("{name} {value}, not {allowed}", name=name, value=value, allowed=" or ".join(allowed))


def _word_condition(name: str, value: str, allowed: tuple[str, ...]) -> Iterator[Condition]:
    if allowed:
        holds = value in allowed
        yield Condition(holds, _value_text(name, value, allowed, holds=holds))


def _goods_conditions(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    """These conditions must hold for all goods of the parcel, since one mode is chosen for the whole parcel."""
    if rule.skus:
        other = [sku for sku, _ in facts.goods if sku is None or not matches_sku(rule.skus, sku)]
        names = few(dict.fromkeys(sku or tr("unknown") for sku, _ in facts.goods))
        yield Condition(not other, _value_text("SKU", names, rule.skus, holds=not other))
    if rule.categories:
        other = [c for _, c in facts.goods if c not in rule.categories]
        names = few(dict.fromkeys(c or tr("not set") for _, c in facts.goods))
        yield Condition(not other, _value_text(tr("category"), names, rule.categories, holds=not other))


def matches_sku(patterns: Iterable[str], sku: str) -> bool:
    """Whether the SKU matches one of the patterns, which may end in `*`."""
    return any(sku.startswith(p[:-1]) if p.endswith("*") else sku == p for p in patterns)


def _amount_conditions(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    currency = rule.currency or facts.home
    if rule.limits and currency != facts.refund.currency:
        yield Condition(
            False,
            tr(
                "its amounts are in {rule_currency}, the refund is in {refund_currency}",
                rule_currency=currency,
                refund_currency=facts.refund.currency,
            ),
        )
        return
    for kind, limit in rule.limits:
        holds = within_limit(kind, Decimal(facts.refund.decimal()), limit)
        limit_text = tr(LIMITS[kind], limit=f"{limit:f}")
        yield Condition(
            holds,
            tr("{refund} is {limit}", refund=facts.refund, limit=limit_text)
            if holds
            else tr("{refund} is not {limit}", refund=facts.refund, limit=limit_text),
        )


def _date_condition(rule: ModeRule, facts: ReturnFacts) -> Iterator[Condition]:
    if rule.since is None and rule.until is None:
        return
    after = rule.since is None or facts.day >= rule.since
    before = rule.until is None or facts.day < rule.until
    if not after:
        text = tr("{day}, before {since}", day=facts.day, since=rule.since)
    elif not before:
        text = tr("{day}, not before {until}", day=facts.day, until=rule.until)
    else:
        text = str(facts.day)
    yield Condition(
        after and before,
        tr("ordered on {date}", date=text)
        if facts.dated == "order"
        else tr("asked for on {date} (the date of the order is unknown)", date=text),
    )


# --- what the rules decide ------------------------------------------------------------------------------------------


def disagree(rule: ModeRule, other: ModeRule) -> bool:
    """Whether two rules that both apply give different results. They don't if one of them asks: it always wins."""
    if ASK in (rule.mode, other.mode):
        return False
    return _result(rule) != _result(other)


def _result(rule: ModeRule) -> tuple[object, ...]:
    """What a rule decides: mode, offer with its currency, and cap."""
    return rule.mode, rule.offer, _offer_currency(rule), rule.most, rule.per if rule.most else None


def _offer_currency(rule: ModeRule) -> str | None:
    """The currency of a rule's offer; None for a share or no offer."""
    return rule.currency if rule.offer and not rule.offer.percent else None


def decide(rules: Sequence[ModeRule], facts: ReturnFacts, times: Callable[[ModeRule], int | None]) -> ModeDecision:
    """The decision of the rules about a return.

    A rule with "ask" wins over all others. Else all rules that apply must give the same result, or the seller is asked.
    `times` gives how often a rule has decided for this buyer within its `per`, None if the buyer is not known. The mode
    is a proposal until `if_available` has checked it.
    """
    applicable = [rule for rule in rules if rule_applies(rule, facts)]
    ids = tuple(rule.id for rule in applicable)
    if not applicable:
        return ModeDecision("none", _why_none(rules, facts))
    first = next((rule for rule in applicable if rule.mode == ASK), applicable[0])
    why = "; ".join(condition.text for condition in conditions(first, facts)) or tr("it has no conditions")
    if first.mode == ASK:
        return ModeDecision("ask", why, first.id, ASK, None, ids)
    if any(disagree(*pair) for pair in combinations(applicable, 2)):
        why = tr("{rules} apply", rules=" and ".join(f"{rule.id} ({rule.summary})" for rule in applicable))
        return ModeDecision("conflict", why, None, ASK, None, ids)
    if cap_reached := _cap_reached(first, times):
        return ModeDecision("ask", cap_reached, first.id, ASK, None, ids)
    offer = offered_amount(first, facts)
    if first.offer is not None and offer is None:
        why = tr(
            "its offer is in {rule_currency}, the refund in {refund_currency}",
            rule_currency=first.currency or facts.home,
            refund_currency=facts.refund.currency,
        )
        return ModeDecision("ask", why, first.id, ASK, None, ids)
    return ModeDecision("decides", why, first.id, first.mode, offer, ids)


def _why_none(rules: Sequence[ModeRule], facts: ReturnFacts) -> str:
    """The first condition that does not hold, of each rule; of three rules at most."""
    reasons = [
        f"{r.id}: {next(condition.text for condition in conditions(r, facts) if not condition.holds)}" for r in rules
    ]
    if not reasons:
        return tr("there is none")
    shown = "; ".join(reasons[:3])
    return tr("{reasons}; and {more} more", reasons=shown, more=len(reasons) - 3) if len(reasons) > 3 else shown


def _cap_reached(rule: ModeRule, times: Callable[[ModeRule], int | None]) -> str | None:
    """Why the rule's cap is reached for this buyer, or the buyer not known; None if it may decide."""
    if rule.most is None:
        return None
    count = times(rule)
    time = _duration_text(rule.per)
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


def _duration_text(length: timedelta) -> str:
    hours = int(length.total_seconds()) // 3600
    if hours % 24 == 0:
        return trn("{count} day", "{count} days", hours // 24)
    return trn("{count} hour", "{count} hours", hours)


def offered_amount(rule: ModeRule, facts: ReturnFacts) -> Money | None:
    """The offer of a rule for this return, half a minor unit rounded up.

    None if the rule has no offer, or if its amount is in another currency than the refund.
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
    """The decision if its mode is available; else the seller is asked, with the reason."""
    mode = modes.get(decision.mode or "")
    if not decision.decides or mode is None or mode.available:
        return decision
    why = tr("it says {mode}, but {reason}", mode=decision.mode, reason=mode.why_not)
    return decision._replace(verdict="ask", why=why, mode=ASK, offer=None)
