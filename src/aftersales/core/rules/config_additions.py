"""Decides what a seller's own configuration adds to a market's rules: days closed or open beside the calendar's
(`[markets.GB]`), and named ranges in which terms are longer (`[[overlays]]`, `[[shops.NAME.overlays]]`).

    [markets.GB]
    closed = { 2026-12-24 = "platform holiday" }     # or a list of dates
    open = [2026-08-31]
    closed_weekdays = ["sat", "sun"]                 # instead of the calendar's

    [[overlays]]                                     # the keys of a policy file's [[overlay]]; a source may be left out
    market = "GB"
    name = "Black Friday"
    from = 2026-11-20
    until = 2026-12-01                               # the first day no longer
    rules = ["gb.respond"]
    plus = "2 business days"

The days are those of the platform's calendar, by which deadlines are counted, not those on which the staff works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from aftersales.core.rules.policy import YOUR_CONFIGURATION, Overlay, Policy, Rule
from aftersales.core.rules.policy_file import parse_overlays, unknown_references
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.core.time.calendar import WEEKDAYS, Calendar
from aftersales.errors import ConfigError
from aftersales.record import NamedTuple

_DAYS_KEYS = {"closed", "open", "closed_weekdays"}


class DayChanges(NamedTuple):
    """The seller's own days of a market: closed ones with their names, open ones, and the weekdays that are closed
    (None: the calendar's).
    """

    closed: Mapping[date, str] = MappingProxyType({})
    opened: frozenset[date] = frozenset()
    weekdays: frozenset[int] | None = None


class Additions(NamedTuple):
    """What the configuration adds to the rules of one shop: its market's days, its market's overlays, its own."""

    days: DayChanges = DayChanges()
    overlays: tuple[Overlay, ...] = ()
    shop_overlays: tuple[Overlay, ...] = ()


def parse_additions(
    reader: PolicyReader, tables: Mapping[str, Any], shop: str, market: str, code: Callable[[str], str]
) -> Additions:
    """What the tables of a configuration add to the rules of a shop in a market; every mistake in any of them is noted
    with the reader. `code` gives the ISO code of a market as typed, and raises ConfigError where there is none.
    """
    days, named = DayChanges(), dict[str, str]()
    for name, value in reader.table("", "markets", tables.get("markets", {})).items():
        place = f"[markets.{name}]"
        found, its = _days(reader, place, value), _code(reader, place, name, code)
        days = found if its == market else days
        if its is not None and (first := named.setdefault(its, place)) != place:
            reader.wrong(place, f"{first} names {its} too; make one table of the two")
    ranges = list(_for_market(reader, tables.get("overlays", []), market, code))
    shops, own = tables.get("shops"), list[Overlay]()
    for name, table in shops.items() if isinstance(shops, dict) else ():
        if isinstance(table, dict) and "overlays" in table:
            of_shop = _of_shop(reader, f"[[shops.{name}.overlays]]", table["overlays"], market)
            own += of_shop if name == shop else []
    return Additions(days, tuple(ranges), tuple(own))


def _of_shop(reader: PolicyReader, key: str, value: Any, market: str) -> list[Overlay]:
    if isinstance(value, list) and any(isinstance(v, dict) and "market" in v for v in value):
        reader.wrong(key, "a shop has one market; leave market out")
    return parse_overlays(reader, value, market, key=key, source=YOUR_CONFIGURATION)


def _code(reader: PolicyReader, place: str, name: Any, code: Callable[[str], str]) -> str | None:
    try:
        return code(str(name))
    except ConfigError as error:
        reader.wrong(place, str(error))
        return None


def _for_market(reader: PolicyReader, value: Any, market: str, code: Callable[[str], str]) -> Iterator[Overlay]:
    key = "[[overlays]]"
    for number, table in enumerate(reader.tables("", key, value), 1):
        place = f"{key} {table.get('name') or f'number {number}'}"
        if not isinstance(table.get("market"), str):
            reader.wrong(place, 'market is missing; write its code, such as "GB"')
        elif (own := _code(reader, place, table["market"], code)) is not None:
            table = {**table, "market": own}
        yield from parse_overlays(reader, [table], market, key=key, source=YOUR_CONFIGURATION)


def _days(reader: PolicyReader, place: str, value: Any) -> DayChanges:
    table = reader.table("", place, value)
    reader.keys(place, table, _DAYS_KEYS)
    closed, opened = _closed(reader, place, table.get("closed", {})), _open(reader, place, table.get("open", []))
    for day in sorted(closed.keys() & opened):
        reader.wrong(place, f"{day} stands in closed and in open")
    return DayChanges(closed, opened, _weekdays(reader, place, table.get("closed_weekdays")))


def _closed(reader: PolicyReader, place: str, value: Any) -> dict[date, str]:
    if isinstance(value, list):
        return dict.fromkeys(_dates(reader, place, "closed", value), f"closed ({YOUR_CONFIGURATION})")
    found: dict[date, str] = {}
    for key, name in reader.table(place, "closed", value).items():
        try:
            day = date.fromisoformat(key)
        except ValueError:
            reader.wrong(place, f"closed has the key {key!r}; it takes dates such as 2026-12-24")
            continue
        if isinstance(name, str) and name.strip():
            found[day] = f"{name.strip()} ({YOUR_CONFIGURATION})"
        else:
            reader.wrong(place, f'closed.{key} is {name!r}; write what the day is, such as "platform holiday"')
    return found


def _open(reader: PolicyReader, place: str, value: Any) -> frozenset[date]:
    if isinstance(value, list):
        return frozenset(_dates(reader, place, "open", value))
    reader.wrong(place, f"open is {value!r}; it is a list of dates such as [2026-08-31]")
    return frozenset()


def _dates(reader: PolicyReader, place: str, key: str, value: list[Any]) -> list[date]:
    found = [(item, reader.day(place, key, item)) for item in value]
    return [day for item, day in found if day is not None]


def _weekdays(reader: PolicyReader, place: str, value: Any) -> frozenset[int] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(v in WEEKDAYS for v in value):
        reader.wrong(place, f'closed_weekdays is {value!r}; it is a list of weekdays such as ["sat", "sun"]')
        return None
    if len(set(value)) == len(WEEKDAYS):
        reader.wrong(place, "closed_weekdays names every day of the week; at least one must be a working day")
    return frozenset(map(WEEKDAYS.index, value))


def apply_additions(
    policy: Policy, added: Additions, where: str, others: Callable[[], Iterable[Policy]] = tuple
) -> Policy:
    """The policy with the seller's own days and overlays. `where` names the configuration in messages, `others` gives
    the other rule sets that the seller's shops use in the market.

    An overlay for a whole market says nothing where another of its rule sets has what it names. Raises ConfigError
    where an overlay names a rule or a duty that is nowhere, or the days leave no working day.
    """
    ranges = added.overlays
    if unknown_references(ranges, policy.rules):
        elsewhere = [rule for other in others() for rule in other.rules]
        ranges = tuple(kept for o in ranges if (kept := _kept(o, policy.rules, elsewhere)) is not None)
    if wrong := unknown_references((*ranges, *added.shop_overlays), policy.rules, f" in {policy.name}"):
        raise ConfigError("\n".join(f"{where}: {mistake}" for mistake in wrong))
    calendar = _calendar(policy.calendar, added.days)
    if calendar is not policy.calendar and (day := calendar.endless_closure()) is not None:
        raise ConfigError(
            f"{where}: [markets.{policy.market}]: from {day} on 20 years bring no working day; take some of the days "
            "out of closed, or say in closed_weekdays which weekdays are closed"
        )
    own = (overlay._replace(file=where) for overlay in (*ranges, *added.shop_overlays))
    return replace(policy, calendar=calendar, overlays=(*policy.overlays, *own))


def _kept(overlay: Overlay, rules: Sequence[Rule], elsewhere: Sequence[Rule]) -> Overlay | None:
    """The overlay without what only other rule sets of the market have; None where nothing is left of it."""
    names = overlay.rules - ({r.id for r in elsewhere} - {r.id for r in rules})
    duties = overlay.duties - ({r.duty for r in elsewhere} - {r.duty for r in rules})
    return overlay._replace(rules=names, duties=duties) if names or duties else None


def _calendar(calendar: Calendar, own: DayChanges) -> Calendar:
    if own == DayChanges():
        return calendar
    closed = own.weekdays if own.weekdays is not None else calendar.closed_weekdays
    plain = replace(calendar, closed_weekdays=closed)
    opened = {day: why for day in own.opened if (why := plain.why_closed(day)) is not None}
    return replace(plain, holidays={**calendar.holidays, **own.closed}, opened=opened)
