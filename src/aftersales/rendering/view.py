"""Decides which fields each list has, in which order and of which type; the formats and the README are renderings of
these tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from aftersales.core.buyers import Counts
from aftersales.core.money import Money
from aftersales.core.triage import Action


class Field(NamedTuple):
    """One column. `value` gives a JSON value: text, whole number, bool, list, object or None."""

    name: str
    type: str
    meaning: str
    value: Callable[[Any], Any]


class View(NamedTuple):
    """Rows under fields: all that a format needs."""

    fields: Sequence[Field]
    rows: Sequence[Any]

    def objects(self) -> Iterable[dict[str, Any]]:
        """Each row as a JSON object, keys in field order."""
        for row in self.rows:
            yield {f.name: f.value(row) for f in self.fields}


class Section(NamedTuple):
    """A part of a page about one thing: a title, named facts, lines of text, and under them what is to be copied, each
    line as it stands however wide.
    """

    title: str
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    copied: Sequence[str] = ()


class Freshness(NamedTuple):
    """How old a shop's data are. `as_of` in the shop's zone; None where none were imported."""

    shop: str
    as_of: datetime | None
    stale: bool


class DuePage(NamedTuple):
    """The morning list as a person sees it. Instants are aware; `hidden` counts the duties beyond the horizon, and
    `counted` are all within it, where --limit cut some off. `first_staffed`: the first hidden one is to be acted on
    before it falls due, and `first_hidden` is when. `snoozed` counts those left out until later, the first of them
    until `awake`, in its zone. `doubts` are sentences, in parts not to be broken, on rules that may have changed and on
    days that are not known.
    """

    actions: Sequence[Action]
    now: datetime
    freshness: Sequence[Freshness]
    hidden: int
    first_hidden: datetime | None
    within: timedelta | None
    cut: int
    counted: Sequence[Action] | None = None
    snoozed: int = 0
    awake: datetime | None = None
    doubts: Sequence[Sequence[str]] = ()
    first_staffed: bool = False


def local(when: datetime | None, zone: tzinfo) -> str | None:
    """ISO 8601 with the zone's offset."""
    return None if when is None else when.astimezone(zone).isoformat()


def amount(value: Money | None) -> dict[str, str] | None:
    """Money as a JSON object with a decimal string."""
    return None if value is None else {"amount": value.decimal(), "currency": value.currency}


def counted(value: Counts | None) -> dict[str, int] | None:
    """What is known of a buyer as a JSON object."""
    return None if value is None else value._asdict()


def _get(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


_BUYER = "of the buyer by then: requests_90d, orders, orders_returned, defect_products; null where not known"

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
    Field("buyer_counts", "object or null", _BUYER, lambda a: counted(a.buyer_counts)),
    Field(
        "snoozed_until", "str or null", "until when it is out of sight; null where no snooze is in force",
        lambda a: local(a.snoozed_until, a.zone),
    ),
)  # fmt: skip


def keyed(*fields: tuple[str, str, str]) -> tuple[Field, ...]:
    """Fields of rows that are mappings: (name, type, meaning) each."""

    def getter(name: str) -> Callable[[Mapping[str, Any]], Any]:
        return lambda row: row[name]

    return tuple(Field(name, type_, meaning, getter(name)) for name, type_, meaning in fields)


CASES_FIELDS = keyed(
    ("case", "int", "short id"),
    ("ref", "str or null", "the platform's number"),
    ("order", "str or null", "order number"),
    ("shop", "str", "the storefront"),
    ("market", "str", "ISO code of the market"),
    ("kind", "str", "refund, return, replacement, cancellation, …"),
    ("decision", "str", "pending, approved, rejected or offered"),
    ("parcel", "str", "none, awaited, shipped, delivered, received, refused or lost"),
    ("money", "str", "none, owed, partial or refunded"),
    ("mode", "str", "how an approved return is settled"),
    ("open", "bool", "whether anything can still happen to it"),
    ("attempt", "int", "1st, 2nd, … submission of the same request"),
    ("opened_at", "str", "when the buyer asked, ISO 8601"),
    ("due", "str or null", "the seller's next deadline, ISO 8601"),
    ("amount", "object or null", "the refund asked for"),
    ("product", "str or null", "what it is about"),
    ("sku", "str or null", "the seller's SKU"),
    ("quantity", "int or null", "how many units"),
    ("reason", "str or null", "the buyer's reason"),
    ("buyer", "str or null", "the buyer's handle"),
    ("tracking", "str or null", "the return parcel's number"),
    ("flags", "list of str", "what is special about it"),
    ("arbitration", "str", "the platform's ruling in a dispute: none, in-progress, for-buyer, for-seller or closed"),
    ("appeal", "str", "your appeal: none, filed, won or lost"),
)

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

WRITE_FIELDS = keyed(
    ("case", "int or null", "short id"),
    ("event", "str", "what was recorded"),
    ("at", "str", "when it happened, ISO 8601"),
    ("dry_run", "bool", "true: nothing was written"),
    ("changed", "bool", "whether the ledger changed"),
    ("warnings", "list of str", "what you should know"),
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
    ("buyer_counts", "object or null", _BUYER),
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

TRIAL_FIELDS = keyed(
    ("case", "int", "short id"),
    ("order", "str or null", "order number"),
    ("shop", "str", "the storefront"),
    ("sku", "str or null", "the seller's SKU"),
    ("buyer", "str or null", "the buyer's handle"),
    ("decided_at", "str", "when it was decided, ISO 8601"),
    ("refund", "object or null", "the refund asked for"),
    ("done", "str", "the mode it was settled in; undecided where that was never said"),
    ("done_by", "str", "seller, platform or unknown"),
    ("verdict", "str", "decides, ask, conflict or none: what the rules would have come to"),
    ("rule", "str or null", "id of the rule that decides or asks"),
    ("mode", "str or null", "the mode by rule, or ask; null where no rule fits"),
    ("offer", "object or null", "what the rule would have offered"),
    ("why", "str", "why, in words"),
    ("cost_done", "object or null", "what the mode it was settled in is expected to cost by today's figures"),
    ("cost_rule", "object or null", "the same of the mode by rule"),
    ("difference", "object or null", "cost_rule less cost_done: below zero where the rule would have cost less"),
    ("missing", "list of str", "what is missing to tell either cost: figures, mode where it was never said, or refund"),
)

IMPORT_FIELDS = keyed(
    ("file", "str", "the file as named"),
    ("format", "str", "which format it was read as"),
    ("rows", "int", "data rows in the file"),
    ("new", "int", "orders or cases not known before"),
    ("changed", "int", "known ones that the file changed"),
    ("same", "int", "known ones that it did not"),
    ("rejected", "int", "rows that could not be read"),
    ("rejects", "list of object", "row, column, value and reason of each"),
    ("shop", "str", "whose data they are"),
    ("as_of", "str", "the instant up to which the file knows, ISO 8601"),
    ("dry_run", "bool", "true: nothing was written"),
)

STATUS_FIELDS = keyed(
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

LOG_FIELDS = keyed(
    ("write", "int", "number of the write: what `undo` takes"),
    ("at", "str", "when it was recorded, ISO 8601"),
    ("by", "str", "the user of the machine who recorded it"),
    ("command", "str", "the command that wrote"),
    ("cases", "list of int", "the cases it brought news of"),
    ("orders", "list of str", "the orders it recorded, changed or took out, at most ten of them"),
    ("events", "list of str", "what it recorded on cases, such as request.approved"),
    ("files", "list of str", "the files it read"),
    ("undoes", "int or null", "the write that it takes back"),
    ("undone_by", "int or null", "the write that took it back; such a one counts no more"),
    ("summary", "str", "all this in a few words"),
    ("rules", "object or null", "of changed rules: why, rule set before and after, open cases, zone and staff_zone"),
    ("moves", "list of object", "what these moved: case, duty, owner, change, from, to, act_by_from and act_by_to"),
)
