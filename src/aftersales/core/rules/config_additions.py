"""Closed days and overlays from the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from aftersales import text
from aftersales.core.rules.overlay_file import parse_overlays, unknown_references
from aftersales.core.rules.policy import YOUR_CONFIGURATION, Overlay, Policy, Rule
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.core.time.calendar import Calendar, own_day
from aftersales.core.time.week_file import closed_weekdays
from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml.reader import Source, shown

#     [markets.GB]
#     closed = { 2026-12-24 = "platform holiday" }     # or a list of dates
#     open = [2026-08-31]
#     closed_weekdays = ["sat", "sun"]                 # in place of the calendar's
#
#     [[overlays]]                                     # or [[shops.NAME.overlays]]; keys of a policy file's [[overlay]]
#     market = "GB"
#     name = "Black Friday"
#     from = 2026-11-20
#     until = 2026-12-01                               # the first day on which it no longer holds
#     rules = ["gb.respond"]
#     plus = "2 business days"
#
# The days are days of the platform's calendar, which counts deadlines. Staff holidays are in the staff table.
#     [markets.SE]                                     # a market that is not built in
#     name = "Sweden"
#     timezone = "Europe/Stockholm"
#     currency = "SEK"
#     calendar = "se"                                  # a file in policies/calendars/; absent: holidays are not known
_DAYS_KEYS = {"closed", "open", "closed_weekdays", "name", "timezone", "currency", "calendar"}


class DayChanges(NamedTuple):
    """The seller's changes to a market's calendar. `weekdays` are the closed ones from Monday (0); None: unchanged."""

    closed: Mapping[date, str] = MappingProxyType({})
    opened: frozenset[date] = frozenset()
    weekdays: frozenset[int] | None = None


class Additions(NamedTuple):
    """What the configuration adds to the rules of one shop. `overlays` are those of its whole market."""

    days: DayChanges = DayChanges()
    overlays: tuple[Overlay, ...] = ()
    shop_overlays: tuple[Overlay, ...] = ()


def parse_additions(
    reader: PolicyReader, tables: Mapping[str, Any], shop: str, market: str, code: Callable[[str], str]
) -> Additions:
    """What the tables of a configuration add to the rules of a shop in a market; the reader collects every mistake.

    `code` gives the ISO code of a market as typed, or raises ConfigError.
    """
    days, place_of = DayChanges(), dict[str, str]()
    for name, value in reader.table("", "markets", tables.get("markets", {})).items():
        place = f"[markets.{name}]"
        changes, table_market = _days(reader, place, value), _code(reader, place, name, code)
        days = changes if table_market == market else days
        if table_market is not None and (first := place_of.setdefault(table_market, place)) != place:
            reader.wrong(
                place,
                tr(
                    "{first} names {table_market} too; make one table of them",
                    first=first,
                    table_market=table_market,
                ),
            )
    overlays = list(_market_overlays(reader, tables.get("overlays", []), market, code))
    shops, shop_overlays = tables.get("shops"), list[Overlay]()
    for name, table in shops.items() if isinstance(shops, dict) else ():
        if isinstance(table, dict) and "overlays" in table:
            parsed = _shop_overlays(reader, f"[[shops.{name}.overlays]]", table["overlays"], market)
            shop_overlays += parsed if name == shop else []
    return Additions(days, tuple(overlays), tuple(shop_overlays))


def _shop_overlays(reader: PolicyReader, key: str, value: Any, market: str) -> list[Overlay]:
    if isinstance(value, list) and any(isinstance(v, dict) and "market" in v for v in value):
        reader.wrong(key, tr("a shop has one market; leave market out"))
    return parse_overlays(reader, value, market, key=key, source=tr(YOUR_CONFIGURATION))


def _code(reader: PolicyReader, place: str, name: Any, code: Callable[[str], str]) -> str | None:
    try:
        return code(str(name))
    except ConfigError as error:
        reader.wrong(place, str(error))
        return None


def _market_overlays(reader: PolicyReader, value: Any, market: str, code: Callable[[str], str]) -> Iterator[Overlay]:
    key = "[[overlays]]"
    for number, table in enumerate(reader.tables("", key, value), 1):
        place = f"{key} {table.get('name') or f'number {number}'}"
        if not isinstance(table.get("market"), str):
            reader.wrong(place, tr('market is missing; write its code, such as "GB"'))
        elif (table_market := _code(reader, place, table["market"], code)) is not None:
            table = {**table, "market": table_market}
        yield from parse_overlays(reader, [table], market, key=key, source=tr(YOUR_CONFIGURATION))


def _days(reader: PolicyReader, place: str, value: Any) -> DayChanges:
    table = reader.table("", place, value)
    reader.keys(place, table, _DAYS_KEYS)
    closed, opened = _closed(reader, place, table.get("closed", {})), _open(reader, place, table.get("open", []))
    for day in sorted(closed.keys() & opened):
        reader.wrong(place, tr("{day} is in closed and in open", day=day))
    value = table.get("closed_weekdays")
    weekdays = None if value is None else closed_weekdays(reader, place, "closed_weekdays", value)
    return DayChanges(closed, opened, weekdays)


def _closed(reader: PolicyReader, place: str, value: Any) -> dict[date, str]:
    if isinstance(value, list):
        return dict.fromkeys(_dates(reader, place, "closed", value), own_day())
    days: dict[date, str] = {}
    for key, name in reader.table(place, "closed", value).items():
        try:
            day = date.fromisoformat(key)
        except ValueError:
            reader.wrong(place, tr("closed has the key {key!r}; write dates such as 2026-12-24", key=key))
            continue
        if isinstance(name, str) and name.strip():
            days[day] = own_day(name.strip())
        else:
            reader.wrong(
                place,
                tr(
                    'closed.{key} is {name!r}; write a name for the day, such as "platform holiday"', key=key, name=name
                ),
            )
    return days


def _open(reader: PolicyReader, place: str, value: Any) -> frozenset[date]:
    if isinstance(value, list):
        return frozenset(_dates(reader, place, "open", value))
    reader.wrong(place, tr("open is {value}; write a list of dates such as [2026-08-31]", value=shown(value)))
    return frozenset()


def _dates(reader: PolicyReader, place: str, key: str, value: list[Any]) -> list[date]:
    days = [reader.day(place, key, item) for item in value]
    return [day for day in days if day is not None]


def apply_additions(
    policy: Policy, added: Additions, where: str, others: Callable[[], Iterable[Policy]] = tuple
) -> Policy:
    """The policy with the seller's own days and overlays. `where` names the configuration in messages.

    `others` gives the other rule sets that the seller's shops use in the market. An overlay for a whole market may name
    rules and duties of any of them. Raises ConfigError if it names one that is in none of them, or if no business day
    is left.
    """
    overlays = added.overlays
    if unknown_references(overlays, policy.rules):
        elsewhere = [rule for other in others() for rule in other.rules]
        overlays = tuple(kept for o in overlays if (kept := _kept(o, policy.rules, elsewhere)) is not None)
    overlays += added.shop_overlays
    if wrong := unknown_references(overlays, policy.rules, policy.name):
        raise ConfigError("\n".join(text.labelled(where, mistake) for mistake in wrong))
    calendar = _calendar(policy.calendar, added.days)
    if calendar is not policy.calendar and (day := calendar.endless_closure()) is not None:
        raise ConfigError(
            tr(
                "{where}: [markets.{market}]: from {day} on, 20 years have no working day; take some of the "
                "days out of closed, or set the closed weekdays in closed_weekdays",
                where=where,
                market=policy.market,
                day=day,
            )
        )
    overlays = tuple(overlay._replace(file=where) for overlay in overlays)
    return replace(policy, calendar=calendar, overlays=(*policy.overlays, *overlays))


def _kept(overlay: Overlay, rules: Sequence[Rule], elsewhere: Sequence[Rule]) -> Overlay | None:
    """The overlay without the rules and duties that only other rule sets have; None if nothing is left."""
    names = overlay.rules - ({r.id for r in elsewhere} - {r.id for r in rules})
    duties = overlay.duties - ({r.duty for r in elsewhere} - {r.duty for r in rules})
    return overlay._replace(rules=names, duties=duties) if names or duties or overlay.windows else None


def _calendar(calendar: Calendar, changes: DayChanges) -> Calendar:
    if changes == DayChanges():
        return calendar
    closed = changes.weekdays if changes.weekdays is not None else calendar.closed_weekdays
    plain = replace(calendar, closed_weekdays=closed)
    if changes.weekdays is not None:
        source = Source(tr(YOUR_CONFIGURATION), None, "high")
        plain = replace(plain, unsure_weekdays=frozenset(), weekdays_source=source)
    opened = {day: why for day in changes.opened if (why := plain.why_closed(day)) is not None}
    return replace(plain, holidays={**calendar.holidays, **changes.closed}, opened=opened)
