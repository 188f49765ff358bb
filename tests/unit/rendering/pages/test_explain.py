"""The page that explains a clock, of a return whose deadline is worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.explain import Explained
from aftersales.rendering.pages import explain as explain_page
from tables import of_each
from unit.rendering.build import LONDON, NOW

POLICY = load_policy("tiktok", "GB")


def at(day: int, hour: int) -> datetime:
    """An hour of a day of November 2026: London's winter time, which is UTC."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def explained(*events: Event) -> Explained:
    """The clocks of a return that asks for 13.98 GBP, at Tuesday 24 November, 09:00."""
    case = Case(4, "uk-main", "GB", "return", order="5761", amount=Money(1398, "GBP"), events=events)
    return Explained(derive(case, POLICY, LONDON, why=True).clocks, POLICY, NOW, LONDON)


OPENED = Event("request.opened", at(20, 10))  # a Friday: two business days later is Tuesday 24, at the same hour


def test_a_running_clock_says_when_what_and_why() -> None:
    of = explained(OPENED)
    section = explain_page.section(of.clocks[0], of)
    facts = dict(section.facts)
    assert section.title == "respond"
    assert facts["due"] == "Tue 24 Nov 2026 10:00 GMT, 1 hour left"
    assert facts["state"] == "running"
    assert "if you do nothing" in facts
    assert facts["rule"] == "gb.respond of tiktok-gb: 2 business days"
    assert facts["calendar"].startswith("England and Wales bank holidays, published through ")
    assert [line for line in section.lines if "skipped" in line] == [
        "Sat 21 Nov: skipped, Saturday.",
        "Sun 22 Nov: skipped, Sunday.",
    ]


def test_an_ended_clock_says_what_ended_it_and_no_outcome() -> None:
    of = explained(OPENED, Event("request.approved", at(23, 9), {"mode": "seller-address"}))
    facts = dict(explain_page.section(of.clocks[0], of).facts)
    assert facts["state"] == "ended in time: approved, Mon 23 Nov 2026 09:00 GMT"
    assert "if you do nothing" not in facts


def test_a_late_answer_is_late_and_a_buyers_act_is_neither() -> None:
    late = explained(OPENED, Event("request.approved", at(24, 11), {"mode": "keep"}))
    assert dict(explain_page.section(late.clocks[0], late).facts)["state"].startswith("ended late: approved")
    withdrawn = explained(OPENED, Event("request.withdrawn", at(23, 9)))
    state = dict(explain_page.section(withdrawn.clocks[0], withdrawn).facts)["state"]
    assert state == "ended: request withdrawn, Mon 23 Nov 2026 09:00 GMT"


def test_whose_a_duty_is_stands_in_the_title() -> None:
    of = explained(OPENED, Event("request.approved", at(23, 9), {"mode": "seller-address"}))
    assert [explain_page.section(clock, of).title for clock in of.clocks][:2] == ["respond", "ship-back (the buyer's)"]


@of_each(
    "days, words",
    [(-1, "after now, on"), (0, "today, on"), (1, "1 day ago, on"), (30, "30 days ago, on")],
)
def test_when_rules_were_checked(days: int, words: str) -> None:
    assert explain_page.checked(replace(POLICY, checked=date(2026, 11, 24)), days) == f"{words} Tue 24 Nov 2026"


def test_rules_unchecked_for_a_year_may_be_old() -> None:
    said = explain_page.checked(replace(POLICY, checked=date(2025, 11, 24)), 365)
    assert said == "365 days ago, on Mon 24 Nov 2025; the platform may have changed its rules since"
