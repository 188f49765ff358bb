"""The fields of every list but the due list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import BUYER, STAKE, Field


def keyed(*fields: tuple[str, str, str]) -> tuple[Field, ...]:
    """Fields of rows that are mappings: (name, type, meaning) each."""

    def getter(name: str) -> Callable[[Mapping[str, Any]], Any]:
        return lambda row: row[name]

    return tuple(Field(name, type_, meaning, getter(name)) for name, type_, meaning in fields)


def attributed(*fields: tuple[str, str, str]) -> tuple[Field, ...]:
    """Fields of rows that are records: (name, type, meaning) each. A `datetime` becomes ISO 8601 with its offset."""

    def getter(name: str) -> Callable[[Any], Any]:
        return lambda row: _json_value(getattr(row, name))

    return tuple(Field(name, type_, meaning, getter(name)) for name, type_, meaning in fields)


def _json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


EXPLAIN_FIELDS = keyed(
    ("rule", "str or null", tr("id of the rule; null where only the platform deadline is known")),
    ("duty", "str", tr("what must be done")),
    ("owner", "str", tr("who owes it")),
    ("started_by", "str", tr("the event that started the clock")),
    ("started_at", "str", tr("when, ISO 8601")),
    ("term", "str", tr("the length that was counted, with the overlay that makes it longer")),
    ("policy", "str", tr("name of the rule set")),
    ("source_text", "str", tr("where the rule was read")),
    ("source_url", "str or null", tr("its address, where one is known")),
    ("source_date", "str or null", tr("the source's date")),
    ("confidence", "str", tr("high, medium or low")),
    ("steps", "list of str", tr("the calculation, step by step")),
    ("due", "str", tr("the deadline that holds, ISO 8601")),
    ("computed_due", "str or null", tr("what the rule gives")),
    ("stamped_due", "str or null", tr("what the platform gave")),
    ("drift_seconds", "int or null", tr("stamped minus computed")),
    ("outcome", "str", tr("what happens if nothing is done")),
    ("state", "str", tr("waiting, not-open, running, paused, met, missed, unknown, lapsed, unconfirmed or history")),
    ("holds", "bool", tr("whether this deadline counts among those of the same duty")),
    ("unit", "str or null", tr("hours, days, weeks or business days; null where no rule computed it")),
    ("timezone", "str or null", tr("the time zone in which it was counted")),
    ("started_between", "list of str or null", tr("of an inferred start: its earliest and latest moment")),
    ("days", "list of object", tr("date, number and skipped (why) of each day, where business days are counted")),
    (
        "overlay",
        "object or null",
        tr("name, from, until, length or plus, source, file, due_without of what made it longer"),
    ),
    ("extended", "list of object", tr("at, by, due and refused (why, or null) of each extension")),
    ("pauses", "list of object", tr("from, until, paused_by, resumed_by and due (after it) of each pause")),
    ("competing", "list of object", tr("rule, due and why_lost (null: it counts) of other deadlines of the same duty")),
    ("checked", "str or null", tr("when the rules were last compared with their sources")),
    ("checked_days", "int or null", tr("how many days ago that is")),
    ("calendar", "str or null", tr("the calendar, where business days are counted")),
    ("known_through", "int or null", tr("the last year for which its holidays are published")),
    ("file", "str or null", tr("the policy file that decides the rule; your own file by its path")),
    (
        "act_by",
        "str or null",
        tr("last staffed moment before it, with the staff zone's offset; null: no staff calendar"),
    ),
    (
        "rule_term",
        "str or null",
        tr("the rule's own length, where an overlay makes it longer too; null: no rule computed it"),
    ),
    ("opens", "str or null", tr("from when it can be done, ISO 8601; null: from the start")),
    ("stake", "str", STAKE),
)

CHECKLIST_FIELDS = keyed(
    ("case", "int", tr("short id")),
    ("shop", "str", tr("the storefront")),
    ("order", "str or null", tr("order number")),
    ("ref", "str or null", tr("the platform's number")),
    ("event", "str", tr("what was recorded")),
    ("at", "str", tr("when, ISO 8601")),
    ("do", "str", tr("what is to be done in Seller Center")),
)

CANCEL_FIELDS = keyed(
    ("order", "str", tr("order number")),
    ("shop", "str", tr("the storefront")),
    ("status", "str or null", tr("the order's status, null where it is not known")),
    ("who", "str", tr("buyer or seller")),
    ("may", "bool", tr("whether that side may still cancel")),
    ("how", "str", tr("automatic, request (you answer it), direct, or no")),
    ("why", "str", tr("the reason in words")),
    ("source", "str", tr("where that was read")),
)

DRAFT_FIELDS = keyed(
    ("case", "int", tr("short id")),
    ("draft", "str", tr("name of the draft, such as quality-contact or stuck")),
    ("language", "str", tr("en or zh")),
    ("text", "str", tr("the message, with its line ends")),
    ("withheld", "str or null", tr("why a sentence is left out in this market")),
)

EVIDENCE_FIELDS = keyed(
    ("case", "int", tr("short id")),
    ("step", "str", tr("what the proof is for: reject, refuse, dispute, appeal or review-appeal")),
    ("proof", "str", tr("name of the proof for `evidence add --as`")),
    ("meaning", "str", tr("what the platform asks for")),
    ("mandatory", "bool", tr("whether the step is refused without it (unless --force)")),
    ("any_of", "str or null", tr("of those with the same value here, one is enough")),
    ("files", "list of object", tr("path, size, sha256, added_at and state (kept, changed, gone) of each")),
    ("source", "str", tr("where that was read")),
)

CHOOSE_FIELDS = keyed(
    ("case", "int", tr("short id")),
    ("refund", "object", tr("the refund owed: amount (decimal text) and currency")),
    ("recommended", "str or null", tr("the cheapest mode; null where missing figures could change it")),
    ("modes", "list of object", tr("each mode, the cheapest first; its fields are below")),
    ("flip_point", "object or null", tr("the landed cost at which the cheapest return costs as much as keep")),
    ("flip_mode", "str or null", tr("which return that is")),
    ("flip", "str or null", tr("the same in words")),
    (
        "inputs",
        "list of object",
        tr("name, value and from (sku SKU, shop SHOP, costs, default, …) of every figure used"),
    ),
    ("missing", "list of str", tr("the figures that are missing")),
    ("hints", "list of str", tr("the keys to set with `config set`, quoted for a shell")),
    ("notes", "list of str", tr("what else you should know")),
    ("flags", "list of str", tr("what is special about the case and its buyer")),
    ("buyer_counts", "object or null", BUYER),
    (
        "learnt",
        "object or null",
        tr("name, median (decimal text), count, since and currency of a figure, of past returns"),
    ),
    ("rule", "object or null", tr("what your mode rules say: id, mode (or ask), offer and why; null where none fits")),
)

MODE_FIELDS = keyed(
    ("mode", "str", tr("keep, seller-address, local-service or partial")),
    ("available", "bool", tr("whether it is available")),
    ("why_not", "str or null", tr("why it is not")),
    ("cost", "object or null", tr("its expected cost; null where unknown")),
    ("terms", "list of object", tr("name and amount (decimal text) of each term of the cost; they add up to it")),
    ("missing", "list of str", tr("the figures that the cost lacks")),
    ("flip_point", "object or null", tr("the landed cost at which this return costs as much as keep")),
    ("inputs", "list of object", tr("name, value and from of the figures used for it")),
    ("deadlines", "list of object", tr("duty, owner and due of what it starts now")),
    ("follows", "str", tr("what it does to the deadlines, in words")),
    ("seller_center", "str", tr("what is done for it in Seller Center")),
)


class StatusRow(NamedTuple):
    """A shop in the list of `status`; `as_of` is in the shop's zone, None before the first import."""

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


STATUS_FIELDS = attributed(
    ("shop", "str", tr("the storefront")),
    ("market", "str", tr("ISO code of the market")),
    ("policy", "str", tr("name of the rule set")),
    ("timezone", "str", tr("the zone of its deadlines")),
    ("as_of", "str or null", tr("how fresh its after-sales data are, ISO 8601")),
    ("stale", "bool", tr("whether they are older than 24 hours")),
    ("open", "int", tr("open cases")),
    ("overdue", "int", tr("duties past their deadline")),
    ("today", "int", tr("duties due today")),
    ("soon", "int", tr("duties due within 48 hours")),
    ("unconfirmed", "int", tr("recorded here, not yet seen in the platform's data")),
)

CALENDAR_FIELDS = keyed(
    ("market", "str", tr("ISO code of the market")),
    ("date", "str", tr("the day")),
    ("weekday", "str", tr("mon, tue, …")),
    ("open", "bool", tr("whether it counts as a business day")),
    ("name", "str or null", tr("why it is closed")),
    ("doubt", "str or null", tr("what is uncertain about its year's holidays")),
    ("due", "int", tr("how many of your duties fall due on it")),
    ("at_risk", "list of object", tr("the money at risk in them, by currency, a case counted once")),
    (
        "act",
        "int or null",
        tr("how many of your duties have their act-by on it; null: no staff calendar"),
    ),
    ("staff_off", "str or null", tr("why your staff is off")),
)
