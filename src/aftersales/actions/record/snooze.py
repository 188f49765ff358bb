"""What commands share that put a case out of sight for a while: the steps of a snooze and of its end."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text, user_input
from aftersales.actions.record.write import Decide, Step, Target, check
from aftersales.context.app import App
from aftersales.core.clocks import snooze
from aftersales.core.time.instants import iso
from aftersales.errors import TransitionRefused, UsageError


def moment(app: App, words: str, zone: ZoneInfo, option: str = "--until") -> datetime:
    """The instant until which to snooze: as typed, or for a span from now. Raises UsageError for words that are
    neither.
    """
    try:
        return app.now + user_input.span(words, option)
    except UsageError:
        pass
    try:
        return user_input.moment(words, zone, option, app.now)
    except UsageError as error:
        raise UsageError(f"{error} A length of time will do too, such as 4h or 1d.") from None


def snoozed(app: App, until: str, option: str = "--until") -> Decide:
    """Out of sight until an instant, or for a span from now."""

    def decide(target: Target) -> Step:
        when = moment(app, until, target.zone, option)
        check(target, snooze.EVENT)
        _in_time(target, app.now)
        first = snooze.first_deadline(target.told.clocks, app.now)
        if first is None:
            raise _no_snooze(target, "nothing that you must do runs on it, so there is nothing to snooze")
        due = text.moment(first.due.astimezone(target.zone))
        if first.due <= app.now:
            raise _no_snooze(target, f"{first.duty} was due on {due}, and what is overdue is never out of sight")
        if not app.now < when <= first.due:
            told = text.moment(when.astimezone(target.zone))
            wrong = "not after now" if when <= app.now else f"past the deadline for {first.duty}"
            raise _no_snooze(target, f"{told} is {wrong}; the latest is {due}")
        of = [snooze.line(c) for c in target.told.clocks if c.in_sight(app.now)]
        return Step(snooze.EVENT, {"until": iso(when), "of": of})

    return decide


def woken(app: App) -> Decide:
    """In sight again."""

    def decide(target: Target) -> Step:
        check(target, snooze.EVENT)
        _in_time(target, app.now)
        if snooze.in_force(target.told.clocks, app.now) is None:
            return Step(snooze.EVENT, skip="it is not snoozed")
        return Step(snooze.EVENT, {"off": True})

    return decide


def _in_time(target: Target, now: datetime) -> None:
    """A snooze is of now: one that is still to come would hide what it does not hold for yet, and of two the later
    counts.
    """
    if target.at > now:
        raise _no_snooze(target, "a snooze begins now, not later")
    before = snooze.last(target.told.timeline)
    if before is not None and target.at < before.at:
        raise _no_snooze(target, f"it was snoozed after that, on {text.moment(before.at.astimezone(target.zone))}")


def _no_snooze(target: Target, reason: str) -> TransitionRefused:
    return TransitionRefused(f"case {target.case.id}: {reason}.")
