"""One sync: the shops' lists read and stored."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Protocol

from aftersales import text
from aftersales.actions import due_agenda
from aftersales.actions.imports import changes, shop_choice
from aftersales.actions.imports.part_result import PartOptions
from aftersales.actions.imports.shop_choice import ImportShop
from aftersales.actions.sync import store, turn
from aftersales.actions.sync.batches import ReadPlan, ShopBatches
from aftersales.actions.sync.lists import ListReading, ShopLists, Step
from aftersales.context.app import App
from aftersales.errors import AftersalesError
from aftersales.ledger import connection
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import streams
from aftersales.ledger.facts.streams import OF_CASES, ORDERS, PARCELS, RECORDS, StreamState
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.platform.syncs import ListReport, SyncReport
from aftersales.syncing.client import PlatformClient
from aftersales.syncing.faults import FaultKind, PlatformFault

Progress = AbstractContextManager[Step | None]


class SyncOptions(NamedTuple):
    """What is synced and how. `since` (UTC) is from when on, where somebody said so; `full`: everything anew; `keep`:
    False for a dry run; `catchup`: what is past already is history, not overdue; `brief`: a list waits for the run,
    which reads only what changed.
    """

    since: datetime | None = None
    full: bool = False
    keep: bool = True
    catchup: bool = False
    brief: bool = False


class Connections(Protocol):
    """The connections of a run to the platform."""

    @property
    def requests(self) -> int:
        """How many requests were sent."""

    @property
    def skew(self) -> float:
        """By how many seconds the platform's clock is ahead of this computer's, as last seen."""

    def client(self, shop: str) -> PlatformClient:
        """What asks for a shop. Raises PlatformFault, or ConfigError."""


def run(
    app: App, shops: Sequence[str], connections: Connections, options: SyncOptions, progress: Progress | None = None
) -> SyncReport:
    """Read what the platform has of these shops, and store it. What went wrong with a list or a shop stands in the
    report, and the others are read all the same. Raises AnotherSync and LedgerError.
    """
    reports: list[ListReport] = []
    with turn.only_run(app.settings.ledger, store.COMMAND), progress or nullcontext() as step:
        app.ledger.upgrade()
        imported = shop_choice.import_shops(app)
        first = set(imported) - shop_queries.importing_shops(app.ledger.current())
        app.ledger.reopen()
        ended: PlatformFault | None = None
        for name in shops:
            shop_queries.shop_named(app.ledger.current(), name)  # it says how to add one that the ledger lacks
            shop_run = _ShopRun(app, imported[name], options, step)
            reports += shop_run.reports(connections, ended)
            # Where TikTok takes nothing from this computer or this app, the other shops would wait for the same answer.
            ended = shop_run.ended if shop_run.ended and shop_run.ended.kind in _ENDS_RUN else None
    report = SyncReport(reports, app.now, not options.keep, connections.requests, connections.skew)
    return _with_list(app, report, [name for name in shops if name in first])


_LIST_WAITS = 1.0  # seconds that a list waits for others to finish writing
_ENDS_RUN = frozenset({FaultKind.ALL, FaultKind.CLOCK, FaultKind.LATE, FaultKind.RETRY, FaultKind.UNREACHABLE})


def _with_list(app: App, report: SyncReport, first: Sequence[str]) -> SyncReport:
    """The report with what is due now; of shops that were never read before also what was due before."""
    if report.dry_run or all(one.fault is not None and one.file is None for one in report.lists):
        return report
    ledger = app.ledger.current()
    agenda = due_agenda.summary_of(app, ledger)
    data = shop_queries.shop_data(ledger)
    return report._replace(due=agenda, past=changes.past_deadlines(ledger, first, app.now, data))


class _ShopRun:
    """The run for one shop. `ended` is the fault after which nothing more of it was asked for."""

    def __init__(self, app: App, shop: ImportShop, options: SyncOptions, step: Step | None) -> None:
        self._app, self._shop, self._options, self._step = app, shop, options, step
        self.ended: PlatformFault | None = None

    @property
    def _streams(self) -> tuple[str, ...]:
        plan = self._plan
        return (*OF_CASES, ORDERS, *((PARCELS,) if plan.parcels else ()), *(() if plan.brief else (RECORDS,)))

    @property
    def _plan(self) -> ReadPlan:
        settings, options = self._app.settings, self._options
        configured = settings.shops.get(self._shop.name)
        parcels = configured.parcels if configured is not None else None
        return ReadPlan(
            options.since, options.full, settings.sync.parcels if parcels is None else parcels, options.brief
        )

    def _read(self) -> Connection:
        return connection.read(self._app.settings.ledger)

    def reports(self, connections: Connections, ended: PlatformFault | None) -> list[ListReport]:
        """Read and store; `ended` is the fault for which the run had to end before this shop."""
        ledger = self._read()
        states = streams.states(ledger, self._shop.name)
        ledger.close()
        try:
            if ended is not None:
                raise ended
            client = connections.client(self._shop.name)
        except AftersalesError as error:
            self.ended = error if isinstance(error, PlatformFault) else PlatformFault(FaultKind.SHOP, str(error))
            return self._store(self._failures(states, self.ended))
        client.versions.update(
            {stream: state.version for (_, stream), state in states.items() if stream in OF_CASES and state.version}
        )
        now, step = self._app.now, self._step
        source = ShopLists(client, now, None if step is None else self._named(step))
        batches = ShopBatches(self._shop.name, source, self._read, self._plan)
        merged: dict[str, ListReport] = {}
        for batch in batches.read(states):
            for reading in batch:
                reading.state = reading.state._replace(version=client.versions.get(reading.stream))
            for report in self._store(batch):
                before = merged.get(report.stream)
                merged[report.stream] = report if before is None else store.merged(before, report)
            if refused := next((reading.short for reading in batch if reading.refused), None):
                batches.ended = PlatformFault(FaultKind.SHOP, refused)
        self.ended = batches.ended
        return list(merged.values())

    def _named(self, step: Step) -> Step:
        """Tells the shop with the list."""
        return lambda what, done, total: step(text.labelled(self._shop.name, what), done, total)

    def _failures(self, states: dict[tuple[str, str], StreamState], fault: PlatformFault) -> list[ListReading]:
        readings = []
        for stream in self._streams:
            state = states.get((self._shop.name, stream), StreamState(self._shop.name, stream))
            reading = ListReading(stream, "", state, self._app.now)
            reading.fail(fault, self._app.now)
            readings.append(reading)
        return readings

    def _store(self, batch: Sequence[ListReading]) -> list[ListReport]:
        options = PartOptions(self._app.now, self._options.catchup)
        wait = _LIST_WAITS if self._options.brief else connection.BUSY_SECONDS
        return store.store(self._app, self._shop, batch, options, keep=self._options.keep, wait=wait)


def old_shops(app: App, names: Sequence[str], max_age: timedelta) -> list[str]:
    """Those of the shops whose after-sales data are older than that, or were never read."""
    data = shop_queries.shop_data(app.ledger.current())
    known = [data[name] for name in names if name in data]
    return [shop.shop for shop in known if shop.as_of is None or app.now - shop.as_of > max_age]
