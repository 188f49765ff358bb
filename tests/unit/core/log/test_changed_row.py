"""A change comes back from JSON as it was."""

from __future__ import annotations

import json

from aftersales.core.log.changed_row import CASE, CHANGED, ChangedField, ChangedRow, of_object


def test_a_change_comes_back_from_json() -> None:
    fields = [ChangedField("amount", None, {"amount": "1.00", "currency": "GBP"}), ChangedField("status", "a", "b")]
    row = ChangedRow(CASE, CHANGED, "uk", "577", 3, "return", "r.csv:2", fields)
    assert of_object(json.loads(json.dumps(row.as_object()))) == row
