"""How long something takes, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aftersales import language
from aftersales.rendering.durations import in_words
from tables import of_each

LENGTHS = {
    timedelta(hours=2, minutes=47, seconds=59): ("2 hours 47 minutes", "2 小时 47 分钟"),
    timedelta(hours=-1, minutes=-1): ("1 hour 1 minute", "1 小时 1 分钟"),
    timedelta(days=1, hours=5, minutes=20): ("1 day 5 hours", "1 天 5 小时"),
    timedelta(days=16): ("16 days", "16 天"),
    timedelta(days=1, minutes=59): ("1 day", "1 天"),
    timedelta(seconds=59): ("less than a minute", "不到 1 分钟"),
}


@of_each("length", LENGTHS)
def test_a_length_is_said_in_two_units_at_most(length: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    english, chinese = LENGTHS[length]
    assert in_words(length) == english
    monkeypatch.setattr(language, "_language", "zh")
    monkeypatch.setattr(language, "_translation", {"less than a minute": "不到 1 分钟"}.get)
    assert in_words(length) == chinese
    monkeypatch.undo()
