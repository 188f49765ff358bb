"""`routine add`: a recurring duty of the seller's own."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.new_cases.routine import RoutineEntry, add_routine
from aftersales.commandline.write_command import report_new_case, write_options
from aftersales.language import mark


def add(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="TEXT", help=mark('What is to be done, such as "Check stock".'))],
    every: Annotated[
        str, typer.Option("--every", metavar="SPAN", help=mark("How often: 7d, 2w, or 5bd (business days)."))
    ],
    sku: Annotated[str | None, typer.Option("--sku", metavar="SKU", help=mark("Only for this SKU."))] = None,
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help=mark("Which shop; not needed if you have one shop."))
    ] = None,
    duty: Annotated[
        str,
        typer.Option("--duty", metavar="DUTY", help=mark("Its name in the list, in lower case (default: restock).")),
    ] = "restock",
) -> None:
    """Add a routine; it is due one interval after --at (default: now), at the end of that day. `close` ends it."""
    entry = RoutineEntry(what, every, duty, sku, shop)
    report_new_case(ctx, add_routine(ctx.obj, entry, write_options(ctx)))
