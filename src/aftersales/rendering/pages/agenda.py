"""The lines of the due list, one a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from aftersales import text
from aftersales.core.deadlines.agenda import Agenda, CaseLine
from aftersales.core.deadlines.due_list import DueFrame
from aftersales.core.deadlines.list_order import COSTLY
from aftersales.core.deadlines.urgency import Action
from aftersales.core.requests import buyers
from aftersales.core.vocabulary import duty_label, label
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.due import Note

# What a duty asks for, in a word or two.
VERBS = {
    "respond": mark("answer"),
    "confirm-receipt": mark("inspect"),
    "reject-missing": mark("reject: not received"),
    "refund": mark("refund", "verb"),
    "replace": mark("send goods"),
    "dispatch": mark("send"),
    "gather-evidence": mark("give evidence"),
    "appeal": mark("appeal", "verb"),
    "claim": mark("claim", "verb"),
    "claim-follow-up": mark("ask about claim"),
    "send-back": mark("send goods back"),
    "reclaim-postage": mark("ask for postage"),
    "answer-message": mark("reply"),
    "answer-chargeback": mark("answer bank"),
    "check": mark("look"),
    "close": mark("close", "verb"),
    "contact-buyer": mark("contact buyer"),
    "follow-up": mark("follow up"),
    "tell-buyer": mark("tell buyer"),
    "trace": mark("trace parcel"),
    "reclaim": mark("ask for parcel"),
    "restock": mark("restock"),
}
_TITLES = {
    "overdue": mark("OVERDUE"),
    "today": mark("TODAY"),
    "soon": mark("SOON"),
    "later": mark("LATER"),
    "after": mark("TODAY, AFTER CLOSING"),
}
_SORTED = {
    "due": mark("BY DEADLINE"),
    "amount": mark("BY AMOUNT"),
    "shop": mark("BY SHOP"),
    "kind": mark("BY KIND"),
    "case": mark("BY CASE"),
}
_MINUTE = timedelta(minutes=1)
_WEEK = 6  # days within which a weekday tells the date


class AgendaLine(NamedTuple):
    """One case in words. `by` with an asterisk is the last hour at which its staff is in; `marks` say what is special
    about it.
    """

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


def sections(frame: DueFrame, agenda: Agenda) -> Iterator[AgendaSection]:
    """The cases under their headings."""
    now = frame.now.astimezone(agenda.zone)
    for name, lines in agenda.sections:
        of_lines = "" if name == "sorted" else name  # sorted lines are of several bands
        hint = " · ".join(_hints(agenda, lines))
        yield AgendaSection(name, _title(agenda, name, now), hint, _lines(frame, agenda, of_lines, lines))


def _hints(agenda: Agenda, lines: Sequence[CaseLine]) -> Iterator[str]:
    overdue = [line.action for line in lines if line.action.band == "overdue"]
    if any(action.stake in COSTLY for action in overdue):
        if agenda.sort == "urgency":
            yield tr("TikTok may have acted already: look first")
        else:
            yield tr("where late, TikTok may have acted already: look first")
        if agenda.is_dearest_first:
            yield tr("dearest first")


def spelled_out(frame: DueFrame, agenda: Agenda) -> list[AgendaLine]:
    """The lines of groups that are too small to be counted."""
    actions = [action for group in agenda.groups if group.is_spelled_out for action in group.actions]
    return _lines(frame, agenda, "", [CaseLine(action) for action in actions])


def legend(lines: Iterable[AgendaLine]) -> Iterator[Note]:
    """What the asterisk means, where a line has one."""
    if any(line.by.endswith("*") for line in lines):
        yield Note((tr("* by when your staff must act;"), tr("TikTok's own deadline is later")))


def _lines(frame: DueFrame, agenda: Agenda, section: str, lines: Sequence[CaseLine]) -> list[AgendaLine]:
    now, by_market = frame.now.astimezone(agenda.zone), _each_market_has_one_shop(frame)
    return [_line(section, line, agenda, now, by_market=by_market) for line in _shortened(frame, lines)]


def _shortened(frame: DueFrame, lines: Sequence[CaseLine]) -> Iterator[CaseLine]:
    """The same without flags that would only take room: where all of a shop is new, the head says so, and what has
    moved on has another deadline.
    """
    new = frame.narrowing.new_since
    for line in lines:
        flags = line.action.flags
        unsaid = {"deadline-moved"} if "moved" in flags else set()
        if new is not None and new.shops.get(line.action.shop) is None:
            unsaid.add("new")
        yield line._replace(action=line.action._replace(flags=tuple(f for f in flags if f not in unsaid)))


def _title(agenda: Agenda, section: str, now: datetime) -> str:
    if section == "sorted":
        return tr(_SORTED[agenda.sort])
    if section != "before" or agenda.boundary is None:
        return tr(_TITLES[section])
    at = agenda.boundary.at.astimezone(agenda.zone)
    if agenda.boundary.closes:
        return tr("BEFORE YOU CLOSE AT {time}", time=f"{at:%H:%M}")
    return tr("BEFORE YOU OPEN, {time}", time=short_moment(at, now).upper())


def _each_market_has_one_shop(frame: DueFrame) -> bool:
    """Whether a line's market tells its shop: it is shorter."""
    return len({fresh.market for fresh in frame.freshness}) == len(frame.freshness)


def _line(section: str, line: CaseLine, agenda: Agenda, now: datetime, *, by_market: bool) -> AgendaLine:
    action = line.action
    staffed = _is_staffs_hour(section, action, now)
    when = action.act_by if staffed and action.act_by else action.opens or action.due
    by = short_moment(when.astimezone(agenda.zone), now)
    return AgendaLine(
        section=section or action.band,
        case=str(action.case),
        shop=action.market.lower() if by_market else action.shop,
        kind=label(action.kind),
        left=left_text(action, when, now),
        by=f"{by}*" if staffed else by,
        verb=verb(action),
        money=str(action.amount) if action.amount and _tells_amount(action, agenda) else "",
        product=due_page.goods(text.plain(action.product or action.sku or ""), action.quantity),
        reason=text.plain(action.reason or ""),
        marks=tuple(_marks(line, agenda, now)),
    )


def _tells_amount(action: Action, agenda: Agenda) -> bool:
    """Whether a line tells its amount: where it is lost by silence, or decides the order."""
    return action.stake != "standing" or agenda.sort == "amount"


def _is_staffs_hour(section: str, action: Action, now: datetime) -> bool:
    """Whether a line tells the last hour at which its staff is in, since that is before the deadline. Where a heading
    tells it, and where it has passed, the deadline stands.
    """
    if section in ("overdue", "before") or action.opens or action.act_by is None or "in-transit" in action.flags:
        return False
    return now <= action.act_by < action.due


def verb(action: Action) -> str:
    """What a line asks for, in a word or two."""
    if "in-transit" in action.flags:
        return tr("wait")
    if "cancel-requested" in action.flags:
        return tr("hold: cancel asked")
    if "awaiting-collection" in action.flags:
        return tr("hand over")
    word = tr(VERBS[action.duty]) if action.duty in VERBS else duty_label(action.duty)
    return word if action.owner == "seller" else tr("{verb} ({owner})", verb=word, owner=label(action.owner))


def _marks(line: CaseLine, agenda: Agenda, now: datetime) -> Iterator[str]:
    action = line.action
    if action.snoozed_until is not None:
        back = short_moment(action.snoozed_until.astimezone(agenda.zone), now)
        yield tr("snoozed until {when}", when=back)
    if line.recorded:
        yield tr("recorded, not yet seen in TikTok's data")
    if action.opens is not None:
        yield tr("not open yet")
    if action.just_opened:
        yield tr("now open")
    known = buyers.buyer_flags(action.buyer_counts)
    for flag in action.flags:
        if flag in ("stale", "snoozed", "out-of-hours", "in-transit", "awaiting-collection", "inferred"):
            continue
        yield known.get(flag) or phrases.flag_of_duty(flag, action.duty) or phrases.short_flag_text(flag)


def left_text(action: Action, when: datetime, now: datetime) -> str:
    """How long until an instant, in short: `1 h 08`, `2 d 4 h`; how late it is, to the hour or the day: `22 h late`."""
    late = when < now
    minutes = max(1, abs(when - now) // _MINUTE)
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        exact = hours and days < _WEEK and not late
        span = tr("{days} d {hours} h", days=days, hours=hours) if exact else tr("{days} d", days=days)
    elif hours:
        exact = not late
        span = (
            tr("{hours} h {minutes}", hours=hours, minutes=f"{minutes:02d}") if exact else tr("{hours} h", hours=hours)
        )
    else:
        span = tr("{minutes} min", minutes=minutes)
    if action.opens is not None:
        return tr("opens {span}", span=span)
    return tr("{span} late", span=span) if late else span


def whole_moment(now: datetime) -> str:
    """`Mon 30 Nov 09:00`, as a head tells when it was written."""
    return f"{text.day(now, now)} {now:%H:%M}"


def short_moment(when: datetime, now: datetime) -> str:
    """`Tue 16:02` within a week of `now`, else `8 Dec 16:02`, with the year where it is another. Local time."""
    if abs((when.date() - now.date()).days) <= _WEEK:
        day = text.weekday(when)
    else:
        day = text.month_day(when) if when.year == now.year else text.month_day_year(when)
    return f"{day} {when:%H:%M}"


def city_of(now: datetime) -> str:
    """The city of a zone; the abbreviation of one without a city, such as UTC."""
    city = text.city(now)
    return city if str(now.tzinfo).count("/") and not city.startswith("Etc/") else now.tzname() or city
