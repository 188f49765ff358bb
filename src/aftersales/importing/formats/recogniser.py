"""Export formats, recognised by headers or JSON arrays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_RESEMBLING = 2  # so many known columns make a header resemble an export
_MEANINGS = frozenset(
    {"status", "end", "kind", "fulfilment", "arbitration", "order_type", "shipping_type", "handling_unit"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    """One export or API answer, as a TOML file beside this module describes it: which column or key holds which
    fact, and what the texts in it mean (`meanings`, by kind of text). `translations` are the names of columns in other
    languages, by fact.
    """

    name: str
    title: str
    carries: str
    array: str | None = None
    requires: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def meaning(self, table: str, text: str) -> str | None:
        """The meaning of a text of one kind (`status`, `end`, `kind`, `fulfilment`, …), whatever its case; None for an
        unknown one.
        """
        return self.meanings.get(table, {}).get(" ".join(text.lower().split()))

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Which cell holds which fact, for this header row."""
        columns: dict[str, int] = {}
        for n, name in enumerate(header):
            columns.setdefault(_plain(name), n)
        places = {}
        for fact, english in self.columns.items():
            for name in (english, *self.translations.get(fact, ())):
                if _plain(name) in columns:
                    places[fact] = columns[_plain(name)]
                    break
        return places


def _plain(header: str) -> str:
    """A header without case, extra spaces, and the platform's two spellings of cancel(l)ation."""
    return re.sub(r"\s+", " ", header.strip().lower()).replace("cancell", "cancel")


@cache
def formats() -> tuple[Format, ...]:
    """Every format known."""
    import tomllib

    return tuple(_format(tomllib.loads(p.read_text(encoding="utf-8"))) for p in sorted(_HERE.glob("*.toml")))


def _format(tables: Mapping[str, Any]) -> Format:
    meanings = {k: v for k, v in tables.items() if k in _MEANINGS}
    dates = tables.get("dates", {})
    translations: dict[str, tuple[str, ...]] = {}
    for names in tables.get("headers", {}).values():
        for fact, name in names.items():
            translations[fact] = (*translations.get(fact, ()), name)
    return Format(
        name=str(tables["name"]),
        title=str(tables["title"]),
        carries=str(tables["carries"]),
        array=tables.get("array"),
        requires=tuple(tables.get("requires", ())),
        columns=tables.get("columns", {}),
        translations=translations,
        fields=tables.get("fields", {}),
        dates=tuple(dates.get("columns", ())) if isinstance(dates, dict) else (),
        meanings=meanings,
    )


def of_header(header: Sequence[str]) -> Format | None:
    """The format whose needed columns are all in this header; of several the one that uses most columns."""
    fitting = [f for f in formats() if f.columns and all(r in f.places(header) for r in f.requires)]
    return max(fitting, key=lambda f: len(f.places(header)), default=None)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The position of the first row that is the header of a known format, or else of one that lacks columns; None
    where there is none.
    """
    whole = next((n for n, row in enumerate(rows) if of_header(row) is not None), None)
    return whole if whole is not None else next((n for n, row in enumerate(rows) if nearest(row)), None)


def of_array(array: str) -> Format:
    """The format of a JSON answer by the name of its array."""
    return next(f for f in formats() if f.array == array)


def nearest(header: Sequence[str]) -> tuple[Format, list[str]] | None:
    """The format that a header comes nearest to, and the columns it lacks; None where nothing fits at all."""
    scored = [(len(f.places(header)), f) for f in formats() if f.columns]
    count, best = max(scored, key=lambda pair: pair[0])
    if count < _RESEMBLING:
        return None
    return best, [best.columns[r] for r in best.requires if r not in best.places(header)]
