"""Receivers that fail: what is said, the exit code, and that nothing is lost and hardly anything sent twice."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import receivers
from aftersales import file_lock
from aftersales.errors import LedgerError
from aftersales.ledger import sent_alerts
from aftersales.sending import delivery
from commands.test_notify import DAY, HOURS, desk, http, mail
from receivers import HttpReceiver, MailReceiver
from transcripts import Shell

__all__ = ["desk", "http", "mail"]


@pytest.fixture
def other() -> Iterator[HttpReceiver]:
    with receivers.http() as receiver:
        yield receiver


def _add(shell: Shell, /, **ports: int) -> None:
    for name, port in ports.items():
        receivers.add(shell, name, f"json://127.0.0.1:{port}/t0ps3cret")


def test_some_fail(desk: Shell, http: HttpReceiver, other: HttpReceiver) -> None:
    """The one that failed is told again on the next run, the other is not."""
    _add(desk, desk=http.port, owner=other.port)
    other.status = 500
    run = desk("notify --json", now=DAY)
    assert run.code == 5
    assert run.err == "owner: it answers with HTTP 500\n"
    assert {row["receiver"]: row["state"] for row in json.loads(run.out)} == {"desk": "sent", "owner": "failed"}
    other.status = 200
    assert desk.ok("notify", now=DAY).err == ""
    assert (len(http.got), len(other.got)) == (1, 2)
    desk.ok("notify", now=DAY)
    assert (len(http.got), len(other.got)) == (1, 2)


def test_all_fail(desk: Shell, http: HttpReceiver, other: HttpReceiver) -> None:
    _add(desk, desk=http.port, owner=other.port)
    http.status, other.status = 404, 429
    run = desk("notify", now=DAY)
    assert run.code == 1
    assert sorted(run.err.splitlines()) == [
        "desk: it is refused with HTTP 404: there is no such receiver any more",
        "owner: it is refused with HTTP 429: too many messages in a short time",
    ]


@pytest.mark.slow
def test_one_that_hangs_keeps_nobody_waiting(
    desk: Shell, http: HttpReceiver, other: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "PATIENCE", 0.7)
    _add(desk, desk=http.port, owner=other.port)
    other.delay = 3
    run = desk("notify", now=DAY)
    assert (run.code, run.err) == (5, "owner: no answer within 0.7 seconds\n")
    assert len(http.got) == 1


def test_a_certificate_that_nobody_vouches_for(desk: Shell) -> None:
    import trustme

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    receiver = HttpReceiver(context)
    receivers.add(desk, "desk", f"jsons://localhost:{receiver.port}/t0ps3cret")
    run = desk("notify", now=DAY)
    receiver.close()
    assert (run.code, run.err) == (1, "desk: its certificate is not one that can be trusted\n")
    assert receiver.got == []


def test_a_server_without_tls(desk: Shell, http: HttpReceiver) -> None:
    receivers.add(desk, "desk", f"jsons://127.0.0.1:{http.port}/t0ps3cret")
    run = desk("notify", now=DAY)
    assert (run.code, run.err) == (1, "desk: no safe connection (TLS) can be made\n")


def test_nobody_listens(desk: Shell) -> None:
    _add(desk, desk=receivers.free_port())
    run = desk("notify", now=DAY)
    assert (run.code, run.err) == (1, "desk: nobody listens at that address\n")


def test_a_mailbox_that_is_none(desk: Shell, mail: MailReceiver) -> None:
    address = f"mailto://127.0.0.1:{mail.port}?from=desk@shop.example&to=owner@shop.example&mode=insecure"
    receivers.add(desk, "owner", address)
    mail.refuses = True
    run = desk("notify", now=DAY)
    assert (run.code, run.err) == (1, "owner: the mail server refuses the message or its recipient\n")
    assert "shop.example" not in run.out + run.err


def test_what_can_not_be_marked_is_said_and_sent_once_more(
    desk: Shell, http: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(desk, desk=http.port)

    def full(*_: object) -> None:
        raise LedgerError("the disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(sent_alerts, "put", full)
        run = desk("notify", now=DAY)
    assert run.code == 1
    assert "desk: it arrived, but that can't be marked, so it will be sent once more: the disk is full." in run.err
    desk.ok("notify", now=DAY)
    desk.ok("notify", now=DAY)
    assert len(http.got) == 2


def test_two_runs_at_once_do_not_send_the_same(desk: Shell, http: HttpReceiver) -> None:
    _add(desk, desk=http.port)
    ledger = desk.home / "data/aftersales/ledger.db"
    handle = file_lock.opened(file_lock.place_of(ledger.with_name("ledger.db-notify")))
    assert file_lock.taken(handle)
    run = desk("notify", now=DAY)
    os.close(handle)
    assert run.code == 1
    assert "Another run of aftersales notify is sending now." in run.err
    assert http.got == []
    desk.ok("notify", now=DAY)
    assert len(http.got) == 1


def test_an_address_that_is_missing_fails_on_a_quiet_day_too(desk: Shell, http: HttpReceiver) -> None:
    """On the day on which it matters it would be too late to notice."""
    _add(desk, desk=http.port)
    with (desk.home / "config/aftersales/config.toml").open("a") as config:
        config.write("[notify.receivers.owner]\n")
    run = desk("notify", now="2026-11-29T17:00:00+00:00")
    assert run.code == 1
    assert (
        "owner: no address is known for owner: aftersales notify add owner, or set AFTERSALES_NOTIFY_OWNER" in run.err
    )
    run = desk("notify", now=DAY)
    assert (run.code, len(http.got)) == (5, 1)


def test_the_address_may_come_from_the_environment(
    desk: Shell, http: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (desk.home / "config/aftersales/config.toml").open("a") as config:
        config.write("[notify.receivers.owner]\n[notify.receivers.desk]\nurl_from = 'HOOK'\n")
    monkeypatch.setenv("AFTERSALES_NOTIFY_OWNER", f"json://127.0.0.1:{http.port}/owner")
    monkeypatch.setenv("HOOK", f"form://127.0.0.1:{http.port}/desk")
    desk.ok("notify", now=HOURS)
    assert sorted(got.path for got in http.got) == ["/desk", "/owner"]
    (form,) = (got.form for got in http.got if got.path == "/desk")
    assert form["title"] == "aftersales: 1 within 4 h"
    assert "by Tue 16:00, 3 h 50 left" in form["message"]
    assert not (desk.home / "data/aftersales/receivers.json").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_run_that_is_killed_between_sending_and_marking_sends_twice_and_loses_nothing(
    desk: Shell, http: HttpReceiver
) -> None:
    _add(desk, desk=http.port)
    http.delay = 5
    environ = {**os.environ, "AFTERSALES_NOW": DAY}
    running = subprocess.Popen([sys.executable, "-m", "aftersales", "notify"], env=environ)
    while not http.got:
        assert running.poll() is None
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    http.delay = 0
    desk.ok("notify", now=DAY)
    desk.ok("notify", now=DAY)
    assert len(http.got) == 2


def test_nothing_of_an_address_is_in_a_trace(desk: Shell, http: HttpReceiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where libraries log at the finest level, and with the traces that AFTERSALES_DEBUG asks for."""
    import logging

    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    listener = Listener(0)
    root = logging.getLogger()
    root.addHandler(listener)
    before, level = root.level, logging.DEBUG
    root.setLevel(level)
    monkeypatch.setenv("AFTERSALES_DEBUG", "1")
    try:
        _add(desk, desk=http.port)
        http.status = 500
        runs = [desk("notify", now=DAY), desk("notify test"), desk("notify list")]
    finally:
        root.removeHandler(listener)
        root.setLevel(before)
    assert not [line for line in lines if "t0ps3cret" in line]
    assert not [run for run in runs if "t0ps3cret" in run.out + run.err]


@pytest.mark.parametrize(
    "line",
    [
        "notify add desk slack://T/B/t0ps3cret", "notify add slack://T/B/t0ps3cret", "notify slack://T/B/t0ps3cret",
        "notify --to slack://T/B/t0ps3cret", "notify --to=slack://T/B/t0ps3cret", "notify test slack://T/B/t0ps3cret",
        "notify remove slack://T/B/t0ps3cret",
    ],
)  # fmt: skip
def test_an_address_on_the_command_line_is_refused_and_not_repeated(line: str, desk: Shell) -> None:
    run = desk(line)
    assert run.code == 2
    assert "An address is never typed on the command line" in run.err
    assert "t0ps3cret" not in run.err


@pytest.mark.parametrize(
    "table",
    [
        "[notify.receivers.desk]\nurl = 'slack://T/B/t0ps3cret'",
        "[notify.receivers.desk]\nurl_from = 'slack://T/B/t0ps3cret'",
        "[notify.receivers]\ndesk = 'slack://T/B/t0ps3cret'",
        "[[notify.rules]]\nto = ['slack://T/B/t0ps3cret']",
    ],
)
def test_an_address_in_the_configuration_is_refused_and_not_repeated(table: str, desk: Shell) -> None:
    with (desk.home / "config/aftersales/config.toml").open("a") as config:
        config.write(table)
    for line in ("notify", "config check"):
        run = desk(line)
        assert run.code == 1
        assert "an address doesn't belong here, where others may read it" in run.err + run.out
        assert "t0ps3cret" not in run.err + run.out
    desk.ok("due")  # the list is needed all the same


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("[[notify.rules]]\nlevels = ['12h']\nto = ['desk']", "[[notify.rules]] 1 levels has '12h'; known are overdue"),
        ("[[notify.rules]]\nlevels = ['4h']", "[[notify.rules]] 1 to is missing"),
        ("[[notify.rules]]\nto = ['desk']\nshop = ['x']", "unknown key 'shop'; did you mean 'shops'?"),
        (
            "[[notify.rules]]\nto = ['desk']\nshops = ['us-*']",
            "names shop 'us-*', which matches none; known are uk-main",
        ),
        ("[notify]\nrules = 1", "[notify] rules are tables; write [[notify.rules]] for each"),
        ("[notify]\nsecrets = 'cloud'", "[notify] secrets is 'cloud'; it takes auto, keyring, file"),
        ("[notify.receivers.'a b']", "the name of a receiver has letters, digits, - and _ only"),
        ("[notify.receivers.desk]\nurl_from = 'a b'", "url_from is not a name of a variable"),
        ("[notify.receivers.desk]\nany_hour = 'yes'", "any_hour is 'yes'; it takes true or false, without quotes"),
    ],
)
def test_mistakes_in_the_configuration(table: str, said: str, desk: Shell, http: HttpReceiver) -> None:
    _add(desk, desk=http.port)
    with (desk.home / "config/aftersales/config.toml").open("a") as config:
        config.write(table)
    run = desk("notify", now=DAY)
    assert run.code == 1
    assert said in run.err
    assert http.got == []


def test_a_file_of_addresses_that_is_damaged(desk: Shell) -> None:
    Path(desk.home / "data/aftersales/receivers.json").write_text("{", encoding="utf-8")
    run = desk("notify", now=DAY)
    assert run.code == 1
    assert "receivers.json is damaged. Move it away, then add the receivers again: aftersales notify add" in run.err
