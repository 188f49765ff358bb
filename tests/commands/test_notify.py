"""`notify`: what real receivers get, once each, and what is said where they don't."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing

import pytest

import receivers
from receivers import HttpReceiver, MailReceiver
from transcripts import ROOT, Shell, prepared

# Asked on Sunday at 16:00; 48 hours later is Tuesday, 16:00.
DAY, HOURS, LATE = "2026-11-30T16:30:00+00:00", "2026-12-01T12:10:00+00:00", "2026-12-01T16:10:00+00:00"
EARLY = "2026-11-30T15:59:00+00:00"
DUE = "2026-12-01T16:00:00+00:00"


@prepared
def desk(shell: Shell) -> None:
    """One request, of a shop that is kept by hand."""
    shell.now = "2026-11-29T16:05:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    shell.ok("order add 576461234567890123 --amount 13.98 --placed 2026-11-20T10:00:00+00:00 --product 'Wool throw'")
    shell.ok("open return --order 576461234567890123 --reason 'missing parts' --at 2026-11-29T16:00:00+00:00")


@pytest.fixture
def http() -> Iterator[HttpReceiver]:
    with receivers.http() as receiver:
        yield receiver


@pytest.fixture
def mail() -> Iterator[MailReceiver]:
    with receivers.mail() as receiver:
        yield receiver


def test_each_level_is_told_once(desk: Shell, http: HttpReceiver) -> None:
    receivers.add(desk, "desk", f"json://127.0.0.1:{http.port}/hook")
    for now in (EARLY, DAY, DAY, HOURS, HOURS, LATE, LATE):
        desk.ok("notify", now=now)
    assert [got.json["title"] for got in http.got] == [
        "aftersales: 1 within 24 h",
        "aftersales: 1 within 4 h",
        "aftersales: 1 overdue",
    ]
    assert http.got[1].path == "/hook"
    assert http.got[1].json["message"].split("\n") == [
        "WITHIN 4 HOURS",
        "1 return · answer",
        "by Tue 16:00, 3 h 50 left",
        "13.98 GBP · approved if you don't answer",
        "Wool throw · missing parts",
        "aftersales approve 1",
    ]
    assert http.got[2].json["message"].split("\n")[:4] == [
        "OVERDUE",
        "TikTok may have acted already: look first",
        "1 return · answer",
        "was due Tue 16:00, 10 min late",
    ]


def test_a_dry_run_shows_message_and_receiver_and_sends_nothing(desk: Shell, http: HttpReceiver) -> None:
    receivers.add(desk, "desk", f"json://127.0.0.1:{http.port}/hook")
    for _ in range(2):
        (row,) = json.loads(desk.ok("notify --dry-run --json", now=DAY).out)
        assert (row["receiver"], row["service"], row["state"]) == ("desk", "JSON", "would-send")
        assert row["alerts"] == [{"case": 1, "shop": "uk-main", "duty": "respond", "level": "24h", "due": DUE}]
        assert "1 return · answer" in row["text"]
    desk.terminal = True
    assert "To desk (JSON): aftersales: 1 within 24 h" in desk.ok("notify --dry-run", now=DAY).out
    assert http.got == []


def test_what_was_sent_is_outside_log_and_undo(desk: Shell, http: HttpReceiver) -> None:
    before = desk.ok("log --json").out
    receivers.add(desk, "desk", f"json://127.0.0.1:{http.port}")
    desk.ok("notify", now=DAY)
    assert desk.ok("log --json").out == before
    desk.ok("ledger check --deep")
    desk.ok("undo --yes", now=DAY)
    desk.ok("notify --level 4h", now=HOURS)
    assert len(http.got) == 1, "the case is taken back"


def test_nobody_set_up_is_no_success(desk: Shell) -> None:
    run = desk("notify", now=DAY)
    assert (run.code, run.err) == (
        1,
        "aftersales: Nobody is there to be told. Add a receiver: aftersales notify add NAME\n",
    )
    assert desk("notify test").code == 1


def test_the_mail_has_both_forms(desk: Shell, mail: MailReceiver) -> None:
    receivers.add(
        desk, "owner", f"mailto://127.0.0.1:{mail.port}?from=desk@shop.example&to=owner@shop.example&mode=insecure"
    )
    desk.ok("notify", now=HOURS)
    (message,) = mail.got
    assert message["Subject"] == "aftersales: 1 within 4 h"
    assert mail.recipients == [["owner@shop.example"]]
    html = message.get_body(("html",))
    plain = message.get_body(("plain",))
    assert html is not None and plain is not None
    assert "<b>1 return</b> · <b>answer</b><br>" in html.get_content()
    assert "by Tue 16:00, 3 h 50 left" in plain.get_content()


def test_addresses_are_kept_for_the_owner_alone_and_never_shown(desk: Shell, http: HttpReceiver) -> None:
    secret = "s3cr3tT0ken"
    receivers.add(desk, "desk", f"json://user:{secret}@127.0.0.1:{http.port}/{secret}")
    path = desk.home / "data/aftersales/receivers.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    http.status = 500
    outputs = [
        desk("notify list"), desk("notify list --json"), desk("notify --dry-run --json", now=DAY),
        desk("notify", now=DAY), desk("notify test"), desk("config check"),
    ]  # fmt: skip
    assert not [run for run in outputs if secret in run.out + run.err]
    with closing(sqlite3.connect(desk.home / "data/aftersales/ledger.db")) as ledger:
        assert secret not in ledger.serialize().decode("latin-1")
    desk.ok("notify remove desk")
    assert secret not in path.read_text()
    assert os.environ.get("AFTERSALES_NOTIFY_DESK") is None


# --- Reports ------------------------------------------------------------------------------------------------------


def test_a_report_goes_to_whom_the_rules_name(desk: Shell, http: HttpReceiver) -> None:
    for name in ("desk", "owner"):
        receivers.add(desk, name, f"json://127.0.0.1:{http.port}/{name}")
    with (desk.home / "config/aftersales/config.toml").open("a") as config:
        config.write("[[notify.rules]]\nlevels = ['report']\nto = ['owner']\n[[notify.rules]]\nto = ['desk']\n")
    desk.ok("notify --report morning", now=HOURS)
    (got,) = http.got
    assert got.path == "/owner"
    assert got.json["title"] == "aftersales: Tue 1 Dec 12:10 London"
    assert "1 answer · Tue 16:00 · 13.98 GBP" in got.json["message"]
    desk.ok("notify --report morning", now=HOURS)
    assert len(http.got) == 2, "a report comes as often as it is asked for"


def test_a_report_is_marked_where_all_have_it(desk: Shell, http: HttpReceiver) -> None:
    receivers.add(desk, "owner", f"json://127.0.0.1:{http.port}/owner")
    desk.ok("notify --report morning --mark", now=EARLY)
    http.status = 500
    assert desk("notify --report morning --mark", now=HOURS).code == 1
    http.status = 200
    desk.ok("notify --report morning --only-new", now=LATE)
    assert "since Mon 15:59" in http.got[-1].json["message"], "the one that failed moved no mark"


def test_a_dry_run_of_a_report_shows_it_and_neither_sends_nor_marks_it(desk: Shell, http: HttpReceiver) -> None:
    receivers.add(desk, "owner", f"json://127.0.0.1:{http.port}/owner")
    shown = desk.ok("notify --report morning --mark --dry-run --json", now=EARLY).out
    assert [row["receiver"] for row in json.loads(shown)] == ["owner"]
    assert http.got == []
    assert json.loads(desk.ok("report morning --json", now=EARLY).out)["marked"] is False


def test_nothing_to_tell_is_no_message(shell: Shell, http: HttpReceiver) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok("config set shops.uk-main.confirm trust")
    receivers.add(shell, "owner", f"json://127.0.0.1:{http.port}/owner")
    shell.ok("notify --report morning --quiet-if-empty")
    assert http.got == []
    shell.ok("notify --report morning")
    assert len(http.got) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("notify --mark", "--only-new, --quiet-if-empty and --mark go with --report."),
        ("notify --report morning --level 4h", "--level is of warnings, and --report sends none"),
        ("notify --report evening", "--report 'evening'"),
        ("notify --level 5h", "--level '5h'"),
        ("notify --to nobody", "--to 'nobody'"),
        ("notify --shop nowhere", "no shop 'nowhere'"),
    ],
)
def test_words_that_are_not_known(line: str, said: str, desk: Shell, http: HttpReceiver) -> None:
    receivers.add(desk, "owner", f"json://127.0.0.1:{http.port}/owner")
    run = desk(line)
    assert run.code in (1, 2)
    assert said in run.err
    assert http.got == []


def test_the_week_s_report(desk: Shell, http: HttpReceiver) -> None:
    receivers.add(desk, "owner", f"json://127.0.0.1:{http.port}/owner")
    desk.ok("notify --report week", now=HOURS)
    (got,) = http.got
    assert got.json["title"].startswith("aftersales: ")
    assert "Tue 1 Dec" in got.json["title"] + got.json["message"]


# --- Deadlines that move, closed desks, old data ------------------------------------------------------------------


def test_a_new_deadline_of_the_same_case_is_told_anew(desk: Shell, http: HttpReceiver) -> None:
    """It is rejected, and asked for again on Tuesday at 13:00: until Thursday, 13:00."""
    receivers.add(desk, "desk", f"json://127.0.0.1:{http.port}")
    desk.ok("notify", now=HOURS)
    desk.ok("reject 1 --reason worn --force", now="2026-12-01T12:20:00+00:00")
    again = "2026-12-01T13:00:00+00:00"
    desk.ok(f"open return --order 576461234567890123 --at {again}", now=again)
    for now in ("2026-12-02T12:00:00+00:00", "2026-12-03T10:00:00+00:00", "2026-12-03T11:00:00+00:00"):
        desk.ok("notify", now=now)
    assert [got.json["title"] for got in http.got] == ["aftersales: 1 within 4 h"] * 2
    assert "by Thu 13:00, 3 h 00 left" in http.got[1].json["message"]


def test_outside_staff_hours_what_can_wait_waits(desk: Shell, http: HttpReceiver) -> None:
    """Due on Tuesday at 16:00; on Monday at 20:00 nobody is in, and on Tuesday at 9 there is time enough."""
    receivers.add(desk, "desk", f"json://127.0.0.1:{http.port}")
    desk.ok("config set shops.uk-main.staff.hours 09:00-17:00")
    run = desk.ok("notify", now="2026-11-30T20:00:00+00:00")
    assert run.err.endswith("Nothing is to be told now.\n1 warning waits until the desk opens.\n")
    assert http.got == []
    desk.ok("notify", now="2026-12-01T09:00:00+00:00")
    assert [got.json["title"] for got in http.got] == ["aftersales: 1 within 24 h"]
    assert "by Tue 16:00, 7 h 00 left" in http.got[0].json["message"]


def test_outside_staff_hours_what_can_not_wait_comes(desk: Shell, http: HttpReceiver) -> None:
    """Staff is in from 17:00 on: the deadline of Tuesday, 16:00, is past before that, so it is told on Monday night."""
    receivers.add(desk, "desk", f"json://127.0.0.1:{http.port}")
    desk.ok("config set shops.uk-main.staff.hours 17:00-20:00")
    desk.ok("notify", now="2026-11-30T22:00:00+00:00")
    (got,) = http.got
    assert "by Tue 16:00, 18 h left, and no staff is in before" in got.json["message"]
    run = desk.ok("notify", now="2026-12-01T16:30:00+00:00")
    assert "1 warning waits until the desk opens." in run.err
    desk.ok("notify", now="2026-12-01T17:00:00+00:00")
    assert [got.json["title"] for got in http.got][1:] == ["aftersales: 1 overdue"]


def test_old_data_are_told_once_a_day_and_in_each_warning(shell: Shell, http: HttpReceiver) -> None:
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    receivers.add(shell, "desk", f"json://127.0.0.1:{http.port}")
    for now in ("2026-11-24T09:00:00+00:00", "2026-11-24T21:00:00+00:00", "2026-11-25T00:30:00+00:00"):
        shell.ok("notify", now=now)
    assert [got.json["title"] for got in http.got] == ["aftersales: data too old to tell what is due: uk-main"] * 2
    wanted = "uk-main has no data yet, so nobody can tell what is due: aftersales import FILE…"
    assert http.got[0].json["message"] == wanted
    samples = str(ROOT / "sample-data" / "returns.csv")
    shell.ok(["import", samples, "--as-of", "2026-11-24T08:40"], now="2026-11-25T01:00:00+00:00")
    shell.ok("notify", now="2026-11-25T09:00:00+00:00")
    message = http.got[-1].json["message"]
    assert "uk-main has data of Tue 08:40, 1 d old: more may be due, and some may be done. aftersales import" in message
    assert "approve" in message


def test_the_list_of_receivers_is_readable_on_a_narrow_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the columns have no room, a few lines a receiver: nothing is cut, and nothing wider than the terminal."""
    shell.ok("init --shop uk-main --market GB")
    with (shell.home / "config/aftersales/config.toml").open("a", encoding="utf-8") as config:
        config.write("[notify.receivers.desk]\n[notify.receivers.owner-phone]\n[[notify.rules]]\nto = ['desk']\n")
    monkeypatch.setenv("AFTERSALES_NOTIFY_DESK", "json://localhost/")
    shell.terminal = True
    for columns in (120, 80, 42):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = shell.ok("notify list --color never").out
        assert max(map(len, out.splitlines())) <= columns
        assert "AFTERSALES_NOTIFY_DESK" in out and "owner-phone" in out
