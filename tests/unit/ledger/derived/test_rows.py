"""Rows of the derived tables: what is written comes back."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.cases.model import State
from aftersales.core.clocks.clock import Clock
from aftersales.core.money.amount import Money
from aftersales.core.reports import results
from aftersales.ledger.derived import rows, store
from aftersales.ledger.facts.records import load
from tables import of_each
from unit.ledger import build
from unit.ledger.build import clock, day, rules

FULL = clock(
    "refund",
    day(27),
    computed_due=day(26),
    stamped_due=day(27),
    outcome="auto-approved",
    attempt=2,
    stopped_at=day(25),
    stopped_by="request.approved",
    planned=True,
    confirmed=False,
    lapses_at=day(28),
    chained=True,
    holds=False,
    act_late=True,
    at_risk=Money(1398, "GBP"),
    act_by=day(24),
    flags=("paused", "confidence-low"),
    snoozed_until=day(23),
    opens_at=day(22),
    stake="standing",
    winnable=Money(1200, "GBP"),
)


def test_a_clock_comes_back_as_it_was_stored() -> None:
    with build.ledger() as ledger:
        rows.insert_clocks(ledger, 7, [(0, clock()), (1, FULL)])
        stored = rows.stored_clocks(ledger, 7)
        assert [row.n for row in stored] == [0, 1]
        assert [rows.stored_clock(row) for row in stored] == [clock(), FULL]
        assert rows.stored_clocks(ledger, 8) == []


def test_every_field_of_a_clock_is_stored_but_what_explains_it() -> None:
    explained = {"stopped_from", "why", "term", "source_text", "source_url", "source_date", "confidence", "running"}
    default = clock()
    assert {name for name in Clock._fields if getattr(FULL, name) == getattr(default, name)} - {
        "owner", "policy", "started_by", "started_at"
    } == explained  # fmt: skip


def test_the_columns_are_those_of_the_table() -> None:
    with build.ledger() as ledger:
        columns = [name for (name,) in ledger.execute("SELECT name FROM pragma_table_info('clocks')")]
    assert sorted(rows.ClockRow._fields) == sorted(columns)


def test_a_state_comes_back_as_it_was_stored() -> None:
    state = State(decision="approved", parcel="shipped", attempt=2, closed=True, refunded=500, flags=("partial",))
    derived = rules("", state=state).derive
    with build.ledger() as ledger, build.written(ledger):
        number, _ = build.put_case(ledger, build.request())
        case = next(build.records.load(ledger, [number], trust=True))
        changes = rows.RowChanges()
        changes.put_state(number, rows.state_row(derived(case), "a mark"), rows.stored_state(ledger, number))
        changes.save(ledger)
        stored = rows.stored_state(ledger, number)
    assert (stored.decision, stored.parcel, stored.attempt, stored.closed) == ("approved", "shipped", 2, 1)
    assert (stored.settled, stored.refunded, stored.flags, stored.rules) == (0, 500, '["partial"]', "a mark")


def _answered(at: datetime, by: str = "request.approved", attempt: int = 1) -> Clock:
    """A time to answer that ends on 22 November."""
    return clock("respond", day(22), stopped_at=at, stopped_by=by, attempt=attempt)


@of_each(
    "clocks, flags, who",
    [
        ([_answered(day(21))], (), "seller"),
        ([_answered(day(22))], ("auto-approved",), "seller"),  # at the very instant
        ([_answered(day(23))], ("auto-approved",), "platform"),
        ([_answered(day(23))], (), ""),
        ([_answered(day(21)), _answered(day(23), attempt=2)], (), ""),
        ([_answered(day(21), by="request.rejected")], (), ""),
        ([], (), ""),
    ],
)
def test_who_approved_is_told_by_stored_clocks_as_by_derived_ones(
    clocks: list[Clock], flags: tuple[str, ...], who: str
) -> None:
    with build.ledger() as ledger:
        with build.written(ledger):
            case, _ = build.put_case(ledger, build.request())
        state = State(decision="approved", approved_by="platform" if flags else "unknown", flags=flags)
        shop_rules = rules("now", *clocks, state=state)
        store.rederive(ledger, [case], {build.SHOP: shop_rules})
        assert rows.approvers(ledger, [case]) == {case: who}
        derived = shop_rules.derive(next(load(ledger, [case], trust=True)))
        assert results.actors(derived).approved == (who or state.approved_by)
