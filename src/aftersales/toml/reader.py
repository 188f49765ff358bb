"""Reader of TOML tables that collects every mistake."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from aftersales.errors import Mistake, PolicyError
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed
from aftersales.toml.keys import dotted

CONFIDENCES = ("high", "medium", "low")
_SURE = {"high": mark("high"), "medium": mark("medium"), "low": mark("low")}
SOURCE_KEYS = frozenset({"source", "url", "dated", "confidence", "note"})


_MOST_SHOWN = 100  # characters of a value in a message


def shown(value: Any) -> str:
    """A value as TOML writes it; only the beginning of a long one."""
    text = _written(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = value.isprintable() and "'" not in value
        return f"'{value}'" if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{dotted([str(key)])} = {_written(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return value.isoformat() if isinstance(value, date | time) else repr(value)


def confidence_text(confidence: str) -> str:
    """How sure a rule is, in words."""
    return tr(_SURE.get(confidence, confidence))


class Source(NamedTuple):
    """Where a rule was read, when that text was dated, and how much it can be trusted."""

    text: str
    dated: date | None
    confidence: str
    url: str = ""
    note: str = ""

    def summary(self) -> str:
        """The source in one line: where, when, how sure."""
        return tr("{source}; confidence {confidence}", source=self.place(), confidence=confidence_text(self.confidence))

    def place(self) -> str:
        """Where and when."""
        source = tr(self.text)
        return source if self.dated is None else tr("{source}, {date}", source=source, date=self.dated.isoformat())


class Reader:
    """Collects mistakes while tables are read; `done` raises them together."""

    def __init__(self, where: str) -> None:
        self.where, self.noted = where, list[Mistake]()

    @property
    def mistakes(self) -> list[str]:
        """Every mistake noted so far, in one line each."""
        return [str(m) for m in self.noted]

    def wrong(self, place: str, what: str) -> None:
        """Note a mistake at a place inside the file."""
        self.noted.append(Mistake(self.where, place, what))

    def done(self) -> None:
        """Raise PolicyError with every mistake found so far, if there is one."""
        if self.noted:
            raise PolicyError(self.noted)

    def keys(self, place: str, table: Mapping[str, Any], allowed: Iterable[str]) -> None:
        """Note every key that is not one of those allowed."""
        known = sorted(allowed)
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                self.wrong(
                    place,
                    tr("unknown key {key!r}; did you mean {near!r}?", key=key, near=near[0])
                    if near
                    else tr("unknown key {key!r}", key=key),
                )

    def unknown_key(self, place: str, key: str, allowed: Iterable[str]) -> None:
        """Note a key that is not known, with the nearest of those allowed, else with all of them."""
        known = list(allowed)
        near = get_close_matches(key, known, n=1)
        hint = tr("did you mean {near!r}?", near=near[0]) if near else tr("known are {known}", known=listed(known))
        self.wrong(place, tr("unknown key {key!r}; {hint}", key=key, hint=hint))

    def one_of(self, place: str, key: str, value: Any, allowed: Iterable[str]) -> str:
        """One of a few words."""
        known = list(allowed)
        if isinstance(value, str) and value in known:
            return value
        if value == "":
            self.wrong(place, tr("{key} is still empty; it takes {known}", key=key, known=listed(known)))
            return known[0] if known else ""
        near = get_close_matches(str(value), known, n=1)
        hint = tr("did you mean {near!r}?", near=near[0]) if near else tr("it takes {known}", known=listed(known))
        self.wrong(
            place,
            tr("{key} is missing; {hint}", key=key, hint=hint)
            if value is None
            else tr("{key} is {shown}; {hint}", key=key, shown=shown(value), hint=hint),
        )
        return known[0] if known else ""

    def words(self, place: str, key: str, value: Any, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        if value is None and not needed:
            return ()
        if isinstance(value, list) and value and all(isinstance(v, str) and v.strip() for v in value):
            return tuple(value)
        self.wrong(
            place,
            tr("{key} is missing", key=key)
            if value is None
            else tr("{key} is {shown}; it is a list of texts", key=key, shown=shown(value)),
        )
        return ()

    def text(self, place: str, key: str, value: Any, *, needed: bool = True) -> str:
        """A text; surrounding blank is dropped."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not None:
            self.wrong(place, tr("{key} is {shown}; it is a text", key=key, shown=shown(value)))
        elif needed:
            self.wrong(place, tr("{key} is missing", key=key))
        return ""

    def count(self, place: str, key: str, value: Any) -> int:
        """A whole number, zero included."""
        if type(value) is int and value >= 0:
            return value
        self.wrong(place, tr("{key} is {shown}; it is a whole number", key=key, shown=shown(value)))
        return 0

    def yes(self, place: str, key: str, value: Any) -> bool:
        """true or false, without quotes."""
        if not isinstance(value, bool):
            self.wrong(
                place, tr("{key} is {shown}; it takes true or false, without quotes", key=key, shown=shown(value))
            )
        return value is True

    def table(self, place: str, key: str, value: Any) -> Mapping[str, Any]:
        """A table of named values."""
        if isinstance(value, dict):
            return value
        self.wrong(
            place,
            tr("{key} is missing", key=key)
            if value is None
            else tr("{key} is {shown}; it is a table", key=key, shown=shown(value)),
        )
        return {}

    def tables(self, place: str, key: str, value: Any) -> list[Mapping[str, Any]]:
        """A list of tables with at least one in it."""
        if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            return value
        self.wrong(
            place,
            tr("{key} is missing", key=key)
            if value is None
            else tr("{key} is {shown}; it is a list of tables", key=key, shown=shown(value)),
        )
        return []

    def day(self, place: str, key: str, value: Any) -> date | None:
        """A date, or None where it is absent."""
        if value is None or type(value) is date:
            return value
        self.wrong(
            place, tr("{key} is {shown}; write a date such as 2026-04-01, without quotes", key=key, shown=shown(value))
        )
        return None

    def source(self, place: str, table: Mapping[str, Any]) -> Source:
        """The keys `source`, `dated`, `confidence`, `url` and `note` of a table."""
        return Source(
            text=self.text(place, "source", table.get("source")),
            dated=self.day(place, "dated", table.get("dated")),
            confidence=self.one_of(place, "confidence", table.get("confidence"), CONFIDENCES),
            url=self.text(place, "url", table.get("url"), needed=False),
            note=self.text(place, "note", table.get("note"), needed=False),
        )
