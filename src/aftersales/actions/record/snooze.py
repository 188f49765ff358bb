"""Steps that hide a case for a while, and show it again."""

from __future__ import annotations

from functools import partial

from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.context.typed_times import TypedTimes
from aftersales.core.clocks import snooze
from aftersales.core.time.instants import iso
from aftersales.core.vocabulary import duty_label
from aftersales.errors import TransitionRefused
from aftersales.language import tr
from aftersales.user_input import WAKING


def snoozed(until: str, times: TypedTimes) -> StepBuilder:
    """Out of sight until an instant as typed, or for a span from now."""
    return partial(_snoozed, until, times)


def _snoozed(until: str, times: TypedTimes, view: CaseView) -> Step:
    when = times.read(until, "--until", view.place, WAKING)
    check(view, snooze.EVENT)
    _refuse_out_of_order(view)
    first = snooze.first_deadline(view.derived.clocks, view.now)
    if first is None:
        raise _refusal(view, tr("it has no open duty of yours, so there is nothing to snooze"))
    due = view.local(first.due)
    if first.due <= view.now:
        raise _refusal(
            view,
            tr("{duty} was due on {due}, and an overdue duty can't be snoozed", duty=duty_label(first.duty), due=due),
        )
    if not view.now < when <= first.due:
        raise _refusal(
            view,
            (
                tr("{until} is not after now; the latest is {due}", until=view.local(when), due=due)
                if when <= view.now
                else tr(
                    "{until} is past the deadline for {duty}; the latest is {due}",
                    until=view.local(when),
                    duty=duty_label(first.duty),
                    due=due,
                )
            ),
        ).asking("until")
    hidden = [snooze.snoozed_line(clock) for clock in view.derived.clocks if clock.in_sight(view.now)]
    return Step(snooze.EVENT, {"until": iso(when), "of": hidden})


def woken(view: CaseView) -> Step:
    """In sight again."""
    check(view, snooze.EVENT)
    _refuse_out_of_order(view)
    if snooze.snoozed_until(view.derived.clocks, view.now) is None:
        return Step(snooze.EVENT, skip=tr("it is not snoozed"))
    return Step(snooze.EVENT, {"off": True})


def _refuse_out_of_order(view: CaseView) -> None:
    """A snooze begins now: a later one would hide what does not run yet, and the newest snooze replaces the others."""
    if view.at > view.now:
        raise _refusal(view, tr("a snooze begins now, not later"))
    before = snooze.last_snooze(view.derived.timeline)
    if before is not None and view.at < before.at:
        raise _refusal(view, tr("it was snoozed after that, on {last}", last=view.local(before.at)))


def _refusal(view: CaseView, reason: str) -> TransitionRefused:
    return TransitionRefused(tr("case {case}: {reason}.", case=view.case.id, reason=reason))
