"""A second opinion on which term of a rule holds and when it ends, from the plain tables of a policy file: slow,
literal, and sharing no code with src/. Days are walked one by one, wall clocks looked at minute by minute (`oracle`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import oracle

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Table = Mapping[str, Any]


class World(NamedTuple):
    """Where a rule is applied: the market's zone and closed days."""

    zone: str
    holidays: frozenset[date]
    closed: tuple[int, ...]

    def open(self, day: date) -> bool:
        """Whether business is done on a day."""
        return day not in self.holidays and day.weekday() not in self.closed

    def of(self, weekdays: Table | None) -> World:
        """The same for a term that has working weekdays of its own, as the file writes them."""
        return self if weekdays is None else self._replace(closed=tuple(map(WEEK.index, weekdays["closed"])))


class Asked(NamedTuple):
    """What is known of a case: the order's amount, the refund asked and the item's price, (text, currency) or None; and
    the time that its listing gives the seller.
    """

    order: tuple[str, str] | None
    refund: tuple[str, str] | None
    item: tuple[str, str] | None = None
    handling: str | None = None


def due(rule: Table, overlays: list[Table], start: datetime, asked: Asked, world: World, currency: str) -> Any:
    """When the clock of a rule ends that starts at `start` (UTC), or None where no term covers the day."""
    day = oracle._wall(start, world.zone).date()
    in_force = [t for t in rule["terms"] if t.get("from", date.min) <= day < t.get("until", date.max)]
    worlds: Callable[[Table], World] = lambda t: world.of(t.get("weekdays", rule.get("weekdays")))  # noqa: E731
    special = [t for t in in_force if "started-on" in t and _started_so(t["started-on"], day, worlds(t))]
    in_force = special or [t for t in in_force if "started-on" not in t]
    in_force = [t for t in in_force if asked.handling or not t["length"].startswith("handling")]
    if not in_force:
        return None
    newest = max(t.get("from", date.min) for t in in_force)
    in_force = [t for t in in_force if t.get("from", date.min) == newest]
    value = (asked.item if rule.get("value-of") == "item" else asked.order) or asked.refund
    held = _admitted(in_force, value, currency) or in_force
    zone_of: Callable[[Table], str] = lambda t: t.get("timezone", rule.get("timezone", world.zone))  # noqa: E731
    base, term = min(((_ended(t, asked, start, zone_of(t), worlds(t)), t) for t in held), key=lambda found: found[0])
    latest = base
    for overlay in overlays:
        named = rule["id"] in overlay.get("rules", ()) or rule["duty"] in overlay.get("duties", ())
        if named and overlay["from"] <= day < overlay["until"]:
            latest = max(latest, _overlaid(term, overlay, start, zone_of(term), worlds(term)))
    return latest


def _ended(term: Table, asked: Asked, start: datetime, zone: str, world: World) -> datetime:
    """When a term ends; of an order with a handling time, first that is walked to its end, and the rest from there."""
    if not term["length"].startswith("handling"):
        return ends(term, term["length"], start, zone, world)
    rest, lead = term["length"].removeprefix("handling").removeprefix(" + "), str(asked.handling)
    if not rest:
        return ends(term, lead, start, zone, world)
    return ends(term, rest, ends({}, lead, start, zone, world), zone, world)


def _started_so(wanted: Any, day: date, world: World) -> bool:
    if isinstance(wanted, str):
        return world.open(day) if wanted == "open-day" else not world.open(day)
    return WEEK[day.weekday()] in wanted


def _admitted(terms: list[Table], value: tuple[str, str] | None, currency: str) -> list[Table]:
    """The terms whose limits hold the value; none where it is not known or can't be compared."""
    limited = [t for t in terms if any(k in t for k in ("below", "up-to", "at-least", "above"))]
    if not limited or value is None or any(t.get("currency", currency) != value[1] for t in limited):
        return []
    amount = Decimal(value[0])
    return [
        t
        for t in terms
        if not ("below" in t and amount >= Decimal(t["below"]))
        and not ("up-to" in t and amount > Decimal(t["up-to"]))
        and not ("at-least" in t and amount < Decimal(t["at-least"]))
        and not ("above" in t and amount <= Decimal(t["above"]))
    ]


def _overlaid(term: Table, overlay: Table, start: datetime, zone: str, world: World) -> datetime:
    if "length" in overlay:
        own = {k: v for k, v in term.items() if k != "cut-off" or not overlay["length"].endswith(("hour", "hours"))}
        return ends(own, overlay["length"], start, zone, world)
    (more, unit), (count, own_unit) = _parts(overlay["plus"]), _parts(term["length"])
    if unit == own_unit:
        return ends(term, f"{more + count} {unit}", start, zone, world)
    own = ends({k: v for k, v in term.items() if k != "ends"}, term["length"], start, zone, world)
    done = ends({}, overlay["plus"], own, zone, world)
    later = "opens" in term and term.get("runs-from") != "start"
    start = ends({}, term["opens"], start, zone, world) if later else start
    return _closed(term["ends"], oracle._wall(done, zone).date(), zone, start) if "ends" in term else done


def _parts(length: str) -> tuple[int, str]:
    number, unit = length.split(" ", 1)
    return int(number), unit if unit.endswith("s") else unit + "s"


def ends(term: Table, length: str, start: datetime, zone: str, world: World) -> datetime:
    """When a term of this length ends, by its opening, its closing hour and its cut-off."""
    if "opens" in term and term.get("runs-from") != "start":
        start = ends({}, term["opens"], start, zone, world)
    number, unit = _parts(length)
    wall = oracle._wall(start, zone)
    if unit == "hours":
        done = start
        for _ in range(number):
            done += HOUR
        last = oracle._wall(done, zone)
    else:
        last = datetime.combine(_last_day(term, number, unit, wall, world), wall.time())
        done = oracle._when_wall_shows(last, zone)
    return _closed(term["ends"], last.date(), zone, start) if "ends" in term else done


def _last_day(term: Table, number: int, unit: str, wall: datetime, world: World) -> date:
    counts = world.open if unit == "business days" else lambda day: True
    number *= 7 if unit == "weeks" else 1
    day, counted = wall.date(), 0
    if "cut-off" in term:
        while not (counts(day) and (day != wall.date() or wall.time() < time.fromisoformat(term["cut-off"]))):
            day += DAY
        counted = 0 if term.get("first-day") == "next-day" else 1
    elif term.get("first-day") == "same-day":
        counted = 1
    while counted < number:
        day += DAY
        if counts(day):
            counted += 1
    return day


def _closed(wanted: str, day: date, zone: str, start: datetime) -> datetime:
    name, _, clock = wanted.rpartition(" ")
    at = time(23, 59, 59) if wanted == "end-of-day" else time.fromisoformat(clock)
    while True:
        if not name or WEEK[day.weekday()] == name:
            instant = oracle._when_wall_shows(datetime.combine(day, at), zone)
            if instant > start:
                return instant
        day += DAY


def after_pause(due: datetime, unit: str, paused: datetime, resumed: datetime, zone: str, world: World) -> datetime:
    """When a term without a closing hour ends that was due at `due` and stood from `paused` to `resumed`: minute by
    minute, first those of the pause that count are told off, then as many are walked on from the deadline.
    """
    if unit == "hours":
        while paused < resumed:
            paused, due = paused + MINUTE, due + MINUTE
        return due
    moment, until, left = oracle._wall(paused, zone), oracle._wall(resumed, zone), 0
    while moment < until:
        left += unit != "business days" or world.open(moment.date())
        moment += MINUTE
    end = oracle._wall(due, zone)
    if not left:
        return due
    while left:
        left -= unit != "business days" or world.open(end.date())
        end += MINUTE
    while unit == "business days" and not world.open(end.date()):  # the night after an open day is the next one's
        end += MINUTE
    return oracle._when_wall_shows(end, zone)
