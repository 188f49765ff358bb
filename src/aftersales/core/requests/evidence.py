"""Checklists of the proof that a step needs, by group of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from aftersales.core import choices
from aftersales.core.requests.reasons import GROUPS
from aftersales.core.vocabulary import CLAIM_REASONS
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed, plain
from aftersales.toml.reader import SOURCE_KEYS, Reader, Source

STEPS = ("reject", "refuse", "dispute", "appeal", "review-appeal", "claim")
COMMENT_MOST = 150
COMMENT_SOURCE = Source(
    mark(
        "TikTok Shop Seller Center (Brazil) takes 150 characters; its API answers a longer comment with error 98001004"
    ),
    date(2026, 9, 23),
    "medium",
)


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of proof on a checklist. Of items that share an `any_of` name, one is enough."""

    id: str
    text: str
    mandatory: bool
    source: Source
    any_of: str = ""

    def source_text(self) -> str:
        """The source with its date and how far to trust it."""
        return self.source.summary()


class KeptFile(NamedTuple):
    """A file kept as proof, as its event records it: path, SHA-256 (hex), size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every checklist by step, group of reasons and market (empty: any), and the title of each kind of proof by its id.

    The groups of a claim are what it is because of, those of the other steps what the buyer says.
    """

    lists: Mapping[tuple[str, str, str], tuple[Item, ...]]
    texts: Mapping[str, str]

    def proofs(self) -> tuple[str, ...]:
        """The ids of all kinds of proof."""
        return tuple(self.texts)

    def checklist(self, step: str, group: str, market: str = "") -> tuple[Item, ...]:
        """The proof that a step needs for a group of reasons, mandatory items first; in a market that has a list of
        its own, by that.

        An unknown group counts as the last one of the step, which is `other` but for claims. Raises UsageError for a
        step that is none of STEPS.
        """
        if step not in STEPS:
            raise choices.unknown("--step", step, STEPS)
        group = group if group in _groups(step) else _groups(step)[-1]
        return self.lists.get((step, group, market)) or self.lists[step, group, ""]

    def missing(self, step: str, group: str, kept: Iterable[str], market: str = "") -> tuple[Item, ...]:
        """The mandatory items that are not among the kinds of proof `kept`.

        Where one of several is enough and none is kept, all of them.
        """
        held = set(kept)
        items = [item for item in self.checklist(step, group, market) if item.mandatory]
        settled = {item.any_of for item in items if item.any_of and item.id in held}
        return tuple(item for item in items if item.id not in held and item.any_of not in settled)


def _groups(step: str) -> tuple[str, ...]:
    """The groups that a step has lists for."""
    return CLAIM_REASONS if step == "claim" else GROUPS


def comment(text: str, option: str) -> str:
    """A comment for the platform, on one line. `option` names it in errors.

    Raises UsageError if it is empty or longer than the platform takes (COMMENT_SOURCE).
    """
    line = " ".join(plain(text).split())
    if not line:
        raise UsageError(tr("{option} is empty.", option=option))
    if len(line) > COMMENT_MOST:
        over = len(line) - COMMENT_MOST
        raise UsageError(
            tr(
                "{option} has {length} characters; the platform takes {most}. Shorten it by {excess}.",
                option=option,
                length=len(line),
                most=COMMENT_MOST,
                excess=over,
            )
        )
    return line


def parse_evidence(where: str, tables: Mapping[str, Any]) -> Evidence:
    """Evidence from a file's tables. `where` names the file. Raises PolicyError with every mistake of the file."""
    reader = Reader(where)
    reader.keys("", tables, {"checked", "items", "list"})
    reader.day("", "checked", tables.get("checked"))
    titles = reader.table("", "items", tables.get("items"))
    texts = {name: reader.text("items", name, text) for name, text in titles.items()}
    lists: dict[tuple[str, str, str], tuple[Item, ...]] = {}
    for number, table in enumerate(reader.tables("", "list", tables.get("list")), 1):
        place = tr("list number {number}", number=number)
        reader.keys(place, table, {"step", "groups", "markets", "needs", *SOURCE_KEYS})
        step = reader.one_of(place, "step", table.get("step"), STEPS)
        items = _items(reader, f"{place} ({step})", table, texts)
        markets = reader.words(place, "markets", table.get("markets")) or ("",)
        for name, market in product(reader.words(place, "groups", table.get("groups"), needed=True), markets):
            if (step, reader.one_of(place, "groups", name, _groups(step)), market) in lists:
                reader.wrong(place, tr("{step} of {name} appears twice", step=step, name=name))
            lists[step, name, market] = items
    for step in STEPS:
        if absent := [name for name in _groups(step) if (step, name, "") not in lists]:
            reader.wrong(step, tr("no list for {missing}", missing=listed(absent)))
    reader.done()
    return Evidence(lists, texts)


def _items(reader: Reader, place: str, table: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[Item, ...]:
    source = reader.source(place, table)
    items = []
    for need in reader.tables(place, "needs", table.get("needs")):
        reader.keys(place, need, {"item", "mandatory", "any-of"})
        name = reader.one_of(place, "item", need.get("item"), texts)
        mandatory = reader.yes(place, tr("mandatory of {name}", name=name), need.get("mandatory", False))
        any_of = reader.text(place, "any-of", need.get("any-of"), needed=False)
        if any_of and not mandatory:
            reader.wrong(place, tr("any-of of {name} has no effect: it is not mandatory", name=name))
        items.append(Item(name, texts.get(name, ""), mandatory, source, any_of))
    return tuple(sorted(items, key=lambda item: not item.mandatory))
