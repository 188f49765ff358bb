"""The draft of a mapping is TOML that lacks what only a person knows."""

from __future__ import annotations

import tomllib

from aftersales.importing.formats.draft import TableSample, mapping_draft
from aftersales.importing.formats.recogniser import formats

HEADER = ["RMA", "Order no.", "Registered", "State", "Value", "Shelf", "=x\n[columns]\na = 1"]
ROWS = [
    ["R-1", "#577000000000000001", "24.11.2026", "sent", "1.299,00", "A", '"]\x1b[2J'],
    ["R-2", "#577000000000000002", "01.12.2026", "lost", "9,50", "A", ""],
]


def test_what_can_be_guessed_is_guessed_and_words_are_left_empty() -> None:
    draft = mapping_draft(TableSample(HEADER, ROWS), formats(), "list.csv")
    tables = tomllib.loads(draft)
    assert tables["columns"] == {
        "ref": "RMA", "order": "Order no.", "opened_at": "Registered", "status": "State", "line_amount": "Value",
    }  # fmt: skip
    assert tables["status"] == {"sent": "", "lost": ""}
    assert tables["dates"] == {"format": "dmy", "time": "00:00"}  # its dates have no time of day
    assert tables["money"] == {"decimal": ","}
    assert tables["ids"] == {"own": ["ref"], "prefixes": ["#"]}
    assert '# … = "Shelf"  # "A"' in draft


def test_texts_of_the_file_stay_texts() -> None:
    draft = mapping_draft(TableSample(HEADER, ROWS), formats(), 'a"\n[columns]')
    assert "\x1b" not in draft
    assert tomllib.loads(draft)["title"] == 'a"\n[columns]'


def test_orders_are_told_from_requests() -> None:
    rows = [["577000000000000001", "2026-11-24 10:00", "paid", "5.00"]]
    tables = tomllib.loads(mapping_draft(TableSample(["Order", "Date", "Status", "Total"], rows), formats(), "o.csv"))
    assert tables["carries"] == "orders"
    assert tables["columns"] == {"order": "Order", "placed_at": "Date", "status": "Status", "amount": "Total"}
    assert tables["dates"] == {"format": "ymd"}
    assert "ids" not in tables


def test_a_known_export_is_what_it_is() -> None:
    header = ["Order ID", "Order Status", "Order Amount", "Created Time", "Cancelation/Return Type"]
    assert tomllib.loads(mapping_draft(TableSample(header, []), formats(), "o.csv"))["carries"] == "orders"


def test_dates_that_an_order_does_not_tell_get_a_pattern() -> None:
    for date, format_ in {
        "20.11.26": "DD.MM.YY HH:mm",
        "11/20/26 9:05": "MM/DD/YY HH:mm",
        "20/11/2026": "dmy",
        "2026年11月5日 14:05": "ymd",
        "1.2.26": "",
    }.items():
        sample = TableSample(["售后单号", "申请时间", "状态"], [["SH-1", date, "待处理"]])
        assert tomllib.loads(mapping_draft(sample, formats(), "r.csv"))["dates"]["format"] == format_, date


def test_amounts_in_yuan_or_yen_leave_the_currency_to_a_person() -> None:
    sample = TableSample(["售后单号", "申请时间", "状态", "退款金额"], [["SH-1", "2026年11月5日", "待处理", "¥27.98"]])
    draft = tomllib.loads(mapping_draft(sample, formats(), "r.csv"))
    assert draft["money"] == {"currency": "", "decimal": "."}
    assert draft["dates"] == {"format": "ymd", "time": "00:00"}


def test_german_and_chinese_headers_are_guessed() -> None:
    for header, fact in {"Käufer": "buyer", "顾客": "buyer", "Sendungsnummer": "tracking"}.items():
        sample = TableSample(["RMA", header], [["R-1", "x"]])
        assert tomllib.loads(mapping_draft(sample, formats(), "r.csv"))["columns"][fact] == header, header


def test_a_column_of_times_of_day_belongs_to_the_date_before_it() -> None:
    rows = [["R-1", "24.11.2026", "8:05", "sent"], ["R-2", "01.12.2026", "17:30:12", "lost"]]
    draft = mapping_draft(TableSample(["RMA", "Registered", "Time", "State"], rows), formats(), "list.csv")
    assert tomllib.loads(draft)["dates"] == {"format": "dmy", "times": {"opened_at": "Time"}}
    assert '"Time"  #' not in draft  # it is not a column that is not used
    some = [*rows, ["R-3", "02.12.2026", "", "sent"]]
    draft = mapping_draft(TableSample(["RMA", "Registered", "Time", "State"], some), formats(), "list.csv")
    assert tomllib.loads(draft)["dates"] == {"format": "dmy", "times": {"opened_at": "Time"}, "time": "00:00"}
    words = [[*row[:2], "shelf", row[3]] for row in rows]
    draft = mapping_draft(TableSample(["RMA", "Registered", "Time", "State"], words), formats(), "list.csv")
    assert tomllib.loads(draft)["dates"] == {"format": "dmy", "time": "00:00"}
