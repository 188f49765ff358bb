"""The fields of the due list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aftersales.rendering.fields.view import BUYER, Field, amount, counted, local


def _get(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


# Pinned: a name once here is never removed or re-typed.
DUE_FIELDS: tuple[Field, ...] = (
    Field("case", "int", "short id: one sequence per ledger over all shops, never reused", _get("case")),
    Field("ref", "str or null", "the platform's number", _get("ref")),
    Field("order", "str or null", "order number, as text", _get("order")),
    Field("shop", "str", "the storefront", _get("shop")),
    Field("market", "str", "ISO code of the market", _get("market")),
    Field("kind", "str", "refund, return, replacement, cancellation, …", _get("kind")),
    Field("duty", "str", "what must be done next: respond, confirm-receipt, refund, check, …", _get("duty")),
    Field("owner", "str", "who owes it: seller, buyer or platform", _get("owner")),
    Field("product", "str or null", "what it is about, in the platform's words", _get("product")),
    Field("sku", "str or null", "the seller's SKU", _get("sku")),
    Field("reason", "str or null", "the buyer's reason, in the platform's words", _get("reason")),
    Field("quantity", "int or null", "how many units", _get("quantity")),
    Field("flags", "list of str", "quick-refund, inferred, repeat-buyer, stale, …", lambda a: list(a.flags)),
    Field("started_at", "str", "the event that started the clock, ISO 8601", lambda a: local(a.started_at, a.zone)),
    Field("due", "str", "the deadline, ISO 8601 with the market's offset", lambda a: local(a.due, a.zone)),
    Field(
        "act_by", "str or null", "last staffed moment before it, with the staff zone's offset; null: no staff calendar",
        lambda a: local(a.act_by, a.staff_zone or a.zone),
    ),
    Field("left_seconds", "int", "due minus now, floored; negative when overdue", _get("left_seconds")),
    Field("band", "str", "overdue, today, soon or later", _get("band")),
    Field("source", "str", "stamped (the platform gave it) or computed", _get("source")),
    Field("rule", "str or null", "id of the computed rule; null when only stamped", _get("rule")),
    Field("policy", "str", "name of the rule set", _get("policy")),
    Field("outcome", "str", "what happens on silence", _get("outcome")),
    Field("at_risk", "object or null", "amount (decimal text) and currency", lambda a: amount(a.at_risk)),
    Field("confirmed", "bool", "false: recorded here, not yet seen in the platform's data", _get("confirmed")),
    Field("as_of", "str or null", "how fresh this shop's data are", lambda a: local(a.as_of, a.zone)),
    Field("next", "str", "the command to type", _get("next")),
    Field("buyer_counts", "object or null", BUYER, lambda a: counted(a.buyer_counts)),
    Field(
        "snoozed_until", "str or null", "until when it is out of sight; null where no snooze is in force",
        lambda a: local(a.snoozed_until, a.zone),
    ),
)  # fmt: skip
