"""State of a triage session: position, decisions and skipped cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from aftersales.named_tuple import NamedTuple

_LEAVES_OPEN = "case.noted"  # a note decides nothing


class SessionDecision(NamedTuple):
    """A step recorded in this session: the case, the number of the log entry, the event, and it in words (`text`).

    `there` is what must be done in Seller Center, in `shop` and on the case `about`; empty where nothing must. `link`
    is its address there.
    """

    case: int
    write: int
    event: str
    text: str
    shop: str = ""
    about: str = ""
    there: str = ""
    link: str = ""


class Session:
    """A session over cases in order: forward to the next case without an answer, back to the previous screen.

    `shops` are those of the cases. `whole`: cases that ask for no decision are among them.
    """

    def __init__(self, cases: Sequence[int], shops: Mapping[int, str] | None = None, *, whole: bool = True) -> None:
        self.cases = tuple(dict.fromkeys(cases))
        self.shops = dict(shops or {})
        self.whole = whole
        self._named: set[int] = set()
        self.place = 0
        self.decisions: list[SessionDecision] = []
        self._skipped: dict[int, None] = {}
        self._gone: set[int] = set()
        self._trail: list[int] = []

    @property
    def case(self) -> int | None:
        """The case on the screen; None after the last one."""
        return self.cases[self.place] if self.place < len(self.cases) else None

    @property
    def can_go_back(self) -> bool:
        """Whether there was a screen before this one."""
        return bool(self._trail)

    @property
    def last(self) -> SessionDecision | None:
        """The last decision that was not undone."""
        return self.decisions[-1] if self.decisions else None

    @property
    def skipped(self) -> list[int]:
        """Skipped cases without an answer, in the order in which they were skipped."""
        return [case for case in self._skipped if not self.answered(case)]

    def answered(self, case: int) -> bool:
        """Whether a step on the case was recorded in this session. A snooze counts, a note does not."""
        return any(d.case == case and d.event != _LEAVES_OPEN for d in self.decisions)

    @property
    def left_by_shop(self) -> dict[str, int]:
        """How many cases without an answer are left from this one on, by shop; empty where all are of one shop."""
        ahead = self.cases[self.place :]
        left = Counter(self.shops.get(n, "") for n in ahead if not self.answered(n) and n not in self._gone)
        return dict(left) if len(set(self.shops.values())) > 1 else {}

    def is_named(self, case: int) -> bool:
        """Whether the person went to the case by its name, and so sees it whatever it waits for."""
        return case in self._named

    def go(self, case: int, shop: str) -> None:
        """Go to a case; one that was not among the cases comes in after this one."""
        if case == self.case:
            return
        if self.case is not None:
            self._trail.append(self.place)
        self._named.add(case)
        self._gone.discard(case)
        if case not in self.cases:
            after = min(self.place + 1, len(self.cases))
            self.cases = (*self.cases[:after], case, *self.cases[after:])
            self.shops.setdefault(case, shop)
        self.place = self.cases.index(case)

    def record(self, decision: SessionDecision) -> None:
        """Remember a decision and go to the next case. After a note the case stays on the screen."""
        self.decisions.append(decision)
        if decision.event != _LEAVES_OPEN:
            self._advance()

    def skip(self) -> None:
        """Leave the case on the screen as it is and go to the next."""
        if self.case is not None and not self.answered(self.case):
            self._skipped.setdefault(self.case)
        self._advance()

    def drop_answered_elsewhere(self) -> None:
        """Go to the next case and drop this one: someone else has answered it, so `back` must not return to it."""
        if self.case is not None:
            self._gone.add(self.case)
        self.place = self._next()

    def back(self) -> bool:
        """Go to the previous screen, even of an answered case. False if there is none."""
        if not self._trail:
            return False
        self.place = self._trail.pop()
        return True

    def take_back(self) -> None:
        """Forget the last decision and show its case again."""
        decision = self.decisions.pop()
        place = self.cases.index(decision.case)
        while self._trail and self._trail[-1] >= place:
            self._trail.pop()
        self.place = place

    def _advance(self) -> None:
        if self.case is not None:
            self._trail.append(self.place)
        self.place = self._next()

    def _next(self) -> int:
        """The next case without an answer; after the last one those that were passed by."""
        ahead = range(self.place + 1, len(self.cases))
        behind = (n for n in range(min(self.place, len(self.cases))) if self.cases[n] not in self._skipped)
        open_ = (n for n in (*ahead, *behind) if not self.answered(self.cases[n]) and self.cases[n] not in self._gone)
        return next(open_, len(self.cases))
