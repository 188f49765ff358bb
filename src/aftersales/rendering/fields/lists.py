"""The fields of every list but the due list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import BUYER, Field


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
    ("rule", "str or null", "id of the rule; null where only the platform's stamp is known"),
    ("duty", "str", "what must be done"),
    ("owner", "str", "who owes it"),
    ("started_by", "str", "the event that started the clock"),
    ("started_at", "str", "when, ISO 8601"),
    ("term", "str", "the length that was counted, with the overlay that makes it longer"),
    ("policy", "str", "name of the rule set"),
    ("source_text", "str", "where the rule was read"),
    ("source_url", "str or null", "its address, where one is known"),
    ("source_date", "str or null", "the source's date"),
    ("confidence", "str", "high, medium or low"),
    ("steps", "list of str", "the reckoning, step by step"),
    ("due", "str", "the deadline that holds, ISO 8601"),
    ("computed_due", "str or null", "what the rule gives"),
    ("stamped_due", "str or null", "what the platform gave"),
    ("drift_seconds", "int or null", "stamped minus computed"),
    ("outcome", "str", "what happens on silence"),
    ("state", "str", "waiting, running, paused, met, missed, unknown, lapsed, unconfirmed or history"),
    ("holds", "bool", "whether this deadline counts among those that bind the same duty"),
    ("unit", "str or null", "hours, days, weeks or business days; null where no rule reckoned it"),
    ("timezone", "str or null", "the wall clock on which it was counted"),
    ("started_between", "list of str or null", "of an inferred start: the early and the late end of the interval"),
    ("days", "list of object", "date, number and skipped (why) of each day, where business days are counted"),
    (
        "overlay",
        "object or null",
        "name, from, until, length or plus, source, file, due_without of what made it longer",
    ),
    ("extended", "list of object", "at, by, due and refused (why, or null) of each extension"),
    ("pauses", "list of object", "from, until, paused_by, resumed_by and due (after it) of each pause"),
    ("competing", "list of object", "rule, due and why_lost (null: it counts) of what else binds the same duty"),
    ("checked", "str or null", "when the rules were last compared with their sources"),
    ("checked_days", "int or null", "how many days ago that is"),
    ("calendar", "str or null", "the calendar, where business days are counted"),
    ("known_through", "int or null", "the last year for which its holidays are published"),
    ("file", "str or null", "the policy file that has the last word on the rule; one of your own by its path"),
    ("act_by", "str or null", "last staffed moment before it, with the staff zone's offset; null: no staff calendar"),
    (
        "rule_term",
        "str or null",
        "the rule's own length, where an overlay makes it longer too; null: no rule reckoned it",
    ),
)

CHECKLIST_FIELDS = keyed(
    ("case", "int", "short id"),
    ("shop", "str", "the storefront"),
    ("order", "str or null", "order number"),
    ("ref", "str or null", "the platform's number"),
    ("event", "str", "what was recorded"),
    ("at", "str", "when, ISO 8601"),
    ("do", "str", "what is to be done in Seller Center"),
)

CANCEL_FIELDS = keyed(
    ("order", "str", "order number"),
    ("shop", "str", "the storefront"),
    ("status", "str or null", "the order's status, null where it is not known"),
    ("who", "str", "buyer or seller"),
    ("may", "bool", "whether that side may still cancel"),
    ("how", "str", "automatic, request (you answer it), direct, or no"),
    ("why", "str", "the reason in words"),
    ("source", "str", "where that was read"),
)

DRAFT_FIELDS = keyed(
    ("case", "int", "short id"),
    ("draft", "str", "which draft it is, such as quality-contact or stuck"),
    ("language", "str", "en or zh"),
    ("text", "str", "the message, with its line ends"),
    ("withheld", "str or null", "why a sentence was left out in this market"),
)

EVIDENCE_FIELDS = keyed(
    ("case", "int", "short id"),
    ("step", "str", "what the proof is for: reject, refuse, dispute, appeal or review-appeal"),
    ("proof", "str", "which proof: the word for `evidence add --as`"),
    ("meaning", "str", "what the platform asks for"),
    ("mandatory", "bool", "whether the step is refused without it (unless --force)"),
    ("any_of", "str or null", "of those with the same word here, one is enough"),
    ("files", "list of object", "path, size, sha256, added_at and state (kept, changed, gone) of each"),
    ("source", "str", "where that was read"),
)

CHOOSE_FIELDS = keyed(
    ("case", "int", "short id"),
    ("refund", "object", "the refund owed: amount (decimal text) and currency"),
    ("recommended", "str or null", "the cheapest mode; null where figures that are missing could make it another"),
    ("modes", "list of object", "each mode, the cheapest first; its fields are below"),
    ("flip_point", "object or null", "the landed cost at which the cheapest return costs as much as keep"),
    ("flip_mode", "str or null", "which return that is"),
    ("flip", "str or null", "the same in words"),
    ("inputs", "list of object", "name, value and from (sku SKU, shop SHOP, costs, default, …) of every figure used"),
    ("missing", "list of str", "the figures that are missing"),
    ("hints", "list of str", "the keys worth setting with `config set`, as a shell takes them"),
    ("notes", "list of str", "what you should know beside the figures"),
    ("flags", "list of str", "what is special about the case and its buyer"),
    ("buyer_counts", "object or null", BUYER),
    ("learnt", "object or null", "name, median (decimal text), count, since and currency of a figure, of past returns"),
    ("rule", "object or null", "what your mode rules say: id, mode (or ask), offer and why; null where none fits"),
)

MODE_FIELDS = keyed(
    ("mode", "str", "keep, seller-address, local-service or partial"),
    ("available", "bool", "whether it is to be had"),
    ("why_not", "str or null", "why it is not"),
    ("cost", "object or null", "what it is expected to cost; null where that can't be told"),
    ("terms", "list of object", "name and amount (decimal text) of each term of the cost; they add up to it"),
    ("missing", "list of str", "the figures that are missing to tell the cost"),
    ("flip_point", "object or null", "the landed cost at which this return costs as much as keep"),
    ("inputs", "list of object", "name, value and from of the figures it is reckoned with"),
    ("deadlines", "list of object", "duty, owner and due of what it sets going now"),
    ("follows", "str", "what it does to the deadlines, in words"),
    ("seller_center", "str", "what is done for it in Seller Center"),
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
    ("shop", "str", "the storefront"),
    ("market", "str", "ISO code of the market"),
    ("policy", "str", "name of the rule set"),
    ("timezone", "str", "the zone of its deadlines"),
    ("as_of", "str or null", "how fresh its after-sales data are, ISO 8601"),
    ("stale", "bool", "whether they are older than 24 hours"),
    ("open", "int", "open cases"),
    ("overdue", "int", "duties past their deadline"),
    ("today", "int", "duties due today"),
    ("soon", "int", "duties due within 48 hours"),
    ("unconfirmed", "int", "recorded here, not yet seen in the platform's data"),
)

CALENDAR_FIELDS = keyed(
    ("market", "str", "ISO code of the market"),
    ("date", "str", "the day"),
    ("weekday", "str", "mon, tue, …"),
    ("open", "bool", "whether it counts as a business day"),
    ("name", "str or null", "why it is closed"),
    ("doubt", "str or null", "what is not certain of its year's holidays"),
    ("due", "int", "how many of your duties fall due on it"),
    ("at_risk", "list of object", "the money at risk in them, by currency, a case counted once"),
    (
        "act",
        "int or null",
        "how many of your duties have their act-by on it; null: no staff calendar",
    ),
    ("staff_off", "str or null", "why nobody of your staff is in"),
)
