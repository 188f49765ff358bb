"""The due list, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aftersales import text
from aftersales.core.deadlines import due_list
from aftersales.core.deadlines.due_list import DueFrame, DueReport, Narrowing
from aftersales.language import tr, trn
from aftersales.rendering.fields import view
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.output import Output

if TYPE_CHECKING:
    from rich.console import Console

    from aftersales.core.deadlines.agenda import Agenda
    from aftersales.core.deadlines.verdict import ListVerdict
    from aftersales.rendering.calendar_file.entry import CalendarLines


def show(
    report: DueReport,
    output: Output,
    form: str,
    fields: Sequence[str] | None = None,
    calendar: CalendarLines | None = None,
    *,
    paged: bool = False,
    configured_pager: str | None = None,
) -> None:
    """Write the list duty by duty in a format, and on stderr what its reader should know too. For people each duty has
    its whole entry. `fields` are those of programs that were asked for, and `calendar` the same list as a calendar has
    it; `paged`: a list longer than the terminal goes through a pager, the one that is configured.
    """
    if form == "table":
        from aftersales.rendering.terminal import console as terminal
        from aftersales.rendering.terminal import lists as terminal_lists

        console = terminal.console(sys.stdout, color=output.color)
        with console.capture() as captured:
            terminal_lists.due(console, report)
        _write(console, captured.get(), paged=paged, configured_pager=configured_pager)
    else:
        _say_what_is_left_out(report.frame, output)
        _say_what_is_unsure(report, output)
        _emit(report, output, form, fields, calendar)
        _say_what_is_snoozed(report, output)
    if not report.counted:
        output.notice(_nothing_due(report.frame, but_others=bool(report.asleep)))


def _emit(
    report: DueReport, output: Output, form: str, fields: Sequence[str] | None, calendar: CalendarLines | None
) -> None:
    """Write the list in any format but that of a terminal."""
    if calendar is not None:
        from aftersales.rendering.reports import due_calendar

        due_calendar.show(calendar, output)
    elif form in PAGES and not fields:
        from aftersales.rendering.reports import agenda_document

        output.document(agenda_document.document_of_duties(output.command, report), form)
    else:
        from aftersales.rendering.fields.due import DUE_FIELDS  # the list for people has no fields

        # Ids are piped into commands that decide, so cases decided here already are left out.
        rows = [a for a in report.shown if a.confirmed] if form == "ids" else report.shown
        output.emit_view(View(view.chosen(DUE_FIELDS, fields), rows), form)


def refuse_unknown_fields(fields: Sequence[str] | None) -> None:
    """Raise UsageError for a field that the list has not; None: all were asked for."""
    if fields:
        from aftersales.rendering.fields.due import DUE_FIELDS  # a list of all fields needs no look at their names

        view.chosen(DUE_FIELDS, fields)


def show_agenda(
    frame: DueFrame,
    agenda: Agenda,
    output: Output,
    form: str,
    *,
    paged: bool = False,
    configured_pager: str | None = None,
) -> None:
    """Write the list one line a case, in a format for people."""
    if form != "table":
        from aftersales.rendering.reports import agenda_document

        output.document(agenda_document.document_of(output.command, frame, agenda), form)
        _say_nothing_due(frame, agenda, output)
        return
    from aftersales.rendering.terminal import agenda as terminal_agenda
    from aftersales.rendering.terminal import console as terminal

    console = terminal.console(sys.stdout, color=output.color)
    _write(console, terminal_agenda.drawn(console, frame, agenda), paged=paged, configured_pager=configured_pager)
    _say_nothing_due(frame, agenda, output)


def _say_nothing_due(frame: DueFrame, agenda: Agenda, output: Output) -> None:
    if agenda.is_empty:
        output.notice(_nothing_due(frame, but_others=agenda.asleep > 0))


def _write(console: Console, page: str, *, paged: bool, configured_pager: str | None) -> None:
    """Write what was drawn, through a pager where it is longer than the terminal and `paged` is set."""
    if paged and console.file.isatty() and page.count("\n") >= console.size.height:
        from aftersales.rendering.terminal import pager  # only a long list starts another program

        pager.write(console, page, configured_pager)
        return
    console.file.write(page)
    console.file.flush()


def show_doubt(verdict: ListVerdict, output: Output) -> None:
    """Say on stderr why nobody can tell whether something is due; with --quiet too."""
    if not verdict.is_doubtful:
        return
    if not (verdict.missing or verdict.old or verdict.unread or verdict.ahead):
        output.warn(tr("No shop is set up yet, so it can't be said what is due. `aftersales init` adds one."))
    for shop in verdict.missing:
        output.warn(
            tr(
                "{shop}: no after-sales data were ever imported, so it can't be said what is due. Export the returns "
                "in Seller Center, then run `aftersales import FILE`; with access to TikTok's API, `aftersales sync`.",
                shop=shop,
            )
        )
    for shop in verdict.old:
        output.warn(
            tr("{shop}: the after-sales data are too old to say what is due. Import a new export, or sync.", shop=shop)
        )
    for shop in verdict.ahead:
        output.warn(
            tr(
                "{shop}: this machine's clock is before the after-sales data, so it can't be said what is due. Set the "
                "clock right.",
                shop=shop,
            )
        )
    if verdict.unread:
        output.warn(
            trn(
                "Case {cases} has a word of TikTok's that is not known here, so it can't be said what is due: look in "
                "Seller Center.",
                "Cases {cases} have words of TikTok's that are not known here, so it can't be said what is due: look "
                "in Seller Center.",
                len(verdict.unread),
                cases=text.few(verdict.unread, 10),
            )
        )
    if verdict.by_bands:
        output.warn(tr("The exit code is 0 all the same: with this --owner it tells only what the list has."))


def _nothing_due(frame: DueFrame, *, but_others: bool) -> str:
    """The sentence that the list is empty; if data are missing or old, that nothing is known to be due. `but_others`:
    some lines are snoozed.
    """
    but_others = but_others or bool(frame.narrowing.without_orders)
    if frame.narrowing.new_since is not None and not frame.is_unsure:
        return _nothing_new(frame)
    if frame.within is None:
        if frame.is_unsure:
            return tr("Nothing is known to be due.")
        return tr("Nothing else is due.") if but_others else tr("Nothing is due.")
    span = text.span(int(frame.within.total_seconds()))
    if frame.is_unsure:
        return tr("Nothing is known to be due within {span}.", span=span)
    if but_others:
        return tr("Nothing else is due within {span}.", span=span)
    return tr("Nothing is due within {span}.", span=span)


def _nothing_new(frame: DueFrame) -> str:
    """The sentence that nothing new is listed; there may be other lines."""
    if frame.within is None:
        return tr("Nothing new is due.")
    return tr("Nothing new is due within {span}.", span=text.span(int(frame.within.total_seconds())))


def _say_what_is_left_out(frame: DueFrame, output: Output) -> None:
    """What the list leaves out on purpose. On a terminal its header says so."""
    if frame.narrowing == Narrowing():
        return
    from aftersales.rendering import narrowing  # only where something is left out

    for sentence in narrowing.sentences(frame.narrowing):
        output.notice(sentence)


def _say_what_is_unsure(report: DueReport, output: Output) -> None:
    """Old data, rules unchecked for long, days not known. On a terminal the page itself says so."""
    empty = not report.counted and not report.asleep
    for fresh in report.frame.freshness:
        if fresh.stale and fresh.as_of is not None:
            # With --quiet too: without an import, an empty list does not mean that nothing is due.
            as_of = fresh.as_of.isoformat()
            output.warn(
                tr("{shop}: data as of {as_of}, older than 24 h: `aftersales sync`.", shop=fresh.shop, as_of=as_of)
                if fresh.is_synced
                else tr(
                    "{shop}: data as of {as_of}, older than 24 h. Import a new export.", shop=fresh.shop, as_of=as_of
                )
            )
        elif fresh.ahead and fresh.as_of is not None:
            as_of = fresh.as_of.isoformat()
            output.warn(
                tr("{shop}: data as of {as_of}, later than this machine's clock says.", shop=fresh.shop, as_of=as_of)
            )
        elif fresh.as_of is None and fresh.is_synced:
            output.warn(tr("{shop}: not read from TikTok to the end yet: `aftersales sync`.", shop=fresh.shop))
        elif fresh.as_of is None and empty:
            output.notice(
                tr("{shop}: no after-sales data from TikTok yet: `aftersales import FILE…`.", shop=fresh.shop)
            )
    if report.frame.unchecked or report.frame.beyond_calendar:
        from aftersales.rendering.pages import due as due_page  # the words of a page, only where there are some to say

        for doubt in due_page.doubts(report.frame):
            output.warn(text.sentence(text.sentences(doubt)))
    if report.frame.left_to_rules:
        from aftersales.rendering import narrowing

        output.warn(text.sentence(text.sentences(narrowing.left_to_rules(report.frame.left_to_rules))))


def _say_what_is_snoozed(report: DueReport, output: Output) -> None:
    """Warn of snoozed lines, with --quiet too: a list without them would look complete."""
    if report.asleep:
        from aftersales.rendering.pages import due as due_page

        first = due_list.first_back(report.asleep)
        output.warn(text.sentence(due_page.snoozed(len(report.asleep), first, report.frame.now)))
