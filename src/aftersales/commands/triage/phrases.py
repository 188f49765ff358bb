"""Phrases for what a triage session recorded."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from aftersales import text
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder
from aftersales.actions.record.evidence import to_upload
from aftersales.commands.triage.screen import CaseScreen
from aftersales.core.log import describe as log_describe
from aftersales.core.triage import checklist, keys
from aftersales.core.triage.keys import KeyBinding
from aftersales.core.triage.seller_center import order_address
from aftersales.core.triage.session import SessionDecision
from aftersales.core.vocabulary import event_text
from aftersales.errors import CaseChanged
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.log import reader as log_reader
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages import recorded as recorded_page
from aftersales.rendering.pages.recorded import Recorded


def as_seen(screen: CaseScreen, build: StepBuilder) -> StepBuilder:
    """The step, refused where the case is not what it was on the screen: somebody else may have written meanwhile."""
    return partial(_as_seen, screen, build)


def _as_seen(screen: CaseScreen, build: StepBuilder, view: CaseView) -> Step:
    then, now = screen.derived, view.derived
    if (view.case.events, now.state, now.clocks) != (screen.case.events, then.state, then.clocks):
        changed = tr(
            "case {case} has changed since you saw it: nothing was recorded. Look at it again.", case=screen.case.id
        )
        raise CaseChanged(text.sentences([changed, _last_change(view.ledger, screen, view.now)]))
    return build(view)


def overtaken(ledger: Connection, screen: CaseScreen, now: datetime, *, refused: bool) -> str:
    """The sentence that a case needs no decision any more, and who did what and when. `refused`: a step of this session
    came too late.
    """
    sentence = (
        tr("Case {number} needs no decision any more: nothing was recorded.", number=screen.case.id)
        if refused
        else tr("Case {number} needs no decision any more.", number=screen.case.id)
    )
    return text.sentences([sentence, _last_change(ledger, screen, now)])


def _last_change(ledger: Connection, screen: CaseScreen, now: datetime) -> str:
    """Who changed a case last, by what, and when; empty where the log does not say."""
    entries = log_reader.entries(ledger, case=screen.case.id, limit=1)
    if not entries:
        return ""
    entry = entries[0]
    steps = text.listed(dict.fromkeys(event_text(name) for case, name in entry.events if case == screen.case.id))
    what = steps if steps and not entry.files else log_describe.summary(entry)
    when = due_page.when(entry.at.astimezone(screen.zone), now)
    sentence = (
        tr("Import by {who}, {when}: {what}.", who=entry.by, when=when, what=what)
        if entry.files
        else tr("{what} by {who}, {when}.", who=entry.by, when=when, what=what)
    )
    return f"{sentence[0].upper()}{sentence[1:]}"


def decision(screen: CaseScreen, key: KeyBinding, recorded: Recorded, write: int) -> SessionDecision:
    """What the session remembers of a step that was recorded."""
    event, case = recorded.event, screen.case
    there = checklist.needs_seller_center(event, case.kind)
    return SessionDecision(
        case.id,
        write,
        event,
        _what(screen, key, recorded),
        case.shop,
        checklist.about(case.id, case.order, case.ref),
        _there(screen, recorded) if there else "",
        order_address(case.order, case.market, screen.seller_center) if there else "",
    )


def _what(screen: CaseScreen, key: KeyBinding, recorded: Recorded) -> str:
    """What is recorded, in words, with the money it is about."""
    data = recorded.data
    if recorded.event in checklist.INSTRUCTIONS:
        return _there(screen, recorded)
    details = [str(data[name]) for name in ("what", "for", "result", "reason", "text", "tracking") if data.get(name)]
    sentence = text.enumerated([recorded_page.about(recorded), *details]).strip(", ")
    return (
        sentence
        if key in (keys.NOTE, keys.SNOOZE)
        else text.enumerated([tr(key.word), sentence])
        if sentence
        else tr(key.word)
    )


def sentence_of(screen: CaseScreen, key: KeyBinding, recorded: Recorded) -> str:
    """`case 7: approve the refund (27.98 GBP); next: refund by …`"""
    case, what = screen.case.id, _what(screen, key, recorded)
    if key == keys.NOTE:
        return tr("case {case}: noted, {what}.", case=case, what=what)
    if key == keys.SNOOZE:
        return tr("case {case}: snoozed {until}.", case=case, until=what)
    follows = recorded_page.next_step(recorded)
    return (
        tr("case {case}: {what}; {next_step}.", case=case, what=what, next_step=follows)
        if follows
        else tr("case {case}: {what}.", case=case, what=what)
    )


def _there(screen: CaseScreen, recorded: Recorded) -> str:
    known = screen.case.amount or screen.case.order_amount
    currency = known.currency if known else None
    there = checklist.sentence(recorded.event, screen.case.kind, recorded.data, screen.case.amount, currency)
    return checklist.with_evidence(there, *to_upload(screen.case, screen.derived.timeline, recorded.event))
