"""The views of the cases and their money."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from aftersales.ledger.views import overviews
from transcripts import SAMPLES, Shell, prepared


@prepared
def desk(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok("approve 6 --mode keep")


def _rows(shell: Shell, sql: str) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(shell.home / "data/aftersales/ledger.db")) as db:
        db.row_factory = sqlite3.Row
        return db.execute(sql, {"now": "2026-11-24T09:00:00Z"}).fetchall()


def test_every_case_is_there_once_with_where_it_stands(desk: Shell) -> None:
    rows = {row["case"]: row for row in _rows(desk, overviews.cases(":now"))}
    assert len(rows) == 32 and sum(row["open"] for row in rows.values()) > 10
    # By hand, from the samples: asked for on Mon 23 Nov at 16:02:46, two working days to answer.
    seven = rows[7]
    assert (seven["kind"], seven["decision"], seven["amount"], seven["currency"]) == ("refund", "pending", 27.98, "GBP")
    assert (seven["next_duty"], seven["next_owner"], seven["next_stake"]) == ("respond", "seller", "money")
    assert seven["next_due_local"] == seven["next_due"].replace("T", " ").removesuffix("Z")  # London, in winter
    assert (rows[6]["decision"], rows[6]["mode"]) == ("approved", "keep")
    stored = {row["case"]: row for row in _rows(desk, "SELECT * FROM cases_now")}
    assert stored.keys() == rows.keys() and tuple(stored[1].keys()) == tuple(rows[1].keys())


def test_money_is_that_of_the_list(desk: Shell) -> None:
    rows = {row["case"]: row for row in _rows(desk, overviews.money(":now"))}
    seven = rows[7]
    assert (seven["asked"], seven["at_risk"], seven["owed"], seven["refunded"]) == (27.98, 27.98, None, 0)
    assert rows[6]["owed"] == rows[6]["asked"] and rows[6]["state"] == "owed"
    at_risk = sum(row["at_risk"] for row in rows.values() if row["at_risk"] is not None)
    assert at_risk == pytest.approx(
        sum(map(_respond, desk.ok("due --all --stake money --format tsv").out.splitlines()))
    )
    assert len(_rows(desk, "SELECT * FROM money_now")) == len(rows)


def _respond(line: str) -> float:
    cells = line.split("\t")
    (amount,) = (cell for cell in cells if cell.endswith(" GBP"))
    return float(amount.removesuffix(" GBP"))


def test_both_views_are_made_anew() -> None:
    assert [sql.split(" AS ")[0] for sql in overviews.views_of_cases_and_money()] == [
        "DROP VIEW IF EXISTS cases_now",
        "CREATE VIEW cases_now",
        "DROP VIEW IF EXISTS money_now",
        "CREATE VIEW money_now",
    ]
