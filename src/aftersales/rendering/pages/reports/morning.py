"""The morning report in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from aftersales import text
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Arrivals, MorningReport, summed
from aftersales.core.reports.results import CaseResult, MissedDeadline
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.pages.agenda import AgendaLine, short_moment
from aftersales.rendering.pages.reports import plain_text
from aftersales.rendering.pages.reports.page import ReportPage, ReportRow, ReportSection

PHONE, MAIL = 25, 60  # lines of a report that is read on a phone's screen, and in a mail
_LEAST_DUE = 8  # so many lines are for what is due, whatever else there is
# How many decisions are told one by one, and whether what the buyers ask for is: less where there is less room.
_DETAILS = ((3, True), (2, True), (1, False))
_TONES = {"overdue": "bad", "before": "warn", "today": "warn", "after": "warn"}
_DECISIONS = {
    ("answered", "approved"): mark("{kind} approved"),
    ("answered", "offered"): mark("{kind}: part offered"),
    ("answered", "rejected"): mark("{kind} rejected"),
    ("dispute", "seller"): mark("dispute: for you"),
    ("dispute", "buyer"): mark("dispute: for the buyer"),
    ("dispute", ""): mark("dispute decided"),
    ("appeal", "seller"): mark("appeal won"),
    ("appeal", "buyer"): mark("appeal lost"),
    ("appeal", ""): mark("appeal decided"),
    ("cancelled", ""): mark("order cancelled"),
}
_CHANCES = {
    "lost": mark("claim: parcel lost"),
    "damaged": mark("claim: parcel damaged"),
    "not-received": mark("claim: not received"),
}
_KINDS = ("refund", "return", "replacement", "exchange", "reshipment", "cancellation", "review", "delivery")


def page_of(report: MorningReport, room: int) -> ReportPage:
    """The report in about `room` lines of a phone; what has no room is counted."""
    now = report.frame.now.astimezone(report.agenda.zone)
    title = tr("{time} {city}", time=short_moment(now, now), city=agenda_page.city_of(now))
    warnings, freshness = _notes(report)
    page = ReportPage(title, list(_leads(report)), [], warnings, _foot(report))
    data = [ReportSection("data", tr("DATA"), lines=freshness)] if freshness else []
    for most, is_asked_told in _DETAILS:
        below = [*_news(report, now, most, is_asked_told=is_asked_told), *data]
        left = room - plain_text.height(page._replace(sections=below))
        if left >= _LEAST_DUE:
            break
    return page._replace(sections=[*_due(report, max(_LEAST_DUE, left)), *below])


def _leads(report: MorningReport) -> Iterator[str]:
    agenda = report.agenda
    counts = agenda_summary.counts_text(agenda)
    if report.frame.narrowing.new_since is not None:
        when = short_moment(report.span.since, report.frame.now.astimezone(agenda.zone))
        if counts:
            yield tr("New or more urgent since {when}: {counts}", when=when, counts=counts)
        elif doubt := agenda_summary.doubt(report.frame, agenda):
            yield doubt
        else:
            yield tr("nothing new since {when}", when=when)
    else:
        yield counts or agenda_summary.nothing_text(report.frame, agenda)
    if agenda.money:
        yield tr("If you say nothing, buyers get {sums}", sums=_joined(agenda.money))


def _joined(amounts: Sequence[Money]) -> str:
    return ", ".join(map(str, amounts))


# --- what is due ----------------------------------------------------------------------------------


def _due(report: MorningReport, room: int) -> Iterator[ReportSection]:
    """The cases by section, as many as there is room for, each heading counted too."""
    several_shops = len(report.frame.freshness) > 1
    sections = list(agenda_page.sections(report.frame, report.agenda))
    left = report.agenda.total
    for section in sections:
        room -= 1
        lines = section.lines[: max(0, room)]
        if not lines:
            break
        room -= len(lines)
        left -= len(lines)
        rows = [_row(line, several_shops=several_shops) for line in lines]
        is_last = len(lines) < len(section.lines) or section is sections[-1] or room < 2
        yield ReportSection(
            section.name,
            section.title,
            rows,
            more=left if is_last else 0,
            command="aftersales due",
            tone=_TONES.get(section.name, "plain"),
        )
        if is_last:
            break


def _row(line: AgendaLine, *, several_shops: bool) -> ReportRow:
    about = [line.kind, line.left, line.product, line.reason, *line.marks]
    return ReportRow(
        line.case,
        line.verb,
        line.by,
        line.money,
        line.shop if several_shops else "",
        " · ".join(part for part in about if part),
    )


# --- what has become known ------------------------------------------------------------------------


def _news(report: MorningReport, now: datetime, most_decided: int, *, is_asked_told: bool) -> Iterator[ReportSection]:
    """What is folded, then what is new: since when, the first heading says."""
    if besides := list(_besides(report)):
        yield ReportSection("besides", tr("BESIDES"), lines=besides)
    when = short_moment(report.span.since, now)
    since = tr("since {when}", when=when) if report.span.is_marked else tr("since {when} (24 h)", when=when)
    for section in (_decided(report.decided, most_decided), _missed(report), _arrived(report, is_asked_told)):
        if section is not None:
            yield section._replace(since=since)
            since = ""
    yield from _to_claim(report, now)


def _besides(report: MorningReport) -> Iterator[str]:
    """What the list only counts, and what lies after its horizon."""
    if groups := agenda_summary.in_short(report.agenda.groups):
        yield ", ".join(groups)
    if report.frame.later.hidden:
        yield " ".join(agenda_summary.later(report.frame._replace(passing=True), report.agenda).parts).rstrip(":")


def _decided(results: Sequence[CaseResult], most: int) -> ReportSection | None:
    if not results:
        return None
    ranked = sorted(results, key=lambda result: (not result.is_by_silence, result.at, result.case))
    shown = ranked if len(ranked) <= most + 1 else ranked[:most]
    rows = [
        ReportRow(
            str(r.case), decision_text(r), money=str(r.money) if r.money else "", detail=text.plain(r.reason or "")
        )
        for r in shown
    ]
    return ReportSection(
        "decided",
        tr("DECIDED BY TIKTOK"),
        rows,
        more=len(results) - len(rows),
        command="aftersales report morning --json",
        tone="warn",
    )


def _money(money: Money | None) -> str:
    return str(money) if money is not None else ""


def decision_text(result: CaseResult) -> str:
    """What was decided, in few words: `return approved`."""
    if result.what == "refunded":
        return tr("{kind} refunded", kind=label(result.kind))
    known = _DECISIONS.get((result.what, result.how)) or _DECISIONS.get((result.what, ""))
    return tr(known, kind=label(result.kind)) if known else label(result.what)


def _missed(report: MorningReport) -> ReportSection | None:
    lines = list(missed_lines(report.missed, report.in_doubt, report.given_away))
    return ReportSection("missed", tr("MISSED"), lines=lines, tone="bad") if lines else None


def missed_lines(
    missed: Sequence[MissedDeadline], in_doubt: Sequence[Money], given_away: Sequence[Money]
) -> Iterator[str]:
    """How many deadlines were missed and what that cost: what TikTok has given away, and what may follow."""
    orders = sum(deadline.kind == "delivery" for deadline in missed)
    others = len(missed) - orders
    late = sum(deadline.fate == "late" for deadline in missed if deadline.kind != "delivery")
    if others:
        parts = [trn("{count} deadline", "{count} deadlines", others)]
        parts += [tr("may cost {sums}", sums=_joined(in_doubt))] if in_doubt else []
        parts += [tr("{number} answered late", number=late)] if late else []
        yield ", ".join(parts)
    if orders:
        yield trn("{count} order counts as late", "{count} orders count as late", orders)
    if given_away:
        yield tr("TikTok gave buyers {sums}", sums=_joined(given_away))


def _arrived(report: MorningReport, is_asked_told: bool) -> ReportSection | None:
    lines = list(arrived_lines(report.arrivals, is_asked_told=is_asked_told))
    return ReportSection("arrived", tr("CAME IN"), lines=lines) if lines else None


def arrived_lines(arrivals: Sequence[Arrivals], *, is_asked_told: bool = True) -> Iterator[str]:
    """What came in by kind, in all shops, and what the buyers ask for."""
    numbers: dict[str, int] = {}
    for some in arrivals:
        numbers[some.kind] = numbers.get(some.kind, 0) + some.number
    if numbers:
        yield ", ".join(_count(kind, number) for kind, number in sorted(numbers.items(), key=_place))
    if is_asked_told and (asked := summed(money for some in arrivals for money in some.asked)):
        yield tr("asked for: {sums}", sums=_joined(asked))


def _count(kind: str, number: int) -> str:
    counts = {
        "refund": trn("{count} refund", "{count} refunds", number),
        "return": trn("{count} return", "{count} returns", number),
        "replacement": trn("{count} replacement", "{count} replacements", number),
        "exchange": trn("{count} exchange", "{count} exchanges", number),
        "reshipment": trn("{count} reshipment", "{count} reshipments", number),
        "cancellation": trn("{count} cancellation", "{count} cancellations", number),
        "review": trn("{count} review", "{count} reviews", number),
        "delivery": trn("{count} order", "{count} orders", number),
        "returned-to-sender": trn("{count} order coming back", "{count} orders coming back", number),
    }
    return counts.get(kind) or f"{number} {label(kind)}"


def _place(item: tuple[str, int]) -> int:
    return _KINDS.index(item[0]) if item[0] in _KINDS else len(_KINDS)


def _to_claim(report: MorningReport, now: datetime) -> Iterator[ReportSection]:
    rows = [
        ReportRow(
            str(chance.case),
            tr(_CHANCES.get(chance.because, mark("claim"))),
            short_moment(chance.due.astimezone(now.tzinfo), now) if chance.due else "",
            _money(chance.money),
        )
        for chance in report.chances[:2]
    ]
    lines = []
    if report.appeals.number:
        number, won = report.appeals.number, _joined(report.appeals.winnable)
        sentence = trn("{count} appeal open", "{count} appeals open", number)
        lines.append(tr("{appeals}, up to {sums}", appeals=sentence, sums=won) if won else sentence)
    if rows or lines:
        more = len(report.chances) - len(rows)
        command = "aftersales report morning --json"
        yield ReportSection("claims", tr("TO WIN BACK"), rows, lines, more=more, command=command)


# --- how sure it is -------------------------------------------------------------------------------


def _notes(report: MorningReport) -> tuple[list[str], list[str]]:
    """What the reader should act on, and how fresh the data are."""
    warnings: list[str] = []
    others: list[str] = []
    for note in agenda_summary.notes(report.frame, report.agenda):
        (warnings if note.warn else others).append(" ".join(note.parts))
    return warnings, others


def _foot(report: MorningReport) -> str:
    if report.agenda.lines:
        return tr("next: aftersales show {case}", case=report.agenda.lines[0].action.case)
    return tr("all of it: aftersales due")
