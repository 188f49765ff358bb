"""How urgent each duty is at an instant, and their order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from aftersales.core.money.amount import Money
from aftersales.core.requests.buyers import Counts
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

BANDS = ("overdue", "today", "soon", "later")
SOON = timedelta(hours=48)
DEFAULT_WITHIN = timedelta(days=2)
STALE = timedelta(hours=24)
COLLECTION = "collection"  # what is left of a dispatch once the order is ready to ship
JUST_OPENED = timedelta(
    hours=24
)  # so long what can now be done stands in the list of today: whoever looks daily sees it
BEHIND = timedelta(hours=1)  # orders that are so much older than the requests are told with their own time
AHEAD = timedelta(hours=2)  # two clocks that are right differ by less, also where one missed summer time
CHECKED_FOR = timedelta(days=180)  # how long rules may go unchecked before the reader is warned


class Action(NamedTuple):
    """One line of the list: a duty of a case, with everything needed to act on it. Instants are UTC-aware.

    `zone` is the market's, for showing, and `staff_zone` that of the staff calendar, where one is set; `act_late` says
    whether acting after the deadline still helps. `buyer_counts` is what is known of the buyer, of a request only, and
    None until it is asked for; `snoozed_until` is set while a snooze is in force, `opens` until the duty can be done:
    so long it is `later`, and `left_seconds` are those to the opening. `just_opened`: it is `today` since it could not
    be done before; `open_from` is from when a right can be used. `winnable` is what an appeal or a claim can bring
    back. `stake` is one of STAKES; `before_import`: it was due before the shop's first import.
    `attempt` is which submission of the same request it belongs to.
    """

    case: int
    ref: str | None
    order: str | None
    shop: str
    market: str
    kind: str
    duty: str
    owner: str
    product: str | None
    sku: str | None
    reason: str | None
    quantity: int | None
    flags: tuple[str, ...]
    started_at: datetime
    due: datetime
    act_by: datetime | None
    left_seconds: int
    band: str
    source: str
    rule: str | None
    policy: str
    outcome: str
    at_risk: Money | None
    confirmed: bool
    as_of: datetime | None
    next: str
    zone: tzinfo
    act_late: bool = False
    snoozed_until: datetime | None = None
    buyer_counts: Counts | None = None
    staff_zone: tzinfo | None = None
    opens: datetime | None = None
    stake: str = ""
    before_import: bool = False
    winnable: Money | None = None
    open_from: datetime | None = None
    just_opened: bool = False
    attempt: int = 1

    @property
    def amount(self) -> Money | None:
        """What the line is about: the money at risk, else what can be brought back."""
        return self.at_risk or self.winnable


def deciding(action: Action) -> datetime:
    """The instant that decides whether a line is within a horizon: the opening of what can't be done yet, else the
    earlier of the deadline and of the last staffed moment.
    """
    return action.opens or first(action.due, action.act_by)


def first(due: datetime, act_by: datetime | None) -> datetime:
    """The instant that decides how urgent a duty is: the earlier of the deadline and of the last staffed moment."""
    return due if act_by is None else min(act_by, due)


def out_of_hours(started_at: datetime, act_by: datetime | None) -> bool:
    """Whether no staff work between the start of a clock and its deadline: the last staffed moment is before both."""
    return act_by is not None and act_by <= started_at


def band(due: datetime, now: datetime, zone: tzinfo, act_by: datetime | None = None, in_transit: bool = False) -> str:
    """How near the deadline is. Today means: not after 23:59:59 of now's date in the market's zone.

    A receipt that the platform has stamped while the parcel is still under way is the carrier's time: later, until the
    deadline has passed; then somebody must look.
    """
    if due < now:
        return "overdue"
    if in_transit:
        return "later"
    deciding = first(due, act_by)
    if deciding < now or deciding.astimezone(zone).date() <= now.astimezone(zone).date():
        return "today"
    return "soon" if deciding <= now + SOON else "later"


def has_just_opened(opens_at: datetime | None, now: datetime) -> bool:
    """Whether a duty can be done since less than JUST_OPENED."""
    return opens_at is not None and now - JUST_OPENED < opens_at <= now


def day_end(now: datetime, zone: tzinfo) -> datetime:
    """The instant at which today ends in a zone: what comes before it is due today."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


def left(due: datetime, now: datetime) -> int:
    """Whole seconds until `due`, floored; negative when overdue."""
    return (due - now) // timedelta(seconds=1)


def in_order(actions: Iterable[Action]) -> list[Action]:
    """Overdue where acting still helps, then by the earlier of act-by and due, then by money within a currency. Where
    the office closes for days, all that falls due meanwhile has the same act-by: of those the deadline goes first.
    """
    return sorted(
        actions,
        key=lambda a: (
            not (a.band == "overdue" and a.act_late),
            first(a.due, a.act_by),
            a.due,
            a.at_risk.currency if a.at_risk else "~",
            -a.at_risk.minor if a.at_risk else 0,
            a.case,
        ),
    )


def next_command(
    case: int, duty: str, owner: str, *, confirmed: bool, in_transit: bool, overdue: bool, kind: str = ""
) -> str:
    """The command to type for a duty. What was decided here and is not confirmed waits for that word."""
    if not confirmed:
        return tr("aftersales confirm {case}", case=case)
    if owner == "platform" or (owner == "buyer" and not overdue):
        return tr("aftersales show {case}", case=case)
    if owner == "buyer" or duty == "close":
        return tr("aftersales close {case} --reason lapsed", case=case)
    command = "done" if kind == "routine" else _COMMAND.get(duty, "show")
    if duty == "follow-up" and kind != "review":
        command = "show"
    return f"aftersales {'delivered' if in_transit else command} {case}"


# The usual next step of each duty.
_COMMAND = {
    "respond": "approve",
    "confirm-receipt": "received",
    "refund": "refund",
    "replace": "replaced",
    "reject-missing": "refused",
    "gather-evidence": "evidence list",
    "appeal": "evidence list",
    "claim": "evidence list",
    "contact-buyer": "draft",
    "follow-up": "draft",
    "dispatch": "order dispatched",
    COLLECTION: "order collected",
    "trace": "done",
    "reclaim": "done",
    "tell-buyer": "draft",
    "send-back": "send-back sent",
    "reclaim-postage": "send-back reimbursed",
    "answer-message": "note",
}


def money_at_risk(actions: Iterable[Action]) -> list[Money]:
    """The money that silence moves, each case once, by currency.

    A parcel that is not sent yet moves none, and neither does a receipt whose parcel is still under way.
    """
    cases: dict[tuple[str, int], int] = {}
    for a in actions:
        if a.at_risk is not None and a.stake == "money" and "in-transit" not in a.flags:
            key = (a.at_risk.currency, a.case)
            cases[key] = max(cases.get(key, 0), a.at_risk.minor)
    sums: dict[str, int] = {}
    for (currency, _), minor in cases.items():
        sums[currency] = sums.get(currency, 0) + minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def worst(actions: Iterable[Action]) -> str | None:
    """The most urgent band present, or None for no action."""
    bands = {a.band for a in actions}
    return next((b for b in BANDS if b in bands), None)


def unchecked(rules: Iterable[tuple[str, date | None]], now: datetime) -> list[tuple[str, date]]:
    """The rules (name, when last checked) that nobody compared with their sources for too long, each once, by name."""
    return [(n, day) for n, day in sorted(dict(rules).items()) if day is not None and now.date() - day > CHECKED_FOR]


def beyond_calendar(actions: Iterable[Action]) -> list[int]:
    """The cases with a deadline past the years whose holidays are published."""
    return sorted({a.case for a in actions if "beyond-calendar" in a.flags})
