"""Decides what a policy file may say and turns its plain tables into rules, reporting every mistake; leaves finding
files to `policies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from aftersales.core.calendar import END_OF_DAY, Calendar, Length
from aftersales.core.money import exponent
from aftersales.core.policy import EVENTS, LIMITS, Extension, Policy, Rule, Term, Window
from aftersales.core.tables import CONFIDENCES, Reader
from aftersales.core.transitions import ARBITRATIONS
from aftersales.core.words import CAUSES, KINDS, MODES, OWNERS

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
    "id", "duty", "owner", "when", "starts", "stops", "outcome", "act-late", "extension", "note", "terms",
}  # fmt: skip
_TERM_KEYS = {
    "length", "ends", "from", "until", *LIMITS, "currency", "source", "url", "dated", "confidence", "note",
}  # fmt: skip
_TOP_KEYS = {"market", "name", "checked", "timezone", "currency", "calendar", "rule", "buyer-window"}


class _Reader(Reader):
    """Reads what only policies hold, and goes on with a default where a word is not known."""

    def __init__(self, where: str, currency: str) -> None:
        super().__init__(where)
        self.currency = currency

    def word(self, place: str, key: str, value: Any, allowed: Iterable[str], default: str) -> str:
        if value in (options := list(allowed)):
            return str(value)
        near = get_close_matches(str(value), options, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; it takes {', '.join(sorted(options))}"
        self.wrong(place, f"{key} is {value!r}{hint}" if value is not None else f"{key} is missing{hint}")
        return default

    def events(self, place: str, key: str, value: Any) -> frozenset[str]:
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not names:
            self.wrong(place, f"{key} names no event")
            return frozenset()
        return frozenset(self.word(place, key, name, EVENTS, "case.closed") for name in names)

    def length(self, place: str, value: Any) -> Length:
        try:
            return Length.parse(value if isinstance(value, str) else repr(value))
        except ValueError as error:
            self.wrong(place, str(error))
            return Length(1, "hours")

    def clock_time(self, place: str, value: Any) -> time | None:
        """`end-of-day`, or a local time such as "12:00"; None where not given."""
        if value is None:
            return None
        try:
            return END_OF_DAY if value == "end-of-day" else time.fromisoformat(value)
        except (TypeError, ValueError):
            self.wrong(place, f'ends is {value!r}; it takes "end-of-day" or a time such as "12:00"')
            return None

    def amount(self, place: str, key: str, value: Any, currency: str) -> int:
        try:
            scaled = Decimal(value).scaleb(exponent(currency)) if isinstance(value, str) else Decimal("NaN")
        except InvalidOperation:
            scaled = Decimal("NaN")
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            self.wrong(place, f'{key} is {value!r}; write the amount as text, such as "100.00"')
            return 0
        return int(scaled)

    def tables(self, place: str, key: str, value: Any) -> list[Mapping[str, Any]]:
        """A list of tables, such as rules or terms; whatever else stands there is a mistake."""
        if isinstance(value, list) and all(isinstance(v, dict) for v in value):
            return value
        self.wrong(place, f"{key} is {value!r}; it is a list of tables")
        return []

    def table(self, place: str, key: str, value: Any) -> Mapping[str, Any]:
        """A table, such as `{ kind = ["refund"] }`."""
        if isinstance(value, dict):
            return value
        self.wrong(place, f"{key} is {value!r}; it is a table in braces")
        return {}

    def count(self, place: str, key: str, value: Any) -> int:
        """A whole number above zero."""
        if type(value) is int and value > 0:
            return value
        self.wrong(place, f"{key} is {value!r}; it is a whole number")
        return 1


def _term(reader: _Reader, place: str, table: Mapping[str, Any]) -> Term:
    reader.keys(place, table, _TERM_KEYS)
    if not table.get("source"):
        reader.wrong(place, "source is missing; every term says where it was read")
    since, until = reader.day(place, "from", table.get("from")), reader.day(place, "until", table.get("until"))
    if since and until and until <= since:
        reader.wrong(place, f"until {until} is not after from {since}")
    currency = str(table.get("currency", reader.currency))
    return Term(
        length=reader.length(place, table.get("length")),
        source=str(table.get("source", "")),
        dated=reader.day(place, "dated", table.get("dated")),
        confidence=reader.word(place, "confidence", table.get("confidence"), CONFIDENCES, "low"),
        url=table.get("url"),
        note=str(table.get("note", "")),
        since=since,
        until=until,
        ends=reader.clock_time(place, table.get("ends")),
        limits=tuple((k, reader.amount(place, k, table[k], currency)) for k in LIMITS if k in table),
        currency=currency,
    )


def _rule(reader: _Reader, number: int, table: Mapping[str, Any]) -> Rule:
    place = f"rule {table.get('id') or f'number {number}'}"
    reader.keys(place, table, _RULE_KEYS)
    if not table.get("id") or not table.get("duty"):
        reader.wrong(place, "id and duty are both needed")
    terms = tuple(
        _term(reader, f"{place}, term {n}", t)
        for n, t in enumerate(reader.tables(place, "terms", table.get("terms", [])), 1)
    )
    if not terms:
        reader.wrong(place, "terms is empty; a rule without a term has no deadline")
    extension = None
    if "extension" in table:
        inside = f"{place}, extension"
        given = reader.table(place, "extension", table["extension"])
        reader.keys(inside, given, {"length", "times"})
        times = reader.count(inside, "times", given.get("times", 1))
        extension = Extension(reader.length(inside, given.get("length")), times)
    return Rule(
        id=str(table.get("id", "")),
        duty=str(table.get("duty", "")),
        owner=reader.word(place, "owner", table.get("owner", "seller"), OWNERS, "seller"),
        starts=reader.events(place, "starts", table.get("starts")),
        stops=reader.events(place, "stops", table.get("stops")),
        outcome=reader.word(place, "outcome", table.get("outcome", "unknown"), OUTCOMES, "unknown"),
        terms=terms,
        when=_when(reader, place, reader.table(place, "when", table.get("when", {}))),
        act_late=reader.yes(place, "act-late", table.get("act-late", False)),
        extension=extension,
        note=str(table.get("note", "")),
    )


def _when(reader: _Reader, place: str, table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
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


def _window(reader: _Reader, value: Any) -> Window:
    given = reader.table("", "buyer-window", value)
    reader.keys("buyer-window", given, {"length", "starts", "source", "url", "dated", "confidence", "note"})
    return Window(
        length=reader.length("buyer-window", given.get("length")),
        starts=str(given.get("starts", "order.delivered")),
        source=str(given.get("source", "")),
        dated=reader.day("buyer-window", "dated", given.get("dated")),
        confidence=str(given.get("confidence", "low")),
    )


def parse_policy(where: str, tables: Mapping[str, Any], market: Mapping[str, Any], calendar: Calendar) -> Policy:
    """Make a Policy of a file's tables for one market (`code`, `timezone`, `currency`).

    `where` names the file in messages. Raises PolicyError with every mistake of the file.
    """
    currency = str(tables.get("currency", market["currency"]))
    reader = _Reader(where, currency)
    reader.keys("", tables, _TOP_KEYS)
    rules = tuple(
        _rule(reader, n, table) for n, table in enumerate(reader.tables("", "rule", tables.get("rule", [])), 1)
    )
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            reader.wrong(f"rule {rule.id}", "this id stands twice")
        seen.add(rule.id)
    if tables.get("market", market["code"]) != market["code"]:
        reader.wrong("", f"it is for market {tables['market']}, not {market['code']}")
    window = _window(reader, tables["buyer-window"]) if "buyer-window" in tables else None
    checked = reader.day("", "checked", tables.get("checked"))
    reader.done()
    return Policy(
        name=where.rpartition("/")[2].removesuffix(".toml"),
        title=str(tables.get("name", where)),
        market=str(market["code"]),
        timezone=str(tables.get("timezone", market["timezone"])),
        currency=currency,
        calendar=calendar,
        rules=tuple(r for r in rules if "market" not in r.when or market["code"] in r.when["market"]),
        checked=checked,
        buyer_window=window,
    )
