"""The deadlines of open cases, as stored and as rules give them."""

from __future__ import annotations

from aftersales.core.cases.model import State
from aftersales.core.clocks.moved_deadlines import DutyKey, Standing
from aftersales.core.money.amount import Money
from aftersales.ledger.derived import deadline_changes, store
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, clock, day, rules

AT_RISK = Money(1398, "GBP")


def test_stored_and_derived_deadlines_have_the_same_keys() -> None:
    old = rules(
        "old", clock(due=day(25), at_risk=AT_RISK, outcome="auto-approved"), clock("refund", stopped_at=day(21))
    )
    new = rules("new", clock(due=day(26), act_by=day(25)))
    with build.ledger() as ledger, build.written(ledger):
        build.put_case(ledger, build.request())
        store.rederive(ledger, [1], {SHOP: old})
        key = DutyKey(1, "respond", "seller", False)
        # The stopped clock counts no more.
        assert deadline_changes.stored(ledger, SHOP, NOW) == {
            key: Standing(day(25), "gb.respond", "auto-approved", AT_RISK, None)
        }
        assert deadline_changes.derived_now(ledger, [1], new) == {
            key: Standing(day(26), "gb.respond", "unknown", None, day(25))
        }


def test_a_settled_case_has_no_deadline_that_could_move() -> None:
    settled = rules("a", clock(due=day(25)), state=State(closed=True, settled=True))
    with build.ledger() as ledger, build.written(ledger):
        build.put_case(ledger, build.request())
        store.rederive(ledger, [1], {SHOP: settled})
        assert deadline_changes.stored(ledger, SHOP, NOW) == {}
        assert deadline_changes.stored(ledger, "another", NOW) == {}


def test_of_thousands_of_deadlines_only_those_of_cases_that_differ_are_read() -> None:
    kept, gone, moved = (
        (1, "respond", "seller", 0, "2026-11-25T12:00:00Z", "gb.respond", "auto-approved", 1398, "GBP", None),
        (2, "refund", "seller", 0, "2026-11-26T12:00:00Z", "gb.refund", "late", None, None, None),
        (2, "respond", "seller", 0, "2026-11-25T12:00:00Z", "gb.respond", "auto-approved", None, None, None),
    )
    later = (*moved[:4], "2026-11-27T12:00:00Z", *moved[5:])
    before, after = deadline_changes.differing([kept, gone, moved], [kept, later])
    assert [key.duty for key in before] == ["refund", "respond"]
    assert {key.case: standing.due for key, standing in after.items()} == {2: day(27)}
    assert deadline_changes.differing([kept, gone], [kept, gone]) == ({}, {})
