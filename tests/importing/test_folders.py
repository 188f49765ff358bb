"""Folders, patterns and archives: nothing wrong is taken, and nothing right is left."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from importing.files import Seller, answer, asked, order, orders, request, returns

A, B, C = "4035312345678901111", "4035312345678902222", "4035312345678903333"


@pytest.fixture
def week(seller: Seller, tmp_path: Path) -> Path:
    """A folder as a browser and a colleague leave it: exports, copies, a foreign file, letters, half-written files."""
    folder = tmp_path / "exports"
    folder.mkdir()
    returns(folder / "Return order-2026-11-22-08_05.csv", request(A))
    returns(folder / "Return order-2026-11-23-08_10.csv", request(A), request(B, asked="22/11/2026 10:00:00"))
    shutil.copy(folder / "Return order-2026-11-23-08_10.csv", folder / "Return order-2026-11-23-08_10 (1).csv")
    orders(folder / "renamed by Anna.csv", order())
    returns(folder / "us.csv", request(C, refund="USD 5.00", paid="USD 5.00"))
    (folder / "letter.txt").write_text("Dear Anna,\nplease see the attached returns.\n", encoding="utf-8")
    (folder / "invoice.pdf").write_bytes(b"%PDF-1.7\n\0\0\0")
    (folder / "more.csv.crdownload").write_bytes(b"Return Order ID,Order")
    (folder / ".DS_Store").write_bytes(b"\0\0")
    (folder / "~$open.xlsx").write_bytes(b"\0")
    (folder / "cut.json").write_text('{"data": {"return_orders": [{"return_id": "4035', encoding="utf-8")
    (folder / "older").mkdir()
    return folder


def test_a_folder_gives_its_exports_and_says_what_it_skipped(seller: Seller, week: Path) -> None:
    run = seller.run("import", week, "--format", "json")
    assert run.code == 0, run.err
    assert {case["ref"] for case in seller.cases() if case["ref"]} == {A, B}
    for name, reason in (
        ("us.csv", "every amount in it is in USD, but uk-main sells in GBP"),
        ("letter.txt", "match no known export"),
        ("invoice.pdf", "this is not a CSV, XLSX or JSON file"),
        ("cut.json", "the JSON stops in the middle"),
    ):
        assert any(name in line and reason in line for line in run.err.splitlines()), (name, run.err)
    for hidden in ("crdownload", ".DS_Store", "~$open", "older"):
        assert hidden not in run.err


def test_a_folder_again_changes_nothing(seller: Seller, week: Path) -> None:
    seller.run("import", week)
    before = seller.dump()
    seller.run("import", week)
    assert seller.dump() == before


def test_the_time_in_a_file_s_name_is_when_it_was_exported(seller: Seller, week: Path) -> None:
    (said,) = seller.take(week / "Return order-2026-11-23-08_10.csv")
    assert (said["as_of"], said["as_of_from"]) == ("2026-11-23T08:10:00+00:00", "the file's name")


def test_a_name_s_time_before_what_the_file_knows_is_a_renamed_file(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r-2026-11-20-08_00.csv", request(A))  # it knows of 10:00 that day
    (said,) = seller.take(path)
    assert (said["as_of"], said["as_of_from"]) == ("2026-11-20T10:00:00+00:00", "the newest instant in the file")


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("8:50", "2026-11-24T08:50:00+00:00"),
        ("today 8:50", "2026-11-24T08:50:00+00:00"),
        ("yesterday 15:00", "2026-11-23T15:00:00+00:00"),
        ("now", "2026-11-24T09:00:00+00:00"),
        ("file", "2026-11-21T06:30:00+00:00"),
    ],
)
def test_when_it_was_exported_as_people_type_it(seller: Seller, tmp_path: Path, typed: str, instant: str) -> None:
    path = returns(tmp_path / "r.csv", request(A))
    os.utime(path, (1795242600, 1795242600))  # Sat 21 Nov 2026 06:30 UTC
    (said,) = seller.take(path, "--as-of", typed)
    assert (said["as_of"], said["as_of_from"]) == (instant, "--as-of")


def test_a_pattern_takes_what_it_matches(seller: Seller, week: Path) -> None:
    assert [line["new"] for line in seller.take(week / "Return*-22-*.csv")] == [1]
    assert "no file matches this pattern" in seller.refused(week / "*.xls")


def test_an_archive_gives_the_exports_in_it(seller: Seller, week: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "week.zip", "w") as archive:
        archive.write(week / "Return order-2026-11-23-08_10.csv", "in/Return order-2026-11-23-08_10.csv")
        archive.writestr("__MACOSX/._r.csv", b"\0")
        archive.writestr("in/letter.txt", "Dear Anna")
        archive.writestr("../../r.csv", "never written there")
    run = seller.run("import", tmp_path / "week.zip", "--format", "json")
    assert run.code == 0
    assert {case["ref"] for case in seller.cases() if case["ref"]} == {A, B}
    assert "week.zip/in/letter.txt" in run.err
    assert seller.show(1)["origin"].startswith("Return order-2026-11-23-08_10.csv:")


def test_a_named_file_that_is_no_export_is_refused_whole(seller: Seller, week: Path) -> None:
    assert "match no known export" in seller.refused(week / "Return order-2026-11-22-08_05.csv", week / "letter.txt")


def test_a_shop_s_own_folder(seller: Seller, week: Path) -> None:
    """Two shops of one market can't be told apart by a file; the folder tells."""
    seller.shell.ok("init --shop second --market GB")
    assert "set the folder where your browser saves them" in seller.run("import").err
    seller.shell.ok(["config", "set", "shops.second.exports", str(week)])
    assert {line["shop"] for line in seller.take()} == {"second"}
    assert {case["shop"] for case in seller.cases()} == {"second"}


def test_what_changed_is_told_case_by_case(seller: Seller, tmp_path: Path) -> None:
    first = returns(tmp_path / "a.csv", request(A), request(B))
    seller.take(first, "--as-of", "2026-11-21T08:00")
    second = returns(tmp_path / "b.csv", request(A, state="Completed"), request(B), request(C))
    run = seller.run("import", second, "--as-of", "2026-11-24T08:00", "--format", "table")
    assert "new: case" in run.out
    lines = [line.strip() for line in run.out.splitlines()]
    assert any(line.startswith(("changed: case 1", "decided by TikTok: case 1")) and "money" in line for line in lines)
    assert not any("case 2," in line for line in lines)
    (said,) = seller.take(second, "--as-of", "2026-11-24T08:30")
    assert said["cases"] == []


def test_a_first_import_says_how_many_deadlines_had_passed(seller: Seller, tmp_path: Path) -> None:
    """Asked on Thu 12 Nov, due on Mon 16 Nov: nobody could have seen it here."""
    path = returns(tmp_path / "r.csv", request(A, asked="12/11/2026 10:00:00"), request(B, asked="23/11/2026 10:00:00"))
    run = seller.run("import", path, "--as-of", "2026-11-24T08:00")
    assert "1 deadline had passed before this first import, Mon 16 Nov 2026 10:00 GMT" in run.err
    listed = seller.shell("due --before-import --format jsonl").out
    assert listed.count("\n") == 1
    assert A in listed
    again = seller.run("import", path, "--as-of", "2026-11-24T08:30")
    assert "had passed" not in again.err


def test_an_export_without_rows_and_without_a_time_does_not_count_as_fresh(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", returns(tmp_path / "empty.csv"))
    assert run.code == 0
    assert "no time is in it, so nobody can say how fresh it is" in run.err
    assert "no after-sales data from TikTok yet" in seller.shell("due --format tsv").err
    (said,) = seller.take(tmp_path / "empty.csv", "--as-of", "8:50")
    assert said["rows"] == 0
    assert "no after-sales data" not in seller.shell("due --format tsv").err


def test_an_answer_and_an_export_go_in_the_order_of_their_times(seller: Seller, tmp_path: Path) -> None:
    """Named the other way round, the newer one still has the last word."""
    newer = answer(
        tmp_path / "n.json", asked(A, status="RETURN_OR_REFUND_REQUEST_COMPLETE", updated="2026-11-23 10:00")
    )
    older = returns(tmp_path / "o.csv", request(A))
    seller.take(newer, older)
    assert seller.case()["money"] == "refunded"


# --- what is wrong, and what is much ----------------------------------------------------------------------------------


def test_a_named_archive_without_an_export_is_refused(seller: Seller, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "notes.zip", "w") as archive:
        archive.writestr("a.txt", "Dear Anna")
    assert "notes.zip: no export is in it (" in seller.refused(tmp_path / "notes.zip")
    assert seller.run("import", tmp_path).code == 0


def test_a_damaged_archive_in_a_folder_is_skipped(seller: Seller, week: Path) -> None:
    with zipfile.ZipFile(week / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("r.csv", "a,b,c\n" * 99)
    content = bytearray((week / "z.zip").read_bytes())
    content[40] ^= 0xFF
    (week / "z.zip").write_bytes(content)
    run = seller.run("import", week)
    assert run.code == 0, run.err
    assert "z.zip/r.csv: the archive is cut short or damaged" in run.err
    assert {case["ref"] for case in seller.cases() if case["ref"]} == {A, B}


def test_an_empty_folder_says_that_nothing_is_in_it(seller: Seller, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    run = seller.run("import", tmp_path / "inside")
    assert (run.code, run.out) == (0, "")
    assert "There is no file to import in there." in run.err


def test_a_file_of_a_folder_of_which_nobody_knows_the_shop_is_a_rest(seller: Seller, tmp_path: Path) -> None:
    seller.shell.ok("init --shop second --market GB")
    (tmp_path / "in").mkdir()
    returns(tmp_path / "in" / "r.csv", request(A))
    run = seller.run("import", tmp_path / "in")
    assert run.code == 5
    assert "it can't be told which shop it is from (second, uk-main)" in run.err
    assert "aftersales config set shops.NAME.exports FOLDER" in run.err
    assert seller.cases() == []


def test_many_files_are_told_in_a_screen(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "first.csv", request(A)), "--as-of", "2026-11-24T08:00")
    (tmp_path / "in").mkdir()
    for n in range(40):
        returns(tmp_path / "in" / f"r{n:02}.csv", request(f"40353123456789{n:05}"), request(A))
    run = seller.run("import", tmp_path / "in", "--format", "table")
    assert run.code == 0
    assert "30 more files: 30 new, 0 changed" in run.out
    assert run.out.count("new: case") == 10
    assert "and 30 more cases; --json has them all" in run.out
    assert "40 files are read as of the newest time in each" in run.err
    again = seller.run("import", tmp_path / "in", "--format", "table")
    assert "37 more files changed nothing" in again.out
    assert len((again.out + again.err).splitlines()) < 24


def test_an_export_of_several_markets_names_them(seller: Seller, tmp_path: Path) -> None:
    home = order(Country="United Kingdom")
    abroad = order("577012345678901235", Country="Germany", amount="EUR 10.00", line="EUR 10.00")
    path = orders(tmp_path / "o.csv", home, abroad)
    assert "it has orders of several markets (Germany 1, United Kingdom 1), but uk-main sells in GBP" in seller.refused(
        path
    )
    run = seller.run("import", tmp_path)
    assert (run.code, "Germany 1, United Kingdom 1" in run.err) == (0, True)
    assert [line["new"] for line in seller.take(path)] == [2]  # insists


def test_with_a_shop_for_each_of_them_they_are_named_too(seller: Seller, tmp_path: Path) -> None:
    seller.shell.ok("init --shop de --market DE")
    path = orders(tmp_path / "o.csv", order(), order("577012345678901235", amount="EUR 10.00", line="EUR 10.00"))
    run = seller.run("import", path)
    assert (run.code, "it has amounts in EUR, GBP: several markets" in run.err) == (2, True)


def test_one_amount_in_another_currency_is_a_notice(seller: Seller, tmp_path: Path) -> None:
    rows = order(Country="United Kingdom"), order("577012345678901235", Country="United Kingdom", amount="EUR 10.00")
    run = seller.run("import", orders(tmp_path / "o.csv", *rows))
    assert (run.code, "amounts in EUR, but uk-main sells in GBP" in run.err) == (0, True)


# --- history, and what the platform decided ---------------------------------------------------------------------------


def old(n: int, **columns: str) -> dict[str, str]:
    """A request of Thu 12 Nov, due on Mon 16 Nov: long past at a first import on Tue 24 Nov."""
    return request(f"40353123456789{n:05}", asked="12/11/2026 10:00:00", **columns)


def test_the_table_folds_what_had_passed_before_the_first_import(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", *map(old, range(7)), request(A)), "--as-of", "2026-11-24T08:00")
    listed = seller.shell("due --format table").out
    assert "7 deadlines had passed before your first import, the last Mon 16 Nov" in listed
    assert "aftersales due --before-import" in listed
    assert listed.count("late") == 0
    assert seller.shell("due --before-import --format table").out.count(" d late") == 7
    assert len([line for line in seller.due() if line["band"] == "overdue"]) == 7
    assert seller.shell("due --check --format table").code == 4


def test_the_catch_up_takes_over_what_had_passed_and_undo_brings_it_back(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", old(1), request(A))
    sent = orders(tmp_path / "o.csv", order(created="02/11/2026 10:00:00", status="To ship", substatus=""))
    seller.take(path, sent, "--as-of", "2026-11-24T08:00", "--catchup")
    late = [(line["kind"], line["duty"]) for line in seller.due("--owner", "seller") if line["band"] == "overdue"]
    assert late == [("delivery", "dispatch")]  # it can still be sent
    seller.shell.ok("undo --yes")
    assert seller.cases() == []
    seller.take(path, sent, "--as-of", "2026-11-24T08:00")
    assert ("return", "respond") in {(x["kind"], x["duty"]) for x in seller.due() if x["band"] == "overdue"}


def test_only_an_approval_after_the_deadline_is_the_platform_s(seller: Seller, tmp_path: Path) -> None:
    """Asked on Fri 20 Nov 10:00, £49: due on Tue 24 Nov 10:00. The one was still pending after that, the other not."""
    seller.take(returns(tmp_path / "0.csv"), "--as-of", "2026-11-20T11:00", now="2026-11-25T09:00:00+00:00")
    for ref, pending in ((A, "2026-11-24T09:00"), (B, "2026-11-24T10:30")):
        seller.take(returns(tmp_path / f"{ref}.csv", request(ref)), "--as-of", pending, now="2026-11-25T09:00:00+00:00")
    answered = returns(tmp_path / "2.csv", request(A, state="In process"), request(B, state="In process"))
    line = ["import", answered, "--as-of", "2026-11-25T08:00", "--format", "table"]
    out = seller.run(*line, now="2026-11-25T09:00:00+00:00").out
    assert "changed: case 1, return: decision pending → approved" in out
    assert "decided by TikTok: case 2, return: decision pending → approved" in out
