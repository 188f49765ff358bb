"""`ledger`: the file itself: whether what is derived still follows from the facts, and a copy of it all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from aftersales.commands.base import DeskCommand, DeskGroup
from aftersales.context import Desk
from aftersales.errors import LedgerError
from aftersales.ledger import derived

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Check the ledger, or back it up.",
)  # fmt: skip


@app.callback()
def group() -> None:
    """Check the ledger, or back it up."""


@app.command("check", cls=DeskCommand)
def check(ctx: typer.Context) -> None:
    """Replay every case from its facts, compare with what is stored, and test the file itself."""
    desk: Desk = ctx.obj
    trouble = [r[0] for r in desk.reader.execute("PRAGMA integrity_check") if r[0] != "ok"]
    if trouble:
        raise LedgerError(f"{desk.settings.ledger} is damaged: {trouble[0]}. Restore a backup.")
    wrong = derived.differences(desk.reader, desk.rules)
    if wrong:
        shown = ", ".join(map(str, wrong[:20]))
        raise LedgerError(f"{len(wrong)} cases differ from what their facts give: {shown}. Please report this.")
    desk.say("The ledger is sound: every case follows from its facts.")


@app.command("backup", cls=DeskCommand)
def backup(
    ctx: typer.Context, target: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")]
) -> None:
    """Copy the ledger, whole and consistent, while it is in use. The copy is for its owner only."""
    desk: Desk = ctx.obj
    if target.exists():
        raise LedgerError(f"{target} is there already; name a new file.")
    source = desk.reader
    try:
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".backup-")  # for its owner only, a name of its own
    except OSError as error:
        raise LedgerError(f"{target} can't be written: {error.strerror}.") from None
    os.close(handle)
    try:
        copy = sqlite3.connect(draft)
        source.backup(copy)
        sound = copy.execute("PRAGMA quick_check").fetchone()[0]
        copy.close()
        if sound != "ok":
            raise LedgerError(f"{desk.settings.ledger} is damaged: {sound}. No copy was made.")
        Path(draft).replace(target)
    finally:
        Path(draft).unlink(missing_ok=True)
    desk.say(f"{target}: a copy of {desk.settings.ledger}.")
