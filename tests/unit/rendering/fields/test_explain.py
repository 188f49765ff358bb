"""The fields of an explained clock, of a return whose deadline is worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.explain import EXPLAIN_FIELDS, Explained, ExplainedClock
from aftersales.rendering.fields.view import View
from unit.rendering.build import LONDON, NOW

POLICY = load_policy("tiktok", "GB")
# A Friday: the two business days are Monday 23 and Tuesday 24.
OPENED = Event("request.opened", datetime(2026, 11, 20, 10, tzinfo=UTC))


def test_the_reckoning_of_a_deadline() -> None:
    case = Case(4, "uk-main", "GB", "return", amount=Money(1398, "GBP"), events=(OPENED,))
    of = Explained(derive(case, POLICY, LONDON, why=True).clocks, POLICY, NOW, LONDON)
    row = View(EXPLAIN_FIELDS, [ExplainedClock(of.clocks[0], of)]).single()
    assert (row["rule"], row["duty"], row["state"], row["unit"]) == (
        "gb.respond",
        "respond",
        "running",
        "business days",
    )
    assert (row["started_at"], row["due"]) == ("2026-11-20T10:00:00+00:00", "2026-11-24T10:00:00+00:00")
    assert row["days"] == [
        {"date": "2026-11-21", "number": None, "skipped": "Saturday"},
        {"date": "2026-11-22", "number": None, "skipped": "Sunday"},
        {"date": "2026-11-23", "number": 1, "skipped": None},
        {"date": "2026-11-24", "number": 2, "skipped": None},
    ]
    assert (row["overlay"], row["extended"], row["pauses"], row["act_by"]) == (None, [], [], None)
