"""What requests have cost, as rows of the page's tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales import text
from aftersales.core.vocabulary import UNDECIDED, label
from aftersales.language import mark, tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.webpage.content import CostRow, RequestCosts

# The groups of reasons, as a person reads them.
_REASONS = {
    "change-of-mind": mark("change of mind"),
    "not-received": mark("not received"),
    "late": mark("late", "a reason"),
    "damaged": mark("damaged"),
    "defective": mark("defective"),
    "wrong-item": mark("wrong item"),
    "missing-parts": mark("missing parts"),
    "not-as-described": mark("not as described"),
    "counterfeit": mark("counterfeit"),
    "unauthorised": mark("unauthorised"),
    "other": mark("other"),
}
_MODES = {
    "keep": mark("buyer keeps it"),
    "seller-address": mark("back to your address"),
    "local-service": mark("local return service"),
    "partial": mark("partial refund"),
    UNDECIDED: mark("not known"),
}


class CostLine(NamedTuple):
    """A row in words: what, how many requests, their share of the most frequent in percent, and the amounts."""

    name: str
    requests: int
    share: int
    refunded: Sequence[str]
    postage: Sequence[str]
    won: Sequence[str]


class CostTable(NamedTuple):
    """Rows under a title. `has_postage`: for some of them the seller paid the way back; `has_won`: claims or appeals
    brought something.
    """

    title: str
    first: str
    lines: Sequence[CostLine]
    has_postage: bool
    has_won: bool


def tables(costs: RequestCosts) -> list[CostTable]:
    """By reason, then by mode; what has no row is left out."""
    found_tables = (
        _table(tr("By reason"), tr("Reason"), costs.by_reason, _reason_text),
        _table(tr("Approved returns, by mode"), tr("Mode"), _known_modes(costs.by_mode), _mode_text),
    )
    return [table for table in found_tables if table.lines]


def _known_modes(rows: Sequence[CostRow]) -> Sequence[CostRow]:
    """The modes; none where of no return it is known."""
    return rows if any(row.name != UNDECIDED for row in rows) else []


def caption(costs: RequestCosts) -> str:
    """Which requests are counted, and what of them."""
    return trn(
        "{count} request since {day}, and what was refunded on it until now.",
        "{count} requests since {day}, and what was refunded on them until now.",
        costs.requests,
        day=text.short_day(costs.since),
    )


def _reason_text(group: str) -> str:
    return tr(_REASONS[group]) if group in _REASONS else label(group)


def _mode_text(mode: str) -> str:
    return tr(_MODES[mode]) if mode in _MODES else label(mode)


def _table(title: str, first: str, rows: Sequence[CostRow], name_of: Callable[[str], str]) -> CostTable:
    most = max((row.requests for row in rows), default=1)
    lines = [
        CostLine(
            name_of(row.name),
            row.requests,
            round(100 * row.requests / most),
            [str(money) for money in row.refunded],
            [str(money) for money in row.postage],
            [str(money) for money in row.won],
        )
        for row in rows
    ]
    return CostTable(title, first, lines, any(row.postage for row in rows), any(row.won for row in rows))
