"""A reader notes every mistake and goes on."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from aftersales.errors import PolicyError
from aftersales.toml.reader import Reader, Source, shown
from tables import of_each


def test_all_mistakes_are_raised_together() -> None:
    reader = Reader("x.toml")
    reader.keys("rule a", {"lenght": 1, "zzz": 2}, ("length", "source"))
    reader.text("rule a", "source", None)
    with pytest.raises(PolicyError) as caught:
        reader.done()
    assert caught.value.mistakes == (
        "x.toml: rule a: unknown key 'lenght'; did you mean 'length'?",
        "x.toml: rule a: unknown key 'zzz'",
        "x.toml: rule a: source is missing",
    )
    assert [mistake.place for mistake in caught.value.noted] == ["rule a"] * 3


def test_without_a_mistake_nothing_is_raised() -> None:
    reader = Reader("x.toml")
    assert reader.text("", "name", " a ") == "a"
    assert reader.words("", "days", None) == ()
    assert reader.day("", "dated", None) is None
    reader.done()


@of_each(
    "method, value, what",
    [
        ("text", 3, "k is 3; it is a text"),
        ("words", [""], "k is ['']; it is a list of texts"),
        ("count", True, "k is true; it is a whole number"),
        ("count", -1, "k is -1; it is a whole number"),
        ("yes", "true", "k is 'true'; it takes true or false, without quotes"),
        ("table", [], "k is []; it is a table"),
        ("table", None, "k is missing"),
        ("tables", [], "k is []; it is a list of tables"),
        ("day", "2026-04-01", "k is '2026-04-01'; write a date such as 2026-04-01, without quotes"),
    ],
)
def test_a_value_of_another_kind_says_what_it_takes(method: str, value: Any, what: str) -> None:
    reader = Reader("x.toml")
    getattr(reader, method)("", "k", value)
    assert reader.mistakes == [f"x.toml: {what}"]


def test_a_word_that_is_not_known_gets_the_nearest_or_all() -> None:
    reader = Reader("x.toml")
    assert reader.one_of("", "confidence", "hihg", ("high", "low")) == "high"
    reader.one_of("", "confidence", "certain", ("high", "low"))
    reader.unknown_key("[house]", "contat", ("contact", "offer"))
    reader.unknown_key("[house]", "x", ("contact", "offer"))
    assert [mistake.what for mistake in reader.noted] == [
        "confidence is 'hihg'; did you mean 'high'?",
        "confidence is 'certain'; it takes high, low",
        "unknown key 'contat'; did you mean 'contact'?",
        "unknown key 'x'; known are contact, offer",
    ]


def test_a_source_is_read_from_its_table() -> None:
    reader = Reader("x.toml")
    table = {"source": "a letter", "dated": date(2026, 3, 5), "confidence": "low", "url": "https://x"}
    assert reader.source("", table) == Source("a letter", date(2026, 3, 5), "low", "https://x")
    assert reader.mistakes == []


def test_of_a_long_value_only_the_beginning_is_shown() -> None:
    assert shown("a") == "'a'"
    assert shown("a" * 200) == "'" + "a" * 99 + "…"


@of_each(
    "value, text",
    [
        (date(2026, 8, 31), "2026-08-31"),
        (datetime(2026, 8, 31, 9, tzinfo=UTC), "2026-08-31T09:00:00+00:00"),
        (time(9, 30), "09:30:00"),
        (True, "true"),
        ([date(2026, 8, 31), False, "a"], "[2026-08-31, false, 'a']"),
        ({"most": 2, "a b": "x"}, "{ most = 2, \"a b\" = 'x' }"),
        ("it's", '"it\'s"'),
        ("a\nb", '"a\\nb"'),
        ({}, "{}"),
        (3, "3"),
    ],
)
def test_a_value_is_shown_as_toml_writes_it(value: Any, text: str) -> None:
    assert shown(value) == text
    assert tomllib.loads(f"x = {text}")["x"] == value
