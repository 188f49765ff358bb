"""The platform's deadlines compared with those of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from statistics import median_low
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import derive
from aftersales.core.clocks.platform_deadlines import STAMPED_DUTY
from aftersales.core.rules.policy import Policy, Rule, Term
from aftersales.core.time import calendar
from aftersales.core.time import length as time_length
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import ClosingHour, CutOff, Length
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

_NEAR = timedelta(minutes=1)
_MOST = 400  # days: no term is longer
_ENOUGH = 3  # cases: fewer show a deadline, and no rule
_LAST_MINUTE = (23, 59)


class Sample(NamedTuple):
    """A deadline of the platform beside the one computed for the same clock; all instants UTC. `exact`: its start is
    known to the second, and nothing but the term makes the deadline.
    """

    case: int
    rule: Rule
    term: Term
    start: datetime
    computed: datetime
    stamped: datetime
    exact: bool

    @property
    def drift(self) -> int:
        """Stamped minus computed, in seconds."""
        return int((self.stamped - self.computed).total_seconds())


class Candidate(NamedTuple):
    """A term that might be: its length and how its last day ends."""

    length: Length
    ends: ClosingHour | None = None
    cut_off: CutOff | None = None

    def __str__(self) -> str:
        length = tr("{length} ending {ends}", length=self.length, ends=self.ends) if self.ends else str(self.length)
        return (
            tr("{length} with the cut-off at {at:%H:%M}", length=length, at=self.cut_off.at) if self.cut_off else length
        )


class Fit(NamedTuple):
    """The term that gives most of the stamped deadlines within a minute: how many of how many, of how many cases, and
    what else does.
    """

    best: Candidate
    hits: int
    of: int
    cases: int
    also: tuple[Candidate, ...]

    @property
    def enough(self) -> bool:
        """Whether a rule may be changed on the strength of it."""
        return self.cases >= _ENOUGH


class DriftGroup(NamedTuple):
    """The samples of one rule and value limit. `drifting` are those that differ by more than was asked for."""

    rule: Rule
    term: Term
    samples: tuple[Sample, ...]
    drifting: tuple[Sample, ...]

    @property
    def since(self) -> datetime:
        """When the first clock that differs started (UTC)."""
        return min(s.start for s in self.drifting)

    @property
    def median(self) -> int:
        """The middle one of the differences, in seconds."""
        return median_low(s.drift for s in self.drifting)


def samples(case: Case, policy: Policy, zone: ZoneInfo) -> Iterator[Sample]:
    """Each deadline that the platform gave for a case, beside the rule's own.

    A deadline is compared with the clock that it stands for: same duty, running when the platform showed it; of two
    rules on one duty the nearer. What is shown of a parcel still under way is the carrier's time, and is left out.
    """
    derived = derive(case, policy, zone, why=True)
    known = [c for c in derived.clocks if c.running is not None and c.computed_due is not None and not c.chained]
    given_by: dict[tuple[str | None, datetime], datetime] = {}
    for clock, when in (*_seen(case, known), *_now(known)):
        given_by.setdefault((clock.rule, clock.started_at), when)
    for clock in known:
        running, stamped = clock.running, given_by.get((clock.rule, clock.started_at))
        if stamped is None or running is None or clock.computed_due is None:
            continue
        chosen = running.chosen
        moved = bool(running.extended or running.pauses or chosen.overlays or running.opening)
        exact = "inferred" not in clock.flags and not moved
        term = chosen.base[0] if chosen.base else chosen.term
        yield Sample(case.id, running.rule, term, clock.started_at, clock.computed_due, stamped, exact)


def _seen(case: Case, known: Sequence[Clock]) -> Iterator[tuple[Clock, datetime]]:
    """The deadline in each snapshot, the oldest first, with its clock."""
    for snapshot in sorted(case.observations, key=lambda o: (o.first_seen, o.last_seen)):
        for stamp in snapshot.stamps or ():
            duty = STAMPED_DUTY.get(stamp.action)
            if duty is None or (duty == "confirm-receipt" and snapshot.status == "shipped"):
                continue
            running = [
                c
                for c in known
                if c.duty == duty
                and c.started_at <= min(snapshot.last_seen, stamp.deadline)
                and (c.stopped_at is None or c.stopped_at >= snapshot.first_seen)
            ]
            if running:
                yield _nearest(running, stamp.deadline), stamp.deadline


def _typed(clock: Clock) -> bool:
    return clock.running is not None and "until" in clock.running.event.data


def _now(known: Sequence[Clock]) -> Iterator[tuple[Clock, datetime]]:
    """What holds now: of orders on their way nothing else is kept. A day that the seller typed from a notice says what
    that one notice gave, not what the platform's data do.
    """
    stamped = [c for c in known if c.stamped_due is not None and "in-transit" not in c.flags and not _typed(c)]
    for duty, when in dict.fromkeys((c.duty, c.stamped_due) for c in stamped):
        same = [c for c in stamped if (c.duty, c.stamped_due) == (duty, when)]
        if when is not None:
            yield _nearest(same, when), when


def _nearest(running: Sequence[Clock], deadline: datetime) -> Clock:
    return min(running, key=lambda c: abs((c.computed_due or c.due) - deadline))


def groups(samples: Iterable[Sample], least: timedelta) -> list[DriftGroup]:
    """The samples by rule and value limit, where some differ by more than `least`; the most differing first."""
    by: dict[tuple[str, str], list[Sample]] = {}
    for sample in samples:
        by.setdefault((sample.rule.id, sample.term.limit_text()), []).append(sample)
    made = []
    for same in by.values():
        drifting = tuple(s for s in same if abs(s.drift) > least.total_seconds())
        if drifting:
            newest = max(drifting, key=lambda s: s.start)
            made.append(DriftGroup(newest.rule, newest.term, tuple(same), drifting))
    return sorted(made, key=lambda g: (-len(g.drifting), g.rule.id, g.term.limit_text()))


def fit(group: DriftGroup, policy: Policy, zone: ZoneInfo) -> Fit | None:
    """The term that gives more than half of the deadlines since the first one that differs; None where none does, or no
    start is known exactly.
    """
    tried = [s for s in group.samples if s.exact and s.start >= group.since]
    wall, days = group.term.zone or zone, policy.calendar_of(group.term)
    candidates = {c for s in tried for c in _candidates(s, wall, days, group.term)}
    hits = {c: sum(_gives(c, s, wall, days) for s in tried) for c in candidates}
    most = max(hits.values(), default=0)
    if most * 2 <= len(tried):
        return None
    best, *also = sorted((c for c, n in hits.items() if n == most), key=lambda c: _plainness(c, group.term))
    cases = {s.case for s in tried if _gives(best, s, wall, days)}
    return Fit(best, most, len(tried), len(cases), tuple(also))


def _candidates(sample: Sample, zone: ZoneInfo, days: Calendar, term: Term) -> Iterator[Candidate]:
    """Every term that gives just this deadline: in hours, days, weeks and business days, at the hour of the start or,
    where that may be a closing hour, of the deadline.
    """
    begun, due = time_length.local_time(sample.start, zone), time_length.local_time(sample.stamped, zone)
    elapsed = (sample.stamped - sample.start).total_seconds()
    hours = round(elapsed / 3600)
    if hours > 0 and abs(elapsed - hours * 3600) <= _NEAR.total_seconds():
        yield Candidate(Length(hours, "hours"))
    apart = (due.date() - begun.date()).days
    if not 0 <= apart <= _MOST:
        return
    lengths = [Length(n, "days") for n in (apart, apart + 1) if n > 0]
    lengths += [Length(n // 7, "weeks") for n in (apart,) if n and n % 7 == 0]
    opened = sum(days.why_closed(begun.date() + timedelta(days=n)) is None for n in range(1, apart + 1))
    lengths += [Length(n, "business days") for n in (opened, opened + 1) if n > 0]
    ends = (None, *([ClosingHour(due.time())] if _closes(due.time()) else []), term.ends)
    for length in lengths:
        for end in dict.fromkeys(ends):
            yield Candidate(length, end)
            if term.cut_off is not None and end is not None:
                yield Candidate(length, end, term.cut_off)


def _closes(at: time) -> bool:
    """Whether an hour may be one at which a day is closed: its last minute, a whole or a half hour."""
    return (at.hour, at.minute) == _LAST_MINUTE or (at.minute % 30 == 0 and at.second == 0)


def _gives(candidate: Candidate, sample: Sample, zone: ZoneInfo, days: Calendar) -> bool:
    length, ends, cut_off = candidate
    return abs(time_length.term_deadline(sample.start, length, zone, days, ends, cut_off).due - sample.stamped) <= _NEAR


def _plainness(candidate: Candidate, term: Term) -> tuple[Any, ...]:
    """How near a candidate is to the term as it is, then how plain: the smaller the better."""
    units = ("business days", "days", "weeks", "hours")
    return (
        candidate.length.unit != term.length.unit,
        candidate.ends != term.ends,
        candidate.ends is not None,
        candidate.cut_off != term.cut_off,
        units.index(candidate.length.unit),
        candidate.length.number,
        str(candidate),
    )


def rewritten_terms(
    rule: Rule, raw: Sequence[dict[str, Any]], fits: Sequence[tuple[Term, Fit]], since: date, source: dict[str, Any]
) -> list[dict[str, Any]]:
    """The plain terms of a rule with those that would fit from `since` on (a date in the market's zone), beside what
    holds for other values. `source` are the keys of their source.
    """
    newest = max((t.since or date.min for t in rule.terms if t.covers(since)), default=date.min)
    new = {term.limit_text(): fit.best for term, fit in fits}
    before, after = [], []
    for term, table in zip(rule.terms, raw, strict=True):
        if not (term.covers(since) and (term.since or date.min) == newest):
            before.append(dict(table))
            continue
        if newest != since:
            before.append(dict(table))
        changed = {**table, "from": since}
        if (candidate := new.get(term.limit_text())) is not None:
            changed = _with(changed, candidate) | source
        after.append(changed)
    return [*before, *after]


def _with(table: dict[str, Any], candidate: Candidate) -> dict[str, Any]:
    kept = {k: v for k, v in table.items() if k not in ("ends", "cut-off", "first-day", "url", "note")}
    kept["length"] = str(candidate.length)
    if candidate.ends is not None:
        kept["ends"] = _ends(candidate.ends)
    if candidate.cut_off is not None:
        kept["cut-off"] = f"{candidate.cut_off.at:%H:%M}"
        kept |= {} if candidate.cut_off.same_day else {"first-day": "next-day"}
    return kept


def _ends(ends: ClosingHour) -> str:
    if ends.at == time_length.END_OF_DAY and ends.weekday is None:
        return "end-of-day"
    day = "" if ends.weekday is None else f"{calendar.WEEKDAYS[ends.weekday]} "
    return f"{day}{ends.at:%H:%M:%S}"
