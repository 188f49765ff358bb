"""A running clock: its extensions and pauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Event
from aftersales.core.cases.statuses import PARCEL_UNDER_WAY
from aftersales.core.cases.timeline import Happening
from aftersales.core.rules.policy import Rule
from aftersales.core.rules.term_choice import ChosenTerm
from aftersales.core.time import length as time_length
from aftersales.core.time import pauses as time_pauses
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import CountedDay, Deadline, Length
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple


class Extended(NamedTuple):
    """An extension that was recorded: by how much, and the deadline it led to; `refused` says why it counts for
    nothing.
    """

    event: Event
    length: Length
    due: datetime
    refused: str = ""


@dataclass(slots=True, repr=False, match_args=False)
class Pause:
    """A pause: since when, by what, and the deadline before it. `until` is None while it lasts; `resumed` is the event
    that ended it, None where the longest time of a pause did.
    """

    happening: Happening
    since: datetime
    before: Deadline
    after: Deadline
    until: datetime | None = None
    resumed: Event | None = None


# Loaded by every command that records: methods that nobody calls are not generated.
@dataclass(slots=True, repr=False, match_args=False)
class Running:
    """A clock while the engine goes through the events. `zone` is the zone in which its term is read; `early` says
    that an inferred event is taken at its early end. `opening` ends the time before the duty can be done.
    """

    rule: Rule
    chosen: ChosenTerm
    event: Event
    start: datetime
    deadline: Deadline
    attempt: int
    chained: bool
    early: bool
    zone: ZoneInfo
    calendar: Calendar
    extended: list[Extended] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    stopped: Happening | None = None
    lapses_at: datetime | None = None
    fired: bool = False
    opening: Deadline | None = None

    @property
    def counted_from(self) -> datetime:
        """From when its term is counted (UTC): the opening, else the start; after an order's handling time."""
        term = self.chosen.term
        opening, lead = None if term.from_start else self.opening, term.lead
        begin = opening.due if opening else self.start
        return begin if lead is None else time_length.term_deadline(begin, lead, self.zone, self.calendar).due

    @property
    def due(self) -> datetime:
        """When it runs out, as reckoned (UTC)."""
        return self.deadline.due

    @property
    def unsure_days(self) -> tuple[CountedDay, ...]:
        """The business days of the count that may be closed days."""
        if not (self.calendar.unsure_weekdays or self.calendar.counted):
            return ()
        # Where the term runs from the start, the opening moves no deadline.
        counts = (None if self.chosen.term.from_start else self.opening, self.deadline)
        days = (step for count in counts if count is not None for step in count.counted_days)
        return tuple(step for step in days if step.number and self.calendar.why_unsure(step.day) is not None)

    @property
    def paused(self) -> bool:
        """Whether it stands still, and only an event can let it go on."""
        return bool(self.pauses) and self.stopped is self.pauses[-1].happening

    @property
    def open(self) -> bool:
        """Whether it runs."""
        return self.stopped is None and self.lapses_at is None

    def flags(self, *, unsure: bool) -> tuple[str, ...]:
        """What makes the deadline less sure, and that it stands still; `unsure`: whether it has `unsure_days`."""
        flags: tuple[str, ...] = ("inferred",) if self.event.inferred else ()
        if self.pauses and self.paused:
            flags += ("paused",)
        known = self.calendar.known_through
        late = known is not None and self.due.year >= known and self.deadline.in_business_days
        if late and self.calendar.is_beyond_known(time_length.local_time(self.due, self.zone).date()):
            flags += ("beyond-calendar",)
        return (*flags, "weekdays-unsure") if unsure else flags

    def told_opening(self, parcel: str) -> datetime | None:
        """From when its duty can be done, where that is to be told: not from the start; or, of an appeal about a quick
        refund, from the start, where the return's `parcel` is neither here nor on its way, or has just been received.
        """
        if self.opening is not None:
            return self.opening.due
        quick = self.rule.duty == "appeal" and "yes" in self.rule.when.get("quick-refund", ())
        expected = self.event.name != "return.received" and parcel in (*PARCEL_UNDER_WAY, "received", "refused")
        return self.start if quick and not expected else None

    def extend(self, event: Event) -> None:
        """Move the deadline by the rule's extension, where that is still possible."""
        extension = self.rule.extension
        if extension is None:
            return
        days = event.data.get("days")
        length, refused = extension.length_for(int(days) if days else None), ""
        if event.at > self.due:
            refused = tr("the deadline had passed")
        elif sum(not e.refused for e in self.extended) >= extension.times:
            refused = trn("the rule allows it once", "the rule allows it {count} times", extension.times)
        else:
            self.deadline = self._further(self.deadline, length)
            for pause in self.pauses[-1:]:
                if pause.until is not None and pause.until > event.at:  # it may end sooner than its longest
                    pause.before = self._further(pause.before, length)
        self.extended.append(Extended(event, length, self.due, refused))

    def _further(self, deadline: Deadline, length: Length) -> Deadline:
        due = time_length.term_deadline(deadline.due, length, self.zone, self.calendar).due
        return deadline.moved(due, due, self.zone)

    def pause(self, happening: Happening) -> None:
        """Stand still from an event on: until another one, or for the longest time that the rule gives a pause."""
        event, rule = happening.event, self.rule.pauses
        since = max(self.start, event.at if self.early else event.earliest or event.at)
        lasting = bool(self.pauses) and (self.pauses[-1].until or since) > since
        if rule is None or lasting or since > self.due:
            return
        made = Pause(happening, since, self.deadline, self.deadline)
        self.pauses.append(made)
        if rule.most is None:
            self.stopped = happening
            return
        self._go_on(made, time_length.term_deadline(since, rule.most, self.zone, self.calendar).due)

    def resume(self, event: Event) -> None:
        """Go on with what was left of the term.

        Of an inferred event only an interval is known. For the seller's own clocks a pause is taken as short as it can
        have been, for others as long: the seller's deadline is never given too late, and a buyer's never too early.
        """
        if not self.pauses:
            return
        last = self.pauses[-1]
        at = event.at
        if self.early:  # of an inferred end with no early end nothing is known, so the pause is taken as none
            at = event.earliest or (last.since if event.inferred else event.at)
        at = max(at, last.since)
        if last.until is not None and at >= last.until:
            return
        last.resumed = event
        self.stopped = None
        self._go_on(last, at)

    def _go_on(self, pause: Pause, at: datetime) -> None:
        term = self.chosen.term
        pause.until = at
        pause.after = self.deadline = time_pauses.after_pause(
            pause.before, term.length.unit, pause.since, at, self.zone, self.calendar, term.ends
        )
