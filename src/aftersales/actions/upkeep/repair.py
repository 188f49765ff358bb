"""A repair of what follows from the facts."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from aftersales.context.app import App
from aftersales.ledger import connection
from aftersales.ledger.connection import BUSY_SECONDS, Turn
from aftersales.ledger.derived import store
from aftersales.ledger.upkeep import maintenance, repair
from aftersales.ledger.upkeep.maintenance import Fault
from aftersales.rendering.fields.setup.repair import LedgerRepair


def run(app: App, *, accept: bool) -> LedgerRepair:
    """Make anew what a ledger can do without: indexes, views, triggers, and the deadlines of cases that differ from
    what their facts give. A file whose structure is damaged is written anew, and the old one kept beside it. With
    `accept` the facts are taken as they are now. Raises LedgerError where facts can't be read.
    """
    path = app.configuration.ledger_file
    before = _faults(path)
    done = LedgerRepair(str(path), before=[fault.sentence for fault in before])
    with closing(connection.read(path)) as ledger:
        broken = repair.is_broken(ledger)
    if broken:
        rebuilt = repair.rebuild(path, app.now, Turn(BUSY_SECONDS, "ledger repair", app.output.waiting))
        done = done._replace(kept=str(rebuilt.kept))
    with app.ledger.writing() as ledger:
        parts = repair.restore_parts(ledger)
        rules = app.rules.of(ledger)
        cases = store.differing_cases(ledger, rules)
        if cases:
            store.rederive(ledger, cases, rules, afresh=True)
        if accept:
            repair.accept_facts(ledger)
    return done._replace(parts=parts, cases=cases, left=[fault.sentence for fault in _faults(path)])


def _faults(path: Path) -> list[Fault]:
    with closing(connection.read(path)) as ledger:
        return maintenance.faults(ledger, deep=True)
