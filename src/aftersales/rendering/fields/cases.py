"""The fields of a case, and of the list of cases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aftersales.core.cases.stored import StoredCase
from aftersales.core.money.amount import optional_money
from aftersales.core.requests import buyers
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.fields.case_parts.buyer_window import WINDOW_FIELDS, WindowRow
from aftersales.rendering.fields.case_parts.receipt import ITEMS, SUGGESTION
from aftersales.rendering.fields.claims.case import CLAIM_OF_CASE, left_of_refund
from aftersales.rendering.fields.view import BUYER, STAKE, Field, View, amount, counted, local

if TYPE_CHECKING:
    from aftersales.core.auto_rules.auto_rule import AutoAnswer
    from aftersales.core.cases.model import Event
    from aftersales.core.clocks.buyer_window import WindowEnd
    from aftersales.core.clocks.clock import Clock
    from aftersales.core.clocks.derive import Derived
    from aftersales.core.modes.grade_suggestion import GradeSuggestion
    from aftersales.core.requests.receipt import GradedItem
    from aftersales.core.rules.policy import Rule


class CaseRow(NamedTuple):
    """A case, the seller's next deadline (UTC; None: no duty), the zone of its market, and what silence costs. `items`
    are what came back of it, as it was graded.
    """

    case: StoredCase
    due: datetime | None
    zone: ZoneInfo
    stake: str = "none"
    items: Sequence[GradedItem] = ()

    @property
    def flags(self) -> list[str]:
        """What is special about the case, `missing` included."""
        return phrases.with_missing(self.case.flags, self.case)


def _text(name: str, meaning: str) -> Field:
    return Field(name, "str or null", meaning, lambda row: getattr(row.case, name) or None)


def _moment(name: str, meaning: str) -> Field:
    return Field(name, "str or null", meaning, lambda row: local(getattr(row.case, name), row.zone))


# What the platform and the buyer wrote, in their own words.
_TEXTS: tuple[Field, ...] = (
    _text("buyer_note", mark("what the buyer wrote with the request")),
    _text("variation", mark("colour, size and the like")),
    _text("substatus", mark("the export's finer status")),
    _text("dispute_status", mark("the export's text on a dispute")),
    _text("appeal_status", mark("the export's text on an appeal")),
    _text("compensation_status", mark("the export's text on the platform's compensation")),
    Field("compensation", "object or null", mark("what that pays you"), lambda row: amount(row.case.compensated)),
    _text("combined_ref", mark("the number of requests that come back in one parcel")),
)
_ORDER_TEXTS: tuple[Field, ...] = (
    _text("buyer_message", mark("what the buyer wrote with the order")),
    _text("after_sale", mark("the export's text for what was asked of the order")),
    _text("order_type", mark("regular, pre-order, made-to-order, back-order or custom")),
    _text("shipping_type", mark("who arranges the shipping: seller or platform")),
    _text("handling", mark("the listing's handling time")),
    _moment("cancel_asked_at", mark("since when the buyer wants to cancel, ISO 8601")),
)

# What the list of cases and a case's report both have.
_WHERE: tuple[Field, ...] = (
    Field("shop", "str", mark("the storefront"), attrgetter("case.shop")),
    Field("market", "str", mark("ISO code of the market"), attrgetter("case.market")),
    Field("kind", "str", mark("refund, return, replacement, cancellation, …"), attrgetter("case.kind")),
)
_WHAT: tuple[Field, ...] = (
    Field("product", "str or null", mark("what it is about"), attrgetter("case.product")),
    Field("sku", "str or null", mark("the seller's SKU"), attrgetter("case.sku")),
    Field("quantity", "int or null", mark("how many units"), attrgetter("case.quantity")),
    Field("reason", "str or null", mark("the buyer's reason"), attrgetter("case.reason")),
    Field("buyer", "str or null", mark("the buyer's handle"), attrgetter("case.buyer")),
    Field("tracking", "str or null", mark("the return parcel's number"), attrgetter("case.tracking")),
)

_PARCEL = mark("none, awaited, shipped, delivered, received, refused or lost")
CASES_FIELDS: tuple[Field, ...] = (
    Field("case", "int", mark("short id"), attrgetter("case.id")),
    Field("ref", "str or null", mark("the platform's number"), attrgetter("case.ref")),
    Field("order", "str or null", mark("order number"), attrgetter("case.order")),
    *_WHERE,
    Field("decision", "str", mark("pending, approved, rejected or offered"), attrgetter("case.decision")),
    Field("parcel", "str", _PARCEL, attrgetter("case.parcel")),
    Field("money", "str", mark("none, owed, partial or refunded"), attrgetter("case.money")),
    Field("mode", "str", mark("how an approved return is settled"), attrgetter("case.mode")),
    Field("open", "bool", mark("whether anything can still happen"), lambda row: not row.case.settled),
    Field("attempt", "int", mark("1st, 2nd, … submission of the same request"), attrgetter("case.attempt")),
    Field("opened_at", "str", mark("when the buyer asked, ISO 8601"), lambda row: local(row.case.opened_at, row.zone)),
    Field("due", "str or null", mark("the seller's next deadline, ISO 8601"), lambda row: local(row.due, row.zone)),
    Field("amount", "object or null", mark("the refund asked for"), lambda row: amount(row.case.asked)),
    *_WHAT,
    Field("flags", "list of str", mark("what is special about it"), lambda row: row.flags),
    Field(
        "arbitration",
        "str",
        mark("the platform's ruling in a dispute: none, in-progress, for-buyer, for-seller or closed"),
        attrgetter("case.arbitration"),
    ),
    Field("appeal", "str", mark("your appeal: none, filed, won or lost"), attrgetter("case.appeal")),
    Field("stake", "str", STAKE, attrgetter("stake")),
    *_TEXTS,
    ITEMS,
)


class CaseReport(NamedTuple):
    """Everything known of a case now. `buyer_window` says whether it was asked in time (empty: not known), `possible`
    which commands make sense, `claim` the claim that might be made, `auto_answer` what Seller Center answers; `zone`
    is that of its market, `staff_zone` that of its staff (None: no staff calendar). `items` are what came back as it
    was graded, `suggestion` what that suggests while nothing is settled. `send_back` is the rule by which refused goods
    go back to the buyer once customer service calls, None where that is no matter now.
    """

    case: StoredCase
    derived: Derived
    now: datetime
    zone: ZoneInfo
    staff_zone: ZoneInfo | None
    buyer_window: str
    possible: Sequence[str]
    snoozed_until: datetime | None = None
    windows: Sequence[WindowEnd] = ()
    items: Sequence[GradedItem] = ()
    suggestion: GradeSuggestion | None = None
    claim: Any = None
    auto_answer: AutoAnswer | None = None
    send_back: Rule | None = None

    @property
    def flags(self) -> list[str]:
        """What is special about the case and its buyer."""
        flags = phrases.with_missing(self.derived.state.flags, self.case)
        return [*flags, *buyers.buyer_flags(self.case.buyer_counts)]

    @property
    def duties(self) -> list[Clock]:
        """The duties in sight."""
        return [clock for clock in self.derived.clocks if clock.in_sight(self.now)]

    @property
    def winnable(self) -> int | None:
        """What went out and an appeal can still win back, in minor units. Of a quick refund that is so too where no
        rule says until when.
        """
        clocks = [clock for clock in self.derived.clocks if clock.duty == "appeal"]
        undated = not clocks and "quick-refund" in self.derived.state.flags and "appeal" in self.possible
        if undated or any(clock.in_sight(self.now) and clock.due >= self.now for clock in clocks):
            return left_of_refund(self.derived) or None
        return None

    @property
    def stake(self) -> str:
        """What silence costs on the seller's next duty."""
        first = min((c for c in self.duties if c.owner == "seller"), key=lambda clock: clock.due, default=None)
        return first.stake if first else "none"


def _priced(minor: int | None, row: CaseReport) -> dict[str, str] | None:
    """An amount of a case in minor units, as a JSON object."""
    return amount(optional_money(minor, row.case.any_currency))


def _event(event: Event, mark: str, row: CaseReport) -> dict[str, Any]:
    """An event of the timeline, amounts in what it says as decimal text."""
    data = dict(event.data)
    if "amount" in data:
        data["amount"] = _priced(data["amount"], row)
    return {
        "event": event.name,
        "at": local(event.at, row.zone),
        "earliest": local(event.earliest, row.zone),
        "inferred": event.inferred,
        "data": data,
        "source": event.source,
        "origin": event.origin,
        "mark": mark or None,
    }


def _lines(row: CaseReport) -> list[dict[str, Any]]:
    """The items as they were stored, each with the same keys."""
    return [
        {"amount": _priced(line["amount"], row)}
        | {key: line.get(key) for key in ("product", "quantity", "sku", "variation")}
        for line in json.loads(row.case.lines or "[]")
    ]


def _auto_rule(row: CaseReport) -> dict[str, Any] | None:
    answer = row.auto_answer
    if answer is None:
        return None
    return {
        "id": answer.rule,
        "why": answer.why,
        "back_at": local(answer.back_at, row.zone),
        "seen_waiting": local(answer.seen_at, row.zone),
    }


def _platform(row: CaseReport) -> dict[str, Any] | None:
    latest = row.derived.timeline.latest
    return latest and {"status": latest.raw, "as_of": local(latest.last_seen, row.zone)}


def _duty(clock: Clock, row: CaseReport) -> dict[str, Any]:
    return {
        "duty": clock.duty,
        "owner": clock.owner,
        "rule": clock.rule,
        "due": local(clock.due, row.zone),
        "opens": local(clock.opens_at, row.zone) if clock.opens_after(row.now) else None,
        "outcome": clock.outcome,
        "stake": clock.stake,
        "confirmed": clock.confirmed,
        "open_from": local(clock.open_from, row.zone),
        "winnable": amount(clock.winnable),
    }


# Of a case's report. Pinned: a name once here is never removed or re-typed.
SHOW_FIELDS: tuple[Field, ...] = (
    Field("case", "int", mark("short id"), attrgetter("case.id")),
    *_WHERE,
    Field("ref", "str or null", mark("the platform's number"), attrgetter("case.ref")),
    *_WHAT,
    Field("origin", "str", mark("where it is known from"), attrgetter("case.origin")),
    Field("order", "str or null", mark("order number"), attrgetter("case.order")),
    Field("order_status", "str or null", mark("the order's status"), attrgetter("case.order_status")),
    Field(
        "order_raw_status",
        "str or null",
        mark("the same as the platform writes it"),
        attrgetter("case.order_raw_status"),
    ),
    Field("amount", "object or null", mark("the refund asked for"), lambda row: _priced(row.case.amount, row)),
    Field("paid", "object or null", mark("what was paid for the order"), lambda row: amount(row.case.order_total)),
    Field("lines", "list of object", mark("sku, product, quantity, amount and variation of each item"), _lines),
    Field("opened_at", "str", mark("when the buyer asked, ISO 8601"), lambda row: local(row.case.opened_at, row.zone)),
    Field("decision", "str", mark("pending, approved, rejected or offered"), attrgetter("derived.state.decision")),
    Field("parcel", "str", _PARCEL, attrgetter("derived.state.parcel")),
    Field("money", "str", mark("none, owed, partial or refunded"), attrgetter("derived.state.money")),
    Field(
        "refunded",
        "object or null",
        mark("what was refunded so far"),
        lambda row: _priced(row.derived.state.refunded, row),
    ),
    Field("mode", "str", mark("how an approved return is settled"), attrgetter("derived.state.mode")),
    Field("attempt", "int", mark("1st, 2nd, … submission of the same request"), attrgetter("derived.state.attempt")),
    Field(
        "arbitration",
        "str",
        mark("the platform's ruling in a dispute: none, in-progress, for-buyer, for-seller or closed"),
        attrgetter("derived.state.arbitration"),
    ),
    Field("appeal", "str", mark("your appeal: none, filed, won or lost"), attrgetter("derived.state.appeal")),
    Field("cause", "str or null", mark("why the buyer of a review is unhappy"), attrgetter("derived.state.cause")),
    Field("open", "bool", mark("whether anything can still happen"), lambda row: not row.derived.state.settled),
    Field("flags", "list of str", mark("what is special about the case and its buyer"), attrgetter("flags")),
    Field(
        "buyer_window", "str", mark("whether it was asked in the buyer's time, in words"), attrgetter("buyer_window")
    ),
    Field(
        "buyer_windows",
        "list of object",
        mark("each of these windows; their fields are those below"),
        lambda row: list(View(WINDOW_FIELDS, [WindowRow(end, row.zone) for end in row.windows]).objects()),
    ),
    Field("platform", "object or null", mark("status and as_of: what the platform's data showed last"), _platform),
    Field(
        "timeline",
        "list of object",
        mark("event, at, earliest, inferred, data, source, origin and mark of each event"),
        lambda row: [_event(event, mark, row) for event, mark in phrases.marked_events(row.derived)],
    ),
    Field("possible", "list of str", mark("the commands that make sense now"), lambda row: list(row.possible)),
    Field(
        "return_postage",
        "object or null",
        mark("what the return's postage cost you"),
        lambda row: amount(row.case.postage),
    ),
    Field("buyer_counts", "object or null", BUYER, lambda row: counted(row.case.buyer_counts)),
    Field(
        "snoozed_until",
        "str or null",
        mark("until when it is snoozed, ISO 8601"),
        lambda row: local(row.snoozed_until, row.zone),
    ),
    Field("stake", "str", STAKE, attrgetter("stake")),
    Field(
        "duties",
        "list of object",
        mark("duty, owner, rule, due, opens, outcome, stake, confirmed, open_from and winnable of each duty in sight"),
        lambda row: [_duty(clock, row) for clock in row.duties],
    ),
    *CLAIM_OF_CASE,
    *_TEXTS,
    *_ORDER_TEXTS,
    ITEMS,
    SUGGESTION,
    Field(
        "auto_rule",
        "object or null",
        mark("id, why, back_at and seen_waiting: what Seller Center answers by your automatic rule"),
        _auto_rule,
    ),
)
