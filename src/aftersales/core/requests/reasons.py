"""Groups of buyers' reasons, and whose fault each group is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

GROUPS = (
    "change-of-mind", "not-received", "late", "damaged", "defective", "wrong-item", "missing-parts", "not-as-described",
    "counterfeit", "unauthorised", "other",
)  # fmt: skip
FAULTS = ("buyer", "seller", "carrier", "platform", "unknown")


class Reasons(NamedTuple):
    """Whose fault each group is, and the marks that recognise it, as (mark, group), longest first."""

    faults: Mapping[str, str]
    marks: tuple[tuple[str, str], ...]


def group(reason: str | None, table: Reasons, code: str | None = None) -> str:
    """The group of a reason; `other` when no mark stands in it. The platform's `code` decides, where it is known and
    says something: the text beside it may be in any language.
    """
    groups = (name for said in (code, reason) if said for name in _groups_in(said, table))
    return next(groups, "other")


def _groups_in(said: str, table: Reasons) -> Iterator[str]:
    text = normalised(said)
    return (name for mark, name in table.marks if mark in text)


def fault(reason: str | None, table: Reasons, code: str | None = None) -> str:
    """Whose fault a reason is by default: `buyer`, `seller`, `carrier`, `platform`, or `unknown`."""
    return table.faults[group(reason, table, code)]


def normalised(text: str) -> str:
    """A reason in the form in which reasons are compared, so that a code reads like a text.

    Lower case, without apostrophes; any run of other signs is one blank.
    """
    small = text.casefold().replace("'", "").replace("’", "")
    return " ".join("".join(c if c.isalnum() else " " for c in small).split())


def parse_reasons(where: str, tables: Mapping[str, Any]) -> Reasons:
    """Reasons from a file's tables. `where` names the file. Raises PolicyError with every mistake of the file."""
    from aftersales.toml.reader import Reader  # lazy: `group` needs no reader

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
                reader.wrong(name, tr("{written!r} stands for {marks} already", written=written, marks=marks[mark]))
            elif not mark:
                reader.wrong(name, tr("{written!r} has no letter to search for", written=written))
            marks.setdefault(mark, name)
    reader.done()
    return Reasons(faults, tuple(sorted(marks.items(), key=lambda m: -len(m[0]))))
