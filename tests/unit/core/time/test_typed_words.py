"""The words of typed times: none may mean two things."""

from __future__ import annotations

from itertools import chain

from aftersales.core.time.typed_words import ENGLISH


def test_every_weekday_and_month_has_words() -> None:
    assert set(ENGLISH.weekdays.values()) == set(range(7))
    assert set(ENGLISH.months.values()) == set(range(1, 13))


def test_the_program_s_own_abbreviations_are_among_them() -> None:
    assert {"mon", "tue", "wed", "thu", "fri", "sat", "sun"} <= set(ENGLISH.weekdays)
    assert {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"} <= set(ENGLISH.months)


def test_no_word_begins_two_kinds_of_parts() -> None:
    kinds = [ENGLISH.weekdays, ENGLISH.months, ENGLISH.days, ENGLISH.turns, ENGLISH.hours, ENGLISH.now]
    words = list(chain(*kinds, ENGLISH.before_a_time, ENGLISH.before_a_day))
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)
