"""A report's lines on a phone."""

from __future__ import annotations

from aftersales.rendering.pages.reports.plain_text import WIDTH, cells, wrapped
from tables import of_each


@of_each(
    "lines",
    [
        [""],
        ["Nothing to do"],
        ["If you say nothing, buyers get 388.78 EUR,", "17.48 MYR"],
        ["CAME IN 5 refunds, 3 returns of the first,", "2 replacements"],
        ["39 to send (14 late), 36 more later, by", "Wed 10:30"],
        ["39 to send (14 late), 17 to look,", "chores: 6"],
        ["! " + "x" * 39, "y", "x" * 60, "y"],
    ],
)
def test_a_line_breaks_where_it_reads_on(lines: list[str]) -> None:
    assert [line.strip() for line in wrapped(" ".join(lines))] == lines
    assert all(cells(line) <= WIDTH or " " not in line.strip() for line in wrapped(" ".join(lines)))


def test_chinese_breaks_anywhere_but_at_its_signs_and_in_a_time() -> None:
    sentence = "稍后另有 44 件，最晚周五 10:30 处理，再看其他的事情。"
    assert wrapped(sentence) == ["稍后另有 44 件，最晚周五 10:30 处理，再看", "  其他的事情。"]
    assert wrapped("一二三四五六七八九十一二三四五六七八九十。一二三四五六七八九十一二三四五六七八九。") == [
        "一二三四五六七八九十一二三四五六七八九十。",
        "  一二三四五六七八九十一二三四五六七八九。",
    ]
