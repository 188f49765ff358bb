"""The due list one line a case: what is listed, what is folded, in which section and order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agenda_oracle
from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines import due_list, urgency
from aftersales.core.deadlines.agenda import Boundary, by_section
from aftersales.core.deadlines.due_list import ShopData, action_of
from aftersales.core.deadlines.urgency import Action
from aftersales.core.deadlines.verdict import judged_lines
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import STAKES
from aftersales.ledger.derived import rows
from aftersales.ledger.queries import agenda, due
from aftersales.ledger.queries.agenda import Scope
from aftersales.ledger.queries.due import Filters
from unit.ledger import build
from unit.ledger.build import NOW

HOUR = timedelta(hours=1)
SHOPS = {
    "uk": ShopData("uk", NOW, "Europe/London", "tiktok", first_as_of=NOW - 30 * HOUR, market="GB"),
    "us": ShopData("us", NOW, "America/Los_Angeles", "tiktok", first_as_of=NOW - 5 * HOUR, market="US"),
    "th": ShopData("th", None, "Asia/Bangkok", "tiktok", market="TH"),
}
ROW = tuple[int, Clock]  # the case and its clock
PARCEL = 100  # deliveries are numbered from here on


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    """Cases 1 to 40, requests, and 101 to 140, deliveries; by number in turn of the shops uk, us and th."""
    with build.ledger(*SHOPS) as connection, build.written(connection):
        for number in range(1, 141):
            kind = "delivery" if number > PARCEL else "return"
            if number <= 40 or number > PARCEL:
                connection.execute(
                    "INSERT INTO cases (id, shop, kind, fulfilment, opened_at, source, origin) "
                    "VALUES (?, ?, ?, 'seller', '2026-11-20T12:00:00Z', 'export', '')",
                    (number, list(SHOPS)[number % 3 - 1], kind),
                )
        yield connection


def clock(hours: float, stake: str = "money", duty: str = "respond", **values: Any) -> Clock:
    return build.clock(duty, NOW + hours * HOUR, stake=stake, **values)


def put(connection: sqlite3.Connection, *lines: ROW) -> None:
    """Nothing but these clocks."""
    connection.execute("DELETE FROM clocks")
    for n, (case, one) in enumerate(lines):
        rows.insert_clocks(connection, case, [(n, one)])


class Listed:
    """What the queries say of these clocks."""

    def __init__(self, connection: sqlite3.Connection, *lines: ROW, **scope: Any) -> None:
        put(connection, *lines)
        self.limit, self.boundary = scope.pop("limit", None), scope.pop("boundary", None)
        agenda.gather(
            connection, Scope(NOW, scope.pop("within", None), Filters(**scope.pop("filters", {})), **scope), SHOPS
        )
        self.connection = connection
        self.lines = [
            (action_of(row, NOW, SHOPS[row.shop]), recorded) for row, recorded in agenda.lines(connection, self.limit)
        ]

    @property
    def cases(self) -> dict[str, list[int]]:
        sections = by_section([agenda_oracle.CaseLine(*line) for line in self.lines], self.boundary)
        return {name: [line.action.case for line in lines] for name, lines in sections}

    @property
    def groups(self) -> dict[str, int]:
        return {group.name: group.number for group in agenda.groups(self.connection)}

    @property
    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for count in agenda.counts(self.connection, self.boundary):
            counts[count.section] = counts.get(count.section, 0) + count.number
        return counts

    @property
    def money(self) -> list[Money]:
        sums: dict[str, int] = {}
        for count in agenda.counts(self.connection, self.boundary):
            if count.money is not None:
                sums[count.money.currency] = sums.get(count.money.currency, 0) + count.money.minor
        return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def parcels(*numbers: int) -> list[ROW]:
    return [(PARCEL + n, clock(7, "standing", "dispatch")) for n in numbers]


def test_requests_are_listed_and_parcels_and_chores_are_folded(empty: sqlite3.Connection) -> None:
    looks = [(n, clock(14, "look", "check")) for n in (21, 22, 23)]
    chores = [(n, clock(14, "house", "follow-up")) for n in (31, 32, 33)]
    traces = [(PARCEL + n, clock(14, "house", "trace")) for n in (4, 5, 6)]
    listed = Listed(empty, (1, clock(-1)), (2, clock(5)), *parcels(1, 2, 3), *looks, *chores, *traces)
    assert listed.cases == {"overdue": [1], "today": [2]}
    assert listed.groups == {"parcels": 3, "tracking": 3, "looks": 3, "chores": 3}


def test_a_group_of_one_or_two_is_listed(empty: sqlite3.Connection) -> None:
    listed = Listed(empty, (1, clock(5)), *parcels(1, 2))
    assert (listed.cases, listed.groups) == ({"today": [1, 101, 102]}, {})


def test_what_is_asked_for_is_not_folded(empty: sqlite3.Connection) -> None:
    assert Listed(empty, *parcels(1, 2, 3), fold=False).cases == {"today": [101, 102, 103]}


def test_duties_of_others_are_listed(empty: sqlite3.Connection) -> None:
    theirs = [(PARCEL + n, clock(5, "none", owner="buyer")) for n in (1, 2, 3)]
    assert Listed(empty, *theirs, filters={"owner": "buyer"}).cases == {"today": [101, 102, 103]}


def test_one_line_a_case_its_most_urgent_duty(empty: sqlite3.Connection) -> None:
    listed = Listed(
        empty,
        (1, clock(30, "right", "appeal")),
        (1, clock(5, at_risk=Money(900, "GBP"))),
        (1, clock(40, "standing", "answer-message")),
    )
    assert [(action.case, action.duty) for action, _ in listed.lines] == [(1, "respond")]
    assert (listed.counts, listed.money) == ({"today": 1}, [Money(900, "GBP")])


def test_within_a_section_by_time_then_stake_then_amount(empty: sqlite3.Connection) -> None:
    listed = Listed(
        empty,
        (1, clock(5, "standing", "refund")),
        (2, clock(5, "right", "appeal")),
        (3, clock(5, at_risk=Money(100, "GBP"))),
        (4, clock(5, at_risk=Money(900, "GBP"))),
        (5, clock(4, "standing", "refund")),
    )
    assert listed.cases == {"today": [5, 4, 3, 2, 1]}


def test_what_is_recorded_is_a_mark_or_a_group(empty: sqlite3.Connection) -> None:
    listed = Listed(empty, (1, clock(5)), (1, clock(3, confirmed=False)), (2, clock(3, confirmed=False)))
    assert [(action.case, recorded) for action, recorded in listed.lines] == [(1, True)]
    assert listed.groups == {"unconfirmed": 1}


def test_what_is_snoozed_is_counted_with_the_day_it_comes_back(empty: sqlite3.Connection) -> None:
    back = NOW + 3 * HOUR
    Listed(empty, (1, clock(30, snoozed_until=back)))
    (group,) = agenda.groups(empty)
    assert (group.name, group.first) == ("snoozed", back)
    assert Listed(empty, (1, clock(30, snoozed_until=back)), snoozed=True).cases == {"soon": [1]}


def test_a_limit_cuts_cases_and_the_counts_stay(empty: sqlite3.Connection) -> None:
    listed = Listed(empty, (1, clock(1)), (2, clock(2)), (3, clock(3)), limit=1)
    assert (listed.cases, listed.counts) == ({"today": [1]}, {"today": 3})
    assert Listed(empty, (1, clock(1)), limit=0).cases == {}


def test_a_shared_office_splits_the_day_at_its_closing(empty: sqlite3.Connection) -> None:
    """Closing at 10:00 UTC: act by 9:30 is before it, due at 10:30 after it, and so is what is due tomorrow."""
    early = clock(20, act_by=NOW + timedelta(minutes=30))
    lines = ((4, clock(-1)), (1, early), (2, clock(1.5)), (3, clock(26)))
    listed = Listed(empty, *lines, boundary=Boundary(NOW + HOUR, closes=True))
    assert listed.cases == {"overdue": [4], "before": [1], "after": [2], "soon": [3]}
    assert listed.counts == {"overdue": 1, "before": 1, "after": 1, "soon": 1}


def before(*numbers: int, stake: str = "money", duty: str = "respond") -> list[ROW]:
    """Lines of the shop uk that were due before its first import."""
    return [(3 * n - 2, clock(-30 - n, stake, duty)) for n in numbers]


def test_what_had_passed_before_the_first_import_is_one_line_where_it_is_more_than_five(
    empty: sqlite3.Connection,
) -> None:
    assert Listed(empty, *before(1, 2, 3, 4, 5)).cases["overdue"] == [13, 10, 7, 4, 1]
    lines = [(2, clock(-1)), *before(1, 2, 3, 4), *before(5, 6, stake="right", duty="appeal")]
    listed = Listed(empty, *lines)
    assert (listed.cases, listed.groups) == ({"overdue": [2]}, {"before-import": 6})
    assert agenda.groups(empty)[0].last == NOW - 31 * HOUR
    assert Listed(empty, *lines, fold=False).groups == {}
    assert Listed(empty, *before(1, 2, 3, 4, 5, 6, stake="standing", duty="refund")).groups == {}


def test_money_of_a_parcel_under_way_is_in_no_sum(empty: sqlite3.Connection) -> None:
    money = Money(500, "GBP")
    waiting = clock(5, duty="confirm-receipt", at_risk=money, flags=("in-transit",))
    lines = (1, waiting), (2, clock(5, at_risk=money)), (3, clock(5, "standing", at_risk=money)), (4, clock(5))
    listed = Listed(empty, *lines, fold=False)
    assert (listed.money, listed.counts) == ([money], {"today": 3, "later": 1})
    listed = Listed(empty, *lines)
    assert (listed.money, listed.counts, listed.groups) == ([money], {"today": 3}, {"on-the-way": 1})


def test_today_ends_with_each_market(empty: sqlite3.Connection) -> None:
    """At 9:00 in London, today ends there 15 hours later, in Los Angeles 23 and in Bangkok 8 hours later."""
    for case, hours in ((1, 15), (2, 23), (3, 8)):
        assert Listed(empty, (case, clock(hours - 1 / 3600))).counts == {"today": 1}
        assert Listed(empty, (case, clock(hours))).counts == {"soon": 1}


# --- against the list reckoned in memory --------------------------------------------------------------------------


DAYS = [urgency.day_end(NOW, ZoneInfo(shop.zone)) for shop in SHOPS.values()]
EDGES = [NOW, NOW + 48 * HOUR, NOW - 5 * HOUR, NOW - 30 * HOUR, *DAYS]
INSTANTS = st.one_of(
    st.sampled_from([edge + timedelta(seconds=n) for edge in EDGES for n in (-1, 0, 1)]),
    st.integers(-60, 80).map(lambda hours: NOW + hours * HOUR),
)
DUTIES = ("respond", "check", "dispatch", "trace", "close", "confirm-receipt")
FLAGS = ("in-transit", "unknown-action", "beyond-calendar", "inferred")
MONEY = st.one_of(st.none(), st.builds(Money, st.sampled_from((100, 900)), st.sampled_from(("GBP", "USD"))))


@st.composite
def clocks(draw: st.DrawFn) -> ROW:
    due_at = draw(INSTANTS)
    one = build.clock(
        draw(st.sampled_from(DUTIES)),
        due_at,
        owner=draw(st.sampled_from(("seller", "seller", "buyer"))),
        stake=draw(st.sampled_from(STAKES)),
        at_risk=draw(MONEY),
        flags=tuple(draw(st.lists(st.sampled_from(FLAGS), max_size=2, unique=True))),
        confirmed=draw(st.sampled_from((True, True, False))),
        act_by=draw(st.none() | st.integers(0, 70).map(lambda hours: due_at - hours * HOUR)),
        snoozed_until=draw(st.none() | INSTANTS),
        opens_at=draw(st.none() | INSTANTS.filter(lambda opens: opens <= due_at)),
    )
    if one.opens_at is not None and one.act_by is not None:
        one = one._replace(act_by=max(one.act_by, one.opens_at))
    return draw(st.sampled_from((1, 2, 3, 4, 101, 102, 103, 104, 105))), one


@settings(deadline=None)
@given(
    lines=st.lists(clocks(), max_size=16),
    within=st.sampled_from((None, timedelta(days=2), HOUR, timedelta(0))),
    fold=st.booleans(),
    snoozed=st.booleans(),
    owner=st.sampled_from(("seller", None)),
    boundary=st.none() | INSTANTS,
)
def test_the_queries_agree_with_the_list_reckoned_in_memory(
    empty: sqlite3.Connection,
    lines: list[ROW],
    within: timedelta | None,
    fold: bool,
    snoozed: bool,
    owner: str | None,
    boundary: datetime | None,
) -> None:
    check(empty, lines, Scope(NOW, within, Filters(owner=owner), snoozed, fold), boundary)


@pytest.mark.parametrize("column", ["due", "act_by", "snoozed_until", "opens_at"])
def test_they_agree_at_each_edge(empty: sqlite3.Connection, column: str) -> None:
    """A line of each shop at each edge and a second beside it, with the office's closing on the edge too."""
    for edge in EDGES:
        for seconds in (-1, 0, 1):
            values = {"due": edge + 50 * HOUR, column: edge + timedelta(seconds=seconds)}
            lines = [(case, clock(0)._replace(**values)) for case in (1, 2, 3)]
            lines += [(case, clock(0)._replace(**values)) for case in (4, 7, 10, 13, 16)]  # more of the shop uk
            for boundary in (None, edge):
                check(empty, lines, Scope(NOW, None, Filters()), boundary)
                check(empty, lines, Scope(NOW, timedelta(days=2), Filters()), boundary)


def check(connection: sqlite3.Connection, lines: list[ROW], scope: Scope, boundary: datetime | None) -> None:
    """That the queries say of these clocks what is reckoned from all of them in memory."""
    office = None if boundary is None else Boundary(boundary, closes=True)
    within, snoozed = scope.within, scope.snoozed
    parts = {name: getattr(scope, name) for name in ("within", "fold", "snoozed")}
    listed = Listed(connection, *lines, filters={"owner": scope.filters.owner}, boundary=office, **parts)
    actions = due_list.actions_of(due.rows(connection, NOW, within, scope.filters), NOW, within, SHOPS)
    expected = agenda_oracle.reckoned(actions, office, fold=scope.fold, snoozed=snoozed)

    assert keys(listed.lines) == keys([(line.action, line.recorded) for line in expected.lines])
    assert agenda.groups(connection) == expected.groups
    assert (listed.counts, listed.money) == (expected.counts, expected.money)
    awake = [a for a in actions if snoozed or a.snoozed_until is None]
    assert set(agenda.extent(connection).shops) == {a.shop for a in awake}
    assert agenda.extent(connection).beyond_calendar == urgency.beyond_calendar(awake)
    judged = judged_lines(actions)
    assert (set(agenda.kinds_of_lines(connection)), agenda.extent(connection).unread) == (judged.kinds, judged.unread)
    horizon = NOW + (within or timedelta())
    assert agenda.beyond_horizon(connection, horizon) == {
        (a.case, a.duty) for a in actions if urgency.deciding(a) > horizon
    }
    bands = {(a.shop, a.band) for a in actions}
    assert set(agenda.bands_by_shop(connection)) == {
        (shop, band, len(of_band), sum(not a.confirmed for a in of_band))
        for shop, band in bands
        if (of_band := [a for a in actions if (a.shop, a.band) == (shop, band)])
    }


def keys(lines: Sequence[tuple[Action, bool]]) -> list[object]:
    """What decides the order of each line, and its mark: of two alike either may stand for their case."""
    return [(agenda_oracle.order(action), recorded) for action, recorded in lines]


@given(st.integers(0, 366 * 24 * 60), st.sampled_from(("Europe/London", "America/Sao_Paulo", "Africa/Cairo")))
def test_a_day_ends_where_the_date_changes(minutes: int, zone: str) -> None:
    now = datetime(2018, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)  # Brazil changed its clocks at midnight then
    end, last = urgency.day_end(now, ZoneInfo(zone)), timedelta(seconds=1)
    assert urgency.band(end - last, now, ZoneInfo(zone)) == "today"
    assert urgency.band(end, now, ZoneInfo(zone)) == "soon"
