"""How the shops stand, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from aftersales import text
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.core.deadlines.urgency import BANDS, Action
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import label
from aftersales.language import tr, trn
from aftersales.rendering import phrases
from aftersales.rendering.fields.lists import STATUS_FIELDS, StatusRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.output import Output
from aftersales.rendering.pages.agenda import short_moment


def show(rows: Sequence[StatusRow], output: Output, form: str, now: datetime) -> None:
    """Write one line a shop, the most urgent first, and where there are several one line in all."""
    if form != "table":
        output.emit_view(View(STATUS_FIELDS, rows), form)
        return
    from aftersales.rendering.terminal import console as terminal

    console = terminal.console(sys.stdout, color=output.color)
    titles = [tr("shop"), tr("market"), tr("to do"), tr("if you say nothing"), tr("data as of"), tr("rules")]
    cells = [[row.shop, row.market, _of_shop(row), _money(row.at_risk), _as_of(row, now), row.policy] for row in rows]
    terminal.table(console, titles, cells, spare=(tr("rules"), tr("market")))
    if len(rows) > 1:
        terminal.sentence(console, in_all(rows, now))


def in_all(rows: Sequence[StatusRow], now: datetime) -> str:
    """All shops in one line: `2 shops: 1 overdue, 6 today · 576.86 GBP at risk · data as of Tue 08:32`."""
    parts = [
        tr(
            "{shops}: {to_do}",
            shops=trn("{count} shop", "{count} shops", len(rows)),
            to_do=_to_do(_bands(rows)),
        ),
        *([tr("{money} at risk", money=_money(sums))] if (sums := _sums(rows)) else []),
        *_oldest(rows, now),
    ]
    return " · ".join(parts)


def welcome() -> Iterator[str]:
    """What to type where there is no ledger yet."""
    yield tr("After-sales triage for online sellers. There is no ledger yet.")
    yield tr("Try it on sample data: `aftersales demo`")
    yield tr("Start your own: `aftersales init --shop NAME --market GB` · help: `aftersales help`")


def next_step(line: CaseLine | None, output: Output) -> None:
    """Write the case that comes first in the list, and what to type."""
    sentences = [tr("The list: `aftersales due` · one after another: `aftersales triage` · help: `aftersales help`")]
    if line is not None:
        first = line.action
        sentences.insert(
            0,
            tr("Next: case {case}, {duty}. `aftersales show {case}`", case=first.case, duty=_duty(first)),
        )
    output.emit(f"{line}\n" for sentence in sentences for line in output.fitted(sentence, sys.stdout))


def _duty(action: Action) -> str:
    return phrases.duty_of_case(action.kind, action.duty, action.owner)


def short(rows: Sequence[StatusRow]) -> str:
    """For a prompt: `3 overdue · 5 today · 214.00 GBP at risk · 07:10`, the time of the oldest data at the end."""
    counts = _bands(rows)
    parts = [f"{counts[band]} {label(band)}" for band in ("overdue", "today") if counts.get(band)]
    if sums := _sums(rows):
        parts.append(tr("{money} at risk", money=_money(sums)))
    known = [row.as_of for row in rows if row.as_of is not None]
    if len(known) < len(rows) or not rows:
        parts.append(tr("no data"))
    elif known:
        parts.append(f"{min(known):%H:%M}")
    return " · ".join(parts)


def _bands(rows: Sequence[StatusRow]) -> dict[str, int]:
    """How many cases of all shops are in each band."""
    return {band: sum(row.to_do.get(band, 0) for row in rows) for band in BANDS}


def _sums(rows: Sequence[StatusRow]) -> list[Money]:
    """What silence moves in all shops, by currency."""
    sums: dict[str, int] = {}
    for money in (money for row in rows for money in row.at_risk):
        sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def _of_shop(row: StatusRow) -> str:
    """What is to do in a shop; of one that was never imported nobody can say that it is nothing."""
    return tr("not known") if row.as_of is None and not row.to_do else _to_do(row.to_do)


def _to_do(counts: Mapping[str, int]) -> str:
    texts = ", ".join(f"{counts[band]} {label(band)}" for band in BANDS if counts.get(band))
    return texts or tr("nothing within two days")


def _money(sums: Sequence[Money]) -> str:
    return ", ".join(map(str, sums))


def _as_of(row: StatusRow, now: datetime) -> str:
    if row.as_of is None:
        return tr("never imported")
    when = short_moment(row.as_of, now.astimezone(row.as_of.tzinfo))
    return tr("{when}: old", when=when) if row.stale else when


def _oldest(rows: Sequence[StatusRow], now: datetime) -> Iterator[str]:
    missing = [row.shop for row in rows if row.as_of is None]
    old = [row.shop for row in rows if row.stale]
    if missing:
        yield tr("never imported: {shops}", shops=text.few(missing))
    if old:
        yield tr("older than 24 h: {shops}", shops=text.few(old))
    if not missing and not old and rows:
        oldest = min(rows, key=lambda row: row.as_of or now)
        yield tr("data as of {when} or newer", when=_as_of(oldest, now))
