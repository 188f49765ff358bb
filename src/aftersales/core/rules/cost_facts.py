"""What the platform pays of a return; what grades lead to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from aftersales.core.money.amount import Money
from aftersales.core.money.entered import parse_decimal
from aftersales.core.requests.reasons import FAULTS, GROUPS
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.core.vocabulary import GRADES, MODES
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml.reader import SOURCE_KEYS, Source

# The figures that a cost fact may give. The seller's own figure of that name always goes before it.
FACT_FIGURES = ("return_postage_share", "returnless_refund_share", "service_fee", "outbound_postage_share")
SELLER_TYPES = ("local", "cross-border")
SHIPPING_TYPES = ("seller", "platform", "unknown")
GOODS = ("returned", "disposed", "unknown")
# figure, value: the figure; a share is the seller's, 0 to 1. when: conditions, all of which must be true.
# up-to: the highest refund. from (inclusive), until (exclusive): local dates of the request.
_FACT_KEYS = {"figure", "value", "when", "up-to", "currency", "from", "until", *SOURCE_KEYS}
_WHEN = {"mode": MODES, "group": GROUPS, "fault": FAULTS, "seller": SELLER_TYPES, "shipping-type": SHIPPING_TYPES}
# What a grade of returned goods leads to: all of the money, a part of it, or a refusal of the goods.
GRADE_OUTCOMES = ("full", "part", "refuse")
# grade: one or several. refund: one of the outcomes. least-off, most-off: of a part, the share that is kept back.
# from (inclusive), until (exclusive): local dates of the receipt.
_GRADE_KEYS = {"grade", "refund", "least-off", "most-off", "from", "until", *SOURCE_KEYS}
_SERVICE_KEYS = {"seller", "goods", *SOURCE_KEYS}


class Settlement(NamedTuple):
    """The facts of a return that a cost fact may ask for. `seller` is local, cross-border or unknown; `shipping`
    is who ships the order: seller, platform or unknown.
    """

    refund: Money
    group: str
    fault: str
    seller: str
    day: date
    shipping: str = "unknown"


class CostFact(NamedTuple):
    """A dated figure of the platform's with its source: who pays which share.

    `when` holds the allowed values of mode, group, fault, seller and shipping-type. `since` (inclusive) and `until`
    (exclusive) are local dates of the request. `origin` names the policy.
    """

    figure: str
    value: Decimal
    source: Source
    when: Mapping[str, frozenset[str]]
    up_to: Money | None = None
    since: date | None = None
    until: date | None = None
    origin: str = ""

    def applies(self, mode: str, settlement: Settlement) -> bool:
        """Whether the fact holds for a mode of settling this return."""
        facts = {
            "mode": mode, "group": settlement.group, "fault": settlement.fault, "seller": settlement.seller,
            "shipping-type": settlement.shipping,
        }  # fmt: skip
        return (
            all(facts[key] in allowed for key, allowed in self.when.items())
            and (self.since is None or settlement.day >= self.since)
            and (self.until is None or settlement.day < self.until)
            and self._admits(settlement.refund)
        )

    def _admits(self, refund: Money) -> bool:
        if self.up_to is None:
            return True
        return refund.currency == self.up_to.currency and refund.minor <= self.up_to.minor


class GradeRule(NamedTuple):
    """What goes back for goods of these grades, by the platform's rule with its source.

    `outcome` is one of GRADE_OUTCOMES; of a part `least_off` and `most_off` are the shares of the item's money that may
    be kept back. `since` (inclusive) and `until` (exclusive) are local dates of the receipt. `origin` names the policy.
    """

    grades: frozenset[str]
    outcome: str
    source: Source
    least_off: Decimal = Decimal(0)
    most_off: Decimal = Decimal(0)
    since: date | None = None
    until: date | None = None
    origin: str = ""

    def applies(self, grade: str, day: date) -> bool:
        """Whether the rule holds for a grade that was given on `day`, a local date of the market."""
        began = self.since is None or day >= self.since
        return grade in self.grades and began and (self.until is None or day < self.until)


class LocalService(NamedTuple):
    """The platform's local return service of a market: for which sellers, and what happens to the goods."""

    sellers: frozenset[str]
    goods: str
    source: Source

    def serves(self, seller: str) -> bool:
        """Whether the service is for a seller of this type; without a type in the rule, it is for all."""
        return not self.sellers or seller in self.sellers


def parse_cost_facts(reader: PolicyReader, value: Any, origin: str) -> tuple[CostFact, ...]:
    """The cost facts in a list of tables; the reader collects every mistake. `origin` names the policy."""
    return tuple(
        _fact(reader, tr("cost number {number}", number=number), table, origin)
        for number, table in enumerate(reader.tables("", "cost", value), 1)
    )


def _fact(reader: PolicyReader, place: str, table: Mapping[str, Any], origin: str) -> CostFact:
    reader.keys(place, table, _FACT_KEYS)
    figure = reader.one_of(place, "figure", table.get("figure"), FACT_FIGURES)
    since, until = reader.date_range(place, table)
    currency = reader.currency_of(place, table.get("currency"), reader.currency)
    up_to = Money(reader.amount(place, "up-to", table["up-to"], currency), currency) if "up-to" in table else None
    return CostFact(
        figure=figure,
        value=_value(reader, place, figure, table.get("value")),
        source=reader.source(place, table),
        when=_when(reader, place, reader.table(place, "when", table.get("when", {}))),
        up_to=up_to,
        since=since,
        until=until,
        origin=origin,
    )


def _value(reader: PolicyReader, place: str, figure: str, value: Any) -> Decimal:
    share = figure.endswith("_share")
    number = parse_decimal(value, digits=1, decimals=6) if share else parse_decimal(value)
    if number is None or (share and number > 1):
        form = tr('a share from 0 to 1 in quotes, such as "0.5"') if share else tr('an amount in quotes, "2.90"')
        reader.wrong(place, tr("value is {value!r}; write {form}", value=value, form=form))
        return Decimal(1)
    return number


def _when(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    inside = f"{place}, when"
    reader.keys(inside, table, _WHEN)
    return {
        key: frozenset(
            reader.one_of(inside, key, name, _WHEN[key]) for name in reader.words(inside, key, value, needed=True)
        )
        for key, value in table.items()
        if key in _WHEN
    }


def parse_grade_rules(reader: PolicyReader, value: Any, origin: str) -> tuple[GradeRule, ...]:
    """The grade rules in a list of tables; the reader collects every mistake. `origin` names the policy."""
    return tuple(
        _grade_rule(reader, tr("grade number {number}", number=number), table, origin)
        for number, table in enumerate(reader.tables("", "grade", value), 1)
    )


def _grade_rule(reader: PolicyReader, place: str, table: Mapping[str, Any], origin: str) -> GradeRule:
    reader.keys(place, table, _GRADE_KEYS)
    names = reader.words(place, "grade", table.get("grade"), needed=True)
    outcome = reader.one_of(place, "refund", table.get("refund"), GRADE_OUTCOMES)
    least, most = (_share_off(reader, place, key, table) for key in ("least-off", "most-off"))
    if outcome != "part" and (least, most) != (None, None):
        reader.wrong(place, tr('least-off and most-off need refund = "part"'))
    elif outcome == "part" and most is None:
        reader.wrong(place, tr('most-off is missing; write the highest share that is kept back, such as "0.5"'))
    elif least is not None and most is not None and least > most:
        reader.wrong(place, tr("least-off {least} is more than most-off {most}", least=least, most=most))
    since, until = reader.date_range(place, table)
    return GradeRule(
        frozenset(reader.one_of(place, "grade", name, GRADES) for name in names),
        outcome,
        reader.source(place, table),
        least or Decimal(0),
        most or Decimal(0),
        since,
        until,
        origin,
    )


def _share_off(reader: PolicyReader, place: str, key: str, table: Mapping[str, Any]) -> Decimal | None:
    """A share of the money; None if it is absent or wrong."""
    if key not in table:
        return None
    share = parse_decimal(table[key], digits=1, decimals=6)
    if share is None or share > 1:
        form = tr('a share from 0 to 1 in quotes, such as "0.5"')
        reader.wrong(place, tr("{key} is {value}; write {form}", key=key, value=repr(table[key]), form=form))
        return Decimal(0)
    return share


def parse_local_service(reader: PolicyReader, value: Any) -> LocalService:
    """The local return service in a table; the reader collects every mistake."""
    place, table = "local-service", reader.table("", "local-service", value)
    reader.keys(place, table, _SERVICE_KEYS)
    sellers = frozenset(
        reader.one_of(place, "seller", name, SELLER_TYPES)
        for name in reader.words(place, "seller", table.get("seller"))
    )
    goods = reader.one_of(place, "goods", table.get("goods", "unknown"), GOODS)
    return LocalService(sellers, goods, reader.source(place, table))
