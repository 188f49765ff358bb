"""One export, answer or spreadsheet, as a TOML file describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Format:
    """Which column or key holds which fact, and what the texts in it mean (`meanings`, by kind of text).

    `translations` are further names of columns, by fact, and `languages` says of each language of the headers where
    its names were found. `comes_from` says how to get such a file. A format of the seller's own has its file's
    `path`, and may state the `encoding` of text files that are not in UTF-8, `shop`, `market`, the `zone` and
    `date_format` of its times, the `time_of_day` of bare dates, the `time_columns` in which the time of day of a fact
    stands by itself, `currency` and `decimal` mark of its amounts, constant facts, facts whose numbers are `own_ids`
    and not the platform's, and `prefixes` to drop from numbers. `whole`: it has every request of its time, so that a
    missing one is gone.
    """

    name: str
    title: str
    carries: str
    array: str | None = None
    requires: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    comes_from: str = ""
    whole: bool = True
    path: str = ""
    encoding: str = ""
    shop: str = ""
    market: str = ""
    zone: str = ""
    date_format: str = ""
    time_of_day: str = ""
    time_columns: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    decimal: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    own_ids: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    def meaning(self, table: str, text: str) -> str | None:
        """The meaning of a text of one kind (`status`, `end`, `kind`, `fulfilment`, …), whatever its case; None for an
        unknown one.
        """
        return self.meanings.get(table, {}).get(plain_text(text))

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Which cell holds which fact, for this header row."""
        columns: dict[str, int] = {}
        for n, name in enumerate(header):
            columns.setdefault(plain_header(name), n)
        places = {}
        for fact in self.columns:
            for name in self.names(fact):
                if plain_header(name) in columns:
                    places[fact] = columns[plain_header(name)]
                    break
        return places

    def time_places(self, header: Sequence[str]) -> dict[str, int]:
        """Which cell holds the time of day of which fact, where it stands in a column of its own."""
        names = [plain_header(name) for name in header]
        wanted = {fact: plain_header(name) for fact, name in self.time_columns.items()}
        return {fact: names.index(name) for fact, name in wanted.items() if name in names}

    def repeated(self, header: Sequence[str]) -> list[str]:
        """The columns that are read and have the name of another column of this header row."""
        names = [plain_header(name) for name in header]
        return [header[place] for place in sorted(self.places(header).values()) if names.count(names[place]) > 1]

    def names(self, fact: str) -> tuple[str, ...]:
        """Every name that the column of a fact may have, the usual one first."""
        return (self.columns[fact], *self.translations.get(fact, ()))

    def lacking(self, header: Sequence[str]) -> list[str]:
        """The names of the needed columns that a header row lacks."""
        places = self.places(header)
        times = self.time_places(header)
        return [
            *(self.columns[fact] for fact in self.requires if fact not in places),
            *(name for fact, name in self.time_columns.items() if fact in places and fact not in times),
        ]


def plain_header(header: str) -> str:
    """A header without case, extra spaces, and the platform's two spellings of cancel(l)ation."""
    return re.sub(r"\s+", " ", header.strip().lower()).replace("cancell", "cancel")


def plain_text(text: str) -> str:
    """A text of a cell without case and extra spaces, as the tables of meanings have it."""
    return " ".join(text.lower().split())
