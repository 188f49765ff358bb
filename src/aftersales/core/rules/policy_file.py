"""Decides what a policy file may say and turns its plain tables into rules, reporting every mistake; leaves finding
files to `policies`, and how a value is written to `policy_values`.

    market, name, timezone, currency, calendar, checked (the day a person last compared the file with its sources),
    [buyer-window], [returnless], [[rule]], [[overlay]], extends (of a file that is laid over another, see
    `policies.layers`)

A rule: `id`, `duty`, `owner`, `when` (facts of the case), `starts`, `stops` (events), `outcome` (of silence),
`act-late`, `note`, `terms`, and

- `extension = { length = "4 days", times = 1 }`: the seller may move the deadline so far, so often, before it passes;
- `pauses = { from = […], until = […], most = "3 days" }`: an event of `from` stops the clock while the buyer's answer
  is awaited, one of `until` lets it go on with what was left in the term's own unit (`core.pauses`). `most`: it goes on
  by itself after so long. Without it the clock stands until an event of `until` or `stops` comes;
- `timezone`: the wall on which its terms are read, where that is not the market's.

A term: `length` ("N hours", "N days", "N weeks", "N business days"), the keys of a source (`source`, `url`, `dated`,
`confidence`, `note`), and

- `from` (inclusive), `until` (exclusive): the dates of the starting event for which it holds, in the market's zone;
- `below`, `up-to`, `at-least`, `above`, `currency`: the order's value, each side of a limit with its own boundary;
- `started-on = ["sat", "sun"]`, "closed-day" or "open-day": only for clocks that start on such a day. A term whose
  `started-on` fits goes before those without one;
- `ends`: the closing hour of its last day: "end-of-day" (23:59:59), "23:59", or "mon 12:00", which is the first Monday
  from that day on, at noon. Never at or before the start: then it is the next such time;
- `cut-off = "14:00"` (needs `ends`; not with hours): an event before it on an open day belongs to that day, any other
  to the next open day. `first-day = "same-day"` (default): the day to which it belongs is day 1 of the term;
  "next-day": the day after it is. Viet Nam's dispatch, "before 14:00 on a working day the same day, else a working day
  more, by 23:59", is `length = "1 business day"`, `cut-off = "14:00"`, `ends = "end-of-day"`: Mon 13:59 → Mon 23:59:59,
  Mon 14:00 → Tue 23:59:59, Sat 10:00 → Mon 23:59:59 (not before 14:00 on a working day, so a working day more);
- `timezone`: as of the rule, for this term.

An overlay is a named range in which a term is longer: `name`, `from` (inclusive), `until` (exclusive), `rules` (ids) or
`duties`, `length` (instead of the term's own) or `plus` (on top of it), `market` (where the file serves several), and
the keys of a source. The date of the starting event decides, in the market's zone; the closing hour, cut-off and zone
stay the term's, applied to where the longer length leads: of 2 business days with the end of the day, from Mon 10:00,
so Wed 23:59:59, 12 hours more lead to Wed 22:00 and change nothing; from Mon 15:00 they lead to Thu 03:00, so Thu
23:59:59. It never makes a deadline earlier, and of two the longer holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.cases.events import NAMES
from aftersales.core.cases.statuses import ARBITRATIONS
from aftersales.core.rules.policy import (
    LIMITS,
    BuyerWindow,
    Extension,
    Overlay,
    Pauses,
    Policy,
    Returnless,
    Rule,
    Term,
)
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.core.time.calendar import Calendar
from aftersales.core.vocabulary import CAUSES, KINDS, MODES, OWNERS
from aftersales.toml.reader import CONFIDENCES, SOURCE_KEYS

OUTCOMES = (
    "auto-approved", "deemed-delivered", "refunded", "case-closed", "late", "delivery-late", "tracking-stale",
    "window-closed", "decided-without-you", "order-cancelled", "none", "unknown",
)  # fmt: skip
_WHEN = {
    "kind": frozenset(KINDS),
    "mode": frozenset({*MODES, "undecided"}),
    "fulfilment": frozenset({"seller", "platform"}),
    "market": None,
    "cause": frozenset(CAUSES),
    "ruling": frozenset(ARBITRATIONS),
    "approved-by": frozenset({"seller", "platform", "unknown"}),
    "quick-refund": frozenset({"yes", "no"}),
}
_RULE_KEYS = {
    "id", "duty", "owner", "when", "starts", "stops", "outcome", "act-late", "extension", "pauses", "timezone", "note",
    "terms", "remove",
}  # fmt: skip
_TERM_KEYS = {
    "length", "ends", "cut-off", "first-day", "started-on", "timezone", "from", "until", *LIMITS, "currency",
    *SOURCE_KEYS,
}  # fmt: skip
_OVERLAY_KEYS = {"name", "from", "until", "rules", "duties", "length", "plus", "market", *SOURCE_KEYS}
_TOP_KEYS = {
    "market", "name", "checked", "timezone", "currency", "calendar", "rule", "overlay", "buyer-window", "returnless",
    "extends",
}  # fmt: skip


def _term(reader: PolicyReader, place: str, table: Mapping[str, Any], zone: ZoneInfo | None) -> Term:
    reader.keys(place, table, _TERM_KEYS)
    if not table.get("source"):
        reader.wrong(place, "source is missing; every term says where it was read")
    since, until = _range(reader, place, table)
    currency = reader.currency_of(place, table.get("currency"), reader.currency)
    length, ends = reader.length(place, table.get("length")), reader.ends(place, table.get("ends"))
    return Term(
        length=length,
        source=reader.text(place, "source", table.get("source") or None, needed=False),
        dated=reader.day(place, "dated", table.get("dated")),
        confidence=reader.word(place, "confidence", table.get("confidence"), CONFIDENCES, "low"),
        url=reader.text(place, "url", table.get("url"), needed=False) or None,
        note=reader.text(place, "note", table.get("note"), needed=False),
        since=since,
        until=until,
        ends=ends,
        cut_off=reader.cut_off(place, table, length, ends),
        zone=reader.zone(place, table.get("timezone")) or zone,
        started_on=reader.started_on(place, table.get("started-on")),
        limits=tuple((k, reader.amount(place, k, table[k], currency)) for k in LIMITS if k in table),
        currency=currency,
    )


def _range(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> tuple[date | None, date | None]:
    since, until = reader.day(place, "from", table.get("from")), reader.day(place, "until", table.get("until"))
    if since and until and until <= since:
        reader.wrong(place, f"until {until} is not after from {since}; it is the first day no longer")
    return since, until


def _rule(reader: PolicyReader, number: int, table: Mapping[str, Any], file: str) -> Rule:
    reader.where = file
    place = f"rule {table.get('id') or f'number {number}'}"
    reader.keys(place, table, _RULE_KEYS)
    if not table.get("id") or not table.get("duty"):
        reader.wrong(place, "id and duty are both needed")
    zone = reader.zone(place, table.get("timezone"))
    terms = tuple(
        _term(reader, f"{place}, term {n}", t, zone)
        for n, t in enumerate(reader.tables(place, "terms", table.get("terms", [])), 1)
    )
    if not terms:
        reader.wrong(place, "terms is empty; a rule without a term has no deadline")
    stops = reader.events(place, "stops", table.get("stops"))
    return Rule(
        id=reader.text(place, "id", table.get("id") or None, needed=False),
        duty=reader.text(place, "duty", table.get("duty") or None, needed=False),
        owner=reader.word(place, "owner", table.get("owner", "seller"), OWNERS, "seller"),
        starts=reader.events(place, "starts", table.get("starts")),
        stops=stops,
        outcome=reader.word(place, "outcome", table.get("outcome", "unknown"), OUTCOMES, "unknown"),
        terms=terms,
        when=_when(reader, place, reader.table(place, "when", table.get("when", {}))),
        act_late=reader.yes(place, "act-late", table.get("act-late", False)),
        extension=_extension(reader, f"{place}, extension", table.get("extension")),
        pauses=_pauses(reader, f"{place}, pauses", table.get("pauses"), stops),
        note=reader.text(place, "note", table.get("note"), needed=False),
        file=file,
    )


def _extension(reader: PolicyReader, place: str, value: Any) -> Extension | None:
    if value is None:
        return None
    given = reader.table(place, "extension", value)
    reader.keys(place, given, {"length", "times"})
    return Extension(reader.length(place, given.get("length")), reader.times(place, given.get("times", 1)))


def _pauses(reader: PolicyReader, place: str, value: Any, stops: frozenset[str]) -> Pauses | None:
    if value is None:
        return None
    given = reader.table(place, "pauses", value)
    reader.keys(place, given, {"from", "until", "most"})
    since, until = reader.events(place, "from", given.get("from")), reader.events(place, "until", given.get("until"))
    for event in sorted(since & stops | until & stops):
        reader.wrong(place, f"{event} stands in stops too; it can't both end the clock and pause it or let it go on")
    for event in sorted(since & until):
        reader.wrong(place, f"{event} stands in from and in until")
    return Pauses(since, until, reader.length(place, given["most"]) if "most" in given else None)


def parse_overlays(
    reader: PolicyReader, value: Any, market: str, *, key: str = "overlay", source: str | None = None
) -> list[Overlay]:
    """The named ranges of a list of tables that hold for a market. `source` is what an overlay without one of its own
    has; None: each must name its source.
    """
    found = []
    for number, table in enumerate(reader.tables("", key, value), 1):
        place = f"{key} {table.get('name') or f'number {number}'}"
        made = _overlay(reader, place, table if source is None else {"source": source, "confidence": "high", **table})
        markets = table.get("market", market)
        if not isinstance(markets, str | list):
            reader.wrong(place, f"market is {markets!r}; it is a code such as GB, or a list of them")
        elif market in ([markets] if isinstance(markets, str) else markets):
            found.append(made)
    return found


def _overlay(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> Overlay:
    reader.keys(place, table, _OVERLAY_KEYS)
    told = reader.source(place, table)
    since, until = _range(reader, place, table)
    for key, day in (("from", since), ("until", until)):
        if day is None and key not in table:
            reader.wrong(place, f"{key} is missing; write a date such as 2026-11-20, without quotes")
    rules, duties = (reader.words(place, key, table.get(key)) for key in ("rules", "duties"))
    if "rules" not in table and "duties" not in table:
        reader.wrong(place, "it names no rules and no duties, so nothing would be longer")
    if ("length" in table) == ("plus" in table):
        reader.wrong(place, "one of length (instead of the term's own) and plus (on top of it) is needed, not both")
    return Overlay(
        name=reader.text(place, "name", table.get("name")),
        since=since or date.max,
        until=until or date.max,
        rules=frozenset(rules),
        duties=frozenset(duties),
        length=reader.length(place, table["length"]) if "length" in table else None,
        plus=reader.length(place, table["plus"]) if "plus" in table else None,
        source=told.text,
        dated=told.dated,
        confidence=told.confidence,
        url=told.url or None,
        note=told.note,
    )


def unknown_references(found: Sequence[Overlay], rules: Sequence[Rule], inside: str = "") -> list[str]:
    """What is wrong with overlays that name a rule or a duty that is not there; `inside` says in what it is not."""
    mistakes = []
    for overlay in found:
        for what, named, known in (
            ("rule", overlay.rules, {r.id for r in rules}),
            ("duty", overlay.duties, {r.duty for r in rules}),
        ):
            for name in sorted(named - known):
                near = get_close_matches(name, sorted(known), n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(known))}"
                mistakes.append(f"overlay {overlay.name}: no {what} {name!r}{inside}{hint}")
    return mistakes


def _when(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The conditions of a rule: for each fact the values it may have."""
    inside, when = f"{place}, when", {}
    reader.keys(inside, table, _WHEN)
    for key, given in table.items():
        names = [given] if isinstance(given, str) else given
        if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
            reader.wrong(inside, f"{key} is {given!r}; it is a list of words")
            continue
        allowed = _WHEN.get(key)
        when[key] = frozenset(n if allowed is None else reader.word(inside, key, n, allowed, n) for n in names)
    return when


def _window(reader: PolicyReader, value: Any) -> BuyerWindow:
    place, given = "buyer-window", reader.table("", "buyer-window", value)
    reader.keys(place, given, {"length", "starts", *SOURCE_KEYS})
    delivered, read = "order.delivered", reader.source(place, given)
    return BuyerWindow(
        length=reader.length(place, given.get("length")),
        starts=reader.word(place, "starts", given.get("starts", delivered), NAMES, delivered),
        source=read.text,
        dated=read.dated,
        confidence=read.confidence,
    )


def _returnless(reader: PolicyReader, value: Any) -> Returnless:
    given = reader.table("", "returnless", value)
    reader.keys("returnless", given, {"up-to", "currency", *SOURCE_KEYS})
    currency = reader.currency_of("returnless", given.get("currency"), reader.currency)
    limit = reader.amount("returnless", "up-to", given.get("up-to"), currency)
    return Returnless(limit, currency, reader.source("returnless", given))


def _by_code(value: Any, market: Mapping[str, Any]) -> Any:
    """The tables with this market's own code wherever a key `market` names it in another way (`uk` is GB)."""
    code, names = market["code"], {market["code"], *market.get("also", ())}

    def named(said: Any) -> Any:
        if isinstance(said, list):
            return [named(one) for one in said]
        return code if isinstance(said, str) and said.upper() in names else said

    if isinstance(value, list):
        return [_by_code(part, market) for part in value]
    if not isinstance(value, dict):
        return value
    return {k: named(v) if k == "market" else _by_code(v, market) for k, v in value.items()}


def parse_policy(
    where: str,
    tables: Mapping[str, Any],
    market: Mapping[str, Any],
    calendar: Calendar,
    files: Mapping[str, str] | None = None,
) -> Policy:
    """Make a Policy of a file's tables for one market (`code`, `timezone`, `currency`, `also`: its other codes).

    `where` names the file in messages, `files` the file of each rule by its id, where that is another. Raises
    PolicyError with every mistake found.
    """
    reader = PolicyReader(where)
    reader.currency = reader.currency_of("", tables.get("currency"), market["currency"])
    reader.keys("", tables, _TOP_KEYS)
    tables = _by_code(tables, market)
    given = reader.tables("", "rule", tables.get("rule", []))
    rules = tuple(_rule(reader, n, t, (files or {}).get(str(t.get("id")), where)) for n, t in enumerate(given, 1))
    seen: set[str] = set()
    for rule in rules:
        reader.where = rule.file
        if rule.id in seen:
            reader.wrong(f"rule {rule.id}", "this id stands twice")
        seen.add(rule.id)
    reader.where = where
    said = reader.text("", "market", tables.get("market", market["code"]))
    if said and said != market["code"]:
        reader.wrong("", f"it is for market {said}, not {market['code']}")
    zone = reader.zone("", tables.get("timezone", market["timezone"]))
    ranges = parse_overlays(reader, tables.get("overlay", []), str(market["code"]))
    for mistake in unknown_references(ranges, rules):
        reader.wrong("", mistake)
    window = _window(reader, tables["buyer-window"]) if "buyer-window" in tables else None
    returnless = _returnless(reader, tables["returnless"]) if "returnless" in tables else None
    checked = reader.day("", "checked", tables.get("checked"))
    title = reader.text("", "name", tables.get("name"), needed=False)
    reader.done()
    return Policy(
        name=where.rpartition("/")[2].removesuffix(".toml"),
        title=title or where,
        market=str(market["code"]),
        timezone=zone.key if zone else market["timezone"],
        currency=reader.currency,
        calendar=calendar,
        rules=tuple(r for r in rules if "market" not in r.when or market["code"] in r.when["market"]),
        checked=checked,
        buyer_window=window,
        returnless=returnless,
        overlays=tuple(ranges),
    )
