"""One of the platform's lists, read for a shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aftersales.language import mark, tr, trn
from aftersales.ledger.facts.streams import CANCELLATIONS, RETURNS, StreamFault, StreamState
from aftersales.named_tuple import NamedTuple
from aftersales.syncing import paging
from aftersales.syncing.client import MOST_IDS, ORDERS_PAGE, RETURNS_PAGE, Page, PlatformClient
from aftersales.syncing.faults import PlatformFault
from aftersales.syncing.paging import Row, SearchReading
from aftersales.syncing.privacy import without_personal_data

OVERLAP = timedelta(hours=2)  # rows become visible late: each window begins before the last one ended
WIDE = timedelta(days=60)  # how far back the pass of each day looks
WIDE_EVERY = timedelta(hours=24)
SLICE = timedelta(days=30)
HISTORY = timedelta(days=365)  # how far back a first reading goes
_YEARS = timedelta(days=730)  # beyond, few rows are left: they are one slice
_MOST_OF_SLICE, _SHORTEST = 3_000, timedelta(days=1)  # a slice with more rows is divided, down to a day

# How a list is called in a sentence.
TITLES = {
    "returns": mark("returns"),
    "cancellations": mark("cancellations"),
    "orders": mark("orders"),
    "parcels": mark("orders under way"),
    "records": mark("steps of returns"),
}
Step = Callable[[str, int, int], None]  # what is read, how far, and how far it goes


class ListKind(NamedTuple):
    """How one of the lists is asked for: the array and the id of its answers, the filter by ids, its largest page."""

    array: str
    key: str
    ids: str
    page_size: int


KINDS: Mapping[str, ListKind] = {
    RETURNS: ListKind("return_orders", "return_id", "return_ids", RETURNS_PAGE),
    CANCELLATIONS: ListKind("cancellations", "cancel_id", "cancel_ids", RETURNS_PAGE),
    "parcels": ListKind("orders", "id", "", ORDERS_PAGE),
}


class _TooMany(Exception):
    """A slice has more rows than are read at once."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.total = total


@dataclass(slots=True)
class ListReading:
    """What one request or several brought of a list: `rows` without personal data, `as_of` (UTC) the instant up to
    which they hold, `answered_at` (UTC) when the last of them came by the platform's clock, None where none did,
    `state` how far the list is read with them. `unseen` are numbers that were asked for and did not come; `fault`, or
    `short` in a sentence, is why it is not read as far as it should be, and `refused` that the rows can't be of this
    shop.
    """

    stream: str
    array: str
    state: StreamState
    as_of: datetime
    rows: list[Row] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    fault: PlatformFault | None = None
    short: str = ""
    refused: bool = False
    answered_at: datetime | None = None

    def refuse(self, sentence: str, now: datetime) -> None:
        """What came can't be of this shop: the list stays as far as its state says."""
        self.short, self.refused = sentence, True
        self.state = self.state._replace(fault=StreamFault(sentence, now))

    def fail(self, fault: PlatformFault, now: datetime) -> None:
        """The list could not be read to its end: it stays as far as it was."""
        self.fault = fault
        self.state = failed(self.state, fault, now)

    def lack(self, reading: SearchReading, now: datetime) -> None:
        """Rows that the platform counts did not come: the list stays as far as it was."""
        self.short = trn(
            "TikTok counts {total}, and {missing} of them did not come, though the list was read {passes} times. What "
            "came is kept; the next sync asks again.",
            "TikTok counts {total}, and {missing} of them did not come, though the list was read {passes} times. What "
            "came is kept; the next sync asks again.",
            reading.missing,
            total=reading.total,
            missing=reading.missing,
            passes=reading.passes,
        )
        if not reading.missing:
            self.short = tr("TikTok's pages lead in a circle. What came is kept; the next sync asks again.")
        self.state = self.state._replace(fault=StreamFault(self.short, now))


def failed(state: StreamState, fault: PlatformFault, now: datetime) -> StreamState:
    """The state of a list after a fault: as far as it was."""
    code = "" if fault.code is None else str(fault.code)
    return state._replace(fault=StreamFault(str(fault), now, code, fault.request_id))


class ShopLists:
    """Reads the lists of one shop. `now` (UTC) is the fixed end of every window; `step` is told how far it is."""

    def __init__(self, client: PlatformClient, now: datetime, step: Step | None = None) -> None:
        self.client, self.now, self._step = client, now, step
        self.orders_end = now  # up to when orders hold: the first answer, where this clock is ahead of it
        self.orders_answered: datetime | None = None  # when the last of them came

    def search(self, stream: str, sort_field: str = "update_time") -> paging.Search:
        """The search of a list, sorted by a field."""
        searches = {
            RETURNS: self.client.search_returns,
            CANCELLATIONS: self.client.search_cancellations,
            "parcels": self.client.search_orders,
        }
        search = searches[stream]

        def page(body: Mapping[str, Any], page_token: str = "") -> Page:
            return search(body, page_token, sort_field)

        return page

    def window(self, state: StreamState, since: datetime) -> tuple[ListReading, SearchReading]:
        """All of a list that changed since then and before now. Where it came whole, it is read up to now."""
        kind = KINDS[state.stream]
        body = {"update_time_ge": _unix(since), "update_time_lt": _unix(self.now)}
        outcome, reading = ListReading(state.stream, kind.array, state, self.now), SearchReading(kind.key)
        try:
            paging.read(self.search(state.stream), body, kind.key, kind.page_size, None, reading)
        except PlatformFault as fault:
            outcome.fail(fault, self.now)
        else:
            if reading.is_whole:
                outcome.state = state._replace(until=_end(self.now, reading), fault=None)
            else:
                outcome.lack(reading, self.now)
        outcome.as_of, outcome.answered_at = _end(self.now, reading), reading.ended_at
        outcome.rows = _rows(reading)
        return outcome, reading

    def by_id(self, outcome: ListReading, refs: Sequence[str]) -> None:
        """Ask once more for single rows, into what was read. Those that don't come are not seen; they may lag."""
        kind = KINDS[outcome.stream]
        for batch in _batches(refs):
            reading = SearchReading(kind.key)
            search = self.search(outcome.stream)
            try:
                paging.read(search, {kind.ids: batch}, kind.key, kind.page_size, None, reading)
            finally:  # what came before a fault is not lost
                outcome.answered_at = reading.ended_at or outcome.answered_at
                outcome.rows += _rows(reading)
            if reading.is_whole:
                outcome.unseen += [ref for ref in batch if ref not in reading.rows]

    def history(self, state: StreamState, oldest: datetime | None) -> Iterator[ListReading]:
        """All of a list, in slices by when its rows were made, the newest first, back to `oldest` (None: to the shop's
        first). Each says how far it is read with it, so that a run that ends goes on from there.
        """
        began = state.began or self.now
        newest, length = state.back_to or began, SLICE
        state = state._replace(began=began, back_to=newest)
        while oldest is None or newest > oldest:
            start = _start(newest, length, began, oldest)
            try:
                outcome = self._slice(state, start, newest, oldest)
            except _TooMany as many:  # for the memory, and for what a run that ends would read again
                length = max(SLICE if start is None else length * _MOST_OF_SLICE // many.total, _SHORTEST)
                began = began if start is not None else newest
                continue
            if outcome.fault is not None or outcome.short:
                yield outcome
                return
            if start is None or start == oldest:
                outcome.state = _completed(state, min(state.began or began, outcome.as_of))
                yield outcome
                return
            newest = start
            state = outcome.state = state._replace(back_to=newest, fault=None)
            yield outcome

    def _slice(self, state: StreamState, start: datetime | None, end: datetime, oldest: datetime | None) -> ListReading:
        """The rows of a list that were made then. Raises _TooMany."""
        kind = KINDS[state.stream]
        outcome, reading = ListReading(state.stream, kind.array, state, self.now), SearchReading(kind.key)
        body = {"create_time_lt": _unix(end)} | ({} if start is None else {"create_time_ge": _unix(start)})
        divisible = start is None or end - start > _SHORTEST

        def step(done: int, total: int | None) -> None:
            if divisible and total is not None and total > _MOST_OF_SLICE:
                raise _TooMany(total)
            self._tell_slice(state, (start or end - SLICE, end), oldest, done / total if total else 0.0)

        try:
            paging.read(self.search(state.stream, "create_time"), body, kind.key, kind.page_size, step, reading)
        except PlatformFault as fault:
            outcome.fail(fault, self.now)
        else:
            if not reading.is_whole:
                outcome.lack(reading, self.now)
        outcome.as_of, outcome.answered_at = _end(self.now, reading), reading.ended_at
        outcome.rows = _rows(reading)
        return outcome

    def _tell_slice(
        self, state: StreamState, span: tuple[datetime, datetime], oldest: datetime | None, part: float
    ) -> None:
        """Say how many of the days are read."""
        if self._step is None or state.began is None:
            return
        start, end = span
        done = (state.began - end).days + int((end - start).days * min(part, 1.0))
        whole = (state.began - oldest).days if oldest is not None else done + SLICE.days
        self._step(tr(TITLES[state.stream]), min(done, whole), max(whole, 1))

    def records(self, ref: str, done: int, total: int) -> list[Row]:
        """The steps of a return, the oldest first, without the words of the buyer; `done` of `total` were asked for
        before.
        """
        if self._step is not None:
            self._step(tr(TITLES["records"]), done, total)
        return [without_personal_data(row) for row in self.client.return_records(ref)]

    def orders(self, refs: Sequence[str], done: int, total: int) -> list[Row]:
        """Some orders, at most 50, by their numbers; `done` of `total` were asked for before."""
        if self._step is not None and total > MOST_IDS:
            self._step(tr(TITLES["orders"]), done, total)
        page = self.client.orders_by_id(refs)
        self.orders_end, self.orders_answered = min(self.orders_end, page.answered_at), page.answered_at
        rows = [without_personal_data(row) for row in page.rows]
        return [row for row in rows if isinstance(row, dict)]


def _completed(state: StreamState, until: datetime) -> StreamState:
    """The state after the whole history was read: everything before `until` is known, and what was known later is."""
    known = until if state.until is None else max(state.until, until)
    return state._replace(until=known, began=None, back_to=None, wide_at=known, fault=None)


def _start(newest: datetime, length: timedelta, began: datetime, oldest: datetime | None) -> datetime | None:
    """Where a slice begins; None for one from the shop's first row on, where two years are read slice by slice."""
    if oldest is None:
        return None if began - newest >= _YEARS else newest - length
    return max(newest - length, oldest)


def _end(now: datetime, reading: SearchReading) -> datetime:
    """Up to when a reading holds: its fixed end, or the platform's first answer where this clock is ahead of it."""
    return now if reading.began_at is None else min(now, reading.began_at)


def _rows(reading: SearchReading) -> list[Row]:
    return [without_personal_data(row) for row in (*reading.rows.values(), *reading.anonymous)]


def _batches(refs: Sequence[str]) -> Iterator[list[str]]:
    return (list(refs[n : n + MOST_IDS]) for n in range(0, len(refs), MOST_IDS))


def _unix(instant: datetime) -> int:
    return int(instant.timestamp())
