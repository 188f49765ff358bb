"""The derived tables: when a case is derived anew, and when it keeps what older rules said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aftersales.core.cases.events import OUTLIVING
from aftersales.core.cases.model import State
from aftersales.ledger.derived import store
from aftersales.processes import second_process
from aftersales.processes.second_process import SecondProcess
from unit.ledger import build
from unit.ledger.build import SHOP, clock, day, rules

SETTLED = State(decision="approved", money="refunded", closed=True, settled=True)


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """A ledger with case 1, open, and case 2, of which nothing is known but that it was asked for."""
    with build.ledger() as connection, build.written(connection):
        build.put_case(connection, build.request())
        build.put_case(connection, build.request("4035312345678901232", order="577012345678901235"))
        yield connection


def _due(ledger: sqlite3.Connection, case: int) -> list[tuple[str, str]]:
    return ledger.execute("SELECT duty, due_at FROM clocks WHERE case_id = ? ORDER BY n", (case,)).fetchall()


def test_a_case_is_derived_under_the_rules_of_its_shop(ledger: sqlite3.Connection) -> None:
    uk = rules("a", clock(due=day(25)), trust=False)
    case, shop_rules, derived = store.derive_case(ledger, 1, {SHOP: uk})
    assert (case.id, case.shop, case.trust, shop_rules) == (1, SHOP, False, uk)
    assert [c.due for c in derived.clocks] == [day(25)]


def test_deriving_anew_replaces_state_and_clocks(ledger: sqlite3.Connection) -> None:
    store.rederive(ledger, [1], {SHOP: rules("a", clock(due=day(25)), clock("refund", day(27)))})
    assert _due(ledger, 1) == [("respond", "2026-11-25T12:00:00Z"), ("refund", "2026-11-27T12:00:00Z")]
    store.rederive(ledger, [1], {SHOP: rules("b", clock("refund", day(28)), state=State(decision="approved"))})
    assert _due(ledger, 1) == [("refund", "2026-11-28T12:00:00Z")]
    assert build.column(ledger, "cases", "decision") == ["approved", "pending"]
    assert build.column(ledger, "cases", "rules") == ["b", ""]


def test_a_settled_case_keeps_the_deadlines_of_its_time(ledger: sqlite3.Connection) -> None:
    store.rederive(ledger, [1], {SHOP: rules("old", clock(due=day(25)), clock("appeal", day(29)), state=SETTLED)})
    new = rules("new", clock(due=day(26)), clock("appeal", day(30)), state=SETTLED)
    store.rederive(ledger, [1], {SHOP: new})
    # Only an appeal outlives the case, so only its deadline follows the new rules.
    assert _due(ledger, 1) == [("respond", "2026-11-25T12:00:00Z"), ("appeal", "2026-11-30T12:00:00Z")]
    assert build.column(ledger, "cases", "rules", "id = 1") == ["old"]
    clocks = store.settled_before(ledger, 1, new)
    assert clocks is not None
    assert [c.due for c in clocks] == [day(25), day(30)]
    assert store.settled_before(ledger, 2, new) is None


@pytest.mark.parametrize("dies", [False, True])
def test_two_processes_derive_what_one_does(monkeypatch: pytest.MonkeyPatch, *, dies: bool) -> None:
    """Three of five cases were settled under older rules: of those only the appeal follows the new ones."""
    old = rules("old", clock(due=day(25)), clock("appeal", day(29)), state=SETTLED)
    new = rules("new", clock(due=day(26)), clock("appeal", day(30)), state=SETTLED)
    begun, contents = list[int](), []

    class Second(SecondProcess[Any]):
        def __init__(self, work: Callable[[], Iterator[Any]]) -> None:
            begun.append(1)
            super().__init__(work if not dies else lambda: iter([1 // 0]))

    monkeypatch.setattr(store, "_MANY", 2)
    monkeypatch.setattr(store, "SecondProcess", Second)
    for by_two in (False, True):
        monkeypatch.setattr(second_process, "is_worth", lambda by_two=by_two: by_two)
        with build.ledger() as connection, build.written(connection):
            for n in range(5):
                build.put_case(connection, build.request(f"403531234567890123{n}", order=f"57701234567890123{n}"))
            store.rederive(connection, [2, 4, 5], {SHOP: old})
            store.rederive(connection, range(1, 6), {SHOP: new})
            assert _due(connection, 4) == [("respond", "2026-11-25T12:00:00Z"), ("appeal", "2026-11-30T12:00:00Z")]
            assert _due(connection, 3) == [("respond", "2026-11-26T12:00:00Z"), ("appeal", "2026-11-30T12:00:00Z")]
            contents.append(build.stored(connection))
        assert len(begun) == 2 * by_two
    assert contents[0] == contents[1]


def test_a_new_attempt_is_derived_under_the_rules_of_now(ledger: sqlite3.Connection) -> None:
    store.rederive(ledger, [1], {SHOP: rules("old", clock(due=day(25)), state=SETTLED)})
    store.rederive(ledger, [1], {SHOP: rules("new", clock(due=day(26)), state=SETTLED._replace(attempt=2))})
    assert _due(ledger, 1) == [("respond", "2026-11-26T12:00:00Z")]
    assert build.column(ledger, "cases", "rules", "id = 1") == ["new"]


def test_a_note_reopens_no_case_that_older_rules_settled(ledger: sqlite3.Connection) -> None:
    store.rederive(ledger, [1], {SHOP: rules("old", clock(due=day(25)), state=SETTLED)})
    opens = rules("new", clock(due=day(26)), state=State())
    store.rederive(ledger, [1], {SHOP: opens}, aside=True)
    assert (_due(ledger, 1), build.column(ledger, "cases", "settled", "id = 1")) == (
        [("respond", "2026-11-25T12:00:00Z")],
        [1],
    )
    store.rederive(ledger, [1], {SHOP: opens})
    assert (_due(ledger, 1), build.column(ledger, "cases", "settled", "id = 1")) == (
        [("respond", "2026-11-26T12:00:00Z")],
        [0],
    )


def test_new_rules_are_adopted_for_live_cases_alone(ledger: sqlite3.Connection) -> None:
    store.rederive(ledger, [1], {SHOP: rules("old", clock(due=day(25)), state=SETTLED)})
    assert store.live_cases(ledger, build.NOW) == [2]
    assert store.adopt(ledger, [SHOP], {SHOP: rules("new", clock(due=day(27)))}, build.NOW) == 1
    assert (_due(ledger, 1), _due(ledger, 2)) == (
        [("respond", "2026-11-25T12:00:00Z")],
        [("respond", "2026-11-27T12:00:00Z")],
    )
    row = ledger.execute("SELECT shop, fingerprint, zone, checked, confirm, staff_zone FROM shop_rules").fetchall()
    assert row == [(SHOP, "new", "Europe/London", "2026-09-01", "trust", None)]


def test_what_outlives_a_settled_case_keeps_it_live_until_its_timeout(ledger: sqlite3.Connection) -> None:
    appeal = clock("appeal", day(24, 10), lapses_at=day(24, 10))
    store.rederive(ledger, [1], {SHOP: rules("old", appeal, state=SETTLED)})
    assert store.live_cases(ledger, day(24, 10), SHOP) == [1, 2]
    assert store.live_cases(ledger, day(24, 11), SHOP) == [2]


def test_in_memory_the_stored_tables_stay(ledger: sqlite3.Connection) -> None:
    store.rederive(ledger, [1, 2], {SHOP: rules("old", clock(due=day(25)))})
    assert store.adopt_in_memory(ledger, {SHOP: rules("new", clock(due=day(28)))}, build.NOW) == 2
    assert _due(ledger, 1) == [("respond", "2026-11-28T12:00:00Z")]
    assert ledger.execute("SELECT DISTINCT due_at FROM main.clocks").fetchall() == [("2026-11-25T12:00:00Z",)]
    assert ledger.execute("SELECT count(*) FROM main.shop_rules").fetchone() == (0,)


def test_a_case_whose_stored_clocks_differ_is_named(ledger: sqlite3.Connection) -> None:
    present = {SHOP: rules("a", clock(due=day(25)))}
    store.rederive(ledger, [1, 2], present)
    assert store.differing_cases(ledger, present) == []
    ledger.execute("UPDATE clocks SET due_at = '2026-11-26T12:00:00Z' WHERE case_id = 2")
    assert store.differing_cases(ledger, present) == [2]
    ledger.execute("UPDATE cases SET refunded = 5 WHERE id = 1")
    assert store.differing_cases(ledger, present) == [1, 2]


@pytest.mark.parametrize("event", sorted(OUTLIVING))
def test_what_a_claim_or_goods_sent_back_started_keeps_a_settled_case_live(
    ledger: sqlite3.Connection, event: str
) -> None:
    endless = clock("reclaim-postage", day(24, 10), started_by=event)
    store.rederive(ledger, [1], {SHOP: rules("old", endless, state=SETTLED)})
    assert store.live_cases(ledger, day(28), SHOP) == [1, 2]
