"""The goods of a return parcel: graded, and put to stock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aftersales import text
from aftersales.core import choices
from aftersales.core.vocabulary import GRADES, MOVEMENTS, label
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

ITEMS = "items"  # the key under which an event keeps them
_PLACES = MOVEMENTS[:2]


class Goods(NamedTuple):
    """One SKU that is to come back; None is what nobody knows. `amount` is its money in minor units."""

    sku: str | None
    product: str | None = None
    quantity: int | None = None
    amount: int | None = None

    def name(self) -> str:
        """How people know it."""
        return self.sku or self.product or tr("the item")


class GradedItem(NamedTuple):
    """Units of one SKU that came back in the same state (None: not said), and how many of them went where."""

    sku: str | None
    quantity: int | None
    grade: str | None
    to_stock: int = 0
    scrap: int = 0

    @property
    def held(self) -> int | None:
        """The units of which nobody said where they went; None where their number is not known."""
        return None if self.quantity is None else self.quantity - self.to_stock - self.scrap

    @property
    def is_held(self) -> bool:
        """Whether something of it is held."""
        return bool(self.held) or (self.held is None and not self.to_stock + self.scrap)

    def movements(self) -> Iterable[tuple[str, int | None]]:
        """Where its units went, and how many: to-stock, scrap, held."""
        placed = [("to-stock", self.to_stock), ("scrap", self.scrap)]
        yield from ((movement, units) for movement, units in placed if units)
        if self.is_held:
            yield "held", self.held


class TypedItem(NamedTuple):
    """An item as it was typed: `LAMP-1=2:minor:scrap`. `quantity` None: all of them."""

    sku: str
    quantity: int | None
    grade: str
    movement: str | None


class Placement(NamedTuple):
    """Where held units of one SKU went, as typed: `LAMP-1=2:scrap`. `quantity` None: all of them; `grade` None: any."""

    sku: str | None
    quantity: int | None
    grade: str | None
    place: str

    def names(self, item: GradedItem) -> bool:
        """Whether it is for an item that came back."""
        same = (self.sku or "").casefold() == (item.sku or "").casefold()
        return same and self.grade in (None, item.grade)


def with_placed(items: Iterable[GradedItem], placed: Iterable[GradedItem]) -> tuple[GradedItem, ...]:
    """The items as they stand after some of what was held went to stock or to scrap."""
    standing = list(items)
    for one in placed:
        alike = [
            n for n, item in enumerate(standing) if (item.sku, item.grade) == (one.sku, one.grade) and item.is_held
        ]
        if alike:
            item = standing[alike[0]]
            standing[alike[0]] = item._replace(to_stock=item.to_stock + one.to_stock, scrap=item.scrap + one.scrap)
    return tuple(standing)


def goods(lines: str | None, whole: Goods) -> tuple[Goods, ...]:
    """What is to come back, by SKU; `lines` is the JSON of a case, `whole` what it says in all.

    Lines of one SKU are one. The amount of the whole stands for that of a line where there is only one.
    """
    by_sku: dict[str | None, Goods] = {}
    for line in json.loads(lines or "[]"):
        more = Goods(line["sku"], line["product"], line["quantity"], line["amount"])
        by_sku[more.sku] = _sum(by_sku[more.sku], more) if more.sku in by_sku else more
    if len(by_sku) > 1:
        return tuple(by_sku.values())
    (only,) = by_sku.values() or (whole,)
    amount = only.amount if whole.amount is None else whole.amount
    return (only._replace(quantity=only.quantity or whole.quantity, amount=amount),)


def _sum(one: Goods, more: Goods) -> Goods:
    """Two lines of one SKU as one; what is not known of one is not known of both."""
    quantity = None if None in (one.quantity, more.quantity) else (one.quantity or 0) + (more.quantity or 0)
    amount = None if None in (one.amount, more.amount) else (one.amount or 0) + (more.amount or 0)
    return one._replace(quantity=quantity, amount=amount)


# --- as it is typed -------------------------------------------------------------------------------------------------


def parse_grade(typed: str, option: str = "--grade") -> str:
    """A grade. Raises UsageError for a word that is none."""
    return _word(typed, option, GRADES)


def parse_item(typed: str) -> TypedItem:
    """An item such as `LAMP-1=2:minor:scrap`. Raises UsageError where it can't be read."""
    parts = [part.strip() for part in typed.split(":")]
    movement = None
    if len(parts) > 2 and (parts[-1].casefold() not in GRADES):
        movement = _word("to-stock" if parts[-1].casefold() == "stock" else parts[-1], "--item", _PLACES)
        parts.pop()
    named, equals, number = ":".join(parts[:-1]).rpartition("=")
    sku, units = (named, number) if equals and number.isascii() and number.isdigit() else (":".join(parts[:-1]), None)
    if not sku.strip() or (units is not None and int(units) < 1):
        example = "LAMP-1=2:minor:scrap"
        raise UsageError(
            tr(
                "--item {typed!r} is not an item; write SKU=N:GRADE, and where it went if you know it: {example}.",
                typed=typed,
                example=example,
            )
        )
    return TypedItem(sku.strip(), None if units is None else int(units), parse_grade(parts[-1], "--item"), movement)


def parse_placement(typed: str) -> Placement:
    """Where held goods went, such as `LAMP-1=2:scrap` or `LAMP-1=2:minor:scrap`. Raises UsageError where it can't be
    read.
    """
    parts = [part.strip() for part in typed.split(":")]
    place = parts.pop()
    grade = parts.pop().casefold() if len(parts) > 1 and parts[-1].casefold() in GRADES else None
    named, equals, number = ":".join(parts).rpartition("=")
    sku, units = (named, number) if equals and number.isascii() and number.isdigit() else (":".join(parts), None)
    if not sku.strip() or "=" in sku or (units is not None and not 0 < len(units) <= 7) or (units and int(units) < 1):
        raise UsageError(
            tr("--item {typed!r} is not an item; write SKU=N:to-stock or SKU=N:scrap: LAMP-1=2:scrap.", typed=typed)
        )
    place = _word("to-stock" if place.casefold() == "stock" else place, "--item", _PLACES)
    return Placement(sku.strip(), None if units is None else int(units), grade, place)


def _word(typed: str, option: str, known: Sequence[str]) -> str:
    word = typed.strip().casefold()
    if word in known:
        return word
    raise choices.unknown(option, typed, known)


# --- as an event keeps it -------------------------------------------------------------------------------------------


def kept(items: Iterable[GradedItem]) -> dict[str, Any]:
    """The data of an event that keeps these items."""
    return {ITEMS: [item._asdict() for item in items]}


def items_of(data: Mapping[str, Any]) -> tuple[GradedItem, ...]:
    """The items that an event keeps; none where it keeps none."""
    return tuple(GradedItem(**item) for item in data.get(ITEMS, ()))


def condition_of(data: Mapping[str, Any]) -> str:
    """In what state the goods of a receipt are: `original`; `fault` where any unit came back otherwise; `unknown`."""
    grades = {item.grade for item in items_of(data)}
    return "fault" if grades - {"original", None} else "original" if grades == {"original"} else "unknown"


def in_words(item: GradedItem) -> str:
    """`2 × LAMP-1: minor, to-stock 1, scrap 1`."""
    units = "" if item.quantity is None else f"{item.quantity} × "
    what = f"{units}{item.sku or tr('the item')}"
    places = [f"{label(movement)} {units}" for movement, units in item.movements() if movement != "held"]
    return text.labelled(what, text.enumerated([*([label(item.grade)] if item.grade else []), *places]))
