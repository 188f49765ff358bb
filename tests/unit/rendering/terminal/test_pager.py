"""Whether a text goes through the pager."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from aftersales.rendering.terminal import pager

LINK = "\x1b]8;;https://seller.example/order/" + "9" * 99 + "\x1b\\order\x1b]8;;\x1b\\"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("drawn", "paged"),
    [
        ("a line\n" * 4, False),
        ("a line\n" * 5, True),
        ("\n" * 4, False),
        ("a line\n" * 3 + "x" * 20 + "\n", False),
        ("a line\n" * 3 + "x" * 21 + "\n", True),  # it takes two rows, and the first line would be gone
        ("a line\n" * 3 + "灯" * 11 + "\n", True),
        ("a line\n" * 3 + "\x1b[1;31m" + "x" * 20 + "\x1b[0m\n", False),
        ("a line\n" * 3 + LINK + "\n", False),
    ],
)
def test_what_takes_more_rows_than_the_screen_has_is_paged(
    drawn: str, paged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pager, "_paged", lambda _, text, _encoding: asked.append(text) or True)
    pager.write(Console(file=Screen(), force_terminal=True, width=20, height=5, _environ={"TERM": "xterm"}), drawn)
    assert asked == ([drawn] if paged else [])
