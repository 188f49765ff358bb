"""Export files as sellers have them: saved from spreadsheets, in other languages, with titles and covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from importing.files import Seller, request, returns
from samples.make_samples import RETURN_COLUMNS
from transcripts import Shell

CASES = Path(__file__).with_name("cases")
REFS = ["4035393010377000109", "4035393010377000117"]


def seller_in(shell: Shell, market: str) -> Seller:
    """A shop `s` in a market; it is Wed 25 Nov 2026, 09:00 in London."""
    shell.now = "2026-11-25T09:00:00+00:00"
    return Seller(shell, "s", market)


@pytest.mark.parametrize(
    ("file", "market"),
    [
        ("03-returns-percell.xlsx", "PH"),
        ("03-returns-row1.xlsx", "PH"),
        ("03-returns-csv-in-column-a.xlsx", "PH"),
        ("04-sep.csv", "GB"),
        ("04-cover.xlsx", "GB"),
        ("04-idmarks.csv", "GB"),
    ],
)
def test_a_returns_export_is_read_whole(shell: Shell, file: str, market: str) -> None:
    """Rows all numbered 1; a whole line in one cell; `sep=`; a cover sheet; apostrophes, `="…"` and hidden marks."""
    seller = seller_in(shell, market)
    (report,) = seller.take(CASES / file, "--as-of", "2026-11-25T08:00")
    assert (report["format"], report["rows"], report["new"], report["rejected"]) == ("tiktok-returns", 2, 2, 0)
    assert sorted(case["ref"] for case in seller.cases()) == REFS
    assert {case["order"] for case in seller.cases()} == {"577022744481000153", "577022744481000161"}
    assert {case["amount"]["amount"] for case in seller.cases()} in ({"20.49", "1299.00"}, {"720.49", "1299.00"})


def test_a_title_above_the_header_is_passed_over(shell: Shell, tmp_path: Path) -> None:
    text = (CASES / "04-title.csv").read_text(encoding="utf-8-sig").replace("£1,299.00", '"£1,299.00"')
    (tmp_path / "r.csv").write_text(f"\ufeff{text}", encoding="utf-8")
    (report,) = seller_in(shell, "GB").take(tmp_path / "r.csv", "--as-of", "2026-11-25T08:00")
    assert (report["new"], report["rejected"]) == (2, 0)


def test_semicolons_below_a_title_with_a_comma(shell: Shell, tmp_path: Path) -> None:
    lines = (CASES / "04-sep.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    (tmp_path / "r.csv").write_text("\n".join(["Returns, November 2026", "", *lines]), encoding="utf-8")
    (report,) = seller_in(shell, "GB").take(tmp_path / "r.csv", "--as-of", "2026-11-25T08:00")
    assert (report["new"], report["rejected"]) == (2, 0)


def test_orders_with_japanese_headers(shell: Shell) -> None:
    """Placed 23 Nov 2026 18:03:56 in Tokyo, that is 09:03:56 UTC."""
    seller = seller_in(shell, "JP")
    (report,) = seller.take(CASES / "01-jp-orders.csv", "--as-of", "2026-11-25T08:00")
    assert (report["format"], report["new"], report["rejected"]) == ("tiktok-orders", 1, 0)
    order = seller.order("582315030000000176")
    assert (order["status"], order["amount"], order["currency"]) == ("awaiting-shipment", 11990, "JPY")
    assert order["placed_at"] == "2026-11-23T09:03:56Z"
    assert order["lines"][0]["product"] == "商品A"


@pytest.mark.parametrize(
    ("file", "market", "statuses"),
    [
        (
            "02-th-orders.csv",
            "TH",
            {"585080000000000018": "awaiting-shipment", "585080000000000026": "awaiting-collection"},
        ),
        (
            "02-br-orders.csv",
            "BR",
            {
                "576460000000000752": "awaiting-shipment",
                "576460000000000760": "cancelled",
                "576460000000000778": "unpaid",
            },
        ),
    ],
)
def test_the_status_words_of_a_market(shell: Shell, file: str, market: str, statuses: dict[str, str]) -> None:
    seller = seller_in(shell, market)
    seller.take(CASES / file, "--as-of", "2026-11-25T01:00")
    assert {ref: seller.order(ref)["status"] for ref in statuses} == statuses


def test_dates_that_a_spreadsheet_made_numbers_are_named(shell: Shell) -> None:
    """46350.35494 days after 30 Dec 1899 is 24 Nov 2026, 08:31."""
    error = seller_in(shell, "GB").run("import", CASES / "04-serials.xlsx", "--as-of", "2026-11-25T08:00").err
    assert "is a spreadsheet's number for a date (about 2026-11-24 08:31)" in error
    assert "export the file again" in error


def test_a_mark_that_nobody_sees_is_named(shell: Shell, tmp_path: Path) -> None:
    text = (
        (CASES / "04-idmarks.csv").read_text(encoding="utf-8-sig").replace("577022744481000161", "5770\u00a022744481")
    )
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    error = seller_in(shell, "GB").run("import", tmp_path / "r.csv", "--as-of", "2026-11-25T08:00").err
    assert "<U+00A0>22744481” is not a platform number" in error


def test_a_header_in_an_unknown_language_says_how_to_get_it_in_english(shell: Shell, tmp_path: Path) -> None:
    header = ",".join(f"Στήλη {n}" for n in range(20))
    (tmp_path / "o.csv").write_text(f"{header}\n577022744481000153{',x' * 19}\n", encoding="utf-8")
    error = seller_in(shell, "GB").refused(tmp_path / "o.csv")
    assert "line 1: its columns (Στήλη 0, Στήλη 1" in error
    assert "set Seller Center to English and export it again" in error


def test_what_is_no_export_says_which_sheet_and_row_was_looked_at(shell: Shell, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Plan"
    book.active["A3"] = "what"
    book.active["B3"] = "when"
    book.save(tmp_path / "p.xlsx")
    error = seller_in(shell, "GB").refused(tmp_path / "p.xlsx")
    assert "sheet Plan, row 3: its columns (what, when) match no known export" in error


def test_a_header_that_lacks_columns_is_found_below_a_title(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("My returns\n\nReturn Order ID,Order ID,Time Requested\n1,2,3\n", encoding="utf-8")
    error = seller_in(shell, "GB").refused(tmp_path / "r.csv")
    assert (
        "line 3: it looks like a Seller Center returns export, but has no columns Return Type, Return Status" in error
    )


def test_a_column_that_stands_twice_is_told(seller: Seller, tmp_path: Path) -> None:
    """Nobody can know which of them is meant. What is not read may stand there as often as it likes."""
    columns = [*RETURN_COLUMNS, "Return Status", "My notes", "My notes"]
    path = returns(tmp_path / "r.csv", request(), columns=columns)
    run = seller.run("import", path)
    assert run.code == 0
    assert "it has several columns called Return Status; the first of them is read" in run.err
    assert "My notes" not in run.err
