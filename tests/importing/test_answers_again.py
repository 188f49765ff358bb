"""Answers read again: rows that say nothing new are passed over, and the ledger is as if they had been read."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aftersales.actions.imports import files as import_files
from aftersales.importing.formats import recogniser
from aftersales.ledger.working_copy import seen_again, whole
from importing.files import REF, Seller, answer, asked, order, orders, request, returns

A, B, C, D, E = (REF[:-1] + digit for digit in "12345")
PENDING, APPROVED = "RETURN_OR_REFUND_REQUEST_PENDING", "RETURN_OR_REFUND_REQUEST_SUCCESS"
REJECTED = "REFUND_OR_RETURN_REQUEST_REJECT"
DONE, GONE = "RETURN_OR_REFUND_REQUEST_COMPLETE", "RETURN_OR_REFUND_REQUEST_CANCEL"


def _story(seller: Seller, folder: Path) -> dict[str, Any]:
    """What a ledger is after a fortnight of answers, in which rows come again and again."""
    rows = [
        asked(A, DONE, updated="2026-11-21 10:00"),
        asked(B, GONE, updated="2026-11-21 11:00"),
        asked(C, updated="2026-11-21 12:00"),
        asked(D, DONE, updated="2026-11-21 13:00"),
        asked(E, DONE, updated="2026-11-21 14:00"),
    ]
    file = answer(folder / "a.json", *rows)
    seller.take(file, "--as-of", "2026-11-21 15:00")
    seller.run("note", "4", "-m", "called")
    seller.take(file, "--as-of", "2026-11-21 16:00")
    seller.take(answer(folder / "b.json", *rows[::-1]), "--as-of", "2026-11-21 15:30")  # older
    seller.take(returns(folder / "r.csv", request(E, **{"Return Status": "Completed"})), "--as-of", "2026-11-22 09:00")
    seller.take(file, "--as-of", "2026-11-22 10:00")
    seller.run("undo", "--yes")
    seller.take(file, "--as-of", "2026-11-22 11:00")
    chained = asked(REF, updated="2026-11-22 12:00", pre_return_id=B)
    changed = asked(C, DONE, updated="2026-11-22 12:30")
    twice = asked(A, DONE, updated="2026-11-22 13:00")
    seller.take(answer(folder / "c.json", rows[0], chained, changed, twice, *rows[3:]), "--as-of", "2026-11-22 14:00")
    for hour in (15, 16):
        again = answer(folder / "d.json", *rows[:2], changed, *rows[3:])
        seller.take(again, "--as-of", f"2026-11-22 {hour}:00")
    seller.run("ledger", "check")
    with closing(sqlite3.connect(seller.home / "data/aftersales/ledger.db")) as db:
        names = ("cases", "case_refs", "events", "observations", "clocks", "imports", "writes")
        tables = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}
        columns = "write_id, tbl, op, CAST(key AS INTEGER), case_id, shop, ref, image"
        return tables | {"changes": db.execute(f"SELECT {columns} FROM changes ORDER BY 1, 2, 3, 4, 8").fetchall()}


def test_the_ledger_is_as_if_every_row_had_been_read(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = _counted(monkeypatch)
    found = _story(seller, tmp_path)
    assert sorted(set(passed)) == [A, B, C, E]
    assert len(passed) >= 9
    for kept in ("data", "config", "state"):
        shutil.rmtree(seller.home / kept, ignore_errors=True)
    monkeypatch.setattr(seen_again, "known_rows", lambda *_: {})
    assert found == _story(Seller(seller.shell), tmp_path)


def test_another_version_reads_every_row_again(seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may read more of a row than the one before."""
    passed = _counted(monkeypatch)
    file = answer(tmp_path / "a.json", asked(A, DONE), asked(B))
    for as_of, rows in (("2026-11-21 10:00", []), ("2026-11-21 11:00", [A, B])):
        seller.take(file, "--as-of", as_of)
        assert sorted(passed) == rows
    monkeypatch.setattr(recogniser, "__version__", "9.9")
    for as_of, rows in (("2026-11-21 12:00", []), ("2026-11-21 13:00", [A, B])):
        passed.clear()
        seller.take(file, "--as-of", as_of)
        assert sorted(passed) == rows


def test_open_requests_are_passed_over_too_where_nothing_hangs_on_it(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever comes in between, the ledger is as if every row of every answer had been read."""
    passed = _counted(monkeypatch)
    _compared(seller, tmp_path, monkeypatch, 7, imports=6)
    assert len(passed) > 10


@pytest.mark.slow
@pytest.mark.parametrize("copied", [False, True], ids=["directly", "in a working copy"])
def test_no_story_of_answers_leaves_another_ledger(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copied: bool
) -> None:
    if copied:
        monkeypatch.setattr(import_files, "LARGE", 0)
        monkeypatch.setattr(whole, "is_worth", lambda *_: False)
    _counted(monkeypatch)
    for seed in range(12):
        _compared(seller, tmp_path, monkeypatch, seed, imports=12)


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the rows that are passed over from here on."""
    know, passed = seen_again.known_rows, []

    def known_rows(*given: Any) -> dict[str, Any]:
        known = know(*given)
        passed.extend(known)
        return known

    monkeypatch.setattr(seen_again, "known_rows", known_rows)
    return passed


def _compared(seller: Seller, folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int, imports: int) -> None:
    ledgers = []
    for knowing in (True, False):
        for kept in ("data", "config", "state"):
            shutil.rmtree(seller.home / kept, ignore_errors=True)
        with monkeypatch.context() as patch:
            if not knowing:
                patch.setattr(seen_again, "known_rows", lambda *_: {})
            _live(Seller(seller.shell), folder, random.Random(seed), imports)
        ledgers.append({name: rows for name, rows in seller.dump().items() if name != "seen_rows"})
    for ledger in ledgers:  # what one write changed may stand in another order in the log
        ledger["changes"] = sorted(row[1:] for row in ledger["changes"])
        ledger["checksums"] = [row for row in ledger["checksums"] if row[0] != "changes"]
    assert ledgers[0] == ledgers[1], seed


_COURSES = (
    (PENDING, APPROVED, DONE),
    (PENDING, "AWAITING_BUYER_SHIP", "BUYER_SHIPPED_ITEM", DONE),
    (PENDING, REJECTED, GONE),
    ("BUYER_SHIPPED_ITEM", APPROVED, DONE),
    ("REPLACEMENT_REQUEST_PENDING", "SOMETHING_NEW", DONE),
)
_STAMPS = {PENDING: "SELLER_RESPOND_RETURN", "BUYER_SHIPPED_ITEM": "SELLER_RESPOND_RECEIVE_PACKAGE"}


def _live(seller: Seller, folder: Path, chance: random.Random, imports: int) -> None:
    """Six days of a shop, from Fri 20 to Wed 25 Nov 2026: answers in which most requests are as they were, and what
    else a seller does.
    """
    refs = [f"{REF[:-1]}{n}" for n in range(len(_COURSES) + 2)]
    courses = {ref: chance.choice(_COURSES) for ref in refs}
    types = {ref: chance.choice(("REFUND", "RETURN_AND_REFUND")) for ref in refs}
    steps, rows = dict.fromkeys(refs, 0), dict[str, Any]()

    def row(ref: str, at: str) -> dict[str, Any]:
        status = courses[ref][steps[ref]]
        stamp = {"stamp": (_STAMPS[status], "2026-11-25 12:00")} if status in _STAMPS and int(ref[-1]) % 3 else {}
        return asked(ref, status, updated=at, return_type=types[ref], **stamp)

    rows |= {ref: row(ref, "2026-11-20 10:00") for ref in refs[:-1]}
    hours = sorted(chance.sample(range(3, 24 * 5), imports))
    for n, hour in enumerate(hours):
        then = datetime(2026, 11, 20, 10, tzinfo=UTC) + timedelta(hours=hour)
        at, now = f"{then:%Y-%m-%d %H:%M}", f"{then + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S}+00:00"
        for ref in chance.sample(refs, chance.choice((0, 0, 1, 2))):
            steps[ref] = min(steps[ref] + 1, len(courses[ref]) - 1)
            rows[ref] = row(ref, at)
        some = chance.sample(sorted(rows), chance.choice((len(rows), len(rows), 3)))
        file = answer(folder / f"a{n}.json", *(rows[ref] for ref in some))
        as_of = ["--as-of", at] if chance.random() < 0.7 else []
        more: list[Path] = []
        match chance.choice(("alone", "alone", "alone", "export", "answer", "order", "note", "undo", "rules")):
            case "export":
                exported = (
                    request(ref, **{"Return Status": chance.choice(_EXPORTED)}) for ref in chance.sample(refs, 2)
                )
                more, as_of = [returns(folder / f"r{n}.csv", *exported)], ["--as-of", at]
            case "answer":
                more = [answer(folder / f"b{n}.json", *(rows[ref] for ref in some[:2]))]
            case "order":
                placed = order("577" + chance.choice(refs)[-15:], status="Shipped", substatus="Delivered",
                               delivered=f"{then - timedelta(days=3):%d/%m/%Y} 16:22:08")  # fmt: skip
                more, as_of = [orders(folder / f"o{n}.csv", placed)], ["--as-of", at]
            case "note":
                seller.run("note", "1", "-m", "called", now=now)
            case "undo" if n:  # there is more than the shop itself
                seller.run("undo", "--yes", now=now)
            case "rules":
                seller.run("config", "set", "house.lost", f"{n + 1} days", now=now)
        seller.take(file, *more, *as_of, now=now)


_EXPORTED = ("To process", "In process", "Completed", "Canceled")
