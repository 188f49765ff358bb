"""JSON read piece by piece: the same values as the whole text gives, wherever a piece ends."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files import json_window
from aftersales.importing.files.json_answers import read
from aftersales.importing.files.json_window import JsonWindow

PLACE = Path("x.json")
VALUES = [0, -12, 1.5e300, True, False, None, "", 'a "quoted" \\ 😀 \u00e9', [], {}, [[1, [2]], {"a": {"b": [3]}}]]


@pytest.fixture(autouse=True, params=[1, 3, 64])
def small_pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_window, "_CHUNK", request.param)
    monkeypatch.setattr(json_window, "WINDOW", 40)


def _window(text: str) -> JsonWindow:
    return JsonWindow(PLACE, io.StringIO(text))


def _read(window: JsonWindow) -> Any:
    """A value, entered as far as it can be."""
    match window.peek():
        case "[":
            return [_read(window) for _ in window.entries()]
        case "{":
            return {name: _read(window) for name in window.names()}
        case _:
            return window.value().value


@pytest.mark.parametrize("indent", [None, 1])
def test_values_are_those_of_the_whole_text(indent: int | None) -> None:
    text = json.dumps({"all": VALUES, "again": {"é": VALUES}}, indent=indent)
    whole = json.loads(text, parse_float=str)
    assert _read(_window(text)) == whole
    window = _window(f"\ufeff {text}\n{text}")
    value = window.value()
    assert (value.value, value.text) == (whole, text)
    assert window.value().value == whole
    assert window.peek() == ""


def test_a_value_is_known_before_it_is_passed_over() -> None:
    window = _window('{"a": 1} [2]')
    first = window.fitting()
    assert first is not None
    assert (first.value, window.follows(first)) == ({"a": 1}, True)
    assert window.value().value == {"a": 1}
    last = window.fitting()
    assert last is not None
    assert not window.follows(last)
    assert _window(json.dumps(["long"] * 40)).fitting() is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": [1,\n 2}', "not valid JSON at line 2, column 3"),
        ('{"a" 1}', "not valid JSON at line 1, column 6"),
        ("[1 2]", "not valid JSON at line 1, column 4"),
        ('\n\n [{"a": 1}, {"b": tru}]', "not valid JSON at line 3, column 19"),
        ('["' + "a" * 99, "the JSON stops in the middle, at line 1, column 2"),
        ('[1,\n{"a": 2}, ', "the JSON stops in the middle, at line 2, column"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_in_the_file(text: str, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        _read(_window(text))


def test_a_value_longer_than_any_record_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_window, "_LONGEST", 100)
    with pytest.raises(FileRefused, match="one value in the JSON is longer than"):
        _window(json.dumps({"a": "b" * 500})).value()


def test_answers_of_many_pieces_are_read_like_short_ones(tmp_path: Path) -> None:
    rows = [{"return_id": str(n), "note": "😀" * n, "lines": [{"n": n}]} for n in range(30)]
    pages = [
        {"code": 0, "data": {"total_count": 30, "return_orders": rows[:20], "next_page_token": "x"}},
        {"data": {"return_orders": rows[20:], "total_count": 30}, "request_id": "20261123063000ABC", "code": 0},
    ]
    for content in (json.dumps(pages), "\n".join(map(json.dumps, pages)), json.dumps(pages[::-1], indent=2)):
        (tmp_path / "x.json").write_text(content, encoding="utf-8")
        [records] = read(tmp_path / "x.json", "utf-8")
        assert sorted((row for _, row in records.rows()), key=lambda row: int(row["return_id"])) == rows
        assert [position for position, _ in records.rows()] == [*range(1, 31)]
        assert (records.expected, records.incomplete) == (30, False)
        assert records.answered_at is not None


def test_an_error_of_the_platform_behind_its_records_is_told(tmp_path: Path) -> None:
    rows = [{"return_id": str(n)} for n in range(30)]
    (tmp_path / "x.json").write_text(json.dumps({"data": {"return_orders": rows}, "code": 105, "message": "expired"}))
    with pytest.raises(FileRefused, match="this is an error of the platform, not records: 105 expired"):
        read(tmp_path / "x.json", "utf-8")
