"""`review open`: a bad review, recorded by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.new_cases import review as review_action
from aftersales.actions.new_cases.review import ReviewEntry
from aftersales.commandline.write_command import report_new_case, write_options
from aftersales.commands.review._options import Cause
from aftersales.language import mark


def open_review(
    ctx: typer.Context,
    stars: Annotated[int, typer.Option("--stars", metavar="N", min=1, max=5, help=mark("How many stars it gives."))],
    order: Annotated[str | None, typer.Option("--order", metavar="ORDER", help=mark("The order it is about."))] = None,
    review: Annotated[
        str | None, typer.Option("--text", "-m", metavar="TEXT", help=mark("What the review says."))
    ] = None,
    ref: Annotated[str | None, typer.Option("--ref", metavar="REF", help=mark("The platform's number for it."))] = None,
    cause: Cause = None,
    product: Annotated[str | None, typer.Option("--product", metavar="TEXT", help=mark("What it is about."))] = None,
    buyer: Annotated[str | None, typer.Option("--buyer", metavar="HANDLE", help=mark("The buyer's handle."))] = None,
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help=mark("Which shop; not needed if you have one shop."))
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help=mark("Record a second review even if one is open on the order."))
    ] = False,
) -> None:
    """Record a bad review; prints the case's id. Your time to contact the buyer starts at --at (default: now)."""
    entry = ReviewEntry(stars, order, review, ref, cause, product, buyer, shop, new)
    report_new_case(ctx, review_action.open_review(ctx.obj, entry, write_options(ctx)))
