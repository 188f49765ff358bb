"""The fields of the due list, and of the shops in `status`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from aftersales.core.money.amount import Money
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.platform.stream_ages import StreamAge
from aftersales.rendering.fields.view import (
    BUYER,
    STAKE,
    WINNABLE,
    Field,
    amount,
    attributed,
    counted,
    json_value,
    local,
)


def _get(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


# Pinned: a name once here is never removed or re-typed.
DUE_FIELDS: tuple[Field, ...] = (
    Field("case", "int", mark("short id: one sequence per ledger over all shops, never reused"), _get("case")),
    Field("ref", "str or null", mark("the platform's number"), _get("ref")),
    Field("order", "str or null", mark("order number, as text"), _get("order")),
    Field("shop", "str", mark("the storefront"), _get("shop")),
    Field("market", "str", mark("ISO code of the market"), _get("market")),
    Field("kind", "str", mark("refund, return, replacement, cancellation, …"), _get("kind")),
    Field("duty", "str", mark("what must be done next: respond, confirm-receipt, refund, check, …"), _get("duty")),
    Field("owner", "str", mark("who owes it: seller, buyer or platform"), _get("owner")),
    Field("product", "str or null", mark("what it is about, in the platform's words"), _get("product")),
    Field("sku", "str or null", mark("the seller's SKU"), _get("sku")),
    Field("reason", "str or null", mark("the buyer's reason, in the platform's words"), _get("reason")),
    Field("quantity", "int or null", mark("how many units"), _get("quantity")),
    Field("flags", "list of str", mark("quick-refund, inferred, repeat-buyer, stale, new, …"), lambda a: list(a.flags)),
    Field(
        "started_at",
        "str",
        mark("the event that started the clock, ISO 8601"),
        lambda a: local(a.started_at, a.zone),
    ),
    Field("due", "str", mark("the deadline, ISO 8601 with the market's offset"), lambda a: local(a.due, a.zone)),
    Field(
        "act_by",
        "str or null",
        mark("last staffed moment before it, with the staff zone's offset; null: no staff calendar"),
        lambda a: local(a.act_by, a.staff_zone or a.zone),
    ),
    Field(
        "left_seconds", "int",
        mark("due minus now, floored; negative when overdue; before it opens: opens minus now"), _get("left_seconds"),
    ),
    Field(
        "band", "str", mark("overdue, today, soon or later; what can be done since less than a day is today"),
        _get("band"),
    ),
    Field("source", "str", mark("stamped (the platform gave it) or computed"), _get("source")),
    Field("rule", "str or null", mark("id of the computed rule; null when only stamped"), _get("rule")),
    Field("policy", "str", mark("name of the rule set"), _get("policy")),
    Field("outcome", "str", mark("what happens if nothing is done"), _get("outcome")),
    Field("at_risk", "object or null", mark("amount (decimal text) and currency"), lambda a: amount(a.at_risk)),
    Field("confirmed", "bool", mark("false: recorded here, not yet seen in the platform's data"), _get("confirmed")),
    Field("as_of", "str or null", mark("how fresh this shop's data are"), lambda a: local(a.as_of, a.zone)),
    Field("next", "str", mark("the command to type"), _get("next")),
    Field("buyer_counts", "object or null", BUYER, lambda a: counted(a.buyer_counts)),
    Field(
        "snoozed_until", "str or null", mark("until when it is hidden; null where it is not snoozed"),
        lambda a: local(a.snoozed_until, a.zone),
    ),
    Field("stake", "str", STAKE, _get("stake")),
    Field(
        "opens", "str or null", mark("from when it can be done, ISO 8601; null where it can be done now"),
        lambda a: local(a.opens, a.zone),
    ),
    Field(
        "open_from", "str or null",
        mark("of an appeal or a claim: from when it can be made, also where that has come; `due` is its last moment"),
        lambda a: local(a.open_from, a.zone),
    ),
    Field("winnable", "object or null", WINNABLE, lambda a: amount(a.winnable)),
)  # fmt: skip


class StatusRow(NamedTuple):
    """A shop in the list of `status`; `as_of` is in the shop's zone, None before the first import. `to_do` counts the
    cases of the list by band, `at_risk` is the money that silence moves, by currency; `recovered` what claims
    and appeals brought back, `recovery_lost` what they did not, `recovery_pending` what they still may. `appealable`
    cases can be appealed now, which can bring back `winnable`. `streams` are the platform's lists, where it is asked
    for them, and `orders_as_of` is how fresh the orders to send are.
    """

    shop: str
    market: str
    policy: str
    timezone: str
    as_of: datetime | None
    stale: bool
    open: int
    overdue: int
    today: int
    soon: int
    unconfirmed: int
    to_do: Mapping[str, int] = MappingProxyType({})
    at_risk: Sequence[Money] = ()
    by_hand: bool = False
    unread: int = 0
    ahead: bool = False
    recovered: Sequence[Money] = ()
    recovery_lost: Sequence[Money] = ()
    recovery_pending: Sequence[Money] = ()
    orders: str = "fold"
    appealable: int = 0
    winnable: Sequence[Money] = ()
    streams: Sequence[StreamAge] = ()
    orders_as_of: datetime | None = None

    @property
    def is_missing(self) -> bool:
        """Whether nobody can say what is due, since nothing was ever imported."""
        return self.as_of is None and not self.by_hand

    @property
    def is_unsure(self) -> bool:
        """Whether something may be due that nobody here can know of."""
        return self.ahead or self.is_missing or (self.stale and not self.by_hand)


STATUS_FIELDS = (
    *attributed(
        ("shop", "str", mark("the storefront")),
        ("market", "str", mark("ISO code of the market")),
        ("policy", "str", mark("name of the rule set")),
        ("timezone", "str", mark("the zone of its deadlines")),
        ("as_of", "str or null", mark("how fresh its after-sales data are, ISO 8601")),
        ("stale", "bool", mark("whether they are older than 24 hours")),
        ("open", "int", mark("open cases")),
        ("overdue", "int", mark("duties past their deadline")),
        ("today", "int", mark("duties due today")),
        ("soon", "int", mark("duties due within 48 hours")),
        ("unconfirmed", "int", mark("recorded here, not yet seen in the platform's data")),
    ),
    Field("to_do", "object", mark("the cases of the list, by band"), lambda row: dict(row.to_do)),
    Field(
        "at_risk",
        "list of object",
        mark("the money that silence moves: amount (decimal text) and currency"),
        lambda row: [json_value(money) for money in row.at_risk],
    ),
    Field(
        "by_hand",
        "bool",
        mark("whether its cases are recorded by hand, so that no import is expected"),
        _get("by_hand"),
    ),
    Field("unread", "int", mark("cases with a word of TikTok's that is not known here"), _get("unread")),
    Field(
        "recovered",
        "list of object",
        mark("what claims, appeals and reimbursed postage have brought in"),
        lambda row: [json_value(money) for money in row.recovered],
    ),
    Field(
        "recovery_lost",
        "list of object",
        mark("what claims, appeals and postage to be reimbursed were for, and have not brought"),
        lambda row: [json_value(money) for money in row.recovery_lost],
    ),
    Field(
        "recovery_pending",
        "list of object",
        mark("what claims, appeals and postage that wait for an answer may still bring"),
        lambda row: [json_value(money) for money in row.recovery_pending],
    ),
    Field("orders", "str", mark("how its orders to send or trace are listed: fold, list or off"), _get("orders")),
    Field("appealable", "int", mark("cases that can be appealed now"), _get("appealable")),
    Field(
        "winnable",
        "list of object",
        mark("what these appeals can bring back: amount (decimal text) and currency"),
        lambda row: [json_value(money) for money in row.winnable],
    ),
    Field(
        "orders_as_of",
        "str or null",
        mark("how fresh its orders to send are, ISO 8601"),
        lambda row: row.orders_as_of.isoformat() if row.orders_as_of else None,
    ),
    Field(
        "streams",
        "list of object",
        mark("TikTok's lists, where it is asked for them: stream, as_of, and fault (message, at, code, request_id)"),
        lambda row: [age.as_object() for age in row.streams],
    ),
)
