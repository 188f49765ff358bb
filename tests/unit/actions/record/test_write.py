"""Recording for several cases: all or nothing, dry runs, and what comes back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aftersales.actions.record import write
from aftersales.actions.record.approve import approved
from aftersales.actions.record.case_view import CaseView, Step
from aftersales.actions.record.options import WriteOptions
from aftersales.actions.record.steps import closed, confirmed, event_step
from aftersales.context.app import App, GlobalOptions
from aftersales.core.money.amount import Money
from aftersales.errors import NoSuchCase, TransitionRefused, UsageError
from transcripts import Shell, prepared

NOW = "2026-11-24T09:00:00+00:00"
ORDERS = ("576000000000000001", "576000000000000002", "576000000000000003")
LONDON = ZoneInfo("Europe/London")


@prepared
def desk(shell: Shell) -> None:
    """A ledger with three returns of 25.00, 8.00 and 5.00, asked for on Monday 23 November at 09:00."""
    shell.ok("init --shop uk-main --market GB")
    for order, amount in zip(ORDERS, ("25.00", "8.00", "5.00"), strict=True):
        shell.ok(f"order add {order} --amount {amount} --placed 2026-11-20T10:00")
        shell.ok(f"open return --order {order} --at 2026-11-23T09:00")


@pytest.fixture
def app(desk: Shell) -> App:
    return App(GlobalOptions(now=NOW))


def recorded_events(home: Path) -> list[tuple[int, str]]:
    """Each event in the ledger but the beginnings: its case and its name."""
    with closing(sqlite3.connect(home / "data/aftersales/ledger.db")) as ledger:
        rows = ledger.execute("SELECT case_id, name FROM events ORDER BY id").fetchall()
    return [(case, name) for case, name in rows if name not in ("request.opened", "order.placed")]


def test_each_case_gets_the_event_and_says_what_is_next(app: App, home: Path) -> None:
    first, second = write.record(app, ["1", "2"], approved("keep", None), WriteOptions())
    assert recorded_events(home) == [(1, "request.approved"), (2, "request.approved")]
    assert (first.case, first.event, first.data) == (1, "request.approved", {"mode": "keep"})
    assert (first.concerned, second.concerned) == (Money(2500, "GBP"), Money(800, "GBP"))
    assert first.at == datetime(2026, 11, 24, 9, tzinfo=LONDON)
    assert first.changed
    assert not first.dry_run
    assert first.next_duty is None  # TikTok pays what is kept by itself
    write.record(app, ["3"], approved("seller-address", None), WriteOptions())
    (third,) = write.record(app, ["3"], event_step("return.received"), WriteOptions())
    # The 48 hours after the receipt of Tue 24 Nov 09:00.
    assert third.next_duty == ("refund", datetime(2026, 11, 26, 9, tzinfo=LONDON))


def test_a_case_that_is_named_twice_is_recorded_once(app: App, home: Path) -> None:
    assert [one.case for one in write.record(app, ["2", ORDERS[1], "2"], closed("done"), WriteOptions())] == [2]
    assert recorded_events(home) == [(2, "case.closed")]


def test_one_refusal_leaves_every_case_as_it_was(app: App, home: Path) -> None:
    write.record(app, ["2"], closed("done"), WriteOptions())
    with pytest.raises(TransitionRefused) as refusal:
        write.record(app, ["1", "2", "3"], approved("keep", None), WriteOptions())
    assert recorded_events(home) == [(2, "case.closed")]
    first, second, others = str(refusal.value).split("\n")
    assert first == "1 of 3 cases refuse it; nothing was recorded."
    assert second.startswith("case 2: it is closed.")
    assert others == "The others would accept it: 1 3"


def test_the_refusal_of_a_single_case_stands_alone(app: App) -> None:
    write.record(app, ["2"], closed("done"), WriteOptions())
    with pytest.raises(TransitionRefused, match=r"^case 2: it is closed\."):
        write.record(app, ["2"], approved("keep", None), WriteOptions())


@pytest.mark.parametrize("error", [UsageError("--amount is empty."), OSError(28, "No space left on device")])
def test_a_failure_at_the_last_case_leaves_the_first_as_it_was(app: App, home: Path, error: Exception) -> None:
    def build(view: CaseView) -> Step:
        if view.case.id == 3:
            raise error
        return Step("case.closed", {"reason": "done"})

    with pytest.raises(type(error)):
        write.record(app, ["1", "2", "3"], build, WriteOptions())
    assert recorded_events(home) == []


def test_an_unknown_case_among_others_writes_nothing(app: App, home: Path) -> None:
    with pytest.raises(NoSuchCase):
        write.record(app, ["1", "99"], closed("done"), WriteOptions())
    assert recorded_events(home) == []


def test_a_dry_run_says_the_same_and_writes_nothing(app: App, home: Path) -> None:
    dry = write.record(app, ["1", "2"], approved("keep", None), WriteOptions(dry_run=True))
    assert recorded_events(home) == []
    assert all(one.dry_run for one in dry)
    real = write.record(app, ["1", "2"], approved("keep", None), WriteOptions())
    assert [one._replace(dry_run=False) for one in dry] == real


def test_a_dry_run_refuses_as_the_write_would(app: App) -> None:
    with pytest.raises(TransitionRefused, match="it is not approved yet"):
        write.record(app, ["1"], event_step("return.received"), WriteOptions(dry_run=True))


def test_a_step_that_is_skipped_changes_nothing(app: App, home: Path) -> None:
    write.record(app, ["1"], approved("keep", None), WriteOptions())
    write.record(app, ["1"], confirmed, WriteOptions())
    (again,) = write.record(app, ["1"], confirmed, WriteOptions())
    assert not again.changed
    assert again.warnings == ["nothing on it needs to be confirmed"]
    assert again.next_duty is None
    assert [name for _, name in recorded_events(home)].count("case.confirmed") <= 1


def test_a_step_may_record_on_another_case_too(app: App, home: Path) -> None:
    step = Step("case.closed", {"reason": "done"}, beside=[(3, "case.noted", {"text": "see case 1"})])
    write.record(app, ["1"], lambda _: step, WriteOptions())
    assert recorded_events(home) == [(1, "case.closed"), (3, "case.noted")]


def test_at_is_local_time_of_the_market(app: App) -> None:
    (one,) = write.record(app, ["1"], approved("keep", None), WriteOptions(at="2026-11-23T17:30"))
    assert one.at == datetime(2026, 11, 23, 17, 30, tzinfo=LONDON)
    assert one.warnings == []


def test_a_step_that_is_still_to_come_is_warned_of(app: App) -> None:
    (one,) = write.record(app, ["1"], approved("keep", None), WriteOptions(at="2026-11-25T10:00"))
    assert one.warnings[0].startswith("recorded in advance: ")


def test_a_step_more_than_two_years_ahead_is_refused(app: App, home: Path) -> None:
    with pytest.raises(UsageError, match="is the year right"):
        write.record(app, ["1"], closed("done"), WriteOptions(at="2028-11-26T10:00"))
    assert recorded_events(home) == []


def test_a_step_before_the_request_is_refused(app: App) -> None:
    with pytest.raises(TransitionRefused, match="case 1: the buyer asked on"):
        write.record(app, ["1"], approved("keep", None), WriteOptions(at="2026-11-23T08:59"))


def test_one_case_gives_the_number_of_its_write(app: App, home: Path) -> None:
    before = write.record_one(app, 1, closed("done")).write
    assert write.record_one(app, 2, closed("done")).write == before + 1
    write.record_one(app, 3, partial(closed("done")), keep=False)
    assert recorded_events(home) == [(1, "case.closed"), (2, "case.closed")]
