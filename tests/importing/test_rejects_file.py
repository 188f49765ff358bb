"""Rejected rows go to a file that is mended and imported again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from importing.files import REF, Seller, order, orders, request, returns

RUINED = "4.03E+18"
NEXT = REF[:-1] + "7"
OTHER = "577312345678901237"


def mend(path: Path, *changes: tuple[str, str]) -> None:
    """Correct texts behind the columns that were added, as in a text editor."""
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    for row in rows[1:]:
        for before, after in changes:
            row[5:] = [after if cell.strip() == before else cell for cell in row[5:]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_rows_that_are_mended_are_taken_as_of_the_file_that_they_are_from(seller: Seller, tmp_path: Path) -> None:
    bad = request(RUINED, order=OTHER, asked="03/11/2026 10:00:00")
    file = returns(tmp_path / "r.csv", request(asked="24/11/2026 08:00:00"), bad)
    rejects = tmp_path / "rejects.csv"
    run = seller.run("import", file, "--as-of", "8:30", "--rejects", rejects)
    assert run.code == 5
    assert f"1 rejected row is in {rejects}. Correct it there, and import that file." in run.err
    assert rejects.stat().st_mode & 0o777 == 0o600
    before = json.loads(seller.run("status", "--json").out)[0]["as_of"]
    mend(rejects, (RUINED, NEXT))
    (report,) = seller.take(rejects, now="2026-11-25T09:00:00+00:00")
    assert (report["format"], report["new"], report["rejected"]) == ("tiktok-returns", 1, 0)
    assert (report["as_of"], report["as_of_from"]) == ("2026-11-24T08:30:00+00:00", "rejected-rows")
    # The day is first, as in the file that it is from, though the date alone could be read in two ways.
    assert seller.show(NEXT)["timeline"][0]["at"].startswith("2026-11-03T10:00:00")
    # Requests that are not among the rejected rows are not gone, and a day later nothing is fresher for it.
    assert not [case for case in seller.cases() if "missing" in case["flags"]]
    assert json.loads(seller.run("status", "--json").out)[0]["as_of"] == before


def test_an_order_with_a_bad_row_is_there_with_all_its_rows(seller: Seller, tmp_path: Path) -> None:
    lines = [order(line="GBP 20.00"), order(line="twenty", sku="LAMP-2"), order("577012345678901299")]
    rejects = tmp_path / "rejects.csv"
    seller.take(orders(tmp_path / "o.xlsx", *lines), "--rejects", rejects, code=5)
    assert rejects.read_text(encoding="utf-8-sig").count("577012345678901234\t") == 2
    mend(rejects, ("twenty", "GBP 29.00"))
    (report,) = seller.take(rejects)
    assert (report["rows"], report["new"]) == (2, 1)
    assert [line["amount"] for line in seller.order()["lines"]] == [2000, 2900]


def test_cells_can_do_nothing_in_a_spreadsheet_and_come_back_as_they_were(seller: Seller, tmp_path: Path) -> None:
    nasty = '=HYPERLINK("http://x")'
    rejects = tmp_path / "rejects.csv"
    file = returns(tmp_path / "r.csv", request(), request(RUINED, order=OTHER, product=nasty))
    seller.take(file, "--rejects", rejects, code=5)
    (row,) = csv.DictReader(rejects.read_text(encoding="utf-8-sig").splitlines(keepends=True))
    assert row["Product Name"] == f"'{nasty}"
    mend(rejects, (RUINED, NEXT))
    seller.take(rejects)
    assert seller.show(NEXT)["product"] == nasty


def test_a_row_of_another_shape_keeps_all_its_cells(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(), request(NEXT))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines[:2], f"{lines[2]},more,still more"]), encoding="utf-8")
    rejects = tmp_path / "rejects.csv"
    seller.take(path, "--rejects", rejects, code=5)
    assert rejects.read_text(encoding="utf-8-sig").rstrip().endswith("more,still more")
    text = rejects.read_bytes().replace(b",more,still more", b"")
    rejects.write_bytes(text)
    assert seller.take(rejects)[0]["new"] == 1


def test_files_with_other_columns_have_a_file_of_their_own(seller: Seller, tmp_path: Path) -> None:
    one = returns(tmp_path / "r.csv", request(), request(RUINED))
    two = orders(tmp_path / "o.csv", order(), order("577012345678901299", created="soon"))
    rejects = tmp_path / "rejects.csv"
    told = seller.take(one, two, "--rejects", rejects, code=5)
    assert [file["rejects_file"] for file in told] == [str(rejects), str(tmp_path / "rejects-2.csv")]
    assert "Created Time" in (tmp_path / "rejects-2.csv").read_text(encoding="utf-8-sig")


def test_nothing_is_overwritten_and_nothing_is_written_without_need(seller: Seller, tmp_path: Path) -> None:
    file = returns(tmp_path / "r.csv", request(), request(RUINED))
    rejects = tmp_path / "rejects.csv"
    seller.take(file, "--dry-run", "--rejects", rejects, code=5)
    assert not rejects.exists()
    rejects.write_text("mine", encoding="utf-8")
    assert "is there already" in seller.refused(file, "--rejects", rejects)
    assert rejects.read_text(encoding="utf-8") == "mine"
    run = seller.run("import", file, "--rejects", "-")
    assert (run.code, run.out) == (2, "")
    assert run.err == "aftersales: stdout has the result of the import. Name a file for --rejects.\n"
    assert "there is no folder" in seller.refused(file, "--rejects", tmp_path / "none" / "x.csv")
    assert seller.run("import", tmp_path, "--watch", "--rejects", tmp_path / "y.csv").code == 2
    # Without a rejected row there is no file.
    seller.take(returns(tmp_path / "s.csv", request()), "--rejects", tmp_path / "z.csv")
    assert not (tmp_path / "z.csv").exists()
