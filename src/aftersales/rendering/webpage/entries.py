"""The cases of the list as they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from aftersales import text
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages import explain as explain_page
from aftersales.rendering.pages.agenda import AgendaLine
from aftersales.rendering.pages.due import Note
from aftersales.rendering.webpage.content import DeskPage, ExplainedLine

_MOST = 160  # characters of a stranger's text on a line
_ALL_OF_IT = 600  # and where the whole of it is told
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.ASCII)


class SentencePart(NamedTuple):
    """A piece of a sentence: `kind` is empty, `command` for what is typed, or `address`."""

    text: str
    kind: str = ""


class NamedFact(NamedTuple):
    """A name and what is said of it."""

    name: str
    parts: Sequence[SentencePart]


class Reasoning(NamedTuple):
    """How a deadline was calculated: its facts, and step by step."""

    title: str
    facts: Sequence[NamedFact]
    steps: Sequence[str]


class Entry(NamedTuple):
    """A case of the list in words. `due` is the instant that `left` tells, ISO 8601, empty where it tells another;
    `reasoning` is None where the page has no room for it.
    """

    band: str
    case: str
    shop: str
    kind: str
    verb: str
    left: str
    by: str
    due: str
    money: str
    product: str
    reason: str
    marks: Sequence[str]
    facts: Sequence[NamedFact]
    command: str
    address: str
    reasoning: Reasoning | None
    more: str


class EntrySection(NamedTuple):
    """Cases under one heading. `count_text` is what the head says of it."""

    name: str
    title: str
    hint: str
    count_text: str
    entries: Sequence[Entry]


def sections(page: DeskPage) -> Iterator[EntrySection]:
    """The cases under their headings, in the order of the list."""
    agenda = page.agenda
    for section, (_, lines) in zip(agenda_page.sections(page.frame, agenda), agenda.sections, strict=True):
        count_text = agenda_summary.count_text(agenda, section.name, agenda.counts.get(section.name, len(lines)))
        entries = [_entry(page, agenda_line, line) for agenda_line, line in zip(section.lines, lines, strict=True)]
        yield EntrySection(section.name, section.title, section.hint, count_text, entries)


def spelled_out(page: DeskPage) -> list[Entry]:
    """The lines of groups that are too small to be counted."""
    actions = [action for group in page.agenda.groups if group.is_spelled_out for action in group.actions]
    lines = agenda_page.spelled_out(page.frame, page.agenda)
    return [_entry(page, agenda_line, CaseLine(action)) for agenda_line, action in zip(lines, actions, strict=True)]


def parts(sentence: str) -> list[SentencePart]:
    """A sentence in pieces: what stands between backticks is typed, and an address leads somewhere."""
    pieces = [SentencePart(piece, "command" if n % 2 else "") for n, piece in enumerate(sentence.split("`"))]
    return [part for piece in pieces for part in ([piece] if piece.kind else _with_addresses(piece.text)) if part.text]


def note_parts(note: Note) -> list[SentencePart]:
    """A note as one sentence, in pieces."""
    return parts(text.sentences(note.parts))


def _with_addresses(sentence: str) -> Iterator[SentencePart]:
    end = 0
    for match in _ADDRESS.finditer(sentence):
        yield SentencePart(sentence[end : match.start()])
        yield SentencePart(match[0], "address")
        end = match.end()
    yield SentencePart(sentence[end:])


def _entry(page: DeskPage, agenda_line: AgendaLine, line: CaseLine) -> Entry:
    action, now = line.action, page.frame.now
    whole = due_page.line(action, now)
    explained = page.explained.get(action.case)
    several = len(page.frame.freshness) > 1
    about = [
        NamedFact(tr("If you do nothing"), [SentencePart(whole.outcome)]),
        *([NamedFact(tr("Deadline"), [SentencePart(whole.deadline)])] if explained is None else []),
        *([NamedFact(tr("Order"), [SentencePart(action.order)])] if action.order else []),
        *([NamedFact(tr("Request"), [SentencePart(action.ref)])] if action.ref and action.ref != action.order else []),
        *(
            [NamedFact(tr("Goods"), [SentencePart(text.excerpt(agenda_line.product, _ALL_OF_IT))])]
            if len(agenda_line.product) > _MOST
            else []
        ),
    ]
    return Entry(
        band=agenda_line.section,
        case=agenda_line.case,
        shop=action.shop if several else "",
        kind=agenda_line.kind,
        verb=agenda_line.verb,
        left=agenda_line.left,
        by=_by(agenda_line, line, now),
        due="" if action.opens else _told_instant(agenda_line, line).isoformat(),
        money=agenda_line.money,
        product=text.excerpt(agenda_line.product, _MOST),
        reason=text.excerpt(agenda_line.reason, _MOST),
        marks=[text.excerpt(mark, _MOST) for mark in agenda_line.marks],
        facts=about,
        command="" if page.frame.passing else action.next,
        address=page.addresses.get(action.case, ""),
        reasoning=None if explained is None else _reasoning(explained),
        more="" if page.frame.passing else tr("aftersales explain {case}", case=action.case),
    )


def _told_instant(agenda_line: AgendaLine, line: CaseLine) -> datetime:
    """The instant that a line tells: with an asterisk the last staffed moment, else the deadline."""
    action = line.action
    return action.act_by if agenda_line.by.endswith("*") and action.act_by else action.due


def _by(agenda_line: AgendaLine, line: CaseLine, now: datetime) -> str:
    """`by Mon 10:08`; `act by` where the staff is no longer in at the deadline."""
    if line.action.opens is not None:
        return tr("opens {moment}", moment=agenda_line.by)
    if agenda_line.by.endswith("*"):
        return tr("act by {moment}", moment=agenda_line.by[:-1])
    if line.action.due < now:
        return tr("was due {moment}", moment=agenda_line.by)
    return tr("by {moment}", moment=agenda_line.by)


def _reasoning(explained: ExplainedLine) -> Reasoning:
    section: Any = explain_page.section(explained.clock, explained.of)
    unless = phrases.unless(explained.clock.owner)
    facts: list[NamedFact] = []
    for name, fact in section.facts:
        if name == unless:
            continue  # it stands above
        if not name and facts:
            facts[-1] = facts[-1]._replace(parts=[*facts[-1].parts, SentencePart(" "), *_with_addresses(fact)])
        else:
            facts.append(NamedFact(name, list(_with_addresses(fact))))
    return Reasoning(section.title, facts, section.lines)
