"""Arguments and options that commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from aftersales import text
from aftersales.core import choices
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.rendering.formats import CALENDAR, FORMATS, MEANINGS, WITHOUT_IDS


class FormatChoice:
    """What --format takes in a command: `choices`, of all the formats that there are."""

    __name__ = "format"  # what Typer calls the type

    def __init__(self, names: Sequence[str]) -> None:
        self.choices = tuple(names)

    def __call__(self, typed: str) -> str:
        """The format that was typed. Raises UsageError for one that the command has not."""
        if typed in MEANINGS and typed not in self.choices:
            raise UsageError(
                tr(
                    "--format {form} can't be given here: {reason}. It takes {known}.",
                    form=typed,
                    reason=tr(_NOT_HERE.get(typed, _NO_LIST)),
                    known=text.listed(self.choices),
                )
            )
        return choices.one_of("--format", typed, self.choices)


_NOT_HERE = {
    "ids": mark("ids are numbers of cases, and this lists none"),
    CALENDAR: mark("a calendar is of deadlines, and `aftersales due --format ics` writes it"),
}
_NO_LIST = mark("this is not a list")
_WORD = re.compile(r"[a-z-]+")  # that an option takes
FORMAT_HELP = mark("How it is written: {choices}.")


def format_choice(param: Any) -> FormatChoice | None:
    """What a parameter of Typer's takes, where it is --format."""
    taken = getattr(param.type, "func", None)
    return taken if isinstance(taken, FormatChoice) else None


def param_help(param: Any) -> str:
    """What the help says of a parameter of Typer's."""
    takes, about = format_choice(param), param.help or ""
    if takes:
        return tr(about, choices=text.listed(takes.choices))
    choice_names = about.removesuffix(".").split(", ")
    is_list = len(choice_names) > 1 and all(map(_WORD.fullmatch, choice_names))
    return text.sentence(text.listed(choice_names)) if is_list else tr(about)


def format_option(names: Sequence[str]) -> Any:
    """The option --format of a command that has these formats."""
    return typer.Option("--format", metavar="FORMAT", parser=FormatChoice(names), help=FORMAT_HELP)


Case = Annotated[
    str,
    typer.Argument(metavar="CASE", help=mark("Short id, ref, order number or tracking number (10 digits are enough).")),
]
Cases = Annotated[
    list[str],
    typer.Argument(metavar="CASE…", help=mark("One or more cases: short id, ref, order number or tracking number.")),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help=mark("When it happened, such as 16:00 or fri 15:00 (default: now).")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=mark("Show what would be recorded; write nothing."))]
Json = Annotated[bool, typer.Option("--json", help=mark("Short for --format json."))]
Format = Annotated[str | None, format_option(FORMATS)]
CalendarFormat = Annotated[str | None, format_option((*FORMATS, CALENDAR))]
FormatWithoutIds = Annotated[str | None, format_option(WITHOUT_IDS)]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--fields",
        metavar="NAMES",
        help=mark("Only these fields, in this order, such as case,due; not in a table."),
    ),
]
ShopOption = Annotated[str | None, typer.Option("--shop", metavar="SHOP", help=mark("Only this shop."))]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=mark("Only this kind: refund, return, replacement, cancellation, review, delivery, routine."),
    ),
]
AllOrNothing = Annotated[
    bool,
    typer.Option("--all-or-nothing", help=mark("With --by-rule: record nothing if the rules leave a case to you.")),
]
Redact = Annotated[
    bool,
    typer.Option("--redact", help=mark("Name nobody: buyers are buyer-1, buyer-2 …; leave out what people wrote.")),
]
# How the files are read, where they don't show it themselves.
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help=mark("Encoding of CSV files, such as gb18030 (default: detected).")
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help=mark("Record it even if evidence that the platform asks for is missing."))
]
ForceMode = Annotated[
    bool, typer.Option("--force", help=mark("Record it even if one of your own rules forbids the mode."))
]
Comment = Annotated[
    str | None,
    typer.Option("--comment", metavar="TEXT", help=mark("What you tell the platform (at most 150 characters).")),
]


TakenAs = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help=mark("Treat the file as if it had this name, such as tiktok-gb.")),
]
