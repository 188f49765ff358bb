"""The page of a case."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import Derived, derive
from aftersales.core.money.amount import Money
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.cases import CaseReport
from aftersales.rendering.pages import case as case_page
from unit.rendering.build import LONDON, NOW, stored_case

POLICY = load_policy("tiktok", "GB")


def derived(*events: Event) -> Derived:
    case = Case(4, "uk-main", "GB", "return", order="5761", amount=Money(1398, "GBP"), events=events)
    return derive(case, POLICY, LONDON)


OPENED = Event("request.opened", datetime(2026, 11, 20, 10, tzinfo=UTC))  # due two business days later, on Tuesday 24


def page(
    state: Derived, steps: list[str], staff: ZoneInfo | None = None
) -> dict[str, tuple[dict[str, str], list[str]]]:
    """The sections of the page by title: facts, lines."""
    sections = case_page.case_sections(CaseReport(stored_case(4), state, NOW, LONDON, staff, "", steps))
    return {section.title: (dict(section.facts), list(section.lines)) for section in sections}


def test_the_sections_of_a_case() -> None:
    sections = page(derived(OPENED), ["approve", "reject"])
    assert list(sections) == ["Case 4: return", "Where it stands", "Deadlines", "Timeline", "Possible now"]
    about, _ = sections["Case 4: return"]
    assert about["shop"] == "uk-main (GB)"
    assert about["order"] == "5761234567890100004, not in the ledger"
    assert about["asked"] == "13.98 GBP"
    assert not {"tracking", "postage", "buyer window"} & set(about)  # not known
    assert sections["Where it stands"][0]["decision"] == "pending"
    assert sections["Timeline"][1] == ["Fri 20 Nov 2026 10:00 GMT  request opened  [hand]"]
    could = ["aftersales approve 4", 'aftersales reject 4 --reason "…"', "aftersales draft 4"]
    assert sections["Possible now"][1] == could


def test_a_deadline_is_passed_or_not() -> None:
    assert page(derived(OPENED), [])["Deadlines"][0]["respond"].startswith("Tue 24 Nov 2026 10:00 GMT, 1 hour left: ")
    earlier = OPENED._replace(at=datetime(2026, 11, 19, 10, tzinfo=UTC))  # Thursday: due Monday 23
    assert page(derived(earlier), [])["Deadlines"][0]["respond"].startswith(
        "Mon 23 Nov 2026 10:00 GMT, passed 23 hours ago: "
    )


def test_where_nothing_runs_the_page_says_why() -> None:
    withdrawn = Event("request.withdrawn", datetime(2026, 11, 23, 9, tzinfo=UTC))
    sections = page(derived(OPENED, withdrawn), [])
    assert sections["Deadlines"] == ({}, ["No time limit is known for its next step."])
    assert sections["Possible now"][1] == ["Nothing."]
