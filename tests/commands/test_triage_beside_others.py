"""`triage` beside others at work: who overtook a decision, who holds the ledger, and a ledger that can't be written."""

from __future__ import annotations

import re
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

import pytest

from aftersales.context.ledger_access import LedgerAccess
from aftersales.ledger import journal
from commands.test_triage_session import desk, events
from commands.test_triage_steps import Script, Session, SessionLoop
from commands.test_two_runs_at_once import STOPS, ended, started
from transcripts import Shell
from triage_terminal import Sit

__all__ = ["desk"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks are others there")


@contextmanager
def noting() -> Iterator[Popen[str]]:
    """A note on case 5 that is in the middle of its write."""
    process = started(["note", "5", "-m", "half written"], STOPS)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.communicate()


def test_of_two_who_decide_the_same_case_the_second_is_told_who_was_first(desk: Shell, sit: Sit) -> None:
    one, two = sit(LOGNAME="ken"), sit(LOGNAME="mia")
    for seat in (one, two):
        seat.screen()
        seat.sure("a")  # both have read the question
    assert "2 of 5  case 2" in one.press("y")
    shown = " ".join(two.press("y").split())
    said = "Case 1 needs no decision any more: nothing was recorded. Approved by ken, Tue 24 Nov 09:00 GMT. 2 of 5"
    assert shown.startswith(said)
    # The second case is open on both screens, and here the other one is first.
    two.asked("j", "back):")
    two.sure("worn\n")
    two.press("y")
    said = "Case 2 needs no decision any more: nothing was recorded. Rejected by mia, Tue 24 Nov 09:00 GMT. 3 of 5"
    assert " ".join(one.press("a").split()).startswith(said)
    assert events(desk, 1) == ["request.opened", "request.approved"]
    assert events(desk, 2) == ["request.opened", "request.rejected"]
    desk.ok("ledger check --deep")


@pytest.mark.slow
def test_a_holder_that_is_killed_lets_the_decision_through(desk: Shell, sit: Sit) -> None:
    seat = sit()
    seat.screen()
    seat.sure("a")
    with noting() as holder:
        seat.child.send("y")
        seat.child.expect_exact(f"Waiting for another aftersales (note, process {holder.pid})")
        holder.kill()
        shown = seat.screen()
    assert "Recorded in case 1: approve the refund (25.00 GBP)." in shown
    assert seat.leave()[0] == 0
    assert (events(desk, 1)[-1], events(desk, 5)) == ("request.approved", ["request.opened"])
    desk.ok("ledger check --deep")


@pytest.mark.slow
def test_a_holder_that_is_stopped_is_named_and_nothing_is_lost(
    desk: Shell, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = LedgerAccess._turn
    monkeypatch.setattr(LedgerAccess, "_turn", lambda access, _=0.0: turn(access, 1.5))  # instead of half a minute
    seat = sit()
    seat.screen()
    seat.sure("a")
    with noting() as holder:
        holder.send_signal(signal.SIGSTOP)
        seat.child.send("y")
        seat.child.expect_exact("Waiting for another aftersales")
        refused = " ".join(seat.screen().split())
        assert f"is busy: another aftersales (note, process {holder.pid}) is writing. Nothing was written." in refused
        assert "1 of 5 case 1" in refused
        holder.send_signal(signal.SIGCONT)
        assert ended(holder, "\n")[0] == 0
    seat.sure("a")
    assert "2 of 5" in seat.press("y")
    assert (events(desk, 1)[-1], events(desk, 5)[-1]) == ("request.approved", "case.noted")
    desk.ok("ledger check --deep")


def test_a_ledger_that_may_only_be_read_says_so_and_the_session_goes_on(
    desk: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from aftersales.context.app import App, GlobalOptions

    def refused(*_: object) -> int:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    session = Session([1, 2, 3])
    app = App(GlobalOptions(now=desk.now, color="never"), command="triage")
    assert app.ledger.current()
    with monkeypatch.context() as patch:
        patch.setattr(journal, "begin_write", refused)
        # A decision, a note and a snooze are refused; the next case can still be looked at.
        SessionLoop(app, Script(["a", "n", "said", "z", "4h", " ", "a"]), session, "").run()
    said = " ".join(capsys.readouterr().out.split())
    assert len(re.findall(r"can't be written\. Check the permissions of the file and its folder", said)) == 3
    assert session.decisions == [] and session.case == 2
    assert events(desk, 1) == ["request.opened"]
