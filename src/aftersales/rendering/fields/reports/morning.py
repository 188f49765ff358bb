"""The fields of the morning report, and of its parts."""

from __future__ import annotations

from typing import Any

from aftersales.core.deadlines.due_list import Freshness
from aftersales.core.reports.morning import MorningReport
from aftersales.language import mark
from aftersales.rendering.fields.due import DUE_FIELDS
from aftersales.rendering.fields.view import Field, View, attributed, json_value

DECIDED_FIELDS = attributed(
    ("case", "int", mark("short id")),
    ("shop", "str", mark("the storefront")),
    ("kind", "str", mark("refund, return, replacement, cancellation, …")),
    ("what", "str", mark("answered, refunded, dispute, appeal, claim or cancelled")),
    ("how", "str", mark("approved, offered or rejected; seller or buyer: for whom a ruling is; won or lost; a mode")),
    ("by", "str", mark("seller, platform, buyer or unknown")),
    ("at", "str", mark("when, or the latest that it can have been, ISO 8601 in UTC")),
    ("money", "object or null", mark("what it is about: amount (decimal text) and currency")),
    ("reason", "str or null", mark("the buyer's reason, in the platform's words")),
)
MISSED_FIELDS = attributed(
    ("case", "int", mark("short id")),
    ("shop", "str", mark("the storefront")),
    ("kind", "str", mark("refund, return, replacement, cancellation, …")),
    ("duty", "str", mark("what was not done in time")),
    ("stake", "str", mark("what silence costs: money, right or standing")),
    ("due", "str", mark("the deadline that passed, ISO 8601 in UTC")),
    ("fate", "str", mark("lost: the platform has acted; late: you answered late; open: not known yet")),
    ("money", "object or null", mark("what silence moves: amount (decimal text) and currency")),
)
ARRIVED_FIELDS = attributed(
    ("shop", "str", mark("the storefront")),
    ("kind", "str", mark("refund, return, replacement, cancellation, delivery, …")),
    ("number", "int", mark("how many came in")),
    ("asked", "list of objects", mark("what the buyers ask for, by currency: amount and currency")),
)
CHANCE_FIELDS = attributed(
    ("case", "int", mark("short id")),
    ("shop", "str", mark("the storefront")),
    ("kind", "str", mark("refund, return, delivery, …")),
    ("on", "str", mark("on whom it can be made: carrier or platform")),
    ("because", "str", mark("why: lost, damaged or not-received")),
    ("due", "str or null", mark("until when, ISO 8601 with the market's offset; null where that is not known")),
    ("money", "object or null", mark("what it can bring: amount (decimal text) and currency")),
)


def _objects(fields: Any, rows: Any) -> list[dict[str, Any]]:
    return list(View(fields, rows).objects())


def shop_object(fresh: Freshness) -> dict[str, Any]:
    """How fresh a shop's data are, as a JSON object."""
    return {
        "shop": fresh.shop,
        "as_of": fresh.as_of.isoformat() if fresh.as_of else None,
        "unsure": fresh.is_unsure,
    }


def _local(report: MorningReport, when: Any) -> str:
    return str(when.astimezone(report.agenda.zone).isoformat())


def morning_object(report: MorningReport) -> dict[str, Any]:
    """The morning report as a JSON object; its keys are those of MORNING_FIELDS."""
    return View(MORNING_FIELDS, [report]).single()


MORNING_FIELDS = (
    Field(
        "now",
        "str",
        mark("the instant for which it was made, ISO 8601"),
        lambda r: _local(r, r.frame.now),
    ),
    Field(
        "since",
        "str",
        mark("since when it tells what is new, ISO 8601"),
        lambda r: r.span.since.isoformat(),
    ),
    Field(
        "marked",
        "bool",
        mark("whether that is the last report with --mark; false: 24 hours ago"),
        lambda r: r.span.is_marked,
    ),
    Field(
        "only_new",
        "bool",
        mark("whether `due` has only cases that are new or more urgent since then"),
        lambda r: r.only_new,
    ),
    Field(
        "empty",
        "bool",
        mark("whether there is nothing to tell, and the data are fresh"),
        lambda r: r.is_empty,
    ),
    Field(
        "unsure",
        "bool",
        mark("whether data are missing or old, so that more may be due"),
        lambda r: r.frame.is_unsure,
    ),
    Field(
        "to_do",
        "object",
        mark("cases to answer, by section of the list"),
        lambda r: dict(r.agenda.counts),
    ),
    Field(
        "at_risk",
        "list of objects",
        mark("what your silence gives to buyers, by currency"),
        lambda r: json_value(r.agenda.money),
    ),
    Field(
        "due",
        "list of objects",
        mark("the cases of the list, in its order; keys as for `due`"),
        lambda r: _objects(DUE_FIELDS, [c.action for c in r.agenda.lines]),
    ),
    Field(
        "folded",
        "object",
        mark("what the list only counts, by group: parcels, looks, chores, …"),
        lambda r: {g.name: g.number for g in r.agenda.groups},
    ),
    Field(
        "decided",
        "list of objects",
        mark("what TikTok decided; see below"),
        lambda r: _objects(DECIDED_FIELDS, r.decided),
    ),
    Field(
        "given_away",
        "list of objects",
        mark("what TikTok gave buyers since you did not answer, by currency"),
        lambda r: json_value(r.given_away),
    ),
    Field(
        "missed",
        "list of objects",
        mark("deadlines that passed without an answer; see below"),
        lambda r: _objects(MISSED_FIELDS, r.missed),
    ),
    Field(
        "in_doubt",
        "list of objects",
        mark("what those may yet cost, by currency"),
        lambda r: json_value(r.in_doubt),
    ),
    Field(
        "arrived",
        "list of objects",
        mark("what came in, by shop and kind; see below"),
        lambda r: _objects(ARRIVED_FIELDS, r.arrivals),
    ),
    Field(
        "claims",
        "list of objects",
        mark("claims that could be made; see below"),
        lambda r: _objects(CHANCE_FIELDS, r.chances),
    ),
    Field(
        "appeals",
        "int",
        mark("cases that can be appealed now"),
        lambda r: r.appeals.number,
    ),
    Field(
        "winnable",
        "list of objects",
        mark("what those can bring back, by currency"),
        lambda r: json_value(r.appeals.winnable),
    ),
    Field(
        "shops",
        "list of objects",
        mark("each shop: as_of (null: no data yet), unsure"),
        lambda r: [shop_object(f) for f in r.frame.freshness],
    ),
)
