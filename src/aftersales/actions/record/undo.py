"""Undo of a log entry, and undo of an undo."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.cases import events
from aftersales.core.log.entry import LogEntry
from aftersales.core.money.amount import optional_money
from aftersales.errors import TransitionRefused, UndoUnconfirmed
from aftersales.language import tr
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import deliveries, streams
from aftersales.ledger.log import reader as log_reader
from aftersales.ledger.log import undo as log_undo
from aftersales.ledger.log import undo_conflicts
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.pages import log as log_page


class UndoneEntry(NamedTuple):
    """The entry that an undo goes back to, as it now stands, the zone of its times, and the undo's own number."""

    entry: LogEntry
    zone: ZoneInfo
    undo: int


def take_back(
    app: App, number: int | None, *, keep: bool = True, sure: bool = True, command: str | None = None
) -> UndoneEntry:
    """Take back a write, or the newest that counts, as a write of its own. Raises LedgerError where others stand on it,
    TransitionRefused, and UndoUnconfirmed where it holds so much that somebody must be `sure`. `command` is what the
    log calls it, where that is not the running command.
    """
    with app.ledger.writing(keep=keep, command=command) as ledger:
        undo = journal.current_write(ledger)
        target = undo_conflicts.undoable_write(ledger, number, undo)
        write = log_reader.entry(ledger, log_reader.root(ledger, target)[0])
        zone = ZoneInfo(log_reader.zone(ledger, write))
        if not sure and write.undone_by is None:
            _refuse_unsure(app, ledger, write, target)
        touched = sorted(deliveries.with_requests(ledger, log_undo.take_back(ledger, target)))
        if write.command == "import" and any(file.carries == "cases" for file in write.files):
            for shop in write.shops:
                streams.start_over(ledger, shop)
        names = {name for _, name in write.events}
        aside = bool(names) and names <= events.REMARKS
        store.rederive(ledger, touched, app.rules.of(ledger), aside=aside)
        app.ledger.adopt(ledger)  # whether a shop's data are imported at all is part of its rules
        write = log_reader.entry(ledger, log_reader.root(ledger, target)[0])
        if write.undone_by is None and any(name == "refund.issued" for _, name in write.events):
            _refuse_above_paid(ledger, touched)
    return UndoneEntry(write, zone, undo)


def _refuse_unsure(app: App, ledger: Connection, entry: LogEntry, target: int) -> None:
    """Refuse where nobody has said that a whole import, a shop or many cases are meant. Raises UndoUnconfirmed."""
    extent = log_reader.extent(ledger, entry)
    if entry.is_foundation or extent.is_large:
        would = log_page.would_undo(entry, extent, display.zone(app), app.now)
        what_to_type = tr("Nothing was undone. To undo it, type its number: aftersales undo {entry}", entry=target)
        raise UndoUnconfirmed(text.sentences([would, what_to_type]), target, would)


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
