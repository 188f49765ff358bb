"""One triage session: position, decisions and skipped cases."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.record import NamedTuple

_NOTE = "case.noted"  # a note decides nothing: its case stays on the screen


class SessionDecision(NamedTuple):
    """What was recorded in this session: the case, the number of the log entry, the event, and it in words (`text`).
    Where something must be done in Seller Center, also in which shop, on which order, and what.
    """

    case: int
    write: int
    event: str
    text: str
    shop: str = ""
    about: str = ""
    there: str = ""


class Session:
    """The cases of one session in their order: forward to the next open one, back to the screen before."""

    def __init__(self, cases: Sequence[int]) -> None:
        self.cases = tuple(dict.fromkeys(cases))
        self.place = 0
        self.decisions: list[SessionDecision] = []
        self._skipped: dict[int, None] = {}
        self._gone: set[int] = set()
        self._trail: list[int] = []

    @property
    def case(self) -> int | None:
        """The case on the screen; None once all were seen."""
        return self.cases[self.place] if self.place < len(self.cases) else None

    @property
    def can_go_back(self) -> bool:
        """Whether there was a screen before this one."""
        return bool(self._trail)

    @property
    def last(self) -> SessionDecision | None:
        """What was recorded last and not taken back."""
        return self.decisions[-1] if self.decisions else None

    @property
    def skipped(self) -> list[int]:
        """The cases left as they were, in the order in which they were skipped."""
        return [case for case in self._skipped if not self.answered(case)]

    def answered(self, case: int) -> bool:
        """Whether anything was decided on a case in this session, a snooze included."""
        return any(d.case == case and d.event != _NOTE for d in self.decisions)

    def record(self, decision: SessionDecision) -> None:
        """Remember what was recorded; but for a note, the next case comes."""
        self.decisions.append(decision)
        if decision.event != _NOTE:
            self._onward()

    def skip(self) -> None:
        """Leave the case on the screen as it is."""
        if self.case is not None and not self.answered(self.case):
            self._skipped.setdefault(self.case)
        self._onward()

    def drop_answered_elsewhere(self) -> None:
        """Drop the case on the screen: somebody else has answered it, so going back leaves it out."""
        if self.case is not None:
            self._gone.add(self.case)
        self.place = self._next()

    def back(self) -> bool:
        """To the screen before, a decided one too. Whether there was one."""
        if not self._trail:
            return False
        self.place = self._trail.pop()
        return True

    def take_back(self) -> None:
        """What was recorded last is taken back: its case is on the screen again."""
        decision = self.decisions.pop()
        place = self.cases.index(decision.case)
        while self._trail and self._trail[-1] >= place:
            self._trail.pop()
        self.place = place

    def _onward(self) -> None:
        if self.case is not None:
            self._trail.append(self.place)
        self.place = self._next()

    def _next(self) -> int:
        ahead = range(self.place + 1, len(self.cases))
        left = (n for n in ahead if not self.answered(self.cases[n]) and self.cases[n] not in self._gone)
        return next(left, len(self.cases))
