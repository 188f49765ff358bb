"""One clock of a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import WINDOWS
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.clocks.running_clock import Running


class Clock(NamedTuple):
    """A rule running on a case: when it started, falls due and ended, and why. Never depends on "now".

    `stopped_at` is set by a fact; where it is only known that the fact came after some instant, `stopped_from` is
    that; `planned` stops were still to come when they were recorded, and count only once they have come. `lapses_at`
    is the instant at which silence alone ends it (the platform deems the parcel delivered); `chained` clocks start
    only if that silence comes. `holds` marks, among clocks that bind the same duty, the one whose deadline counts.
    Before `snoozed_until` (see `snooze`) the list leaves it out; `act_by` is the last moment before `due` at which
    the shop's staff is in, where a staff calendar is set. A clock that stands still for a while (flag `paused`) is
    stopped by the event that pauses it. Before `opens_at` the duty can't be done yet. `winnable` is what an appeal or
    a claim can bring back. `stake` is one of STAKES. `running` is what went into the deadline, where it is to be
    explained.
    """

    duty: str
    owner: str
    rule: str | None
    policy: str
    started_by: str
    started_at: datetime
    due: datetime
    computed_due: datetime | None = None
    stamped_due: datetime | None = None
    outcome: str = "unknown"
    attempt: int = 1
    stopped_at: datetime | None = None
    stopped_by: str | None = None
    stopped_from: datetime | None = None
    planned: bool = False
    confirmed: bool = True
    lapses_at: datetime | None = None
    chained: bool = False
    holds: bool = True
    act_late: bool = False
    at_risk: Money | None = None
    act_by: datetime | None = None
    flags: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    term: str = ""
    source_text: str = ""
    source_url: str | None = None
    source_date: str | None = None
    confidence: str = ""
    snoozed_until: datetime | None = None
    opens_at: datetime | None = None
    stake: str = ""
    winnable: Money | None = None
    running: Running | None = None

    @property
    def source(self) -> str:
        """`stamped` where the platform gave the deadline, else `computed`."""
        return "stamped" if self.stamped_due is not None else "computed"

    @property
    def unanswered(self) -> bool:
        """Whether no answer to it is sure yet: it runs, its answer is not confirmed, or was planned ahead."""
        return self.stopped_at is None or not self.confirmed or self.planned

    @property
    def open_from(self) -> datetime | None:
        """From when a right can be used that ends at `due`; None of a duty."""
        return self.opens_at or (self.started_at if self.outcome in WINDOWS else None)

    def opens_after(self, now: datetime) -> bool:
        """Whether the duty can't be done yet at `now`."""
        return self.opens_at is not None and self.opens_at > now

    def in_sight(self, now: datetime) -> bool:
        """Whether the due list shows it at `now`: it counts, has begun, and no answer or timeout has ended it.

        The ledger asks the same of its rows (`ledger/predicates.py`); a property test holds that both agree.
        """
        if not (self.holds and self.unanswered):
            return False
        if self.planned and self.confirmed and self.stopped_at is not None and self.stopped_at <= now:
            return False
        begun = not self.chained or self.started_at < now
        return begun and (self.lapses_at is None or self.lapses_at >= now)
