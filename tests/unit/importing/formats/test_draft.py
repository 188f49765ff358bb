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
    assert tables["dates"] == {"format": "dmy"}
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
