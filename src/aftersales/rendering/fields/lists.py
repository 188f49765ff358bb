"""The fields of every list but those of `due` and `status`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from aftersales.core.money.amount import Money
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, attributed, json_value

if TYPE_CHECKING:  # each of these is of one list alone
    from aftersales.core.cases.cancellation import Verdict
    from aftersales.core.cases.stored import StoredOrder
    from aftersales.core.messages.playbooks import Playbook


class ChecklistRow(NamedTuple):
    """What is still to be done in Seller Center for a case. `at` is in the market's zone; `about` names the case,
    `link` is its address there, where that is known.
    """

    case: int
    shop: str
    order: str | None
    ref: str | None
    event: str
    at: datetime
    do: str
    about: str
    link: str = ""


CHECKLIST_FIELDS = attributed(
    ("case", "int", mark("short id")),
    ("shop", "str", mark("the storefront")),
    ("order", "str or null", mark("order number")),
    ("ref", "str or null", mark("the platform's number")),
    ("event", "str", mark("what was recorded")),
    ("at", "str", mark("when, ISO 8601")),
    ("do", "str", mark("what is to be done in Seller Center")),
)


class CancelRow(NamedTuple):
    """An order, and whether one side may still cancel it."""

    stored: StoredOrder
    verdict: Verdict


CANCEL_FIELDS = (
    Field("order", "str", mark("order number"), attrgetter("stored.ref")),
    Field("shop", "str", mark("the storefront"), attrgetter("stored.shop")),
    Field("status", "str or null", mark("the order's status, null where it is not known"), attrgetter("stored.status")),
    Field("who", "str", mark("buyer or seller"), attrgetter("verdict.who")),
    Field("may", "bool", mark("whether that side may still cancel"), attrgetter("verdict.may")),
    Field("how", "str", mark("automatic, request (you answer it), direct, or no"), attrgetter("verdict.how")),
    Field("why", "str", mark("the reason in words"), attrgetter("verdict.why")),
    Field("source", "str", mark("where that was read"), attrgetter("verdict.source")),
)


class DraftRow(NamedTuple):
    """A draft of a message to a buyer; `withheld` says why a sentence was left out (None: none was). `unfilled` are the
    marks in it that the seller fills in, `warnings` what else to look at first, `others` the case's other drafts.
    """

    case: int
    draft: str
    language: str
    text: str
    withheld: str | None
    unfilled: Sequence[str] = ()
    warnings: Sequence[str] = ()
    others: Sequence[str] = ()


DRAFT_FIELDS = attributed(
    ("case", "int", mark("short id")),
    ("draft", "str", mark("name of the draft, such as approve-keep, quality-contact or stuck")),
    ("language", "str", mark("en or zh")),
    ("text", "str", mark("the message, with its line ends")),
    ("withheld", "str or null", mark("why a sentence is left out in this market")),
    ("unfilled", "list of str", mark("the marks in the text that you fill in, such as [AMOUNT]")),
    ("warnings", "list of str", mark("what to look at before you send it")),
    ("others", "list of str", mark("the other drafts for this case")),
)


class PlaybookRow(NamedTuple):
    """What to do about a review; the cause is None where it is not known yet."""

    case: int
    cause: str | None
    plan: Playbook


PLAYBOOK_FIELDS = (
    Field("case", "int", mark("short id"), attrgetter("case")),
    Field("cause", "str or null", mark("why the buyer is unhappy; null where not known"), attrgetter("cause")),
    Field("title", "str", mark("what the playbook is for"), attrgetter("plan.title")),
    Field("title_zh", "str", mark("the same in Chinese"), attrgetter("plan.title_zh")),
    Field("steps", "list of str", mark("what to do, step by step"), lambda row: list(row.plan.steps)),
    Field(
        "withheld",
        "str or null",
        mark("why you must not ask for the review to be changed"),
        lambda row: row.plan.withheld or None,
    ),
    Field("source", "str", mark("where that was read"), attrgetter("plan.source.text")),
    Field("source_date", "str or null", mark("the source's date"), lambda row: json_value(row.plan.source.dated)),
    Field("confidence", "str", mark("high, medium or low"), attrgetter("plan.source.confidence")),
)


class EvidenceFile(NamedTuple):
    """A file kept as proof. `added_at` is in the market's zone; `state` is kept, changed or gone."""

    path: str
    sha256: str
    size: int
    added_at: datetime
    state: str


class EvidenceRow(NamedTuple):
    """One kind of proof, and the files kept of it; of those with the same `any_of` one is enough."""

    case: int
    step: str
    proof: str
    meaning: str
    mandatory: bool
    any_of: str | None
    files: Sequence[EvidenceFile]
    source: str


EVIDENCE_FIELDS = attributed(
    ("case", "int", mark("short id")),
    ("step", "str", mark("what the proof is for: reject, refuse, dispute, appeal, review-appeal or claim")),
    ("proof", "str", mark("name of the proof for `evidence add --as`")),
    ("meaning", "str", mark("what the platform asks for")),
    ("mandatory", "bool", mark("whether the step is refused without it (unless --force)")),
    ("any_of", "str or null", mark("of those with the same value here, one is enough")),
    ("files", "list of object", mark("path, size, sha256, added_at and state (kept, changed, gone) of each")),
    ("source", "str", mark("where that was read")),
)


class CalendarRow(NamedTuple):
    """A day of a market; `name` is why it is closed (None: a working day)."""

    market: str
    date: date
    weekday: str
    open: bool
    name: str | None
    doubt: str | None
    due: int
    at_risk: Sequence[Money]
    act: int | None
    staff_off: str | None


CALENDAR_FIELDS = attributed(
    ("market", "str", mark("ISO code of the market")),
    ("date", "str", mark("the day")),
    ("weekday", "str", mark("mon, tue, …")),
    ("open", "bool", mark("whether it counts as a business day")),
    ("name", "str or null", mark("why it is closed")),
    ("doubt", "str or null", mark("what is uncertain about its year's holidays")),
    ("due", "int", mark("how many of your duties fall due on it")),
    ("at_risk", "list of object", mark("the money that silence on them moves, by currency, a case counted once")),
    (
        "act",
        "int or null",
        mark("how many of your duties have their act-by on it; null: no staff calendar"),
    ),
    ("staff_off", "str or null", mark("why your staff is off")),
)
