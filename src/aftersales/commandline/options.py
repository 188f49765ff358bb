"""Arguments and options that commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.language import mark

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
Format = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help=mark("table, json, jsonl, csv, tsv or ids."))
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--fields",
        metavar="NAMES",
        help=mark("Only these fields, in this order, such as case,due: of JSON, JSONL, CSV or TSV."),
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
