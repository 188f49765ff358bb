"""The summary of a triage session, and what remains due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aftersales import text
from aftersales.actions import due_list
from aftersales.actions.due_list import DueRequest
from aftersales.commands.triage import checklist
from aftersales.context.app import App
from aftersales.core.deadlines import due_list as deadline_list
from aftersales.core.deadlines.urgency import Action
from aftersales.core.triage.session import Session, SessionDecision
from aftersales.language import tr, trn
from aftersales.ledger.log import reader as log_reader
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import due as due_page


class Waiting(NamedTuple):
    """The lines that wait for a decision, those that only wait for the platform's data, and those that are snoozed."""

    undecided: Sequence[Action]
    unconfirmed: Sequence[Action]
    asleep: Sequence[Action]

    @property
    def cases(self) -> list[int]:
        """The cases that wait for a decision which can be made now, the most urgent first."""
        return list(dict.fromkeys(action.case for action in self.undecided if action.opens is None))


def waiting(app: App, request: DueRequest) -> Waiting:
    """What waits now."""
    ledger = app.ledger.current()
    shops = shop_queries.shop_data(ledger)
    actions = due_list.actions_due(ledger, app.now, request.within, request.filters, shops)
    awake, asleep = deadline_list.awake_and_asleep(actions, snoozed=request.snoozed)
    return Waiting([a for a in awake if a.confirmed], [a for a in awake if not a.confirmed], asleep)


def beside(app: App, lines: Waiting) -> list[str]:
    """What is due and not gone through, in sentences."""
    sentences, unconfirmed, asleep = [], lines.unconfirmed, lines.asleep
    if unconfirmed:
        sentences.append(
            trn(
                "{count} line is not yet confirmed by the platform's data.",
                "{count} lines are not yet confirmed by the platform's data.",
                len(unconfirmed),
            )
        )
    if ahead := [action for action in lines.undecided if action.opens is not None]:
        sentences.append(
            trn(
                "{count} line can't be done yet; `due` says from when it can.",
                "{count} lines can't be done yet; `due` says from when they can.",
                len(ahead),
            )
        )
    if asleep:
        sentences.append(f"{due_page.snoozed(len(asleep), deadline_list.first_back(asleep), app.now)}.")
    return sentences


def show(app: App, session: Session, request: DueRequest) -> None:
    """The summary on stdout."""
    app.clock.tick()
    made = [d for d in session.decisions if log_reader.entry(app.ledger.current(), d.write).undone_by is None]
    sections = [*_session_sections(made, session.skipped), _remains(app, request)]
    there = checklist.sections([(d.shop, d.about, d.there) for d in made if d.there])
    checklist.show_sections(app, [*sections, *there])


def _session_sections(made: Sequence[SessionDecision], skipped: Sequence[int]) -> Iterator[Section]:
    decided = [d for d in made if d.event not in ("case.noted", "case.snoozed")]
    snoozed, noted = ([d for d in made if d.event == event] for event in ("case.snoozed", "case.noted"))
    title = tr("Decided ({count})", count=len(decided)) if decided else tr("Decided: nothing")
    yield Section(title, _facts(decided))
    if snoozed:
        yield Section(tr("Snoozed ({count})", count=len(snoozed)), _facts(snoozed))
    if noted:
        yield Section(tr("Noted ({count})", count=len(noted)), _facts(noted))
    if skipped:
        yield Section(tr("Skipped ({count})", count=len(skipped)), (), [", ".join(map(_case, skipped))])


def _facts(decisions: Sequence[SessionDecision]) -> list[tuple[str, str]]:
    return [(_case(decision.case), decision.text) for decision in decisions]


def _case(number: int) -> str:
    return tr("case {case}", case=number)


def _undecided(cases: int, within: timedelta | None) -> str:
    if within is None:
        if not cases:
            return tr("No case needs a decision.")
        return trn("{count} case needs a decision.", "{count} cases need a decision.", cases)
    span = text.span(int(within.total_seconds()))
    if not cases:
        return tr("No case needs a decision within {span}.", span=span)
    return trn(
        "{count} case needs a decision within {span}.",
        "{count} cases need a decision within {span}.",
        cases,
        span=span,
    )


def _remains(app: App, request: DueRequest) -> Section:
    lines = waiting(app, request)
    sentences = [_undecided(len(lines.cases), request.within)]
    if lines.undecided:
        first = lines.undecided[0]
        when = due_page.when(first.due.astimezone(first.zone), app.now)
        sentences.append(
            tr("Next: case {case}, {duty} was due {when}.", case=first.case, duty=first.duty, when=when)
            if first.left_seconds < 0
            else tr("Next: case {case}, {duty} by {when}.", case=first.case, duty=first.duty, when=when)
        )
    return Section(tr("Still to do"), (), [*sentences, *beside(app, lines)])
