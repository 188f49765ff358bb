"""Changes of rules, and undone entries, in sentences."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from aftersales import text
from aftersales.core.clocks import moved_deadlines
from aftersales.core.log import describe
from aftersales.core.log.entry import NAMED, LogEntry, LogExtent, LoggedEvent
from aftersales.core.log.rule_change import RuleChange, reason_text
from aftersales.core.vocabulary import duty_label
from aftersales.language import tr, trn
from aftersales.rendering.fields.log import LogRow
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages import timeline

_NAMED = 3


def rule_change(change: RuleChange, lists: str) -> str:
    """What new rules brought in a shop. `lists` is the command that lists every deadline that moved."""
    reasons = text.few(map(reason_text, change.why), _NAMED)
    changed = (
        tr("The rules of {shop} have changed ({reasons}).", shop=change.shop, reasons=reasons)
        if reasons
        else tr("The rules of {shop} have changed.", shop=change.shop)
    )
    recalculated = trn("{count} open case was recalculated.", "{count} open cases were recalculated.", change.cases)
    return text.sentences([changed, recalculated, _outcome(change, lists)])


def _outcome(change: RuleChange, lists: str) -> str:
    if not change.moved:
        return tr("No deadline moved.")
    counts = text.enumerated(moved_deadlines.counts(move.change for move in change.moved))
    return tr(
        "{counts}: {moves}. `{command}` lists all.",
        counts=counts[:1].upper() + counts[1:],
        moves=text.few([_move(change, move) for move in change.moved], _NAMED),
        command=lists,
    )


def _move(change: RuleChange, move: moved_deadlines.MovedDeadline) -> str:
    named = tr("case {case} {duty}", case=move.key.case, duty=duty_label(move.key.duty))
    before, after = move.before, move.after
    if after is None:
        return tr("{deadline} was removed", deadline=named)
    if before is None:
        return tr("{deadline} is new, {due}", deadline=named, due=text.moment(after.due.astimezone(change.zone)))
    if move.change == "act-by" and before.act_by is None:
        act_by = _act_by(change, after.act_by)
        return tr("{deadline}: act by {after} (was none)", deadline=named, after=act_by)
    if move.change == "act-by":
        return tr(
            "{deadline}: act by {after} (was {before})",
            deadline=named,
            after=_act_by(change, after.act_by),
            before=_act_by(change, before.act_by),
        )
    due = [text.moment(standing.due.astimezone(change.zone)) for standing in (before, after)]
    return tr("{deadline} from {before} to {after}", deadline=named, before=due[0], after=due[1])


def _act_by(change: RuleChange, when: datetime | None) -> str:
    return text.placed(when.astimezone(change.staff or change.zone)) if when else tr("none")


def details(event: LoggedEvent, zone: tzinfo) -> str:
    """What was said of a recorded event, in a sentence; empty where nothing was."""
    said = {name: value for name, value in event.data.items() if name != "rule"}  # the summary names the rule
    return text.enumerated(timeline.details(event.name, said, zone, event.currency))


def moment(when: datetime, now: datetime) -> str:
    """`Tue 24 Nov 16:02`, with the year where it is not now's. Both are in the zone in which they are told."""
    return f"{text.day(when, now)} {when:%H:%M}"


def detail_lines(row: LogRow) -> list[str]:
    """What was said of what an entry recorded, each sentence once, with its cases where there are several; of an undo,
    what it takes back.
    """
    if row.undone is not None:
        return [describe.summary(row.undone)]
    cases: dict[str, dict[int, None]] = {}
    for detail in row.recorded:
        if detail.sentence:
            cases.setdefault(detail.sentence, {})[detail.event.case] = None
    if len(cases) == 1 and len({detail.event.case for detail in row.recorded}) == sum(map(len, cases.values())):
        return [text.plain(sentence) for sentence in cases]
    return [
        trn("case {cases}: {said}", "cases {cases}: {said}", len(of), cases=text.few(of, NAMED), said=text.plain(said))
        for said, of in cases.items()
    ]


def undone(entry: LogEntry, zone: tzinfo, now: datetime, *, dry_run: bool = False) -> str:
    """What an undo removed or restored, in a sentence. `entry` is the entry after the undo."""
    values = _named(entry, zone, now)
    if entry.undone_by is None:
        return (
            tr("Would be restored (dry run): log entry {entry} of {when} ({command}; {summary}).", **values)
            if dry_run
            else tr("Restored: log entry {entry} of {when} ({command}; {summary}).", **values)
        )
    return (
        tr("Would be undone (dry run): log entry {entry} of {when} ({command}; {summary}).", **values)
        if dry_run
        else tr("Undone: log entry {entry} of {when} ({command}; {summary}).", **values)
    )


def way_back(undo: int, *, undone: bool) -> str:
    """How an undo, by its number, is itself undone; `undone`: it took an entry back, and did not restore one."""
    return (
        tr("To restore it: aftersales undo {entry}", entry=undo)
        if undone
        else tr("To undo it again: aftersales undo {entry}", entry=undo)
    )


def would_undo(entry: LogEntry, extent: LogExtent, zone: tzinfo, now: datetime) -> str:
    """What an undo of a large entry would remove, in sentences."""
    would = tr("This would undo log entry {entry} of {when} ({command}; {summary}).", **_named(entry, zone, now))
    contents = describe.contents(extent)
    return tr("{would} It holds {contents}.", would=would, contents=contents) if contents else would


def _named(entry: LogEntry, zone: tzinfo, now: datetime) -> dict[str, Any]:
    return {
        "entry": entry.id,
        "when": due_page.when(entry.at.astimezone(zone), now),
        "command": entry.command,
        "summary": describe.summary(entry),
    }
