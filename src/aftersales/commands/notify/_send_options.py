"""What `notify send` takes."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.language import mark

Levels = Annotated[
    list[str] | None,
    typer.Option("--level", metavar="LEVEL", help=mark("Only these levels: 24h, 4h, overdue, stale.")),
]
Shops = Annotated[
    list[str] | None,
    typer.Option("--shop", metavar="SHOP", help=mark("Only these shops, such as uk-main or brand-*.")),
]
Receivers = Annotated[list[str] | None, typer.Option("--to", metavar="NAME", help=mark("Only to these receivers."))]
Report = Annotated[
    str | None,
    typer.Option("--report", metavar="REPORT", help=mark("Send a report instead of warnings: morning or week.")),
]
OnlyNew = Annotated[
    bool, typer.Option("--only-new", help=mark("--report: only what is new since the last marked report."))
]
QuietIfEmpty = Annotated[
    bool, typer.Option("--quiet-if-empty", help=mark("--report: send none where there is nothing to tell."))
]
MarkReport = Annotated[bool, typer.Option("--mark", help=mark("--report: the next report goes on from here."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=mark("Show each message and who would get it; send nothing."))]
