"""`ledger repair`: what follows from the facts, made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aftersales import text
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.errors import LedgerError
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.setup.repair import LEDGER_REPAIR_FIELDS, LedgerRepair
from aftersales.rendering.fields.view import View


def repair(
    ctx: typer.Context,
    accept: Annotated[
        bool,
        typer.Option("--accept", help=mark("Take facts that changed in the file as they are now: you have no backup.")),
    ] = False,
    as_json: Json = False,
) -> None:
    """Make anew what follows from the facts: indexes, views, triggers, deadlines. A damaged file is written anew from
    what can be read in it, and the old one kept beside it. Facts can't be made anew: for them there are backups.
    """
    from aftersales.actions.upkeep import repair as action
    from aftersales.ledger import file_errors

    app: App = ctx.obj
    done = action.run(app, accept=accept)
    if as_json:
        app.output.emit_object(View(LEDGER_REPAIR_FIELDS, [done]), several=False)
    for sentence in _told(done):
        app.output.notice(sentence)
    if done.left:
        lines = [f"  {text.sentence(sentence)}" for sentence in done.left]
        remedy = tr(
            "Put a backup in its place: aftersales ledger restore FILE. Without one, import your files again, look at "
            "these cases and orders, and take them as they are: aftersales ledger repair --accept"
        )
        remedies = filter(None, [remedy, file_errors.newest_backup(Path(done.ledger))])
        raise LedgerError("\n".join([tr("{path}: this can't be repaired:", path=done.ledger), *lines, *remedies]))


def _told(done: LedgerRepair) -> list[str]:
    sentences = []
    if done.kept:
        sentences.append(tr("The file was written anew. The old one: {kept}", kept=done.kept))
    if done.parts:
        sentences.append(tr("Made anew: {parts}.", parts=text.few(done.parts, 6)))
    if done.cases:
        sentences.append(
            trn(
                "The deadlines of {count} case were calculated anew: {cases}.",
                "The deadlines of {count} cases were calculated anew: {cases}.",
                len(done.cases),
                cases=text.few(done.cases, 20),
            )
        )
    if not done.left:
        sentences.append(
            tr("The ledger is in order.") if sentences or done.before else tr("Nothing is to be repaired.")
        )
    return sentences
