"""`ledger check`: whether the ledger is sound."""

from __future__ import annotations

from contextlib import closing

import typer

from aftersales.context.app import Desk
from aftersales.errors import LedgerError
from aftersales.ledger import connection
from aftersales.ledger.derived import store

_REMEDY = (
    "Put a backup in its place (`aftersales ledger backup` makes them; the copy that an upgrade keeps lies beside the "
    "ledger), or report this."
)


def check(ctx: typer.Context) -> None:
    """Test the file itself and its log, then replay every case from its facts and compare with what is stored."""
    from aftersales.ledger import maintenance

    desk: Desk = ctx.obj
    with closing(connection.read(desk.ledger_file)) as ledger:
        found = maintenance.findings(ledger)
    if found:
        raise LedgerError("\n".join([f"{desk.ledger_file} is not sound:", *(f"  {line}." for line in found), _REMEDY]))
    wrong = store.differences(desk.reader, desk.rules)
    if wrong:
        shown = ", ".join(map(str, wrong[:20]))
        raise LedgerError(f"{len(wrong)} cases differ from what their facts give: {shown}. Please report this.")
    desk.say("The ledger is sound: every case follows from its facts.")
