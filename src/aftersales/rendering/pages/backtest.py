"""The page of a backtest of mode rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales import text
from aftersales.core.modes import rule_backtest
from aftersales.core.modes.rule_backtest import BacktestResult
from aftersales.core.money.amount import Money
from aftersales.record import NamedTuple
from aftersales.rendering.fields.view import Section


class BacktestLine(NamedTuple):
    """One return: what was done and what the rules would have done, the difference in money, and why."""

    case: str
    day: str
    refund: str
    done: str
    rule: str
    difference: str
    about: tuple[str, ...]


def lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[BacktestLine]:
    """The returns, in their order."""
    for row in rows:
        outcome: BacktestResult = row["outcome"]
        yield BacktestLine(
            case=str(row["case"]),
            day=text.day(datetime.fromisoformat(row["decided_at"])),
            refund=f"{row['refund']['amount']} {row['refund']['currency']}" if row["refund"] else "not known",
            done=row["done"],
            rule=_by_rule(row),
            difference=_difference(outcome),
            about=tuple(_about(row, outcome)),
        )


def _by_rule(row: Mapping[str, Any]) -> str:
    if row["verdict"] == "decides" and row["offer"]:
        return f"{row['mode']} {row['offer']['amount']}"
    return str(row["mode"] or "no rule")


def _difference(outcome: BacktestResult) -> str:
    """`1.08 less`; a dash where nothing is decided, or nothing can be told."""
    found = outcome.difference
    if found is None:
        return "-" if not outcome.decision.decides else "not known"
    if not found.minor:
        return "the same"
    return f"{Money(abs(found.minor), found.currency).decimal()} {'less' if found.minor < 0 else 'more'}"


def _about(row: Mapping[str, Any], outcome: BacktestResult) -> Iterator[str]:
    yield f"{row['rule']}: {row['why']}" if row["rule"] else row["why"]
    if not outcome.decision.decides:
        return
    was, would = (m.decimal() if m else "not known" for m in (outcome.was, outcome.would))
    yield f"cost {was} as it was done, {would} by rule"
    if row["missing"]:
        yield f"missing: {', '.join(row['missing'])}"


def sections(rows: Sequence[Mapping[str, Any]]) -> list[Section]:
    """What it adds up to, currency by currency."""
    outcomes = [row["outcome"] for row in rows]
    found = [
        Section("In all", rule_backtest.summary_lines(total))
        for total in rule_backtest.totals([o for o in outcomes if o.currency])
    ]
    unknown = sum(not o.currency for o in outcomes)
    if unknown:
        found.append(Section("", (), [f"Of {unknown} the refund is not known; they are in no sum."]))
    return found


def said(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The same in lines of talk."""
    for section in sections(rows):
        if section.facts:
            yield "; ".join(f"{name}: {value}" for name, value in section.facts) + "."
        yield from section.lines
