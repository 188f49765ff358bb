"""Events recorded by hand for several cases, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, view_case
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.core.cases import events
from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks import buyer_window
from aftersales.core.money.amount import Money
from aftersales.core.time.instants import optional_instant
from aftersales.core.vocabulary import OWN_KINDS, REQUEST_KINDS, duty_label
from aftersales.errors import TransitionRefused, UsageError
from aftersales.language import tr
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases as case_facts
from aftersales.ledger.facts import deliveries
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.pages.recorded import Recorded
from aftersales.user_input import Place

if TYPE_CHECKING:
    from aftersales.core.modes.grade_suggestion import GradeSuggestion

_FARTHEST = timedelta(days=731)

FindCase = Callable[[Connection, str], int]


class SingleWrite(NamedTuple):
    """What was recorded for one case, and the number of the write in the log."""

    recorded: Recorded
    write: int


def record(
    app: App, cases: Sequence[str], build: StepBuilder, options: WriteOptions, find_case: FindCase = find.find_case
) -> list[Recorded]:
    """Record one step for each case, in one transaction; a dry run writes nothing. `find_case` finds a case by what was
    typed.

    Raises NoSuchCase, UsageError, and one TransitionRefused that names every case that refuses: then nothing was
    written.
    """
    recorded: list[Recorded] = []
    refused: dict[int, TransitionRefused] = {}
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        for number in dict.fromkeys(find_case(ledger, typed) for typed in cases):
            view = _view(app, ledger, number, options.at)
            try:
                recorded.append(_record(view, build(view), dry_run=options.dry_run))
            except TransitionRefused as reason:
                refused[number] = reason
        if refused:
            raise _all_refusals(refused, [one.case for one in recorded])
    return recorded


def record_one(app: App, case: int, build: StepBuilder, *, at: str | None = None, keep: bool = True) -> SingleWrite:
    """Record a step for one case, as of now unless `at` says when it happened; `keep=False` is a dry run. Raises
    TransitionRefused, UsageError.
    """
    with app.ledger.writing(keep=keep) as ledger:
        view = _view(app, ledger, case, at)
        return SingleWrite(_record(view, build(view), dry_run=not keep), journal.current_write(ledger))


def _all_refusals(refused: Mapping[int, TransitionRefused], others: Sequence[int]) -> TransitionRefused:
    """The refusals of several cases as one. The refusal of the only case that was named stays as it is."""
    if len(refused) == 1 and not others:
        return next(iter(refused.values()))
    lines = [
        tr(
            "{refused} of {all} cases refuse it; nothing was recorded.",
            refused=len(refused),
            all=len(refused) + len(others),
        )
    ]
    lines += [str(reason) for reason in refused.values()]
    lines += [tr("The others would accept it: {others}", others=" ".join(map(str, others)))] if others else []
    whole = TransitionRefused("\n".join(lines))
    asked = {reason.asks_for for reason in refused.values()}
    return whole.asking("force") if asked == {"force"} else whole


def _view(app: App, ledger: Connection, number: int, at: str | None) -> CaseView:
    def instant(place: Place) -> datetime:
        when = app.times.at(at, place)
        if when > app.now + _FARTHEST:
            raise UsageError(tr("--at {at!r} is more than two years ahead; is the year right?", at=at))
        return when

    return view_case(ledger, number, app.rules.of(ledger), instant, app.now)


def _record(view: CaseView, step: Step, *, dry_run: bool) -> Recorded:
    """Write the step's events and derive the cases again, inside the write."""
    changed = step.skip is None
    if changed:
        _write_events(view, step)
    at_platform = changed and step.name in events.SHOWN_IN_DATA and view.case.kind not in OWN_KINDS
    until = optional_instant(step.data.get("until"))
    return Recorded(
        case=view.case.id,
        event=step.name,
        data=step.data,
        at=view.at.astimezone(view.zone),
        dry_run=dry_run,
        changed=changed,
        warnings=[
            *step.warnings,
            *_date_warnings(view, step),
            *(_contradiction(view, step) if at_platform else ()),
            *filter(None, [step.skip]),
        ],
        money=_money(view, step),
        until=until.astimezone(view.zone) if until else None,
        concerned=_money_concerned(view.case, step),
        # A claim on the carrier itself is not made in Seller Center.
        only_here=changed and step.name in events.HIDDEN_IN_DATA and step.data.get("on") != "carrier",
        unconfirmed=at_platform and not view.rules.trust,
        believed=at_platform and view.rules.trust,
        next_duty=_next_duty(view) if changed else None,
        suggestion=_suggestion(view, step) if changed else None,
        **_buyer_window(view, step),
    )


def _write_events(view: CaseView, step: Step) -> None:
    for case, name, data in ((view.case.id, step.name, step.data), *step.beside):
        add_event(view.ledger, case, Event(name, view.at, data, "hand", "recorded by hand"), view.now)
    if step.name in ("return.shipped", "order.dispatched") and step.data.get("tracking"):
        case_facts.set_tracking(view.ledger, view.case.id, step.data["tracking"])
    touched = [view.case.id, *(case for case, _, _ in step.beside)]
    if step.name in events.MILESTONES["order.ready"]:
        touched = sorted(deliveries.with_requests(view.ledger, touched))
    store.rederive(view.ledger, touched, view.rules_in_force, aside=step.name in events.REMARKS)


def _date_warnings(view: CaseView, step: Step) -> Iterator[str]:
    """Warnings: the step is in the future, or its deadline has passed and the platform may have acted already."""
    if view.at > view.now:
        yield tr("recorded in advance: {when} is in the future", when=view.local(view.at))
    for clock in view.derived.clocks:
        running = clock.stopped_at is None and not clock.chained and clock.holds
        if running and clock.duty == events.LATE_FOR.get(step.name) and clock.due < view.at:
            duty = duty_label(clock.duty).replace("-", " ")
            yield tr(
                "the time to {duty} ended on {due}: TikTok may have acted first; check in Seller Center",
                duty=duty,
                due=view.local(clock.due),
            )


def _contradiction(view: CaseView, step: Step) -> Iterator[str]:
    """A warning if the platform's data are newer than the recorded step and contradict it."""
    latest = view.derived.timeline.latest
    if latest is None or latest.last_seen <= view.at:
        return
    _, _, derived = store.derive_case(view.ledger, view.case.id, view.rules_in_force)
    for event, shown in derived.timeline.void:
        if (event.name, event.at) == (step.name, view.at):
            yield tr(
                "TikTok's data of {seen} are later than {at} and still show “{raw}”, so this does not count and the "
                "deadline runs on. Did you do it later? `aftersales undo`, then record it with its real time",
                seen=view.local(shown.last_seen),
                at=view.local(view.at),
                raw=shown.raw,
            )


def _money(view: CaseView, step: Step) -> Money | None:
    """The amount in the step's data."""
    if "amount" not in step.data:
        return None
    known = view.case.amount or view.case.order_amount
    return Money(int(step.data["amount"]), known.currency if known else view.rules.currency)


def _money_concerned(case: Case, step: Step) -> Money | None:
    """The money that a step on a case is about: the step's own amount, else what the buyer asks for."""
    asked = case.amount or case.order_amount
    if asked is not None and "amount" in step.data:
        return Money(int(step.data["amount"]), asked.currency)
    return asked if case.kind in REQUEST_KINDS else None


def _buyer_window(view: CaseView, step: Step) -> dict[str, str]:
    """With an answer to the buyer: whether the request came in time, in full and in short."""
    if step.name not in ("request.approved", "request.rejected", "request.offered"):
        return {}
    of = (view.derived.timeline, view.case, view.rules_in_force.policy(view.case.shop), view.zone)
    return {"buyer_window": buyer_window.of_case(*of), "window_notice": buyer_window.notice(*of)}


def _suggestion(view: CaseView, step: Step) -> GradeSuggestion | None:
    """What the grades of a receipt suggest."""
    if "items" not in step.data:
        return None
    from aftersales.actions.record import receipt  # lazy: few steps are receipts with grades

    return receipt.suggestion_of(view, step)


def _next_duty(view: CaseView) -> tuple[str, datetime] | None:
    """The seller's next duty on the case as it now stands, and when it is due, in the market's zone."""
    duty = due_queries.next_duty(view.ledger, view.case.id, view.now)
    return (duty[0], duty[1].astimezone(view.zone)) if duty else None
