"""The due list as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.deadlines.agenda import Agenda
from aftersales.core.deadlines.due_list import DueFrame, DueReport
from aftersales.language import tr
from aftersales.rendering.documents.document import Document, DocumentTable, Part
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.agenda import AgendaLine
from aftersales.rendering.pages.due import DueLine

_TONES = {"before": "today", "after": "today"}


def document_of(name: str, frame: DueFrame, agenda: Agenda) -> Document:
    """The list, one line a case, with its head, what is folded, and its foot: its reader may have nothing else to
    read.
    """
    title, *others = agenda_summary.head(frame, agenda)
    sections = list(agenda_page.sections(frame, agenda))
    few = agenda_page.spelled_out(frame, agenda)
    besides = list(agenda_summary.besides(frame, agenda))
    lines = [*(line for section in sections for line in section.lines), *few]
    shown = _shown(lines, several_shops=len(frame.freshness) > 1)
    notes = [*agenda_page.legend(lines), *agenda_summary.foot(frame, agenda)]
    parts: list[Part] = [Section("", lines=others)] if others else []
    for section in sections:
        tone = _TONES.get(section.name, section.name)
        parts.append(_table(section.lines, shown)._replace(title=section.title, hint=section.hint, tone=tone))
    if few:
        parts.append(_table(few, shown)._replace(title=tr("BESIDES")))
    if besides:
        parts.append(
            Section(
                "" if few else tr("BESIDES"),
                facts=[(what, f"`{command}`" if command else "") for what, command in besides],
            )
        )
    if notes:
        parts.append(Section("", lines=[text.sentences(note.parts) for note in notes]))
    return Document(name, parts, title)


def document_of_duties(name: str, report: DueReport) -> Document:
    """The list, one line a duty, with all that its whole entry says."""
    title, *others = due_page.head(report)
    groups = list(due_page.groups(report))
    several_shops = len({line.shop for group in groups for line in group.lines}) > 1
    parts: list[Part] = [Section("", lines=others)] if others else []
    for group in groups:
        rows = [_duty_cells(line) for line in group.lines]
        titles = [t for t in rows[0] if any(row[t] for row in rows) and (several_shops or t != tr("shop"))]
        cells = [[row[title] for title in titles] for row in rows]
        right = [n for n, title in enumerate(titles) if title in (tr("case"), tr("money"))]
        parts.append(DocumentTable(titles, cells, right, group.title, group.note, group.band))
    if notes := [text.sentences(note.parts) for note in due_page.foot(report)]:
        parts.append(Section("", lines=notes))
    return Document(name, parts, title)


def _duty_cells(line: DueLine) -> dict[str, str]:
    """By the title of the column."""
    return {
        tr("case"): line.case,
        tr("shop"): line.shop,
        tr("order"): line.order,
        tr("to do"): line.what,
        tr("left"): line.left,
        tr("by"): line.deadline,
        tr("your staff"): line.act_by,
        tr("money"): line.risk,
        tr("if nothing is done"): line.outcome,
        tr("product"): line.product,
        tr("reason"): line.reason,
        tr("note"): text.clauses(line.marks),
        tr("command"): line.command,
    }


def _cells(line: AgendaLine) -> dict[str, str]:
    """By the title of the column."""
    return {
        tr("case"): line.case,
        tr("shop"): line.shop,
        tr("kind"): line.kind,
        tr("left"): line.left,
        tr("by"): line.by,
        tr("to do"): line.verb,
        tr("money"): line.money,
        tr("product"): line.product,
        tr("reason"): line.reason,
        tr("note"): text.clauses(line.marks),
    }


def _shown(lines: Sequence[AgendaLine], *, several_shops: bool) -> list[str]:
    """The titles of the columns that have something in any line; the shop where there are several."""
    filled = dict.fromkeys(title for line in lines for title, cell in _cells(line).items() if cell)
    order = list(_cells(lines[0])) if lines else []
    return [title for title in order if title in filled and (several_shops or title != tr("shop"))]


def _table(lines: Sequence[AgendaLine], titles: Sequence[str]) -> DocumentTable:
    right = [n for n, title in enumerate(titles) if title in (tr("case"), tr("left"), tr("money"))]
    return DocumentTable(titles, list(_rows(lines, titles)), right)


def _rows(lines: Sequence[AgendaLine], titles: Sequence[str]) -> Iterator[list[str]]:
    for line in lines:
        cells = _cells(line)
        yield [cells[title] for title in titles]
