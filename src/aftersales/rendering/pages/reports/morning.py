"""The morning report in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales import text
from aftersales.core.deadlines.due_list import Freshness
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Arrivals, MorningReport, summed
from aftersales.core.reports.results import CaseResult, MissedDeadline
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.pages.agenda import AgendaLine, short_moment, whole_moment
from aftersales.rendering.pages.reports import plain_text
from aftersales.rendering.pages.reports.page import ReportPage, ReportRow, ReportSection

PHONE, MAIL = 25, 60  # lines of a report that is read on a phone's screen, and in a mail
_ENOUGH_DUE, _LEAST_DUE = 8, 6  # so many lines are for what is due, whatever else there is
_MOST_NAMED = 3  # so many shops without fresh data are named


class _Detail(NamedTuple):
    """What is told where there is room: how many decisions one by one (None: their number alone), what the buyers ask
    for, what comes later, each shop without fresh data on a line of its own, each kind that came in, what claims can
    bring, and what may follow from what was missed.
    """

    decided: int | None = 3
    asked: bool = True
    later: bool = True
    shops: bool = True
    kinds: bool = True
    claims: bool = True
    doubts: bool = True


def _details() -> Iterator[_Detail]:
    """From all of it to what a report can't do without. What goes first can be looked up at leisure."""
    less: Sequence[Mapping[str, Any]] = (
        {},
        {"decided": 2},
        {"decided": 1, "asked": False},
        {"shops": False},
        {"later": False},
        {"kinds": False},
        {"decided": None},
        {"claims": False},
        {"doubts": False},
    )
    detail = _Detail()
    for change in less:
        detail = detail._replace(**change)
        yield detail


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
_KINDS = ("", "refund", "return", "replacement", "exchange", "reshipment", "cancellation", "review", "delivery")


def page_of(report: MorningReport, room: int) -> ReportPage:
    """The report in about `room` lines of a phone; what has no room is counted."""
    now = report.frame.now.astimezone(report.agenda.zone)
    title = tr("{time} {city}", time=whole_moment(now), city=agenda_page.city_of(now))
    page = ReportPage(title, list(_leads(report)), [], foot=_foot(report))
    sections: list[ReportSection] = []
    left = 0
    for detail in _details():
        warnings, freshness = _notes(report, detail)
        data = [ReportSection("data", tr("DATA"), lines=freshness)] if freshness else []
        page, sections = page._replace(warnings=warnings), [*_news(report, now, detail), *data]
        left = room - plain_text.height(page._replace(sections=sections))
        if left >= _ENOUGH_DUE:
            break
    return page._replace(sections=[*_due(report, max(_LEAST_DUE, left)), *sections])


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
    return text.listed(map(str, amounts))


# --- what is due ----------------------------------------------------------------------------------


def _due(report: MorningReport, room: int) -> Iterator[ReportSection]:
    """The cases by section, as many as there is room for, headings and the number of the others counted too."""
    several_shops = len(report.frame.freshness) > 1
    sections = list(agenda_page.sections(report.frame, report.agenda))
    left = report.agenda.total
    if sum(1 + len(section.lines) for section in sections) > room:
        room -= 1  # how many more there are has a line
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


def _news(report: MorningReport, now: datetime, detail: _Detail) -> Iterator[ReportSection]:
    """What is folded, then what is new: since when, the first heading says."""
    if besides := list(_besides(report, is_later_told=detail.later)):
        yield ReportSection("besides", tr("BESIDES"), lines=besides)
    when = short_moment(report.span.since, now)
    since = tr("since {when}", when=when) if report.span.is_marked else tr("since {when} (24 h)", when=when)
    for section in (_decided(report, detail), _missed(report, detail), _arrived(report, detail)):
        if section is not None:
            yield section._replace(since=since)
            since = ""
    yield from _to_claim(report, now, is_sum_told=detail.claims)


def _besides(report: MorningReport, *, is_later_told: bool) -> Iterator[str]:
    """What the list only counts, and what lies after its horizon."""
    if groups := agenda_summary.in_short(report.agenda.groups):
        yield text.enumerated(groups)
    if report.frame.later.hidden and is_later_told:
        yield text.sentences(agenda_summary.later(report.frame._replace(passing=True), report.agenda).parts)


def _decided(report: MorningReport, detail: _Detail) -> ReportSection | None:
    results, title, command = report.decided, tr("DECIDED BY TIKTOK"), "aftersales report morning --json"
    if not results:
        return None
    if detail.decided is None:
        lines = [trn("{count} decision", "{count} decisions", len(results))]
        if report.given_away:  # what was missed tells it else
            lines = [tr("{decisions}, buyers got {sums}", decisions=lines[0], sums=_joined(report.given_away))]
        return ReportSection("decided", title, lines=lines, command=command, tone="warn")
    ranked = sorted(results, key=lambda result: (not result.is_by_silence, result.at, result.case))
    shown = ranked if len(ranked) <= detail.decided + 1 else ranked[: detail.decided]
    rows = [
        ReportRow(str(r.case), decision_text(r), money=_money(r.money), detail=text.plain(r.reason or ""))
        for r in shown
    ]
    return ReportSection("decided", title, rows, more=len(results) - len(rows), command=command, tone="warn")


def _money(money: Money | None) -> str:
    return str(money) if money is not None else ""


def decision_text(result: CaseResult) -> str:
    """What was decided, in few words: `return approved`."""
    if result.what == "refunded":
        return tr("{kind} refunded", kind=label(result.kind))
    known = _DECISIONS.get((result.what, result.how)) or _DECISIONS.get((result.what, ""))
    return tr(known, kind=label(result.kind)) if known else label(result.what)


def _missed(report: MorningReport, detail: _Detail) -> ReportSection | None:
    in_doubt = report.in_doubt if detail.doubts else ()
    given_away = () if report.decided and detail.decided is None else report.given_away
    lines = list(missed_lines(report.missed, in_doubt, given_away))
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
        yield text.enumerated(parts)
    if orders:
        yield trn("{count} order counts as late", "{count} orders count as late", orders)
    if given_away:
        yield tr("TikTok gave buyers {sums}", sums=_joined(given_away))


def _arrived(report: MorningReport, detail: _Detail) -> ReportSection | None:
    lines = list(arrived_lines(report.arrivals, is_asked_told=detail.asked, is_kind_told=detail.kinds))
    return ReportSection("arrived", tr("CAME IN"), lines=lines) if lines else None


def arrived_lines(
    arrivals: Sequence[Arrivals], *, is_asked_told: bool = True, is_kind_told: bool = True
) -> Iterator[str]:
    """What came in by kind, in all shops, and what the buyers ask for; else by requests and orders alone."""
    numbers: dict[str, int] = {}
    for some in arrivals:
        kind = some.kind if is_kind_told or some.kind == "delivery" else ""
        numbers[kind] = numbers.get(kind, 0) + some.number
    if numbers:
        yield text.enumerated(_count(kind, number) for kind, number in sorted(numbers.items(), key=_place))
    if is_asked_told and (asked := summed(money for some in arrivals for money in some.asked)):
        yield tr("asked for: {sums}", sums=_joined(asked))


def _count(kind: str, number: int) -> str:
    counts = {
        "": trn("{count} case", "{count} cases", number),
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


def _to_claim(report: MorningReport, now: datetime, *, is_sum_told: bool) -> Iterator[ReportSection]:
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
        number, won = report.appeals.number, _joined(report.appeals.winnable) if is_sum_told else ""
        sentence = trn("{count} case to appeal", "{count} cases to appeal", number)
        lines.append(tr("{appeals}, up to {sums}", appeals=sentence, sums=won) if won else sentence)
    if rows or lines:
        more = len(report.chances) - len(rows)
        command = "aftersales report morning --json"
        yield ReportSection("claims", tr("TO WIN BACK"), rows, lines, more=more, command=command)


# --- how sure it is -------------------------------------------------------------------------------


def _notes(report: MorningReport, detail: _Detail) -> tuple[list[str], list[str]]:
    """What the reader should act on, and how fresh the data are. That cases of the list are as they were is what a
    report of what is new goes without saying.
    """
    frame = report.frame.with_unchanged(0)
    warnings: list[str] = []
    if not detail.shops:
        unsure = [fresh for fresh in frame.freshness if fresh.is_unsure and not fresh.ahead]
        warnings = [_unsure_shops(unsure, report)] if unsure else []
        names = {fresh.shop for fresh in unsure}
        frame = frame._replace(freshness=[fresh for fresh in frame.freshness if fresh.shop not in names])
    others: list[str] = []
    for note in agenda_summary.notes(frame, report.agenda):
        (warnings if note.warn else others).append(text.sentences(note.parts))
    return warnings, others


def _unsure_shops(unsure: Sequence[Freshness], report: MorningReport) -> str:
    """The shops without fresh data in one sentence, those without any first."""
    zone = report.agenda.zone
    now = report.frame.now.astimezone(zone)
    absent = [fresh.shop for fresh in unsure if fresh.as_of is None]
    old = [
        tr("{shop} ({when})", shop=fresh.shop, when=short_moment(fresh.as_of.astimezone(zone), now))
        for fresh in unsure
        if fresh.as_of is not None
    ]
    if absent and old:
        return tr("no data: {absent}; old data: {old}", absent=_few(absent), old=_few(old))
    return tr("no data: {shops}", shops=_few(absent)) if absent else tr("old data: {shops}", shops=_few(old))


def _few(names: Sequence[str]) -> str:
    return text.few(names, _MOST_NAMED)


def _foot(report: MorningReport) -> str:
    if report.agenda.lines:
        return tr("next: aftersales show {case}", case=report.agenda.lines[0].action.case)
    return tr("all of it: aftersales due")
