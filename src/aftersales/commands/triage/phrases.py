"""How `triage` says what is recorded, and what it remembers of it; and that a step is refused on what has changed."""

from __future__ import annotations

from typing import Any

from aftersales.actions.record.write import Decide, Step, Target
from aftersales.commands.triage.screen import Sight
from aftersales.core.triage import checklist, keys
from aftersales.core.triage.keys import KeyBinding
from aftersales.core.triage.session import SessionDecision
from aftersales.errors import TransitionRefused


def as_seen(seen: Sight, decide: Decide) -> Decide:
    """The step, refused where the case is not what it was on the screen: somebody else may have written meanwhile."""

    def checked(target: Target) -> Step:
        then, now = seen.told, target.told
        if (target.case.events, now.state, now.clocks) != (seen.case.events, then.state, then.clocks):
            raise TransitionRefused(
                f"case {seen.case.id} has changed since its screen was drawn: nothing was recorded. Look at it again."
            )
        return decide(target)

    return checked


def decision(seen: Sight, key: KeyBinding, row: dict[str, Any], write: int) -> SessionDecision:
    """What the sitting remembers of a row that was recorded."""
    event, case = row["event"], seen.case
    there = checklist.there(event, case.kind)
    return SessionDecision(
        case.id,
        write,
        event,
        _what(seen, key, row),
        case.shop,
        checklist.about(case.id, case.order, case.ref),
        _there(seen, row) if there else "",
    )


def _what(seen: Sight, key: KeyBinding, row: dict[str, Any]) -> str:
    """What is recorded, in words, with the money it is about."""
    data = row["data"]
    if row["event"] in checklist.DONE:
        return _there(seen, row)
    words = [str(data[name]) for name in ("what", "for", "result", "reason", "text", "tracking") if data.get(name)]
    told = ", ".join([row["amount"].strip(), *words]).strip(", ")
    return told if key in (keys.NOTE, keys.SNOOZE) else f"{key.word}, {told}" if told else key.word


def said_of(seen: Sight, key: KeyBinding, row: dict[str, Any]) -> str:
    """`case 7: approve the refund (27.98 GBP); next: refund by …`"""
    aside = {keys.NOTE: "noted, ", keys.SNOOZE: "out of sight "}.get(key)
    told = f"case {seen.case.id}: {aside or ''}{_what(seen, key, row)}"
    return f"{told}; {row['follows']}." if row["follows"] and not aside else f"{told}."


def _there(seen: Sight, row: dict[str, Any]) -> str:
    known = seen.case.amount or seen.case.order_amount
    currency = known.currency if known else None
    return checklist.sentence(row["event"], seen.case.kind, row["data"], seen.case.amount, currency)
