"""Weeks of three simulated shops, synced every half hour through every trouble, and what must be so all the time."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from aftersales.actions import due_list
from aftersales.actions.due_list import DueRequest
from aftersales.actions.imports import files as import_action
from aftersales.actions.imports.part_result import ImportOptions
from aftersales.actions.sync import return_records
from aftersales.actions.sync import run as sync_action
from aftersales.actions.sync.lists import ListReading
from aftersales.actions.sync.run import SyncOptions
from aftersales.context.app import App, GlobalOptions
from aftersales.ledger.derived import store as derived
from aftersales.ledger.facts.streams import StreamState
from aftersales.ledger.queries.due import Filters
from aftersales.rendering.fields.platform.syncs import SyncReport
from aftersales.syncing import tokens as token_requests
from aftersales.syncing.client import PlatformClient
from aftersales.syncing.pacing import Limiter
from aftersales.syncing.platform.api import LoggedRequest, Platform
from aftersales.syncing.platform.case_lives import CaseLife
from aftersales.syncing.platform.server import PlatformServer
from aftersales.syncing.platform.shop import SimulatedShop
from aftersales.syncing.platform.switches import Trouble
from aftersales.syncing.privacy import without_personal_data
from aftersales.syncing.tokens import Tokens
from aftersales.syncing.transport import DeveloperApp, Transport
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from platform_client import APP, DAY, START, Clock, plan

HALF_HOUR = 1800
MARKETS = ("GB", "US", "VN")
# Troubles that any request may have; those of a token's refresh leave the old pair good.
ANYWHERE = (
    Trouble.LIMIT,
    Trouble.LIMIT_SECONDS,
    Trouble.LIMIT_DATE,
    Trouble.INTERNAL,
    Trouble.TIMEOUT,
    Trouble.BAD_GATEWAY,
)
OF_READS = (
    *ANYWHERE,
    Trouble.CUT,
    Trouble.HUNG_UP,
    Trouble.SLOW,
    Trouble.EXPIRED,
    Trouble.NO_SCOPE,
    Trouble.SHOP_INACTIVE,
    Trouble.SELLER_INACTIVE,
    Trouble.NOT_ALLOWED,
    Trouble.LOOP,
    Trouble.TWICE,
    Trouble.DRIFT,
)
_LOST = (Trouble.CUT, Trouble.HUNG_UP)  # the answer never came
_OF_THE_RECORDING = ("id", "origin", "recorded_at")  # columns that tell no fact
_ARRAYS = {"return_orders": "return_id", "cancellations": "cancel_id", "orders": "id"}


class MonthPlan(NamedTuple):
    """What is simulated: `chance` is the share of requests that have a trouble."""

    seed: int = 1
    days: int = 30
    requests: int = 1000  # of each shop
    chance: float = 0.03
    twin: bool = True  # the same answers are imported as files into a second ledger
    tells: bool = False  # prints each day, and what is wrong as it is found


class Access:
    """Tokens that are renewed at the platform when it refuses them, or before they end."""

    def __init__(self, month: Month, tokens: Tokens) -> None:
        self.month, self.tokens = month, tokens

    def token(self) -> Secret:
        if self.tokens.access_until.timestamp() - self.month.seconds() < 3600:
            return self.renewed(self.tokens.access)
        return self.tokens.access

    def renewed(self, refused: Secret) -> Secret:
        month = self.month
        self.tokens = token_requests.refresh(month.wire, month.app, self.tokens, month.seconds, month.clock.move).tokens
        return self.tokens.access


class Connections:
    """The connections of one run, on the month's clock."""

    def __init__(self, month: Month) -> None:
        self.month = month
        limiter = Limiter(clock=month.seconds, sleep=month.clock.move)
        self.transport = Transport(month.app, month.wire, limiter, month.seconds, month.clock.move)

    @property
    def requests(self) -> int:
        return self.transport.requests

    @property
    def skew(self) -> float:
        return self.transport.skew

    def client(self, shop: str) -> PlatformClient:
        return PlatformClient(self.transport, self.month.access, self.month.ciphers[shop])


class Month:
    """The platform, a seller's ledger that is synced from it, and a twin into which the answers are imported."""

    def __init__(self, home: Path, chosen: MonthPlan, server: PlatformServer, wire: Wire, clock: Clock) -> None:
        self.home, self.plan, self.server, self.wire, self.clock = home, chosen, server, wire, clock
        self.platform, self.random = server.platform, Random(chosen.seed)
        self.app = DeveloperApp(APP.key, Secret(APP.secret))
        self.shops = {shop.market.region.lower(): shop for shop in self.platform.shops}
        self.ciphers: dict[str, str] = {}
        self.troubles: Counter[str] = Counter()
        self.exits: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.tick, self.is_calm = 0, True
        self.began = 0  # when the last step did, by this computer's clock (unix seconds)
        self.error = 0  # seconds by which this computer's clock is wrong
        self.read_until: dict[tuple[str, str], int] = {}
        self._log_in()
        for ledger in ("synced", "twin"):
            with self._opened(ledger) as app, app.ledger.writing(making=True) as connection:
                self._begin(app, connection)

    def seconds(self) -> float:
        """Unix seconds by this computer's clock."""
        return self.clock().timestamp() + self.error

    def _log_in(self) -> None:
        from urllib.parse import parse_qs, urlsplit

        code = parse_qs(urlsplit(self.platform.authorise(APP)).query)["code"][0]
        granted = token_requests.exchange(self.wire, self.app, code, self.seconds)
        self.access = Access(self, granted.tokens)
        for row in PlatformClient(Connections(self).transport, self.access).authorized_shops():
            self.ciphers[row.region.lower()] = row.cipher

    def _begin(self, app: App, connection: Any) -> None:
        from aftersales.ledger.derived import store
        from aftersales.ledger.facts import records

        for name in self.shops:
            records.add_shop(connection, name, name.upper(), "tiktok", app.now)
        store.adopt(connection, list(self.shops), app.rules.of(connection), app.now)

    @contextmanager
    def _opened(self, ledger: str) -> Iterator[App]:
        options = GlobalOptions(
            self.home / f"{ledger}.db",
            self.home / "config.toml",
            datetime.fromtimestamp(int(self.seconds()), UTC).isoformat(),
            quiet=True,
        )
        app = App(options, may_lack_config=True)
        try:
            yield app
        finally:
            app.ledger.close()

    # --- one step ---------------------------------------------------------------------------------------------------

    def step(self, *, calm: bool = False) -> SyncReport:
        """Sync once at the time that it is, with troubles unless it is calm, and check what must be so."""
        self._switch(calm=calm)
        before = len(self.platform.log)
        now = self.began = int(self.seconds())
        with self._opened("synced") as app:
            report = sync_action.run(app, list(self.shops), Connections(self), SyncOptions())
            self._note(report, now)
            self.exits[report.exit_code] += 1
            self._compare_due(app)
        if self.plan.twin:
            self._import(self.platform.log[before:], now)
        del self.platform.log[:]
        return report

    def _switch(self, *, calm: bool) -> None:
        switches, random = self.platform.switches, self.random
        switches.offsets = random.random() < 0.3
        switches.last_page_token = random.random() < 0.5
        self.tick = 0 if calm or random.random() < 0.7 else random.randrange(1, 20)
        # Ahead only: a clock that is behind dates rows by the platform's time, which no file can (test_bad_days.py).
        self.error = 0 if calm or random.random() < 0.9 else random.choice((900, 400, 45, 25))
        switches.expired_status = random.choice((200, 401))
        switches.retry_after = random.randrange(1, 90)
        switches.unknown_version = random.choice((36009009, 36009014))
        switches.chance = self._chance
        self.is_calm = calm
        if calm:
            switches.troubles.clear()

    def _chance(self, path: str) -> Trouble | None:
        """The trouble of a request, if any. Time passes with every request, so that rows move while they are paged."""
        self.clock.move(self.tick)
        if self.is_calm or self.random.random() >= self.plan.chance:
            return None
        trouble = self.random.choice(ANYWHERE if "/token/" in path else OF_READS)
        self.troubles[trouble.name] += 1
        # Some last: all the tries of a request fail.
        if self.random.random() < 0.2:
            self.platform.switches.plan(trouble, path, times=self.random.randrange(1, 12))
        return trouble

    def _note(self, report: SyncReport, now: int) -> None:
        """Up to when each list is known now."""
        for one in report.lists:
            if one.as_of is not None:
                until = int(one.as_of.timestamp())
                if until < self.read_until.get((one.shop, one.stream), 0):
                    self.say(f"{one.shop} {one.stream}: the age went back from {now}")
                self.read_until[one.shop, one.stream] = until

    def say(self, sentence: str) -> None:
        """Something is not as it must be."""
        self.wrong.append(f"{self.clock():%a %d %b %H:%M:%S}: {sentence}")
        if self.plan.tells and len(self.wrong) <= 60:
            print(self.wrong[-1], flush=True)

    # --- what is due --------------------------------------------------------------------------------------------------

    def _compare_due(self, app: App) -> None:
        """Each deadline of the platform stands on the list as it was at some time since the list was read last."""
        report = due_list.report(app, DueRequest(Filters(), timedelta(days=400), snoozed=True))
        shown: dict[tuple[str, str], set[int]] = {}
        for line in report.shown:
            if line.source == "stamped" and line.ref:
                shown.setdefault((line.shop, line.ref), set()).add(int(line.due.timestamp()))
        end = self.platform.rows_now()
        for name, shop in self.shops.items():
            for stream in ("returns", "cancellations"):
                since = self.read_until.get((name, stream), 0)
                for life in getattr(shop, stream).lives:
                    if life.created > end:
                        break
                    self._compare_line(name, life, shown.pop((name, life.id), set()), since, end)
        for key, dues in shown.items():
            self.say(f"{key} {dues} is on the list and not at the platform")

    def _compare_line(self, shop: str, life: CaseLife, dues: set[int], since: int, end: int) -> None:
        versions = _between(life, since - self.shops[shop].plan.late, end)
        known = {version.deadline for version in versions}
        if any(not version.action and version.updated < version.at for version in versions):
            # It went away without a trace, while the request still waits for the seller: the last one counts on.
            known.add(life.versions[0].deadline)
        known |= {0} if since < life.created + self.shops[shop].plan.late + 1 else set()
        if shop == "vn" and life.type == "EXCHANGE":
            known = {0}  # its old version does not know them
        if not (dues or {0}) <= known or len(dues) > 1:
            self.say(f"{shop} {life.id} {life.type}: due {dues}, the platform says {known}")

    # --- the twin -----------------------------------------------------------------------------------------------------

    def _import(self, log: Sequence[LoggedRequest], now: int) -> None:
        """Give the answers of a step to `import`, as files in the order in which they came."""
        ciphers = {cipher: name for name, cipher in self.ciphers.items()}
        for answers in _readings(log, ciphers, now):
            for as_of, rows in answers.files():
                path = self._file(answers.shop, answers.array, rows)
                with self._opened_at("twin", max(now, as_of)) as app:
                    at = datetime.fromtimestamp(as_of, UTC).isoformat()
                    import_action.run(app, [path], ImportOptions(answers.shop, at))
        self._put_steps(log, ciphers, now)

    def _put_steps(self, log: Sequence[LoggedRequest], ciphers: dict[str, str], now: int) -> None:
        """The steps of returns are in no list that could be imported: the twin gets them as they were answered."""
        with self._opened_at("twin", now) as app, app.ledger.writing() as ledger:
            moved: set[int] = set()
            for entry in log:
                if entry.request.path.endswith("/records") and not entry.code and entry.trouble not in _LOST:
                    ref, rows = entry.request.path.split("/")[-2], entry.data.get("records", ())
                    reading = ListReading("records", "", StreamState("", "records"), app.now)
                    reading.rows = [{"return_id": ref, "records": without_personal_data(list(rows))}]
                    moved |= return_records.write(ledger, ciphers[entry.request.query["shop_cipher"]], reading, app.now)
            derived.rederive(ledger, moved, app.rules.of(ledger))

    @contextmanager
    def _opened_at(self, ledger: str, now: int) -> Iterator[App]:
        time, self.clock.time = self.clock.time, datetime.fromtimestamp(now - self.error, UTC)
        try:
            with self._opened(ledger) as app:
                yield app
        finally:
            self.clock.time = time

    def _file(self, shop: str, array: str, rows: list[dict[str, Any]]) -> Path:
        """An answer as a file; without what is personal."""
        rows = [{k: v for k, v in row.items() if k != "buyer_message"} for row in rows]
        path = self.home / f"{shop}-{array}.json"
        path.write_text(json.dumps({"code": 0, "data": {array: rows, "total_count": len(rows)}}), encoding="utf-8")
        return path

    # --- the end ------------------------------------------------------------------------------------------------------

    def compare_cases(self) -> None:
        """The last status, the money and the stamps of each request are the platform's, as far as they could be read:
        what changed while the last sync ran, or was not shown yet when it began, is read by the next.
        """
        now = self.platform.rows_now()
        with closing(sqlite3.connect(self.home / "synced.db")) as ledger:
            for name, shop in self.shops.items():
                for truth in shop.truth(now):
                    if truth.type == "EXCHANGE" and shop.id in self.platform.switches.old_shops:
                        continue
                    if truth.updated >= self.began - shop.plan.late:
                        continue
                    row = ledger.execute(_LAST_SEEN, (name, truth.ref)).fetchone()
                    if row is None:
                        self.say(f"{name} {truth.ref} is not in the ledger")
                        continue
                    raw, stamps, amount, currency, is_newest = row
                    deadlines = [(s[0], int(datetime.fromisoformat(s[1]).timestamp())) for s in _stamps(stamps)]
                    action = truth.action
                    if shop.id in self.platform.switches.old_shops:
                        action = action.replace("BUYER_CANCEL", "CANCEL")
                    wanted = [(action, truth.deadline)] if action else []
                    if raw.split(" (")[0] != truth.status or deadlines != wanted:
                        self.say(f"{name} {truth.ref}: {raw} {deadlines}, the platform has {truth}")
                    if is_newest and (amount, currency) != (truth.amount, truth.currency):
                        self.say(f"{name} {truth.ref}: {amount} {currency}, the platform has {truth}")

    def compare_twin(self) -> None:
        """Both ledgers have the same facts, stamps and clocks."""
        synced, twin = (_content(self.home / f"{name}.db") for name in ("synced", "twin"))
        for table in synced:
            for row in list((synced[table] - twin[table]).items())[:5]:
                self.say(f"{table}: only synced {row}")
            for row in list((twin[table] - synced[table]).items())[:5]:
                self.say(f"{table}: only imported {row}")


class Answers:
    """The answers of one reading of a list: the pages of a search, and the single rows that were asked for after it.
    All of it is as of the reading's first answer, or of its beginning at this computer where that was before. What
    changed while it was read is younger.
    """

    def __init__(self, shop: str, array: str, search: bytes, began: int) -> None:
        self.shop, self.array, self.search, self.began = shop, array, search, began
        self._rows: dict[str, dict[str, Any]] = {}

    def take(self, rows: Sequence[dict[str, Any]]) -> None:
        """Keep each row once, in its newest state."""
        for row in rows:
            old = self._rows.get(row[_ARRAYS[self.array]])
            if old is None or old["update_time"] <= row["update_time"]:
                self._rows[row[_ARRAYS[self.array]]] = row

    def files(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """The rows with the time at which they were saved (unix seconds), the oldest first."""
        by_time: dict[int, list[dict[str, Any]]] = {}
        for row in self._rows.values():
            by_time.setdefault(max(self.began, row["update_time"]), []).append(row)
        yield from sorted(by_time.items())


def _readings(log: Sequence[LoggedRequest], ciphers: dict[str, str], now: int) -> list[Answers]:
    """What was read in a step that began at `now` (unix seconds), in the order in which it was begun."""
    readings: list[Answers] = []
    current: dict[tuple[str, str], Answers] = {}
    for entry in log:
        array = _array_of(entry)
        if entry.code or entry.trouble in _LOST or array is None:
            continue
        shop, search = ciphers[entry.request.query["shop_cipher"]], entry.request.body
        answers = current.get((shop, array))
        if answers is None or (b"_time_" in search and search != answers.search):
            answers = current[shop, array] = Answers(shop, array, search, min(now, entry.at))
            readings.append(answers)
        answers.take(entry.data.get(array, ()))
    return readings


_LAST_SEEN = """SELECT o.raw, o.stamps, c.amount, c.currency, c.ref = r.ref FROM case_refs r
    JOIN cases c ON c.id = r.case_id JOIN observations o ON o.case_id = c.id AND o.ref = r.ref
    WHERE r.shop = ? AND r.ref = ? ORDER BY o.last_seen DESC, o.id DESC LIMIT 1"""


def _array_of(entry: LoggedRequest) -> str | None:
    """The array of the list that was asked for; None where none was."""
    path = entry.request.path
    if path.endswith(("/returns/search", "/cancellations/search")):
        return "return_orders" if "/returns/" in path else "cancellations"
    return "orders" if path.startswith("/order/") else None


def _stamps(text: str) -> list[tuple[str, str]]:
    return [
        (entry[0], entry[1]) if isinstance(entry, list) else tuple(entry.values()) for entry in json.loads(text) or []
    ]


def _between(life: CaseLife, since: int, end: int) -> list[Any]:
    """The versions of a request that were so at some time between two instants."""
    times = [version.at for version in life.versions]
    return list(life.versions[max(bisect_right(times, since) - 1, 0) : bisect_right(times, end)])


def _content(path: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """What a ledger knows: each table's rows, with the platform's number in the place of a case's id."""
    content: dict[str, Counter[tuple[Any, ...]]] = {}
    with closing(sqlite3.connect(path)) as ledger:
        refs = dict(ledger.execute("SELECT id, shop || ' ' || coalesce(ref, order_ref || kind) FROM cases"))
        orders = dict(ledger.execute("SELECT id, shop || ' ' || ref FROM orders"))
        for table in ("cases", "case_refs", "events", "observations", "clocks", "orders", "lines"):
            columns = [row[1] for row in ledger.execute(f"PRAGMA table_info({table})")]
            names = {"case_id": refs, "merged_into": refs, "order_id": orders}
            kept = [(n, names.get(c)) for n, c in enumerate(columns) if c not in _OF_THE_RECORDING]
            rows = ledger.execute(f"SELECT * FROM {table}").fetchall()
            content[table] = Counter(
                tuple(named.get(row[n], row[n]) if named is not None else row[n] for n, named in kept) for row in rows
            )
    return content


@contextmanager
def beginning(home: Path, chosen: MonthPlan, begin: int = START) -> Iterator[Month]:
    """A month at its first half hour, or at a later time (unix seconds)."""
    clock = Clock(begin)
    shops = [
        SimulatedShop(
            plan(
                region,
                number,
                seed=chosen.seed,
                days=chosen.days,
                requests=chosen.requests,
                orders=0,
                unknown=0.02,
                vanishing=0.03,
                late=(0, 240, 900)[number - 1],
                is_cross_border=region == "VN",
            )
        )
        for number, region in enumerate(MARKETS, 1)
    ]
    platform = Platform(clock, shops, (APP,), keep_answers=True)
    platform.switches.old_shops = {shops[2].id}
    platform.switches.slow_by = 0.01
    with PlatformServer(platform) as server, Wire(server.url) as wire:
        yield Month(home, chosen, server, wire, clock)


def play(home: Path, chosen: MonthPlan, steps: int | None = None, begin: int = 0) -> Month:
    """Live through a month, or so many half hours of it from a day on, and compare in the end."""
    with beginning(home, chosen, START + begin * DAY) as month:
        for number in range(steps or (chosen.days - begin) * 48):
            at = START + begin * DAY + number * HALF_HOUR + month.random.randrange(0, 300)
            month.clock.time = max(month.clock.time, datetime.fromtimestamp(at, UTC))
            month.step()
            if chosen.tells and number % 48 == 47:
                print(f"{month.clock():%a %d %b}: {len(month.wrong)} wrong so far", flush=True)
        month.clock.move(HALF_HOUR)
        month.step(calm=True)
        month.compare_cases()
        if chosen.twin:
            month.compare_twin()
        return month


if __name__ == "__main__":
    import argparse
    import tempfile
    import time

    import conftest  # noqa: F401  (writes without waiting for the disk)

    parser = argparse.ArgumentParser(description="Live through a month of three shops.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--requests", type=int, default=1000, help="of each shop")
    parser.add_argument("--chance", type=float, default=0.03)
    parser.add_argument("--steps", type=int)
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        chosen = MonthPlan(given.seed, given.days, given.requests, given.chance, tells=True)
        lived = play(Path(folder), chosen, steps=given.steps)
    print("equal" if not lived.wrong else f"{len(lived.wrong)} wrong")
    print(f"exits {dict(lived.exits)}; troubles {dict(lived.troubles)}")
    print(f"{time.monotonic() - began:.0f} s")
