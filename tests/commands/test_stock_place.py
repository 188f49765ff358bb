"""Goods that were graded and held go to stock or to scrap later."""

from __future__ import annotations

import json
from typing import Any

import pytest

from transcripts import Shell, prepared


@prepared
def graded(shell: Shell) -> None:
    """A return of five cups, of which two went to stock at once; one is damaged, two are broken."""
    shell.ok("init --shop uk --market GB")
    order = "order add 577018131857623959 --amount 20 --placed 2026-11-10T10:00 --delivered 2026-11-12T12:00"
    shell.ok(f"{order} --sku CUP --quantity 5")
    shell.ok("open return --order 577018131857623959 --at 2026-11-20T10:00")
    shell.ok("approve 1 --mode seller-address --force --at 2026-11-20T11:00")
    shell.ok("received 1 --item CUP=2:original:to-stock --item CUP=1:minor --item CUP=2:severe --at 2026-11-22T10:00")


def lines(shell: Shell, more: str = "") -> list[tuple[str, int, str, str]]:
    rows: list[dict[str, Any]] = json.loads(shell.ok(f"stock list --json {more}").out)
    return sorted((row["id"], row["quantity"], row["grade"], row["movement"]) for row in rows)


BEFORE = [("3-1", 2, "original", "to-stock"), ("3-2", 1, "minor", "held"), ("3-3", 2, "severe", "held")]


def test_what_is_held_is_put_away_part_by_part_and_every_line_keeps_its_id(graded: Shell) -> None:
    assert lines(graded) == BEFORE
    graded.ok("stock place 1 --item CUP=1:minor:to-stock --item CUP=1:severe:scrap --at 2026-11-23T10:00")
    assert lines(graded) == [
        BEFORE[0], ("3-3", 1, "severe", "held"), ("4-1", 1, "minor", "to-stock"), ("4-2", 1, "severe", "scrap"),
    ]  # fmt: skip
    graded.ok("stock place 1 --scrap 1")  # only one sort is held now
    assert ("5-1", 1, "severe", "scrap") in lines(graded)
    assert lines(graded, "--movement held") == []
    assert lines(graded, "--since 2026-11-23") == [
        ("4-1", 1, "minor", "to-stock"), ("4-2", 1, "severe", "scrap"), ("5-1", 1, "severe", "scrap"),
    ]  # fmt: skip
    items = json.loads(graded.ok("show 1 --json").out)["items"]
    assert [(i["grade"], i["to_stock"], i["scrap"]) for i in items] == [
        ("original", 2, 0),
        ("minor", 1, 0),
        ("severe", 0, 2),
    ]
    (case,) = json.loads(graded.ok("cases --json").out)
    assert case["items"] == items
    for _ in range(2):
        graded.ok("undo")
    assert lines(graded) == BEFORE
    graded.ok("ledger check --deep")


def test_it_is_said_in_the_timeline_and_moves_no_deadline(graded: Shell) -> None:
    due = graded.ok("due --all --json").out
    graded.ok("stock place 1 --item CUP=2:severe:scrap")
    assert graded.ok("due --all --json").out == due
    assert "goods put away: 2 × CUP: severe, scrap 2" in " ".join(graded.ok("show 1 --format table").out.split())


def test_a_closed_case_has_its_goods_still(graded: Shell) -> None:
    graded.ok("refund 1")
    graded.ok("close 1 --reason done")
    graded.ok("stock place 1 --item CUP=1:minor:to-stock")


def test_a_receipt_is_not_taken_back_under_what_was_put_away(graded: Shell) -> None:
    number = json.loads(graded.ok("log --limit 1 --json").out)[0]["write"]
    graded.ok("stock place 1 --item CUP=1:minor:scrap")
    refused = graded(f"undo {number}")
    assert refused.code == 1
    assert len(lines(graded)) == 4 - 1


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ("--to-stock 1", 1, "several items are held (1 × CUP: minor, 2 × CUP: severe); say which"),
        ("--item CUP=1:scrap", 1, "CUP is held in several grades (minor, severe); say which: CUP=N:GRADE:scrap"),
        ("--item CUP=3:severe:scrap", 1, "3 of CUP is more than the 2 held"),
        ("--item CUP=1:severe:scrap --item CUP=2:severe:scrap", 1, "2 of CUP is more than the 1 held"),
        ("--item CUP=1:original:scrap", 1, "CUP is not held; held are 1 × CUP: minor, 2 × CUP: severe"),
        ("--item 杯子=1:scrap", 1, "杯子 is not held"),
        ("--item CUP=1:minor:scrap --at 2026-11-21T10:00", 1, "it follows “return accepted”"),
        ("", 1, "say where it went"),
        ("--item CUP", 2, "--item 'CUP' is not an item"),
        ("--item CUP=0:scrap", 2, "--item 'CUP=0:scrap' is not an item"),
        ("--item CUP=99999999999999999999:scrap", 2, "is not an item"),
        ("--item CUP=1=1:scrap", 2, "is not an item"),
        ("--item CUP=1:bin", 2, "--item 'bin' is not known; it takes to-stock, scrap"),
        ("--item CUP=1:minor:scrap --scrap 1", 2, "leave out --to-stock and --scrap"),
        ("--scrap 0", 2, "0"),
        ("--scrap=-1", 2, "-1"),
    ],
)
def test_what_can_t_be_is_refused_and_nothing_written(graded: Shell, more: str, code: int, said: str) -> None:
    run = graded(f"stock place 1 {more}")
    assert (run.code, run.out) == (code, "")
    assert said in run.err
    assert lines(graded) == BEFORE


def test_what_has_not_come_is_not_put_away(graded: Shell) -> None:
    graded.ok("undo")
    assert "its parcel is not received, so nothing of it is held" in graded("stock place 1 --scrap 1").err
    graded.ok("received 1")
    assert "its receipt says nothing of its goods" in graded("stock place 1 --scrap 1").err


def test_wrong_goods_have_no_stock(graded: Shell) -> None:
    graded.ok("undo")
    graded.ok("received 1 --item CUP=1:wrong --item CUP=4:original:to-stock")
    refused = graded("stock place 1 --item CUP=1:to-stock")
    assert refused.code == 1 and "a wrong item has no stock here" in refused.err
    graded.ok("stock place 1 --item CUP=1:scrap")
