"""`received`: the returned goods were checked and accepted."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import receipt
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.language import mark

typer_app = single()
_MOST = 1_000_000


@typer_app.command(cls=WriteCommand)
def received(
    ctx: typer.Context,
    cases: Cases,
    grade: Annotated[
        str | None,
        typer.Option("--grade", metavar="GRADE", help=mark("How the goods came back: original, minor, severe, wrong.")),
    ] = None,
    items: Annotated[
        list[str] | None,
        typer.Option(
            "--item",
            metavar="ITEM",
            help=mark("Each item apart: SKU=N:GRADE, then :to-stock or :scrap; may be repeated."),
        ),
    ] = None,
    to_stock: Annotated[
        int | None,
        typer.Option("--to-stock", metavar="N", min=1, max=_MOST, help=mark("How many units went back to stock.")),
    ] = None,
    scrap: Annotated[
        int | None, typer.Option("--scrap", metavar="N", min=1, max=_MOST, help=mark("How many units were scrapped."))
    ] = None,
) -> None:
    """Record that you checked and accepted the returned goods. The refund is a step of its own. A grade only suggests
    it; with `--grade wrong` nothing is accepted yet, and the time to refuse the goods goes on.
    """
    record(ctx, cases, receipt.received(grade, items or (), to_stock, scrap, cases=len(cases)))
