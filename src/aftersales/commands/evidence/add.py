"""`evidence add`: proof kept for a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record.write import Step, Target, check
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record
from aftersales.errors import UsageError


def add(
    ctx: typer.Context,
    case: Case,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Photos, videos, documents.")],
    proof: Annotated[
        str,
        typer.Option("--as", metavar="PROOF", help="Which proof it is, as `evidence list` names it; default other."),
    ] = "other",
) -> None:
    """Keep files as proof: path, size and SHA-256. The files stay where they are; don't move or change them."""
    known = proof_steps.known()
    if proof not in known:
        raise UsageError(f"--as {proof!r} is not known; it takes {', '.join(known)}.")
    described = [proof_steps.described(path) for path in files]

    def decide(target: Target) -> Step:
        check(target, "evidence.added")
        have = {(p, f["sha256"]) for p, f, _ in proof_steps.kept(target.told.timeline)}
        fresh = [f for f in described if (proof, f["sha256"]) not in have]
        if not fresh:
            return Step("evidence.added", skip="kept already")
        step = Step("evidence.added", {"proof": proof, "files": fresh})
        step.warnings += [f"{f['path']} is kept already" for f in described if f not in fresh]
        return step

    record(ctx, [case], decide)
