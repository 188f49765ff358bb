"""`stock place`: goods that were held went to stock or to scrap."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.stock import placement
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record
from aftersales.language import mark

_MOST = 1_000_000


def place(
    ctx: typer.Context,
    case: Case,
    items: Annotated[
        list[str] | None,
        typer.Option(
            "--item",
            metavar="ITEM",
            help=mark("Which item, and where it went: SKU=N:to-stock or SKU=N:scrap; may be repeated."),
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
    """Record where goods went that came back and were held: to stock, or to scrap."""
    record(ctx, [case], placement.placed(items or (), to_stock, scrap))
