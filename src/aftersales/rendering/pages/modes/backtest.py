"""The page of a backtest of mode rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.modes import rule_backtest
from aftersales.core.modes.rule_backtest import BacktestResult
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import label
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields.backtest import BacktestRow
from aftersales.rendering.fields.view import Section


class BacktestLine(NamedTuple):
    """One request: what was done and what the rules would have done, the difference in money, and why."""

    case: str
    day: str
    refund: str
    done: str
    rule: str
    difference: str
    about: tuple[str, ...]


def lines(rows: Sequence[BacktestRow]) -> Iterator[BacktestLine]:
    """The requests, in their order."""
    for row in rows:
        yield BacktestLine(
            case=str(row.case),
            day=text.day(row.decided_at),
            refund=str(row.refund) if row.refund else tr("not known"),
            done=row.result.done,
            rule=_by_rule(row.result),
            difference=_difference(row.result),
            about=tuple(_about(row)),
        )


def _by_rule(result: BacktestResult) -> str:
    """The mode by rule, with the offer if there is one."""
    decision = result.decision
    if decision.decides and decision.offer:
        return f"{decision.mode} {decision.offer.decimal()}"
    return decision.mode or tr("no rule")


def _difference(result: BacktestResult) -> str:
    """`1.08 less`, or `not known` if a cost is missing; a dash if no rule decides."""
    difference = result.difference
    if difference is None:
        return "-" if not result.decision.decides else tr("not known")
    if not difference.minor:
        return tr("the same")
    money = Money(abs(difference.minor), difference.currency).decimal()
    return tr("{money} less", money=money) if difference.minor < 0 else tr("{money} more", money=money)


def _about(row: BacktestRow) -> Iterator[str]:
    decision = row.result.decision
    why = text.labelled(decision.rule, decision.why) if decision.rule else decision.why
    yield why if row.kind == "return" else tr("{kind}; {why}", kind=label(row.kind), why=why)
    if not decision.decides:
        return
    was, would = (cost.decimal() if cost else tr("not known") for cost in (row.result.was, row.result.would))
    yield tr("cost {was} as it was done, {would} by rule", was=was, would=would)
    if row.missing:
        yield tr("missing: {names}", names=text.listed(row.missing))


def table(lines: Sequence[BacktestLine]) -> DocumentTable:
    """Past returns as a table."""
    titles = [tr("case"), tr("decided"), tr("refund"), tr("as it was done"), tr("by rule"), tr("difference"), tr("why")]
    rows = [
        [line.case, line.day, line.refund, line.done, line.rule, line.difference, " · ".join(line.about)]
        for line in lines
    ]
    return DocumentTable(titles, rows, right=(0, 2, 5))


def sections(rows: Sequence[BacktestRow]) -> list[Section]:
    """The totals, one section for each currency."""
    results = [row.result for row in rows]
    totals = [
        Section(tr("In all"), rule_backtest.summary_lines(total))
        for total in rule_backtest.totals([result for result in results if result.currency])
    ]
    unknown = sum(not result.currency for result in results)
    if unknown:
        totals.append(Section("", (), [_without_refund(unknown)]))
    return totals


def _without_refund(number: int) -> str:
    return trn(
        "The refund of {count} request is not known; it is in no total.",
        "The refund of {count} requests is not known; they are in no total.",
        number,
    )


def notices(rows: Sequence[BacktestRow]) -> Iterator[str]:
    """The totals as lines for stderr."""
    for section in sections(rows):
        if section.facts:
            yield text.clauses(text.labelled(name, value) for name, value in section.facts) + "."
        yield from section.lines
