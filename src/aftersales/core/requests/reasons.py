"""The group of a buyer's reason, and whose fault it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales.record import NamedTuple

GROUPS = (
    "change-of-mind", "not-received", "late", "damaged", "defective", "wrong-item", "missing-parts", "not-as-described",
    "counterfeit", "unauthorised", "other",
)  # fmt: skip
FAULTS = ("buyer", "seller", "carrier", "platform", "unknown")


class Reasons(NamedTuple):
    """Whose fault each group is, and the words by which it is recognised, the longest first."""

    faults: Mapping[str, str]
    marks: tuple[tuple[str, str], ...]


def group(reason: str | None, table: Reasons) -> str:
    """The group of a reason as the platform gives it, text or code; `other` when nothing is recognised."""
    text = normalised(reason or "")
    return next((name for mark, name in table.marks if mark in text), "other")


def fault(reason: str | None, table: Reasons) -> str:
    """Whose fault a reason is by default: `buyer`, `seller`, `carrier`, `platform`, or `unknown`."""
    return table.faults[group(reason, table)]


def normalised(text: str) -> str:
    """A reason as reasons are compared: lower case, apostrophes dropped, everything else that is no letter or digit as
    one blank, so that codes read as texts.
    """
    small = text.casefold().replace("'", "").replace("’", "")
    return " ".join("".join(c if c.isalnum() else " " for c in small).split())


def parse_reasons(where: str, tables: Mapping[str, Any]) -> Reasons:
    """Make Reasons of a file's tables. `where` names the file. Raises PolicyError with every mistake of the file."""
    from aftersales.toml.reader import Reader  # who only asks for a group needs no reader

    reader = Reader(where)
    reader.keys("", tables, {*GROUPS, "checked"})
    reader.day("", "checked", tables.get("checked"))
    faults: dict[str, str] = {}
    marks: dict[str, str] = {}
    for name in GROUPS:
        table = reader.table("", name, tables.get(name))
        reader.keys(name, table, {"fault", "marks", "note"})
        reader.text(name, "note", table.get("note"), needed=False)
        faults[name] = reader.one_of(name, "fault", table.get("fault"), FAULTS)
        for written in reader.words(name, "marks", table.get("marks"), needed=name != "other"):
            if (mark := normalised(written)) in marks:
                reader.wrong(name, f"{written!r} stands for {marks[mark]} already")
            elif not mark:
                reader.wrong(name, f"{written!r} has no letter to look for")
            marks.setdefault(mark, name)
    reader.done()
    return Reasons(faults, tuple(sorted(marks.items(), key=lambda m: -len(m[0]))))
