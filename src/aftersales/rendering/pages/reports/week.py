"""The week's report in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import summed
from aftersales.core.reports.week import DayAhead, RefundSum, WeekReport
from aftersales.core.time.calendar import reason_text
from aftersales.core.vocabulary import label
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.pages.agenda import short_moment, whole_moment
from aftersales.rendering.pages.reports import morning, plain_text
from aftersales.rendering.pages.reports.page import ReportPage, ReportRow, ReportSection

PHONE, SCREENS, MAIL = 32, 44, 60  # lines of a week on a phone, on two screens of a terminal, and in a mail
_MOST = 3  # so many modes and reasons are told
_WHOLE = 100


class _WeekDetail(NamedTuple):
    """What is told where there is room: what the buyers ask for, the money of each day and not of all seven alone, that
    of each mode and reason of refunds, and which shops have a day off.
    """

    asked: bool = True
    days: bool = True
    refunds: bool = True
    closed: bool = True


def _details() -> Iterator[_WeekDetail]:
    """From all of it to what a week with many shops and currencies can't do without."""
    detail = _WeekDetail()
    for name in (None, "asked", "refunds", "days", "closed"):
        detail = detail._replace(**{name: False}) if name else detail
        yield detail


def page_of(report: WeekReport, room: int, width: int = plain_text.WIDTH) -> ReportPage:
    """The report in about `room` lines of `width` cells: what lies ahead first, since it can still be changed."""
    for detail in _details():
        page = _page(report, detail)
        if plain_text.height(page, width) <= room:
            break
    return page


def _page(report: WeekReport, detail: _WeekDetail) -> ReportPage:
    now = report.frame.now.astimezone(report.zone)
    when, city = whole_moment(now), agenda_page.city_of(now)
    notes = list(agenda_summary.freshness(report.frame, report.zone))
    warnings = [text.sentences(note.parts) for note in notes if note.warn]
    data = [text.sentences(note.parts) for note in notes if not note.warn]
    sections = [
        *_ahead(report, detail),
        *_past(report, detail),
        *([ReportSection("data", tr("DATA"), lines=data)] if data else []),
    ]
    return ReportPage(
        tr("Week of {time} {city}", time=when, city=city),
        list(_leads(report, detail)),
        sections,
        warnings,
        tr("what is due now: aftersales report morning"),
    )


def _leads(report: WeekReport, detail: _WeekDetail) -> Iterator[str]:
    cases = report.overdue + sum(day.cases for day in report.ahead)
    if cases:
        yield trn("{count} case to answer in 7 days", "{count} cases to answer in 7 days", cases)
    elif report.frame.is_unsure:
        yield tr("not known what is to do: data are missing or old")
    else:
        yield tr("nothing to answer in 7 days")
    if report.overdue:
        yield tr("{number} of them overdue", number=report.overdue)
    if not detail.days and (sums := _sums([money for day in report.ahead for money in day.money])):
        yield tr("If you say nothing, buyers get {sums}", sums=sums)


# --- the week to come -----------------------------------------------------------------------------


def _ahead(report: WeekReport, detail: _WeekDetail) -> Iterator[ReportSection]:
    most = max((day.cases + day.orders for day in report.ahead), default=0)
    rows = [_day(day, most, detail) for day in report.ahead]
    yield ReportSection("ahead", tr("THE WEEK TO COME"), rows)


def _day(day: DayAhead, most: int, detail: _WeekDetail) -> ReportRow:
    """One day. Its bar says how it compares with the busiest day, which the numbers don't show at once."""
    parts = [trn("{count} case", "{count} cases", day.cases)] if day.cases else []
    parts += [tr("{number} to send", number=day.orders)] if day.orders else []
    if day.closed:
        parts.append(tr("closed: {why}", why=reason_text(day.closed)))
    elif day.closed_for:
        count = len(day.closed_for)
        is_named = detail.closed or count == 1
        shops = text.few(day.closed_for) if is_named else trn("{count} shop", "{count} shops", count)
        parts.append(tr("closed: {shops}", shops=shops))
    share = _WHOLE * (day.cases + day.orders) // most if most else 0
    money = text.listed(map(str, day.money)) if detail.days else ""
    return ReportRow(text.short_day(day.date), text.enumerated(parts) or "-", detail=money, share=share)


# --- the week past --------------------------------------------------------------------------------


def _past(report: WeekReport, detail: _WeekDetail) -> Iterator[ReportSection]:
    since = tr("since {when}", when=short_moment(report.span.since, report.frame.now.astimezone(report.zone)))
    for section in (
        _of_lines("answered", tr("ANSWERED"), _answered(report)),
        _of_lines("missed", tr("MISSED"), _missed(report), tone="bad"),
        _of_lines("refunded", tr("REFUNDED"), _refunded(report, detail)),
        _of_lines("claims", tr("WON BACK"), _won_back(report)),
        _of_lines("arrived", tr("CAME IN"), morning.arrived_lines(report.arrivals, is_asked_told=detail.asked)),
    ):
        if section is not None:
            yield section._replace(since=since, spread=section.name in ("refunded", "claims"))
            since = ""


def _of_lines(name: str, title: str, lines: Iterator[str], tone: str = "plain") -> ReportSection | None:
    sentences = list(lines)
    return ReportSection(name, title, lines=sentences, tone=tone) if sentences else None


def _answered(report: WeekReport) -> Iterator[str]:
    answers = report.answers
    parts = [
        tr("{number} by you", number=answers["seller"]) if answers["seller"] else "",
        tr("{number} by TikTok", number=answers["platform"]) if answers["platform"] else "",
        tr("{number} unknown by whom", number=answers["unknown"]) if answers["unknown"] else "",
    ]
    if named := text.enumerated(filter(None, parts)):
        yield trn("{count} request: {parts}", "{count} requests: {parts}", sum(answers.values()), parts=named)


def _missed(report: WeekReport) -> Iterator[str]:
    yield from morning.missed_lines(report.missed, report.in_doubt, report.given_away)


def _refunded(report: WeekReport, detail: _WeekDetail) -> Iterator[str]:
    refunds = report.refunds
    if not refunds:
        return
    total = _sums([refund.money for refund in refunds if refund.money is not None])
    yield trn("{count} refund, {total}", "{count} refunds, {total}", len(refunds), total=total or "?")
    modes = report.refunded("mode")
    if any(sums.name not in ("", "undecided") for sums in modes):
        for sums in modes[:_MOST]:
            yield _group(label(sums.name) if sums.name else tr("unknown"), sums, detail)
    reasons = report.refunded("reason")
    if len(reasons) > 1 or (reasons and reasons[0].name):
        for sums in reasons[:_MOST]:
            yield _group(text.plain(sums.name) or tr("no reason given"), sums, detail)


def _group(name: str, sums: RefundSum, detail: _WeekDetail) -> str:
    if not detail.refunds:
        return tr("{name}: {number}", name=name, number=sums.number)
    money = text.listed(map(str, sums.money))
    return tr("{name}: {number}, {money}", name=name, number=sums.number, money=money or "?")


def _won_back(report: WeekReport) -> Iterator[str]:
    rulings = report.rulings
    disputes = [tr("{number} for you", number=n) if (n := rulings["dispute", "seller"]) else ""]
    disputes += [tr("{number} for the buyer", number=n) if (n := rulings["dispute", "buyer"]) else ""]
    if named := text.enumerated(filter(None, disputes)):
        yield tr("disputes: {parts}", parts=named)
    appeals = [tr("{number} won", number=n) if (n := rulings["appeal", "seller"]) else ""]
    appeals += [tr("{number} lost", number=n) if (n := rulings["appeal", "buyer"]) else ""]
    if named := text.enumerated(filter(None, appeals)):
        yield tr("appeals: {parts}", parts=named)
    if won := report.claimed("won"):
        yield tr("claims brought {money}", money=text.listed(map(str, won)))
    if lost := report.claimed("lost"):
        yield tr("claims lost {money}", money=text.listed(map(str, lost)))


def _sums(amounts: Sequence[Money]) -> str:
    return text.listed(map(str, summed(amounts)))
