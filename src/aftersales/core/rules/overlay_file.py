"""Reader of overlays in policy files and in the configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from aftersales import text
from aftersales.core.rules.policy import WINDOW_KINDS, Overlay, Rule
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.language import tr
from aftersales.toml.reader import SOURCE_KEYS

# from (inclusive), until (exclusive): local dates of the market. rules: ids. length: in place of the term's own.
# plus: added to it. market: if the file serves several.
# windows: buyer windows by their kinds; from and until are then days of the order. last-day: a window's last day, in
# place of a length. expected = true: the platform usually has such days, and the end is not known.
_KEYS = {
    "name", "from", "until", "rules", "duties", "windows", "length", "plus", "last-day", "expected", "market",
    *SOURCE_KEYS,
}  # fmt: skip


def parse_overlays(
    reader: PolicyReader, value: Any, market: str, *, key: str = "overlay", source: str | None = None
) -> list[Overlay]:
    """The overlays in a list of tables that hold for a market (its ISO code); the reader collects every mistake.

    `source` is the source of an overlay that names none. If it is None, each overlay must name its source.
    """
    overlays = []
    for number, table in enumerate(reader.tables("", key, value), 1):
        place = f"{key} {table.get('name') or f'number {number}'}"
        if source is not None:
            table = {"source": source, "confidence": "high", **table}
        overlay = _overlay(reader, place, table)
        markets = table.get("market", market)
        if not isinstance(markets, str | list):
            reader.wrong(
                place, tr("market is {markets!r}; write a code such as GB, or a list of codes", markets=markets)
            )
        elif market in ([markets] if isinstance(markets, str) else markets):
            overlays.append(overlay)
    return overlays


def _overlay(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> Overlay:
    reader.keys(place, table, _KEYS)
    source = reader.source(place, table)
    since, until = reader.date_range(place, table)
    for key, day in (("from", since), ("until", until)):
        if day is None and key not in table:
            reader.wrong(place, tr("{key} is missing; write a date such as 2026-11-20, without quotes", key=key))
    rules, duties, windows = (reader.words(place, key, table.get(key)) for key in ("rules", "duties", "windows"))
    for kind in windows:
        reader.word(place, "windows", kind, WINDOW_KINDS, kind)
    if not {"rules", "duties", "windows"} & set(table):
        reader.wrong(place, tr("it names no rules, no duties and no windows, so it changes nothing"))
    _end(reader, place, table)
    return Overlay(
        name=reader.text(place, "name", table.get("name")),
        since=since or date.max,
        until=until or date.max,
        rules=frozenset(rules),
        duties=frozenset(duties),
        windows=frozenset(windows),
        last_day=reader.day(place, "last-day", table.get("last-day")),
        expected=reader.yes(place, "expected", table.get("expected", False)),
        length=reader.length(place, table["length"]) if "length" in table else None,
        plus=reader.length(place, table["plus"]) if "plus" in table else None,
        source=source.text,
        dated=source.dated,
        confidence=source.confidence,
        url=source.url or None,
        note=source.note,
    )


def _end(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> None:
    """Note a mistake in the keys that say until when: one of them, and some only for windows."""
    for key in ("last-day", "expected"):
        if key in table and ("windows" not in table or {"rules", "duties"} & set(table)):
            reader.wrong(place, tr("{key} is for buyer windows only: write windows, no rules and no duties", key=key))
    if sum(key in table for key in ("length", "plus", "last-day", "expected")) != 1:
        reader.wrong(
            place,
            tr("write either length, plus, last-day or expected")
            if "windows" in table
            else tr("write either length (in place of the term's own) or plus (added to it), not both"),
        )


def unknown_references(overlays: Sequence[Overlay], rules: Sequence[Rule], policy: str = "") -> list[str]:
    """A sentence for every rule or duty that an overlay names and that is not among `rules`.

    `policy` is the policy in which it is missing, where the sentence must name it.
    """
    return [
        _unknown(overlay.name, kind, name, policy, known)
        for overlay in overlays
        for kind, names, known in (
            (tr("rule"), overlay.rules, {rule.id for rule in rules}),
            (tr("duty"), overlay.duties, {rule.duty for rule in rules}),
        )
        for name in sorted(names - known)
    ]


def _unknown(overlay: str, kind: str, name: str, policy: str, known: set[str]) -> str:
    missing = (
        tr("overlay {overlay}: no {kind} {name!r} in {policy}", overlay=overlay, kind=kind, name=name, policy=policy)
        if policy
        else tr("overlay {overlay}: no {kind} {name!r}", overlay=overlay, kind=kind, name=name)
    )
    if near := get_close_matches(name, sorted(known), n=1):
        return tr("{problem}; did you mean {near!r}?", problem=missing, near=near[0])
    return tr("{problem}; there are {known}", problem=missing, known=text.listed(sorted(known)))
