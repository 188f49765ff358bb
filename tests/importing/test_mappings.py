"""A seller's own spreadsheets, read with a mapping; and what `--explain` tells of any file."""

from __future__ import annotations

import json
import re
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from importing.files import REF, Seller, answer, asked, order, orders, request, returns, workbook
from transcripts import SAMPLES, Shell

EIGHT = datetime(2026, 11, 20, 8)  # noqa: DTZ001  (as a workbook has it)
LIST = """\
RMA;Order;Registered;Parcel state;Item;Value;Customer
RMA-1001;#577000000000000001;20.11.2026;announced;Desk Lamp;1.299,00;l.becker
RMA-1002;#577000000000000002;21.11.2026 14:30;on its way;Wool Throw;35,90;k.vogt
RMA-1003;#577000000000000003;22.11.2026;lost?;Mug;9,5;p.wolf
"""
MAPPING = """\
title = "Warehouse"
carries = "cases"
[columns]
ref = "RMA"
order = "Order"
opened_at = "Registered"
status = "Parcel state"
product = "Item"
line_amount = "Value"
buyer = "Customer"
[constants]
kind = "return"
[dates]
format = "DD.MM.YYYY HH:mm"
time = "00:00"
zone = "Europe/Berlin"
[money]
decimal = ","
[ids]
own = ["ref"]
prefixes = ["#"]
[status]
"announced" = "awaiting-ship"
"on its way" = "shipped"
"""


def files(folder: Path, mapping: str = MAPPING, table: str = LIST) -> tuple[Path, Path]:
    """The table and its mapping."""
    (folder / "list.csv").write_text(table, encoding="utf-8")
    (folder / "warehouse.toml").write_text(mapping, encoding="utf-8")
    return folder / "list.csv", folder / "warehouse.toml"


def explained(seller: Seller, *words: str | Path, code: int = 0) -> list[dict[str, Any]]:
    run = seller.run("import", "--explain", *words, "--json")
    assert run.code == code, run
    results: list[dict[str, Any]] = json.loads(run.out)
    assert all(file["refused"] in run.err for file in results)
    return results


def test_a_spreadsheet_is_read_as_its_mapping_says(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path)
    (report,) = seller.take(table, "--map", mapping)
    assert (report["format"], report["new"], report["rejected"]) == ("warehouse", 3, 0)
    lamp, throw, mug = seller.cases()
    assert (lamp["ref"], lamp["order"], lamp["kind"], lamp["amount"]) == (
        "RMA-1001", "577000000000000001", "return", {"amount": "1299.00", "currency": "GBP"},
    )  # fmt: skip
    assert (throw["parcel"], throw["amount"]["amount"]) == ("shipped", "35.90")
    # 20 November 00:00 in Berlin is an hour earlier in London.
    assert seller.show(lamp["case"])["timeline"][0]["at"].startswith("2026-11-19T23:00:00")
    assert "check" in [duty for duty, _ in seller.duties()]  # the word that nobody knows
    assert mug["ref"] == "RMA-1003"
    # Found by its own number, and taken back with everything else.
    assert seller.show("RMA-1002")["case"] == throw["case"]
    assert seller.run("undo", "--yes").code == 0
    assert seller.cases() == []


def test_rejected_rows_come_back_with_the_same_mapping(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table, mapping = files(tmp_path, table=LIST.replace("1.299,00", "dear"))
    run = seller.run("import", table, "--map", mapping, "--rejects", "rejects.csv")
    command = f"import rejects.csv --map {mapping}"
    assert (run.code, f"Correct it there, then: `aftersales {command}`" in run.err) == (5, True), run
    rejects = Path("rejects.csv")
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace(",dear,", ",9,"), encoding="utf-8")
    assert seller.take(*command.split()[1:])[0]["new"] == 1


def test_the_very_file_is_read_again_with_a_mapping_that_knows_more_words(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path)
    seller.take(table, "--map", mapping, "--as-of", "8:50")
    mapping.write_text(f'{MAPPING}"lost?" = "shipped"\n', encoding="utf-8")
    (report,) = seller.take(table, "--map", mapping, "--as-of", "8:50")
    assert report["changed"] == 1
    assert seller.show("RMA-1003")["parcel"] == "shipped"


def test_the_same_in_a_workbook_with_real_dates(seller: Seller, tmp_path: Path) -> None:
    _, mapping = files(tmp_path)
    rows = [line.split(";") for line in LIST.splitlines()]
    path = workbook(tmp_path / "list.xlsx", [rows[0], *([*r[:2], EIGHT, *r[3:]] for r in rows[1:])])
    assert seller.take(path, "--map", mapping)[0]["new"] == 3
    assert seller.show("RMA-1001")["timeline"][0]["at"].startswith("2026-11-20T07:00:00")


def test_a_mapping_in_the_folder_of_the_configuration_is_recognised(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path)
    assert "match no known export" in seller.refused(table)
    folder = seller.home / "config/aftersales/formats"
    folder.mkdir(parents=True)
    mapping.rename(folder / "warehouse.toml")
    assert seller.take(table)[0]["format"] == "warehouse"
    listed = json.loads(seller.run("import", "--list-formats", "--json").out)
    assert (listed[0]["name"], listed[0]["path"]) == ("warehouse", str(folder / "warehouse.toml"))
    assert listed[0]["needs"] == ["RMA", "Registered", "Parcel state"]
    # The exports of Seller Center are still what they are.
    assert seller.take(returns(tmp_path / "r.csv", request()))[0]["format"] == "tiktok-returns"
    # A mistake in it stops the import, and nothing is taken for something else.
    (folder / "warehouse.toml").write_text(MAPPING.replace("ref =", "reff ="), encoding="utf-8")
    run = seller.run("import", table)
    assert (run.code, run.out) == (1, "")
    assert f"{folder / 'warehouse.toml'}:4: [columns]: unknown key 'reff'; did you mean 'ref'?" in run.err


def test_a_list_of_ones_own_says_nothing_of_what_is_gone_or_fresh(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", request(), request(REF[:-1] + "8", asked="21/11/2026 10:00:00")))
    before = json.loads(seller.run("status", "--json").out)[0]["as_of"]
    table, mapping = files(tmp_path)
    seller.take(table, "--map", mapping, "--as-of", "8:59")
    assert json.loads(seller.run("status", "--json").out)[0]["as_of"] == before
    assert not [case for case in seller.cases() if "missing" in case["flags"]]
    # One that has everything says so.
    mapping.write_text("whole = true\n" + MAPPING, encoding="utf-8")
    seller.take(table, "--map", mapping, "--as-of", "8:58")
    assert json.loads(seller.run("status", "--json").out)[0]["as_of"] == "2026-11-24T08:58:00+00:00"


def test_a_mapping_names_its_shop_or_market(seller: Seller, tmp_path: Path) -> None:
    seller.shell.ok("init --shop de-main --market DE")
    table, mapping = files(tmp_path)
    assert seller.run("import", table, "--map", mapping).code == 2  # whose is it?
    mapping.write_text('shop = "de-main"\n' + MAPPING, encoding="utf-8")
    assert seller.take(table, "--map", mapping)[0]["shop"] == "de-main"
    mapping.write_text('market = "GB"\n' + MAPPING, encoding="utf-8")
    (file,) = explained(seller, table, "--map", mapping)
    assert (file["shop"], file["shop_why"]) == ("uk-main", "the mapping names it")
    mapping.write_text('shop = "fr-main"\n' + MAPPING, encoding="utf-8")
    assert "fr-main" in seller.run("import", table, "--map", mapping).err
    mapping.write_text('market = "JP"\n' + MAPPING, encoding="utf-8")
    assert "you have no shop there" in seller.run("import", table, "--map", mapping).err


def test_orders_and_a_column_with_the_currency(seller: Seller, tmp_path: Path) -> None:
    table = "Order,Placed,State,Total,Currency\n577000000000000001,2026-11-23T10:00:00Z,new,49.00,GBP\n"
    mapping = (
        'carries = "orders"\n[columns]\norder = "Order"\nplaced_at = "Placed"\nstatus = "State"\namount = "Total"\n'
        'currency = "Currency"\n[status]\nnew = "awaiting-shipment"\n'
    )
    path, toml = files(tmp_path, mapping, table)
    assert seller.take(path, "--map", toml)[0]["new"] == 1
    stored = seller.order("577000000000000001")
    assert (stored["status"], stored["amount"], stored["currency"]) == ("awaiting-shipment", 4900, "GBP")
    assert stored["placed_at"] == "2026-11-23T10:00:00Z"
    path.write_text(table.replace("GBP", "shells"), encoding="utf-8")
    assert "is not a currency" in seller.run("import", path, "--map", toml).err


def test_dates_that_are_not_as_the_mapping_says_are_refused(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(
        tmp_path, MAPPING.replace("DD.MM.YYYY HH:mm", "mdy"), LIST.replace("21.11.2026 14:30", "21.11.2026")
    )
    sentence = seller.refused(table, "--map", mapping)
    assert f"{mapping} says mdy, but its dates, such as 20.11.2026, can only be dmy" in sentence


def test_a_column_that_the_mapping_has_and_the_file_lacks_is_named(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, MAPPING.replace('"RMA"', '"Return no."'))
    sentence = seller.refused(table, "--map", mapping)
    assert "line 1: it has no column Return no., which the mapping needs." in sentence
    assert f"Correct [columns] in {mapping}" in sentence
    export = orders(tmp_path / "o.csv", order("577000000000000001"))  # it is not a list in a foreign language
    assert "it has no columns Return no., Registered, Parcel state, which" in seller.refused(export, "--map", mapping)


def test_a_mapping_is_for_tables_of_its_market(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path)
    assert "a mapping is for tables, and this is JSON" in seller.refused(SAMPLES / "api-returns.json", "--map", mapping)
    for market in ("US", "ZZ"):  # the only shop is in GB
        files(tmp_path, f'market = "{market}"\n' + MAPPING)
        said = seller.refused(table, "--map", mapping)
        assert f"is for the market {market}, and you have no shop there" in said
    assert seller.run("import", table, "--map", mapping, "--shop", "uk-main").code == 0


def test_rejected_rows_are_told_in_the_order_of_the_file(seller: Seller, tmp_path: Path) -> None:
    first = {**request("4035312345678903333"), "Order ID": "5.77E+17"}
    path = returns(tmp_path / "r.csv", first, request("4.03E+18"), request(asked="yesterday"))
    run = seller.run("import", path, "--format", "table")
    assert [line.split(": ")[0] for line in run.err.splitlines() if line.startswith(f"{path}:")] == [
        f"{path}:{row}" for row in (2, 3, 4)
    ], run


def test_texts_of_a_mapping_are_data(seller: Seller, tmp_path: Path) -> None:
    hostile = '"\\u001b[2J{0}{file} %s $(id) __import__"'
    mapping = MAPPING.replace('"Warehouse"', hostile).replace('"Item"', hostile).replace('"announced"', hostile)
    table, toml = files(tmp_path, mapping)
    for words in (["--map", toml], ["--explain", "--map", toml]):
        run = seller.run("import", table, *words, "--format", "table")
        assert "\x1b" not in run.out + run.err
    assert seller.cases()[0]["product"] is None


# --- --explain ------------------------------------------------------------------------------------------------------


def test_explain_tells_how_an_export_is_read_and_writes_nothing(seller: Seller, tmp_path: Path) -> None:
    before = seller.dump()
    path = returns(tmp_path / "r.csv", request(asked="24/11/2026 08:00:00", buyer="=cmd"), request("4.03E+18"))
    (file,) = explained(seller, path, code=5)
    assert seller.dump() == before
    assert (file["format"], file["encoding"], file["separator"], file["header_row"]) == (
        "tiktok-returns", "utf-8-sig", ",", 1,
    )  # fmt: skip
    assert (file["as_of"], file["dates"], file["zone"], file["currency"]) == (
        "2026-11-24T08:00:00+00:00", "dmy", "Europe/London", "GBP",
    )  # fmt: skip
    assert (file["shop"], file["shop_why"], file["rows"], file["rejected"]) == ("uk-main", "it is the only one", 2, 1)
    columns = {column["column"]: column for column in file["columns"]}
    assert columns["Time Requested"] == {
        "column": "Time Requested", "fact": "opened_at", "meaning": "when the buyer asked",
        "example": "24/11/2026 08:00:00",
    }  # fmt: skip
    assert columns["Payment Method"]["fact"] is None
    assert len(columns) == 25
    (row,) = file["understood"]
    facts = {fact["fact"]: fact for fact in row["facts"]}
    assert facts["opened_at"]["value"] == "2026-11-24T08:00:00+00:00"
    assert facts["opened_at"]["said"] == "Tue 24 Nov 2026 08:00 GMT"
    assert facts["line_amount"]["value"] == {"amount": "49.00", "currency": "GBP"}
    assert facts["status"]["said"] == "pending (“To process”)"
    assert [reject["row"] for reject in file["rejects"]] == [3]


def test_explain_needs_no_ledger(shell: Shell, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(asked="24/11/2026 08:00:00"))
    run = shell(["import", "--explain", str(path), "--json"])
    (file,) = json.loads(run.out)
    assert (run.code, file["rows"], file["shop"], file["zone"], file["as_of"]) == (
        0, 1, None, "UTC", "2026-11-24T08:00:00+00:00",
    )  # fmt: skip
    assert file["shop_why"].startswith("there is no ledger yet")
    table, mapping = files(tmp_path, 'market = "MX"\n' + MAPPING)
    (file,) = json.loads(shell(["import", "--explain", str(table), "--map", str(mapping), "--json"]).out)
    assert (file["zone"], file["currency"], file["rejected"]) == ("Europe/Berlin", "MXN", 0)
    assert not list(shell.home.rglob("*.db"))


def test_explain_names_what_a_file_comes_near_to(seller: Seller, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Order ID,Order Status,Created Time,Sum\n1,a,b,c\n", encoding="utf-8")
    (file,) = explained(seller, path, code=1)
    assert file["format"] is None
    assert "has no column Order Amount" in file["refused"]
    assert file["nearest"][0] == {
        "format": "tiktok-orders", "title": "Seller Center orders export", "known": 3, "lacking": ["Order Amount"],
    }  # fmt: skip
    assert [column["column"] for column in file["columns"]] == ["Order ID", "Order Status", "Created Time", "Sum"]


def test_explain_tells_of_dates_that_can_be_read_in_two_ways(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(asked="03/04/2026 08:00:00"))
    (file,) = explained(seller, path, code=1)
    assert "day and month can't be told apart" in file["refused"]
    assert file["format"] == "tiktok-returns"
    (file,) = explained(seller, path, "--date-format", "dmy")
    assert (file["refused"], file["dates_why"]) == ("", "said with --date-format")


def test_explain_takes_answers_folders_and_several_files(seller: Seller, tmp_path: Path) -> None:
    answer(tmp_path / "a.json", asked())
    orders(tmp_path / "b.xlsx", order())
    (tmp_path / "c.txt").write_text("no table", encoding="utf-8")
    told = explained(seller, tmp_path, code=5)
    assert [file["format"] for file in told] == ["tiktok-api-returns", "tiktok-orders", None]
    assert {"column": "return_id", "fact": "ref", "meaning": None, "example": REF} in told[0]["columns"]
    assert (told[1]["sheet"], told[1]["separator"]) == ("OrderSKUList", None)


def test_the_page_is_for_people_in_both_languages(seller: Seller) -> None:
    run = seller.run("import", "--explain", SAMPLES / "returns.csv", "--format", "table")
    assert re.search("Time Requested {2,}opened_at: when the buyer asked, such as", run.out)
    assert "Return Logistics Tracking ID  tracking" in run.out
    assert "Columns that are not read\n  Order Status     Shipped" in run.out
    chinese = seller.run("--lang", "zh", "import", "--explain", SAMPLES / "returns.csv", "--format", "md")
    assert "不读取的列" in chinese.out


def test_a_draft_is_a_mapping_once_its_words_have_meanings(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path)
    draft = seller.run("import", "--draft-map", table)
    assert draft.code == 0
    mapping.write_text(draft.out, encoding="utf-8")
    refused = seller.run("import", table, "--map", mapping)
    assert refused.code == 1
    assert refused.err.count(" is still empty; it takes pending, ") == 3
    filled = draft.out.replace('"announced" = ""', '"announced" = "awaiting-ship"').replace('= ""', '= "shipped"')
    mapping.write_text(filled, encoding="utf-8")
    assert seller.take(table, "--map", mapping)[0]["new"] == 3
    assert seller.run("import", "--draft-map").code == 2
    assert json.loads(seller.run("import", "--draft-map", table, "--json").out) == {"mapping": draft.out}


def test_chinese_dates_say_how_recent_a_list_is(seller: Seller, tmp_path: Path) -> None:
    header = LIST.splitlines()[0]
    for number, written in enumerate(("2026年11月22日 08:00", "2026年11月22日08:00:00", "2026年11月2日 08:00")):
        row = f"RMA-{number};#577000000000000001;{written};announced;Lamp;9,50;l.becker"
        mapping = MAPPING.replace('"DD.MM.YYYY HH:mm"', '"ymd"').replace("Europe/Berlin", "Europe/London")
        table, path = files(tmp_path, mapping, f"{header}\n{row}\n")
        (file,) = explained(seller, table, "--map", path)
        day = "02" if "月2日" in written else "22"
        assert (file["as_of"][:19], file["rejected"]) == (f"2026-11-{day}T08:00:00", 0), written
        assert written.partition("日")[0] + "日" in file["dates_why"]


def test_a_currency_that_a_draft_leaves_open_is_asked_for(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, MAPPING.replace("[money]", '[money]\ncurrency = ""'))
    run = seller.run("import", table, "--map", mapping)
    assert run.err.count("currency is") == 1
    assert "[money]: currency is still empty; write three letters such as GBP" in run.err


TWO_COLUMNS = """\
RMA;Order;Registered;Time;Parcel state;Item;Value;Customer
RMA-1001;#577000000000000001;20.11.2026;08:20;announced;Desk Lamp;1.299,00;l.becker
RMA-1002;#577000000000000002;21.11.2026;;on its way;Wool Throw;35,90;k.vogt
"""
WITH_TIMES = MAPPING.replace('time = "00:00"\n', 'time = "00:00"\ntimes = { opened_at = "Time" }\n')


def test_date_and_time_may_stand_in_two_columns(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, WITH_TIMES, TWO_COLUMNS)
    (file,) = explained(seller, table, "--map", mapping)
    assert {column["column"]: column["meaning"] for column in file["columns"]}["Time"] == "its time of day"
    seller.take(table, "--map", mapping)
    # In Berlin it is an hour later than UTC in November; a row without a time began at midnight there.
    assert [case["opened_at"] for case in seller.cases()] == ["2026-11-20T07:20:00+00:00", "2026-11-20T23:00:00+00:00"]


def test_date_and_time_in_two_cells_of_a_workbook(seller: Seller, tmp_path: Path) -> None:
    _, mapping = files(tmp_path, WITH_TIMES.replace('format = "DD.MM.YYYY HH:mm"\n', ""))
    header, *rows = (line.split(";") for line in TWO_COLUMNS.splitlines())
    cells: list[list[Any]] = [list(row) for row in rows]
    cells[0][2:4] = datetime(2026, 11, 20), time(8, 20)  # noqa: DTZ001  (a cell has no zone)
    cells[1][2:4] = datetime(2026, 11, 21), None  # noqa: DTZ001
    seller.take(workbook(tmp_path / "list.xlsx", [header, *cells]), "--map", mapping)
    assert [case["opened_at"] for case in seller.cases()] == ["2026-11-20T07:20:00+00:00", "2026-11-20T23:00:00+00:00"]


def test_a_file_without_the_column_of_times_says_so(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, WITH_TIMES)
    assert "Time" in seller.refused(table, "--map", mapping)
    mapping.write_text(MAPPING.replace('time = "00:00"', 'times = { status = "Time" }'), encoding="utf-8")
    assert "warehouse.toml:15" in seller.refused(table, "--map", mapping)


# --- encodings ------------------------------------------------------------------------------------------------------

UMLAUTS = LIST.replace("Customer", "Käufer").replace("l.becker", "l.bäcker – “A”").replace("Value", "Wert in €")
CP1252 = 'encoding = "cp1252"\n' + MAPPING.replace('"Customer"', '"Käufer"').replace('"Value"', '"Wert in €"')


def _buyer(seller: Seller, *words: str | Path) -> str:
    (file,) = explained(seller, *words)
    assert file["refused"] == "", file
    (buyer,) = (fact["value"] for fact in file["understood"][0]["facts"] if fact["fact"] == "buyer")
    return str(buyer)


def test_a_mapping_states_the_encoding_of_files_that_are_not_in_utf_8(seller: Seller, tmp_path: Path) -> None:
    table, mapping = files(tmp_path, CP1252)
    table.write_bytes(UMLAUTS.encode("cp1252"))
    assert "is written in neither UTF-8 nor GB18030. Name the encoding" in seller.run("import", table).err
    assert _buyer(seller, table, "--map", mapping) == "l.bäcker – “A”"
    table.write_text(UMLAUTS, encoding="utf-8")  # a colleague saved it anew
    assert _buyer(seller, table, "--map", mapping) == "l.bäcker – “A”"
    table.write_bytes(UMLAUTS.encode("utf-16"))
    assert _buyer(seller, table, "--map", mapping) == "l.bäcker – “A”"
    own = seller.home / "config/aftersales/formats"
    own.mkdir(parents=True)
    mapping.rename(own / "warehouse.toml")
    table.write_bytes(UMLAUTS.encode("cp1252"))
    (said,) = seller.take(table, "--as-of", "8:50")
    assert (said["format"], said["new"]) == ("warehouse", 3)
    assert {case["buyer"] for case in seller.cases()} >= {"l.bäcker – “A”"}


def test_an_encoding_that_is_none_is_told_with_its_line(seller: Seller, tmp_path: Path) -> None:
    for name in ("cp9999", "base64"):
        table, mapping = files(tmp_path, CP1252.replace("cp1252", name))
        run = seller.run("import", table, "--map", mapping)
        assert run.code == 1
        assert f":1: encoding is '{name}'; write one such as cp1252, gb18030 or utf-8" in run.err, run.err


def test_a_draft_states_the_encoding_that_was_named(seller: Seller, tmp_path: Path) -> None:
    table, _ = files(tmp_path)
    table.write_bytes(UMLAUTS.encode("cp1252"))
    assert '\nencoding = "cp1252"\n' in seller.run("import", "--draft-map", table, "--encoding", "cp1252").out
    table.write_text(UMLAUTS, encoding="utf-8")
    assert "encoding" not in seller.run("import", "--draft-map", table).out
