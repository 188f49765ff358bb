"""The fields of an explained clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.running_clock import Running
from aftersales.core.deadlines import act_by
from aftersales.core.deadlines.clock_state import by_days, competing, drift, state_of
from aftersales.core.rules.policy import Policy, Term
from aftersales.core.time.staff import StaffCalendar
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.fields.view import STAKE, WINNABLE, Field, amount, local

if TYPE_CHECKING:
    from aftersales.core.modes.grade_suggestion import GradeSuggestion
    from aftersales.core.requests.receipt import GradedItem


class Explained(NamedTuple):
    """Every clock of a case with its explanation, the rules that made them, the zone of its market, and the staff
    calendar of its shop (None: not set).
    """

    clocks: Sequence[Clock]
    policy: Policy
    now: datetime
    zone: ZoneInfo
    staff: StaffCalendar | None = None


class ExplainedGrades(NamedTuple):
    """What came back of a case as it was graded, and what that suggests."""

    items: Sequence[GradedItem]
    suggestion: GradeSuggestion


class ExplainedClock(NamedTuple):
    """A clock, among all of its case."""

    clock: Clock
    of: Explained

    @property
    def running(self) -> Running | None:
        """How the rule's deadline was calculated; None for a clock without a rule."""
        return self.clock.running

    @property
    def was_checked(self) -> bool:
        """Whether the day on which the rule set was checked holds for its rule."""
        return was_checked(self.clock, self.of.policy)


def steps(clock: Clock, calendar: StaffCalendar | None) -> list[str]:
    """The steps of the calculation of the deadline and its act-by, in words."""
    return [*clock.why, *(act_by.why(clock, calendar) if calendar else ())]


def was_checked(clock: Clock, policy: Policy) -> bool:
    """Whether the day on which the rule set was checked holds for the clock's rule. It doesn't for a rule in a file of
    the seller's own, if another file names that day.
    """
    file = clock.running.rule.file if clock.running else ""
    return clock.rule is not None and (not phrases.own_file(file) or file == policy.checked_in)


def own_term(running: Running) -> Term:
    """The term as the rule has it, without what an overlay makes longer."""
    return running.chosen.base[0] if running.chosen.base else running.chosen.term


def age(policy: Policy, now: datetime, zone: ZoneInfo) -> int | None:
    """How many days ago the rule set was checked."""
    return None if policy.checked is None else (now.astimezone(zone).date() - policy.checked).days


def _instant(name: str) -> Callable[[ExplainedClock], str | None]:
    return lambda row: local(getattr(row.clock, name), row.of.zone)


def _source_text(row: ExplainedClock) -> str:
    return row.clock.source_text or (tr("the platform") if row.clock.stamped_due else "")


def _checked(row: ExplainedClock) -> str | None:
    day = row.of.policy.checked
    return day.isoformat() if day and row.was_checked else None


def _started_between(row: ExplainedClock) -> list[str | None] | None:
    if row.running is None or not row.running.event.inferred or row.running.event.earliest is None:
        return None
    return [local(row.running.event.earliest, row.of.zone), local(row.running.event.at, row.of.zone)]


def _days(row: ExplainedClock) -> list[dict[str, Any]]:
    days = row.running.chosen.deadline.counted_days if row.running else ()
    return [{"date": s.day.isoformat(), "number": s.number, "skipped": s.skipped} for s in days]


def _extensions(row: ExplainedClock) -> list[dict[str, Any]]:
    zone = row.of.zone
    return [
        {"at": local(e.event.at, zone), "by": str(e.length), "due": local(e.due, zone), "refused": e.refused or None}
        for e in (row.running.extended if row.running else ())
    ]


def _pauses(row: ExplainedClock) -> list[dict[str, Any]]:
    zone = row.of.zone
    return [
        {
            "from": local(p.since, zone),
            "until": local(p.until, zone),
            "paused_by": p.happening.event.name,
            "resumed_by": p.resumed.name if p.resumed else None,
            "due": local(p.after.due, zone),
        }
        for p in (row.running.pauses if row.running else ())
    ]


def _overlay(row: ExplainedClock) -> dict[str, Any] | None:
    """The overlay that makes the term longer, and the deadline without it."""
    if row.running is None or row.running.chosen.base is None:
        return None
    overlay = row.running.chosen.overlays[0].overlay
    return {
        "name": overlay.name,
        "from": overlay.since.isoformat(),
        "until": overlay.until.isoformat(),
        "length": str(overlay.length) if overlay.length else None,
        "plus": str(overlay.plus) if overlay.plus else None,
        "source_text": overlay.source,
        "source_date": overlay.dated.isoformat() if overlay.dated else None,
        "confidence": overlay.confidence,
        "file": overlay.file or None,
        "due_without": local(row.running.chosen.base[1].due, row.of.zone),
    }


def _competing(row: ExplainedClock) -> list[dict[str, Any]]:
    """The other deadlines of the same duty."""
    return [
        {"rule": rule, "due": local(due, row.of.zone), "why_lost": why}
        for rule, due, why in competing(row.clock, row.of.clocks)
    ]


# Of rows that are explained clocks.
EXPLAIN_FIELDS: tuple[Field, ...] = (
    Field(
        "rule",
        "str or null",
        mark("id of the rule; null where only the platform deadline is known"),
        attrgetter("clock.rule"),
    ),
    Field("duty", "str", mark("what must be done"), attrgetter("clock.duty")),
    Field("owner", "str", mark("who owes it"), attrgetter("clock.owner")),
    Field("started_by", "str", mark("the event that started the clock"), attrgetter("clock.started_by")),
    Field("started_at", "str", mark("when, ISO 8601"), _instant("started_at")),
    Field(
        "term",
        "str",
        mark("the length that was counted, with the overlay that makes it longer"),
        attrgetter("clock.term"),
    ),
    Field("policy", "str", mark("name of the rule set"), attrgetter("clock.policy")),
    Field("source_text", "str", mark("where the rule was read"), _source_text),
    Field("source_url", "str or null", mark("its address, where one is known"), attrgetter("clock.source_url")),
    Field("source_date", "str or null", mark("the source's date"), attrgetter("clock.source_date")),
    Field("confidence", "str", mark("high, medium or low"), attrgetter("clock.confidence")),
    Field("steps", "list of str", mark("the calculation, step by step"), lambda row: steps(row.clock, row.of.staff)),
    Field("due", "str", mark("the deadline that holds, ISO 8601"), _instant("due")),
    Field("computed_due", "str or null", mark("what the rule gives"), _instant("computed_due")),
    Field("stamped_due", "str or null", mark("what the platform gave"), _instant("stamped_due")),
    Field("drift_seconds", "int or null", mark("stamped minus computed"), lambda row: drift(row.clock)),
    Field("outcome", "str", mark("what happens if nothing is done"), attrgetter("clock.outcome")),
    Field(
        "state",
        "str",
        mark("waiting, not-open, running, paused, met, missed, unknown, lapsed, unconfirmed or history"),
        lambda row: state_of(row.clock, row.of.now),
    ),
    Field(
        "holds", "bool", mark("whether this deadline counts among those of the same duty"), attrgetter("clock.holds")
    ),
    Field(
        "unit",
        "str or null",
        mark("hours, days, weeks or business days; null where no rule computed it"),
        lambda row: row.running.chosen.term.length.unit if row.running else None,
    ),
    Field(
        "timezone",
        "str or null",
        mark("the time zone in which it was counted"),
        lambda row: row.running.zone.key if row.running else None,
    ),
    Field(
        "started_between",
        "list of str or null",
        mark("of an inferred start: its earliest and latest moment"),
        _started_between,
    ),
    Field(
        "days",
        "list of object",
        mark("date, number and skipped (why) of each day, where business days are counted"),
        _days,
    ),
    Field(
        "overlay",
        "object or null",
        mark("name, from, until, length or plus, source, file, due_without of what made it longer"),
        _overlay,
    ),
    Field("extended", "list of object", mark("at, by, due and refused (why, or null) of each extension"), _extensions),
    Field(
        "pauses", "list of object", mark("from, until, paused_by, resumed_by and due (after it) of each pause"), _pauses
    ),
    Field(
        "competing",
        "list of object",
        mark("rule, due and why_lost (null: it counts) of other deadlines of the same duty"),
        _competing,
    ),
    Field("checked", "str or null", mark("when the rules were last compared with their sources"), _checked),
    Field(
        "checked_days",
        "int or null",
        mark("how many days ago that is"),
        lambda row: age(row.of.policy, row.of.now, row.of.zone) if row.was_checked else None,
    ),
    Field(
        "calendar",
        "str or null",
        mark("the calendar, where business days are counted"),
        lambda row: row.of.policy.calendar.name if by_days(row.clock) else None,
    ),
    Field(
        "known_through",
        "int or null",
        mark("the last year for which its holidays are published"),
        lambda row: row.of.policy.calendar.known_through if by_days(row.clock) else None,
    ),
    Field(
        "file",
        "str or null",
        mark("the policy file that decides the rule; your own file by its path"),
        lambda row: row.running.rule.file if row.running else None,
    ),
    Field(
        "act_by",
        "str or null",
        mark("last staffed moment before it, with the staff zone's offset; null: no staff calendar"),
        lambda row: local(row.clock.act_by, row.of.staff.zone if row.of.staff else row.of.zone),
    ),
    Field(
        "rule_term",
        "str or null",
        mark("the rule's own length, where an overlay makes it longer too; null: no rule computed it"),
        lambda row: own_term(row.running).whole_length if row.running else None,
    ),
    Field(
        "opens", "str or null", mark("from when it can be done, ISO 8601; null: from the start"), _instant("opens_at")
    ),
    Field("stake", "str", STAKE, attrgetter("clock.stake")),
    Field("winnable", "object or null", WINNABLE, lambda row: amount(row.clock.winnable)),
)
