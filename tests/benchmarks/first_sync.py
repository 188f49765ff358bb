"""How long the first sync of a large shop takes, how many requests it sends, and how much memory it holds.

    python tests/benchmarks/first_sync.py [--requests 20000] [--orders 100000] [--days 365]

No test: nothing here fails. The test platform runs in a process of its own, so that only the program is measured. The
floor of a first sync is what the platform allows: three requests a second, for as many requests as its page sizes make
necessary. Those waits are counted and not waited for, and the program's own work is told as a share of them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = 24 * 3600
TARGET_SHARE, TARGET_MEMORY = 0.15, 150
MB = 1 << 20


def serve(requests: int, orders: int, days: int, pipe: Connection) -> None:
    """Run the platform until the other side is done."""
    sys.path.insert(0, str(HERE.parent))
    from aftersales.syncing.platform.api import Platform
    from aftersales.syncing.platform.server import PlatformServer
    from aftersales.syncing.platform.shop import ShopPlan, SimulatedShop
    from platform_client import APP, PlainClient

    start = int(NOW.timestamp()) - days * DAY
    shop = SimulatedShop(ShopPlan(1, "GB", 1, "Large shop", start, days, requests, orders))
    platform = Platform(lambda: NOW, (shop,), (APP,))
    with PlatformServer(platform) as server:
        client = PlainClient(server)
        client.log_in()
        known = len(shop.truth(int(NOW.timestamp())))
        pipe.send((server.url, client.token, client.cipher, known, len(shop.orders.places())))
        pipe.recv()


def measure(url: str, token: str, cipher: str, pipe: Connection) -> None:
    """Sync once into a new ledger, and tell what it took."""
    sys.path.insert(0, str(HERE.parent))
    from aftersales.actions.sync import run as sync_action
    from aftersales.actions.sync.run import SyncOptions
    from aftersales.context.app import App, GlobalOptions
    from aftersales.ledger.derived import store
    from aftersales.ledger.facts import records
    from aftersales.syncing.client import PlatformClient
    from aftersales.syncing.pacing import Limiter
    from aftersales.syncing.transport import DeveloperApp, Transport
    from aftersales.syncing.wire import Wire
    from aftersales.vault.secret import Secret
    from platform_client import APP

    class Access:
        def token(self) -> Secret:
            return Secret(token)

        def renewed(self, refused: Secret) -> Secret:
            return Secret(token)

    class Connections:
        skew = 0.0

        def __init__(self, wire: Wire) -> None:
            self.waited = 0.0
            limiter = Limiter(clock=lambda: self.waited, sleep=self.sleep)
            keys = DeveloperApp(APP.key, Secret(APP.secret))
            self.transport = Transport(keys, wire, limiter, NOW.timestamp, self.sleep)

        def sleep(self, seconds: float) -> None:
            self.waited += seconds

        @property
        def requests(self) -> int:
            return self.transport.requests

        def client(self, shop: str) -> PlatformClient:
            return PlatformClient(self.transport, Access(), cipher)

    with tempfile.TemporaryDirectory() as folder, Wire(url) as wire:
        config = Path(folder) / "config.toml"
        config.write_text('[shops.large]\nmarket = "GB"\n\n[sync]\nparcels = true\n', encoding="utf-8")
        app = App(GlobalOptions(Path(folder) / "ledger.db", config, NOW.isoformat(), quiet=True))
        with app.ledger.writing(making=True) as ledger:
            records.add_shop(ledger, "large", "GB", "tiktok", app.now)
            store.adopt(ledger, ["large"], app.rules.of(ledger), app.now)
        connections = Connections(wire)
        wall = time.perf_counter()
        report = sync_action.run(app, ["large"], connections, SyncOptions())
        wall = time.perf_counter() - wall
        app.ledger.close()
        used = resource.getrusage(resource.RUSAGE_SELF)
        memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        size = (Path(folder) / "ledger.db").stat().st_size
    rows = {one.stream: one.file.rows if one.file else 0 for one in report.lists}
    faults = [one.fault.sentence for one in report.failed if one.fault]
    pipe.send(
        {
            "rows": rows, "requests": connections.requests, "waited": connections.waited, "wall": wall,
            "cpu": used.ru_utime + used.ru_stime, "memory": memory, "size": size, "faults": faults,
        }
    )  # fmt: skip


def main() -> None:
    """Print the figures of one first sync."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    platform = context.Process(target=serve, args=(given.requests, given.orders, given.days, theirs))
    platform.start()
    url, token, cipher, cases, orders = ours.recv()
    result, sender = context.Pipe(duplex=False)
    measured = context.Process(target=measure, args=(url, token, cipher, sender))
    measured.start()
    figures = result.recv()
    measured.join()
    ours.send("done")
    platform.join()
    if given.json:
        print(json.dumps(figures))
        return
    floor = figures["requests"] / 3
    share = figures["cpu"] / floor
    print(f"the shop       {cases} requests, {orders} orders, {given.days} days")
    print("rows read      " + ", ".join(f"{name} {count}" for name, count in figures["rows"].items()))
    print(f"sent           {figures['requests']} requests, which take {floor:.0f} s at three a second")
    print(f"own work       {figures['cpu']:.1f} s of CPU, {share:.1%} of that (target: under {TARGET_SHARE:.0%})")
    print(f"without waits  {figures['wall']:.0f} s by the clock, the platform's own work included")
    print(f"memory         {figures['memory'] / MB:.0f} MB at most (target: under {TARGET_MEMORY} MB)")
    print(f"the ledger     {figures['size'] / MB:.0f} MB")
    for fault in figures["faults"]:
        print(f"not whole      {fault}")


if __name__ == "__main__":
    main()
