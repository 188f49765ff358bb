"""Help topics on a terminal: Chinese fills the lines, and tables lose nothing."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from aftersales import language
from aftersales.actions.help_topics import TOPICS, topic_text
from aftersales.rendering.terminal import markdown


def drawn(text: str, width: int, capsys: pytest.CaptureFixture[str]) -> list[str]:
    markdown.show(Console(width=width, color_system=None), text, "off")
    return capsys.readouterr().out.splitlines()


def test_chinese_goes_on_in_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    """By hand: each line has at most 20 cells, a Chinese character takes two, and no line begins with a full stop."""
    lines = drawn("运行 `due` 之后看列表，今天到期的在前。然后逐件处理。", 20, capsys)
    assert lines == ["运行 due 之后看列", "表，今天到期的在前。", "然后逐件处理。"]


def test_the_end_of_a_line_in_chinese_is_no_space(capsys: pytest.CaptureFixture[str]) -> None:
    text = "今天到期的\n在前，\n`due` 列出\n`--all`\n（全部）\nand more"
    assert drawn(text, 80, capsys) == ["今天到期的在前，due 列出 --all（全部）and more"]


@pytest.mark.parametrize("width", [42, 80])
def test_a_table_in_chinese_loses_nothing(width: int, capsys: pytest.CaptureFixture[str]) -> None:
    cell = "失败：文件有问题、没有这个售后单、步骤不允许、账本被占用；什么都没有写入，可以放心重来，或者先试运行看看"
    lines = drawn(f"| 代码 | 含义 |\n| --- | --- |\n| 1 | {cell} |\n", width, capsys)
    assert all(cell_len(line) <= width for line in lines)
    assert cell in "".join(line[6:].strip() for line in lines)
    assert all(cell_len(line) > width - 8 for line in lines[4:-2])


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_no_topic_loses_text_in_a_narrow_terminal(spoken: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of their tables: all other text goes on in the next line."""
    language.use(spoken)
    texts = {topic: topic_text(topic) for topic in TOPICS}
    language.use("en")
    tables = [
        (topic, table) for topic, text in texts.items() for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    ]
    assert len(tables) > 50
    for topic, table in tables:
        assert "\n".join(drawn(table, 42, capsys)).count("…") == table.count("…"), topic
