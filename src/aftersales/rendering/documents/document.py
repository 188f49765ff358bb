"""A page of titled parts: sections and tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Section
from aftersales.text import plain

# How a part is meant, for those who can show it in colour.
TONES = ("overdue", "today", "soon", "later")


class DocumentTable(NamedTuple):
    """Rows of texts under their titles; `right` are the numbers of the columns that are flush right. `title` and `hint`
    stand above, `tone` is one of TONES or empty.
    """

    titles: Sequence[str]
    rows: Iterable[Sequence[str]]
    right: Collection[int] = ()
    title: str = ""
    hint: str = ""
    tone: str = ""


Part = Section | DocumentTable


class Document(NamedTuple):
    """What stands on a page. `name` is what the page is called where it has no title of its own."""

    name: str
    parts: Sequence[Part]
    title: str = ""


def indented(line: str) -> str:
    """A line to be copied, without control characters; it keeps the spaces at its start."""
    return " " * (len(line) - len(line.lstrip(" "))) + plain(line.lstrip(" "))


def code_spans(line: str) -> list[str]:
    """A line in parts: at odd places the program's own commands, which stand between backquotes in its sentences."""
    return re.split(r"`(aftersales [^`|<>]*)`", plain(line))


def of_sections(name: str, sections: Sequence[Section]) -> Document:
    """Sections as a page; the title of the first is that of the page."""
    if not sections:
        return Document(name, ())
    first, *others = sections
    return Document(name, [first._replace(title=""), *others], first.title)
