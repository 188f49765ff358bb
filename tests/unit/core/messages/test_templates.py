"""Facts in texts, deadlines as buyers read them, and the mistakes of a file of texts."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.messages import templates
from aftersales.errors import PolicyError
from aftersales.toml.reader import Reader

WORDINGS = {("en", "order"): ("order {order}", "your order"), ("en", "tail"): (" ({tail})", "")}


def test_a_fact_is_said_or_left_out_and_never_read_as_a_place() -> None:
    assert templates.filled("Of {order}{tail}.", "en", {"order": "{tail}", "tail": "x"}, WORDINGS) == (
        "Of order {tail} (x)."
    )
    assert templates.filled("Of {order}{tail}.\n\n{tail}\n\nEnd", "en", {}, WORDINGS) == "Of your order.\n\nEnd"


def test_a_long_name_is_cut_between_words() -> None:
    assert templates.shortened("one two") == "one two"
    assert templates.shortened("word " * 30) == "word " * 10 + "word…"
    assert templates.shortened("a\x1b[31m\n b") == "a [31m b"


@pytest.mark.parametrize(
    ("zone", "en", "zh"),
    [
        ("Europe/London", "Monday 30 November, 23:59 GMT", "11月30日 周一 23:59（GMT）"),
        ("America/Los_Angeles", "Monday 30 November, 15:59 PST", "11月30日 周一 15:59（PST）"),
        ("Asia/Bangkok", "Tuesday 1 December, 06:59 Bangkok", "12月1日 周二 06:59（Bangkok）"),
    ],
)
def test_deadlines_are_told_in_the_buyers_zone_and_never_too_late(zone: str, en: str, zh: str) -> None:
    when = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert (templates.moment(when, "en"), templates.moment(when, "zh")) == (en, zh)


def test_mistakes_of_a_file_are_told_together() -> None:
    reader = Reader("r.toml")
    templates.read_named_texts(reader, "reply", {"a": {"en": "{mood}", "zh": ""}, "c": {}}, ("a", "b"), ("order",))
    wordings = {"order": {"en": ["x", "y"], "zh": ["{order}", ""]}, "flag": {"en": ["x", "y"]}}
    templates.read_wordings(reader, wordings, ["flag"])
    with pytest.raises(PolicyError) as failed:
        reader.done()
    told = str(failed.value)
    for mistake in (
        "r.toml: reply: unknown key 'c'",
        "r.toml: reply a: en has {mood}, which has no text",
        "r.toml: reply a: zh is ''; it is a text",
        "r.toml: reply: b is missing",
        "r.toml: words order: en does not name {order} in its first text",
        "r.toml: words flag: zh is None",
    ):
        assert mistake in told
    assert "flag: en" not in told
