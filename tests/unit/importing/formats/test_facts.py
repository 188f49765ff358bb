"""The facts of columns are those that rows are read for."""

from __future__ import annotations

import re

from aftersales.importing.formats.facts import CASE_FACTS, ORDER_FACTS
from aftersales.importing.formats.recogniser import formats
from transcripts import ROOT

ROW_MODULES = ("cells", "lines", "order_rows", "request_rows")


def test_every_fact_is_read_from_rows_and_every_built_in_column_is_a_fact() -> None:
    folder = ROOT / "src/aftersales/importing/parse/exports"
    source = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in ROW_MODULES)
    read = set(re.findall(r'"([a-z_]+)"', source)) | {"country"}  # which tells the markets of a file
    assert set(CASE_FACTS) | set(ORDER_FACTS) <= read
    for form in formats():
        facts = ORDER_FACTS if form.carries == "orders" else CASE_FACTS
        assert set(form.columns) <= set(facts)
