"""The words of a calendar's entries."""

# No word here depends on the time at which a file is written: else every run would change every entry.

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import TRACKING
from aftersales.core.deadlines.urgency import Action
from aftersales.core.triage.seller_center import order_address
from aftersales.core.vocabulary import duty_label, label
from aftersales.language import tr, trn
from aftersales.rendering import phrases
from aftersales.rendering.calendar_file import identity
from aftersales.rendering.calendar_file.entry import CalendarEntry, CalendarLines
from aftersales.rendering.pages.agenda import VERBS
from aftersales.rendering.pages.due import goods

ALARMS = (timedelta(hours=24), timedelta(hours=4))
_LONGEST = 60  # characters of a product in a title; a phone shows about half of them
_MOST = 20  # so many lines of a group are named
# Some calendars read details as HTML, where a letter and a few signs make a `<` a tag. And some take `\N` for the end
# of a line, though the backslash is escaped.
_MARK = re.compile(r"<(?=[A-Za-z/!?])|\\(?=N)")


def title(lines: CalendarLines) -> str:
    """The name of the calendar."""
    shops = [fresh.shop for fresh in lines.frame.freshness]
    name = tr("{shop}: after-sales deadlines", shop=shops[0]) if len(shops) == 1 else tr("After-sales deadlines")
    return _unmarked(name)


def about(lines: CalendarLines) -> str:
    """How fresh the data are of which the calendar is made, shop by shop."""
    ages = []
    for fresh in lines.frame.freshness:
        if fresh.as_of is not None:
            when = text.moment(fresh.as_of.astimezone(lines.zone))
            ages.append(tr("{shop}: data as of {when}", shop=fresh.shop, when=when))
        elif not fresh.by_hand:
            ages.append(tr("{shop}: no data yet", shop=fresh.shop))
    return _unmarked(" · ".join(ages))


def entries(lines: CalendarLines, actions: Sequence[Action]) -> list[CalendarEntry]:
    """An entry for each line, and one for all of a shop that are folded: of a duty and a day."""
    groups: dict[tuple[str, str, str], list[Action]] = {}
    made = []
    for action in actions:
        if lines.fold and _is_folded(action, lines.orders_listed):
            day = action.due.astimezone(action.zone).date().isoformat()
            groups.setdefault((action.shop, action.duty, day), []).append(action)
        else:
            made.append(_line(lines, action))
    return [*made, *(_group(lines, group) for group in groups.values())]


def cancelled(summary: str) -> str:
    """The title of an entry that no longer holds: not every calendar strikes it through."""
    return tr("No longer due: {summary}", summary=summary)


def _is_folded(action: Action, orders_listed: Sequence[str]) -> bool:
    """Whether a line is none to answer: an order to send or to trace, a case to look up, a chore that has no name."""
    if action.owner != "seller":
        return False
    if action.kind == "delivery" and (action.stake == "standing" or action.duty in TRACKING):
        return action.shop not in orders_listed
    return action.stake in ("look", "house") and action.kind != "routine"


# --- One line ---------------------------------------------------------------------------------------


def _line(lines: CalendarLines, action: Action) -> CalendarEntry:
    ordinal = lines.ordinals.get(action.case, 1)
    uid = identity.line_uid(action, ordinal)
    by_hand = identity.uid_by_hand(action, ordinal) if action.ref is not None and action.order is not None else uid
    return CalendarEntry(
        uid=uid,
        due=action.due,
        summary=_summary(lines, action),
        details=_joined(_details(lines, action)),
        shop=action.shop,
        address=order_address(action.order, action.market, lines.addresses.get(action.shop)),
        alarms=_alarms([action]),
        former_uids=() if by_hand == uid else (by_hand,),
    )


def _summary(lines: CalendarLines, action: Action) -> str:
    """`Answer refund 4 · 13.98 GBP · Phone case`; with several shops the shop too."""
    head = tr("{verb}: {kind} {case}", verb=_verb(action), kind=label(action.kind), case=action.case)
    money = str(action.amount) if action.amount is not None and action.stake != "standing" else ""
    product = text.excerpt(goods(text.plain(action.product or action.sku or ""), action.quantity), _LONGEST)
    return _told(lines, head, money, product, shop=action.shop)


def _told(lines: CalendarLines, *parts: str, shop: str) -> str:
    several = len(lines.frame.freshness) > 1
    return _unmarked(" · ".join([part for part in (*parts, shop if several else "") if part]))


def _verb(action: Action) -> str:
    if not action.confirmed:
        return tr("Recorded, not seen yet")
    if "in-transit" in action.flags:
        return tr("Wait for the parcel")
    verb = _verb_of(action.duty)
    return verb if action.owner == "seller" else text.remarked(verb, label(action.owner))


def _verb_of(duty: str) -> str:
    """What is to be done, as a sentence begins."""
    verb = tr(VERBS[duty]) if duty in VERBS else duty_label(duty)
    return verb[:1].upper() + verb[1:]


def _details(lines: CalendarLines, action: Action) -> Iterator[str]:
    yield tr("Deadline: {when}", when=_moment(lines, action))
    if _acts_by(action) < action.due:
        when = text.moment(_acts_by(action).astimezone(action.staff_zone or lines.zone))
        yield tr("Your staff must act by {when}", when=when)
    if action.open_from is not None and action.open_from > action.started_at:
        yield phrases.opens_text(action.duty, text.moment(action.open_from.astimezone(lines.zone)))
    yield from _outcome(action)
    if action.winnable is not None:
        yield tr("An appeal or a claim can bring back {amount}", amount=action.winnable)
    if not action.confirmed:
        yield tr("Recorded here, not yet seen in the platform's data: do it in Seller Center.")
    yield ""
    yield tr("Type: {command}", command=action.next)
    yield tr("Why this deadline: {command}", command=tr("aftersales explain {case}", case=action.case))
    yield _rule(action)
    yield ""
    yield from _about(action)


def _outcome(action: Action) -> Iterator[str]:
    """What happens when nobody acts, where that is known."""
    if action.outcome == "none":
        yield tr("It is your own target: nothing happens if you miss it.")
    elif action.outcome != "unknown":
        condition, outcome = phrases.unless(action.owner), phrases.outcome_text(action.outcome)
        yield tr("{condition}: {outcome}", condition=condition[:1].upper() + condition[1:], outcome=outcome)


def _rule(action: Action) -> str:
    if action.source == "stamped":
        return tr("The platform gave this deadline.")
    if action.rule is None:
        return ""
    return tr("It follows from rule {rule} of {policy}.", rule=action.rule, policy=action.policy)


def _about(action: Action) -> Iterator[str]:
    """What the list shows of the case, in the platform's words."""
    facts = (
        (tr("Order: {number}", number=action.order), action.order),
        (tr("Request: {number}", number=action.ref), action.ref),
        (
            tr("Goods: {goods}", goods=goods(action.product or action.sku or "", action.quantity)),
            action.kind != "routine" and (action.product or action.sku),
        ),
        (tr("Reason: {reason}", reason=action.reason), action.reason),
        (tr("Shop: {shop}", shop=action.shop), action.shop),
    )
    yield from (sentence for sentence, value in facts if value)


def _moment(lines: CalendarLines, action: Action) -> str:
    """The deadline in the zone of the list, and in the market's where the clock there shows another time."""
    here, there = action.due.astimezone(lines.zone), action.due.astimezone(action.zone)
    if here.utcoffset() == there.utcoffset():
        return text.moment(there)
    return f"{text.placed(here)} = {text.placed(there)}"


# --- A group ----------------------------------------------------------------------------------------


def _group(lines: CalendarLines, group: Sequence[Action]) -> CalendarEntry:
    """All of a day by the first of them."""
    ordered = sorted(group, key=lambda action: (action.due, action.case))
    first = ordered[0]
    day = first.due.astimezone(first.zone).date()
    return CalendarEntry(
        uid=identity.group_uid(first.shop, first.duty, day),
        due=first.due,
        summary=_told(lines, _count(first.duty, len(group)), shop=first.shop),
        details=_joined(_group_details(lines, ordered)),
        shop=first.shop,
        alarms=_alarms(ordered),
    )


def _count(duty: str, count: int) -> str:
    if duty == "dispatch":
        return trn("Send {count} order", "Send {count} orders", count)
    if duty in ("trace", "tell-buyer"):
        return trn("Trace {count} parcel", "Trace {count} parcels", count)
    if duty == "check":
        return trn("Look up {count} case in Seller Center", "Look up {count} cases in Seller Center", count)
    return trn("{verb}: {count} case", "{verb}: {count} cases", count, verb=_verb_of(duty))


def _group_details(lines: CalendarLines, ordered: Sequence[Action]) -> Iterator[str]:
    first = ordered[0]
    yield tr("First deadline: {when}", when=_moment(lines, first))
    yield from _outcome(first)
    yield ""
    shop = shlex.quote(first.shop)  # a shop's name may have blanks
    yield tr("All of them: aftersales due --duty {duty} --shop {shop} --all", duty=first.duty, shop=shop)
    yield ""
    for action in ordered[:_MOST]:
        time = action.due.astimezone(lines.zone)
        product = text.excerpt(text.plain(action.product or action.sku or ""), _LONGEST)
        parts = (f"{time:%H:%M}", str(action.case), action.order or "", product)
        yield " ".join(part for part in parts if part)
    if (more := len(ordered) - _MOST) > 0:
        yield trn("and {count} more", "and {count} more", more)


# --- Both -------------------------------------------------------------------------------------------


def _acts_by(action: Action) -> datetime:
    """The last staffed moment before the deadline; the deadline, where nobody is in between the start and it."""
    if action.act_by is None or urgency.out_of_hours(action.started_at, action.act_by):
        return action.due
    return min(action.act_by, action.due)


def _alarms(actions: Iterable[Action]) -> tuple[timedelta, ...]:
    """How long before the (first) deadline a calendar reminds of it: 24 and 4 hours before the last staffed moment,
    since an alarm that rings when nobody is in helps nobody. What can't be done that early has the later alarm alone;
    what is not the seller's to do, or waits for a carrier, has none.
    """
    awaited = [a for a in actions if a.owner == "seller" and "in-transit" not in a.flags]
    if not awaited:
        return ()
    due = min(action.due for action in awaited)
    first = min(awaited, key=_acts_by)
    since = max(first.started_at, first.open_from or first.started_at)
    before, last = due - _acts_by(first), ALARMS[-1]
    return tuple(before + alarm for alarm in ALARMS if alarm == last or _acts_by(first) - alarm >= since)


def _joined(paragraphs: Iterable[str]) -> str:
    """Lines of text, without empty ones beside each other or at the ends."""
    lines = [_unmarked(text.plain(line)) for line in paragraphs]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unmarked(line: str) -> str:
    """Text on one line in which no reader finds a tag of HTML or the end of a line."""
    return _MARK.sub(lambda match: f"{match[0]} ", text.plain(line))
