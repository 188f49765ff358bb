"""The fields of deadlines that a change of rules moves."""

from __future__ import annotations

from operator import attrgetter
from zoneinfo import ZoneInfo

from aftersales.core.deadlines.rules_change import DeadlineMove
from aftersales.core.money.amount import Money
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, amount, local


class Zones(NamedTuple):
    """The zone of a shop's market, for its deadlines, and of its staff, for its act-bys (None: no staff calendar)."""

    market: ZoneInfo
    staff: ZoneInfo | None

    @property
    def act_by(self) -> ZoneInfo:
        """The zone in which an act-by is written."""
        return self.staff or self.market


class ImpactRow(NamedTuple):
    """A deadline that a change of rules would move."""

    move: DeadlineMove
    order: str | None
    shop: str
    kind: str
    rule: str | None
    outcome: str
    at_risk: Money | None
    zones: Zones


def move_fields(move: DeadlineMove, zones: Zones) -> dict[str, str | None]:
    """The instants of a move as ISO 8601 with offsets, by the names of their fields."""
    return {
        "from": local(move.before, zones.market),
        "to": local(move.after, zones.market),
        "act_by_from": local(move.act_before, zones.act_by),
        "act_by_to": local(move.act_after, zones.act_by),
    }


IMPACT_FIELDS: tuple[Field, ...] = (
    Field("case", "int", mark("short id"), attrgetter("move.case")),
    Field("order", "str or null", mark("order number"), attrgetter("order")),
    Field("shop", "str", mark("the storefront"), attrgetter("shop")),
    Field("kind", "str", mark("refund, return, replacement, cancellation, …"), attrgetter("kind")),
    Field("duty", "str", mark("what must be done"), attrgetter("move.duty")),
    Field("owner", "str", mark("who owes it"), attrgetter("move.owner")),
    Field(
        "change",
        "str",
        mark("moved, new (no deadline before), gone (none after) or act-by (the act-by alone)"),
        attrgetter("move.change"),
    ),
    Field(
        "rule",
        "str or null",
        mark("id of the rule that gives the new deadline; of the old one where it is gone"),
        attrgetter("rule"),
    ),
    Field(
        "from",
        "str or null",
        mark("the deadline before, ISO 8601"),
        lambda row: local(row.move.before, row.zones.market),
    ),
    Field(
        "to", "str or null", mark("the deadline after, ISO 8601"), lambda row: local(row.move.after, row.zones.market)
    ),
    Field(
        "shift_seconds", "int or null", mark("to minus from; negative when earlier"), attrgetter("move.shift_seconds")
    ),
    Field("outcome", "str", mark("what happens if nothing is done"), attrgetter("outcome")),
    Field("at_risk", "object or null", mark("amount (decimal text) and currency"), lambda row: amount(row.at_risk)),
    Field(
        "act_by_from",
        "str or null",
        mark("the act-by before, with the staff zone's offset"),
        lambda row: local(row.move.act_before, row.zones.act_by),
    ),
    Field(
        "act_by_to", "str or null", mark("the act-by after"), lambda row: local(row.move.act_after, row.zones.act_by)
    ),
)
