"""What `undo` takes back never was: every list, every page and every table of facts is as before, whatever was written.

And back again: an undo taken back gives what the write had given. Refused or failed, it changes nothing.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales.actions.record import undo as undo_action
from aftersales.ledger import checksums
from importing.files import answer, asked, order, orders, request, returns
from transcripts import SAMPLES, Run, Shell, prepared

ORDER, OTHER, UNKNOWN = "577012345678901234", "577012345678901235", "577012345678901236"
A, B, C, D = ("403531234567890123" + digit for digit in "1234")
FRI, SAT, SUN, MON = (f"2026-11-2{n}T12:00" for n in "0123")
DEMO = tomllib.loads((SAMPLES / "demo.toml").read_text(encoding="utf-8"))

Line = str | list[str]
Tables = dict[str, list[tuple[Any, ...]]]


# --- what a ledger holds --------------------------------------------------------------------------------------------


@contextmanager
def ledger(home: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{home / 'data/aftersales/ledger.db'}?mode=ro", uri=True)) as connection:
        yield connection


# `seen_rows` has digests that count only where the log has nothing newer on the case; `zone_offsets` never changes.
NO_FACTS = {
    "writes", "changes", "removed", "sqlite_sequence", "_sqlite_migrations", "seen_rows", "zone_offsets",
    *checksums.TABLES,
}  # fmt: skip
# How a file or an order was read, so that it need not be read again; an undo forgets it.
HOW_READ = {"imports": {"write_id", "size", "read_as"}, "orders": {"digest"}}


def tables(home: Path) -> Tables:
    """Every fact and what is derived from it; without what is marked as taken back, and without the log and what it
    is in.
    """
    if not (home / "data/aftersales/ledger.db").exists():
        return {}
    with ledger(home) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
        told = {}
        for name in sorted(set(names) - NO_FACTS):
            columns = [r[1] for r in db.execute(f"PRAGMA table_info({name})")]
            where = "WHERE taken_back IS NULL" if "taken_back" in columns else ""
            left_out = {"taken_back", *HOW_READ.get(name, ())}
            kept = ", ".join(c for c in columns if c not in left_out)
            told[name] = db.execute(f"SELECT {kept} FROM {name} {where} ORDER BY {kept}").fetchall()
    return told


def pages(shell: Shell) -> dict[str, Any]:
    """What the lists say, and the pages of every case."""
    lines = ["cases --state all --json", "due --all --owner any --json", "status --json"]
    told = {line: shell.ok(f"-q {line}").out for line in lines}
    for case in json.loads(told[lines[0]]):
        for line in (f"show {case['case']} --json", f"explain {case['case']} --json"):
            told[line] = shell.ok(f"-q {line}").out
    return told


def log(shell: Shell, *words: str) -> list[dict[str, Any]]:
    """The log, oldest first, without its sentences: they tell times in the zone of the list, which a new shop moves."""
    entries = json.loads(shell.ok(["-q", "log", "--limit", "999", "--json", *words]).out)
    for detail in (detail for entry in entries for detail in entry["recorded"]):
        del detail["details"]
    return list(reversed(entries))


def state(shell: Shell) -> tuple[Tables, dict[str, Any], list[dict[str, Any]]]:
    return tables(shell.home), pages(shell), log(shell)


def there_and_back(shell: Shell, write: Line, code: int = 0) -> None:
    """Do it, take it back, bring it back, take it back and bring it back again: always what it was then."""
    facts, shown, told = state(shell)
    run = shell(write)
    assert run.code == code, (write, run)
    facts_after, shown_after, told_after = state(shell)
    done = told_after[len(told) :]
    assert [w["undoes"] for w in done] == [None], write
    assert facts_after != facts, write
    last = done[0]["write"]
    for number, wanted in ((last, (facts, shown)), (last + 1, (facts_after, shown_after)), (last + 2, (facts, None))):
        assert shell(f"-q undo {number}").code == 0, write
        assert tables(shell.home) == wanted[0], (write, number)
        assert wanted[1] is None or pages(shell) == wanted[1], (write, number)
        assert log(shell)[: len(told)] == told, (write, number)
        assert shell("ledger check --deep").code == 0, (write, number)
    assert shell(f"-q undo {last + 3}").code == 0, write
    assert tables(shell.home) == facts_after, write
    assert log(shell)[len(told)] == done[0]


# --- every kind of write --------------------------------------------------------------------------------------------


def by_hand(_: Path) -> list[Line]:
    """A shop that records everything by hand, and then a second one."""
    return [
        "init --shop uk --market GB",
        f"order add {ORDER} --amount 49 --placed {FRI} --product Lamp --sku L1",
        f"order add {ORDER} --amount 48 --placed {FRI} --product Lamp --sku L2 --buyer a.buyer",
        f"order add {OTHER} --amount 20 --placed {FRI}",
        f"open return --order {ORDER} --at {SAT} --reason Wrong",
        "snooze 1 --until 1h",
        "snooze 1 --off",
        f"open refund --order {OTHER} --at {SAT} --amount 5 --ref {A}",
        "reject 2 --reason 'no proof'",
        f"open refund --order {OTHER} --at 2026-11-24T09:30 --amount 6 --reason Again --ref {B}",
        "approve 1 --mode seller-address",
        "note 1 2 -m 'told the buyer'",
        "shipped 1 --tracking EV123456 --at 2026-11-24T09:01",
        "delivered 1 --at 2026-11-24T09:02",
        "extend 1 --days 3 --at 2026-11-24T09:03",
        "received 1 --at 2026-11-24T09:04",
        "refund 1 --amount 10 --at 2026-11-24T09:05",
        "close 1 --reason over --at 2026-11-24T09:06",
        "reopen 1 --at 2026-11-24T09:07",
        f"order add {OTHER} --amount 21 --placed {FRI}",
        "init --shop us --market US",
        f"order add {UNKNOWN} --shop us --amount 9 --placed {FRI}",
        f"open cancellation --order {UNKNOWN}",
    ]


def take(shop: str, as_of: str, *files: Path | str, more: Sequence[str] = ()) -> Line:
    return ["import", *map(str, files), "--shop", shop, "--as-of", as_of, *more]


def by_files(home: Path) -> list[Line]:
    """Two shops that import: updates of orders and their lines, snapshots stretched and split, a case gone missing, and
    what is recorded in between.
    """
    gone = request(D, asked="21/11/2026 10:00:00")
    changed = order("577" + A[-15:], sku="S2", line="GBP 40.00", amount="GBP 40.00")
    dollars = {"currency": "USD", "refund_total": "49.00"}
    history = [
        asked("5" + A[1:], order_id="577000000000000001", create_time=1762000000, refund_amount=dollars),
        asked("5" + B[1:], order_id="577000000000000002", refund_amount=dollars),
    ]
    return [
        "init --shop uk --market GB",
        f"order add {ORDER} --amount 20 --placed {FRI}",
        f"open return --order {ORDER} --at {FRI}",
        take("uk", SAT, orders(home / "o1.csv", order("577" + A[-15:], substatus="In transit"), order(OTHER))),
        take("uk", SAT, returns(home / "r1.csv", request(A), request(B, kind="Refund only"), request(C), gone)),
        "approve 3 4 5",  # 2 is the delivery of the order in transit
        "confirm 4",
        take("uk", SUN, returns(home / "r2.csv", request(A), request(B, state="In process"), request(C))),
        take("uk", MON, returns(home / "r3.csv", request(A, state="In process", tracking="EV1"), request(B), gone)),
        take("uk", "2026-11-22T06:00", returns(home / "r4.csv", request(A, state="Completed"), request(B))),
        take("uk", MON, orders(home / "o2.csv", changed)),
        f"order add {UNKNOWN} --shop uk --amount 7 --placed {FRI}",
        f"open replacement --shop uk --order {UNKNOWN} --at {SAT}",
        take("uk", MON, returns(home / "r5.csv", request("4035312345678909999", order=ORDER), request(A))),
        "init --shop us --market US",
        take("us", SAT, answer(home / "u.json", *history), more=["--catchup"]),
        take("uk", MON, orders(home / "o3.csv", order(OTHER, sku="X1"), order(OTHER, sku="X2"))),
    ]  # fmt: skip


def by_answers(home: Path) -> list[Line]:
    """Two requests that turn out to be one chain: the later answer merges their cases."""
    first = answer(home / "1.json", asked(A, status="RETURN_OR_REFUND_REQUEST_REJECT", updated="2026-11-20 11:00"))
    third = answer(home / "2.json", asked(C, updated="2026-11-22 10:00"))
    link = asked(
        B, status="RETURN_OR_REFUND_REQUEST_REJECT", updated="2026-11-21 10:00", pre_return_id=A, next_return_id=C,
    )  # fmt: skip
    return [
        "init --shop uk --market GB",
        take("uk", SAT, first),
        take("uk", SUN, third),
        "note 2 -m 'a second case'",
        "approve 2",
        take("uk", MON, answer(home / "3.json", link)),
        "note 1 -m 'one case now'",
        take("uk", MON, answer(home / "4.json", asked(C, status="AWAITING_BUYER_SHIP", updated="2026-11-23 10:00"))),
    ]


def of_every_kind(home: Path) -> list[Line]:
    """What a desk records beside requests: disputes, proof, appeals, offers, reviews, deliveries, routines."""
    (home / "photo.jpg").write_bytes(b"a photo")
    return [
        "init --shop uk --market GB",
        f"order add {ORDER} --amount 49 --placed {FRI} --status awaiting-shipment",  # 1, its delivery
        f"order add {OTHER} --amount 20 --placed {FRI} --delivered {SAT}",
        f"open return --order {OTHER} --at {SAT} --reason Damaged",  # 2
        ["evidence", "add", "2", str(home / "photo.jpg"), "--as", "photos"],
        "reject 2 --reason 'no damage seen'",
        "dispute 2",
        "evidence submit 2 --force",
        "ruled 2 --for buyer",
        "appeal 2 --force",
        "ruled 2 --for nobody",
        "shipped 2",
        "refused 2 --reason 'worn' --force",
        f"open refund --order {OTHER} --at {SAT} --amount 5",  # 3
        "approve 3 --mode partial --amount 2",
        "declined 3",
        "approve 3 --mode partial --amount 3",
        "accepted 3",
        "refund 3",
        f"open replacement --order {ORDER} --at {SAT}",  # 4
        "approve 4",
        "shipped 4",
        "lost 4",
        "replaced 4 --tracking RX1",
        f"order dispatched {ORDER} --tracking JX1",
        f"order tracking {ORDER} --news 'in Leeds'",
        "done 1 --at 2026-12-05T10:00",
        "note 1 --to-buyer -m 'it is on its way'",
        f"order delivered {ORDER}",
        f"order add {UNKNOWN} --amount 9 --placed {FRI} --status awaiting-shipment",  # 5
        f"order cancel {UNKNOWN} --by seller --reason 'out of stock'",  # 6
        "refund 6",
        f"review open --order {OTHER} --stars 1 --text Bad",  # 7
        "review contact 7 --cause quality",
        "review offer 7 --what exchange",
        "review resolve 7 --result unchanged",
        "review open --stars 2 --product Lamp --cause malicious",  # 8
        "review appeal 8 --force",
        "routine add 'Count the stock' --every 7d",  # 9
        "done 9 -m counted",
        f"open return --order {OTHER} --at {SAT} --new --amount 1",  # 10
        "withdrawn 10",
    ]


STORIES = (by_hand, by_files, by_answers, of_every_kind)


@pytest.mark.parametrize(
    "story",
    [pytest.param(s, marks=[pytest.mark.slow] if s is not by_answers else [], id=s.__name__) for s in STORIES],
)
def test_every_write_there_and_back(shell: Shell, story: Callable[[Path], list[Line]]) -> None:
    first, *others = story(shell.home)
    shell.ok(first)
    for write in others:
        there_and_back(shell, write)


def test_the_first_shop_taken_back_and_set_up_anew(shell: Shell, home: Path) -> None:
    shell.ok("init --shop uk --market GB")
    config = home / "config/aftersales/config.toml"
    before, facts = config.read_text(encoding="utf-8"), tables(home)
    run = shell.ok("undo --yes")
    assert "The configuration file is unchanged" in run.err
    assert config.read_text(encoding="utf-8") == before
    assert not any(tables(home).values())
    assert "the ledger has no shop yet" in shell(f"order add {ORDER} --amount 1 --placed {FRI}").err
    shell.ok("init --shop uk --market GB")
    assert tables(home) == facts
    assert "first undo entry 3 (init, uk)" in shell("undo 2").err
    shell.ok("undo --yes")
    shell.ok("undo 2")
    assert tables(home) == facts


def test_the_sample_data_taken_back_one_by_one(shell: Shell) -> None:
    seen = []
    for shop in DEMO["shop"]:
        shell.ok(f"init --shop {shop['name']} --market {shop['market']}")
    for step in DEMO["import"]:
        seen.append((tables(shell.home), shell.ok("-q due --all --owner any --json").out))
        shell.ok(take(step["shop"], step["as_of"], SAMPLES / step["file"]))
    end = tables(shell.home)
    for facts, due in reversed(seen):
        shell.ok("undo --yes")
        assert tables(shell.home) == facts
        assert shell.ok("-q due --all --owner any --json").out == due
        shell.ok("ledger check --deep")
    undone = [w["write"] for w in log(shell) if w["command"] == "undo"]
    for number in reversed(undone):
        shell.ok(f"undo {number}")
    assert tables(shell.home) == end


def test_what_was_taken_back_can_be_imported_anew_under_new_numbers(shell: Shell, home: Path) -> None:
    shell.ok("init --shop uk --market GB")
    path = returns(home / "r.csv", request(A), request(B))
    shell.ok(take("uk", SAT, path))
    shell.ok("undo --yes")
    run = shell("show 1")
    assert (run.code, run.err.startswith("aftersales: case 1 was undone by log entry 3.")) == (1, True)
    assert shell(f"show {A}").code == 1
    shell.ok(take("uk", SAT, path))
    assert [c["case"] for c in json.loads(shell.ok("cases --json").out)] == [4, 3]
    assert "first undo entry 4 (import, r.csv)" in shell("undo 3").err


def test_another_shop_may_have_what_was_taken_back(shell: Shell, home: Path) -> None:
    shell.ok("init --shop uk --market GB")
    shell.ok("init --shop eu --market GB")
    path = returns(home / "r.csv", request(A, order=ORDER))
    shell.ok(take("uk", SAT, path))
    assert "belongs to shop uk" in shell(take("eu", SAT, path)).err
    shell.ok("undo --yes")
    shell.ok(take("eu", SAT, path))
    shell.ok(["import", "--shop", "eu", str(orders(home / "o.csv", order(ORDER)))])


# --- which write ----------------------------------------------------------------------------------------------------


@prepared
def desk(shell: Shell) -> None:
    """Writes 1 to 4: a shop, an order, a return, an approval."""
    shell.ok("init --shop uk --market GB")
    shell.ok(f"order add {ORDER} --amount 49 --placed {FRI}")
    shell.ok(f"open return --order {ORDER} --at {SAT}")
    shell.ok("approve 1 --mode seller-address")


def refused(shell: Shell, words: str, sentence: str) -> None:
    """One sentence, exit 1, and the whole ledger as it was, byte for byte of every table."""

    def everything() -> list[str]:
        with ledger(shell.home) as db:
            return list(db.iterdump())

    before = everything()
    run: Run = shell(words)
    assert (run.code, run.out, run.err) == (1, "", f"aftersales: {sentence}\n")
    assert everything() == before


def test_without_a_number_the_newest_that_counts(desk: Shell) -> None:
    for number in (4, 3, 2, 1):
        assert f"log entry {number} of" in desk.ok("undo --yes").err
    refused(desk, "undo", "nothing to undo: `aftersales log` shows what was recorded.")


def test_what_can_not_be_taken_back(desk: Shell) -> None:
    refused(desk, "undo 5", "no log entry 5. `aftersales log` lists them.")
    refused(desk, "undo 3", "log entry 3 can't be undone yet: first undo entry 4 (approve, case 1).")
    refused(desk, "undo 2", "log entry 2 can't be undone yet: first undo entry 3 (open, case 1).")
    refused(
        desk, "undo 1",
        "log entry 1 can't be undone yet: first undo the entries 4 (approve, case 1), 3 (open, case 1), "
        f"2 (order add, order {ORDER}).",
    )  # fmt: skip
    desk.ok("undo 4")
    refused(desk, "undo 4", "log entry 4 is undone already, by log entry 5.")
    desk.ok("undo 3")
    refused(desk, "undo 5", "log entry 5 can't be undone yet: first undo entry 6 (undo of entry 3).")
    desk.ok("undo 6")
    desk.ok("undo 5")
    assert json.loads(desk.ok("show 1 --json").out)["decision"] == "approved"


def test_what_counts_after_an_undo_of_an_undo_of_an_undo(desk: Shell) -> None:
    def counts() -> list[int | None]:
        return [w["undone_by"] for w in log(desk)][3:]

    desk.ok("undo")
    assert counts() == [5, None]
    desk.ok("undo 5")
    assert counts() == [None, 6, None]
    desk.ok("undo 6")
    assert counts() == [5, None, 7, None]
    desk.ok("undo 7")
    assert counts() == [None, 6, None, 8, None]
    desk.ok("undo")
    assert counts() == [9, 6, None, 8, None, None]
    refused(desk, "undo 6", "log entry 6 can't be undone yet: first undo entry 9 (undo of entry 4).")


def test_imports_of_the_same_things_go_newest_first(shell: Shell, home: Path) -> None:
    """What a file found to be so already, or an older one could not tell, left no trace: it would be lost."""
    shell.ok("init --shop uk --market GB")
    shell.ok(take("uk", SAT, orders(home / "o.csv", order())))
    shell.ok(take("uk", SUN, orders(home / "p.csv", order())))
    shell.ok(take("uk", SUN, returns(home / "r.csv", request(A))))
    shell.ok(take("uk", SAT, returns(home / "s.csv", request(A, kind="Refund only"))))
    refused(shell, "undo 2", "log entry 2 can't be undone yet: first undo entry 3 (import, p.csv).")
    refused(shell, "undo 4", "log entry 4 can't be undone yet: first undo entry 5 (import, s.csv).")
    shell.ok("undo 3")
    shell.ok("undo 2")


def test_a_request_takes_over_what_the_order_says(desk: Shell) -> None:
    desk.ok(f"order add {ORDER} --amount 40 --placed {FRI}")
    desk.ok(f"open refund --order {ORDER}")
    refused(desk, "undo 5", "log entry 5 can't be undone yet: first undo entry 6 (open, case 2).")


def test_notes_and_confirmations_are_in_nobodys_way(desk: Shell) -> None:
    desk.ok("note 1 -m 'spoke to the buyer'")
    desk.ok("undo 4")
    assert [e["event"] for e in json.loads(desk.ok("show 1 --json").out)["timeline"]] == [
        "request.opened",
        "case.noted",
    ]
    desk.ok("approve 1 --mode keep")
    desk.ok("undo 5")


def test_the_same_order_put_right_twice(desk: Shell) -> None:
    desk.ok(f"order add {ORDER} --amount 50 --placed {FRI}")
    desk.ok(f"order add {ORDER} --amount 51 --placed {FRI}")
    refused(desk, "undo 5", f"log entry 5 can't be undone yet: first undo entry 6 (order add, order {ORDER}).")


def test_an_import_later_is_not_in_the_way(desk: Shell, home: Path) -> None:
    path = returns(home / "r.csv", request(A))
    desk.ok(take("uk", MON, path))
    desk.ok("approve 2")
    desk.ok(take("uk", "2026-11-24T08:00", returns(home / "s.csv", request(A, state="In process"), request(B))))
    facts = tables(home)
    desk.ok("undo 6")
    assert [e["mark"] for e in json.loads(desk.ok("show 2 --json").out)["timeline"]] == [None, None]
    desk.ok("ledger check --deep")
    refused(desk, "undo 5", "log entry 5 can't be undone yet: first undo entry 7 (import, s.csv).")
    desk.ok("undo 8")
    assert tables(home) == facts


@pytest.mark.parametrize(
    ("later", "left"),
    [({"tracking": "EV1"}, "EV1"), ({"tracking": "EV2"}, "EV2"), ({}, None)],
    ids=["the same", "another", "none"],
)
def test_a_parcels_number_that_the_platform_told_too_stays(
    shell: Shell, home: Path, later: dict[str, str], left: str | None
) -> None:
    """`shipped --tracking` taken back after an import: as if it never was; and so when that import goes too."""

    def tracking() -> str | None:
        return json.loads(shell.ok("show 1 --json").out)["tracking"]

    shell.ok("init --shop uk --market GB")
    shell.ok(take("uk", SAT, returns(home / "r.csv", request(A, state="In process"))))
    first = tables(home)
    shell.ok("shipped 1 --tracking EV1 --at 2026-11-22T13:00")
    shell.ok(take("uk", MON, returns(home / "s.csv", request(A, state="In process", **later))))
    both, was = tables(home), tracking()
    shell.ok("undo 3")
    assert tracking() == left
    shell.ok("undo 5")
    assert (tables(home), tracking()) == (both, was)
    shell.ok("undo 3")
    shell.ok("undo 4")
    assert tables(home) == first
    if later:
        refused(shell, "undo 7", "log entry 7 can't be undone yet: first undo entry 8 (undo of entry 4).")
    shell.ok("undo 8")
    shell.ok("undo 7")
    assert tables(home) == both
    shell.ok("ledger check --deep")


def test_what_an_import_showed_and_a_person_decided_upon(shell: Shell, home: Path) -> None:
    shell.ok("init --shop uk --market GB")
    shell.ok(take("uk", SAT, returns(home / "r.csv", request(A), request(B))))
    shell.ok(take("uk", SUN, returns(home / "s.csv", request(A), request(B, state="In process"))))
    shell.ok("reject 1 --reason no")
    shell.ok("shipped 2")
    refused(shell, "undo 3", "log entry 3 can't be undone yet: first undo entry 5 (shipped, case 2).")
    shell.ok("undo 5")
    shell.ok("undo 3")  # case 1 was only seen again: no news that the rejection could stand on
    shell.ok("ledger check --deep")


# --- nothing by halves ----------------------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing(desk: Shell, home: Path) -> None:
    facts, told = tables(home), log(desk)
    run = desk.ok("undo --dry-run --format table")
    assert run.out == ("Would be undone (dry run): log entry 4 of Tue 24 Nov 09:00 GMT (approve; case 1: approved).\n")
    assert (tables(home), log(desk)) == (facts, told)


@pytest.mark.parametrize("where", ["take_back", "rederive"])
def test_a_failure_in_mid_course_changes_nothing(
    desk: Shell, home: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    facts, told = tables(home), log(desk)
    module = {"take_back": undo_action.log_undo, "rederive": undo_action.store}[where]
    real = getattr(module, where)

    def broken(*words: Any, **more: Any) -> None:
        real(*words, **more)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module, where, broken)
        assert desk("undo").code == 1
    assert (tables(home), log(desk)) == (facts, told)


def test_a_log_that_does_not_fit_the_ledger_takes_nothing_back(desk: Shell, home: Path) -> None:
    with closing(sqlite3.connect(home / "data/aftersales/ledger.db")) as db:
        db.execute("UPDATE changes SET key = '77' WHERE tbl = 'events' AND write_id = 4")
        db.commit()
    facts = tables(home)
    run = desk("undo")
    assert (run.code, "don't agree" in run.err) == (1, True)
    assert tables(home) == facts


def test_what_changed_nothing_is_not_in_the_log(desk: Shell, home: Path) -> None:
    path = returns(home / "r.csv", request(A))
    desk.ok(take("uk", MON, path))
    told = log(desk)
    for line in (take("uk", MON, path), "init --shop uk --market GB", "confirm 2", "note 2 -m x --dry-run"):
        desk(line)
    assert desk("approve 9").code == 1
    assert log(desk) == told


def test_every_column_of_a_fact_is_in_the_log(desk: Shell, home: Path) -> None:
    """A column that a later version adds must be in the triggers, or be derived."""
    computed = {
        "cases": {
            "decision", "parcel", "money", "mode", "attempt", "closed", "settled", "refunded", "flags", "rules",
            "arbitration", "appeal",
        },
        **HOW_READ,
    }  # fmt: skip
    with ledger(home) as db:
        for table in ("shops", "imports", "orders", "cases", "case_refs", "events", "observations"):
            columns = {r[1] for r in db.execute(f"PRAGMA table_info({table})")} - computed.get(table, set())
            (sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (f"{table}_update",)).fetchone()
            assert set(re.findall(r"old\.(\w+) IS NOT new", sql)) == columns, table


# --- the log --------------------------------------------------------------------------------------------------------


def test_the_log_tells_who_what_and_from_which_file(desk: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "tom")
    path = returns(home / "r.csv", request(A), request(B))
    desk.ok(take("uk", MON, path))
    desk.ok("-q undo 4")
    told = log(desk)
    assert [(w["write"], w["by"], w["command"], w["summary"]) for w in told] == [
        (1, "mia", "init", "shop uk: added"),
        (2, "mia", "order add", f"order {ORDER}: recorded"),
        (3, "mia", "open", "case 1: request opened"),
        (4, "mia", "approve", "case 1: approved"),
        (5, "tom", "import", "r.csv: 2 new, 0 changed"),
        (6, "tom", "undo", "undoes entry 4"),
    ]
    assert [(w["cases"], w["orders"], w["events"], w["files"]) for w in told[1:5]] == [
        ([], [ORDER], [], []),
        ([1], [], ["request.opened"], []),
        ([1], [], ["request.approved"], []),
        ([2, 3], [], ["request.opened"], ["r.csv"]),
    ]
    assert [(w["undoes"], w["undone_by"]) for w in told[3:]] == [(None, 6), (None, None), (4, None)]


def test_the_log_of_a_case_a_shop_and_a_span(desk: Shell, home: Path) -> None:
    desk.ok("init --shop us --market US", now="2026-11-24T10:00:00+00:00")
    path = returns(
        home / "r.csv", *(request(ref, **{"Order Amount": "$49.00", "Return unit price": "$49.00"}) for ref in (A, B))
    )
    desk.ok(take("us", MON, path), now="2026-11-24T11:00:00+00:00")
    desk.now = "2026-11-24T12:00:00+00:00"
    desk.ok(take("us", "2026-11-24T01:00", path))

    def numbers(*words: str) -> list[int]:
        return [w["write"] for w in log(desk, *words)]

    assert numbers("1") == [3, 4]
    assert numbers("2") == [6]  # seen again is no news
    assert numbers("--shop", "us") == [5, 6, 7]
    assert numbers("--since", "90m") == [6, 7]
    assert numbers("--since", "2026-11-24T10:00+00:00") == [5, 6, 7]
    assert desk.ok("log --limit 2 --format ids").out == "7\n6\n"
    assert desk("log --since soon").code == 2
    assert desk("log 9").code == 1


# --- sequences ------------------------------------------------------------------------------------------------------


@contextmanager
def a_home() -> Iterator[Shell]:
    """A home of its own for each example."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            HOME=folder, XDG_CONFIG_HOME=f"{folder}/config", XDG_DATA_HOME=f"{folder}/data", LOGNAME="mia"
        )
        try:
            yield Shell(Path(folder))
        finally:
            os.environ.clear()
            os.environ.update(before)


def _row(ref: str) -> st.SearchStrategy[dict[str, str]]:
    return st.builds(
        lambda state, tracking, kind: request(ref, state=state, tracking=tracking, kind=kind),
        st.sampled_from(["To process", "In process", "Completed", "Rejected"]),
        st.sampled_from(["", "", "EV1", "EV2"]),
        st.sampled_from(["Return and refund", "Refund only"]),
    )


ROWS = st.tuples(_row(A), _row(B), _row(C)).flatmap(
    lambda rows: st.lists(st.sampled_from(rows), min_size=1, max_size=3, unique_by=lambda r: r["Return Order ID"])
)
FILES = st.tuples(st.just("returns"), ROWS, st.sampled_from([FRI, SAT, SUN, MON, "2026-11-24T08:00"]))
GOODS = st.tuples(
    st.just("orders"),
    st.lists(st.builds(order, st.sampled_from([ORDER, "577" + A[-15:]]), sku=st.sampled_from("XY")), max_size=2),
    st.sampled_from([FRI, MON]),
)  # fmt: skip
CASES = st.sampled_from(["1", "2", "1 2", "3", "2 3"])
STEPS = st.sampled_from(
    [
        "approve {} --mode keep", "approve {}", "reject {} --reason no", "shipped {} --tracking EV1",
        "shipped {} --at 2026-11-23T10:00", "delivered {}", "received {}", "refund {} --amount 3", "extend {} --days 2",
        "close {} --reason over", "reopen {}", "confirm {}", "note {} -m x",
    ]
)  # fmt: skip
HAND = st.one_of(
    st.builds(str.format, STEPS, CASES),
    st.sampled_from(
        [
            f"order add {ORDER} --amount 49 --placed {FRI}", f"order add {ORDER} --amount 48 --placed {FRI} --sku Q",
            f"open return --order {ORDER}", f"open return --order {ORDER} --new --ref {C}",
            "init --shop eu --market DE",
        ]
    ),
)  # fmt: skip
WRITES = st.lists(st.one_of(HAND, HAND, FILES, GOODS), min_size=2, max_size=8)


def play(shell: Shell, write: Any, n: int) -> bool:
    """Do one write of a sequence; whether it stands in the log."""
    before = log(shell)
    if isinstance(write, tuple):
        kind, rows, as_of = write
        made = {"returns": returns, "orders": orders}[kind](shell.home / f"{n}.csv", *rows)
        shell(take("uk", as_of, made))
    else:
        shell(write)
    return len(log(shell)) > len(before)


SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.mark.slow
@SLOW
@given(WRITES)
def test_any_sequence_walks_back_and_forth_through_its_states(writes: list[Any]) -> None:
    with a_home() as shell:
        shell.ok("init --shop uk --market GB")
        seen = [tables(shell.home)]
        for n, write in enumerate(writes):
            if play(shell, write, n):
                seen.append(tables(shell.home))
        for facts in reversed(seen[:-1]):
            shell.ok("undo --yes")
            assert tables(shell.home) == facts
        shell.ok("ledger check --deep")
        undone = [w["write"] for w in log(shell) if w["command"] == "undo"]
        for number, facts in zip(reversed(undone), seen[1:], strict=True):
            shell.ok(f"undo {number}")
            assert tables(shell.home) == facts
        shell.ok("ledger check --deep")


@pytest.mark.slow
@SLOW
@given(WRITES, st.data())
def test_an_older_write_taken_back_and_brought_back_leaves_no_trace(writes: list[Any], data: st.DataObject) -> None:
    with a_home() as shell:
        shell.ok("init --shop uk --market GB")
        for n, write in enumerate(writes):
            play(shell, write, n)
        facts, shown = tables(shell.home), shell.ok("-q due --all --owner any --json").out
        last = len(log(shell))
        taken = []
        for number in data.draw(st.permutations(range(1, last + 1))):
            if shell(f"undo {number}").code == 0:
                taken.append(last + len(taken) + 1)
                shell.ok("ledger check --deep")
        for number in reversed(taken):
            shell.ok(f"undo {number}")
        assert tables(shell.home) == facts
        assert shell.ok("-q due --all --owner any --json").out == shown
