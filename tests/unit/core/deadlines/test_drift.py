"""Which term is found in deadlines that the platform gave: against a search by hand, and only where it can be told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.deadlines import drift
from aftersales.core.deadlines.drift import DriftGroup, Sample
from aftersales.core.rules.policy import Rule, Term
from aftersales.core.time import length as time_length
from aftersales.core.time.length import ClosingHour, Length
from aftersales.policies.load import load as load_policy

LONDON = ZoneInfo("Europe/London")
POLICY = load_policy("tiktok", "GB")
TERM = Term(Length(48, "hours"), "x", None, "low")
RULE = Rule("r", "respond", "seller", frozenset(), frozenset(), "none", (TERM,))


def sample(start: datetime, stamped: datetime, *, exact: bool = True, case: int = 1) -> Sample:
    return Sample(case, RULE, TERM, start, start + timedelta(hours=48), stamped, exact)


def group(*found: Sample) -> DriftGroup:
    (made,) = drift.groups(found, timedelta(hours=1))
    return made


def at(day: int, hour: int = 10) -> datetime:
    """An hour of a day of November 2026, London's winter time."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_what_started_nobody_knows_when_is_compared_but_not_tried() -> None:
    told = group(sample(at(16), at(19), exact=False), sample(at(17), at(20)))
    found = drift.fit(told, POLICY, LONDON)
    assert (len(told.drifting), found and found.of) == (2, 1)
    assert drift.fit(group(sample(at(16), at(19), exact=False)), POLICY, LONDON) is None


def test_no_term_is_offered_that_gives_half_of_them_or_less() -> None:
    told = group(sample(at(16), at(19, 11)), sample(at(17), at(23, 13)))
    assert drift.fit(told, POLICY, LONDON) is None


def test_what_agrees_since_the_first_that_differs_counts_against_a_term() -> None:
    """Four of Monday 16 end on Thursday, three of Tuesday on that Thursday too, which is the old 48 hours."""
    new = [sample(at(16), at(19)) for _ in range(4)]
    old = [sample(at(17), at(19)) for _ in range(3)]
    before = [sample(at(10), at(12)) for _ in range(9)]  # what started earlier says nothing of it
    found = drift.fit(group(*new, *old, *before), POLICY, LONDON)
    assert found is not None
    assert (str(found.best), found.hits, found.of) == ("72 hours", 4, 7)


def test_the_unit_of_the_rule_goes_first() -> None:
    days = Term(Length(2, "business days"), "x", None, "low")
    told = group(sample(at(16), at(19)))._replace(term=days)
    found = drift.fit(told, POLICY, LONDON)
    assert found is not None and str(found.best) == "3 business days"


@given(
    number=st.integers(1, 30),
    unit=st.sampled_from(time_length.UNITS),
    ends=st.sampled_from([None, ClosingHour(time_length.END_OF_DAY), ClosingHour(time(12))]),
    starts=st.lists(st.integers(0, 60 * 24 * 80), min_size=2, max_size=6, unique=True),
)
def test_a_term_is_always_found_in_what_it_gave(
    number: int, unit: str, ends: ClosingHour | None, starts: list[int]
) -> None:
    """Whatever the term was, one is found that gives the same deadlines for the same starts."""
    ends = None if unit == "hours" else ends  # hours that end at a closing hour are no more than days that do
    begun = [datetime(2026, 9, 15, tzinfo=UTC) + timedelta(minutes=m) for m in starts]
    given_ = [time_length.term_deadline(s, Length(number, unit), LONDON, POLICY.calendar, ends).due for s in begun]
    found = [sample(s, d, case=n) for n, (s, d) in enumerate(zip(begun, given_, strict=True))]
    for told in drift.groups(found, timedelta(minutes=-1)):
        fit = drift.fit(told, POLICY, LONDON)
        assert fit is not None and fit.hits == len(found)
        length, closing, cut_off = fit.best
        again = [time_length.term_deadline(s, length, LONDON, POLICY.calendar, closing, cut_off).due for s in begun]
        assert all(abs(a - d) <= timedelta(minutes=1) for a, d in zip(again, given_, strict=True))


def test_terms_of_other_values_go_on_beside_the_new_one() -> None:
    low = Term(Length(2, "business days"), "x", None, "high", since=date(2026, 4, 1), limits=(("below", 10000),))
    high = Term(Length(4, "business days"), "x", None, "high", since=date(2026, 4, 1), limits=(("at-least", 10000),))
    rule = Rule("r", "respond", "seller", frozenset(), frozenset(), "none", (low, high))
    raw = [
        {"length": "2 business days", "from": date(2026, 4, 1), "below": "100.00", "source": "x"},
        {"length": "4 business days", "from": date(2026, 4, 1), "at-least": "100.00", "source": "x"},
    ]
    told = group(sample(at(16), at(19)))._replace(term=low, rule=rule)
    fit = drift.fit(told, POLICY, LONDON)
    assert fit is not None
    made = drift.rewritten_terms(rule, raw, [(low, fit)], date(2026, 11, 16), {"source": "seen"})
    assert made == [
        *raw,
        {"length": "3 business days", "from": date(2026, 11, 16), "below": "100.00", "source": "seen"},
        {"length": "4 business days", "from": date(2026, 11, 16), "at-least": "100.00", "source": "x"},
    ]
