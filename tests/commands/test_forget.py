"""`ledger forget`: a buyer is gone from every byte, and no deadline or amount has moved."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from transcripts import ROOT, SAMPLES, Shell, prepared

NAME, ORDER, LATER = "opal.dawn99", "577000000000000021", "577000000000000022"
TRACKING = "YT998877665544"
NOTE = "Opal.Dawn99 rang, wants it before Friday"


@prepared
def shop(shell: Shell) -> None:
    """One buyer with a request that is over, noted, shipped, taken back and recorded again; and other buyers."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    for order, buyer in ((ORDER, NAME), (LATER, f"@{NAME.upper()}")):
        words = f"order add {order} --amount 20 --placed 2026-08-01T10:00 --delivered 2026-08-03T10:00 --buyer {buyer}"
        shell.ok(words)
    shell.ok(f"open return --order {ORDER} --at 2026-08-04T09:00 --reason 'no longer needed'")
    case = json.loads(shell.ok(f"cases {ORDER} --json").out)[0]["case"]
    shell.ok(f"approve {case} --mode seller-address --at 2026-08-04T10:00")
    shell.ok(f"shipped {case} --tracking {TRACKING} --at 2026-08-05T10:00")
    shell.ok("undo")
    shell.ok(f"shipped {case} --tracking {TRACKING} --at 2026-08-05T11:00")
    shell.ok(["note", str(case), "-m", NOTE])
    shell.ok(["note", "1", "-m", f"as with {NAME} in August"])
    for line in (f"delivered {case} --at 2026-08-06T10:00", f"received {case} --at 2026-08-06T11:00"):
        shell.ok(line)
    shell.ok(f"refund {case} --at 2026-08-06T12:00")
    shell.ok(f"confirm {case}")
    shell.now = "2026-11-24T09:05:00+00:00"


def ledger(shell: Shell) -> Path:
    return shell.home / "data" / "aftersales" / "ledger.db"


def traces(shell: Shell, *texts: str) -> list[tuple[str, str]]:
    """What the bytes of the ledger's folder hold of these texts."""
    return [
        (file.name, text)
        for file in ledger(shell).parent.iterdir()
        for text in texts
        if text.encode().lower() in file.read_bytes().lower()
    ]


def figures(shell: Shell) -> str:
    """Every deadline, amount and count that a person is shown, without what names a buyer."""
    case = json.loads(shell.ok(f"cases {ORDER} --json").out)[0]["case"]
    lines = ("due --all --json", "report week --json", "stock list --json", f"explain {case} --json", "status --json")
    shown = "".join(shell.ok(line).out for line in lines) + shell.ok(f"show {case} --json").out
    hidden = [re.escape(text) for text in (NAME, f"@{NAME.upper()}", TRACKING, NOTE)]
    return re.sub("|".join([*hidden, r"forgotten-\d+(-parcel-\d+)?", r"\[forgotten\]"]), "…", shown)


def test_a_buyer_is_gone_and_nothing_has_moved(shop: Shell) -> None:
    before = figures(shop)
    assert {text for _, text in traces(shop, NAME, TRACKING, NOTE)} == {NAME, TRACKING, NOTE}
    tried = shop.ok(["ledger", "forget", NAME, "--dry-run"])
    assert "Would be forgotten: 1 buyer, 2 orders" in tried.err
    assert traces(shop, NAME)
    done = json.loads(shop.ok(["ledger", "forget", NAME, "--yes", "--json"]).out)
    assert (done["orders"], done["cases"], done["open_cases"], done["proved"]) == (2, 1, [], True)
    assert not traces(shop, NAME, TRACKING, NOTE, "wants it before Friday")
    assert figures(shop) == before
    shop.ok("ledger check --deep")
    with closing(sqlite3.connect(ledger(shop))) as db:
        orders = dict(db.execute("SELECT ref, buyer FROM orders WHERE ref IN (?, ?)", (ORDER, LATER)))
        assert len(set(orders.values())) == 1  # one buyer still, so that what is counted by buyer stays
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert "buyers forgotten" in shop.ok("log --limit 1").out


def test_it_is_asked_about_and_can_t_be_undone(shop: Shell) -> None:
    run = shop(["ledger", "forget", NAME])
    assert (run.code, "--yes" in run.err) == (2, True)
    assert shop("ledger forget").code == 2
    assert shop(["ledger", "forget", NAME, "--before", "2026-01-01"]).code == 2
    shop.ok(["ledger", "forget", NAME, "--yes"])
    entry = shop.ok("log --limit 1 --json").out
    number = json.loads(entry)[0]["write"]
    assert "what was forgotten is gone" in shop(f"undo {number} --yes").err
    run = shop(["ledger", "forget", NAME, "--yes"])
    assert (run.code, "no buyer is called" in run.err) == (1, True)
    shop.ok("undo --yes")  # the entry before it: still possible, and brings no name back
    assert not traces(shop, NAME, TRACKING)
    shop.ok("ledger check --deep")


def test_a_buyer_whose_case_is_open_is_needed(shop: Shell) -> None:
    case = json.loads(shop.ok("due --json").out)[0]["case"]
    name = json.loads(shop.ok(f"show {case} --json").out)["buyer"]
    before = ledger(shop).read_bytes()
    run = shop(["ledger", "forget", str(name), "--yes"])
    assert run.code == 1
    assert f"case {case} is open" in run.err
    assert f"Nothing was forgotten. When it is over: aftersales close {case} --reason TEXT" in run.err
    assert ledger(shop).read_bytes() == before


def test_an_order_number_means_its_buyer(shop: Shell) -> None:
    shop.ok(["ledger", "forget", ORDER, "--yes"])
    assert not traces(shop, NAME, TRACKING)


def test_all_that_ended_before_a_day(shop: Shell) -> None:
    done = json.loads(shop.ok("ledger forget --before 2026-09-01 --yes --json").out)
    assert (done["orders"], done["cases"], done["proved"]) == (2, 1, True)
    assert not traces(shop, TRACKING, NAME)
    again = json.loads(shop.ok("ledger forget --before 2026-09-01 --yes --json").out)
    assert (again["orders"], again["cases"]) == (0, 0)
    every = json.loads(shop.ok("ledger forget --before 2026-11-24 --yes --json").out)
    assert every["open_cases"]
    assert every["proved"] is True
    shop.ok("ledger check --deep")


def test_a_day_to_come_is_a_slip_and_a_recent_one_is_warned_of(shop: Shell) -> None:
    before = ledger(shop).read_bytes()
    run = shop("ledger forget --before 2027-01-01 --yes")
    assert (run.code, "--before takes a day that has passed." in run.err) == (2, True)
    warning = "That is less than 90 days ago: what is forgotten no longer counts for buyers who ask often."
    assert warning in shop.ok("ledger forget --before 2026-08-27 --dry-run").err  # 89 days before 24 November
    assert warning not in shop.ok("ledger forget --before 2026-08-25 --dry-run").err  # 91 days
    assert ledger(shop).read_bytes() == before


def test_a_later_file_does_not_bring_it_back(shell: Shell) -> None:
    """The same orders and requests, a day later: their states are read, their buyers are not."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.now = "2026-11-25T09:00:00+00:00"
    done = json.loads(shell.ok("ledger forget --before 2026-11-25 --yes --json").out)
    assert done["proved"]
    with closing(sqlite3.connect(ledger(shell))) as db:
        state = "SELECT ref, buyer, tracking, buyer_note FROM cases WHERE ref IN (SELECT number FROM forgotten)"
        orders = "SELECT ref, buyer, tracking, buyer_message FROM orders WHERE ref IN (SELECT number FROM forgotten)"
        before = [sorted(db.execute(sql).fetchall()) for sql in (state, orders)]
        assert len(before[0]) == 3
    shell.ok(
        ["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns-next-day.csv"), "--as-of", "2026-11-25T08:40"]
    )
    with closing(sqlite3.connect(ledger(shell))) as db:
        assert [sorted(db.execute(sql).fetchall()) for sql in (state, orders)] == before
    shell.ok("ledger check --deep")


def test_an_import_that_was_undone_is_forgotten_too(shop: Shell, tmp_path: Path) -> None:
    head, row, *_ = csv.reader(io.StringIO((SAMPLES / "orders.csv").read_text("utf-8-sig")))
    changed = {"Order ID": "577000000000000031", "Buyer Username": NAME, "Buyer Nickname": NAME}
    file = tmp_path / "more.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([head, [changed.get(name, value) for name, value in zip(head, row, strict=True)]])
    shop.ok(["import", str(file), "--as-of", "2026-11-24T08:50"])
    shop.ok("undo --yes")
    file.unlink()
    shop.ok(["ledger", "forget", NAME, "--yes"])
    assert not traces(shop, NAME)
    shop.ok("undo --yes --dry-run")


def test_what_still_has_it_is_named(shop: Shell) -> None:
    copy = ledger(shop).with_name("monday.db")
    shop.ok(["ledger", "backup", str(copy)])
    exports = shop.home / "exports"
    exports.mkdir()
    (exports / "orders.csv").write_text(f"a,{NAME}\n")
    shop.ok(["config", "set", "shops.uk-main.exports", str(exports)])
    run = shop.ok(["ledger", "forget", NAME, "--yes"])
    assert str(copy) in run.err
    assert str(exports / "orders.csv") in run.err


def test_the_ledger_is_no_other_file_however_it_is_named(shop: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tracking number that another's case has too is still in the ledger, which nobody is to delete for that."""
    with closing(sqlite3.connect(ledger(shop))) as db, db:
        db.execute("UPDATE cases SET tracking = ? WHERE id = 1", (TRACKING,))
    monkeypatch.chdir(ledger(shop).parent)
    run = shop.ok(["ledger", "forget", NAME, "--yes", "--ledger", "ledger.db"])
    assert "These files" not in run.err and "none is left over" in run.err
    assert "as another buyer's: cases.tracking" in run.err


def test_an_older_ledger_is_brought_up_to_date_before_it_is_read(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    ledger(shell).unlink()
    with closing(sqlite3.connect(ledger(shell))) as db:
        db.executescript((ROOT / "tests/ledgers/schema-18.sql").read_text("utf-8"))
    for line in ("ledger forget --before 2020-01-01", "ledger forget --before 2020-01-01 --shop uk-main"):
        assert "older aftersales" not in shell(line).err


def test_words_in_a_list_that_somebody_put_there_go_too(shop: Shell) -> None:
    with closing(sqlite3.connect(ledger(shop))) as db, db:
        db.execute("UPDATE events SET data = json_object('text', json_array(?)) WHERE name = 'case.noted'", (NOTE,))
    shop.ok(["ledger", "forget", NAME, "--yes"])
    assert not traces(shop, NOTE)


def test_a_deadline_that_was_wrong_before_hinders_nobody(shop: Shell) -> None:
    case = json.loads(shop.ok(f"cases {ORDER} --json").out)[0]["case"]
    with closing(sqlite3.connect(ledger(shop))) as db, db:
        assert db.execute("UPDATE clocks SET due_at = '2026-08-05T00:00:00Z' WHERE case_id = ?", (case,)).rowcount
    shop.ok(["ledger", "forget", NAME, "--yes"])
    assert not traces(shop, NAME, TRACKING)


@pytest.mark.parametrize("reader", [pytest.param(True, marks=pytest.mark.slow), False])  # it waits half a minute
def test_another_program_that_reads_is_named(shop: Shell, reader: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from aftersales.ledger import connection

    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(ledger(shop), isolation_level=None)) as other:
        if reader:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM orders").fetchone()
        run = shop(["ledger", "forget", NAME, "--yes"])
        assert (run.code, "End that program" in run.err) == ((1, True) if reader else (0, False))
    if reader:
        shop.ok("ledger forget --before 2000-01-01 --yes")
    assert not traces(shop, NAME, TRACKING)


def test_a_disk_without_room_to_write_it_anew_is_named(shop: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is replaced; what is left in the file goes once there is room."""
    from aftersales.ledger import sqlite

    def full(_connection: sqlite3.Connection) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "rebuild", full)
        run = shop(["ledger", "forget", NAME, "--yes"])
    assert (run.code, "because the disk has no room to write the file anew" in run.err) == (1, True), run
    assert shop("cases --json").out.count(NAME) == 0
    shop.ok("ledger forget --before 2000-01-01 --yes")
    assert not traces(shop, NAME, TRACKING)


def test_where_there_is_nobody_to_forget_it_says_so_and_proves_nothing(shop: Shell) -> None:
    run = shop.ok("ledger forget --before 2020-01-01 --yes")
    assert "There is nobody to forget: nothing that ended before then still names a buyer." in run.err
    assert run.err.endswith("The file was written anew.\n")


def test_a_name_that_is_not_known_is_told_before_anybody_is_asked(shop: Shell) -> None:
    run = shop("ledger forget nobody-of-that-name")
    assert (run.code, "no buyer is called nobody-of-that-name" in run.err) == (1, True)
    run = shop(["ledger", "forget", "x\n" * 5000])
    assert (run.code, "no buyer is called x x x" in run.err, len(run.err.splitlines())) == (1, True, 1)
    run = shop(["ledger", "forget", " "])
    assert (run.code, "BUYER is empty." in run.err) == (2, True)
    run = shop(f"ledger forget {NAME}")
    assert (run.code, "there is no terminal for the question; add --yes to forget them" in run.err) == (2, True)


def test_that_it_takes_long_is_said_before(shop: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from aftersales.actions.privacy import forgetting

    assert "some minutes" not in shop(["ledger", "forget", NAME, "--dry-run"]).err
    monkeypatch.setattr(forgetting, "_MANY", 1)
    assert "It takes some minutes." in shop(["ledger", "forget", NAME, "--dry-run"]).err
