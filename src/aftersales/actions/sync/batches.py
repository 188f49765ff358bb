"""What a run reads of a shop, in batches to store."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from operator import itemgetter

from aftersales.actions.sync import lists
from aftersales.actions.sync.lists import ListReading, ShopLists
from aftersales.core.cases.statuses import STATUSES
from aftersales.core.vocabulary import UNDER_WAY
from aftersales.importing.formats.recogniser import of_array
from aftersales.importing.parse.times import unix
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts.streams import (
    CANCELLATIONS,
    OF_CASES,
    ORDERS,
    PARCELS,
    RECORDS,
    RETURNS,
    StreamState,
)
from aftersales.ledger.queries import asked
from aftersales.named_tuple import NamedTuple
from aftersales.syncing.client import MOST_IDS
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.paging import Row

_ROWS = 2_000  # of a batch at most; a killed run loses no more
_SECONDS = 30.0
_MOST_RECORDS = 100  # returns whose steps one run asks for, a request for each
_MOST_RECORDS_AT_FIRST = 500
_ENOUGH = 3  # open requests of which the platform knows one at least, if the shop is the right one
_PARCELS_BACK = timedelta(days=60)  # an order that was made before is no longer under way
# After these the other lists of the shop would meet the same.
_ENDS_SHOP = frozenset(
    {FaultKind.SHOP, FaultKind.ALL, FaultKind.REFRESH, FaultKind.CLOCK, FaultKind.LATE, FaultKind.UNREACHABLE}
)


class ReadPlan(NamedTuple):
    """What of a shop is read: `since` (UTC) where somebody said from when on, `full` for everything anew; `parcels`:
    orders under way too; `brief`: only what changed, since a list waits for it.
    """

    since: datetime | None = None
    full: bool = False
    parcels: bool = False
    brief: bool = False


class ShopBatches:
    """The lists of one shop, read one after the other. `ledger` opens the ledger for reading; `ended` is the fault
    after which nothing more of this shop is asked for.
    """

    def __init__(self, shop: str, source: ShopLists, ledger: Callable[[], Connection], plan: ReadPlan) -> None:
        self.shop, self._source, self._ledger, self._plan = shop, source, ledger, plan
        self.ended: PlatformFault | None = None
        self._quiet = 0  # lists in a row that the platform did not answer for at all
        self._orders: set[str] = set()
        self._changed_returns: dict[str, datetime] = {}  # and when they did
        self._is_first = False

    def read(self, states: Mapping[tuple[str, str], StreamState]) -> Iterator[list[ListReading]]:
        """Batches to store. What follows one is only asked for once it is stored."""
        batch: list[ListReading] = []
        began = time.monotonic()
        for reading in self._all(states):
            batch.append(reading)
            if sum(len(part.rows) for part in batch) >= _ROWS or time.monotonic() - began > _SECONDS:
                yield batch
                batch, began = [], time.monotonic()
        if batch:
            yield batch

    def _all(self, states: Mapping[tuple[str, str], StreamState]) -> Iterator[ListReading]:
        def state(stream: str) -> StreamState:
            return states.get((self.shop, stream), StreamState(self.shop, stream))

        self._is_first = state(RETURNS).until is None
        wide = any(self._is_wide(state(stream)) for stream in OF_CASES)
        for stream in OF_CASES:
            yield from self._guarded(stream, state(stream), self._cases(state(stream)))
        yield from self._guarded(ORDERS, state(ORDERS), self._named_orders(state(ORDERS), wide=wide))
        if self._plan.parcels:
            yield from self._guarded(PARCELS, state(PARCELS), self._parcels(state(PARCELS)))
        if not self._plan.brief:
            yield from self._guarded(RECORDS, state(RECORDS), self._records(state(RECORDS)))

    def _guarded(self, stream: str, state: StreamState, readings: Iterator[ListReading]) -> Iterator[ListReading]:
        """The readings of a list; after a fault that ends the shop, only that it could not be read."""
        if self.ended is not None:
            reading = ListReading(stream, "", state, self._source.now)
            reading.fail(self.ended, self._source.now)
            yield reading
            return
        for reading in readings:
            if reading.fault is not None:
                self._note(reading.fault)
            else:
                self._quiet = 0
            yield reading

    def _note(self, fault: PlatformFault) -> None:
        """Whether a fault ends the shop: by its kind, or where nothing answers for the second list in a row."""
        self._quiet = self._quiet + 1 if fault.kind is FaultKind.RETRY and fault.code is None else 0
        if fault.kind in _ENDS_SHOP or self._quiet > 1:
            self.ended = fault

    def _is_wide(self, state: StreamState) -> bool:
        """Whether the pass of this day that looks far back is due."""
        wide = state.wide_at
        return not self._plan.brief and (wide is None or self._source.now - wide >= lists.WIDE_EVERY)

    # --- returns and cancellations ------------------------------------------------------------------------------------

    def _cases(self, state: StreamState) -> Iterator[ListReading]:
        plan, source = self._plan, self._source
        if state.until is None or plan.full:
            oldest = None if plan.full else plan.since or source.now - lists.HISTORY
            resumed = state.began is not None and state.began < source.now
            for reading in source.history(state, oldest):
                self._keep(reading)
                state = reading.state
                yield reading
            if state.until is None or state.began is not None or not resumed:
                return
        yield self._changed(state)

    def _changed(self, state: StreamState) -> ListReading:
        """What changed since the list was read last, then the open ones that it did not show."""
        plan, source, until = self._plan, self._source, state.until or self._source.now
        since = until - lists.OVERLAP
        wide = self._is_wide(state)
        if wide:
            since = min(since, source.now - lists.WIDE)
        if plan.since is not None:
            since = min(since, plan.since)
        reading, search = source.window(state, since)
        whole = reading.fault is None and not reading.short
        if whole:
            if wide:
                reading.state = reading.state._replace(wide_at=reading.as_of)
            self._ask_open(reading, search.rows, state)
        self._keep(reading)
        return reading

    def _ask_open(self, reading: ListReading, rows: Collection[str], before: StreamState) -> None:
        """A deadline may move or vanish though its request counts as unchanged, so open ones are always asked for."""
        with closing(self._ledger()) as ledger:
            refs = asked.open_refs(ledger, self.shop, cancellations=reading.stream == CANCELLATIONS)
        try:
            self._source.by_id(reading, [ref for ref in refs if ref not in rows])
        except PlatformFault as fault:
            if fault.kind is FaultKind.LATE:  # what changed is read; the open ones are asked for by the next whole run
                self.ended = fault
                return
            reading.state = before
            reading.fail(fault, self._source.now)
            return
        if len(refs) >= _ENOUGH and set(refs) <= set(reading.unseen):
            self._refuse(reading, before, len(refs))

    def _refuse(self, reading: ListReading, before: StreamState, count: int) -> None:
        """Take nothing of an answer that knows no open request: it is another shop's, or the platform has a fault."""
        sentence = tr(
            "TikTok shows none of the {count} requests that are open here, so this is not the same shop, or TikTok has "
            "a fault. Nothing was taken over. If the next sync says it too, tie the shop anew: aftersales login "
            "--shop {shop}.",
            count=count,
            shop=self.shop,
        )
        reading.rows, reading.unseen, reading.state = [], [], before
        reading.refuse(sentence, self._source.now)
        self.ended = PlatformFault(FaultKind.SHOP, sentence)

    def _keep(self, reading: ListReading) -> None:
        """Leave out what is older than what the ledger has, and remember the orders of what is new."""
        key = lists.KINDS[reading.stream].key
        with closing(self._ledger()) as ledger:
            known = asked.changed_at(ledger, self.shop, [str(row.get(key)) for row in reading.rows])
        rows = []
        for row in reading.rows:
            changed, last = _updated(row), known.get(str(row.get(key)))
            if changed is not None and last is not None and changed < last:
                continue  # an answer from before the one that is known
            rows.append(row)
            if row.get("order_id") and (last is None or changed is None or changed > last):
                self._orders.add(str(row["order_id"]))
                if reading.stream == RETURNS and (not self._is_first or _has_open_steps(row)):
                    self._changed_returns[str(row[key])] = changed or self._source.now
        reading.rows = rows

    # --- orders -------------------------------------------------------------------------------------------------------

    def _named_orders(self, state: StreamState, *, wide: bool) -> Iterator[ListReading]:
        """The orders at which requests point: of those that changed, and those that the ledger lacks; with each pass
        that looks far back also those of all open requests.
        """
        source, plan = self._source, self._plan
        since = source.now - (lists.HISTORY if state.until is None or plan.full else lists.WIDE)
        with closing(self._ledger()) as ledger:
            lacking = asked.orders_lacking(ledger, self.shop, since if wide or state.fault is not None else None)
            open_ones = asked.orders_of_open_requests(ledger, self.shop) if wide else []
        refs = [ref for ref in dict.fromkeys([*self._orders, *lacking, *open_ones]) if ref.isdecimal()]
        reading = ListReading(ORDERS, "orders", state, source.now)
        for n in range(0, len(refs), MOST_IDS):
            try:
                reading.rows += source.orders(refs[n : n + MOST_IDS], n, len(refs))
                reading.as_of, reading.answered_at = source.orders_end, source.orders_answered
            except PlatformFault as fault:
                reading.fail(fault, source.now)
                yield reading
                return
            if len(reading.rows) >= _ROWS:
                yield reading
                reading = ListReading(ORDERS, "orders", state, source.now)
        reading.state = state._replace(until=max(reading.as_of, state.until or reading.as_of), fault=None)
        yield reading

    def _records(self, state: StreamState) -> Iterator[ListReading]:
        """The steps of open returns that changed since they were read last, and of those that just changed."""
        source, most = self._source, _MOST_RECORDS if state.until is not None else _MOST_RECORDS_AT_FIRST
        with closing(self._ledger()) as ledger:  # what the lists show late is among what just changed
            waiting = asked.open_returns_changed(ledger, self.shop, state.until, most)
        changed = sorted({**waiting, **self._changed_returns}.items(), key=itemgetter(1, 0))
        until, refs = source.orders_end, [ref for ref, _ in changed[:most]]
        if len(changed) >= most:  # the next run goes on from here
            until = min(until, changed[most - 1][1])
        reading = ListReading(RECORDS, "", state, source.now)
        for number, ref in enumerate(refs):
            try:
                reading.rows.append({"return_id": ref, "records": source.records(ref, number, len(refs))})
            except PlatformFault as fault:
                reading.fail(fault, source.now)
                yield reading
                return
            if len(reading.rows) >= MOST_IDS:
                yield reading
                reading = ListReading(RECORDS, "", state, source.now)
        reading.state = state._replace(until=max(until, state.until or until), fault=None)
        yield reading

    def _parcels(self, state: StreamState) -> Iterator[ListReading]:
        """Orders under way: those of the last months, then what changed."""
        source, plan = self._source, self._plan
        if state.until is None or plan.full:
            for reading in source.history(state, source.now - _PARCELS_BACK):
                self._keep_under_way(reading)
                yield reading
            return
        since = state.until - lists.OVERLAP
        if self._is_wide(state):
            since = min(since, source.now - _PARCELS_BACK)
        reading, _ = source.window(state, since)
        if reading.fault is None and not reading.short and since < state.until - lists.OVERLAP:
            reading.state = reading.state._replace(wide_at=reading.as_of)
        self._keep_under_way(reading)
        yield reading

    def _keep_under_way(self, reading: ListReading) -> None:
        """Of orders that are nobody's business here only those under way are kept, and those of unknown status."""
        form = of_array("orders")
        refs = [str(row.get("id")) for row in reading.rows]
        with closing(self._ledger()) as ledger:
            known = asked.known_orders(ledger, self.shop, refs)
        reading.rows = [
            row
            for row in reading.rows
            if str(row.get("id")) in known or form.meaning("status", str(row.get("status") or "")) in (*UNDER_WAY, None)
        ]


def _has_open_steps(row: Row) -> bool:
    """Whether a return was answered and is not over: of those the steps say since when."""
    status = of_array("return_orders").meaning("status", str(row.get("return_status") or ""))
    return status not in (None, "pending") and not STATUSES[status].finished


def _updated(row: Row) -> datetime | None:
    try:
        return unix(row.get("update_time"))
    except ValueError:
        return None
