"""Records in files of API answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aftersales.importing.files.open import read_file
from unit.importing.files.build import ID, records, refusal

RETURN = {"return_id": "4035318504086604100", "order_id": ID, "create_time": 1690451136}
CANCEL = {"cancel_id": "4035318504086604101", "order_id": ID}
ORDER = {"id": ID, "status": "DELIVERED", "line_items": []}


def envelope(array: str, *entries: object, **more: object) -> dict[str, Any]:
    return {"code": 0, "data": {array: list(entries), **more}, "message": "Success"}


@pytest.mark.parametrize(
    "content",
    [
        envelope("return_orders", RETURN, RETURN),
        {"_source": "docs", "response": envelope("return_orders", RETURN, RETURN)},
        [envelope("return_orders", RETURN), envelope("return_orders", RETURN)],
        {"return_orders": [RETURN, RETURN]},
        {"data": [RETURN, RETURN]},
        [RETURN, RETURN],
        json.dumps(RETURN) + "\n\n" + json.dumps(RETURN) + "\n",
        json.dumps(envelope("return_orders", RETURN)) + "\r\n" + json.dumps(envelope("return_orders", RETURN)),
        json.dumps(envelope("return_orders", RETURN), indent=1) * 2,
    ],
)
def test_every_way_to_keep_answers(tmp_path: Path, content: object) -> None:
    [found] = records(tmp_path / "x", content)
    assert (found.path, found.array) == (tmp_path / "x", "return_orders")
    assert list(found.rows()) == list(found.rows()) == [(1, RETURN), (2, RETURN)]


@pytest.mark.parametrize(
    ("record", "array"),
    [
        (RETURN, "return_orders"),
        (CANCEL, "cancellations"),
        (ORDER, "orders"),
        ({"id": "1", "payment": {}}, "orders"),
    ],
)
def test_bare_records_are_told_apart_by_their_keys(tmp_path: Path, record: dict[str, Any], array: str) -> None:
    assert [(found.array, list(found.rows())) for found in records(tmp_path / "x", [record])] == [
        (array, [(1, record)])
    ]


def test_several_kinds_in_one_file_share_one_count(tmp_path: Path) -> None:
    found = records(tmp_path / "x", [RETURN, CANCEL, RETURN, ORDER])
    assert {part.array: [number for number, _ in part.rows()] for part in found} == {
        "return_orders": [1, 3],
        "cancellations": [2],
        "orders": [4],
    }


@pytest.mark.parametrize(
    "content",
    [
        {"code": 0, "data": {"total_count": 0, "next_page_token": ""}, "message": "Success"},
        {"code": 0, "data": {}, "message": "Success"},
        [],
    ],
)
def test_no_results_is_no_mistake(tmp_path: Path, content: object) -> None:
    assert records(tmp_path / "x", content) == []


def test_no_results_of_a_kind_are_a_kind_without_records(tmp_path: Path) -> None:
    [found] = records(tmp_path / "x", envelope("return_orders", total_count=0) | {"request_id": "202611230630005C0A"})
    assert (found.array, len(found.items), found.incomplete) == ("return_orders", 0, False)
    assert found.answered_at == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("number", [None, "", "2026112306300", "20261323063000", "abcdefghijklmnop"])
def test_a_number_that_begins_with_no_time_tells_none(tmp_path: Path, number: str | None) -> None:
    [found] = records(tmp_path / "x", envelope("return_orders", RETURN) | {"request_id": number})
    assert found.answered_at is None


def test_numbers_never_pass_through_float(tmp_path: Path) -> None:
    text = '{"return_orders": [{"return_id": 4035318504086604100, "amount": 0.10, "big": 9.43E+21, "odd": NaN}]}'
    [found] = records(tmp_path / "x", text)
    assert list(found.rows()) == [
        (1, {"return_id": 4035318504086604100, "amount": "0.10", "big": "9.43E+21", "odd": "NaN"})
    ]


def test_json_of_powershell_is_utf_16(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(json.dumps([RETURN]), encoding="utf-16")
    found = read_file(tmp_path / "x")
    assert isinstance(found, list)
    assert list(found[0].rows()) == [(1, RETURN)]


def test_half_an_emoji_can_be_stored(tmp_path: Path) -> None:
    text = r'[{"return_id": "1", "note": "sad \ud83d", "whole": "\ud83d\ude00", "n": [{"\udc00": 1}]}]'
    [(_, found)] = list(records(tmp_path / "x", text)[0].rows())
    assert found == {"return_id": "1", "note": "sad \ufffd", "whole": "😀", "n": [{"\ufffd": 1}]}


def test_the_last_of_two_equal_keys_wins(tmp_path: Path) -> None:
    [found] = records(tmp_path / "x", '[{"return_id": "1", "return_id": "2"}]')
    assert list(found.rows()) == [(1, {"return_id": "2"})]


def returns(*ids: str) -> list[dict[str, str]]:
    return [{"return_id": name} for name in ids]


@pytest.mark.parametrize(
    ("pages", "incomplete"),
    [
        ([envelope("return_orders", *returns("1"), total_count=3, next_page_token="abc")], True),
        ([envelope("return_orders", *returns("1"), total_count=1, next_page_token="abc")], False),
        (
            [
                envelope("return_orders", *returns("1", "2"), total_count=3, next_page_token="abc"),
                envelope("return_orders", *returns("3"), total_count=3, next_page_token="def"),
            ],
            False,
        ),
        ([envelope("return_orders", *returns("1", "2"), total_count=4, next_page_token="abc")] * 2, True),
        ([envelope("return_orders", *returns("3"), total_count=3, next_page_token="")], True),
        ([envelope("return_orders", *returns("1"), next_page_token="abc")], True),
        ([envelope("return_orders", *returns("1"), next_page_token="")], False),
        (returns("1", "2"), False),
    ],
)
def test_missing_pages_are_noticed(tmp_path: Path, pages: list[object], incomplete: bool) -> None:
    [found] = records(tmp_path / "x", pages)
    assert found.incomplete is incomplete


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            '{"code": 36009009, "message": "Invalid\\npath"}',
            "an error of the platform, not records: 36009009 Invalid path",
        ),
        (
            '[{"code": 0, "data": {}}, {"code": 105, "message": "expired"}]',
            "entry 2 is an error of the platform",
        ),
        ('{"code": 0, "data": {"reasons": []}}', "no return_orders, cancellations or orders in it"),
        ('{"hello": 1}', "no return_orders, cancellations or orders in it"),
        ("[1]", "no return_orders, cancellations or orders in it (entry 1)"),
        ('[{"return_id": "1"}, {"hello": 1}]', "(entry 2)"),
        ('{"return_orders": {"a": 1}}', "no return_orders, cancellations or orders in it"),
        ('{"return_orders": [null]}', "entry 1 of return_orders is not a record"),
        ('{"data": {"total_count": 5}}', "the platform counts 5 records, but none are in it"),
        ('{"type": 12, "tts_notification_id": "7", "data": {"return_id": "1"}}', "a webhook message"),
        ('{"return_orders": [\n{"return_id" "1"}]}', "not valid JSON at line 2, column 14"),
        ('{"return_orders": [{"return_id": "1"}', "stops in the middle"),
        ('{"return_orders": [{"return_id": "1', "stops in the middle"),
        ('{"return_id": "1"}\n{"return_id": "2"\n', "stops in the middle"),
        ('{"return_id": "1"} trailing', "not valid JSON at line 1, column 20"),
        ("[" * 100_000, "nested too deeply"),
        ('[{"return_id": ' + "1" * 5000 + "}]", "the JSON holds a number that is too long."),
    ],
)
def test_json_that_cannot_be_used(tmp_path: Path, content: str, why: str) -> None:
    assert why in refusal(tmp_path / "x.json", content)
