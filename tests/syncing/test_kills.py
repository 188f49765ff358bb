"""A sync that is killed at any instant, meets a full disk, or runs beside others: nothing is lost, nothing is twice."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aftersales.syncing.platform.rows import return_row
from aftersales.syncing.platform.switches import Trouble
from sync_world import DAY, World, known, plan, shown, world
from transcripts import Shell
from triage_terminal import Seat

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded"),
]


@pytest.fixture
def gb(shell: Shell) -> Iterator[World]:
    """A shop in GB on its tenth day, not read yet."""
    with world(shell, plan(requests=30, orders=35)) as one:
        yield one


def in_child(run: Callable[[], None]) -> int:
    """Do something in a process of its own; gives how it ended: 0, or minus the signal."""
    child = os.fork()
    if child == 0:
        try:
            run()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(one: World, place: int) -> int:
    """A sync that is killed at the n-th request or statement of SQL. Gives how it ended."""

    def run() -> None:
        from aftersales.ledger import sqlite
        from aftersales.syncing.transport import Transport

        count = 0

        def step(*_: object) -> None:
            nonlocal count
            count += 1
            if count == place:
                os.kill(os.getpid(), signal.SIGKILL)

        connect, once = sqlite.connect, Transport._once

        def counted(*words: object) -> object:
            connection = connect(*words)
            connection.set_trace_callback(step)
            return connection

        def asked(self: Transport, *words: object) -> object:
            step()
            answer = once(self, *words)
            step()
            return answer

        sqlite.connect, Transport._once = counted, asked
        one.sync()

    return in_child(run)


def check(one: World) -> None:
    """After every kill: the file is sound, and no request is there twice."""
    assert one.query("PRAGMA integrity_check") == [("ok",)]
    assert one.query("SELECT shop, ref FROM case_refs GROUP BY 1, 2 HAVING count(*) > 1") == []
    assert one.query("SELECT ref FROM cases WHERE ref IS NOT NULL GROUP BY shop, ref HAVING count(*) > 1") == []


def _kills(one: World, times: int, seed: int) -> None:
    chance = random.Random(seed)
    killed = 0
    while killed < times:
        place = int(10 ** chance.uniform(0, 3.7))
        ended = killed_at(one, place)
        assert ended in (0, -signal.SIGKILL)
        killed += ended != 0
        check(one)
        if ended == 0:
            one.move(0.1 + chance.random() / 4)
            one.client.log_in()  # a token that a child renews goes with it
    assert one.sync().exit_code == 0
    assert known(one) == shown(one)
    one.shell.ok("ledger check --deep")


@pytest.mark.slow
def test_kills_at_any_instant(gb: World) -> None:
    _kills(gb, 10, seed=1)


@pytest.mark.slow
def test_two_hundred_kills(shell: Shell) -> None:
    with world(shell, plan(requests=200, orders=220, days=40)) as one:
        _kills(one, 200, seed=2)


def test_a_killed_run_leaves_its_turn_to_the_next(gb: World) -> None:
    assert killed_at(gb, 40) == -signal.SIGKILL
    assert gb.sync().exit_code == 0


def test_a_full_disk_loses_nothing(gb: World) -> None:
    gb.sync()
    before, until = known(gb), gb.until()
    gb.move(2)
    size = gb.ledger.stat().st_size

    def run() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 4, resource.RLIM_INFINITY))
        gb.sync()

    assert in_child(run) == 1
    assert (known(gb), gb.until()) == (before, until)
    assert gb.sync().exit_code == 0
    assert known(gb) == shown(gb)


def test_a_sync_beside_an_import_and_a_decision(gb: World) -> None:
    """Each waits for its turn at the ledger, and the platform is asked outside of it."""
    gb.sync()
    gb.move(1)
    gb.platform.switches.slow_by = 0.2
    child = os.fork()
    if child == 0:
        try:
            gb.sync()
        except BaseException:
            os._exit(1)
        os._exit(0)
    time.sleep(0.1)
    (case,) = gb.query("SELECT min(id) FROM cases WHERE kind = 'return'")[0]
    for n in range(5):
        gb.shell.ok(f"note {case} -m 'beside {n}'")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert gb.sync().exit_code == 0
    assert known(gb) == shown(gb)
    assert len(gb.query("SELECT 1 FROM events WHERE name = 'case.noted' AND source = 'hand'")) == 5
    gb.shell.ok("ledger check --deep")


def beside(one: World) -> int:
    """A sync in a process of its own, slow to read."""
    one.platform.switches.slow_by = 0.1
    one.platform.switches.plan(Trouble.SLOW, times=99)
    child = os.fork()
    if child == 0:
        try:
            one.sync()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def settled(one: World, child: int) -> None:
    """The sync has ended well, and everything is there once."""
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    one.platform.switches.troubles.clear()
    check(one)
    assert one.sync().exit_code == 0
    assert known(one) == shown(one)
    assert one.query("SELECT case_id, name, at FROM events GROUP BY 1, 2, 3, data HAVING count(*) > 1") == []
    one.shell.ok("ledger check --deep")


@pytest.mark.slow
def test_a_sync_beside_an_import_of_the_same_answers(gb: World, tmp_path: Path) -> None:
    gb.sync()
    gb.move(2)
    shop = gb.shops["gb"]
    lives = [shop.returns.shown(place) for place in shop.returns.places()]
    rows = [return_row(shop.market, life, life.versions[number]) for life, number in lives]
    answer = {"code": 0, "message": "Success", "data": {"return_orders": rows, "total_count": len(rows)}}
    (tmp_path / "returns.json").write_text(json.dumps(answer), encoding="utf-8")
    child = beside(gb)
    command = [sys.executable, "-m", "aftersales", "import", "--shop", "gb", str(tmp_path / "returns.json")]
    now = {**os.environ, "AFTERSALES_NOW": str(gb.shell.now)}
    runs = [subprocess.run(command, check=False, capture_output=True, text=True, env=now) for _ in range(2)]
    assert [run.returncode for run in runs] == [0, 0], runs
    settled(gb, child)


@pytest.mark.slow
def test_a_sync_beside_a_session_of_triage(gb: World) -> None:
    gb.sync()
    while not [line for line in gb.due() if line["duty"] == "respond"]:
        gb.move(0.25)
        gb.sync()
    gb.move(0.1)
    seat = Seat(gb.shell, "triage", 80, 24)
    try:
        seat.screen()
        child = beside(gb)
        seat.asked("n", "Note (empty: back): ")
        seat.answer("asked for a photo")
        code, _ = seat.leave()
        assert code == 0
    finally:
        seat.child.close(force=True)
    settled(gb, child)
    assert gb.query(
        "SELECT json_extract(data, '$.text') FROM events WHERE name = 'case.noted' AND source = 'hand'"
    ) == [("asked for a photo",)]


def test_two_syncs_at_once_make_one(gb: World) -> None:
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                gb.sync()
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)
    ends = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert ends[0] == 0
    check(gb)
    assert gb.sync().exit_code == 0
    assert known(gb) == shown(gb)
    assert DAY
