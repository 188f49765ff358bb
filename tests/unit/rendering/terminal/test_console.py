"""Pages drawn on a terminal."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from rich.cells import cell_len

from aftersales.rendering.fields.view import Section
from aftersales.rendering.terminal import console as terminal

COAT = "2026 新款冬季加厚保暖羽绒服女士中长款连帽外套"


def test_page_aligns_facts_and_hangs_what_is_folded() -> None:
    sections = [
        Section("Case 12", [("order", "5761234567890100012"), ("what it is", f"{COAT} {COAT}")]),
        Section(
            "How",
            [],
            ["1. " + "the request was opened " * 4, "  - no working day", "\x1b[31m[red]text[/red]"],
        ),
    ]
    stream = io.StringIO()
    terminal.page(terminal.console(stream, color="never", width=60), sections)
    assert stream.getvalue().splitlines() == [
        "Case 12",
        "  order       5761234567890100012",
        "  what it is  2026 新款冬季加厚保暖羽绒服女士中长款连帽外套",
        "              2026 新款冬季加厚保暖羽绒服女士中长款连帽外套",
        "",
        "How",
        "  1. the request was opened the request was opened the",
        "     request was opened the request was opened",
        "    - no working day",
        "  [31m[red]text[/red]",
    ]


def test_importing_the_terminal_loads_no_more_of_rich_than_it_needs() -> None:
    code = (
        "import sys; from aftersales.rendering.terminal import console as terminal\n"
        "slow = {'rich.table', 'rich.markdown', 'rich.syntax', 'pydantic', 'pendulum', 'sqlite_utils'}\n"
        "print(*sorted(slow & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


@pytest.mark.parametrize("width", [42, 80, 140])
def test_no_page_is_wider_than_the_terminal(width: int) -> None:
    sections = [Section(COAT, [("product", COAT * 3)], ["- " + COAT * 3])]
    stream = io.StringIO()
    terminal.page(terminal.console(stream, color="never", width=width), sections)
    assert max(map(cell_len, stream.getvalue().splitlines())) <= width


def test_an_address_is_never_wrapped() -> None:
    address = "https://partner.tiktokshop.com/docv2/page/return-refund-and-cancel-api-overview"
    stream = io.StringIO()
    terminal.page(terminal.console(stream, color="never", width=42), [Section("Rule", [("source", address)])])
    assert stream.getvalue().splitlines() == ["Rule", f"  {address}"]


def test_a_table_leaves_out_what_is_spare_and_wraps_the_last_column() -> None:
    rows = [["tiktok-gb", "GB", "TikTok Shop in Great Britain"]]

    def table(width: int, spare: tuple[str, ...] = ()) -> list[str]:
        stream = io.StringIO()
        terminal.table(terminal.console(stream, color="never", width=width), ["policy", "market", "what"], rows, spare)
        return stream.getvalue().splitlines()

    assert table(60) == [
        "policy     market  what",
        "tiktok-gb  GB      TikTok Shop in Great Britain",
    ]
    assert table(44) == ["policy     market  what", "tiktok-gb  GB      TikTok Shop in Great", " " * 19 + "Britain"]
    assert table(30, ("what",)) == ["policy     market", "tiktok-gb  GB"]


@pytest.mark.parametrize(
    ("color", "environment", "colored"),
    [
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {}, False),  # no terminal
    ],
)
def test_colour_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, color: str, environment: dict[str, str], colored: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    terminal.page(terminal.console(stream, color=color, width=80), [Section("Rule")])
    assert ("\x1b[" in stream.getvalue()) is colored
