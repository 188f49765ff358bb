"""10,000 random rules, each with its case, get the same deadline from the program and from a slow walk through the days
that shares no code with it (`oracle_rules`): units, value limits, dates, cut-offs, closing hours, days of start, zones,
overlays, closed days, changes of clocks.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import oracle_rules
from aftersales.core.cases.model import Case, Event, OrderSnapshot
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import Length
from oracle_rules import Asked, World

# Changes of clocks in spring and autumn, none at all, half hours, and one that moves by half an hour.
ZONES = (
    "Europe/London", "America/Los_Angeles", "Asia/Ho_Chi_Minh", "Asia/Kolkata", "America/Sao_Paulo",
    "Australia/Lord_Howe", "America/St_Johns", "Pacific/Kiritimati", "UTC",
)  # fmt: skip
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANGES = ("2026-03-29T01:00Z", "2026-10-25T01:00Z", "2026-03-08T10:00Z", "2026-11-01T09:00Z")
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
SPAN = 3 * 365 * 86_400
Table = dict[str, Any]


def _length(dice: random.Random, most_hours: int = 72) -> str:
    unit = dice.choice(("hours", "days", "weeks", "business days", "business days"))
    return f"{dice.randint(1, {'hours': most_hours, 'weeks': 3}.get(unit, 9))} {unit}"


def _clock(dice: random.Random) -> str:
    return dice.choice(("00:00", "09:30", "12:00", "14:00", "17:45:10", "23:59", "23:59:59"))


def _term(dice: random.Random) -> Table:
    term: Table = {"length": _length(dice), "source": "s", "confidence": "high"}
    if dice.random() < 0.5:
        term["ends"] = dice.choice(("end-of-day", _clock(dice), f"{dice.choice(WEEK)} {_clock(dice)}"))
    if "ends" in term and not term["length"].endswith("hours") and dice.random() < 0.5:
        cut_off = dice.choice(("08:00", "14:00", "18:30:00"))
        term["cut-off"] = cut_off
        if dice.random() < 0.4:
            term["first-day"] = "next-day"
        elif term["ends"] != "end-of-day" and " " not in term["ends"]:
            term["ends"] = "23:59"  # a day that closes before its cut-off is a mistake in the file
    if "cut-off" not in term and dice.random() < 0.2:
        term["opens"] = _length(dice)
    if dice.random() < 0.15:
        term["timezone"] = dice.choice(ZONES)
    return term


def _terms(dice: random.Random, start: datetime) -> list[Table]:
    """Some terms of a rule: dated, by value or by the day of the start, around the day of `start`."""
    terms = [_term(dice)]
    shape = dice.randrange(4)
    if shape == 1:
        low, high = dice.choice((("below", "at-least"), ("up-to", "above")))
        terms = [{**terms[0], low: "100.00"}, {**_term(dice), high: "100.00"}]
        if dice.random() < 0.2:
            terms[0]["currency"] = terms[1]["currency"] = "USD"
    elif shape == 2:
        change = start.date() + timedelta(days=dice.randint(-1, 1))
        terms = [{**terms[0], "until": change}, {**_term(dice), "from": change}]
        if dice.random() < 0.3:
            terms[0].pop("until")  # the newer one is still the one that counts
    if shape == 3 or dice.random() < 0.15:
        on: Any = dice.choice((["sat", "sun"], ["fri"], "closed-day", "open-day", list(WEEK[:5])))
        terms.append({**_term(dice), "started-on": on})
    return terms


def _overlays(dice: random.Random, start: datetime) -> list[Table]:
    found = []
    for n in range(dice.choice((0, 0, 1, 2))):
        first = start.date() + timedelta(days=dice.randint(-3, 1))
        overlay: Table = {
            "name": f"range {n}", "from": first, "until": first + timedelta(days=dice.randint(1, 5)),
            "source": "s", "confidence": "low",
        }  # fmt: skip
        overlay[dice.choice(("length", "plus"))] = _length(dice)
        overlay.update(dice.choice(({"rules": ["x.rule"]}, {"duties": ["respond"]}, {"rules": ["x.other"]})))
        found.append(overlay)
    return found


def _world(dice: random.Random, start: datetime) -> World:
    closed = dice.choice(((5, 6), (5, 6), (5, 6), (4, 5), (6,), (), (0, 2, 4, 5, 6)))
    days = [start.date() + timedelta(days=n) for n in range(-3, 45)]
    return World(dice.choice(ZONES), frozenset(dice.sample(days, dice.randint(0, 6))), closed)


def _start(dice: random.Random) -> datetime:
    if dice.random() < 0.2:  # the hours around a change of clocks somewhere
        off = timedelta(minutes=dice.randint(-200, 200), seconds=dice.randint(0, 59))
        return datetime.fromisoformat(dice.choice(CHANGES)) + off - timedelta(days=dice.randint(0, 4))
    return FIRST + timedelta(seconds=dice.randrange(SPAN))


def _amount(dice: random.Random) -> tuple[str, str] | None:
    if dice.random() < 0.25:
        return None
    return dice.choice(("0.01", "99.99", "100.00", "100.01", "250.00")), dice.choice(("GBP",) * 6 + ("USD",))


def _money(amount: tuple[str, str] | None) -> Money | None:
    return None if amount is None else Money(int(amount[0].replace(".", "")), amount[1])


def _case(asked: Asked, *events: Event) -> Case:
    return Case(
        1,
        "s",
        "GB",
        "refund",
        amount=_money(asked.refund),
        order_amount=_money(asked.order),
        item_amount=_money(asked.item),
        events=tuple(events),
    )


def _calendar(world: World) -> Calendar:
    return Calendar("c", frozenset(world.closed), dict.fromkeys(world.holidays, "closed"), known=True)


def _rule(terms: list[Table], **more: Any) -> Table:
    return {
        "id": "x.rule", "duty": "respond", "outcome": "auto-approved", "starts": ["request.opened"],
        "stops": ["request.approved"], "terms": terms, **more,
    }  # fmt: skip


SHORT = [{"length": "1 hour", "source": "s", "confidence": "low"}]
OTHER = _rule(SHORT, id="x.other", duty="other", starts=["order.paid"])


def _policy(rule: Table, overlays: list[Table], world: World) -> Any:
    tables: Mapping[str, Any] = {"rule": [rule, OTHER], "overlay": overlays}
    return parse_policy("x.toml", tables, {"code": "GB", "timezone": world.zone, "currency": "GBP"}, _calendar(world))


@pytest.mark.slow
def test_ten_thousand_rules_get_the_same_second_opinion() -> None:
    dice, met = random.Random(20261126), Counter[str]()
    for number in range(10_000):
        start = _start(dice)
        world = _world(dice, start)
        rule = _rule(_terms(dice, start), **({"timezone": dice.choice(ZONES)} if dice.random() < 0.1 else {}))
        if dice.random() < 0.3:
            rule["value-of"] = dice.choice(("order", "item"))
        overlays, asked = _overlays(dice, start), Asked(_amount(dice), _amount(dice), _amount(dice))
        policy = _policy(rule, overlays, world)
        found = derive(_case(asked, Event("request.opened", start, id=1)), policy, ZoneInfo(world.zone)).clocks
        own = found[0].due if found else None
        second = oracle_rules.due(rule, overlays, start, asked, world, "GBP")
        assert own == second, (number, start.isoformat(), world, rule, overlays, asked)
        if number % 20 == 0:
            met.update(_special(rule, overlays, start, asked, world, own))
    # What the dice must have met for the agreement to mean something, in one example of twenty.
    assert {what for what, times in met.items() if times > 2} == {*KEYS, "overlay", "holiday", "change of clocks"}, met


def test_handling_times_get_the_same_second_opinion() -> None:
    """At hours of the day that exist on every day: what a clock that is put forward does is asked above."""
    dice, known = random.Random(20261129), 0
    for number in range(500):
        start = datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(days=dice.randrange(300), minutes=dice.randrange(500))
        world = _world(dice, start)._replace(zone="Europe/London")
        rest, handling = dice.choice(("", " + 1 business day", " + 2 days", " + 5 business days")), None
        if dice.random() < 0.8:
            handling = f"{dice.randint(2, 9)} {dice.choice(('days', 'business days'))}"
        term = {"length": f"handling{rest}", "source": "s", "confidence": "high"}
        if dice.random() < 0.5:
            term["ends"] = dice.choice(("end-of-day", "23:59"))
        rule = _rule([term], duty="dispatch", outcome="late", starts=["order.placed"], stops=["order.ready"])
        time = None if handling is None else Length.parse(handling)
        order = OrderSnapshot("awaiting-shipment", "", "api", "", start, start, order_type="custom", handling=time)
        case = _case(Asked(None, None))._replace(kind="delivery", order_snapshot=order)
        found = [c for c in derive(case, _policy(rule, [], world), ZoneInfo(world.zone)).clocks if c.rule == "x.rule"]
        second = oracle_rules.due(rule, [], start, Asked(None, None, handling=handling), world, "GBP")
        assert (found[0].due if found else None) == second, (number, start.isoformat(), world, rule, handling)
        known += second is not None
    assert 300 < known < 500


def _special(
    rule: Table, overlays: list[Table], start: datetime, asked: Asked, world: World, due: datetime | None
) -> list[str]:
    """What an example's deadline hangs on: without it, it would be another."""
    if due is None:
        return []

    def opinion(**other: Any) -> datetime | None:
        return oracle_rules.due(**{"rule": rule, "overlays": [], "world": world, **other}, **told)

    told: Table = {"start": start, "asked": asked, "currency": "GBP"}
    plain, found = opinion(), []
    for key in KEYS:
        without = [{k: v for k, v in t.items() if k != key} for t in rule["terms"]]
        found += [key] if opinion(rule={**rule, "terms": without}) != plain else []
    zone = ZoneInfo(world.zone)
    found += ["overlay"] if opinion(overlays=overlays) != plain else []
    found += ["holiday"] if opinion(world=world._replace(holidays=frozenset())) != plain else []
    moved = start.astimezone(zone).utcoffset() != due.astimezone(zone).utcoffset()
    return [*found, "change of clocks"] if moved else found


KEYS = ("opens", "ends", "cut-off", "first-day", "timezone", "started-on", "from", "below", "up-to", "currency")


@pytest.mark.slow
def test_two_thousand_pauses_get_the_same_second_opinion() -> None:
    dice = random.Random(7)
    moved = 0
    for number in range(2_000):
        start = FIRST + timedelta(minutes=dice.randrange(SPAN // 60))
        world = _world(dice, start)._replace(zone=dice.choice(("Europe/London", "Asia/Kolkata", "UTC", "Asia/Bangkok")))
        length = f"{dice.randint(1, 5)} {dice.choice(('hours', 'days', 'business days', 'business days'))}"
        rule = _rule(
            [{"length": length, "source": "s", "confidence": "high"}],
            pauses={"from": ["request.offered"], "until": ["offer.declined"]},
        )
        policy, asked = _policy(rule, [], world), Asked(None, None)
        due = oracle_rules.due(rule, [], start, asked, world, "GBP")
        paused = start + timedelta(minutes=dice.randrange(int((due - start).total_seconds()) // 60 + 1))
        resumed = paused + timedelta(minutes=dice.choice((0, 30, 600, dice.randrange(9_000))))
        events = [
            Event(name, at, id=n)
            for n, (name, at) in enumerate(
                (("request.opened", start), ("request.offered", paused), ("offer.declined", resumed)), 1
            )
        ]
        (clock,) = derive(_case(asked, *events), policy, ZoneInfo(world.zone)).clocks
        unit = length.split(" ", 1)[1]
        wanted = oracle_rules.after_pause(due, unit, paused, resumed, world.zone, world)
        assert clock.due == wanted, (number, length, start, paused, resumed, world)
        moved += clock.due != due
    assert moved > 1_000


def test_the_second_opinion_is_one() -> None:
    """A wrong rule is seen: the same examples, one key read otherwise, do not agree."""
    dice, seen = random.Random(3), Counter[str]()
    for _ in range(300):
        start = _start(dice)
        world, rule = _world(dice, start), _rule([_term(dice)])
        policy = _policy(rule, [], world)
        term = policy.rules[0].terms[0]
        asked = Asked(None, None)
        for name, other in (
            ("ends", term._replace(ends=None)),
            ("cut-off", term._replace(cut_off=None)),
            ("opens", term._replace(opens=None)),
            ("zone", term._replace(zone=ZoneInfo("Asia/Tokyo"))),
        ):
            changed = replace(policy, rules=(policy.rules[0]._replace(terms=(other,)),))
            case = _case(asked, Event("request.opened", start, id=1))
            due = derive(case, changed, ZoneInfo(world.zone)).clocks[0].due
            seen[name] += due != oracle_rules.due(rule, [], start, asked, world, "GBP")
    assert min(seen[n] for n in ("ends", "cut-off", "opens", "zone")) > 10
