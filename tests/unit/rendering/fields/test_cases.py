"""The fields of the list of cases."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.cases import CASES_FIELDS, SHOW_FIELDS, CaseReport, CaseRow
from aftersales.rendering.fields.view import View
from unit.rendering.build import LONDON, NOW, stored_case

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


def test_the_duty_that_is_due_first_says_what_silence_costs() -> None:
    opened = Event("request.opened", datetime(2026, 11, 20, 10, tzinfo=UTC))  # a Friday
    facts = Case(4, "uk-main", "GB", "return", amount=Money(1398, "GBP"), events=(opened,))
    derived = derive(facts, load_policy("tiktok", "GB"), LONDON)
    values = View(SHOW_FIELDS, [CaseReport(stored_case(4), derived, NOW, LONDON, None, "", ["approve"])]).single()
    assert [(duty["duty"], duty["due"]) for duty in values["duties"]] == [("respond", "2026-11-24T10:00:00+00:00")]
    assert values["stake"] == values["duties"][0]["stake"] != "none"
    assert values["timeline"][0]["event"] == "request.opened"
    assert (values["amount"], values["open"]) == ({"amount": "13.98", "currency": "GBP"}, True)
    assert (values["refunded"], values["platform"]) == ({"amount": "0.00", "currency": "GBP"}, None)
