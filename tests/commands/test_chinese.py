"""The morning in Chinese: what stands on the screen, how it is broken, and what stays the same in every language."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from transcripts import SAMPLES, Shell, prepared

NOT_FIRST = "，。；：、？！）》】”’％"
NOT_LAST = "（《【“‘"


@prepared
def shops(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    for line in ("uk-main.staff.timezone Asia/Shanghai", 'uk-main.staff.hours "09:00-18:00"'):
        shell.ok(f"config set shops.{line}")
    shell.ok(
        ["import", *(str(SAMPLES / name) for name in ("orders.csv", "returns.csv")), "--as-of", "2026-11-24T08:40Z"]
    )
    shell.ok("due")  # derives again with the staff's hours


@pytest.fixture
def screen(shops: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("AFTERSALES_LANG", "zh")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PAGER", "")
    return shops


@pytest.mark.parametrize("width", [42, 80, 140])
@pytest.mark.parametrize("line", ["due", "due --long", "status", "--help", ""])
def test_no_row_is_too_wide_or_begins_with_a_full_stop(
    screen: Shell, monkeypatch: pytest.MonkeyPatch, line: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    screen.terminal = True
    rows = [row for row in screen.ok(line).out.splitlines() if not re.search(r"aftersales|--", row)]
    assert rows
    assert [row for row in rows if cell_len(row) > width] == []
    assert [row for row in rows if row.strip()[:1] in tuple(NOT_FIRST) or row[-1:] in tuple(NOT_LAST)] == []


def test_the_list_is_chinese_from_head_to_foot(screen: Shell) -> None:
    out = screen.ok("due --format table").out
    head, money, *rows = [row for row in out.splitlines() if row]
    assert head.startswith("11月24日 周二 17:00 上海 · ")
    assert " 件待办：" in head
    assert money.startswith("逾期不处理将退款 ")
    titles = [row.split("  ")[0] for row in rows if not row.startswith(" ")]
    assert titles[:4] == ["已逾期", "18:00 下班前", "即将到期", "其他"]
    first = next(row for row in rows if row.startswith(" "))
    assert re.fullmatch(r" +\d+  仅退款 +逾期 1 小时  周二 15:12 +回复 +13.98 GBP  Magnetic Silic.*", first)
    assert "回复：`aftersales approve N`、`aftersales reject N`" in out
    assert "1 家店铺，数据截至周二 16:40" in out


def test_the_entry_of_three_lines_is_chinese(screen: Shell) -> None:
    out = screen.ok("due --long --format table --limit 1").out
    assert "逾期 1 小时 47 分" in out
    assert "11月24日 周二 07:12 GMT" in out
    assert "仅退款：处理申请" in out


def test_how_the_shops_stand_is_chinese(screen: Shell) -> None:
    assert "待办列表：`aftersales due`" in screen.ok("").out
    assert re.match(r"已逾期 1 · 今日到期 \d+ · 涉及金额 £\d+ · 16:40\n", screen.ok("status --short").out)


@pytest.mark.parametrize(
    "line", ["due --json", "due", "due --format csv", "due --format jsonl", "status --json", "cases"]
)
def test_what_programs_read_is_the_same_in_every_language(screen: Shell, line: str) -> None:
    chinese = screen.ok(line).out
    assert chinese
    assert chinese == screen.ok(f"{line} --lang en").out


@pytest.mark.parametrize("line", ["--lang zh", "--lang=zh -q", "--color never --lang zh"])
def test_global_options_alone_are_no_command(shops: Shell, line: str) -> None:
    assert "待办列表：" in shops.ok(line).out


@pytest.mark.parametrize("line", ["--lang", "--lang zh --now", "--color never --wrong"])
def test_an_option_without_its_value_is_a_mistake(shops: Shell, line: str) -> None:
    assert shops(line).code == 2


@pytest.mark.parametrize("width", [42, 80])
def test_a_mistake_is_broken_as_chinese_is(screen: Shell, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    screen.terminal = True
    rows = screen("approve 7 --mode burn").err.splitlines()
    assert len(rows) > 1
    assert [row for row in rows if cell_len(row) > width or row.strip()[:1] in tuple(NOT_FIRST)] == []
    screen.terminal = False
    assert len(screen("approve 7 --mode burn").err.splitlines()) == 1  # a program reads a line
