"""The fields of the week's report, and of its parts."""

from __future__ import annotations

from typing import Any

from aftersales.core.reports.week import WeekReport
from aftersales.language import mark
from aftersales.rendering.fields.reports.morning import ARRIVED_FIELDS, DECIDED_FIELDS, MISSED_FIELDS, shop_object
from aftersales.rendering.fields.view import Field, View, attributed, json_value

AHEAD_FIELDS = attributed(
    ("date", "str", mark("a day of the week to come, from today on")),
    ("cases", "int", mark("cases to answer by then, by the earlier of act-by and deadline; overdue ones are apart")),
    ("money", "list of objects", mark("what silence on them gives to buyers, by currency: amount and currency")),
    ("orders", "int", mark("orders to send by then")),
    ("closed", "str", mark("why no shop works on it; empty: some do")),
    ("closed_for", "list of str", mark("the shops that don't work on it, where others do")),
)
REFUNDED_FIELDS = attributed(
    ("name", "str", mark("the mode, or the buyer's reason in the platform's words; empty where there is none")),
    ("number", "int", mark("how many refunds")),
    ("money", "list of objects", mark("how much, by currency: amount and currency")),
)


def _objects(fields: Any, rows: Any) -> list[dict[str, Any]]:
    return list(View(fields, rows).objects())


def week_object(report: WeekReport) -> dict[str, Any]:
    """The week's report as a JSON object; its keys are those of WEEK_FIELDS."""
    return View(WEEK_FIELDS, [report]).single()


WEEK_FIELDS = (
    Field(
        "now",
        "str",
        mark("the instant for which it was made, ISO 8601"),
        lambda r: r.frame.now.astimezone(r.zone).isoformat(),
    ),
    Field("since", "str", mark("when the week past begins, ISO 8601"), lambda r: r.span.since.isoformat()),
    Field(
        "marked",
        "bool",
        mark("whether that is the last report with --mark; false: seven days ago"),
        lambda r: r.span.is_marked,
    ),
    Field("empty", "bool", mark("whether there is nothing to tell, and the data are fresh"), lambda r: r.is_empty),
    Field(
        "unsure",
        "bool",
        mark("whether data are missing or old, so that more may be due"),
        lambda r: r.frame.is_unsure,
    ),
    Field("overdue", "int", mark("cases to answer that are overdue"), lambda r: r.overdue),
    Field(
        "ahead",
        "list of objects",
        mark("the seven days to come; see below"),
        lambda r: _objects(AHEAD_FIELDS, r.ahead),
    ),
    Field(
        "answered",
        "object",
        mark("how many requests were answered, by whom: seller, platform, unknown"),
        lambda r: dict(sorted(r.answers.items())),
    ),
    Field(
        "results",
        "list of objects",
        mark("what came of cases, one by one; keys as in `decided` of `report morning`"),
        lambda r: _objects(DECIDED_FIELDS, r.results),
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
        mark("deadlines that passed without an answer; keys as in `report morning`"),
        lambda r: _objects(MISSED_FIELDS, r.missed),
    ),
    Field(
        "in_doubt", "list of objects", mark("what those may yet cost, by currency"), lambda r: json_value(r.in_doubt)
    ),
    Field(
        "refunds_by_mode",
        "list of objects",
        mark("refunds by return mode; see below"),
        lambda r: _objects(REFUNDED_FIELDS, r.refunded("mode")),
    ),
    Field(
        "refunds_by_reason",
        "list of objects",
        mark("refunds by the buyer's reason; see below"),
        lambda r: _objects(REFUNDED_FIELDS, r.refunded("reason")),
    ),
    Field(
        "claims_won",
        "list of objects",
        mark("what claims brought, by currency"),
        lambda r: json_value(r.claimed("won")),
    ),
    Field(
        "claims_lost",
        "list of objects",
        mark("what lost claims were for, by currency"),
        lambda r: json_value(r.claimed("lost")),
    ),
    Field(
        "arrived",
        "list of objects",
        mark("what came in, by shop and kind; keys as in `report morning`"),
        lambda r: _objects(ARRIVED_FIELDS, r.arrivals),
    ),
    Field(
        "shops",
        "list of objects",
        mark("each shop: as_of (null: no data yet), unsure"),
        lambda r: [shop_object(fresh) for fresh in r.frame.freshness],
    ),
)
