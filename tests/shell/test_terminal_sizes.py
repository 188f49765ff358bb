"""A size of the terminal that none has, such as the COLUMNS=0 of some containers, hides nothing: every list and page is
then as wide as where nobody says how wide.
"""

from __future__ import annotations

import pytest

from tables import of_each
from transcripts import SAMPLES, Shell, prepared

LISTS = (
    "due --no-pager", "due --long --no-pager", "cases", "show 4", "explain 4", "calendar", "triage --checklist", "log",
    "status", "policy list", "policy show", "evidence list 4", "choose 6",
)  # fmt: skip
NONE = ("0", "-5", "wide", "", "²", "80.5", "99999999999999999999", "9" * 5000)


@prepared
def filled(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok("approve 4")


def sized(monkeypatch: pytest.MonkeyPatch, **told: str) -> None:
    for name, value in told.items():
        monkeypatch.setenv(name, value)


@pytest.mark.slow
@of_each("line", [*LISTS, "--help", "due --help", "config --help"])
@of_each("terminal", [False, True])
def test_a_size_that_no_terminal_has_is_not_believed(
    filled: Shell, monkeypatch: pytest.MonkeyPatch, line: str, terminal: bool
) -> None:
    words = line if line.endswith("--help") else f"{line} --format table"
    filled.terminal = terminal
    monkeypatch.setenv("PAGER", "")  # which would write past the streams of the test
    meant = filled(words)
    assert meant.out.count("\n") > 1
    for told in NONE:
        sized(monkeypatch, COLUMNS=told, LINES=told)
        assert filled(words) == meant, told


@pytest.mark.slow
@of_each("line", [*LISTS, "--help", "due --help"])
@of_each("told", ["1", "7", "10"])
def test_in_a_few_columns_all_is_there(filled: Shell, monkeypatch: pytest.MonkeyPatch, line: str, told: str) -> None:
    words = line if line.endswith("--help") else f"{line} --format table"
    meant = filled(words).out.split()
    sized(monkeypatch, COLUMNS=told, LINES=told)
    run = filled(words)
    assert run.code == 0
    assert len(run.out.split()) > len(meant) / 4  # what strangers wrote is cut, a calendar leaves out empty days
    assert run.out.split()[0] == ("uk-main" if line == "status" else meant[0])  # which drops the titles of its columns


def test_what_to_type_next_is_broken_between_words(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    sized(monkeypatch, COLUMNS="80", LINES="24")
    filled.terminal = True
    lines = filled([]).out.splitlines()
    assert "  `aftersales help`" in lines
