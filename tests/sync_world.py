"""A seller's home beside a running test platform: shops, a ledger, and connections that need no login."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aftersales.actions.sync import run as sync_action
from aftersales.actions.sync.run import SyncOptions
from aftersales.context.app import App, GlobalOptions
from aftersales.rendering.fields.platform.syncs import ListReport, SyncReport
from aftersales.syncing.client import PlatformClient
from aftersales.syncing.pacing import Limiter
from aftersales.syncing.platform.api import Platform
from aftersales.syncing.platform.server import PlatformServer
from aftersales.syncing.platform.shop import ShopPlan, SimulatedShop
from aftersales.syncing.transport import DeveloperApp, Transport
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from platform_client import APP, DAY, START, Clock, PlainClient, plan
from transcripts import Shell

__all__ = ["DAY", "START", "World", "instant", "known", "plan", "shown", "world"]


class PlainAccess:
    """The token of a plain login, renewed where it is refused."""

    def __init__(self, client: PlainClient) -> None:
        self._client = client

    def token(self) -> Secret:
        return Secret(self._client.token)

    def renewed(self, refused: Secret) -> Secret:
        reply = self._client.get_token("refresh", refresh_token=self._client.refresh_token, grant_type="refresh_token")
        assert reply.code == 0, reply.json
        return self.token()


class PlainConnections:
    """Connections to the test platform, without waiting: its clock moves instead."""

    def __init__(self, one: World, url: str, seconds: float | None) -> None:
        self.slept: list[float] = []
        self._wire = Wire(url, until=None if seconds is None else seconds, clock=lambda: 0.0)
        sleep = self.slept.append
        limiter = Limiter(a_second=10_000, sleep=sleep)
        app = DeveloperApp(APP.key, Secret(APP.secret))
        self.transport = Transport(app, self._wire, limiter, lambda: one.clock().timestamp(), sleep)
        self._access = PlainAccess(one.client)
        self._ciphers = {name: one.ciphers[number] for name, number in one.names.items()}

    @property
    def requests(self) -> int:
        return self.transport.requests

    @property
    def skew(self) -> float:
        return self.transport.skew

    def client(self, shop: str) -> PlatformClient:
        return PlatformClient(self.transport, self._access, self._ciphers[shop])

    def close(self) -> None:
        self._wire.close()


class World:
    """The shops of a seller here and at the platform. `names` has what the platform calls each."""

    def __init__(
        self, shell: Shell, server: PlatformServer, clock: Clock, client: PlainClient, *, is_read: bool
    ) -> None:
        self.shell, self.server, self.platform, self.clock, self.client = shell, server, server.platform, clock, client
        self.shops = {shop.plan.region.lower(): shop for shop in self.platform.shops}
        self.names = {name: shop.id for name, shop in self.shops.items()}
        self.url = server.url
        shops = client.call("GET", "/authorization/202309/shops", cipher=None).data["shops"]
        self.ciphers = {row["id"]: row["cipher"] for row in shops}
        self._stamp()
        plans = tuple(shop.plan for shop in self.platform.shops)
        shell.begin(lambda _: self._set_up(is_read), key=("world", plans, shell.now, is_read))

    def _set_up(self, is_read: bool) -> None:
        for name, shop in self.shops.items():
            self.shell.ok(f"init --shop {name} --market {shop.plan.region}")
        if is_read:
            assert self.sync().exit_code == 0

    @property
    def ledger(self) -> Path:
        return self.shell.home / "data/aftersales/ledger.db"

    def _stamp(self) -> str:
        self.shell.now = self.clock().isoformat()
        return self.shell.now

    def move(self, days: float) -> None:
        """Let so many days pass, here and there."""
        self.clock.move(days * DAY)
        self._stamp()

    def catch_up(self) -> None:
        """Let the seller's clock come to where the shops lived on to while their pages were read (`tick`)."""
        self.clock.move(self.platform.rows_now() - self.platform.now())
        self.platform._lived_on = 0
        self._stamp()

    def sync(self, *names: str, seconds: float | None = None, **options: Any) -> SyncReport:
        """One run of `sync` for these shops, else for all."""
        app = App(GlobalOptions(now=self._stamp()), command="sync")
        connections = PlainConnections(self, self.url, seconds)
        try:
            return sync_action.run(app, names or list(self.names), connections, SyncOptions(**options))
        finally:
            connections.close()
            app.close()

    def lists(self, report: SyncReport, shop: str = "gb") -> dict[str, ListReport]:
        """The lists of one shop in a report."""
        return {one.stream: one for one in report.lists if one.shop == shop}

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the ledger."""
        with closing(sqlite3.connect(self.ledger)) as db:
            return db.execute(sql).fetchall()

    def execute(self, sql: str) -> None:
        """Change the ledger behind the program's back."""
        with closing(sqlite3.connect(self.ledger)) as db:
            db.execute(sql)
            db.commit()

    def until(self, stream: str = "returns", shop: str = "gb") -> str | None:
        """The watermark of a list."""
        rows = self.query(f"SELECT until FROM streams WHERE shop = '{shop}' AND stream = '{stream}'")
        return rows[0][0] if rows else None

    def paths(self) -> list[str]:
        """The paths of all requests that the platform saw since the last look."""
        paths = [entry.request.path for entry in self.platform.log]
        self.platform.log.clear()
        return paths

    def due(self) -> list[dict[str, Any]]:
        """The list for programs."""
        return list(json.loads(self.shell.ok("due --all --json").out))


@contextmanager
def world(
    shell: Shell, *plans: ShopPlan, now: int = START + 10 * DAY, is_read: bool = False, **rest: Any
) -> Iterator[World]:
    """A seller with these shops, one in GB where none is named, on the tenth of their days. `is_read`: a first sync
    was done just now. It brings the same each time, and is done once in a process.
    """
    clock = Clock(now)
    platform = Platform(clock, [SimulatedShop(p) for p in plans or (plan(),)], (APP,), **rest)
    with PlatformServer(platform) as server:
        client = PlainClient(server)
        client.log_in()
        yield World(shell, server, clock, client, is_read=is_read)


def instant(unix: int) -> str:
    """An instant as the ledger writes it."""
    return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(one: World, shop: str = "gb") -> dict[str, tuple[str, int]]:
    """What the platform shows of every request: its status, and its deadline where it has one."""
    return {t.ref: (t.status, t.deadline) for t in one.shops[shop].truth(int(one.clock().timestamp()))}


def known(one: World, shop: str = "gb") -> dict[str, tuple[str, int]]:
    """The same of the ledger: the last state that it has of each number."""
    rows = one.query(
        f"""SELECT o.ref, o.raw, o.stamps FROM observations o JOIN cases c ON c.id = o.case_id WHERE c.shop = '{shop}'
        AND o.ref IS NOT NULL AND c.taken_back IS NULL ORDER BY o.first_seen, o.last_seen, o.id"""
    )
    last: dict[str, tuple[str, int]] = {}
    for ref, raw, stamps in rows:
        deadlines = [at for _, at in json.loads(stamps) or ()]
        at = int(datetime.fromisoformat(deadlines[0]).timestamp()) if deadlines else 0
        last[ref] = (raw.partition(" (")[0], at)
    return last
