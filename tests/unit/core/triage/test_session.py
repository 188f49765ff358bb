"""What a session of `triage` remembers: forward, back, skipped, decided, taken back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.triage.session import Session, SessionDecision


def _decide(session: Session, event: str = "request.approved") -> None:
    assert session.case is not None
    session.record(SessionDecision(session.case, 100 + len(session.decisions), event, "told"))


def test_forward_to_the_end() -> None:
    session = Session([4, 7, 4, 3])  # a case with two duties is one screen
    assert session.cases == (4, 7, 3)
    assert (session.case, session.can_go_back, session.last) == (4, False, None)
    _decide(session)
    session.skip()
    assert session.case == 3
    _decide(session, "case.snoozed")
    assert session.case is None
    assert session.skipped == [7]
    assert [session.answered(case) for case in (4, 7, 3)] == [True, False, True]


def test_a_note_decides_nothing() -> None:
    session = Session([4, 7])
    _decide(session, "case.noted")
    assert session.case == 4
    assert not session.answered(4)
    assert session.last is not None


def test_back_shows_what_was_decided_and_forward_what_is_left() -> None:
    session = Session([1, 2, 3, 4])
    _decide(session)
    _decide(session)
    assert session.case == 3
    assert session.back() and session.case == 2
    assert session.back() and session.case == 1
    assert not session.back() and session.case == 1
    session.skip()  # a decided case is not skipped, only left; those decided are passed
    assert session.case == 3
    assert session.skipped == []
    assert session.back() and session.case == 1


def test_taking_back_returns_to_the_case() -> None:
    session = Session([1, 2, 3, 4])
    _decide(session)
    session.skip()
    _decide(session)
    assert session.case == 4
    session.take_back()
    assert session.case == 3
    assert not session.answered(3)
    assert session.back() and session.case == 2  # the screen before it, as on the way here
    session.take_back()
    assert (session.case, session.last, session.can_go_back) == (1, None, False)


def test_taking_back_a_note_on_a_case_that_was_decided_later() -> None:
    session = Session([1, 2])
    _decide(session, "case.noted")
    _decide(session)
    session.take_back()
    session.take_back()
    assert (session.case, session.decisions) == (1, [])


def test_back_from_the_end() -> None:
    session = Session([1])
    session.skip()
    assert session.case is None
    assert session.back() and session.case == 1


def test_what_somebody_else_recorded_is_no_screen() -> None:
    session = Session([1, 2, 3])
    session.skip()
    session.drop_answered_elsewhere()
    assert session.case == 3
    assert session.back() and session.case == 1
    session.skip()
    assert session.case == 3


def test_a_skipped_case_that_is_decided_later_is_not_skipped() -> None:
    session = Session([1, 2])
    session.skip()
    session.back()
    _decide(session)
    assert session.skipped == []


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9), st.lists(st.sampled_from("dnzsbupe"), max_size=60))
def test_whatever_is_pressed_nothing_is_lost(cases: list[int], pressed: str) -> None:
    session, written = Session(cases), []
    for key in pressed:
        if key in "dnz" and session.case is not None:
            event = {"d": "request.approved", "n": "case.noted", "z": "case.snoozed"}[key]
            decision = SessionDecision(session.case, len(written), event, "")
            written.append(decision)
            session.record(decision)
        elif key == "s" and session.case is not None:
            session.skip()
        elif key == "b":
            session.back()
        elif key == "p" and session.case is not None:
            session.drop_answered_elsewhere()
        elif key == "u" and session.last is not None:
            undone = written.pop()
            session.take_back()
            assert session.case == undone.case
        assert session.decisions == written
        assert not set(session.skipped) & {c for c in cases if session.answered(c)}
