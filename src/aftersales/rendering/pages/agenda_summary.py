"""The head, the groups and the foot of the due list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from aftersales import text
from aftersales.core.deadlines.agenda import SECTIONS, Agenda, Group
from aftersales.core.deadlines.due_list import DueFrame, Freshness
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.rendering import narrowing
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.agenda import VERBS, city_of, short_moment, whole_moment
from aftersales.rendering.pages.due import Note

# The commands of a duty, in the order in which they are usual.
_COMMANDS = {
    "respond": ("approve", "reject"),
    "confirm-receipt": ("received", "refused"),
    "refund": ("refund",),
    "replace": ("replaced",),
    "dispatch": ("order dispatched",),
    "gather-evidence": ("evidence list",),
    "appeal": ("appeal",),
    "claim": ("claim submit",),
    "reclaim": ("done",),
    "claim-follow-up": ("claim won", "claim lost"),
    "send-back": ("send-back sent",),
    "reclaim-postage": ("send-back reimbursed", "send-back dropped"),
    "answer-message": ("note",),
    "answer-chargeback": ("done",),
    "check": ("show",),
}
_UNFOLD = {
    "before-import": "aftersales due --before-import --stake money,right",
    "parcels": "aftersales due --duty dispatch",
    "tracking": "aftersales due --duty trace,tell-buyer",
    "looks": "aftersales due --stake look",
    "chores": "aftersales due --stake house",
    "on-the-way": "aftersales due --duty confirm-receipt",
    "unconfirmed": "aftersales triage --checklist",
    "snoozed": "aftersales due --snoozed",
}
_MOST_COMMANDS = 2
_MOST_NAMED = 3  # so many shops without fresh data have a line each


def head(frame: DueFrame, agenda: Agenda) -> Iterator[str]:
    """When, how much there is to do, and what silence costs."""
    now = frame.now.astimezone(agenda.zone)
    counts = counts_text(agenda) or nothing_text(frame, agenda)
    if left_out := narrowing.in_head(frame.narrowing):
        counts = text.remarked(counts, text.clauses(left_out))
    yield tr("{time} {city} · {counts}", time=whole_moment(now), city=city_of(now), counts=counts)
    if agenda.money:
        yield tr("If you say nothing, buyers get {sums}", sums=text.listed(agenda.money))


def nothing_text(frame: DueFrame, agenda: Agenda) -> str:
    """The sentence that no case is listed; it also tells of folded lines, and of data that are missing or old."""
    if unsure := doubt(frame, agenda):
        return unsure
    span = "" if frame.within is None else text.span(int(frame.within.total_seconds()))
    if any(group.name != "snoozed" for group in agenda.groups):
        if not span:
            return tr("nothing to answer, but see below")
        return tr("nothing to answer within {span}, but see below", span=span)
    if frame.narrowing.new_since is not None:
        return tr("nothing new within {span}", span=span) if span else tr("nothing new")
    return tr("nothing to do within {span}", span=span) if span else tr("nothing to do")


def doubt(frame: DueFrame, agenda: Agenda) -> str:
    """Why nobody can say that nothing is to do; an empty text where it can be said."""
    if agenda.unread:
        return tr("not known what is to do: look up what is below")
    return due_page.not_known(frame)


def counts_text(agenda: Agenda) -> str:
    """`38 to do: 1 overdue, 11 before 18:00, 26 later`; an empty text where there is nothing."""
    if not agenda.total:
        return ""
    counts = [(name, number) for name in SECTIONS if (number := agenda.counts.get(name))]
    parts = text.enumerated(count_text(agenda, name, number) for name, number in counts)
    return tr("{number} to do: {parts}", number=agenda.total, parts=parts)


def count_text(agenda: Agenda, section: str, number: int) -> str:
    """How many cases stand in a section: `11 before 18:00`."""
    if section == "before" and agenda.boundary is not None:
        at = agenda.boundary.at.astimezone(agenda.zone)
        if agenda.boundary.closes:
            return tr("{number} before {time}", number=number, time=f"{at:%H:%M}")
        return tr("{number} before you open", number=number)
    if section == "after":
        return tr("{number} later today", number=number)
    return tr("{number} {band}", number=number, band=label(section))


def in_short(groups: Sequence[Group], unsure: int = 0) -> list[str]:
    """What is not listed, in a word or two each: `834 to send (70 late)`; `unsure` shops have no fresh data."""
    counts = {group.name: group.number for group in groups}
    counts["chores"] = counts.get("chores", 0) + counts.pop("tracking", 0)
    counts["unsure"] = unsure
    late = next((group.overdue for group in groups if group.name == "parcels"), 0)
    texts = {
        "parcels": mark("{number} to send ({late} late)") if late else mark("{number} to send"),
        "before-import": mark("{number} older"),
        "unsure": mark("shops not fresh: {number}"),
        "looks": mark("{number} to look up"),
        "unconfirmed": mark("{number} recorded"),
        "chores": mark("chores: {number}"),
        "on-the-way": mark("{number} on the way"),
        "snoozed": mark("{number} snoozed"),
    }
    return [tr(texts[name], number=counts[name], late=late) for name in texts if counts.get(name)]


# --- besides --------------------------------------------------------------------------------------


def besides(frame: DueFrame, agenda: Agenda) -> Iterator[tuple[str, str]]:
    """What is not listed, a line a group: what it is, and the command that lists it, if there is something to type."""
    now = frame.now.astimezone(agenda.zone)
    for group in agenda.groups:
        if group.is_spelled_out:
            continue
        opening = group.first.astimezone(agenda.zone)
        first = short_moment(opening, now)
        command = "" if frame.passing else _UNFOLD[group.name]
        if group.name == "before-import":
            yield _before_import(group, group.last.astimezone(agenda.zone)), command
        else:
            sentence = _besides(group, first, is_due=opening.date() <= now.date())
            behind = [f.orders_behind for f in frame.freshness if f.orders_behind is not None]
            if behind and group.name in ("parcels", "tracking"):  # orders have an age of their own
                when = short_moment(min(behind).astimezone(agenda.zone), now)
                sentence = tr("{orders}, as of {when}", orders=sentence, when=when)
            yield sentence, command


def _before_import(group: Group, last: datetime) -> str:
    return trn(
        "{count} deadline had passed before your first import, {last}",
        "{count} deadlines had passed before your first import, the last {last}",
        group.number,
        last=text.short_day(last),
    )


def _besides(group: Group, first: str, *, is_due: bool) -> str:
    """`is_due`: the first of them is due today or before."""
    count = group.number
    if group.name == "parcels":
        late = group.overdue
        if late:
            return trn(
                "{count} order to send, {late} overdue", "{count} orders to send, {late} overdue", count, late=late
            )
        return trn("{count} order to send, by {first}", "{count} orders to send, from {first}", count, first=first)
    if group.name == "tracking":
        return trn("{count} parcel to trace", "{count} parcels to trace", count)
    if group.name == "looks" and not is_due:
        return trn(
            "{count} case to look up, from {first}", "{count} cases to look up, from {first}", count, first=first
        )
    if group.name == "looks":
        return trn("{count} case to look up in Seller Center", "{count} cases to look up in Seller Center", count)
    if group.name == "chores":
        return trn("{count} chore of your own", "{count} chores of your own", count)
    if group.name == "on-the-way":
        return trn("{count} return on its way to you", "{count} returns on their way to you", count)
    if group.name == "unconfirmed":
        return trn("{count} recorded, not yet in TikTok's data", "{count} recorded, not yet in TikTok's data", count)
    return trn("{count} snoozed, until {first}", "{count} snoozed, the first until {first}", count, first=first)


# --- the foot -------------------------------------------------------------------------------------


def foot(frame: DueFrame, agenda: Agenda) -> Iterator[Note]:
    """How fresh the data are where they are not, what else makes the list less sure, and what to type."""
    yield from notes(frame, agenda)
    if frame.later.hidden:
        yield later(frame, agenda)
    if agenda.cut:
        yield left_out(agenda)
    if not frame.passing:
        yield from _commands(agenda)


def notes(frame: DueFrame, agenda: Agenda) -> Iterator[Note]:
    """How fresh the data are where they are not, and what else makes the list less sure."""
    yield from freshness(frame, agenda.zone)
    for parts in due_page.doubts(frame):
        yield Note(tuple(parts), warn=True)
    if parts := narrowing.left_to_rules(frame.left_to_rules):
        yield Note(tuple(parts))
    if frame.narrowing.unchanged:
        yield Note((narrowing.unchanged(frame.narrowing),), warn=True)


def freshness(frame: DueFrame, zone: tzinfo) -> Iterator[Note]:
    """How fresh the data are: the shops of which nothing fresh is known first."""
    now = frame.now.astimezone(zone)
    unread = [f for f in frame.freshness if f.as_of is None and not f.by_hand]
    yield from _never_imported([f.shop for f in unread if not f.is_synced])
    yield from _never_synced([f.shop for f in unread if f.is_synced])
    stale = [f for f in frame.freshness if f.stale and f.as_of is not None]
    yield from _stale([f for f in stale if not f.is_synced], now)
    yield from _not_synced([f for f in stale if f.is_synced], now)
    current = [fresh.as_of for fresh in frame.freshness if not fresh.stale and fresh.as_of is not None]
    if ahead := [fresh.shop for fresh in frame.freshness if fresh.ahead]:
        sentence = tr("{shops}: the data are later than this machine's clock; set it right", shops=text.few(ahead))
        yield Note((sentence,), warn=True)
    if current:
        when = short_moment(min(current).astimezone(zone), now)
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


def left_out(agenda: Agenda) -> Note:
    """How many cases the limit cut off."""
    return Note((tr("{number} more left out by --limit", number=agenda.cut),), warn=True)


def _never_imported(shops: Sequence[str]) -> Iterator[Note]:
    if len(shops) <= _MOST_NAMED:
        for shop in shops:
            yield Note(
                (tr("{shop}: no after-sales data from TikTok yet:", shop=shop), tr("`aftersales import FILE…`")),
                warn=True,
            )
        return
    yield Note((tr("{number} shops without after-sales data yet:", number=len(shops)), *_listed(shops)), warn=True)
    yield Note((tr("export their returns in Seller Center, then:"), tr("`aftersales import FILE…`")), warn=True)


def _stale(stale: Sequence[Freshness], now: datetime) -> Iterator[Note]:
    since = [(f.shop, short_moment(f.as_of.astimezone(now.tzinfo), now)) for f in stale if f.as_of is not None]
    if len(since) <= _MOST_NAMED:
        for shop, when in since:
            yield Note((tr("{shop}: no import since {when}", shop=shop, when=when),), warn=True)
        return
    shops = [text.remarked(shop, when) for shop, when in since]
    yield Note((tr("{number} shops without an import since:", number=len(shops)), *_listed(shops)), warn=True)


def _never_synced(shops: Sequence[str]) -> Iterator[Note]:
    if shops:
        sentence = tr("{shops}: not read from TikTok to the end yet:", shops=text.few(shops))
        yield Note((sentence, tr("`aftersales sync`")), warn=True)


def _not_synced(stale: Sequence[Freshness], now: datetime) -> Iterator[Note]:
    if stale:
        oldest = min(f.as_of for f in stale if f.as_of is not None)
        when = short_moment(oldest.astimezone(now.tzinfo), now)
        sentence = tr("{shops}: not read from TikTok since {when}:", shops=text.few(f.shop for f in stale), when=when)
        yield Note((sentence, tr("`aftersales sync`")), warn=True)


def _listed(names: Sequence[str]) -> list[str]:
    """Names with commas between them, in parts."""
    comma = text.listed(["", ""]).strip()
    return [f"{name}{comma}" for name in names[:-1]] + [*names[-1:]]


def later(frame: DueFrame, agenda: Agenda) -> Note:
    """How much lies after the horizon, from when on, and how to see it."""
    rest = frame.later
    if rest.first is None:
        sentence = tr("{number} more later:", number=rest.hidden)
    else:
        moment = short_moment(rest.first.astimezone(agenda.zone), frame.now.astimezone(agenda.zone))
        if rest.opens:
            sentence = tr("{number} more later, the first opens {moment}:", number=rest.hidden, moment=moment)
        elif rest.staffed:
            sentence = tr("{number} more later, act by {moment}:", number=rest.hidden, moment=moment)
        else:
            sentence = tr("{number} more later, the first by {moment}:", number=rest.hidden, moment=moment)
    return Note((sentence.rstrip(":："),)) if frame.passing else Note((sentence, *due_page.unfolding(frame)))


def _commands(agenda: Agenda) -> Iterator[Note]:
    """What to type, once for each duty that is listed, the usual ones first; then how to go through all of them."""
    duties = Counter(
        line.action.duty for line in agenda.lines if line.action.owner == "seller" and line.action.opens is None
    )
    for duty, _ in duties.most_common(_MOST_COMMANDS):
        if duty in _COMMANDS:
            commands = text.listed(f"`aftersales {command} N`" for command in _COMMANDS[duty])
            yield Note((tr("{verb}: {commands}", verb=tr(VERBS[duty]), commands=commands),))
    if agenda.lines:
        first = agenda.lines[0].action.case
        yield Note((tr("one after another: `aftersales triage`"), tr("· next: `aftersales show {case}`", case=first)))
