"""The fields of every list but the due list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter

from aftersales.core.cases.cancellation import Verdict
from aftersales.core.cases.stored import StoredOrder
from aftersales.core.messages.playbooks import Playbook
from aftersales.core.money.amount import Money
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, attributed, json_value


class ChecklistRow(NamedTuple):
    """What is still to be done in Seller Center for a case. `at` is in the market's zone; `about` names the case."""

    case: int
    shop: str
    order: str | None
    ref: str | None
    event: str
    at: datetime
    do: str
    about: str


CHECKLIST_FIELDS = attributed(
    ("case", "int", tr("short id")),
    ("shop", "str", tr("the storefront")),
    ("order", "str or null", tr("order number")),
    ("ref", "str or null", tr("the platform's number")),
    ("event", "str", tr("what was recorded")),
    ("at", "str", tr("when, ISO 8601")),
    ("do", "str", tr("what is to be done in Seller Center")),
)


class CancelRow(NamedTuple):
    """An order, and whether one side may still cancel it."""

    stored: StoredOrder
    verdict: Verdict


CANCEL_FIELDS = (
    Field("order", "str", tr("order number"), attrgetter("stored.ref")),
    Field("shop", "str", tr("the storefront"), attrgetter("stored.shop")),
    Field("status", "str or null", tr("the order's status, null where it is not known"), attrgetter("stored.status")),
    Field("who", "str", tr("buyer or seller"), attrgetter("verdict.who")),
    Field("may", "bool", tr("whether that side may still cancel"), attrgetter("verdict.may")),
    Field("how", "str", tr("automatic, request (you answer it), direct, or no"), attrgetter("verdict.how")),
    Field("why", "str", tr("the reason in words"), attrgetter("verdict.why")),
    Field("source", "str", tr("where that was read"), attrgetter("verdict.source")),
)


class DraftRow(NamedTuple):
    """A draft of a message to a buyer; `withheld` says why a sentence was left out (None: none was)."""

    case: int
    draft: str
    language: str
    text: str
    withheld: str | None


DRAFT_FIELDS = attributed(
    ("case", "int", tr("short id")),
    ("draft", "str", tr("name of the draft, such as quality-contact or stuck")),
    ("language", "str", tr("en or zh")),
    ("text", "str", tr("the message, with its line ends")),
    ("withheld", "str or null", tr("why a sentence is left out in this market")),
)


class PlaybookRow(NamedTuple):
    """What to do about a review; the cause is None where it is not known yet."""

    case: int
    cause: str | None
    plan: Playbook


PLAYBOOK_FIELDS = (
    Field("case", "int", tr("short id"), attrgetter("case")),
    Field("cause", "str or null", tr("why the buyer is unhappy; null where not known"), attrgetter("cause")),
    Field("title", "str", tr("what the playbook is for"), attrgetter("plan.title")),
    Field("title_zh", "str", tr("the same in Chinese"), attrgetter("plan.title_zh")),
    Field("steps", "list of str", tr("what to do, step by step"), lambda row: list(row.plan.steps)),
    Field(
        "withheld",
        "str or null",
        tr("why you must not ask for the review to be changed"),
        lambda row: row.plan.withheld or None,
    ),
    Field("source", "str", tr("where that was read"), attrgetter("plan.source.text")),
    Field("source_date", "str or null", tr("the source's date"), lambda row: json_value(row.plan.source.dated)),
    Field("confidence", "str", tr("high, medium or low"), attrgetter("plan.source.confidence")),
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
    ("case", "int", tr("short id")),
    ("step", "str", tr("what the proof is for: reject, refuse, dispute, appeal or review-appeal")),
    ("proof", "str", tr("name of the proof for `evidence add --as`")),
    ("meaning", "str", tr("what the platform asks for")),
    ("mandatory", "bool", tr("whether the step is refused without it (unless --force)")),
    ("any_of", "str or null", tr("of those with the same value here, one is enough")),
    ("files", "list of object", tr("path, size, sha256, added_at and state (kept, changed, gone) of each")),
    ("source", "str", tr("where that was read")),
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
