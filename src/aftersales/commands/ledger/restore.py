"""`ledger restore`: a backup in the place of the ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aftersales import text
from aftersales.commandline import confirmation
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.context.run_clock import local_zone
from aftersales.core.time.instants import instant
from aftersales.errors import UsageError
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.setup.backup import RESTORED_FIELDS, RestoredRow
from aftersales.rendering.fields.view import View

if TYPE_CHECKING:
    from aftersales.ledger.upkeep.restore import LedgerContent


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=mark("The backup."))],
    yes: Annotated[bool, typer.Option("--yes", help=mark("Don't ask before the ledger is replaced."))] = False,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of the ledger. It is checked first, and brought up to date if an older version made it.
    The old ledger is kept beside the new one, under a dated name.
    """
    from aftersales.ledger.connection import BUSY_SECONDS, Turn
    from aftersales.ledger.upkeep import restore as restoring

    app: App = ctx.obj
    ledger = app.configuration.ledger_file
    with restoring.checked_copy(file, ledger) as (draft, held):
        if ledger.exists() and not yes:
            _ask(app, ledger, restoring.content_of(ledger), file, held)
        turn = Turn(BUSY_SECONDS, "ledger restore", app.output.waiting)
        kept = restoring.put_in_place(draft, ledger, app.now, turn)
    if as_json:
        row = RestoredRow(
            str(ledger), str(file), str(kept) if kept else None, held.version, held.cases, held.orders, held.written_at
        )
        app.output.emit_object(View(RESTORED_FIELDS, [row]), several=False)
    app.output.notice(tr("{ledger} is now what {file} was.", ledger=ledger, file=file))
    if kept:
        app.output.notice(tr("The ledger as it was before: {kept}", kept=kept))


def _ask(app: App, ledger: Path, present: LedgerContent | None, file: Path, backup: LedgerContent) -> None:
    """Ask before the ledger is replaced. Raises UsageError where nobody can be asked, Cancelled for a no."""
    if not confirmation.may_ask():
        raise UsageError(tr("there is no terminal for the question; add --yes to replace {ledger}.", ledger=ledger))
    app.prompter.tell(tr("The ledger, {path}: {content}", path=ledger, content=_told(present, app.now)))
    app.prompter.tell(tr("The backup, {path}: {content}", path=file, content=_told(backup, app.now)))
    question = tr("Replace the ledger with the backup? The old ledger is kept beside it.")
    confirmation.confirm(app, question, otherwise=tr("Nothing was changed."))


def _told(content: LedgerContent | None, now: datetime) -> str:
    if content is None:
        return tr("can't be read")
    counts = text.together(
        [trn("{count} case", "{count} cases", content.cases), trn("{count} order", "{count} orders", content.orders)]
    )
    if content.written_at is None:
        return tr("{counts}, nothing recorded yet", counts=counts)
    at = instant(content.written_at).astimezone(local_zone())
    return tr("{counts}, last recorded {when}", counts=counts, when=text.moment(at, now))
