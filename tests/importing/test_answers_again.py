"""Answers read again: rows that say nothing new are passed over, and the ledger is as if they had been read."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aftersales.ledger.working_copy import seen_again
from importing.files import REF, Seller, answer, asked, request, returns

A, B, C, D, E = (REF[:-1] + digit for digit in "12345")
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
    know, passed = seen_again.known_rows, []

    def known_rows(*given: Any) -> dict[str, Any]:
        known = know(*given)
        passed.extend(known)
        return known

    monkeypatch.setattr(seen_again, "known_rows", known_rows)
    found = _story(seller, tmp_path)
    assert sorted(set(passed)) == [A, B, C, E]
    assert len(passed) >= 9
    for kept in ("data", "config", "state"):
        shutil.rmtree(seller.home / kept, ignore_errors=True)
    monkeypatch.setattr(seen_again, "known_rows", lambda *_: {})
    assert found == _story(Seller(seller.shell), tmp_path)
