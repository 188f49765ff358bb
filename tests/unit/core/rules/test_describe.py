"""Rules and terms in words."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

from aftersales.core.rules import describe
from aftersales.core.rules.policy import Extension, Overlay, Pauses, Policy, Rule, Term
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import ClosingHour, CutOff, Length

SHORT = Term(Length(2, "business days"), "a page", date(2026, 4, 25), "high")
LONG = Term(Length(4, "business days"), "another", None, "low", limits=(("at-least", 10_000),), currency="GBP")


def rule(**fields: object) -> Rule:
    usual = {"id": "r", "duty": "respond", "owner": "seller", "starts": frozenset({"request.opened"})}
    return Rule(**{**usual, "stops": frozenset(), "outcome": "none", "terms": (SHORT,), **fields})


def test_a_term() -> None:
    assert describe.term_text(SHORT) == "2 business days"
    assert describe.term_text(LONG) == "4 business days, 100.00 GBP or more"
    dated = SHORT._replace(since=date(2026, 4, 1), until=date(2026, 5, 1), started_on=frozenset({6, 5}))
    assert describe.term_text(dated) == (
        "2 business days, started on sat or sun, for starts from Wed 1 Apr 2026 and before Fri 1 May 2026"
    )
    assert describe.start_days_text(SHORT._replace(started_on="closed-day")) == "started on a closed day"


def test_a_length_with_its_hours() -> None:
    term = SHORT._replace(length=Length(1, "business days"), cut_off=CutOff(time(14)), ends=ClosingHour(time(12), 0))
    assert describe.length_text(term) == "1 business day, cut-off 14:00, ends 12:00:00 on Monday"
    later = term._replace(cut_off=CutOff(time(14), same_day=False), zone=ZoneInfo("Asia/Bangkok"))
    assert describe.length_text(later) == (
        "1 business day, cut-off 14:00 (counted from the next day), ends 12:00:00 on Monday, in Asia/Bangkok"
    )


def test_a_source() -> None:
    assert describe.source_text(SHORT) == "a page, 2026-04-25; confidence high"
    assert describe.source_text(LONG) == "another; confidence low"


def test_extensions_and_pauses() -> None:
    assert describe.extension_text(None) == ""
    assert describe.extension_text(Extension(Length(4, "days"), 1)) == "4 days, once"
    assert describe.extension_text(Extension(Length(4, "days"), 2)) == "4 days, 2 times"
    pauses = Pauses(frozenset({"request.offered"}), frozenset({"offer.declined", "offer.accepted"}))
    assert describe.pauses_text(None) == ""
    assert describe.pauses_text(pauses) == "from partial refund offered until offer accepted, offer declined"
    assert describe.pauses_text(pauses._replace(most=Length(3, "days"))).endswith("offer declined, 3 days at most")


def test_an_overlay() -> None:
    overlay = Overlay(
        "Sale", date(2026, 11, 20), date(2026, 12, 1), frozenset({"b"}), frozenset({"a"}), None, Length(1, "days"), "s"
    )
    dates = "for starts from Fri 20 Nov 2026 and before Tue 1 Dec 2026"
    assert describe.overlay_text(overlay) == f"a, b: 1 day more, {dates}"
    assert describe.overlay_text(overlay._replace(plus=None, length=Length(3, "days"))) == f"a, b: 3 days, {dates}"


def test_the_conditions_of_a_rule() -> None:
    assert describe.conditions_text(rule()) == ""
    when = {"kind": frozenset({"return", "refund"}), "fulfilment": frozenset({"seller"})}
    assert describe.conditions_text(rule(when=when)) == "kind refund or return; fulfilment seller"


def test_the_time_to_answer_a_return() -> None:
    def policy(*rules: Rule) -> Policy:
        return Policy("p", "p", "GB", "Europe/London", "GBP", Calendar(), rules)

    day = date(2026, 6, 1)
    assert describe.response_time(policy(rule()), day) == ("2 business days", "high")
    assert describe.response_time(policy(rule(terms=(SHORT, LONG))), day) == ("2 or 4 business days", "low")
    hours = SHORT._replace(length=Length(48, "hours"))
    assert describe.response_time(policy(rule(terms=(SHORT, hours))), day) == ("2 business days or 48 hours", "high")
    assert describe.response_time(policy(rule(duty="refund")), day) is None
    assert describe.response_time(policy(rule(when={"kind": frozenset({"refund"})})), day) is None
