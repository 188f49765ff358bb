"""The verdict of `due --check`, as the options ask for it."""

from __future__ import annotations

from aftersales import user_input
from aftersales.actions.due_list import ListOptions
from aftersales.context.app import App
from aftersales.core.deadlines.due_list import DueFrame, DueReport
from aftersales.core.deadlines.verdict import JUDGED, JudgedLines, ListVerdict, Terms, judged_lines, verdict
from aftersales.ledger.queries import agenda as queries
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries.due import Filters

# The duties that --check leaves out unless they are asked for.
_LOOKS_AND_CHORES = frozenset({"check", "close", "contact-buyer", "follow-up", "tell-buyer", "trace", "restock"})


def lines_of(app: App, report: DueReport, filters: Filters) -> JudgedLines:
    """What is judged of a list duty by duty: also what a limit cut off, and what is snoozed."""
    return judged_lines([*report.counted, *report.asleep])._replace(unread=_unread(app, filters))


def gathered_lines(app: App, filters: Filters) -> JudgedLines:
    """The same of the list one line a case, of which the ledger gathered all lines."""
    return JudgedLines(queries.kinds_of_lines(app.ledger.current()), _unread(app, filters))


def _unread(app: App, filters: Filters) -> list[int]:
    """The cases with a word that is not known, after the horizon too: what it asks for may be due before."""
    return list(due_queries.unread(app.ledger.current(), app.now, filters))


def judge(frame: DueFrame, lines: JudgedLines, options: ListOptions, max_age: str, *, strict: bool) -> ListVerdict:
    """The verdict on the list. Raises UsageError for an invalid span."""
    return verdict(frame, lines, terms_of(options, max_age, strict=strict))


def terms_of(options: ListOptions, max_age: str, *, strict: bool) -> Terms:
    """How --check judges a list. What is asked for by its duty or its stake counts, also a look or a chore. Raises
    UsageError for an invalid span.
    """
    asked = {*user_input.values(options.stake)} - {*JUDGED} or {*user_input.values(options.duty)} & _LOOKS_AND_CHORES
    return Terms(strict or bool(asked), user_input.span(max_age, "--max-age"), options.owner != "seller")
