"""The orders of a file, put into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from aftersales.actions.imports.orders.second_half import SecondOrders, has_halves
from aftersales.actions.imports.part_result import PartOptions, PartResult
from aftersales.actions.imports.requests import another_shop
from aftersales.core.cases.facts import OrderBatch, OrderTable, is_unknown
from aftersales.core.time.instants import iso
from aftersales.importing.parse import order_batches
from aftersales.importing.parse.contents import OrderHalves, TableSource
from aftersales.ledger.facts import cancel_requests, cases, deliveries, orders, undelivered
from aftersales.ledger.facts.orders import Tally
from aftersales.ledger.sqlite import Connection, OperationalError
from aftersales.ledger.working_copy import loading
from aftersales.processes.second_process import NotDone


def write(ledger: Connection, result: PartResult, options: PartOptions) -> None:
    """Put the orders of one part into the ledger. Raises FileRefused."""
    content, shop = result.part.content, result.shop.name
    halves = content.order_halves() if isinstance(content, TableSource) and has_halves(ledger, shop) else None
    if halves is None:
        _write(ledger, result, options, _batches(ledger, result))
    else:
        _write_halves(ledger, result, options, halves)


def _write_halves(ledger: Connection, result: PartResult, options: PartOptions, halves: OrderHalves) -> None:
    """The same, while a second process reads the second half."""
    shop = result.shop.name
    try:
        second = SecondOrders(ledger, shop, halves.expected, halves.second)
    except OperationalError:  # each shop has its own file attached, and ten can be
        for batches in (halves.first, halves.second):
            _write(ledger, result, options, batches, put=orders.put_new)
        return
    _write(ledger, result, options, halves.first, put=orders.put_new)
    try:
        for read in second.taken_in():
            result.count_amounts(read.currencies.elements())
            _count_strange(result, read.telling)
            refs = orders.log_new(ledger, shop, read.first, read.size, result.tally)
            _refuse_other_shop(ledger, result, options, refs)
            _follow(ledger, result, options, read.telling, refs)
    except NotDone:
        _write(ledger, result, options, halves.second, put=orders.put_new)
    else:
        result.at_end = second.finish


def _batches(ledger: Connection, result: PartResult) -> Iterator[OrderBatch]:
    """The orders of a part, some at a time, without those that the ledger has from the very same rows."""
    part = result.part

    def unchanged(digests: dict[str, int]) -> dict[str, str]:
        return orders.unchanged(ledger, result.shop.name, digests, iso(part.as_of))

    content = part.content
    return content.orders(unchanged) if isinstance(content, TableSource) else order_batches.together(content.facts())


def _write(
    ledger: Connection,
    result: PartResult,
    options: PartOptions,
    batches: Iterable[OrderBatch],
    put: Callable[[Connection, str, OrderTable, Tally], Sequence[str]] | None = None,
) -> None:
    """Put these orders into the ledger; rejects, unknown statuses and foreign currencies go to the result."""
    shop = result.shop.name
    for batch in batches:
        chunk = batch.orders
        result.rejects += batch.rejects
        result.tally.same += len(batch.unchanged)
        result.count_amounts(chunk.column("currency"))
        result.count_amounts(order.currency for order in batch.unchanged)
        _count_strange(result, chunk)
        if chunk:
            refs = chunk.column("ref")
            loading.load_orders(ledger, refs)
            _refuse_other_shop(ledger, result, options, refs)
            _follow(ledger, result, options, chunk, (put or orders.put)(ledger, shop, chunk, result.tally))


def _count_strange(result: PartResult, chunk: OrderTable) -> None:
    for order in chunk.where("status", lambda status: status is None):
        if is_unknown(order):
            result.count_strange(order.raw_status or "")


def _refuse_other_shop(ledger: Connection, result: PartResult, options: PartOptions, refs: Sequence[str]) -> None:
    """Raise FileRefused where another shop has one of these orders."""
    if not options.force and (other := orders.order_of_another_shop(ledger, result.shop.name, refs)):
        raise another_shop(result.part, "order", other)


def _follow(
    ledger: Connection, result: PartResult, options: PartOptions, telling: OrderTable, moved: Sequence[str]
) -> None:
    """Do what follows from orders that were put into the ledger: those that were `moved`, by their numbers, and those
    that may be `telling` of a request or of a parcel that comes back.
    """
    shop = result.shop.name
    for case, fresh in cancel_requests.take(ledger, shop, telling, options.now).items():
        if fresh and options.catchup:
            cases.set_caught_up(ledger, case, options.now)
        result.touched.add(case)
    for case in undelivered.take(ledger, shop, telling, options.now):
        if options.catchup:
            cases.set_caught_up(ledger, case, options.now)
        result.touched.add(case)
        result.opened.add(range(case, case + 1))
    if on_orders := cases.on_orders(ledger, shop, moved):
        deliveries.renew(ledger, on_orders)
        result.touched.update(on_orders)
