"""`ledger check`: whether the ledger is sound."""

from __future__ import annotations

from contextlib import closing

import typer

from aftersales.context.app import App
from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import connection
from aftersales.ledger.derived import store

_REMEDY = tr(
    "Put a backup in its place (`aftersales ledger backup` makes them; the copy that an upgrade "
    "keeps lies beside the ledger), or report this."
)


def check(ctx: typer.Context) -> None:
    """Test the file itself and its log, then replay every case from its facts and compare with what is stored."""
    from aftersales.ledger import maintenance

    app: App = ctx.obj
    path = app.configuration.ledger_file
    with closing(connection.read(path)) as ledger:
        findings = maintenance.findings(ledger)
    if findings:
        raise LedgerError(
            "\n".join([tr("{path} is not sound:", path=path), *(f"  {line}." for line in findings), _REMEDY])
        )
    wrong = store.differing_cases(app.ledger.current(), app.rules.of(app.ledger.current()))
    if wrong:
        shown = ", ".join(map(str, wrong[:20]))
        raise LedgerError(
            tr(
                "{wrong} cases differ from what their facts give: {shown}. Please report this.",
                wrong=len(wrong),
                shown=shown,
            )
        )
    app.output.notice(tr("The ledger is sound: every case follows from its facts."))
