"""What the commands that record by hand share: several cases at once, all or nothing, with --at, --dry-run and
--json.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text, user_input
from aftersales.actions.record import bulk_confirmation
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.core.cases import events, transitions
from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks import platform_deadlines
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import Money
from aftersales.core.time.instants import optional_instant
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.errors import TransitionRefused, UsageError
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.facts import cases
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find as find_queries
from aftersales.record import NamedTuple
from aftersales.rendering.fields.lists import WRITE_FIELDS
from aftersales.rendering.fields.view import View

_FARTHEST = timedelta(days=731)


class Target(NamedTuple):
    """A case about to be written to, with what follows from its facts so far."""

    case: Case
    told: Derived
    zone: ZoneInfo
    rules: ShopRules
    ledger: Connection
    at: datetime

    def refuse(self, reason: str, command: str | None = None) -> TransitionRefused:
        """The refusal, with what would be possible instead of `command`."""
        could = transitions.possible(self.case.kind, self.told.state, asked=platform_deadlines.asked(self.told.clocks))
        could = [c for c in could if c != command]
        hint = f" Possible now: {', '.join(could)}." if could else ""
        return TransitionRefused(f"case {self.case.id}: {reason}.{hint}")


@dataclass(slots=True, eq=False)
class Step:
    """What a command wants recorded for one case, and what the user should know. `skip` says why nothing is to be
    done; `beside` is what happens to other cases by the same act: case, event, data.
    """

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    skip: str | None = None
    beside: Sequence[tuple[int, str, Mapping[str, Any]]] = ()


Decide = Callable[[Target], Step]


Find = Callable[[Connection, str], int]


def record(
    app: App,
    words: Sequence[str],
    decide: Decide,
    options: WriteOptions,
    *,
    find: Find = find_queries.find_case,
) -> None:
    """Record one step for each case, in one transaction: a refusal of any of them leaves all as they were. A person at
    a terminal is asked before more than one case is written, unless it is `sure`.

    `find` says which case is meant by what was typed.
    """
    chosen = app.output.form(options.format, options.as_json)
    if not (options.dry_run or options.sure) and len(words) > 1 and bulk_confirmation.may_ask():
        bulk_confirmation.ask(app, _written(app, words, decide, find, options.at, dry_run=True))
    rows = _written(app, words, decide, find, options.at, dry_run=options.dry_run)
    _report(app, rows, chosen, several=len(words) > 1)


def _written(
    app: App, words: Sequence[str], decide: Decide, find: Find, at: str | None, *, dry_run: bool
) -> list[dict[str, Any]]:
    """The cases' rows for the report, in one transaction. Raises TransitionRefused with every case that refuses."""
    rows: list[dict[str, Any]] = []
    refused: dict[int, TransitionRefused] = {}
    with app.ledger.writing(keep=not dry_run) as ledger:
        for case in dict.fromkeys(find(ledger, w) for w in words):
            target = _target(app, ledger, case, at)
            try:
                rows.append(_write(app, target, decide(target), dry_run=dry_run))
            except TransitionRefused as reason:
                refused[case] = reason
        if refused:
            raise bulk_confirmation.all_refusals(refused, [row["case"] for row in rows])
    return rows


def record_one(app: App, case: int, decide: Decide, *, keep: bool = True) -> tuple[dict[str, Any], int]:
    """As `record`, of one case and without a report: the row that a report would have, and the number of the write;
    `keep=False` writes nothing.
    """
    with app.ledger.writing(keep=keep) as ledger:
        target = _target(app, ledger, case, None)
        return _write(app, target, decide(target), dry_run=not keep), journal.current(ledger)


def _target(app: App, ledger: Connection, number: int, at: str | None) -> Target:
    case, rules, told = store.derive_case(ledger, number, app.rules.of(ledger))
    zone = ZoneInfo(rules.zone)
    when = user_input.moment_or_now(at, zone, app.now)
    if when > app.now + _FARTHEST:
        raise UsageError(f"--at {at!r} is more than two years ahead; is the year right?")
    return Target(case, told, zone, rules, ledger, when)


def just(event: str) -> Decide:
    """Record this event, where it makes sense."""

    def decide(target: Target) -> Step:
        check(target, event)
        return Step(event)

    return decide


def check(
    target: Target, event: str, *, again: bool = False, mode: str | None = None, ruling: str | None = None
) -> None:
    """Refuse a step that makes no sense for the case as it stands, at the instant given. Raises TransitionRefused.

    `again`: it stands recorded already, and is meant to be said once more, with more. `mode` is the one to be recorded,
    `ruling` whom a ruling is for.
    """
    told, command = target.told, events.COMMAND_OF.get(event)
    guessed = {h.event.name: h.event for h in told.timeline.happenings if h.event.inferred}
    asked = platform_deadlines.asked(told.clocks)
    known = frozenset({*guessed, event} if again else guessed)
    if reason := transitions.refusal(event, target.case.kind, told.state, known, asked=asked, mode=mode, ruling=ruling):
        raise target.refuse(reason, command)
    if event in guessed and target.at > guessed[event].at:
        shown = _told(guessed[event].at, target)
        raise target.refuse(f"the platform's data showed this already on {shown}; say with --at when it really was")
    _in_turn(target, event)


def _in_turn(target: Target, event: str) -> None:
    """Refuse what would have come before that which it follows."""
    happened = [h.event for h in target.told.timeline.happenings]
    begun = max((e.at for e in happened if e.name in events.BEGINNINGS), default=None)
    if begun is not None and target.at < begun:
        how = "the buyer asked" if target.case.kind in REQUEST_KINDS else "it began"
        raise target.refuse(f"{how} on {_told(begun, target)}, after {_told(target.at, target)}")
    exact = [e for e in happened if e.name in events.PREDECESSORS.get(event, ()) and not e.inferred]
    before = max(exact, key=lambda e: e.at, default=None)
    if before is not None and target.at < before.at:
        raise target.refuse(
            f"it follows {before.name}, which was on {_told(before.at, target)}, after {_told(target.at, target)}"
        )


def _told(when: datetime, target: Target) -> str:
    return text.moment(when.astimezone(target.zone))


def _write(app: App, target: Target, step: Step, *, dry_run: bool) -> dict[str, Any]:
    warnings = list(step.warnings)
    if target.at > app.now:
        warnings.append(
            f"recorded ahead of its time: {text.moment(target.at.astimezone(target.zone))} is still to come"
        )
    warnings += _too_late(target, step)
    changed = step.skip is None
    told = changed and step.name in events.SHOWN_IN_DATA and target.case.kind not in ("review", "routine")
    if step.skip is not None:
        warnings.append(step.skip)
    else:
        event = Event(step.name, target.at, step.data, "hand", "recorded by hand")
        add_event(target.ledger, target.case.id, event, app.now)
        if step.name in ("return.shipped", "order.dispatched") and step.data.get("tracking"):
            cases.set_tracking(target.ledger, target.case.id, step.data["tracking"])
        for other, name, data in step.beside:
            add_event(target.ledger, other, Event(name, target.at, data, "hand", "recorded by hand"), app.now)
        touched = [target.case.id, *(other for other, _, _ in step.beside)]
        store.rederive(target.ledger, touched, app.rules.of(target.ledger), aside=step.name in events.REMARKS)
    return {
        "case": target.case.id,
        "event": step.name,
        "data": step.data,
        "at": target.at.astimezone(target.zone).isoformat(),
        "dry_run": dry_run,
        "changed": changed,
        "warnings": warnings,
        "when": text.moment(target.at.astimezone(target.zone)),
        "waits": told and not target.rules.trust,
        "believed": told and target.rules.trust,
        "amount": _amount(target, step),
        "mode": _mode(step),
        "stake": bulk_confirmation.stake(target.case, step.data),
        "there": changed and step.name in events.HIDDEN_IN_DATA,
        "follows": _follows(target, app.now) if changed else "",
    }


def _mode(step: Step) -> str:
    """The mode that a step says, with the rule that decided it; empty where it says none."""
    mode = step.data.get("mode") or ("partial" if step.name == "request.offered" else "")
    return f"{mode}, by rule {step.data['rule']}" if mode and step.data.get("rule") else mode


def _too_late(target: Target, step: Step) -> Iterator[str]:
    """That the platform may have acted already, where the deadline had passed."""
    for clock in target.told.clocks:
        running = clock.stopped_at is None and not clock.chained and clock.holds
        if running and clock.duty == events.LATE_FOR.get(step.name) and clock.due < target.at:
            passed = _told(clock.due, target)
            yield f"the time to {clock.duty.replace('-', ' ')} ended on {passed}: TikTok may have acted first; look"


def _amount(target: Target, step: Step) -> str:
    """The money that an event is about, or until when it holds, as text; empty where it is about neither."""
    if until := optional_instant(step.data.get("until")):
        return f" until {_told(until, target)}"
    if "amount" not in step.data:
        return ""
    known = target.case.amount or target.case.order_amount
    return f" of {Money(int(step.data['amount']), known.currency if known else target.rules.currency)}"


def _follows(target: Target, now: datetime) -> str:
    """What is next for the seller on this case, in words."""
    found = due_queries.next_duty(target.ledger, target.case.id, now)
    return f"next: {found[0]} by {_told(found[1], target)}" if found else ""


def _report(app: App, rows: list[dict[str, Any]], chosen: str, *, several: bool) -> None:
    view = View(WRITE_FIELDS, rows)
    if chosen == "json":
        app.output.emit_object(view, several=several)
    elif chosen == "table":
        app.output.emit(f"{part}\n" for row in rows for part in app.output.fitted(line(row), sys.stdout))
    else:
        app.output.emit_view(view, chosen)
    for row in rows:
        for warning in row["warnings"]:
            app.output.warn(f"case {row['case']}: {warning}.")
    if any(row["there"] for row in rows):
        app.output.notice("Recorded here only; do it in Seller Center too, where no data will show it.")
    does = "Would be recorded" if rows[0]["dry_run"] else "Recorded"
    if any(row["waits"] for row in rows):
        app.output.notice(
            f"{does} here only; now do it in Seller Center. Until its data show it, `due` keeps it in sight."
        )
    if any(row["believed"] for row in rows):
        app.output.notice(
            f"{does} here only; now do it in Seller Center. `due` counts it as done; "
            "`aftersales triage --checklist` lists it."
        )


def line(row: dict[str, Any]) -> str:
    """What was recorded, when, and what is next."""
    if not row["changed"]:
        return f"case {row['case']}: nothing recorded"
    mark = " (dry run)" if row["dry_run"] else ""
    follows = f"; {row['follows']}" if row["follows"] else ""
    return f"case {row['case']}: {bulk_confirmation.what(row)}{row['amount']}, {row['when']}{mark}{follows}"
