"""Pages drawn on a terminal."""

from __future__ import annotations

import io
import subprocess
import sys

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
