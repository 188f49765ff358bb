"""The summary of a triage session, and what remains due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from aftersales import text
from aftersales.actions import due_list
from aftersales.actions.due_list import DueRequest
from aftersales.commands.triage import checklist
from aftersales.commands.triage.screen import ASKING
from aftersales.context.app import App
from aftersales.core.deadlines import due_list as deadline_list
from aftersales.core.deadlines import list_order
from aftersales.core.deadlines.urgency import Action
from aftersales.core.triage.session import Session, SessionDecision
from aftersales.language import tr, trn
from aftersales.ledger.log import reader as log_reader
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import due as due_page


class Waiting(NamedTuple):
    """The lines that wait for a decision, those that only wait for the platform's data, those that are snoozed, and
    the lines of cases that ask for no decision, which are only counted. `unchanged` is how many cases that wait are
    left out since they are as they were, where only what is new is asked for.
    """

    undecided: Sequence[Action]
    unconfirmed: Sequence[Action]
    asleep: Sequence[Action]
    counted: Sequence[Action] = ()
    unchanged: int = 0

    @property
    def cases(self) -> list[int]:
        """The cases that wait for a decision which can be made now, the most urgent first."""
        return list(self.shops)

    @property
    def shops(self) -> dict[int, str]:
        """The shop of each of these cases."""
        return {action.case: action.shop for action in self.undecided if action.opens is None}


def waiting(app: App, request: DueRequest, *, whole: bool) -> Waiting:
    """What waits now, in the order of the list: what asks for a decision, or the `whole` list."""
    ledger = app.ledger.current()
    shops = shop_queries.shop_data(ledger)
    only = request.filters.cases
    actions = due_list.actions_due(ledger, app.now, request.within, request.filters._replace(cases=None), shops)
    awake, asleep = deadline_list.awake_and_asleep(actions, snoozed=request.snoozed)
    unchanged: set[int] = set()
    if only is not None:
        unchanged = {a.case for a in awake if a.confirmed and (whole or a.stake in ASKING)} - only
        awake, asleep = ([a for a in some if a.case in only] for some in (awake, asleep))
    sure = list_order.as_listed(a for a in awake if a.confirmed)
    asks = [a for a in sure if whole or a.stake in ASKING]
    cases = {a.case for a in asks}
    counted = [a for a in sure if a.case not in cases]
    return Waiting(asks, [a for a in awake if not a.confirmed], asleep, counted, len(unchanged))


def beside(app: App, lines: Waiting) -> list[str]:
    """Sentences on lines that are due but not part of the session."""
    sentences, unconfirmed, asleep = _counted(lines.counted), lines.unconfirmed, lines.asleep
    if lines.unchanged:
        sentences.append(
            trn(
                "{count} other case waits too: it is as it was, and left out.",
                "{count} other cases wait too: they are as they were, and left out.",
                lines.unchanged,
            )
        )
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
        sentences.append(text.sentence(due_page.snoozed(len(asleep), deadline_list.first_back(asleep), app.now)))
    return sentences


def _counted(actions: Sequence[Action]) -> list[str]:
    """How many cases ask for no decision, by what they are, in one sentence."""
    numbers = Counter({action.case: _group(action) for action in reversed(actions)}.values())
    parts = [
        trn("{count} parcel", "{count} parcels", numbers["parcels"]) if numbers["parcels"] else "",
        trn("{count} refund or shipment you owe", "{count} refunds or shipments you owe", numbers["owed"])
        if numbers["owed"]
        else "",
        trn("{count} case to look up", "{count} cases to look up", numbers["looks"]) if numbers["looks"] else "",
        trn("{count} chore", "{count} chores", numbers["chores"]) if numbers["chores"] else "",
    ]
    if not numbers:
        return []
    return [tr("Only counted: {what}; --all goes through them too.", what=text.enumerated(filter(None, parts)))]


def _group(action: Action) -> str:
    if action.kind == "delivery":
        return "parcels"
    return {"standing": "owed", "look": "looks"}.get(action.stake, "chores")


def show(app: App, session: Session, request: DueRequest, *, whole: bool) -> None:
    """The summary on stdout."""
    app.clock.tick()
    made = [d for d in session.decisions if log_reader.entry(app.ledger.current(), d.write).undone_by is None]
    sections = [*_session_sections(made, session.skipped), _remains(app, request, whole=whole)]
    there = checklist.sections([(d.shop, d.about, d.there, d.link) for d in made if d.there])
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
        yield Section(tr("Skipped ({count})", count=len(skipped)), (), [text.listed(map(_case, skipped))])


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


def _remains(app: App, request: DueRequest, *, whole: bool) -> Section:
    lines = waiting(app, request, whole=whole)
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
