"""What a person at a terminal is asked before several cases are written at once, and how the refusals of several are
told together.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.errors import Cancelled, NoAnswer, TransitionRefused

_SHOWN = 20


def may_ask() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def stake(case: Case, data: Mapping[str, Any]) -> Money | None:
    """The money that a step on a case is about: the step's own amount, else what the buyer asks for."""
    asked = case.amount or case.order_amount
    if asked is not None and "amount" in data:
        return Money(int(data["amount"]), asked.currency)
    return asked if case.kind in REQUEST_KINDS else None


def ask(app: App, rows: Sequence[Mapping[str, Any]]) -> None:
    """Show what would be recorded, with totals, and ask. One case is no bulk: nothing is asked. Raises Cancelled where
    the answer is no (0), or there is none (130).
    """
    changing = [row for row in rows if row["changed"]]
    if len(changing) < 2:
        return
    app.output.warn("\n".join(_told(changing)))
    sure(app, f"Record this for {len(changing)} cases?")


def sure(app: App, question: str) -> None:
    """Ask before something is recorded. Raises Cancelled where the answer is no or there is none."""
    try:
        answer = app.prompter.confirm(question)
    except NoAnswer:
        raise left(app, 130) from None
    if not answer:
        raise left(app, 0)


def left(app: App, code: int) -> Cancelled:
    """Say that nothing was recorded; what to raise."""
    app.prompter.tell("Nothing was recorded.")
    return Cancelled(code)


def _told(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows[:_SHOWN]:
        about = [what(row), *([str(row["stake"])] if row["stake"] else []), *row["warnings"]]
        yield f"  case {row['case']}: {', '.join(about)}"
    if len(rows) > _SHOWN:
        yield f"  … and {len(rows) - _SHOWN} more"
    for step, count in Counter(map(what, rows)).items():
        same = [row["stake"] for row in rows if what(row) == step]
        yield f"{step}: {count} cases{_sum([m for m in same if m is not None])}"


def what(row: Mapping[str, Any]) -> str:
    """What a row's step is, with the mode where it says one: `request.approved (keep)`."""
    return f"{row['event']} ({row['mode']})" if row["mode"] else str(row["event"])


def _sum(amounts: Sequence[Money]) -> str:
    """Amounts per currency, never added up over currencies."""
    totals: Counter[str] = Counter()
    for amount in amounts:
        totals[amount.currency] += amount.minor
    return "".join(f", {Money(minor, currency)}" for currency, minor in totals.items())


def all_refusals(refused: Mapping[int, TransitionRefused], others: Sequence[int]) -> TransitionRefused:
    """The refusals of several cases as one; that of a single case asked for stays as it is."""
    if len(refused) == 1 and not others:
        return next(iter(refused.values()))
    told = [f"{len(refused)} of {len(refused) + len(others)} cases refuse it; nothing was recorded."]
    told += [str(reason) for reason in refused.values()]
    told += [f"The others would take it: {' '.join(map(str, others))}"] if others else []
    return TransitionRefused("\n".join(told))
