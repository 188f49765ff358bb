"""The proof that a step needs, and what of it is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aftersales.core.requests.reasons import GROUPS
from aftersales.errors import UsageError
from aftersales.text import plain
from aftersales.toml.reader import SOURCE_KEYS, Reader, Source

STEPS = ("reject", "refuse", "dispute", "appeal", "review-appeal")
COMMENT_MOST = 150
COMMENT_SOURCE = Source(
    "TikTok Shop Seller Center (Brazil) takes 150 characters; its API answers a longer comment with error 98001004",
    date(2026, 9, 23),
    "medium",
)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of proof. Of those that share an `any_of` name, one is enough."""

    id: str
    text: str
    mandatory: bool
    source: Source
    any_of: str = ""

    def source_text(self) -> str:
        """Where it was read and when that was written, and how far to trust it."""
        return self.source.summary()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every checklist by step and group of reasons, and what each kind of proof is called."""

    lists: Mapping[tuple[str, str], tuple[Item, ...]]
    texts: Mapping[str, str]

    def proofs(self) -> tuple[str, ...]:
        """Every kind of proof by its id."""
        return tuple(self.texts)

    def checklist(self, step: str, group: str) -> tuple[Item, ...]:
        """What proof a step needs for a group of reasons, the mandatory first. A group not known counts as `other`.

        Raises UsageError for a step that is none of STEPS.
        """
        if step not in STEPS:
            raise UsageError(f"step {step!r} is not known; it takes {', '.join(STEPS)}.")
        return self.lists.get((step, group)) or self.lists[step, "other"]

    def missing(self, step: str, group: str, kept: Iterable[str]) -> tuple[Item, ...]:
        """The mandatory proof that is not among the kinds kept; every alternative where one of several is enough."""
        held = set(kept)
        items = [item for item in self.checklist(step, group) if item.mandatory]
        settled = {item.any_of for item in items if item.any_of and item.id in held}
        return tuple(item for item in items if item.id not in held and item.any_of not in settled)


def comment(text: str, option: str) -> str:
    """A comment for the platform on one line. Raises UsageError for an empty one and for one the platform cuts off."""
    line = " ".join(plain(text).split())
    if not line:
        raise UsageError(f"{option} is empty.")
    if len(line) > COMMENT_MOST:
        over = len(line) - COMMENT_MOST
        raise UsageError(
            f"{option} has {len(line)} characters; the platform takes {COMMENT_MOST}. Shorten it by {over}."
        )
    return line


def parse_evidence(where: str, tables: Mapping[str, Any]) -> Evidence:
    """Make Evidence of a file's tables. `where` names the file. Raises PolicyError with every mistake of the file."""
    reader = Reader(where)
    reader.keys("", tables, {"checked", "items", "list"})
    reader.day("", "checked", tables.get("checked"))
    named = reader.table("", "items", tables.get("items"))
    texts = {name: reader.text("items", name, text) for name, text in named.items()}
    lists: dict[tuple[str, str], tuple[Item, ...]] = {}
    for number, table in enumerate(reader.tables("", "list", tables.get("list")), 1):
        place = f"list number {number}"
        reader.keys(place, table, {"step", "groups", "needs", *SOURCE_KEYS})
        step = reader.one_of(place, "step", table.get("step"), STEPS)
        items = _items(reader, f"{place} ({step})", table, texts)
        for name in reader.words(place, "groups", table.get("groups"), needed=True):
            if (step, reader.one_of(place, "groups", name, GROUPS)) in lists:
                reader.wrong(place, f"{step} of {name} stands twice")
            lists[step, name] = items
    for step in STEPS:
        if absent := [name for name in GROUPS if (step, name) not in lists]:
            reader.wrong(step, f"no list for {', '.join(absent)}")
    reader.done()
    return Evidence(lists, texts)


def _items(reader: Reader, place: str, table: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[Item, ...]:
    source = reader.source(place, table)
    items = []
    for need in reader.tables(place, "needs", table.get("needs")):
        reader.keys(place, need, {"item", "mandatory", "any-of"})
        name = reader.one_of(place, "item", need.get("item"), texts)
        mandatory = reader.yes(place, f"mandatory of {name}", need.get("mandatory", False))
        any_of = reader.text(place, "any-of", need.get("any-of"), needed=False)
        if any_of and not mandatory:
            reader.wrong(place, f"any-of of {name} says nothing: it is not mandatory")
        items.append(Item(name, texts.get(name, ""), mandatory, source, any_of))
    return tuple(sorted(items, key=lambda item: not item.mandatory))
