"""The list at a real terminal: through a pager, without one, without colours, on a terminal that can do nothing."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminals import at_terminal
from transcripts import Shell
from worlds.mornings import WORLDS

pytestmark = pytest.mark.slow

_ESCAPE = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|[=>])")
_COLOUR = re.compile(r"\x1b\[(\d+;)*3[0-7]m")


@pytest.fixture
def three(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield WORLDS["three"].build(shell, "wednesday")
    monkeypatch.undo()
    time.tzset()


def seen(shell: Shell, *words: str, keys: str = "", **environment: str) -> str:
    """What the terminal of 80 x 24 shows until the program ends; keys are pressed at the pager's prompt."""
    told = {"AFTERSALES_NOW": shell.now, "COLUMNS": "", "LINES": "", **environment}
    child = at_terminal(["due", *words], 80, 24, 30, **told)
    shown = ""
    for key in keys:
        child.expect([":", r"\(END\)"])
        shown += child.before + child.after
        child.send(key)
    import pexpect

    child.expect(pexpect.EOF)
    shown += child.before
    child.close()
    return shown


def plain(text: str) -> list[str]:
    return [line.rstrip() for line in _ESCAPE.sub("", text).replace("\r", "").split("\n")]


@pytest.mark.skipif(shutil.which("less") is None, reason="no less here")
@pytest.mark.parametrize("words", [(), ("--long",)], ids=["short", "long"])
def test_less_shows_the_first_screen_and_waits(three: Shell, words: tuple[str, ...]) -> None:
    child = at_terminal(
        ["due", *words], 80, 24, 30, AFTERSALES_NOW=three.now, COLUMNS="", LINES="", PAGER="", LESS="FRX"
    )
    child.expect(r"(\n|\r):")
    first = plain(child.before)
    assert len(first) <= 25
    assert "Wed 30 Sep" in first[0] + first[1]
    if not words:
        assert any(line.startswith("OVERDUE") for line in first)
        assert len([line for line in first if " late " in line]) == 8
    child.send("q")
    import pexpect

    child.expect(pexpect.EOF)
    assert "aftersales triage" not in child.before  # the end was not shown
    child.close()
    assert child.exitstatus == 0


def test_another_pager_gets_the_whole_list(three: Shell) -> None:
    page = three("due --format table --no-pager").out
    shown = plain(seen(three, AFTERSALES_PAGER="cat"))
    assert shown[0].startswith("Wed 30 Sep 09:00 Shanghai · 30 to do: 8 overdue")
    assert shown[-2].endswith(page.splitlines()[-1].rpartition("next: ")[2])


def test_a_pipe_gets_the_list_and_no_pager_though_it_wants_colours(
    three: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    monkeypatch.setenv("AFTERSALES_PAGER", f"touch {ran}")
    assert "\x1b[" in three("due --format table --color always").out
    assert not ran.exists()


@pytest.mark.parametrize("pager", ["false", "sh -c 'exit 3'", "'not closed", "/nowhere/less", "sh -c 'kill -SEGV $$'"])
def test_a_pager_that_fails_does_not_lose_the_list(three: Shell, pager: str) -> None:
    shown = plain(seen(three, AFTERSALES_PAGER=pager))
    assert shown[0].startswith("Wed 30 Sep 09:00 Shanghai · 30 to do: 8 overdue")
    assert "· next: `aftersales show" in shown[-2]


def test_a_pager_that_hangs_is_left_with_ctrl_c(three: Shell) -> None:
    hangs = "sh -c 'echo it hangs >/dev/tty; sleep 60'"
    told = {"AFTERSALES_NOW": three.now, "COLUMNS": "", "LINES": "", "AFTERSALES_PAGER": hangs}
    child = at_terminal(["due"], 80, 24, 30, **told)
    child.expect_exact("it hangs")
    began = time.monotonic()
    import pexpect

    child.sendintr()
    while child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=3) == 1:
        child.sendintr()  # pressed just before the program begins to wait, it may not be heard
    child.close()
    assert "Traceback" not in child.before and time.monotonic() - began < 20
    assert child.exitstatus in (0, 130)
    assert "30 to do" in three.ok("due --format table --no-pager").out


@pytest.mark.parametrize("how", ["no pager", "off", "dumb", "not installed"])
def test_without_a_pager_it_is_printed(three: Shell, how: str, tmp_path: Path) -> None:
    words = ["--no-pager"] if how == "no pager" else []
    environment = {
        "off": {"AFTERSALES_PAGER": "off"},
        "dumb": {"TERM": "dumb"},
        "not installed": {"PATH": str(tmp_path / "empty"), "PAGER": "", "AFTERSALES_PAGER": ""},
    }.get(how, {})
    shown = plain(seen(three, *words, **environment))
    assert shown[0].startswith("Wed 30 Sep 09:00 Shanghai · 30 to do: 8 overdue")
    assert sum(line.startswith("30 to do: 8 overdue") for line in shown) == 1  # at the end, too
    assert "· next: `aftersales show" in shown[-2]


def test_colours_are_left_out_where_nobody_wants_them(three: Shell) -> None:
    assert not _COLOUR.search(seen(three, "--no-pager", NO_COLOR="1"))
    assert not _COLOUR.search(seen(three, "--no-pager", TERM="dumb", NO_COLOR=""))
    assert _COLOUR.search(seen(three, "--no-pager", NO_COLOR=""))


@pytest.mark.parametrize("columns", ["0", "-1", "wide"])
def test_a_width_that_no_terminal_has_is_not_believed(three: Shell, columns: str) -> None:
    assert plain(seen(three, "--no-pager", COLUMNS=columns)) == plain(seen(three, "--no-pager"))


def test_a_short_list_is_printed(three: Shell) -> None:
    """A pager that ends at once leaves nothing on some terminals, so a list that fits needs none."""
    shown = plain(seen(three, "--limit", "1", "--shop", "us-store", AFTERSALES_PAGER="false"))
    assert shown[0].startswith("Wed 30 Sep 09:00 Shanghai · ")
