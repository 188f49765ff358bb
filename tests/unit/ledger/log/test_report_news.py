"""Which cases are news for a report, and what came in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest

from aftersales.core.cases.model import Event, State
from aftersales.core.log.entry import BEFORE
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Arrivals
from aftersales.ledger import predicates
from aftersales.ledger.derived import store
from aftersales.ledger.facts import imports, records
from aftersales.ledger.log import report_news
from aftersales.ledger.log.report_news import NewsScope
from tables import of_each
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, day


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Write 1 added the shop."""
    with build.ledger() as connection:
        yield connection


def _scope(ledger: sqlite3.Connection, shops: list[str], write: int) -> NewsScope:
    return report_news.scope_since(ledger, shops, write)


def _imported(ledger: sqlite3.Connection, *refs: str, hour: int = 0) -> int:
    """A write in which a file shows these requests for the first time."""
    when = NOW + timedelta(hours=hour)
    with build.written(ledger, "import", when) as write:
        row = (SHOP, "returns.csv", f"{hour}", "tiktok-returns", "cases", when, "--as-of", 1, 1, 0, 0, 0, when)
        imports.add(ledger, imports.ImportedFile(*row))
        for ref in refs:
            build.put_case(ledger, build.request(ref), when)
    return write


def _derive(ledger: sqlite3.Connection, *clocks: store.Clock, state: State = State()) -> None:  # noqa: B008  (immutable)
    ids = build.column(ledger, "cases", "id")
    store.rederive(ledger, ids, {SHOP: build.rules("now", *clocks, state=state)})


def test_the_last_write_is_that_of_the_log(ledger: sqlite3.Connection) -> None:
    assert report_news.last_write(ledger) == 1
    assert report_news.last_write(ledger) < _imported(ledger, "100000001") == report_news.last_write(ledger)


def test_a_time_tells_the_last_write_before_it(ledger: sqlite3.Connection) -> None:
    first = _imported(ledger, "100000001", hour=1)
    second = _imported(ledger, "100000002", hour=3)
    by = [report_news.last_write_by(ledger, NOW + timedelta(hours=hour)) for hour in (-1, 0, 2, 3, 4)]
    assert by == [0, 1, first, second, second]


def test_what_is_open_came_in_with_a_first_import_and_the_rest_is_history(ledger: sqlite3.Connection) -> None:
    _imported(ledger, "100000001", "100000002")
    ledger.execute("UPDATE cases SET settled = 1 WHERE id = 2")
    assert report_news.arrivals(ledger, _scope(ledger, [SHOP], 1), []) == [
        Arrivals(SHOP, "return", 1, [Money(1398, "GBP")])
    ]


def test_later_whatever_came_in_is_told_also_what_is_over_by_now(ledger: sqlite3.Connection) -> None:
    first = _imported(ledger, "100000001")
    _imported(ledger, "100000002", "100000003", hour=1)
    ledger.execute("UPDATE cases SET settled = 1")
    assert report_news.arrivals(ledger, _scope(ledger, [SHOP], first), []) == [
        Arrivals(SHOP, "return", 2, [Money(2796, "GBP")])
    ]
    assert report_news.arrivals(ledger, _scope(ledger, ["other"], first), []) == []


def test_orders_are_counted_where_they_are_wanted_and_their_price_is_not_asked_for(ledger: sqlite3.Connection) -> None:
    _imported(ledger, "100000001")
    ledger.execute("UPDATE cases SET kind = 'delivery'")
    assert report_news.arrivals(ledger, _scope(ledger, [SHOP], 1), []) == []
    assert report_news.arrivals(ledger, _scope(ledger, [SHOP], 1), [SHOP]) == [Arrivals(SHOP, "delivery", 1, [])]


def test_a_case_with_news_and_a_late_clock_may_have_been_missed(ledger: sqlite3.Connection) -> None:
    write = _imported(ledger, "100000001")
    _derive(ledger, build.clock(due=day(23), stake="money"))
    assert report_news.decided_or_missed(ledger, _scope(ledger, [SHOP], 1), NOW) == [1]
    assert report_news.decided_or_missed(ledger, _scope(ledger, [SHOP], write), NOW) == []  # no news since then
    assert report_news.decided_or_missed(ledger, _scope(ledger, ["other"], 1), NOW) == []
    assert report_news.decided_or_missed(ledger, _scope(ledger, [SHOP], 1), day(22)) == []  # not late yet


def test_what_the_platform_approved_may_have_been_decided(ledger: sqlite3.Connection) -> None:
    _imported(ledger, "100000001")
    _derive(ledger, build.clock(due=day(28)))
    assert report_news.decided_or_missed(ledger, _scope(ledger, [SHOP], 1), NOW) == []
    _derive(ledger, build.clock(due=day(28)), state=State(decision="approved", flags=("auto-approved",)))
    assert report_news.decided_or_missed(ledger, _scope(ledger, [SHOP], 1), NOW) == [1]


def test_that_newer_data_show_a_case_as_it_was_is_no_news(ledger: sqlite3.Connection) -> None:
    first = _imported(ledger, "100000001", hour=0)
    _imported(ledger, "100000001", hour=1)
    _derive(ledger, build.clock(due=day(23), stake="money"))
    assert report_news.with_news(ledger, _scope(ledger, [SHOP], first), NOW) == []
    assert report_news.with_news(ledger, _scope(ledger, [SHOP], 1), NOW) == [1]


def test_while_a_request_waits_for_an_answer_nothing_came_of_it(ledger: sqlite3.Connection) -> None:
    _imported(ledger, "100000001")
    _derive(ledger, build.clock(due=day(28)))
    assert report_news.with_news(ledger, _scope(ledger, [SHOP], 1), NOW) == []
    with build.written(ledger, "approve"):
        records.add_event(ledger, 1, Event("request.approved", NOW), NOW)
    assert report_news.with_news(ledger, _scope(ledger, [SHOP], 1), NOW) == [1]


def test_what_newer_data_show_answered_is_news(ledger: sqlite3.Connection) -> None:
    _imported(ledger, "100000001")
    with build.written(ledger, "import", NOW + timedelta(hours=2)):
        facts = build.request("100000001", status="awaiting-ship", raw="Awaiting buyer shipment")
        build.put_case(ledger, facts, NOW + timedelta(hours=2))
    _derive(ledger, build.clock(due=day(28)))
    assert report_news.with_news(ledger, _scope(ledger, [SHOP], 1), NOW) == [1]


def test_only_parcels_that_may_be_claimed_are_looked_at(ledger: sqlite3.Connection) -> None:
    write = _imported(ledger, "100000001", "100000002")
    _derive(ledger)
    assert report_news.claimable(ledger, _scope(ledger, [SHOP], write)) == []
    ledger.execute("UPDATE cases SET parcel = 'lost' WHERE id = 2")
    assert report_news.claimable(ledger, _scope(ledger, [SHOP], write)) == [2]
    ledger.execute("UPDATE cases SET settled = 1 WHERE id = 2")
    assert report_news.claimable(ledger, _scope(ledger, [SHOP], write)) == []
    assert report_news.claimable(ledger, _scope(ledger, [SHOP], 1)) == [2]  # with news
    assert report_news.claimable(ledger, _scope(ledger, ["other"], 1)) == []


@of_each(
    "columns, claimable",
    [
        ("parcel = 'lost'", True),
        ("parcel = 'delivered'", False),
        ("parcel = 'shipped', quick_refund = 1", True),
        ("parcel = 'received', quick_refund = 1", False),
        ("parcel = 'shipped', quick_refund = 0", False),
        ("parcel = 'lost', taken_back = 1", False),
    ],
)
def test_a_claim_needs_a_parcel_that_is_gone(columns: str, claimable: bool) -> None:
    with build.ledger() as ledger:
        write = _imported(ledger, "100000001")
        ledger.execute(f"UPDATE cases SET {columns}")
        assert report_news.claimable(ledger, _scope(ledger, [SHOP], write)) == [1] * claimable


def test_a_traced_delivery_may_be_claimed_until_a_claim_was_opened(ledger: sqlite3.Connection) -> None:
    write = _imported(ledger, "100000001")
    scope = _scope(ledger, [SHOP], write)
    ledger.execute("UPDATE cases SET kind = 'delivery'")
    assert report_news.claimable(ledger, scope) == []
    for name, wanted in (("delivery.traced", [1]), ("claim.opened", [])):
        records.add_event(ledger, 1, Event(name, NOW), NOW)
        assert report_news.claimable(ledger, scope) == wanted


def test_what_few_rows_have_is_not_looked_for_among_all_of_them(ledger: sqlite3.Connection) -> None:
    queries = (
        f"SELECT id FROM cases c WHERE {predicates.claimable_parcel()} AND c.shop = ''",
        f"SELECT case_id FROM events e WHERE e.name = 'delivery.traced' AND {predicates.claim_event()}",
        f"SELECT key FROM changes j WHERE {predicates.imported_file()} AND shop = ''",
    )
    plans = [ledger.execute(f"EXPLAIN QUERY PLAN {query}").fetchone()[3] for query in queries]
    indexes = ("cases_claimable", "events_of_claims", "changes_of_imports")
    assert [index in plan for index, plan in zip(indexes, plans, strict=True)] == [True] * 3


def test_what_a_first_import_showed_as_over_is_news_once_something_new_is_known_of_it(
    ledger: sqlite3.Connection,
) -> None:
    _imported(ledger, "100000001", "100000002", "100000003")
    _imported(ledger, "100000001", hour=1)  # as it was
    with build.written(ledger, "import", NOW + timedelta(hours=2)):
        build.put_case(ledger, build.request("100000002", status="complete", raw="Completed"), NOW + timedelta(hours=2))
    _derive(ledger, build.clock(due=day(23), stake="money"))
    ledger.execute("UPDATE cases SET settled = 1")
    assert report_news.decided_or_missed(ledger, _scope(ledger, [SHOP], 1), NOW) == [2]
    assert report_news.with_news(ledger, _scope(ledger, [SHOP], 1), NOW) == [2]


def test_a_shop_that_imports_nothing_has_no_history(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "open"):
        build.put_case(ledger, build.request("100000001"), NOW)
    with build.written(ledger, "close") as write:
        ledger.execute("UPDATE cases SET reason = 'Ruled'")
    _derive(ledger, build.clock(due=day(23), stake="money"))
    ledger.execute("UPDATE cases SET settled = 1")
    assert report_news.with_news(ledger, _scope(ledger, [SHOP], write - 1), NOW) == [1]


def test_what_was_imported_before_there_was_a_log_is_no_first_import(ledger: sqlite3.Connection) -> None:
    _imported(ledger, "100000001")
    ledger.execute("DELETE FROM changes")
    ledger.execute("UPDATE writes SET command = ? WHERE id = 1", (BEFORE,))
    assert _scope(ledger, [SHOP], 2).fresh == []
    _imported(ledger, "100000002", hour=1)
    assert _scope(ledger, [SHOP], 2).fresh == []
    assert [some.number for some in report_news.arrivals(ledger, _scope(ledger, [SHOP], 2), [])] == [1]


def test_shops_are_fresh_one_by_one() -> None:
    with build.ledger(SHOP, "other") as ledger:
        first = _imported(ledger, "100000001")
        with build.written(ledger, "import", NOW + timedelta(hours=1)):
            when = NOW + timedelta(hours=1)
            row = ("other", "o.csv", "o", "tiktok-returns", "cases", when, "--as-of", 1, 1, 0, 0, 0, when)
            imports.add(ledger, imports.ImportedFile(*row))
            build.put_case(ledger, build.request("100000009"), when, "other")
            build.put_case(ledger, build.request("100000008"), when, "other")
        _imported(ledger, "100000002", hour=2)
        ledger.execute("UPDATE cases SET settled = 1 WHERE id IN (2, 4)")
        scope = _scope(ledger, [SHOP, "other"], first)
        assert (scope.known, scope.fresh) == ([SHOP], ["other"])
        assert [(some.shop, some.number) for some in report_news.arrivals(ledger, scope, [])] == [
            ("other", 1),
            (SHOP, 1),
        ]
