"""`sync` as it is typed, the lists that bring themselves up to date, and what `status` tells of each list."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from aftersales.actions.sync import turn
from aftersales.syncing.pacing import Limiter
from aftersales.syncing.platform.switches import Trouble
from sync_world import DAY, World, instant, known, plan, shown, world
from transcripts import Pipe, Run, Shell, _code


@pytest.fixture
def gb(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A shop in GB that is tied to the platform, which is two days behind, so that its days can be moved on."""
    now = int(time.time()) - 2 * DAY
    monkeypatch.setattr(Limiter, "wait", lambda limiter, shop: None)  # real time, but three requests a second are slow
    with world(shell, plan(start=now - 10 * DAY, requests=40, orders=50), now=now) as one:
        config = shell.home / "config/aftersales/config.toml"
        tied = f'[shops.gb]\napp = "uk"\nplatform_id = "{one.names["gb"]}"\n'
        app = f'[apps.uk]\nkey = "{one.client.app.key}"\nregion = "row"\n'
        urls = f'[sync]\nbase_url = "{one.url}"\nauth_url = "{one.url}"\nsecrets = "file"\n'
        text = config.read_text(encoding="utf-8").replace("[shops.gb]\n", tied)
        config.write_text(f"{text}\n{app}\n{urls}", encoding="utf-8")
        monkeypatch.setenv("AFTERSALES_APP_SECRET", one.client.app.secret)
        monkeypatch.setenv("AFTERSALES_ACCESS_TOKEN", one.client.token)
        yield one


def live(line: str, *, terminal: bool = False) -> Run:
    """Run a command at the real time."""
    out, err = Pipe(terminal), Pipe(terminal)
    before = os.environ.pop("AFTERSALES_NOW", None)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _code(shlex.split(line))
    finally:
        if before is not None:
            os.environ["AFTERSALES_NOW"] = before
    return Run(code, out.text(), err.text())


def test_sync_tells_what_it_brought_and_what_is_due(gb: World) -> None:
    run = live("sync --format table")
    assert run.code == 0, run
    first, *counts = run.out.splitlines()
    assert first.startswith("gb: as of ")
    assert [line.split(":")[0].strip() for line in counts] == ["returns", "cancellations", "orders of requests"]
    assert "See `aftersales due`" in run.err
    assert known(gb) == shown(gb)
    again = live("sync --format table")
    assert again.out.startswith("gb: nothing new, as of ")


def test_each_change_is_told_case_by_case(gb: World) -> None:
    live("sync")
    gb.clock.move(DAY / 2)
    gb.clock.move(DAY / 2)
    out = live("sync --format table").out
    assert "  new: case " in out
    assert "  changed: case " in out or "decided by TikTok: case " in out


def test_a_list_that_fails_is_exit_5_and_all_of_them_exit_1(gb: World) -> None:
    live("sync")
    gb.platform.switches.refused_scopes.add("seller.order.info")
    gb.clock.move(DAY)
    run = live("sync --json")
    assert run.code == 5
    assert [(one["stream"], one["fault"] is not None) for one in json.loads(run.out)] == [
        ("returns", False), ("cancellations", False), ("orders", True), ("records", False),
    ]  # fmt: skip
    assert run.err.startswith("Not read: gb (orders of requests). The authorisation doesn't include seller.order.info.")
    gb.platform.switches.plan(Trouble.SHOP_INACTIVE, times=99)
    run = live("sync")
    assert run.code == 1
    assert "Not read: gb. The shop is not active on TikTok." in run.err, "the shop stands for all its lists"


def test_a_missing_scope_is_told_once_for_all_the_lists_that_need_it(gb: World) -> None:
    gb.platform.switches.refused_scopes.add("seller.return_refund.basic")
    run = live("sync --format table")
    gb.platform.switches.refused_scopes.clear()
    assert run.code == 5
    assert run.err.count("doesn't include seller.return_refund.basic") == 1
    assert "gb (returns, cancellations" in run.err


def test_two_syncs_at_once(gb: World) -> None:
    with turn.only_run(gb.ledger, "sync"):
        run = live("sync")
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        f"aftersales: Another aftersales (sync, process {os.getpid()}) is reading TikTok just now. Wait until it is "
        "done.\n"
    )
    assert live("sync").code == 0


def test_without_a_tied_shop_it_leads_to_login_and_to_exports(shell: Shell) -> None:
    shell.ok("init --shop uk --market GB")
    run = live("sync")
    assert run.code == 1
    assert "aftersales login --shop NAME" in run.err
    assert "aftersales help exports" in run.err


@pytest.mark.parametrize(("words", "said"), [
    ("--since 2026-09-01 --full", "say two different things"),
    ("--since 2099-01-01", "is in the future"),
    ("--shop nobody", "nobody"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_before_anything_is_asked(gb: World, words: str, said: str) -> None:
    gb.paths()
    run = live(f"sync {words}")
    assert run.code in (1, 2)
    assert said in run.err
    assert gb.paths() == []


_WITHOUT_EXTRA = """
import importlib, importlib.util, pkgutil, sys
lacking = ("httpx2", "tenacity", "keyring")
sys.modules.update(dict.fromkeys(lacking))  # their import fails
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name in lacking else found(name, *rest)
import aftersales.commands
for module in pkgutil.walk_packages(aftersales.commands.__path__, "aftersales.commands."):
    importlib.import_module(module.name)
from aftersales.cli import main
sys.argv[0] = "aftersales"
main()
"""


def test_without_the_extra_sync_says_what_to_install_and_every_command_is_there(gb: World) -> None:
    run = subprocess.run([sys.executable, "-c", _WITHOUT_EXTRA, "sync"], capture_output=True, text=True, check=False)
    assert run.returncode == 1, run
    assert "httpx2" in run.stderr and "pip install 'aftersales[sync]'" in run.stderr


def test_a_list_brings_itself_up_to_date_where_that_is_typed(gb: World) -> None:
    live("sync")
    gb.clock.move(DAY)
    gb.paths()
    assert live("due").code == 0
    assert gb.paths() == []  # off by default
    run = live("due --sync --all --json")
    assert run.code == 0
    assert "From TikTok: " in run.err
    assert known(gb) == shown(gb)
    assert {line["ref"] for line in json.loads(run.out)} <= set(shown(gb)) | {None}


def test_the_configuration_brings_old_data_up_to_date_and_new_ones_not(gb: World) -> None:
    live("sync")
    config = gb.shell.home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("[sync]\n", '[sync]\nbefore = ["due"]\n'))
    gb.clock.move(2 * DAY)
    live("sync")
    gb.paths()
    live("due")
    assert gb.paths() == []  # the data are of this minute
    gb.execute("UPDATE streams SET until = '2026-01-01T00:00:00Z'")
    live("due")
    assert len(gb.paths()) >= 2
    live("due --no-sync")
    assert gb.paths() == []


@pytest.mark.slow
def test_a_list_does_not_wait_longer_than_it_may(gb: World) -> None:
    live("sync")
    until = gb.until()
    gb.platform.switches.plan(Trouble.SLOW, times=99)
    gb.platform.switches.slow_by = 3.0
    began = time.monotonic()
    run = live("due --sync --sync-timeout 1 --format table")
    assert time.monotonic() - began < 2.5
    assert run.code == 0
    assert "gb: not read from TikTok since" in run.out
    assert "gb could not be read to the end; the list shows what is known. TikTok didn't answer" in run.err
    assert gb.until() == until


def test_with_now_nothing_is_read(gb: World) -> None:
    live("sync")
    gb.paths()
    run = gb.shell("due --sync")
    assert run.code == 0
    assert "With --now nothing is read from TikTok" in run.err
    assert gb.paths() == []


def test_a_list_that_meets_another_sync_is_shown_all_the_same(gb: World) -> None:
    live("sync")
    with turn.only_run(gb.ledger, "sync"):
        run = live("due --sync --format table")
    assert run.code == 0
    assert "The list shows what was known before. Another aftersales" in run.err
    assert "gb: not read from TikTok since" in run.out


def test_status_tells_the_age_and_the_last_fault_of_each_list(gb: World) -> None:
    live("sync")
    gb.platform.switches.plan(Trouble.NO_SCOPE, "cancellations/search", times=99)
    gb.clock.move(DAY / 2)
    live("sync")
    (row,) = json.loads(live("status --json").out)
    ages = {one["stream"]: one for one in row["streams"]}
    assert ages["returns"]["fault"] is None
    assert ages["cancellations"]["fault"]["code"] == "105005"
    assert row["as_of"] == ages["cancellations"]["as_of"] < ages["returns"]["as_of"]
    out = live("status --format table").out
    assert "gb from TikTok: returns, orders of requests" in " ".join(out.split())
    assert "not read: cancellations. The authorisation doesn't include" in " ".join(out.split())


def test_check_goes_by_the_age_of_the_older_list(gb: World) -> None:
    live("sync")
    gb.clock.move(2 * DAY)
    live("sync")
    gb.execute("UPDATE streams SET until = '2020-01-01T00:00:00Z' WHERE stream = 'cancellations'")
    run = live("due --check --stake right")
    assert run.code == 6
    assert "too old" in run.err
    assert live("due --check --stake right --sync").code in (0, 3)


def test_what_was_recorded_here_needs_no_confirm_once_a_sync_shows_it(gb: World) -> None:
    live("sync")
    waiting = [line for line in json.loads(live("due --all --json").out) if line["duty"] == "respond"]
    while not waiting:
        gb.clock.move(DAY / 4)
        live("sync")
        waiting = [line for line in json.loads(live("due --all --json").out) if line["duty"] == "respond"]
    case, ref = waiting[0]["case"], waiting[0]["ref"]
    decided = instant(int(gb.clock().timestamp()))
    gb.shell.now = decided.replace("Z", "+00:00")
    gb.shell.ok(f"approve {case} --at {decided}")
    assert [line["confirmed"] for line in json.loads(live("due --all --json").out) if line["case"] == case][:1] == [
        False
    ]
    for _ in range(40):
        gb.clock.move(DAY / 4)
        gb.shell.now = gb.clock().isoformat()
        gb.sync()
        if "PENDING" not in known(gb)[ref][0]:
            break
    lines = [line for line in json.loads(gb.shell("due --all --json").out) if line["case"] == case]
    assert all(line["confirmed"] for line in lines if line["duty"] == "respond")
