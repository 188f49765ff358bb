"""The fields of the list of cases."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.rendering.fields.cases import CASES_FIELDS, CaseRow
from aftersales.rendering.fields.view import View
from unit.rendering.build import LONDON, stored_case

SUMMER = datetime(2026, 7, 20, 15, 2, tzinfo=UTC)  # 16:02 in London


def test_a_case_with_its_deadline_in_the_markets_zone() -> None:
    row = CaseRow(stored_case(4, opened_at=SUMMER), SUMMER, LONDON)
    (values,) = View(CASES_FIELDS, [row]).objects()
    assert list(values)[:5] == ["case", "ref", "order", "shop", "market"]
    assert (values["case"], values["order"], values["open"]) == (4, "5761234567890100004", True)
    assert values["due"] == values["opened_at"] == "2026-07-20T16:02:00+01:00"
    assert values["amount"] == {"amount": "13.98", "currency": "GBP"}
    assert values["flags"] == []


def test_a_settled_case_that_is_gone_from_the_newest_export() -> None:
    case = stored_case(4, settled=True, flags=("reopened",), missing_since=SUMMER, amount=None)
    (values,) = View(CASES_FIELDS, [CaseRow(case, None, LONDON)]).objects()
    assert (values["open"], values["due"], values["amount"]) == (False, None, None)
    assert values["flags"] == ["reopened", "missing"]
