"""How the shops stand, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import BANDS, Action
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import label
from aftersales.language import tr, trn
from aftersales.rendering import phrases
from aftersales.rendering.fields.lists import STATUS_FIELDS, StatusRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.output import Output
from aftersales.rendering.pages.agenda import short_moment


def show(rows: Sequence[StatusRow], lines: Sequence[Action], output: Output, form: str, now: datetime) -> None:
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
        terminal.sentence(console, in_all(rows, lines, now))


def in_all(rows: Sequence[StatusRow], lines: Sequence[Action], now: datetime) -> str:
    """All shops in one line: `2 shops: 1 overdue, 6 today · 576.86 GBP at risk · data as of Tue 08:32`."""
    parts = [
        tr(
            "{shops}: {to_do}",
            shops=trn("{count} shop", "{count} shops", len(rows)),
            to_do=_to_do(_bands(lines)),
        ),
        *([tr("{money} at risk", money=_money(sums))] if (sums := urgency.money_at_risk(lines)) else []),
        *_oldest(rows, now),
    ]
    return " · ".join(parts)


def welcome() -> Iterator[str]:
    """What to type where there is no ledger yet."""
    yield tr("After-sales triage for online sellers. There is no ledger yet.")
    yield tr("Try it on sample data: `aftersales demo`")
    yield tr("Start your own: `aftersales init --shop NAME --market GB` · help: `aftersales help`")


def next_step(lines: Sequence[Action], output: Output) -> None:
    """Write the case that comes first in the list, and what to type."""
    sentences = [tr("The list: `aftersales due` · one after another: `aftersales triage` · help: `aftersales help`")]
    if lines:
        first = lines[0]
        sentences.insert(
            0, tr("Next: case {case}, {duty}. `aftersales show {case}`", case=first.case, duty=_duty(first))
        )
    output.emit(f"{line}\n" for sentence in sentences for line in output.fitted(sentence, sys.stdout))


def _duty(action: Action) -> str:
    return phrases.duty_of_case(action.kind, action.duty, action.owner)


def short(rows: Sequence[StatusRow], lines: Sequence[Action]) -> str:
    """For a prompt: `3 overdue · 5 today · 214.00 GBP at risk · 07:10`, the time of the oldest data at the end."""
    counts = _bands(lines)
    parts = [f"{counts[band]} {label(band)}" for band in ("overdue", "today") if counts.get(band)]
    if sums := urgency.money_at_risk(lines):
        parts.append(tr("{money} at risk", money=_money(sums)))
    known = [row.as_of for row in rows if row.as_of is not None]
    if len(known) < len(rows) or not rows:
        parts.append(tr("no data"))
    elif known:
        parts.append(f"{min(known):%H:%M}")
    return " · ".join(parts)


def _bands(lines: Sequence[Action]) -> dict[str, int]:
    return {band: sum(line.band == band for line in lines) for band in BANDS}


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
