"""A report as a page: what stands on it, in words."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.named_tuple import NamedTuple


class ReportRow(NamedTuple):
    """One case, or one day: what it is about or what to do, by when, how much money. `detail` is what a wider page
    tells too. Empty where there is nothing to tell. `share` is the length of a bar in per cent.
    """

    case: str
    what: str
    by: str = ""
    money: str = ""
    shop: str = ""
    detail: str = ""
    share: int = 0


class ReportSection(NamedTuple):
    """A part under its heading: rows, sentences, and how many rows more there are, with the command that shows them.
    `since` is when what it tells began, where the heading says so; `tone` is bad, warn or plain;
    `spread`: each sentence stands on a line of its own.
    """

    name: str
    title: str
    rows: Sequence[ReportRow] = ()
    lines: Sequence[str] = ()
    more: int = 0
    command: str = ""
    tone: str = "plain"
    since: str = ""
    spread: bool = False

    @property
    def heading(self) -> str:
        """The title, with when it began."""
        return f"{self.title} {self.since}".rstrip()


class ReportPage(NamedTuple):
    """A whole report: its title, what matters most in a sentence or two, its sections, and the command that goes on."""

    title: str
    leads: Sequence[str]
    sections: Sequence[ReportSection]
    warnings: Sequence[str] = ()
    foot: str = ""


def command_marked(sentence: str) -> str:
    """A sentence that ends with a command of the program, the command between backquotes."""
    lead, name, command = sentence.partition("aftersales ")
    return f"{lead}`{name}{command}`" if name else sentence
