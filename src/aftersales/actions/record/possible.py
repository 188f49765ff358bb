"""Whether a command makes sense for cases, before its answers are known."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.actions.record.case_view import CaseView, view_case
from aftersales.context.app import App
from aftersales.core.cases import events, transitions
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks import platform_deadlines
from aftersales.ledger.queries import find


def possible_cases(app: App, cases: Sequence[str], command: str) -> list[StoredCase]:
    """The cases that are meant, if the command makes sense for each of them in one of its ways. Raises
    TransitionRefused for the first that refuses it, NoSuchCase for what names none.
    """
    names = [name for name, recorded_by in events.COMMAND_OF.items() if recorded_by == command]
    ledger = app.ledger.current()
    numbers = list(dict.fromkeys(find.find_case(ledger, case) for case in cases))
    for number in numbers:
        view = view_case(ledger, number, app.rules.of(ledger), lambda _: app.now, app.now)
        reasons = [_refusal(view, name) for name in names]
        if reasons and None not in reasons:
            raise view.refusal(str(reasons[0]), command)
    return [find.stored_case(ledger, number) for number in numbers]


def _refusal(view: CaseView, name: str) -> str | None:
    inferred = frozenset(h.event.name for h in view.derived.timeline.happenings if h.event.inferred)
    asked = platform_deadlines.awaits_decision(view.derived.clocks)
    return transitions.refusal(name, view.case.kind, view.derived.state, inferred, asked=asked)
