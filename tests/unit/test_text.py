"""Instants in words: an abbreviation that two zones share is never left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales import language, text
from tables import of_each


@of_each(
    "zone, at, told",
    [
        ("Europe/London", "2026-11-24T16:02", "Tue 24 Nov 2026 16:02 GMT"),
        ("America/Los_Angeles", "2026-12-25T06:30", "Thu 24 Dec 2026 22:30 PST"),
        ("America/Chicago", "2026-07-25T03:30", "Fri 24 Jul 2026 22:30 CDT"),
        ("America/Havana", "2026-07-25T03:30", "Fri 24 Jul 2026 23:30 CDT (Havana)"),
        ("Asia/Manila", "2026-12-25T02:30", "Fri 25 Dec 2026 10:30 PST (Manila)"),
        ("America/Mexico_City", "2026-12-25T16:30", "Fri 25 Dec 2026 10:30 CST (Mexico City)"),
        ("Asia/Shanghai", "2026-12-25T02:30", "Fri 25 Dec 2026 10:30 CST (Shanghai)"),
        ("Europe/Dublin", "2026-07-01T09:00", "Wed 1 Jul 2026 10:00 IST (Dublin)"),
        ("Europe/Dublin", "2026-12-01T09:00", "Tue 1 Dec 2026 09:00 GMT"),
        ("Asia/Bangkok", "2026-12-01T09:00", "Tue 1 Dec 2026 16:00 Bangkok"),
        ("America/Sao_Paulo", "2026-12-01T09:00", "Tue 1 Dec 2026 06:00 Sao Paulo"),
        ("Etc/GMT-7", "2026-12-01T09:00", "Tue 1 Dec 2026 16:00 +07"),
    ],
)
def test_a_shared_abbreviation_comes_with_its_city(zone: str, at: str, told: str) -> None:
    assert text.moment(datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))) == told


def test_a_city_is_said_once() -> None:
    moment = datetime(2026, 9, 30, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert text.placed(moment) == text.moment(moment) == "Wed 30 Sep 2026 18:00 CST (Shanghai)"


@of_each(
    "whole, most, cut",
    [
        ("No lid", 10, "No lid"),
        ("No lid\r\n\x1b[31min the box", 40, "No lid [31min the box"),
        ("one two three", 9, "one two…"),
        ("x" * 10, 10, "x" * 10),
        ("x" * 11, 10, "x" * 9 + "…"),
        (" " * 100 + "late", 10, "…"),  # what lies behind so many blanks is not looked for
        ("", 10, ""),
    ],
)
def test_a_strangers_text_is_cut_and_on_one_line(whole: str, most: int, cut: str) -> None:
    assert text.excerpt(whole, most) == cut


def test_a_day_and_its_weekday_are_named_alike() -> None:
    day = date(2026, 11, 24)
    assert (text.weekday(day), text.short_day(day), text.day(day)) == ("Tue", "Tue 24 Nov", "Tue 24 Nov 2026")


# --- One after the other, in each language ---------------------------------------------------------------------------


@pytest.fixture
def chinese() -> Iterator[None]:
    language.use("zh")
    assert language.current() == "zh"
    yield
    language.use("en")


def test_what_stands_between_parts_in_english() -> None:
    assert text.listed(["GB", "US"]) == "GB, US"
    assert text.enumerated(["1 overdue", "2 today"]) == "1 overdue, 2 today"
    assert text.clauses(["approved", "refund it"]) == "approved; refund it"
    assert text.sentences(["Done.", "", "See the log."]) == "Done. See the log."
    assert text.together(["a", "b"]) == "a and b"
    assert text.either(["a", "b", "c"]) == "a or b or c"
    assert text.beside("snoozed", "until 11:00") == "snoozed until 11:00"
    assert text.beside("approved", "") == "approved"
    assert text.labelled("uk", "no data") == "uk: no data"
    assert text.remarked("uk", "GB") == "uk (GB)"
    assert text.sentence("It is done.") == text.sentence("It is done") == "It is done."


@pytest.mark.usefixtures("chinese")
def test_what_stands_between_parts_in_chinese() -> None:
    assert text.listed(["GB", "US"]) == "GB、US"
    assert text.enumerated(["已逾期 1", "今日到期 2"]) == "已逾期 1，今日到期 2"
    assert text.clauses(["已同意", "待退款"]) == "已同意；待退款"
    assert text.sentences(["没有错误。", "它将用于 uk。"]) == "没有错误。它将用于 uk。"
    assert text.sentences(["请先导入：", "`aftersales import`", "再看"]) == "请先导入：`aftersales import` 再看"
    assert text.together(["--shop NAME", "--market GB"]) == "--shop NAME 和 --market GB"
    assert text.either(["周一", "周二"]) == "周一或周二"
    assert text.either(["2", "4 个工作日"]) == "2 或 4 个工作日"
    assert text.labelled("uk", "没有数据") == "uk：没有数据"
    assert text.remarked("uk", "GB") == "uk（GB）"
    assert text.sentence("已记录。") == text.sentence("已记录") == "已记录。"


def test_two_parts_in_chinese_have_a_space_beside_letters_only(chinese: None) -> None:
    assert text.beside("已设稍后提醒", "至 11:00") == "已设稍后提醒至 11:00"
    assert text.beside("已退款", "27.98 GBP") == "已退款 27.98 GBP"
    assert text.beside("收到拒付通知", "（12月1日前答复）") == "收到拒付通知（12月1日前答复）"
