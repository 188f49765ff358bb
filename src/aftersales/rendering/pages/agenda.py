"""The words of the due list, one line a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from aftersales import text
from aftersales.core.deadlines.agenda import SECTIONS, Agenda, CaseLine, Group, section_of
from aftersales.core.deadlines.due_list import DueReport
from aftersales.core.deadlines.urgency import Action
from aftersales.core.requests import buyers
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.due import Note

# What a duty asks for, in a word or two.
VERBS = {
    "respond": mark("answer"),
    "confirm-receipt": mark("check parcel"),
    "reject-missing": mark("reject: not received"),
    "refund": mark("refund"),
    "replace": mark("send goods"),
    "dispatch": mark("send"),
    "gather-evidence": mark("give evidence"),
    "appeal": mark("appeal"),
    "answer-message": mark("reply"),
    "answer-chargeback": mark("answer the bank"),
    "check": mark("look"),
    "close": mark("close"),
    "contact-buyer": mark("contact buyer"),
    "follow-up": mark("follow up"),
    "tell-buyer": mark("tell buyer"),
    "trace": mark("trace parcel"),
    "restock": mark("restock"),
}
# The commands of a duty, in the order in which they are usual.
_COMMANDS = {
    "respond": ("approve", "reject"),
    "confirm-receipt": ("received", "refused"),
    "refund": ("refund",),
    "replace": ("replaced",),
    "dispatch": ("order dispatched",),
    "gather-evidence": ("evidence list",),
    "appeal": ("appeal",),
    "answer-message": ("note",),
    "answer-chargeback": ("done",),
    "check": ("show",),
}
_TITLES = {
    "overdue": mark("OVERDUE"),
    "today": mark("TODAY"),
    "soon": mark("SOON"),
    "later": mark("LATER"),
    "after": mark("TODAY, AFTER CLOSING"),
}
_MOST_COMMANDS = 2
_WEEK = 6  # days within which a weekday tells the date


class AgendaLine(NamedTuple):
    """One case in words. `marks` say what is special about it."""

    section: str
    case: str
    shop: str
    kind: str
    left: str
    by: str
    verb: str
    money: str
    product: str
    reason: str
    marks: tuple[str, ...]


class AgendaSection(NamedTuple):
    """Lines under one heading, with a hint beside it."""

    name: str
    title: str
    hint: str
    lines: Sequence[AgendaLine]


def head(report: DueReport, agenda: Agenda) -> Iterator[str]:
    """When, how much there is to do, and what silence costs."""
    now = report.now.astimezone(agenda.zone)
    counts = counts_text(agenda) or _nothing(report)
    yield tr("{time} {city} · {counts}", time=short_moment(now, now), city=city_of(now), counts=counts)
    if sums := due_page.totals(line.action for line in agenda.every):
        yield tr("If you say nothing, buyers get {sums}", sums=sums.replace(" + ", ", "))


def _nothing(report: DueReport) -> str:
    """That nothing is to do; where data are missing or old, that nobody can say."""
    if any(fresh.is_unsure for fresh in report.freshness):
        return tr("not known what is to do: data are missing or old")
    if report.within is None:
        return tr("nothing to do")
    return tr("nothing to do within {span}", span=text.span(int(report.within.total_seconds())))


def city_of(now: datetime) -> str:
    """The city of a zone; the abbreviation of one without a city, such as UTC."""
    city = text.city(now)
    return city if str(now.tzinfo).count("/") and not city.startswith("Etc/") else now.tzname() or city


def counts_text(agenda: Agenda) -> str:
    """`38 to do: 1 overdue, 11 before 18:00, 26 later`; an empty text where there is nothing."""
    if not agenda.every:
        return ""
    counts = Counter(section_of(line.action, agenda.boundary) for line in agenda.every)
    parts = ", ".join(_count(agenda, name, counts[name]) for name in SECTIONS if counts[name])
    return tr("{number} to do: {parts}", number=len(agenda.every), parts=parts)


def _count(agenda: Agenda, section: str, number: int) -> str:
    if section == "before" and agenda.boundary is not None:
        at = agenda.boundary.at.astimezone(agenda.zone)
        return tr("{number} before {time}", number=number, time=f"{at:%H:%M}")
    if section == "after":
        return tr("{number} later today", number=number)
    return f"{number} {label(section)}"


def sections(report: DueReport, agenda: Agenda) -> Iterator[AgendaSection]:
    """The cases under their headings."""
    now, by_market = report.now.astimezone(agenda.zone), _each_market_has_one_shop(agenda)
    for name, lines in agenda.sections:
        hint = tr("TikTok may have acted already: look first") if name == "overdue" and _answered_for(lines) else ""
        shown = [_line(name, line, agenda, now, by_market=by_market) for line in lines]
        yield AgendaSection(name, _title(agenda, name, now), hint, shown)


def _answered_for(lines: Sequence[CaseLine]) -> bool:
    """Whether the platform acts where the seller is silent."""
    return any(line.action.stake in ("money", "right") for line in lines)


def _title(agenda: Agenda, section: str, now: datetime) -> str:
    if section != "before" or agenda.boundary is None:
        return tr(_TITLES[section])
    at = agenda.boundary.at.astimezone(agenda.zone)
    if agenda.boundary.closes:
        return tr("BEFORE YOU CLOSE AT {time}", time=f"{at:%H:%M}")
    return tr("BEFORE YOU OPEN, {time}", time=short_moment(at, now).upper())


def _each_market_has_one_shop(agenda: Agenda) -> bool:
    """Whether a line's market tells its shop: it is shorter."""
    shops = {line.action.shop for line in agenda.every}
    return len({line.action.market for line in agenda.every}) == len(shops)


def _line(section: str, line: CaseLine, agenda: Agenda, now: datetime, *, by_market: bool) -> AgendaLine:
    action = line.action
    when = action.opens or action.due
    return AgendaLine(
        section=section,
        case=str(action.case),
        shop=action.market.lower() if by_market else action.shop,
        kind=label(action.kind),
        left=left_text(action),
        by=short_moment(when.astimezone(agenda.zone), now),
        verb=_verb(action),
        money=str(action.at_risk) if action.at_risk and action.stake != "standing" else "",
        product=due_page.goods(text.plain(action.product or action.sku or ""), action.quantity),
        reason=text.plain(action.reason or ""),
        marks=tuple(_marks(line, agenda, now)),
    )


def _verb(action: Action) -> str:
    if "in-transit" in action.flags:
        return tr("wait")
    if "cancel-requested" in action.flags:
        return tr("hold: cancel asked")
    if "awaiting-collection" in action.flags:
        return tr("hand over")
    verb = tr(VERBS[action.duty]) if action.duty in VERBS else label(action.duty)
    return verb if action.owner == "seller" else tr("{verb} ({owner})", verb=verb, owner=label(action.owner))


def _marks(line: CaseLine, agenda: Agenda, now: datetime) -> Iterator[str]:
    action = line.action
    if action.snoozed_until is not None:
        back = short_moment(action.snoozed_until.astimezone(agenda.zone), now)
        yield tr("snoozed until {when}", when=back)
    if line.recorded:
        yield tr("recorded, not yet seen in TikTok's data")
    if action.opens is not None:
        yield tr("not open yet")
    known = buyers.buyer_flags(action.buyer_counts)
    for flag in action.flags:
        if flag in ("stale", "snoozed", "out-of-hours", "in-transit", "awaiting-collection", "inferred"):
            continue
        yield known.get(flag) or phrases.flag_of_duty(flag, action.duty) or phrases.short_flag_text(flag)


def left_text(action: Action) -> str:
    """How long until the deadline or the opening, in short: `1 h 08`, `2 d 4 h`, `22 h late`."""
    minutes = abs(action.left_seconds) // 60
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        span = f"{days} d {hours} h" if hours and days < _WEEK else f"{days} d"
    elif hours:
        span = f"{hours} h {minutes:02d}"
    else:
        span = f"{minutes} min"
    if action.opens is not None:
        return tr("opens {span}", span=span)
    return tr("{span} late", span=span) if action.left_seconds < 0 else span


def short_moment(when: datetime, now: datetime) -> str:
    """`Tue 16:02` within a week of `now`, else `8 Dec 16:02`, with the year where it is another. Local time."""
    weekday, day, month = text.short_day(when).split(" ")
    if abs((when.date() - now.date()).days) <= _WEEK and when != now:
        return f"{weekday} {when:%H:%M}"
    year = "" if when.year == now.year else f" {when.year}"
    return f"{weekday} {day} {month}{year} {when:%H:%M}" if when == now else f"{day} {month}{year} {when:%H:%M}"


# --- besides --------------------------------------------------------------------------------------


def besides(report: DueReport, agenda: Agenda) -> Iterator[tuple[str, str]]:
    """What is not listed, a line a group: what it is, and the command that lists it."""
    now = report.now.astimezone(agenda.zone)
    for group in agenda.groups:
        first = short_moment(group.first.astimezone(agenda.zone), now)
        if group.name == "before-import":
            yield _before_import(group, group.last.astimezone(agenda.zone)), _UNFOLD[group.name]
        else:
            yield _besides(group, first), _UNFOLD[group.name]


_UNFOLD = {
    "before-import": "aftersales due --before-import",
    "parcels": "aftersales due --kind delivery",
    "tracking": "aftersales due --duty trace,tell-buyer",
    "looks": "aftersales due --stake look",
    "chores": "aftersales due --stake house",
    "unconfirmed": "aftersales triage --checklist",
    "snoozed": "aftersales due --snoozed",
}


def _before_import(group: Group, last: datetime) -> str:
    return trn(
        "{count} deadline had passed before your first import, {last}",
        "{count} deadlines had passed before your first import, the last {last}",
        len(group.actions),
        last=text.short_day(last),
    )


def _besides(group: Group, first: str) -> str:
    count = len(group.actions)
    if group.name == "parcels":
        late = group.count("overdue")
        if late:
            return trn(
                "{count} order to send, {late} overdue", "{count} orders to send, {late} overdue", count, late=late
            )
        return trn("{count} order to send, by {first}", "{count} orders to send, from {first}", count, first=first)
    if group.name == "tracking":
        return trn("{count} parcel to trace", "{count} parcels to trace", count)
    if group.name == "looks":
        return trn("{count} case to look up in Seller Center", "{count} cases to look up in Seller Center", count)
    if group.name == "chores":
        return trn("{count} chore of your own", "{count} chores of your own", count)
    if group.name == "unconfirmed":
        return trn("{count} recorded, not yet in TikTok's data", "{count} recorded, not yet in TikTok's data", count)
    return trn("{count} snoozed, until {first}", "{count} snoozed, the first until {first}", count, first=first)


# --- the foot -------------------------------------------------------------------------------------


def foot(report: DueReport, agenda: Agenda) -> Iterator[Note]:
    """How fresh the data are where they are not, what else makes the list less sure, and what to type."""
    yield from _freshness(report, agenda)
    for parts in due_page.doubts(report):
        yield Note(tuple(parts), warn=True)
    if report.later.hidden:
        yield due_page.hidden(report, agenda.zone)
    if agenda.cut:
        yield Note((tr("{number} more left out by --limit", number=agenda.cut),), warn=True)
    yield from _commands(agenda)


def _freshness(report: DueReport, agenda: Agenda) -> Iterator[Note]:
    now = report.now.astimezone(agenda.zone)
    imported = [fresh for fresh in report.freshness if fresh.as_of is not None]
    for fresh in report.freshness:
        if fresh.as_of is None and not fresh.by_hand:
            yield Note((tr("{shop}: no after-sales data imported yet", shop=fresh.shop),), warn=True)
        elif fresh.stale and fresh.as_of is not None:
            when = short_moment(fresh.as_of.astimezone(agenda.zone), now)
            yield Note((tr("{shop}: no import since {when}", shop=fresh.shop, when=when),), warn=True)
    current = [fresh.as_of for fresh in imported if not fresh.stale and fresh.as_of is not None]
    if current:
        when = short_moment(min(current).astimezone(agenda.zone), now)
        yield Note(
            (
                trn(
                    "{count} shop, data as of {when}",
                    "{count} shops, data as of {when} or newer",
                    len(current),
                    when=when,
                ),
            )
        )


def _commands(agenda: Agenda) -> Iterator[Note]:
    """What to type, once for each duty that is listed, the usual ones first; then how to go through all of them."""
    duties = Counter(
        line.action.duty for line in agenda.lines if line.action.owner == "seller" and line.action.opens is None
    )
    for duty, _ in duties.most_common(_MOST_COMMANDS):
        if duty in _COMMANDS:
            commands = ", ".join(f"`aftersales {command} N`" for command in _COMMANDS[duty])
            yield Note((tr("{verb}: {commands}", verb=tr(VERBS[duty]), commands=commands),))
    if agenda.lines:
        first = agenda.lines[0].action.case
        yield Note((tr("one after another: `aftersales triage`"), tr("· next: `aftersales show {case}`", case=first)))
