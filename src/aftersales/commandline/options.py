"""Arguments and options that commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.core.vocabulary import KINDS

Case = Annotated[
    str,
    typer.Argument(metavar="CASE", help="Short id, or ref, order or tracking number (10 digits are enough)."),
]
Cases = Annotated[list[str], typer.Argument(metavar="CASE…", help="One or more cases, as for `show`.")]
At = Annotated[
    str | None, typer.Option("--at", metavar="WHEN", help="When it happened (default: now); local time of the market.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table, json, jsonl, csv, tsv or ids.")]
ShopOption = Annotated[str | None, typer.Option("--shop", metavar="SHOP", help="Only this shop.")]
MarketOption = Annotated[str | None, typer.Option("--market", metavar="MARKET", help="Only this market, such as GB.")]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help=f"Only this kind: {', '.join(KINDS)}."),
]
DutyOption = Annotated[str | None, typer.Option("--duty", metavar="DUTY", help="Only this duty, such as respond.")]
Within = Annotated[
    str | None, typer.Option("--within", metavar="SPAN", help="Horizon, such as 36h, 2d (default) or 1w.")
]
Everything = Annotated[bool, typer.Option("--all", help="No horizon.")]
Snoozed = Annotated[bool, typer.Option("--snoozed", help="With what is snoozed.")]


Force = Annotated[bool, typer.Option("--force", help="Though proof that the platform asks for is missing.")]
Comment = Annotated[
    str | None, typer.Option("--comment", metavar="TEXT", help="What you tell the platform (150 characters).")
]


TakenAs = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Take the file as one of this name, such as tiktok-gb.")
]
