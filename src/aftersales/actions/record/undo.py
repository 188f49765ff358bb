"""Undo of a log entry, and undo of an undo."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.core.cases import events
from aftersales.core.log.entry import LogEntry
from aftersales.core.money.amount import optional_money
from aftersales.errors import TransitionRefused
from aftersales.language import tr
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.log import reader as log_reader
from aftersales.ledger.log import undo as log_undo
from aftersales.ledger.log import undo_conflicts
from aftersales.ledger.queries import find


def take_back(app: App, number: int | None, *, keep: bool = True) -> tuple[LogEntry, ZoneInfo]:
    """Take back a write, or the newest that counts, as a write of its own. Returns the write that it goes back to, as
    it now stands, and the zone of its times. Raises LedgerError where others stand on it, and TransitionRefused.
    """
    with app.ledger.writing(keep=keep) as ledger:
        target = undo_conflicts.undoable_write(ledger, number, journal.current_write(ledger))
        write = log_reader.entry(ledger, log_reader.root(ledger, target)[0])
        zone = ZoneInfo(log_reader.zone(ledger, write))
        touched = log_undo.take_back(ledger, target)
        names = {name for _, name in write.events}
        aside = bool(names) and names <= events.REMARKS
        store.rederive(ledger, touched, app.rules.of(ledger), aside=aside)
        app.ledger.adopt(ledger)  # whether a shop's data are imported at all is part of its rules
        write = log_reader.entry(ledger, log_reader.root(ledger, target)[0])
        if write.undone_by is None and any(name == "refund.issued" for _, name in write.events):
            _refuse_above_paid(ledger, touched)
    return write, zone


def _refuse_above_paid(ledger: Connection, cases: Iterable[int]) -> None:
    """A refund that is brought back may not make an order's refunds more than was paid. Raises TransitionRefused."""
    for case in cases:
        row = find.stored_case(ledger, case)
        refunded = find.refunded_on_order(ledger, row.shop, row.order, None)
        if row.order and row.refunded and row.paid is not None and refunded > row.paid:
            total = optional_money(refunded, row.paid_currency)
            raise TransitionRefused(
                tr(
                    "order {order}: refunds of {refunded} would exceed the {paid} paid. Nothing was changed.",
                    order=row.order,
                    refunded=total,
                    paid=row.order_total,
                )
            )
