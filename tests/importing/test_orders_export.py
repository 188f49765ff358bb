"""The orders export of Seller Center, in every dress in which sellers have it."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest

from importing.files import ORDER, ORDER_COLUMNS, REF, Seller, order, orders, request, returns, text, workbook

OTHER = "577012345678905678"
DESCRIBED = {name: f"The order's {name.strip().lower()}." for name in ORDER_COLUMNS} | {
    "Order ID": "Platform unique order ID.",
    "Quantity": "SKU sold quantity in the order.",
}


def plain(row: dict[str, object]) -> dict[str, object]:
    """What the platform says of an order, without where it was read."""
    return {k: v for k, v in row.items() if k not in ("id", "origin", "digest")}


def test_the_form_is_the_real_one() -> None:
    assert len(ORDER_COLUMNS) == 63
    assert {"Cancelation/Return Type", " Virtual Bundle Seller SKU", "Phone #"} <= set(ORDER_COLUMNS)


def test_what_one_order_says(seller: Seller, tmp_path: Path) -> None:
    told = order(
        shipped="14/11/2026 09:30:00",
        delivered="18/11/2026 16:22:08",
        **{"Tracking ID": "EV1", "RTS Time": "14/11/2026 08:00:00", "Shipping Fee After Discount": "GBP 2.99"},
    )
    seller.take(orders(tmp_path / "o.csv", told))
    assert plain(seller.order()) | {"as_of": None} == {
        "shop": "uk-main",
        "ref": ORDER,
        "status": "delivered",
        "raw_status": "Shipped / Delivered",
        "amount": 4900,
        "currency": "GBP",
        "placed_at": "2026-11-13T10:00:00Z",
        "paid_at": "2026-11-13T10:01:00Z",
        "dispatched_at": None,  # only older versions wrote it
        "ready_at": "2026-11-14T08:00:00Z",
        "collected_at": "2026-11-14T09:30:00Z",
        "delivered_at": "2026-11-18T16:22:08Z",
        "cancelled_at": None,
        "buyer": "a.buyer",
        "tracking": "EV1",
        "fulfilment": "seller",
        "source": "export",
        "as_of": None,
        "dispatch_by": None,
        "collect_by": None,
        "ready_due": None,
        "collection_due": None,
        "delivery_due": None,
        "deliver_by": None,
        "order_type": None,
        "shipping_type": None,
        "buyer_message": "",  # the file has the column, and the buyer wrote nothing
        "after_sale": "",
        "handling": None,
        "cancel_asked_at": None,
        "shipping_fee": 299,
        "cancel_reason": None,
        "lines": [
            {
                "order_id": 1,
                "n": 0,
                "sku": "LAMP-1",
                "product": "Lamp",
                "variation": "White",
                "quantity": 1,
                "amount": 4900,
            }
        ],
    }


# --- the shape of the file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_line_ends_and_delimiters(
    seller: Seller, tmp_path: Path, encoding: str, newline: str, delimiter: str
) -> None:
    rows = [
        order(product="台灯，可调光", **{"Shipping Information": f"Ann{newline}Leeds"}),
        order(OTHER, amount="GBP 100.00"),
    ]
    path = tmp_path / "o.csv"
    path.write_bytes(text(ORDER_COLUMNS, rows, newline, delimiter).encode(encoding))
    (said,) = seller.take(path)
    assert (said["rows"], said["new"], said["rejected"]) == (2, 2, 0)
    assert seller.order()["lines"][0]["product"] == "台灯，可调光"
    assert seller.order(OTHER)["amount"] == 10000


def test_only_a_guessed_encoding_is_said(seller: Seller, tmp_path: Path) -> None:
    chinese = orders(tmp_path / "o.csv", order(product="台灯"), encoding="gb18030")
    assert "read as GB18030 (Chinese)" in seller.run("import", chinese).err
    assert "GB18030" not in seller.run("import", chinese, "--encoding", "gb18030").err
    assert "GB18030" not in seller.run("import", orders(tmp_path / "u.csv", order(product="台灯"))).err


def test_the_users_encoding_wins(seller: Seller, tmp_path: Path) -> None:
    seller.take(orders(tmp_path / "o.csv", order(product="Café lamp £5"), encoding="cp1252"), "--encoding", "cp1252")
    assert seller.order()["lines"][0]["product"] == "Café lamp £5"


def test_trailing_tabs_are_no_part_of_a_cell(seller: Seller, tmp_path: Path) -> None:
    seller.take(orders(tmp_path / "o.csv", {k: f"{v}\t" if v else "" for k, v in order().items()}))
    tabbed = plain(seller.order())
    seller.take(orders(tmp_path / "p.csv", order(OTHER)))
    assert tabbed | {"ref": OTHER, "lines": []} == plain(seller.order(OTHER)) | {"lines": []}
    assert tabbed["lines"][0]["sku"] == "LAMP-1"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_row_that_describes_the_columns_is_no_order(seller: Seller, tmp_path: Path, suffix: str) -> None:
    (said,) = seller.take(orders(tmp_path / f"o{suffix}", DESCRIBED, order(), order(OTHER)))
    assert (said["rows"], said["new"], said["rejects"]) == (2, 2, [])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_rejects_are_counted_as_a_spreadsheet_counts_rows(seller: Seller, tmp_path: Path, suffix: str) -> None:
    path = orders(tmp_path / f"o{suffix}", DESCRIBED, order(), order(OTHER, amount="much"))
    (said,) = seller.take(path, code=5)
    assert said["rejects"] == [
        {"row": 4, "column": "Order Amount", "value": "much", "reason": "is not an amount of money"}
    ]


def test_columns_stand_in_any_order_and_are_spelled_either_way(seller: Seller, tmp_path: Path) -> None:
    columns = [name.replace("Cancelation", "Cancellation") for name in ORDER_COLUMNS]
    columns = [{"Cancelled Time": "Canceled Time", "Order ID": " order id "}.get(name, name) for name in columns]
    random.Random(2).shuffle(columns)
    told = order(OTHER, **{" order id ": OTHER, "Canceled Time": "14/11/2026 10:00:00"})
    seller.take(orders(tmp_path / "o.csv", told, columns=columns))
    found = seller.order(OTHER)
    assert (found["amount"], found["cancelled_at"]) == (4900, "2026-11-14T10:00:00Z")


def test_columns_of_another_market_do_no_harm(seller: Seller, tmp_path: Path) -> None:
    columns = [*ORDER_COLUMNS, "Buyer Service Fee", "Handling Fee", "Districts"]
    seller.take(orders(tmp_path / "o.csv", order() | {"Handling Fee": "x"}, columns=columns))
    assert seller.order()["amount"] == 4900


def test_a_workbook_whose_dimension_is_stale(seller: Seller, tmp_path: Path) -> None:
    import zipfile

    made = orders(tmp_path / "o.xlsx", DESCRIBED, order())
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(tmp_path / "stale.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                import re

                content, times = re.subn(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', content)
                assert times == 1
            target.writestr(name, content)
    (said,) = seller.take(tmp_path / "stale.xlsx")
    assert (said["rows"], said["new"]) == (1, 1)


def test_the_order_sheet_is_found_among_others(seller: Seller, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = orders(tmp_path / "o.xlsx", order())
    book = load_workbook(path)
    book.create_sheet("Read me", 0)["A1"] = "Nothing here"
    book.save(path)
    assert seller.take(path)[0]["new"] == 1


# --- amounts and lines --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "minor", "currency"),
    [
        ("GBP 13.98", 1398, "GBP"),
        ("£13.98", 1398, "GBP"),
        ("£1,234.56", 123456, "GBP"),
        ("13.98", 1398, "GBP"),
        ("5", 500, "GBP"),
        ("£0.00", 0, "GBP"),
        ("$25.00", 2500, "USD"),
        ("US$25.00", 2500, "USD"),
        ("R$ 62,90", 6290, "BRL"),
        ("R$ 1.234,56", 123456, "BRL"),
        ("BRL 62.90", 6290, "BRL"),
        ("82.912₫", 82912, "VND"),
        ("1.082.912 ₫", 1082912, "VND"),
        ("฿1,234.50", 123450, "THB"),
        ("S$12.34", 1234, "SGD"),
        ("SGD 12.34", 1234, "SGD"),
        ("12,34\xa0€", 1234, "EUR"),
        ("€1.234,56", 123456, "EUR"),
        ("RM12.34", 1234, "MYR"),
        ("Rp15.000", 1500000, "IDR"),
        ("₱1,234.50", 123450, "PHP"),
    ],
)
def test_every_style_of_money(seller: Seller, tmp_path: Path, written: str, minor: int, currency: str) -> None:
    seller.take(orders(tmp_path / "o.csv", order(amount=written, line=written)))
    found = seller.order()
    assert (found["amount"], found["currency"], found["lines"][0]["amount"]) == (minor, currency, minor)


@pytest.mark.parametrize("written", ["much", "£12.345", "€1.234", "(£5.00)", "1,2,3", "Fr. 5.00", "£12.30 £5", "1e3"])
def test_money_that_could_mean_anything_is_refused(seller: Seller, tmp_path: Path, written: str) -> None:
    (said,) = seller.take(orders(tmp_path / "o.csv", order(amount=written), order(OTHER)), code=5)
    assert [(r["row"], r["column"], r["value"]) for r in said["rejects"]] == [(2, "Order Amount", written)]
    assert said["new"] == 1


@pytest.mark.parametrize(("market", "currency"), [("US", "USD"), ("SG", "SGD"), ("GB", "USD")])
def test_a_bare_dollar_is_that_of_the_market(seller: Seller, tmp_path: Path, market: str, currency: str) -> None:
    seller.shell.ok(f"init --shop other --market {market}")
    seller.take(orders(tmp_path / "o.csv", order(amount="$25.00")), "--shop", "other")
    assert seller.order()["currency"] == currency


def test_an_amount_in_a_number_cell(seller: Seller, tmp_path: Path) -> None:
    row = [order().get(name, "") for name in ORDER_COLUMNS]
    for name, value in (("Order Amount", 13.98), ("SKU Subtotal After Discount", 9), ("Quantity", 2)):
        row[ORDER_COLUMNS.index(name)] = value  # type: ignore[call-overload]
    seller.take(workbook(tmp_path / "o.xlsx", [ORDER_COLUMNS, row]))
    found = seller.order()
    assert (found["amount"], found["lines"][0]["amount"], found["lines"][0]["quantity"]) == (1398, 900, 2)


def test_the_orders_amount_repeats_on_each_line_and_counts_once(seller: Seller, tmp_path: Path) -> None:
    two = [
        order(amount="GBP 90.00", line="GBP 50.00"),
        order(amount="GBP 90.00", line="GBP 40.00", sku="LAMP-2", quantity="2"),
    ]
    (said,) = seller.take(orders(tmp_path / "o.csv", two[0], order(OTHER), two[1]))
    assert (said["rows"], said["new"]) == (3, 2)
    found = seller.order()
    assert found["amount"] == 9000
    assert [(x["sku"], x["quantity"], x["amount"]) for x in found["lines"]] == [
        ("LAMP-1", 1, 5000),
        ("LAMP-2", 2, 4000),
    ]
    # Below £100 the answer is due in two business days, were the lines' amounts summed it would be four.
    seller.take(returns(tmp_path / "r.csv", request(order=ORDER)))
    assert seller.duties() == [("respond", "2026-11-24T10:00:00+00:00")]


def test_the_same_row_twice_is_one_line(seller: Seller, tmp_path: Path) -> None:
    (said,) = seller.take(orders(tmp_path / "o.xlsx", order(), order()))
    assert (said["rows"], said["new"], len(seller.order()["lines"])) == (2, 1, 1)


# --- statuses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "substatus", "known"),
    [
        ("To ship", "Awaiting shipment", "awaiting-shipment"),
        ("To ship", "Awaiting collection", "awaiting-collection"),
        ("Shipped", "In transit", "in-transit"),
        ("Shipped", "Delivered", "delivered"),
        ("Completed", "Completed", "completed"),
        ("Canceled", "Canceled", "cancelled"),
        ("Cancelled", "", "cancelled"),
        ("Shipped", "Something new", "in-transit"),
        ("Perlu dikirim", "", "awaiting-shipment"),
        ("Selesai", "", "completed"),
        ("จัดส่งแล้ว", "", "in-transit"),
        ("  shipped ", "", "in-transit"),
    ],
)
def test_statuses_in_the_platforms_words(
    seller: Seller, tmp_path: Path, status: str, substatus: str, known: str
) -> None:
    seller.take(orders(tmp_path / "o.csv", order(status=status, substatus=substatus)))
    assert seller.order()["status"] == known


def test_a_status_nobody_knows_is_kept_as_it_stands(seller: Seller, tmp_path: Path) -> None:
    (said,) = seller.take(orders(tmp_path / "o.csv", order(status="Quarantined", substatus="Fumigated")))
    assert said["new"] == 1
    found = seller.order()
    assert (found["status"], found["raw_status"]) == (None, "Quarantined / Fumigated")


# --- days and months ----------------------------------------------------------------------------------------------


def test_one_date_decides_for_the_whole_file(seller: Seller, tmp_path: Path) -> None:
    usual = {"paid": ""}
    seller.take(
        orders(
            tmp_path / "o.csv",
            order(created="05/11/2026 10:00:00", **usual),
            order(OTHER, created="13/11/2026 10:00:00", **usual),
        )
    )
    assert seller.order()["placed_at"] == "2026-11-05T10:00:00Z"


def test_one_date_in_another_column_decides_too(seller: Seller, tmp_path: Path) -> None:
    seller.take(
        orders(tmp_path / "o.csv", order(created="05/11/2026 10:00:00", paid="", delivered="13/11/2026 10:00:00"))
    )
    assert seller.order()["placed_at"] == "2026-11-05T10:00:00Z"


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("11/13/2026 09:02:11 AM", "2026-11-13T17:02:11Z"),
        ("11/13/2026 04:02:11 PM", "2026-11-14T00:02:11Z"),
        ("11/13/2026 12:30:00 AM", "2026-11-13T08:30:00Z"),
        ("11/13/2026 12:30:00 PM", "2026-11-13T20:30:00Z"),
        ("11/13/2026 4:02 pm", "2026-11-14T00:02:00Z"),
        ("07/13/2026 09:00:00 AM", "2026-07-13T16:00:00Z"),  # summer time
        ("03/08/2026 02:30:00 AM", "2026-03-08T10:30:00Z"),  # does not exist: forward over the gap
    ],
)
def test_us_orders_are_month_first_in_pacific_time(seller: Seller, tmp_path: Path, written: str, instant: str) -> None:
    seller.shell.ok("init --shop us --market US")
    rows = order(created=written, paid=""), order(OTHER, created="12/31/2025 10:00:00 AM", paid="")
    seller.take(orders(tmp_path / "o.csv", *rows), "--shop", "us")
    assert seller.order()["placed_at"] == instant


def test_us_returns_are_day_first_while_us_orders_are_month_first(seller: Seller, tmp_path: Path) -> None:
    seller.shell.ok("init --shop us --market US")
    sold = order(created="11/13/2026 09:00:00 AM", paid="", amount="USD 36.85")
    asked = request(order=ORDER, asked="23/11/2026 14:05:10", refund="$36.85", worth="$36.85")
    early = request(REF[:-1] + "5", asked="05/11/2026 14:05:10", state="Canceled")
    seller.take(orders(tmp_path / "o.xlsx", DESCRIBED, sold), returns(tmp_path / "r.csv", asked, early), "--shop", "us")
    assert seller.order()["placed_at"] == "2026-11-13T17:00:00Z"
    assert [c["opened_at"] for c in seller.cases()] == ["2026-11-23T14:05:10-08:00", "2026-11-05T14:05:10-08:00"]


def test_dates_in_date_cells(seller: Seller, tmp_path: Path) -> None:
    row = [order().get(name, "") for name in ORDER_COLUMNS]
    row[ORDER_COLUMNS.index("Created Time")] = datetime(2026, 11, 5, 16, 2, 11)  # type: ignore[call-overload]  # noqa: DTZ001
    row[ORDER_COLUMNS.index("Paid Time")] = ""
    seller.take(workbook(tmp_path / "o.xlsx", [ORDER_COLUMNS, row]))
    assert seller.order()["placed_at"] == "2026-11-05T16:02:11Z"


@pytest.mark.parametrize(
    "written", ["13/11/2026", "soon", "13/11/26 10:00:00", "31/11/2026 10:00:00", "13/11/2026 25:00:00", ""]
)
def test_a_row_without_a_time_is_rejected_and_the_others_are_kept(seller: Seller, tmp_path: Path, written: str) -> None:
    (said,) = seller.take(orders(tmp_path / "o.csv", order(created=written), order(OTHER)), code=5)
    assert [(r["row"], r["column"], r["value"]) for r in said["rejects"]] == [(2, "Created Time", written)]
    assert said["new"] == 1


def test_date_cells_beside_day_first_text_are_refused(seller: Seller, tmp_path: Path) -> None:
    """A US Excel turns 05/11/2026 into the cell 11 May and leaves 24/11/2026 as text."""
    rows = [
        [order(n, created=when, paid="").get(name, "") for name in ORDER_COLUMNS]
        for n, when in ((ORDER, "24/11/2026 08:00:00"), (OTHER, ""))
    ]
    rows[1][ORDER_COLUMNS.index("Created Time")] = datetime(2026, 5, 11, 10, 0)  # type: ignore[call-overload]  # noqa: DTZ001
    assert "mixes" in seller.refused(workbook(tmp_path / "o.xlsx", [ORDER_COLUMNS, *rows]))


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ruined", ["5.77E+17", "5,77012E+17", "5.77e17"])
def test_a_number_in_scientific_notation_is_refused_with_advice(seller: Seller, tmp_path: Path, ruined: str) -> None:
    (said,) = seller.take(orders(tmp_path / "o.csv", order(ruined), order(OTHER)), code=5)
    (reject,) = said["rejects"]
    assert (reject["row"], reject["column"], reject["value"]) == (2, "Order ID", ruined)
    assert "lost its last digits" in reject["reason"]
    assert "without opening it there" in reject["reason"]
    assert seller.order(OTHER)["amount"] == 4900


@pytest.mark.parametrize("number", [577012345678901234, 5.77012345678901e17, 577012345678901000])
def test_a_number_in_a_numeric_cell_is_refused(seller: Seller, tmp_path: Path, number: float) -> None:
    rows = [[order(OTHER).get(name, "") for name in ORDER_COLUMNS] for _ in range(2)]
    rows[0][0] = number  # type: ignore[call-overload]
    (said,) = seller.take(workbook(tmp_path / "o.xlsx", [ORDER_COLUMNS, *rows]), code=5)
    assert [(r["row"], r["column"]) for r in said["rejects"]] == [(2, "Order ID")]
    assert "lost its last digits" in said["rejects"][0]["reason"]


def test_zeros_are_refused_where_most_numbers_end_so(seller: Seller, tmp_path: Path) -> None:
    cut = [order(f"577012345678{n}000") for n in (111, 222, 333)]
    (said,) = seller.take(orders(tmp_path / "o.csv", *cut, order(OTHER)), code=5)
    assert [r["row"] for r in said["rejects"]] == [2, 3, 4]
    assert all("ends in zeros like most ids" in r["reason"] for r in said["rejects"])
    assert said["new"] == 1


def test_one_honest_number_that_ends_in_zeros_is_kept(seller: Seller, tmp_path: Path) -> None:
    honest = "577012345678901000"
    (said,) = seller.take(orders(tmp_path / "o.csv", order(honest), order(), order(OTHER)))
    assert (said["new"], said["rejected"]) == (3, 0)
    assert seller.order(honest)["amount"] == 4900


def test_the_guards_that_spreadsheets_are_tricked_with(seller: Seller, tmp_path: Path) -> None:
    seller.take(orders(tmp_path / "o.csv", order(f'="{ORDER}"'), order(f"'{OTHER}")))
    assert (seller.order()["amount"], seller.order(OTHER)["amount"]) == (4900, 4900)


def test_an_order_with_one_bad_line_is_rejected_whole(seller: Seller, tmp_path: Path) -> None:
    """Half an order would pass for the whole."""
    (said,) = seller.take(orders(tmp_path / "o.csv", order(), order(OTHER), order(sku="B", line="much")), code=5)
    assert [(r["row"], r["column"], r["value"]) for r in said["rejects"]] == [
        (2, said["rejects"][0]["column"], "much"),
        (4, said["rejects"][1]["column"], "much"),
    ]
    assert said["new"] == 1


# --- again, and in another order ----------------------------------------------------------------------------------


def test_newer_data_replace_and_older_only_fill(seller: Seller, tmp_path: Path) -> None:
    new = orders(tmp_path / "new.csv", order(status="Completed", substatus="Completed", amount="GBP 40.00", buyer=""))
    old = orders(tmp_path / "old.csv", order(status="To ship", substatus="Awaiting shipment", amount="GBP 49.00"))
    seller.take(new, "--as-of", "2026-11-23T08:00")
    (said,) = seller.take(old, "--as-of", "2026-11-20T08:00")
    assert said["changed"] == 1
    found = seller.order()
    assert (found["status"], found["amount"], found["buyer"]) == ("completed", 4000, "a.buyer")


def test_an_order_that_arrives_later_moves_the_deadline(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", request(order=ORDER)))
    assert seller.duties() == [("respond", "2026-11-24T10:00:00+00:00")]
    seller.take(orders(tmp_path / "o.csv", order(amount="GBP 100.00")))
    assert seller.duties() == [("respond", "2026-11-26T10:00:00+00:00")]  # from £100 up: four business days


# --- one absurd cell ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("created", "01/01/0001 00:00:00"),
        ("delivered", "31/12/9999 23:59:59"),
        ("amount", "9" * 20),
        ("line", "9" * 20),
    ],
)
def test_an_absurd_cell_is_a_rejected_row(seller: Seller, tmp_path: Path, fact: str, value: str) -> None:
    seller.shell.ok("init --shop us --market US")
    told = {"created": "11/13/2026 10:00:00 AM", "paid": ""}
    if fact == "created":
        seller.shell.ok("init --shop de --market DE")
        rows = order(created=value, paid=""), order(OTHER)
        (said,) = seller.take(orders(tmp_path / "o.csv", *rows), "--shop", "de", code=5)
    else:
        rows = order(**(told | {fact: value.replace("31/12", "12/31")})), order(OTHER, **told)
        (said,) = seller.take(orders(tmp_path / "o.csv", *rows), "--shop", "us", code=5)
    assert [r["row"] for r in said["rejects"]] == [2]


def test_a_control_character_in_a_name_moves_no_column(seller: Seller, tmp_path: Path) -> None:
    seller.take(orders(tmp_path / "o.csv", order(product="Tea\x1fset \x1e2")))
    assert seller.run("open", "refund", "--order", ORDER).code == 0
    (case,) = seller.cases()
    assert (case["amount"], case["product"]) == (
        {"amount": "49.00", "currency": "GBP"},
        "Tea\x1fset \x1e2".replace("\x1f", " "),
    )


@pytest.mark.parametrize(
    ("text", "order_type"), [("Normal", "regular"), ("Pre-order", "pre-order"), ("", None), ("Surprise", "Surprise")]
)
def test_whether_it_is_a_pre_order(seller: Seller, tmp_path: Path, text: str, order_type: str | None) -> None:
    seller.take(orders(tmp_path / "o.csv", order(**{"Normal or Pre-order": text})))
    assert seller.order()["order_type"] == order_type


def test_a_type_of_order_that_is_not_known_is_dispatched_as_any_and_looked_up(seller: Seller, tmp_path: Path) -> None:
    sold = order(status="To ship", substatus="Awaiting shipment", **{"Normal or Pre-order": "予約"})
    seller.take(orders(tmp_path / "o.csv", sold))
    lines = {line["duty"]: line for line in seller.due("--owner", "seller")}
    assert {"dispatch", "check"} <= set(lines)
    assert "unknown-type" in lines["check"]["flags"]
    assert "“予約”" in seller.run("explain", "1").out
    # Once it has left, its type decides nothing any more.
    gone = order(status="Shipped", substatus="In transit", **{"Normal or Pre-order": "予約"})
    seller.take(orders(tmp_path / "p.csv", gone), "--as-of", seller.shell.now)
    assert "check" not in [duty for duty, _ in seller.duties()]


def test_a_parcel_that_gets_its_number_later_is_found_by_it(seller: Seller, tmp_path: Path) -> None:
    before = order(status="To ship", substatus="Awaiting shipment")
    seller.take(orders(tmp_path / "o.csv", before), "--as-of", "2026-11-20T09:00")
    sent = order(status="Shipped", substatus="In transit", product="Lamp, white", **{"Tracking ID": "EV123456789"})
    seller.take(orders(tmp_path / "p.csv", sent), "--as-of", "2026-11-21T09:00")
    assert seller.show("EV123456789")["product"] == "Lamp, white"
