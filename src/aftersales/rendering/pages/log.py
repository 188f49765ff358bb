"""Changes of rules, and undone entries, in sentences."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.clocks import moved_deadlines
from aftersales.core.log import describe
from aftersales.core.log.entry import LogEntry
from aftersales.core.log.rule_change import RuleChange, reason_text
from aftersales.language import tr, trn
from aftersales.rendering.pages import due as due_page

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
    return f"{changed} {recalculated} {_outcome(change, lists)}"


def _outcome(change: RuleChange, lists: str) -> str:
    if not change.moved:
        return tr("No deadline moved.")
    counts = ", ".join(moved_deadlines.counts(move.change for move in change.moved))
    return tr(
        "{counts}: {moves}. `{command}` lists all.",
        counts=counts[:1].upper() + counts[1:],
        moves=text.few([_move(change, move) for move in change.moved], _NAMED),
        command=lists,
    )


def _move(change: RuleChange, move: moved_deadlines.MovedDeadline) -> str:
    named = tr("case {case} {duty}", case=move.key.case, duty=move.key.duty)
    before, after = move.before, move.after
    if after is None:
        return tr("{deadline} was removed", deadline=named)
    if before is None:
        return tr("{deadline} is new, {due}", deadline=named, due=text.moment(after.due.astimezone(change.zone)))
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


def undone(entry: LogEntry, zone: ZoneInfo, now: datetime, *, dry_run: bool = False) -> str:
    """What an undo removed or restored, in a sentence. `entry` is the entry after the undo."""
    values = {
        "entry": entry.id,
        "when": due_page.when(entry.at.astimezone(zone), now),
        "command": entry.command,
        "summary": describe.summary(entry),
    }
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
