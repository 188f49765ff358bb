"""The fields of the due list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aftersales.language import tr
from aftersales.rendering.fields.view import BUYER, STAKE, Field, amount, counted, local


def _get(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


# Pinned: a name once here is never removed or re-typed.
DUE_FIELDS: tuple[Field, ...] = (
    Field("case", "int", tr("short id: one sequence per ledger over all shops, never reused"), _get("case")),
    Field("ref", "str or null", tr("the platform's number"), _get("ref")),
    Field("order", "str or null", tr("order number, as text"), _get("order")),
    Field("shop", "str", tr("the storefront"), _get("shop")),
    Field("market", "str", tr("ISO code of the market"), _get("market")),
    Field("kind", "str", tr("refund, return, replacement, cancellation, …"), _get("kind")),
    Field("duty", "str", tr("what must be done next: respond, confirm-receipt, refund, check, …"), _get("duty")),
    Field("owner", "str", tr("who owes it: seller, buyer or platform"), _get("owner")),
    Field("product", "str or null", tr("what it is about, in the platform's words"), _get("product")),
    Field("sku", "str or null", tr("the seller's SKU"), _get("sku")),
    Field("reason", "str or null", tr("the buyer's reason, in the platform's words"), _get("reason")),
    Field("quantity", "int or null", tr("how many units"), _get("quantity")),
    Field("flags", "list of str", tr("quick-refund, inferred, repeat-buyer, stale, …"), lambda a: list(a.flags)),
    Field("started_at", "str", tr("the event that started the clock, ISO 8601"), lambda a: local(a.started_at, a.zone)),
    Field("due", "str", tr("the deadline, ISO 8601 with the market's offset"), lambda a: local(a.due, a.zone)),
    Field(
        "act_by",
        "str or null",
        tr("last staffed moment before it, with the staff zone's offset; null: no staff calendar"),
        lambda a: local(a.act_by, a.staff_zone or a.zone),
    ),
    Field(
        "left_seconds", "int",
        tr("due minus now, floored; negative when overdue; before it opens: opens minus now"), _get("left_seconds"),
    ),
    Field("band", "str", tr("overdue, today, soon or later"), _get("band")),
    Field("source", "str", tr("stamped (the platform gave it) or computed"), _get("source")),
    Field("rule", "str or null", tr("id of the computed rule; null when only stamped"), _get("rule")),
    Field("policy", "str", tr("name of the rule set"), _get("policy")),
    Field("outcome", "str", tr("what happens if nothing is done"), _get("outcome")),
    Field("at_risk", "object or null", tr("amount (decimal text) and currency"), lambda a: amount(a.at_risk)),
    Field("confirmed", "bool", tr("false: recorded here, not yet seen in the platform's data"), _get("confirmed")),
    Field("as_of", "str or null", tr("how fresh this shop's data are"), lambda a: local(a.as_of, a.zone)),
    Field("next", "str", tr("the command to type"), _get("next")),
    Field("buyer_counts", "object or null", BUYER, lambda a: counted(a.buyer_counts)),
    Field(
        "snoozed_until", "str or null", tr("until when it is hidden; null where it is not snoozed"),
        lambda a: local(a.snoozed_until, a.zone),
    ),
    Field("stake", "str", STAKE, _get("stake")),
    Field(
        "opens", "str or null", tr("from when it can be done, ISO 8601; null where it can be done now"),
        lambda a: local(a.opens, a.zone),
    ),
)  # fmt: skip
