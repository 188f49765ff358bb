"""The lines, headings and notes of the due list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from aftersales import text
from aftersales.core.deadlines import due_list, urgency
from aftersales.core.deadlines.due_list import DueFrame, DueReport, Freshness
from aftersales.core.deadlines.urgency import BANDS, Action
from aftersales.core.requests import buyers
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import narrowing, phrases

_TITLES = {"overdue": mark("OVERDUE"), "today": mark("TODAY"), "soon": mark("SOON"), "later": mark("LATER")}
_OVERDUE = mark("the platform may have acted already: check first")
_UNCONFIRMED = mark("recorded here, not yet seen in the platform's data: do it in Seller Center")
_ALL = mark("`aftersales due --all`")
_HORIZONS = (("2d", 2), ("1w", 7), ("2w", 14), ("4w", 28))


class DueLine(NamedTuple):
    """One action in words. `act_by` is the last moment at which the staff can act, empty if it is the deadline itself;
    `marks` say what is special about it; other texts are empty if nothing is known.
    """

    band: str
    left: str
    deadline: str
    act_by: str
    case: str
    shop: str
    order: str
    what: str
    duty: str
    product: str
    reason: str
    risk: str
    outcome: str
    command: str
    marks: tuple[str, ...]


class DueGroup(NamedTuple):
    """Lines under one heading. `band` is empty for the unconfirmed, whose bands differ."""

    band: str
    title: str
    note: str
    lines: Sequence[DueLine]


class Note(NamedTuple):
    """A line at the foot, in parts that stay on one line each; `warn`: the reader should act on it."""

    parts: tuple[str, ...]
    warn: bool = False


def head(report: DueReport) -> list[str]:
    """When, how much there is to do, and the money at risk: per currency, a case counted once."""
    sure = [a for a in report.counted if a.confirmed]
    waiting = [a for a in report.counted if not a.confirmed]
    now, staff_now = text.moment(report.frame.now.astimezone(_zone(report))), _staff_now(report)
    parts = [text.remarked(now, staff_now) if staff_now else now]
    if sure:
        parts.append(_counts(sure))
    elif doubt := not_known(report.frame):
        parts.append(doubt)
    elif report.frame.narrowing.new_since is not None:
        parts.append(tr("nothing new"))
    elif report.frame.within is None:
        parts.append(tr("nothing to do"))
    else:
        parts.append(tr("nothing to do within {span}", span=text.span(int(report.frame.within.total_seconds()))))
    if risk := totals(sure):
        parts.append(tr("at risk {risk}", risk=risk))
    if waiting:
        risk = totals(waiting)
        unconfirmed = tr("{number} not yet confirmed", number=len(waiting))
        parts.append(text.remarked(unconfirmed, risk) if risk else unconfirmed)
    return [*parts, *narrowing.in_head(report.frame.narrowing)]


def not_known(frame: DueFrame) -> str:
    """Why an empty list does not mean that nothing is to do; an empty text where it does."""
    if not frame.freshness:
        return tr("no shop is set up yet")
    if frame.unread:
        return trn(
            "not known what is to do: look up case {cases}",
            "not known what is to do: look up cases {cases}",
            len(frame.unread),
            cases=text.few(frame.unread, 5),
        )
    if any(fresh.ahead for fresh in frame.freshness):
        return tr("not known what is to do: the clock is before the data")
    return tr("not known what is to do: data are missing or old") if frame.is_unsure else ""


def _counts(actions: Sequence[Action]) -> str:
    """How many there are, and how many in each band: `3 to do: 1 overdue, 2 today`."""
    numbers = [(sum(a.band == band for a in actions), band) for band in BANDS]
    bands = text.enumerated(tr("{number} {band}", number=n, band=label(band)) for n, band in numbers if n)
    if all(a.owner == "seller" for a in actions):
        return tr("{number} to do: {bands}", number=len(actions), bands=bands)
    return trn("{count} duty: {bands}", "{count} duties: {bands}", len(actions), bands=bands)


def totals(actions: Iterable[Action]) -> str:
    """`77.48 GBP + 12.00 USD`: the money that silence moves, each case once, currencies apart."""
    return " + ".join(map(str, urgency.money_at_risk(actions)))


def groups(report: DueReport) -> Iterator[DueGroup]:
    """The actions by band, the most urgent first; those not yet confirmed by the platform's data last."""
    for band in BANDS:
        lines = [line(a, report.frame.now) for a in report.shown if a.confirmed and a.band == band]
        if lines:
            hint = tr(_OVERDUE) if band == "overdue" and _answered_for(report) else ""
            yield DueGroup(band, tr(_TITLES[band]), hint, lines)
    waiting = [line(a, report.frame.now) for a in report.shown if not a.confirmed]
    if waiting:
        yield DueGroup("", tr("NOT YET CONFIRMED"), tr(_UNCONFIRMED), waiting)


def _answered_for(report: DueReport) -> bool:
    """Whether the platform may have acted already because the seller did not."""
    return any(a.band == "overdue" and a.owner == "seller" and a.outcome != "none" for a in report.shown)


def foot(report: DueReport) -> Iterator[Note]:
    """How fresh the data are, shop by shop, then what is not shown and how to see it."""
    for fresh in report.frame.freshness:
        yield _age(fresh, report.frame.now)
    for parts in doubts(report.frame):
        yield Note(tuple(parts), warn=True)
    if report.asleep:
        yield Note((snoozed(len(report.asleep), due_list.first_back(report.asleep), report.frame.now),), warn=True)
    if report.frame.narrowing.unchanged:
        yield Note((narrowing.unchanged(report.frame.narrowing),), warn=True)
    if report.frame.later.hidden:
        yield hidden(report)
    if report.cut:
        yield Note((tr("{number} more left out by --limit", number=report.cut),), warn=True)


def doubts(frame: DueFrame) -> Iterator[list[str]]:
    """Why deadlines of the list may be wrong, each reason once, in parts that stay on one line each: rules that nobody
    has compared with their sources for long, and deadlines in years whose holidays are not known yet.
    """
    beyond = frame.beyond_calendar
    for name, checked in frame.unchecked:
        days = (frame.now.date() - checked).days
        yield [
            tr("{policy}: rules last checked {day}", policy=name, day=text.day(checked)),
            trn("({count} day ago):", "({count} days ago):", days),
            tr("compare them with Seller Center"),
        ]
    if beyond:
        yield [
            trn(
                "{count} deadline is in a year whose holidays are not published yet:",
                "{count} deadlines are in years whose holidays are not published yet:",
                len(beyond),
            ),
            trn(
                "a new or moved holiday would move it, earlier or later.",
                "a new or moved holiday would move them, earlier or later.",
                len(beyond),
            ),
            tr("See `aftersales explain {case}`", case=beyond[0]),
        ]


def when(instant: datetime, now: datetime, wording: Callable[[datetime, datetime], str] = text.moment) -> str:
    """`Tue 24 Nov 16:02 GMT` in the zone of `instant`, to the minute; the year where it isn't now's."""
    return wording(instant.replace(second=0), now)


def snoozed(count: int, first: datetime, now: datetime) -> str:
    """How many lines are left out because they are snoozed. `first`: when the first of them comes back, in its zone."""
    return trn(
        "{count} line is snoozed, until {moment}; --snoozed shows it",
        "{count} lines are snoozed, the first until {moment}; --snoozed shows them",
        count,
        moment=when(first, now),
    )


def line(a: Action, now: datetime) -> DueLine:
    """An action in words."""
    product = text.plain(a.product or a.sku or "")
    return DueLine(
        band=a.band,
        left=_left(a),
        deadline=when(a.due.astimezone(a.zone), now),
        act_by=_act_by(a, now),
        case=str(a.case),
        shop=a.shop,
        order=_order(a),
        what=phrases.duty_of_case(a.kind, a.duty, a.owner),
        duty=phrases.owned_duty(a.duty, a.owner),
        product=goods(product, a.quantity),
        reason=text.plain(a.reason or ""),
        risk=str(a.at_risk) if a.at_risk else "",
        outcome=phrases.outcome_of(a),
        command=a.next,
        marks=tuple(_marks(a, now)),
    )


def _left(a: Action) -> str:
    span = text.span(a.left_seconds)
    if a.opens is not None:
        return tr("opens in {span}", span=span)
    return tr("{span} late", span=span) if a.left_seconds < 0 else tr("{span} left", span=span)


def _order(a: Action) -> str:
    if a.order:
        return tr("order {order}", order=a.order)
    return tr("ref {ref}", ref=a.ref) if a.ref else tr("no order")


def goods(product: str, quantity: int | None) -> str:
    """`2 × Desk lamp`; of several products only how many units they are is known: `3 in total: Desk lamp; Vase`."""
    if not product or (quantity or 1) < 2:
        return product
    return (
        tr("{number} in total: {products}", number=quantity, products=product)
        if "; " in product
        else f"{quantity} × {product}"
    )


def _act_by(a: Action, now: datetime) -> str:
    """`act by Wed 30 Sep 18:00 CST (Shanghai), 8 h left`: the last staffed moment, in the staff's own time."""
    if a.act_by is None or a.band == "overdue":
        return ""
    staff = a.staff_zone or a.zone
    if _same_clock(staff, a.zone, a.act_by):
        last = when(a.act_by.astimezone(a.zone), now)
        if a.act_by == a.due:
            return ""
    else:
        last = when(a.act_by.astimezone(staff), now, text.placed)
    if a.act_by < now or "out-of-hours" in a.flags:
        return tr("no staff before it is due; last staffed {moment}", moment=last)
    return tr("act by {moment}, {span} left", moment=last, span=text.span(urgency.left(a.act_by, now)))


def _same_clock(one: tzinfo, other: tzinfo, instant: datetime) -> bool:
    return instant.astimezone(one).strftime("%z %Z") == instant.astimezone(other).strftime("%z %Z")


def _marks(a: Action, now: datetime) -> Iterator[str]:
    if a.opens is not None:
        yield phrases.opens_text(a.duty, when(a.opens.astimezone(a.zone), now))
    yield from [tr("can bring back {money}", money=a.winnable)] if a.winnable is not None else ()
    if a.source == "stamped":
        yield tr("platform deadline")
    if a.act_late and a.band == "overdue":
        yield tr("acting late still helps")
    if a.duty == "close" and a.rule:
        yield tr("by {rule}", rule=a.rule)
    buyer_flags = buyers.buyer_flags(a.buyer_counts)
    if a.snoozed_until is not None:
        yield tr("snoozed until {when}", when=when(a.snoozed_until.astimezone(a.zone), now))
    for flag in a.flags:
        if flag in ("stale", "snoozed", "out-of-hours"):
            continue  # the one is said once per shop, at the foot; the others beside the deadline
        yield buyer_flags.get(flag) or phrases.flag_of_duty(flag, a.duty) or phrases.short_flag_text(flag)


def _zone(report: DueReport) -> tzinfo | None:
    """The zone of the time in the heading: the one that all deadlines share, else that of `now`."""
    zones = {str(a.zone): a.zone for a in report.shown}
    if not zones:
        zones = {str(f.as_of.tzinfo): f.as_of.tzinfo for f in report.frame.freshness if f.as_of and f.as_of.tzinfo}
    return next(iter(zones.values())) if len(zones) == 1 else report.frame.now.tzinfo


def _staff_now(report: DueReport) -> str:
    """`17:00 in Shanghai`: now in the zone that all staff share, where it is not that of the report."""
    zones = {str(a.staff_zone): a.staff_zone for a in report.shown if a.staff_zone is not None}
    here = report.frame.now.astimezone(_zone(report))
    if len(zones) != 1:
        return ""
    there = report.frame.now.astimezone(next(iter(zones.values())))
    if there.utcoffset() == here.utcoffset():
        return ""
    day = "" if there.date() == here.date() else f"{text.short_day(there)} "
    return tr("{time} in {city}", time=f"{day}{there:%H:%M}", city=text.city(there))


def _age(fresh: Freshness, now: datetime) -> Note:
    if fresh.as_of is None:
        command = tr("`aftersales sync`") if fresh.is_synced else tr("`aftersales import FILE…`")
        return Note((tr("{shop}: no after-sales data from TikTok yet:", shop=fresh.shop), command), warn=True)
    span = text.span(seconds := int((now - fresh.as_of).total_seconds()))
    age = tr("({span} ago)", span=span) if seconds >= 0 else tr("({span} after now)", span=span)
    known = tr("{shop}: data as of {when}", shop=fresh.shop, when=when(fresh.as_of, now))
    if fresh.ahead:
        return Note((known, f"{age},", tr("later than this machine's clock: set it right")), warn=True)
    if not fresh.stale:
        return Note((known, age))
    advice = tr("older than 24 h: `aftersales sync`") if fresh.is_synced else tr("older than 24 h: import a new export")
    return Note((known, f"{age},", advice), warn=True)


def hidden(report: DueReport) -> Note:
    """How many duties lie after the horizon, when the first of them is due, and how to see them."""
    later = report.frame.later
    if later.first is None:
        return Note((trn("{count} more is due later:", "{count} more are due later:", later.hidden), tr(_ALL)))
    moment = when(later.first.astimezone(_zone(report)), report.frame.now)
    if later.opens:
        sentence = trn(
            "{count} more is due later, it opens {moment}:",
            "{count} more are due later, the first opens {moment}:",
            later.hidden,
            moment=moment,
        )
    elif later.staffed:
        sentence = trn(
            "{count} more is due later, act by {moment}:",
            "{count} more are due later, act on the first by {moment}:",
            later.hidden,
            moment=moment,
        )
    else:
        sentence = trn(
            "{count} more is due later, on {moment}:",
            "{count} more are due later, the first on {moment}:",
            later.hidden,
            moment=moment,
        )
    return Note((sentence, *unfolding(report.frame)))


def unfolding(frame: DueFrame) -> tuple[str, ...]:
    """The commands that show what lies after the horizon."""
    first = frame.later.first
    span = next((name for name, days in _HORIZONS if first and first - frame.now <= timedelta(days=days)), None)
    return (tr("`aftersales due --within {span}`", span=span), tr("or --all")) if span else (tr(_ALL),)
