"""Fields, and views made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from aftersales import user_input
from aftersales.core import choices
from aftersales.core.money.amount import Money
from aftersales.core.requests.buyers import Counts
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple


class Field(NamedTuple):
    """One column. `value` gives a JSON value: text, whole number, bool, list, object or None."""

    name: str
    type: str
    meaning: str
    value: Callable[[Any], Any]


class LongList:
    """The value of a field that may be hundreds of thousands of JSON objects: each is made when it is written."""

    def __init__(self, made: Callable[[], Iterator[dict[str, Any]]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self._made()


class View(NamedTuple):
    """Rows with their fields."""

    fields: Sequence[Field]
    rows: Iterable[Any]

    def objects(self) -> Iterable[dict[str, Any]]:
        """Each row as a JSON object, keys in field order."""
        for row in self.rows:
            yield {f.name: f.value(row) for f in self.fields}

    def single(self) -> dict[str, Any]:
        """The only row as a JSON object."""
        (only,) = self.objects()
        return only


def chosen(fields: Sequence[Field], typed: Sequence[str] | None) -> Sequence[Field]:
    """The fields that `--fields` names, in that order; all where it was not typed. Raises UsageError."""
    if not typed:
        return fields
    known = {field.name: field for field in fields}
    names = [choices.one_of("--fields", name, list(known), few=len(known)) for name in user_input.values(typed)]
    return [known[name] for name in dict.fromkeys(names)]


class Section(NamedTuple):
    """A part of a page: a title, named facts, lines of text, lines to copy, which are never wrapped, and commands to
    type, which are continued on the next line as a shell takes it. `links` are the addresses of the lines, empty
    where a line has none.
    """

    title: str
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    copied: Sequence[str] = ()
    commands: Sequence[str] = ()
    links: Sequence[str] = ()


def local(when: datetime | None, zone: tzinfo) -> str | None:
    """ISO 8601 with the zone's offset."""
    return None if when is None else when.astimezone(zone).isoformat()


def amount(value: Money | None) -> dict[str, str] | None:
    """Money as a JSON object with a decimal string."""
    return None if value is None else {"amount": value.decimal(), "currency": value.currency}


def json_value(value: Any) -> Any:
    """A typed value as JSON: days and instants as ISO 8601, money and records as objects, sequences as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return amount(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: json_value(part) for name, part in value._asdict().items()}
    return [json_value(part) for part in value] if isinstance(value, (tuple, list)) else value


def attributed(*fields: tuple[str, str, str]) -> tuple[Field, ...]:
    """Fields of rows that are records, and have an attribute for each: (name, type, meaning)."""

    def getter(name: str) -> Callable[[Any], Any]:
        return lambda row: json_value(getattr(row, name))

    return tuple(Field(name, type_, meaning, getter(name)) for name, type_, meaning in fields)


def counted(value: Counts | None) -> dict[str, int] | None:
    """The counts of a buyer as a JSON object; None if they are not known."""
    return None if value is None else value._asdict()


STAKE = mark("what silence costs: money, right, standing, look, house or none")
WINNABLE = mark("what an appeal or a claim can bring back: amount (decimal text) and currency")
BUYER = mark(
    "about the buyer at that time: requests_90d, orders, orders_returned, defect_products; null where not known"
)
