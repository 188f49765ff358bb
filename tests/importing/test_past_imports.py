"""`imports`: past imports and what each changed; and the difference that a dry run tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importing.files import ORDER, REF, Seller, order, orders, request, returns
from transcripts import SAMPLES

NEXT = REF[:-1] + "7"
LATER = "2026-11-25T09:00:00+00:00"


def listed(seller: Seller, *words: str) -> list[dict[str, Any]]:
    return list(json.loads(seller.run("imports", *words, "--json").out))


def changed(rows: list[dict[str, Any]], subject: str) -> dict[Any, dict[str, tuple[Any, Any]]]:
    """The fields of each order, case or deadline, by its number."""
    return {
        (row["order"] if subject == "order" else row["case"] if subject == "case" else (row["case"], row["duty"])): {
            field["field"]: (field["before"], field["after"]) for field in row["fields"]
        }
        for row in rows
        if row["subject"] == subject
    }


@pytest.fixture
def imported(seller: Seller, tmp_path: Path) -> Seller:
    """Two imports: entry 2 with an order and a request, entry 3 with both changed and another request."""
    one, two = order(status="To ship", substatus="", shipped=""), request(asked="24/11/2026 08:00:00")
    seller.take(orders(tmp_path / "o.csv", one), returns(tmp_path / "r.csv", two), "--as-of", "8:30")
    newer = order(status="Shipped", substatus="", shipped="24/11/2026 15:00:00", **{"Tracking ID": "T1"})
    moved = request(state="In process", asked="24/11/2026 08:00:00", refund="£20.00")
    files = orders(tmp_path / "o2.csv", newer), returns(tmp_path / "r2.csv", moved, request(NEXT))
    seller.take(*files, "--as-of", "24 Nov 2026 16:00", now=LATER)
    return seller


def test_past_imports_are_listed_newest_first(imported: Seller) -> None:
    rows = listed(imported)
    assert [(row["entry"], row["file"]) for row in rows] == [(3, "o2.csv"), (3, "r2.csv"), (2, "o.csv"), (2, "r.csv")]
    assert (rows[1]["new"], rows[1]["changed"], rows[1]["rejected"], rows[1]["format"]) == (1, 1, 0, "tiktok-returns")
    assert rows[1]["as_of"] == "2026-11-24T16:00:00+00:00"
    assert [row["file"] for row in listed(imported, "--limit", "1")] == ["o2.csv"]
    assert [row["entry"] for row in listed(imported, "--since", "25 Nov 2026")] == [3, 3]
    assert listed(imported, "--shop", "uk-main") == rows
    assert imported.run("imports", "--shop", "fr").code == 1
    page = imported.run("imports", "--format", "md").out
    assert "| o2.csv" in page
    # On a narrow terminal the last columns are left out.
    titles = next(line for line in page.splitlines() if line.startswith("|")).split("|")
    assert [title.strip() for title in titles[3:8]] == ["file", "new", "changed", "shop", "rejected"]


def test_what_an_import_changed_is_told_field_by_field(imported: Seller) -> None:
    rows = listed(imported, "3")
    assert changed(rows, "order") == {
        ORDER: {
            "status": ("awaiting-shipment", "in-transit"),
            "raw_status": ("To ship", "Shipped"),
            "collected_at": (None, "2026-11-24T15:00:00Z"),
            "tracking": (None, "T1"),
        }
    }
    told = changed(rows, "case")
    first = told[1]
    assert first["amount"] == ({"amount": "49.00", "currency": "GBP"}, {"amount": "20.00", "currency": "GBP"})
    assert first["platform_status"] == ("To process", "In process")
    news = [row for row in rows if row["what"] == "new" and row["subject"] == "case" and row["kind"] == "return"]
    assert [field["after"] for field in news[0]["fields"] if field["field"] == "ref"] == [NEXT]
    text = imported.run("imports", "3", "--format", "table").out
    assert "case 1, return: amount 49.00 GBP → 20.00 GBP" in text
    assert "Undo it with `aftersales undo 3`." in text


def test_later_imports_do_not_change_what_an_earlier_one_did(imported: Seller) -> None:
    ((name, fields),) = changed(listed(imported, "2"), "order").items()
    assert name == ORDER
    assert fields["status"] == (None, "in-transit")  # a new order is told as it is now
    before = changed(listed(imported, "3"), "case")[1]["amount"]
    again = request(state="In process", asked="24/11/2026 08:00:00", refund="£10.00")
    imported.take(returns(imported.home / "r3.csv", again, request(NEXT)), "--as-of", "now", now=LATER)
    assert changed(listed(imported, "3"), "case")[1]["amount"] == before


def test_older_data_come_before_what_is_known(imported: Seller) -> None:
    older = returns(imported.home / "older.csv", request(state="Sent back", asked="24/11/2026 08:00:00"))
    (report,) = imported.take(older, "--dry-run", "--as-of", "24 Nov 2026 08:10", now=LATER)
    row = next(row for row in report["difference"] if row["subject"] == "case")
    assert changed([row], "case")[1]["platform_status"] == (None, "Sent back")
    assert row["origin"] == "older.csv:2"


def test_a_file_of_which_nobody_knows_how_recent_it_is_is_listed_with_its_counts(
    seller: Seller, tmp_path: Path
) -> None:
    """Its times are all after now: a clock is wrong."""
    seller.take(returns(tmp_path / "r.csv", request(asked="25/11/2026 08:00:00"), request(NEXT, asked="x")), code=5)
    (row,) = listed(seller)
    assert (row["file"], row["format"], row["carries"]) == ("r.csv", "tiktok-returns", "cases")
    assert (row["rows"], row["new"], row["changed"], row["same"], row["rejected"]) == (2, 1, 0, 0, 1)
    assert (row["as_of"], row["as_of_from"]) == (None, None)
    assert seller.run("due", "--check").code == 6
    blocked = seller.take(returns(tmp_path / "s.csv", request(NEXT, asked="23/11/2026 08:00:00")))
    assert blocked[0]["new"] == 1
    assert "can't be undone yet: first undo entry 3" in seller.run("undo", "2", "--yes").err


def test_an_import_that_was_undone_says_so(imported: Seller) -> None:
    imported.run("undo", "3", "--yes", now=LATER)
    assert {row["undone_by"] for row in listed(imported) if row["entry"] == 3} == {4}
    assert "It was undone by entry 4." in imported.run("imports", "3", "--format", "table").out
    assert "is not an import or sync" in imported.run("imports", "4").err
    assert imported.run("imports", "4").code == 1


def test_a_dry_run_tells_the_whole_difference_and_writes_nothing(seller: Seller, tmp_path: Path) -> None:
    seller.run("import", SAMPLES / "orders.csv", SAMPLES / "returns.csv", "--as-of", "8:40")
    before = seller.dump()
    file = SAMPLES / "returns-next-day.csv"
    (report,) = seller.take(file, "--dry-run", now=LATER)
    assert seller.dump() == before
    told = changed(report["difference"], "case")
    assert told[5]["tracking"] == (None, "EV118377290GB")
    moves = changed(report["difference"], "deadline")
    # Case 9's look in Seller Center was due on the day of the older file; its newer row shows the expected state.
    assert moves[9, "check"]["due"] == ("2026-11-24T23:59:59Z", "2026-11-26T08:40:00Z")
    assert moves[34, "respond"]["due"][0] is None
    assert moves[4, "respond"]["due"] == ("2026-11-24T07:12:44Z", None)
    page = seller.run("import", file, "--dry-run", "--format", "table", now=LATER).out
    assert "4 deadlines no longer apply\n  case 3, return, respond: was due Tue 24 Nov 2026 16:02 GMT" in page
    assert "finer status" not in page  # the status in the file has it
    # It is what the import then does.
    (done,) = seller.take(file, now=LATER)
    assert done["difference"] is None
    assert [row for row in report["difference"] if row["subject"] != "deadline"] == listed(seller, "3")
    page = seller.run("import", SAMPLES / "orders.csv", "--dry-run", "--as-of", "8:59", "--format", "table").out
    assert "new order" not in page


def test_a_parcel_is_not_asked_for(seller: Seller, tmp_path: Path) -> None:
    path = orders(tmp_path / "o.csv", order(status="To ship", substatus="Awaiting shipment"))
    page = seller.run("import", path, "--dry-run", "--format", "table").out
    (line,) = [line for line in page.splitlines() if line.startswith("  case 1, delivery: ") and "due" not in line]
    assert line.startswith("  case 1, delivery: placed ")


def test_a_page_has_the_first_of_each_kind_and_all_where_asked(seller: Seller, tmp_path: Path) -> None:
    path = orders(tmp_path / "o.csv", *(order(str(577012345678900000 + n)) for n in range(30)))
    page = seller.run("import", path, "--dry-run", "--format", "table").out
    assert page.count("o.csv:") == 20 + 1
    assert "  and 10 more; --all shows them" in page
    assert seller.run("import", path, "--dry-run", "--all", "--format", "table").out.count("o.csv:") == 30 + 1


def test_the_very_many_are_prepared_and_told_the_same(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftersales.actions.imports import files

    path = orders(tmp_path / "o.csv", order(status="To ship", substatus=""), order("577012345678901299"))
    (small,) = seller.take(path, "--dry-run")
    monkeypatch.setattr(files, "LARGE", 1)
    (large,) = seller.take(path, "--dry-run")
    assert small == large


def test_files_of_one_name_have_each_their_own_difference(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftersales.actions.imports import files

    seller.take(orders(tmp_path / "o.csv", order(status="To ship", substatus="", shipped="")), "--as-of", "8:30")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    other, third = "577012345678901299", "577012345678901298"
    first = orders(tmp_path / "a" / "o.csv", order(other), order(third))
    second = orders(tmp_path / "b" / "o.csv", order(status="Shipped", substatus="", shipped="24/11/2026 08:40:00"))
    asked = returns(tmp_path / "a" / "r.csv", request(asked="24/11/2026 08:00:00"))
    again = returns(tmp_path / "b" / "r.csv", request(NEXT, asked="24/11/2026 08:10:00"))

    def told() -> list[dict[str, set[Any]]]:
        reports = seller.take(first, second, asked, again, "--dry-run", "--as-of", "8:50")
        return [
            {name: {row["order"] for row in report["difference"] if row["subject"] == name} for name in ("order",)}
            | {
                "ref": {
                    field["after"] for row in report["difference"] for field in row["fields"] if field["field"] == "ref"
                },
                "deadline": {row["case"] for row in report["difference"] if row["subject"] == "deadline"},
            }
            for report in reports
        ]

    small = told()
    assert [sorted(report["order"]) for report in small] == [sorted([other, third]), [ORDER], [], []]
    assert [report["ref"] for report in small] == [set(), set(), {REF}, {NEXT}]
    assert all(report["deadline"] for report in small[2:])
    assert not small[2]["deadline"] & small[3]["deadline"]
    monkeypatch.setattr(files, "LARGE", 1)
    assert told() == small
