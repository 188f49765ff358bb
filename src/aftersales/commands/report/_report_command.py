"""Commands that write a report, and mark it when it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from aftersales.commandline.command import AppCommand
from aftersales.commandline.options import format_option
from aftersales.language import mark
from aftersales.rendering.reports.report import FORMATS

_AFTER = "aftersales.after"

ReportShops = Annotated[
    list[str],
    typer.Option("--shop", metavar="SHOP", help=mark("Only these shops: one or more, or a pattern such as brand-*.")),
]
ReportFormat = Annotated[str | None, format_option(FORMATS)]
OnlyNew = Annotated[
    bool, typer.Option("--only-new", help=mark("Only what is new or more urgent since the last marked report."))
]
QuietIfEmpty = Annotated[
    bool,
    typer.Option("--quiet-if-empty", help=mark("Print nothing where there is nothing to tell and the data are fresh.")),
]
MarkReport = Annotated[
    bool, typer.Option("--mark", help=mark("Remember that this was told: the next report goes on from here."))
]


class ReportCommand(AppCommand):
    """A command whose report is marked only after all of it was written."""

    def invoke(self, ctx: Any) -> Any:
        """As always; what `after` was given runs when the output, or the file of --output, is written."""
        super().invoke(ctx)
        for step in ctx.meta.get(_AFTER, ()):
            step()


def after(ctx: typer.Context, step: Callable[[], None]) -> None:
    """Run a step when the report is written, and not if that fails."""
    ctx.meta.setdefault(_AFTER, []).append(step)
