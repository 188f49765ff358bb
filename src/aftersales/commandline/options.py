"""Arguments and options that commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.core.vocabulary import KINDS
from aftersales.language import tr

Case = Annotated[
    str,
    typer.Argument(metavar="CASE", help=tr("Short id, ref, order number or tracking number (10 digits are enough).")),
]
Cases = Annotated[list[str], typer.Argument(metavar="CASE…", help=tr("One or more cases, as for `show`."))]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help=tr("When it happened (default: now); local time of the market.")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=tr("Show what would be recorded; write nothing."))]
Json = Annotated[bool, typer.Option("--json", help=tr("Short for --format json."))]
Format = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help=tr("table, json, jsonl, csv, tsv or ids."))
]
ShopOption = Annotated[str | None, typer.Option("--shop", metavar="SHOP", help=tr("Only this shop."))]
MarketOption = Annotated[
    str | None, typer.Option("--market", metavar="MARKET", help=tr("Only this market, such as GB."))
]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help=tr("Only this kind: {kinds}.", kinds=", ".join(KINDS))),
]
Force = Annotated[
    bool, typer.Option("--force", help=tr("Record it even if evidence that the platform asks for is missing."))
]
Comment = Annotated[
    str | None,
    typer.Option("--comment", metavar="TEXT", help=tr("What you tell the platform (at most 150 characters).")),
]


TakenAs = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help=tr("Treat the file as if it had this name, such as tiktok-gb.")),
]
