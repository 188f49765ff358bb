"""The due list: running clocks at an instant, as actions in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import Money
from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import Counts
from aftersales.core.vocabulary import WINDOWS
from aftersales.named_tuple import NamedTuple


class ShopData(NamedTuple):
    """How fresh a shop's data are, and its rules: `as_of` is None where no after-sales data were ever imported,
    `checked` is when somebody last compared the rules with their sources, `staff_zone` None where no staff calendar is
    set; `only_by_hand`: it has cases, and nothing was ever imported. `first_as_of` is that of the first import;
    `is_synced`: the platform is asked for its data; `orders_as_of` is how fresh its orders to send are.
    """

    shop: str
    as_of: datetime | None
    zone: str
    policy: str
    checked: date | None = None
    staff_zone: str | None = None
    only_by_hand: bool = False
    first_as_of: datetime | None = None
    market: str = ""
    is_synced: bool = False
    orders_as_of: datetime | None = None

    @property
    def orders_behind(self) -> datetime | None:
        """How fresh the orders to send are, where they are clearly older than the requests, which the platform was
        asked for; else None.
        """
        if not self.is_synced or self.orders_as_of is None or self.as_of is None:
            return None
        return self.orders_as_of if self.as_of - self.orders_as_of > urgency.BEHIND else None

    @property
    def local_as_of(self) -> datetime | None:
        """`as_of` in the shop's zone."""
        return self.as_of.astimezone(ZoneInfo(self.zone)) if self.as_of else None

    def stale(self, now: datetime) -> bool:
        """Whether the newest data are too old to be trusted."""
        return self.as_of is not None and now - self.as_of > urgency.STALE

    def ahead(self, now: datetime) -> bool:
        """Whether the newest data are from after now, so that the clock must be wrong."""
        return self.as_of is not None and self.as_of - now > urgency.AHEAD


class DueRow(NamedTuple):
    """A clock that runs, with its case, as the ledger has it. Instants are UTC; `case_flags` and `clock_flags` are what
    was derived for the case and for the clock.
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
    case_flags: Sequence[str]
    clock_flags: Sequence[str]
    started_at: datetime
    due: datetime
    stamped: bool
    rule: str | None
    policy: str
    outcome: str
    at_risk: Money | None
    confirmed: bool
    act_late: bool
    missing: bool
    act_by: datetime | None
    snoozed_until: datetime | None
    opens_at: datetime | None = None
    stake: str = ""
    winnable: Money | None = None
    attempt: int = 1


class Freshness(NamedTuple):
    """How old a shop's data are. `as_of` in the shop's zone; None where none were imported. `by_hand`: its cases are
    recorded by hand, so that no import is expected. `ahead`: the data are from after now. `is_synced`: the platform is
    asked for them; `orders_behind` is how fresh the orders to send are, where they are clearly older.
    """

    shop: str
    as_of: datetime | None
    stale: bool
    by_hand: bool = False
    market: str = ""
    ahead: bool = False
    is_synced: bool = False
    orders_behind: datetime | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether something may be due that nobody here can know of."""
        return self.ahead or (not self.by_hand and (self.as_of is None or self.stale))


class Later(NamedTuple):
    """The duties after a horizon: how many, and what the first of them is to be done by; `staffed` where that is a last
    staffed moment before the deadline, `opens` where it is the instant from which it can be done.
    """

    hidden: int
    first: datetime | None
    staffed: bool = False
    opens: bool = False


NOTHING_LATER = Later(0, None)


class NewSince(NamedTuple):
    """That a list has only what is new: since when in each of its shops, in the zone of the list, and None where all of
    the shop is new; a shop without cases is not among them. `flags` say of each case what is new about it: `new`,
    `moved`, `deadline-moved`.
    """

    shops: Mapping[str, datetime | None]
    flags: Mapping[int, Sequence[str]]

    def flagged(self, actions: Iterable[Action]) -> list[Action]:
        """The same lines, each with what is new about its case."""
        return [a._replace(flags=(*a.flags, *self.flags.get(a.case, ()))) for a in actions]


class Narrowing(NamedTuple):
    """What a list leaves out that its reader should know: `without_orders` are the shops whose orders to send or
    to trace it has not, `everywhere` where those are all shops listed; `unchanged` is how many cases it has not since
    they are as they were, where it has only what is new.
    """

    without_orders: Sequence[str] = ()
    everywhere: bool = False
    new_since: NewSince | None = None
    unchanged: int = 0


class DueFrame(NamedTuple):
    """What holds for a list as a whole: the instant and the horizon for which it was made, how fresh the data are, and
    what lies behind the horizon. `unchecked` are rules (name, when last checked) that nobody compared with their
    sources for long, `beyond_calendar` cases with a deadline past the years whose holidays are known; `narrowing` is
    what was left out on purpose, and `unread` are cases with a word of the platform's that is not known, so that
    nobody can say whether they are left out rightly. `left_to_rules` are cases that Seller Center answers by an
    automatic rule: they are in no list until the data show that it did not, or too long nothing. `passing`: the ledger
    is gone when the list is read, so there is nothing to type.
    """

    now: datetime
    within: timedelta | None
    freshness: Sequence[Freshness] = ()
    unchecked: Sequence[tuple[str, date]] = ()
    beyond_calendar: Sequence[int] = ()
    later: Later = NOTHING_LATER
    narrowing: Narrowing = Narrowing()
    unread: Sequence[int] = ()
    left_to_rules: Sequence[int] = ()
    passing: bool = False

    @property
    def is_unsure(self) -> bool:
        """Whether something may be due that nobody here can know of."""
        return not self.freshness or bool(self.unread) or any(fresh.is_unsure for fresh in self.freshness)

    def with_unchanged(self, cases: int) -> DueFrame:
        """The same, with how many cases are left out since they are as they were."""
        return self._replace(narrowing=self.narrowing._replace(unchanged=cases))


class DueReport(NamedTuple):
    """The list duty by duty: `shown` are its lines, `counted` all that a limit cut off included, `asleep` those left
    out because they are snoozed.
    """

    shown: Sequence[Action]
    counted: Sequence[Action]
    asleep: Sequence[Action]
    frame: DueFrame

    @property
    def cut(self) -> int:
        """How many lines the limit cut off."""
        return len(self.counted) - len(self.shown)


def actions_of(
    rows: Iterable[DueRow], now: datetime, within: timedelta | None, shops: Mapping[str, ShopData]
) -> list[Action]:
    """The overdue, and what falls due, must be acted on or opens within the horizon (None: everything), in the order in
    which it is done.
    """
    actions = [action_of(row, now, shops[row.shop]) for row in rows]
    if within is not None:
        actions = [a for a in actions if urgency.deciding(a) <= now + within or a.band in ("overdue", "today")]
    return urgency.in_order(actions)


def with_buyer_counts(actions: Iterable[Action], counts: Mapping[int, Counts]) -> list[Action]:
    """The same lines, those of requests with what is known of their buyers: `counts` by case."""
    return [
        action._replace(flags=(*action.flags, *buyers.buyer_flags(known)), buyer_counts=known)
        if (known := counts.get(action.case)) is not None
        else action
        for action in actions
    ]


def awake_and_asleep(actions: Sequence[Action], *, snoozed: bool) -> tuple[list[Action], list[Action]]:
    """The actions that a list shows, and those that it leaves out because they are snoozed; with `snoozed` none are."""
    if snoozed:
        return list(actions), []
    return [a for a in actions if a.snoozed_until is None], [a for a in actions if a.snoozed_until is not None]


def first_back(asleep: Iterable[Action]) -> datetime:
    """When the first of the snoozed ones comes back, in its market's zone."""
    return min(a.snoozed_until.astimezone(a.zone) for a in asleep if a.snoozed_until is not None)


def action_of(row: DueRow, now: datetime, shop: ShopData) -> Action:
    """A clock that runs at `now` as a line of the list."""
    action = _action(row, now, shop)
    if row.attempt > 1:  # of most lines it is the first
        action = action._replace(attempt=row.attempt)
    if row.opens_at is None and row.winnable is None and row.outcome not in WINDOWS:
        return action
    just_opened = (
        action.band in ("soon", "later")
        and "in-transit" not in row.clock_flags
        and urgency.has_just_opened(row.opens_at, now)
    )
    return action._replace(
        band="today" if just_opened else action.band,
        winnable=row.winnable,
        open_from=row.opens_at or (row.started_at if row.outcome in WINDOWS else None),
        just_opened=just_opened,
    )


def _action(row: DueRow, now: datetime, shop: ShopData) -> Action:
    """The same without what is special about a right that opens and closes."""
    asleep, opens = _ahead(row.snoozed_until, now), _ahead(row.opens_at, now)
    in_transit, zone = "in-transit" in row.clock_flags, ZoneInfo(shop.zone)
    band = "later" if opens else urgency.band(row.due, now, zone, row.act_by, in_transit)
    return Action(
        case=row.case,
        ref=row.ref,
        order=row.order,
        shop=row.shop,
        market=row.market,
        kind=row.kind,
        duty=row.duty,
        owner=row.owner,
        product=row.product,
        sku=row.sku,
        reason=row.reason,
        quantity=row.quantity,
        flags=_flags(row, stale=shop.stale(now), asleep=asleep is not None),
        started_at=row.started_at,
        due=row.due,
        act_by=row.act_by,
        left_seconds=urgency.left(opens or row.due, now),
        band=band,
        source="stamped" if row.stamped else "computed",
        rule=row.rule,
        policy=row.policy,
        outcome=row.outcome,
        at_risk=row.at_risk,
        confirmed=row.confirmed,
        as_of=shop.orders_behind or shop.as_of if row.kind == "delivery" else shop.as_of,
        next=_next_command(row, in_transit=in_transit, overdue=band == "overdue"),
        zone=zone,
        act_late=row.act_late,
        snoozed_until=asleep,
        staff_zone=ZoneInfo(shop.staff_zone) if shop.staff_zone else None,
        opens=opens,
        stake=row.stake,
        before_import=shop.first_as_of is not None and row.due < shop.first_as_of,
    )


def _ahead(when: datetime | None, now: datetime) -> datetime | None:
    return when if when is not None and when > now else None


def _next_command(row: DueRow, *, in_transit: bool, overdue: bool) -> str:
    waits_for_carrier = "awaiting-collection" in row.clock_flags
    return urgency.next_command(
        row.case,
        urgency.COLLECTION if waits_for_carrier else row.duty,
        row.owner,
        confirmed=row.confirmed,
        in_transit=in_transit,
        overdue=overdue,
        kind=row.kind,
    )


def _flags(row: DueRow, *, stale: bool, asleep: bool) -> tuple[str, ...]:
    """The flags of a line, each once."""
    flags = [*row.case_flags, *row.clock_flags]
    marks = {
        "missing": row.missing,
        "out-of-hours": urgency.out_of_hours(row.started_at, row.act_by),
        "stale": stale,
        "snoozed": asleep,
    }
    return tuple(dict.fromkeys([*flags, *(flag for flag, holds in marks.items() if holds)]))
