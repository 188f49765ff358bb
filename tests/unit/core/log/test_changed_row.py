"""Changed rows as JSON and back."""

from __future__ import annotations

import json

from aftersales.core.log.changed_row import CASE, CHANGED, ChangedField, ChangedRow, of_object


def test_a_row_is_the_same_after_json() -> None:
    amount = {"amount": "13.98", "currency": "GBP"}
    fields = [
        ChangedField("amount", None, amount),
        ChangedField("quantity", 1, 2),
        ChangedField("buyer_note", 'said "no"\\\n\u200b茶', None),
    ]
    row = ChangedRow(CASE, CHANGED, "uk-main", "577", 4, "return", 'a"b.csv:2', fields, "respond", "seller")
    said = row.as_json()
    assert "\n" not in said
    told = json.loads(said)
    assert of_object(told) == row
    assert list(told) == list(ChangedRow._fields[:-1])
