"""What the grades of returned goods suggest: refund or refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from aftersales import text
from aftersales.core.modes.formulas import round_half_up
from aftersales.core.money.amount import Money
from aftersales.core.requests.receipt import Goods, GradedItem
from aftersales.core.rules import describe
from aftersales.core.rules.cost_facts import GradeRule
from aftersales.core.vocabulary import GOODS_KINDS, label
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

OUTCOMES = ("full", "part", "refuse", "appeal", "unknown", "none")


class Receipt(NamedTuple):
    """What came back of a case, as it was graded. `asked` is the refund asked for, `day` the local date of it."""

    case: int
    market: str
    kind: str
    quick: bool
    asked: Money | None
    goods: Sequence[Goods]
    items: Sequence[GradedItem]
    day: date


class GradeSuggestion(NamedTuple):
    """What a receipt suggests, one of OUTCOMES, and why; `least` and `most` are what may go back in all (None: not
    known). `command` is what to type then, empty for nothing; `steps` say how it was reckoned, item by item.
    """

    outcome: str
    sentence: str
    command: str = ""
    least: Money | None = None
    most: Money | None = None
    rules: Sequence[GradeRule] = ()
    steps: Sequence[str] = ()

    @property
    def suggests(self) -> bool:
        """Whether it says what to do, and not only that there is nothing to say."""
        return self.outcome not in ("unknown", "none")


class _Share(NamedTuple):
    """What may go back for an item, in minor units; None where its money is not known."""

    item: GradedItem
    rule: GradeRule
    least: Fraction | None
    most: Fraction | None


def suggest(receipt: Receipt, grade_rules: Sequence[GradeRule]) -> GradeSuggestion | None:
    """What the grades suggest by the market's rules; None where no grade was given."""
    graded = [item for item in receipt.items if item.grade is not None]
    if not graded:
        return None
    if receipt.quick:
        return _of_quick_refund(receipt, graded)
    rules = [_rule(item, grade_rules, receipt.day) for item in graded]
    known = [rule for rule in rules if rule is not None]
    if len(known) < len(rules):
        sentence = tr(
            "no rule of {market} is known for what goes back by grade, so nothing is suggested", market=receipt.market
        )
        return GradeSuggestion("unknown", sentence)
    used = tuple({id(rule): rule for rule in known}.values())
    shares = [_share(receipt, item, rule) for item, rule in zip(graded, known, strict=True)]
    steps = [_step(share, receipt.asked) for share in shares]
    if all(rule.outcome == "refuse" for rule in known):
        command = tr('aftersales refused {case} --reason "…"', case=receipt.case)
        return GradeSuggestion("refuse", tr("refuse the goods"), command, rules=used, steps=steps)
    if receipt.kind in GOODS_KINDS:
        return GradeSuggestion("none", tr("it is settled in goods: no refund is suggested"), rules=used, steps=steps)
    return _of_refund(receipt, shares)._replace(rules=used, steps=steps)


def _of_quick_refund(receipt: Receipt, graded: Sequence[GradedItem]) -> GradeSuggestion:
    if all(item.grade == "original" for item in graded):
        return GradeSuggestion("none", tr("it was refunded before the parcel came; nothing is left to do"))
    sentence = tr("it was refunded before the parcel came: it can't be refused, only an appeal can bring money back")
    return GradeSuggestion("appeal", sentence, tr("aftersales appeal {case}", case=receipt.case))


def _rule(item: GradedItem, rules: Sequence[GradeRule], day: date) -> GradeRule | None:
    return next((rule for rule in rules if item.grade is not None and rule.applies(item.grade, day)), None)


def _share(receipt: Receipt, item: GradedItem, rule: GradeRule) -> _Share:
    money = _money(receipt, item)
    if rule.outcome == "refuse":
        return _Share(item, rule, Fraction(0), Fraction(0))
    if money is None:
        return _Share(item, rule, None, None)
    return _Share(item, rule, money * (1 - Fraction(rule.most_off)), money * (1 - Fraction(rule.least_off)))


def _money(receipt: Receipt, item: GradedItem) -> Fraction | None:
    """The money of an item's units; None where it is not known."""
    of_sku = [goods for goods in receipt.goods if goods.sku == item.sku]
    (only,) = receipt.goods if len(receipt.goods) == 1 else of_sku or (None,)
    if only is None or only.amount is None:
        return None
    amounts = [goods.amount or 0 for goods in receipt.goods]
    if len(amounts) > 1 and (receipt.asked is None or sum(amounts) != receipt.asked.minor):
        return None  # what is asked for is not the sum of the items
    if item.quantity is None or item.quantity == only.quantity:
        return Fraction(only.amount)
    return Fraction(only.amount * item.quantity, only.quantity) if only.quantity else None


def _of_refund(receipt: Receipt, shares: Sequence[_Share]) -> GradeSuggestion:
    """A full refund, or a part of it."""
    whole = all(share.rule.outcome == "full" for share in shares) and not ungraded(receipt)
    if whole:
        sentence = tr("a full refund of {money}", money=receipt.asked) if receipt.asked else tr("a full refund")
        command = tr("aftersales refund {case}", case=receipt.case)
        return GradeSuggestion("full", sentence, command, receipt.asked, receipt.asked)
    lows, highs = [s.least for s in shares if s.least is not None], [s.most for s in shares if s.most is not None]
    command = tr("aftersales refund {case} --amount {amount}", case=receipt.case, amount="…")
    if receipt.asked is None or len(lows) < len(shares):
        sentence = tr("a part of the refund; its amount can't be said, as the money of each item is not known")
        return GradeSuggestion("part", sentence, command)
    least, most = _between(sum(lows, Fraction(0)), sum(highs, Fraction(0)), receipt.asked.currency)
    if least == most:
        sentence = tr("a refund of {money} of {asked}", money=most, asked=receipt.asked)
        return GradeSuggestion("part", sentence, command.replace("…", most.decimal()), most, most)
    sentence = tr("a refund from {least} to {most} of {asked}", least=least, most=most, asked=receipt.asked)
    return GradeSuggestion("part", sentence, command, least, most)


def ungraded(receipt: Receipt) -> int:
    """The units that were to come back and have no grade, as far as their number is known."""
    expected = [goods.quantity for goods in receipt.goods]
    units = [item.quantity for item in receipt.items if item.grade is not None]
    if None in expected or None in units:
        return 0
    return sum(n or 0 for n in expected) - sum(n or 0 for n in units)


def _step(share: _Share, asked: Money | None) -> str:
    """`2 × LAMP-1, minor: a refund with 0 % to 50 % off, which is 10.00 to 20.00 USD`."""
    item = share.item
    units = "" if item.quantity is None else f"{item.quantity} × "
    about = text.enumerated([f"{units}{item.sku or tr('the item')}", label(item.grade or "")])
    step = text.labelled(about, describe.grade_outcome(share.rule))
    if asked is None or share.least is None or share.most is None or share.rule.outcome == "refuse":
        return step
    least, most = _between(share.least, share.most, asked.currency)
    if least == most:
        return tr("{step}, {most}", step=step, most=most)
    return tr("{step}, from {least} to {most}", step=step, least=least, most=most)


def _between(least: Fraction, most: Fraction, currency: str) -> tuple[Money, Money]:
    """Two bounds in whole minor units that stay within them; one amount is rounded, half a unit up."""
    if floor(most) <= ceil(least):
        return Money(round_half_up(most), currency), Money(round_half_up(most), currency)
    return Money(ceil(least), currency), Money(floor(most), currency)
