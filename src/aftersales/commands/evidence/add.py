"""`evidence add`: proof kept for a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record
from aftersales.language import mark


def add(
    ctx: typer.Context,
    case: Case,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=mark("Photos, videos, documents."))],
    proof: Annotated[
        str,
        typer.Option(
            "--as", metavar="PROOF", help=mark("Which evidence it is, as `evidence list` names it (default: other).")
        ),
    ] = "other",
) -> None:
    """Record files as evidence: path, size and SHA-256. The files stay where they are; don't move or change them."""
    record(ctx, [case], proof_steps.added(files, proof))
