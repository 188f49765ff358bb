"""What claims and appeals brought to each shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aftersales.context.app import App
from aftersales.core.money.amount import Money
from aftersales.ledger.queries import claims as queries
from aftersales.rendering.fields.due import StatusRow

if TYPE_CHECKING:
    from aftersales.core.cases.model import Case, State
    from aftersales.core.recovery import Recovery


def with_recovery(app: App, rows: Sequence[StatusRow]) -> list[StatusRow]:
    """The rows with what claims and appeals have brought to each shop, have not, and may still bring."""
    rows = _with_appealable(app, rows)
    ids = queries.cases_to_recover(app.ledger.current())
    if not ids:  # usual, and what follows loads much
        return rows
    from aftersales.ledger.facts.records import load

    sums: dict[tuple[str, str], dict[str, int]] = {}
    for case in load(app.ledger.current(), ids, trust=True):
        _, brought, currency = recovery_of(case)
        for name in ("won", "lost", "pending"):
            of_shop = sums.setdefault((case.shop, name), {})
            of_shop[currency] = of_shop.get(currency, 0) + getattr(brought, name)
    return [
        row._replace(
            recovered=_by_currency(sums.get((row.shop, "won"), {})),
            recovery_lost=_by_currency(sums.get((row.shop, "lost"), {})),
            recovery_pending=_by_currency(sums.get((row.shop, "pending"), {})),
        )
        for row in rows
    ]


def _with_appealable(app: App, rows: Sequence[StatusRow]) -> list[StatusRow]:
    """The rows with how many cases of each shop can be appealed now, and what that can bring back."""
    counts = queries.appealable(app.ledger.current(), app.now)
    return [
        row._replace(
            appealable=sum(some.cases for some in counts if some.shop == row.shop),
            winnable=_by_currency(
                {s.currency: s.winnable for s in counts if s.shop == row.shop and s.winnable and s.currency}
            ),
        )
        for row in rows
    ]


def recovery_of(case: Case) -> tuple[State, Recovery, str]:
    """Where a case stands, what claims, appeals and postage have brought to it, and in which currency."""
    from aftersales.core.cases import timeline as case_timeline
    from aftersales.core.recovery import recovery

    line = case_timeline.build(case)
    known = case.amount or case.order_amount
    events = [happening.event for happening in line.happenings]
    return line.state, recovery(line.state.refunded, events), known.currency if known else ""


def _by_currency(sums: Mapping[str, int]) -> list[Money]:
    return [Money(minor, currency) for currency, minor in sorted(sums.items()) if minor]
