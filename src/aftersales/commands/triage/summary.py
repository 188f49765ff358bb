"""The summary of a triage session, and what remains due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aftersales import text
from aftersales.actions import due_list
from aftersales.commands.triage import checklist
from aftersales.context.app import App
from aftersales.core.deadlines import due_list as deadline_list
from aftersales.core.deadlines.urgency import Action
from aftersales.core.triage.session import Session, SessionDecision
from aftersales.language import tr
from aftersales.ledger.log import reader as log_reader
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import due as due_page


def waiting(
    app: App, within: timedelta | None, filters: due_queries.Filters, *, snoozed: bool
) -> tuple[list[Action], list[Action], list[Action]]:
    """The lines that wait for a decision, those that only wait for the platform's data, and those that are snoozed."""
    actions = due_list.actions_due(
        app.ledger.current(), app.now, within, filters, shop_queries.shop_data(app.ledger.current())
    )
    awake, asleep = deadline_list.awake_and_asleep(actions, snoozed=snoozed)
    return [a for a in awake if a.confirmed], [a for a in awake if not a.confirmed], asleep


def beside(app: App, unconfirmed: Sequence[Action], asleep: Sequence[Action]) -> list[str]:
    """What is due and not gone through, in sentences."""
    sentences = []
    if unconfirmed:
        one = len(unconfirmed) == 1
        sentences.append(
            tr(
                "{unconfirmed} line{one} for the platform's data to confirm.",
                unconfirmed=len(unconfirmed),
                one=" waits" if one else "s wait",
            )
        )
    if asleep:
        sentences.append(f"{due_page.snoozed(len(asleep), deadline_list.first_back(asleep), app.now)}.")
    return sentences


def show(app: App, session: Session, within: timedelta | None, filters: due_queries.Filters, *, snoozed: bool) -> None:
    """The summary on stdout."""
    app.clock.tick()
    made = [d for d in session.decisions if log_reader.entry(app.ledger.current(), d.write).undone_by is None]
    sections = [*_session_sections(made, session.skipped), _remains(app, within, filters, snoozed=snoozed)]
    there = checklist.sections([(d.shop, d.about, d.there) for d in made if d.there])
    checklist.show_sections(app, [*sections, *there])


def _session_sections(made: Sequence[SessionDecision], skipped: Sequence[int]) -> Iterator[Section]:
    decided = [d for d in made if d.event not in ("case.noted", "case.snoozed")]
    for title, event in (("Snoozed", "case.snoozed"), ("Noted", "case.noted")):
        if title == "Snoozed":
            yield Section(_counted("Decided", len(decided)), [(f"case {d.case}", d.text) for d in decided])
        if decisions := [d for d in made if d.event == event]:
            yield Section(_counted(title, len(decisions)), [(f"case {d.case}", d.text) for d in decisions])
    if skipped:
        yield Section(_counted("Skipped", len(skipped)), (), [", ".join(f"case {case}" for case in skipped)])


def _counted(title: str, count: int) -> str:
    return f"{title} ({count})" if count else f"{title}: nothing"


def _remains(app: App, within: timedelta | None, filters: due_queries.Filters, *, snoozed: bool) -> Section:
    waits, unconfirmed, asleep = waiting(app, within, filters, snoozed=snoozed)
    cases = list(dict.fromkeys(a.case for a in waits))
    horizon = "" if within is None else f" within {text.span(int(within.total_seconds()))}"
    sentences = [tr("No case waits for a decision{horizon}.", horizon=horizon)]
    if waits:
        first = waits[0]
        when = due_page.when(first.due.astimezone(first.zone), app.now)
        sentences = [f"{len(cases)} case{' waits' if len(cases) == 1 else 's wait'} for a decision{horizon}."]
        sentences.append(
            tr(
                "Next: case {case}, {duty} {left_seconds} {when}.",
                case=first.case,
                duty=first.duty,
                left_seconds="was due" if first.left_seconds < 0 else "by",
                when=when,
            )
        )
    return Section(tr("What remains"), (), [*sentences, *beside(app, unconfirmed, asleep)])
