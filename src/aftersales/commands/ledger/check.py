"""`ledger check`: whether the ledger is sound."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from aftersales import text
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.errors import LedgerError
from aftersales.language import mark, tr, trn
from aftersales.ledger import connection, file_errors
from aftersales.ledger.derived import store
from aftersales.rendering.fields.setup.ledger_check import LEDGER_CHECK_FIELDS, LedgerCheck
from aftersales.rendering.fields.view import View

_REMEDY = mark(
    "Replace it with a backup: `aftersales ledger restore FILE` (the copy that an upgrade keeps is beside the ledger). "
    "`aftersales ledger repair` mends what follows from the facts."
)
_HARMLESS = mark("You can go on working with this ledger, and need no backup. `aftersales ledger repair` mends it.")


def check(
    ctx: typer.Context,
    deep: Annotated[
        bool, typer.Option("--deep", help=mark("Compare each fact with its checksum too: it finds a changed byte."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Check the ledger file and its log, recalculate every case from its facts, and compare with what is stored."""
    from aftersales.ledger.upkeep import maintenance

    app: App = ctx.obj
    path = app.configuration.ledger_file
    with closing(connection.read(path)) as ledger:
        faults = maintenance.faults(ledger, deep=deep)
    # What the cases of a damaged file give says nothing.
    wrong = [] if faults else store.differing_cases(app.ledger.current(), app.rules.of(app.ledger.current()))
    if as_json:
        row = LedgerCheck(str(path), [(fault.sentence, fault.harmless) for fault in faults], wrong, deep)
        app.output.emit_object(View(LEDGER_CHECK_FIELDS, [row]), several=False)
    if faults:
        remedy = tr(_HARMLESS if all(fault.harmless for fault in faults) else _REMEDY)
        lines = [f"  {text.sentence(fault.sentence)}" for fault in faults]
        newest = "" if all(fault.harmless for fault in faults) else file_errors.newest_backup(path)
        raise LedgerError("\n".join([tr("{path} has faults:", path=path), *lines, *filter(None, [remedy, newest])]))
    if wrong:
        shown = text.listed(map(str, wrong[:20]))
        raise LedgerError(
            trn(
                "{count} case differs from what its facts give: {cases}. `aftersales ledger repair` mends it; please "
                "report this.",
                "{count} cases differ from what their facts give: {cases}. `aftersales ledger repair` mends them; "
                "please report this.",
                len(wrong),
                cases=shown,
            )
        )
    if deep:
        app.output.notice(tr("The ledger is in order: every fact is as it was written, and every case agrees with it."))
    else:
        app.output.notice(tr("The ledger is in order: every case agrees with its facts."))
