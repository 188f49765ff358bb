"""Warnings as a message: case, what to do, by when, money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from aftersales import text
from aftersales.core.alerts.level import DAY, HOURS, OF_DEADLINES, OVERDUE
from aftersales.core.alerts.message import Message, MessageEntry, MessageLine, TextSpan
from aftersales.core.alerts.plan import Alert, AlertPlan
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import Freshness
from aftersales.core.deadlines.urgency import Action
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import due as due_page

_TITLES = {OVERDUE: mark("OVERDUE"), HOURS: mark("WITHIN 4 HOURS"), DAY: mark("WITHIN 24 HOURS")}
_LONGEST = 60  # characters of strangers' words in a line
_PARCELS = mark("aftersales due --kind delivery")


class Surroundings(NamedTuple):
    """What a message needs beside the warnings: the instant, in the zone in which times are told; whether there is more
    than one shop; the shops whose data can't tell what is due; the address of an order in Seller Center by shop, with
    `{order}` in it; and the cases for which something was recorded that the platform's data do not show yet.
    """

    now: datetime
    several_shops: bool = False
    unsure: Sequence[Freshness] = ()
    addresses: Sequence[tuple[str, str]] = ()


def message(plan: AlertPlan, around: Surroundings) -> Message:
    """The warnings of one receiver as one message, the most urgent first."""
    entries = [
        entry
        for level in OF_DEADLINES
        for entry in _section(level, [alert for alert in plan.alerts if alert.level == level], around)
    ]
    return Message(_title(plan), entries, _foot(plan, around), tr("aftersales due"), list(_leads(plan)))


def trial(now: datetime) -> Message:
    """A message that only shows that messages arrive."""
    lines: list[MessageLine] = [
        [TextSpan(tr("If you can read this, warnings reach you here."))],
        [
            TextSpan(tr("Sent {when} by", when=due_page.when(now, now))),
            TextSpan(" "),
            TextSpan(tr("aftersales notify test"), code=True),
        ],
    ]
    return Message(tr("aftersales: a test"), [MessageEntry(lines)])


def _title(plan: AlertPlan) -> str:
    """`aftersales: 1 overdue, 2 within 4 h`: cases by level, and parcels."""
    numbers = {level: len([a for a in plan.alerts if a.level == level and not a.counted]) for level in OF_DEADLINES}
    parcels = len([alert for alert in plan.alerts if alert.counted])
    parts = [
        *([tr("{number} overdue", number=numbers[OVERDUE])] if numbers[OVERDUE] else []),
        *([tr("{number} within 4 h", number=numbers[HOURS])] if numbers[HOURS] else []),
        *([tr("{number} within 24 h", number=numbers[DAY])] if numbers[DAY] else []),
        *([trn("{count} order to send", "{count} orders to send", parcels)] if parcels else []),
    ]
    if not parts:
        shops = text.few([fresh.shop for fresh in plan.stale], 2)
        parts = [tr("data too old to tell what is due: {shops}", shops=shops)]
    return tr("aftersales: {parts}", parts=text.enumerated(parts))


def _leads(plan: AlertPlan) -> Iterator[MessageLine]:
    """What silence on all of it costs, where that is more than one case: each case says its own."""
    waiting = [alert.action for alert in plan.alerts if alert.level != OVERDUE]
    if len(waiting) > 1 and (sums := urgency.money_at_risk(waiting)):
        yield [TextSpan(tr("If you say nothing, buyers get {sums}", sums=text.listed(map(str, sums))))]


def _section(level: str, alerts: Sequence[Alert], around: Surroundings) -> Iterator[MessageEntry]:
    """The cases of a level, under a heading that is part of the first."""
    heading: list[MessageLine] = [[TextSpan(tr(_TITLES[level]), bold=True)]]
    if level == OVERDUE and any(alert.action.stake == "money" for alert in alerts):
        heading.append([TextSpan(tr("TikTok may have acted already: look first"))])
    for alert in alerts:
        if not alert.counted:
            yield MessageEntry([*heading, *_lines(alert.action, around)], str(alert.action.case))
            heading = []
    counted = [alert.action for alert in alerts if alert.counted]
    if counted:
        yield MessageEntry([*heading, *_parcels(counted, around)], tr("orders to send"))


def _lines(action: Action, around: Surroundings) -> Iterator[MessageLine]:
    case = tr("{case} {kind}", case=action.case, kind=label(action.kind))
    yield [
        TextSpan(case, bold=True, url=_address(action, around)),
        TextSpan(" · "),
        TextSpan(agenda_page.verb(action), bold=True),
        *([TextSpan(" · "), TextSpan(action.shop, strange=True)] if around.several_shops else []),
    ]
    yield [TextSpan(_by(action, around.now))]
    stakes = [str(action.amount)] if action.amount else []
    outcome = phrases.outcome_of(action) if action.band != "overdue" else ""
    if stakes or outcome:
        yield [TextSpan(" · ".join([*stakes, *([outcome] if outcome else [])]))]
    goods = due_page.goods(text.excerpt(action.product or action.sku or "", _LONGEST), action.quantity)
    about = [part for part in (goods, text.excerpt(action.reason or "", _LONGEST)) if part]
    if about:
        yield [TextSpan(" · ".join(about), strange=True)]
    if not action.confirmed:
        yield [TextSpan(tr("recorded, not yet seen in TikTok's data"))]
    elif known := [flag for flag in ("quick-refund", "contradicted") if flag in action.flags]:
        yield [TextSpan(text.listed(phrases.short_flag_text(flag) for flag in known))]
    yield [TextSpan(action.next, code=True)]


def _by(action: Action, now: datetime) -> str:
    """By when, and how much time that leaves: `by Mon 18:00 (1 h 08), TikTok's own deadline Tue 03:00`."""
    zone: tzinfo | None = now.tzinfo
    due = agenda_page.short_moment(action.due.astimezone(zone), now)
    if action.due < now:
        return tr("was due {due}, {left}", due=due, left=agenda_page.left_text(action, action.due, now))
    if action.act_by is None or action.act_by >= action.due:
        return tr("by {due}, {left} left", due=due, left=agenda_page.left_text(action, action.due, now))
    last = agenda_page.short_moment(action.act_by.astimezone(zone), now)
    if action.act_by < now:
        left = text.span(urgency.left(action.due, now))
        return tr("by {due}, {left} left, and no staff is in before", due=due, left=left)
    left = agenda_page.left_text(action, action.act_by, now)
    return tr("by {last}, {left} left; TikTok's own deadline is {due}", last=last, left=left, due=due)


def _parcels(actions: Sequence[Action], around: Surroundings) -> Iterator[MessageLine]:
    first = min(urgency.first(action.due, action.act_by) for action in actions)
    moment = agenda_page.short_moment(first.astimezone(around.now.tzinfo), around.now)
    yield [
        TextSpan(trn("{count} order to send", "{count} orders to send", len(actions)), bold=True),
        TextSpan(" · "),
        TextSpan(tr("the first by {moment}", moment=moment)),
    ]
    yield [TextSpan(tr(_PARCELS), code=True)]


def _foot(plan: AlertPlan, around: Surroundings) -> list[MessageLine]:
    """What makes the warnings less sure."""
    concerned = {alert.action.shop for alert in plan.alerts} | {fresh.shop for fresh in plan.stale}
    lines: list[MessageLine] = []
    for fresh in around.unsure:
        if fresh.shop in concerned:
            command = tr("aftersales sync") if fresh.is_synced else tr("aftersales import FILE…")
            spans = [TextSpan(fresh.shop, bold=True, strange=True), TextSpan(" "), TextSpan(_age(fresh, around.now))]
            lines.append([*spans, TextSpan(" "), TextSpan(command, code=True)])
    return lines


def _age(fresh: Freshness, now: datetime) -> str:
    if fresh.as_of is None:
        return tr("has no data yet, so nobody can tell what is due:")
    when = agenda_page.short_moment(fresh.as_of.astimezone(now.tzinfo), now)
    if fresh.ahead:
        return tr("has data of {when}, which is later than this computer's clock. Set it right, then:", when=when)
    span = text.span(int((now - fresh.as_of).total_seconds()))
    return tr("has data of {when}, {span} old: more may be due, and some may be done.", when=when, span=span)


def _address(action: Action, around: Surroundings) -> str:
    """The case's order in Seller Center; empty where its address is not known."""
    pattern = dict(around.addresses).get(action.shop)
    order = action.order or ""
    return pattern.replace("{order}", order) if pattern and order.isalnum() and order.isascii() else ""
