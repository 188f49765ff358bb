"""Data on stdout, notices on stderr."""

from __future__ import annotations

import io
import os
import sys
from operator import itemgetter

import pytest

from aftersales.errors import AftersalesError
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields.view import Field, View
from aftersales.rendering.output import Output


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def output() -> Output:
    return Output(color=None, quiet=False)


def test_quiet_leaves_out_notices_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    quiet = Output(color=None, quiet=True)
    quiet.notice("Nothing due.")
    quiet.warn("A deadline moved.")
    Output(color=None, quiet=False).notice("Nothing due.")
    assert capsys.readouterr() == ("", "A deadline moved.\nNothing due.\n")


@pytest.mark.parametrize(
    ("option", "environment", "color"),
    [
        (None, {}, "auto"),
        (None, {"NO_COLOR": "1"}, "never"),
        (None, {"FORCE_COLOR": "1"}, "always"),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, "never"),
        ("always", {"NO_COLOR": "1"}, "always"),
        ("never", {"FORCE_COLOR": "1"}, "never"),
    ],
)
def test_the_option_beats_the_environment(
    monkeypatch: pytest.MonkeyPatch, option: str | None, environment: dict[str, str], color: str
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Output(color=option, quiet=False).color == color


def test_the_format(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    assert output.form("csv", False) == "csv"
    assert output.form("csv", True) == "json"
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert output.form(None, False) == "tsv"  # a pipe
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert output.form(None, False) == "table"


def test_talk_is_wrapped_on_a_terminal_alone(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "31")
    line = "uk-main: data as of Tue 24 Nov, older than 24 h\x1b[2J"
    assert output.fitted(line, io.StringIO()) == ["uk-main: data as of Tue 24 Nov, older than 24 h [2J"]
    assert output.fitted(line, Terminal()) == ["uk-main: data as of Tue 24", "  Nov, older than 24 h [2J"]


def test_a_table_without_a_row_has_no_titles(output: Output, capsys: pytest.CaptureFixture[str]) -> None:
    output.table(DocumentTable(["entry", "file"], []), "table")
    assert capsys.readouterr().out == ""
    output.table(DocumentTable(["entry", "file"], [["2", "orders.csv"]]), "table")
    assert capsys.readouterr().out.split() == ["entry", "file", "2", "orders.csv"]


def test_a_single_write_is_an_object_and_several_are_an_array(
    output: Output, capsys: pytest.CaptureFixture[str]
) -> None:
    view = View([Field("case", "int", "", itemgetter("case"))], [{"case": 4}])
    output.emit_object(view, several=False)
    output.emit_object(view, several=True)
    assert capsys.readouterr().out == '{\n  "case": 4\n}\n[\n  {"case": 4}\n]\n'


def test_a_reader_that_has_enough_is_no_failure(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as closed:  # noqa: PTH123  a descriptor, no path
        monkeypatch.setattr(sys, "stdout", closed)
        output.emit(["case\n"] * 100_000)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")  # noqa: PTH110  a device
def test_a_full_disk_is_said(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123  a device
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(AftersalesError, match="the output can't be written: the disk is full; free some room"):
            output.emit(["case\n"])
