"""How the shops stand, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from aftersales import text
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.core.deadlines.due_list import Narrowing
from aftersales.core.deadlines.urgency import BANDS
from aftersales.core.money.amount import Money, exponent
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.rendering import narrowing, phrases
from aftersales.rendering.documents.document import Document, DocumentTable, Part
from aftersales.rendering.fields.due import STATUS_FIELDS, StatusRow
from aftersales.rendering.fields.platform.stream_ages import STREAM_TITLES
from aftersales.rendering.fields.view import Field, Section, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.output import Output
from aftersales.rendering.pages.agenda import city_of, short_moment, whole_moment

# The currencies whose sign means no other currency of a market.
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}


def show(
    rows: Sequence[StatusRow], output: Output, form: str, now: datetime, fields: Sequence[Field] = STATUS_FIELDS
) -> None:
    """Write one line a shop, the most urgent first, and where there are several one line in all. `now` is in the zone
    in which times are told.
    """
    if form not in PAGES or fields is not STATUS_FIELDS:
        output.emit_view(View(fields, rows), form)
        for sentence in narrowing.sentences(_narrowing(rows)):
            output.notice(sentence)
        return
    titles = [tr("shop"), tr("market"), tr("to do"), tr("if you say nothing"), tr("data as of"), tr("rules")]
    cells = [[row.shop, row.market, _of_shop(row), _money(row.at_risk), _as_of(row, now), row.policy] for row in rows]
    entries = [[row.shop, _of_shop(row), _at_risk(row.at_risk), *_freshness([row], now)] for row in rows]
    sentences = list(_below(rows, now))
    if form != "table":
        parts: list[Part] = [*([DocumentTable(titles, cells)] if rows else []), Section("", lines=sentences)]
        output.document(Document(output.command, parts), form)
        return
    from aftersales.rendering.terminal import console as terminal

    console = terminal.console(sys.stdout, color=output.color)
    if rows:
        terminal.table_or_lines(console, titles, cells, spare=(tr("rules"), tr("market")), entries=entries)
    for sentence in sentences:
        terminal.sentence(console, sentence)


def _below(rows: Sequence[StatusRow], now: datetime) -> Iterator[str]:
    """What is said below the table, in sentences."""
    if not rows:
        yield _no_shop()
    if len(rows) > 1:
        yield in_all(rows, now)
    yield from filter(None, (appealable_text(rows), recovery_text(rows), *_stream_ages(rows, now)))
    yield from narrowing.sentences(_narrowing(rows))


def _narrowing(rows: Sequence[StatusRow]) -> Narrowing:
    """The shops whose orders are in no list."""
    without = tuple(row.shop for row in rows if row.orders == "off")
    return Narrowing(without, everywhere=len(without) == len(rows))


def _stream_ages(rows: Sequence[StatusRow], now: datetime) -> Iterator[str]:
    """Of each shop that TikTok is asked for: how fresh each list is, and what went wrong with it last."""
    for row in (row for row in rows if row.streams):
        ages: dict[str, list[str]] = {}
        for age in row.streams:
            when = short_moment(age.as_of.astimezone(now.tzinfo), now) if age.as_of else tr("not read to the end yet")
            ages.setdefault(when, []).append(tr(STREAM_TITLES[age.stream]))
        parts = [tr("{lists} {when}", lists=text.listed(lists), when=when) for when, lists in ages.items()]
        yield tr("{shop} from TikTok: {ages}", shop=row.shop, ages=text.clauses(parts))
        faults: dict[tuple[str, datetime], list[str]] = {}
        for age in row.streams:
            if age.fault is not None and age.fault_at is not None:
                faults.setdefault((age.fault, age.fault_at), []).append(tr(STREAM_TITLES[age.stream]))
        for (fault, at), lists in faults.items():
            when = short_moment(at.astimezone(now.tzinfo), now)
            yield tr("{when} not read: {lists}. {reason}", when=when, lists=text.listed(lists), reason=fault)


def in_all(rows: Sequence[StatusRow], now: datetime) -> str:
    """All shops in one line: `2 shops: 1 overdue, 6 today · 576.86 GBP at risk · data as of Tue 08:32 or newer`."""
    parts = [
        tr("{shops}: {to_do}", shops=trn("{count} shop", "{count} shops", len(rows)), to_do=_in_all(rows)),
        *filter(None, [_at_risk(_sums(rows))]),
        *_freshness(rows, now),
    ]
    return " · ".join(parts)


def appealable_text(rows: Sequence[StatusRow]) -> str:
    """What can be appealed now: `3 cases can be appealed, for 34.00 GBP: aftersales due --duty appeal`; else empty."""
    count, sums = sum(row.appealable for row in rows), _added(money for row in rows for money in row.winnable)
    if not count:
        return ""
    if not sums:
        return trn(
            "{count} case can be appealed: `aftersales due --duty appeal`",
            "{count} cases can be appealed: `aftersales due --duty appeal`",
            count,
        )
    return trn(
        "{count} case can be appealed, for {money}: `aftersales due --duty appeal`",
        "{count} cases can be appealed, for {money}: `aftersales due --duty appeal`",
        count,
        money=_money(sums),
    )


def recovery_text(rows: Sequence[StatusRow]) -> str:
    """What claims, appeals and postage brought: `Claims, appeals and postage: won 34.00 GBP`; empty without any."""
    parts = (
        (mark("won {money}"), _added(money for row in rows for money in row.recovered)),
        (mark("lost {money}"), _added(money for row in rows for money in row.recovery_lost)),
        (mark("still open {money}"), _added(money for row in rows for money in row.recovery_pending)),
    )
    texts = [tr(part, money=_money(sums)) for part, sums in parts if sums]
    return tr("Claims, appeals and postage: {parts}.", parts=text.clauses(texts)) if texts else ""


def welcome() -> Iterator[str]:
    """What to type where there is no ledger yet."""
    yield tr("After-sales triage for online sellers. There is no ledger yet.")
    yield tr("Try it on sample data: `aftersales demo` · help: `aftersales help`")
    yield tr("Start your own: `aftersales init --shop NAME --market GB`")


def overview(rows: Sequence[StatusRow], first: CaseLine | None, now: datetime, output: Output) -> None:
    """Write how things stand in three lines, the case that comes first in the list, and what to type."""
    sums, shops = _sums(rows), trn("{count} shop", "{count} shops", len(rows))
    without = narrowing.in_head(_narrowing(rows))
    money = tr("If you say nothing, buyers get {sums}", sums=_money(sums)) if sums else _no_money(rows)
    sentences = [
        tr("{time} {city} · {counts}", time=whole_moment(now), city=city_of(now), counts=_in_all(rows)),
        money,
        " · ".join([rows[0].shop if len(rows) == 1 else shops, *_freshness(rows, now), *without]) if rows else "",
        _next(rows, first),
        tr("The list: `aftersales due` · one after another: `aftersales triage` · help: `aftersales help`"),
    ]
    output.emit(f"{line}\n" for sentence in sentences if sentence for line in output.fitted(sentence, sys.stdout))


def _next(rows: Sequence[StatusRow], first: CaseLine | None) -> str:
    if first is not None:
        action = first.action
        duty = phrases.duty_of_case(action.kind, action.duty, action.owner)
        return tr("Next: case {case}, {duty}. `aftersales show {case}`", case=action.case, duty=duty)
    if any(row.ahead for row in rows):
        return tr("Next: set this machine's clock right.")
    if any(row.is_unsure for row in rows):
        return tr("Next: export orders and returns in Seller Center. `aftersales import FILE…`")
    return tr("Next: what is left besides. `aftersales due`") if _besides(rows) else ""


def short(rows: Sequence[StatusRow], now: datetime) -> str:
    """For a prompt: `3 overdue · 5 today · £214 at risk · 07:10`, the time of the oldest data at the end. Where it
    can't be known that nothing is due, it does not say so.
    """
    if not rows:
        return tr("no shop")
    counts, sums = _counts(rows), _sums(rows)
    urgent = [band for band in ("overdue", "today") if counts.get(band)]
    parts = [tr("{number} {band}", number=counts[band], band=label(band)) for band in urgent]
    if not parts:
        parts = list(_nothing_today(rows))
    if sums:
        parts.append(tr("{money} at risk", money=" + ".join(map(_rounded, sums))))
    missing, dates = [row.shop for row in rows if row.is_missing], [row.as_of for row in rows if row.as_of]
    if missing:
        parts.append(tr("no data: {shops}", shops=text.few(missing, 1)))
    elif any(row.is_unsure for row in rows):
        parts.append(tr("data of {day}", day=text.short_day(min(dates).astimezone(now.tzinfo))))
    elif dates:
        parts.append(f"{min(dates).astimezone(now.tzinfo):%H:%M}")
    return " · ".join([*parts, *narrowing.in_head(_narrowing(rows))])


def _nothing_today(rows: Sequence[StatusRow]) -> Iterator[str]:
    if any(row.is_unsure for row in rows):
        yield tr("not known")
    elif unread := sum(row.unread for row in rows):
        yield tr("not known")
        yield tr("{number} to look up", number=unread)
    elif besides := sum(row.overdue + row.today for row in rows):
        yield tr("nothing to answer today")
        yield tr("{number} besides", number=besides)
    else:
        yield tr("nothing today")


def _rounded(money: Money) -> str:
    """`£214`, `19,006 THB`: whole, and never 0 where there is something."""
    unit: int = 10 ** exponent(money.currency)
    whole = max(1, (money.minor + unit // 2) // unit)
    sign = _SIGNS.get(money.currency)
    return f"{sign}{whole:,}" if sign else f"{whole:,} {money.currency}"


def _counts(rows: Sequence[StatusRow]) -> dict[str, int]:
    return {band: sum(row.to_do.get(band, 0) for row in rows) for band in BANDS}


def _sums(rows: Sequence[StatusRow]) -> list[Money]:
    """What silence moves in all shops, by currency."""
    return _added(money for row in rows for money in row.at_risk)


def _added(amounts: Iterable[Money]) -> list[Money]:
    """Amounts added by currency."""
    sums: dict[str, int] = {}
    for money in amounts:
        sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def _besides(rows: Sequence[StatusRow]) -> int:
    """How many duties there are within two days, those of the list and the others."""
    return sum(row.overdue + row.today + row.soon for row in rows)


def _in_all(rows: Sequence[StatusRow]) -> str:
    return _to_do(_counts(rows), rows) if rows else _no_shop()


def _no_shop() -> str:
    return tr("No shop is set up yet. `aftersales init --shop NAME --market GB`")


def _no_money(rows: Sequence[StatusRow]) -> str:
    if not rows:
        return ""
    if any(row.ahead for row in rows):
        return tr("What your silence costs is not known: the clock is before the data")
    if any(row.is_unsure for row in rows):
        return tr("What your silence costs is not known: data are missing or old")
    return tr("Within two days your silence gives no money away")


def _of_shop(row: StatusRow) -> str:
    return _to_do(row.to_do, [row])


def _to_do(counts: Mapping[str, int], rows: Sequence[StatusRow]) -> str:
    """What is to do in shops. Of one with missing or old data nobody can say that it is nothing, and what is besides
    the list is something too.
    """
    texts = text.enumerated(
        tr("{number} {band}", number=counts[band], band=label(band)) for band in BANDS if counts.get(band)
    )
    if texts:
        return texts
    if any(row.is_unsure for row in rows):
        return tr("not known")
    if unread := sum(row.unread for row in rows):
        return tr("not known, {number} to look up", number=unread)
    if besides := _besides(rows):
        return tr("nothing to answer, {number} besides", number=besides)
    return tr("nothing within two days")


def _money(sums: Sequence[Money]) -> str:
    return text.listed(sums)


def _at_risk(sums: Sequence[Money]) -> str:
    return tr("{money} at risk", money=_money(sums)) if sums else ""


def _as_of(row: StatusRow, now: datetime) -> str:
    if row.as_of is None:
        return tr("kept by hand") if row.by_hand else tr("never imported")
    when = short_moment(row.as_of.astimezone(now.tzinfo), now)
    if row.ahead:
        return tr("{when}, after now", when=when)
    return tr("{when}, old", when=when) if row.stale else when


def _freshness(rows: Sequence[StatusRow], now: datetime) -> Iterator[str]:
    missing = [row.shop for row in rows if row.is_missing]
    old = [row.shop for row in rows if row.stale]
    ahead = [row.shop for row in rows if row.ahead]
    if ahead and len(rows) > 1:
        yield tr("data later than the clock: {shops}", shops=text.few(ahead))
    imported = [row for row in rows if row.as_of is not None]
    if missing:
        yield tr("never imported") if len(rows) == 1 else tr("never imported: {shops}", shops=text.few(missing))
    if old and len(rows) > 1:
        yield tr("older than 24 h: {shops}", shops=text.few(old))
    if imported and not missing and (not old or len(rows) == 1):
        oldest = min(imported, key=lambda row: row.as_of or now)
        when = _as_of(oldest, now)
        yield tr("data as of {when}", when=when) if len(rows) == 1 else tr("data as of {when} or newer", when=when)
    elif not imported and not missing:
        yield tr("kept by hand")
