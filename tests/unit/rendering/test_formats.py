"""The formats for programs, each in what a reader of it would trip over."""

from __future__ import annotations

import io
import json
import sys
from operator import itemgetter
from typing import Any

import pytest

from aftersales.rendering import formats
from aftersales.rendering.fields.view import Field, LongList, View
from tables import of_each

FIELDS = [Field(name, "", "", itemgetter(name)) for name in ("case", "product", "at_risk", "flags")]
LAMP = {"case": 4, "product": "=2+3, “lamp”", "at_risk": {"amount": "13.98", "currency": "GBP"}, "flags": ["a", "b"]}
COAT = {"case": 7, "product": None, "at_risk": None, "flags": []}


def text(form: str, *rows: dict[str, Any]) -> str:
    return "".join(formats.render(View(FIELDS, rows), form))


def test_json_is_an_array_with_an_object_on_each_line() -> None:
    lines = text("json", LAMP, COAT).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 4)
    assert json.loads(text("json", LAMP, COAT)) == [LAMP, COAT]
    assert text("json") == "[]\n"


def test_json_lines() -> None:
    assert [json.loads(line) for line in text("jsonl", LAMP, COAT).splitlines()] == [LAMP, COAT]
    assert text("jsonl") == ""


def test_csv_has_a_head_and_no_formula() -> None:
    assert text("csv", LAMP, COAT) == (
        "case,product,at_risk,flags\n"
        '4,"\'=2+3, “lamp”",13.98 GBP,"a,b"\n'
        "7,,,\n"
    )  # fmt: skip


def test_tsv_has_no_head_and_a_tab_alone_between_cells() -> None:
    assert text("tsv", LAMP | {"product": "a\tb\nc"}, COAT) == "4\ta b c\t13.98 GBP\ta,b\n7\t\t\t\n"


def test_tsv_has_titles_where_they_are_asked_for() -> None:
    assert (
        "".join(formats.render(View(FIELDS, [COAT]), "tsv", header=True)) == "case\tproduct\tat_risk\tflags\n7\t\t\t\n"
    )


def test_no_formula_comes_in_by_a_list() -> None:
    assert text("csv", COAT | {"flags": ["=1+1", "b"]}).splitlines()[1] == '7,,,"\'=1+1,b"'


def test_ids_are_named_once() -> None:
    assert text("ids", LAMP, COAT, LAMP, COAT | {"case": None}) == "4\n7\n"


def test_ids_of_what_is_about_several_cases() -> None:
    field = [Field("cases", "", "", itemgetter("cases"))]
    rows = [{"cases": [3, 4]}, {"cases": [{"case": 4}, {"case": 9}]}, {"cases": []}]
    assert "".join(formats.render(View(field, rows), "ids")) == "3\n4\n9\n"


def test_one_object_is_an_object_in_every_format() -> None:
    view = View(FIELDS, [LAMP])
    assert json.loads("".join(formats.render_one(view, "json"))) == LAMP
    assert "".join(formats.render_one(view, "jsonl")).count("\n") == 1
    assert "".join(formats.render_one(view, "csv")) == text("csv", LAMP)
    assert "".join(formats.render_one(view, "ids")) == "4\n"
    assert "".join(formats.render_one(view, "tsv", header=True)).startswith("field\tvalue\ncase\t4\n")


@of_each("value, cell", [(True, "true"), (False, "false"), (0, "0"), (None, ""), ({"a": 1}, '{"a": 1}')])
def test_values_as_cells(value: object, cell: str) -> None:
    assert text("tsv", {"case": value, "product": "", "at_risk": None, "flags": []}).split("\t")[0] == cell


def test_one_object_as_json_and_as_pairs() -> None:
    assert json.loads(formats.one(LAMP)) == LAMP
    assert formats.one({"case": 4}) == '{\n  "case": 4\n}\n'
    several = {"case": 4, "events": [{"at": "noon", "name": "x"}, {"at": "one", "name": "y"}], "notes": ["a", "b"]}
    assert [*formats.pairs(several)] == ["case\t4\n", "events\tnoon\tx\n", "events\tone\ty\n", "notes\ta,b\n"]


def test_json_is_ascii_where_the_output_can_carry_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "“lamp”" in text("jsonl", LAMP)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    line = text("jsonl", LAMP)
    assert line.isascii() and json.loads(line) == LAMP


def test_no_control_character_reaches_the_terminal() -> None:
    hostile = LAMP | {"product": "\x1b[2J\u202elamp\U000e0041"}
    for form in ("json", "jsonl", "csv", "tsv"):
        assert not {"\x1b", "\u202e", "\U000e0041"} & set(text(form, hostile)), form
    assert json.loads(text("jsonl", hostile))["product"] == hostile["product"]


@of_each("form", ["json", "jsonl", "csv", "tsv", "ids", "md", "html"])
def test_a_long_list_is_written_as_any_other(form: str) -> None:
    for count in (0, 1, 700):
        cases = [{"case": number, "kind": "return “\u202e”\x07", "steps": []} for number in range(count)]
        fields = [Field(name, "", "", itemgetter(name)) for name in ("file", "cases", "dry_run")]
        row = {"file": "returns.json", "dry_run": False}
        plain, lazy = ({**row, "cases": value} for value in (cases, LongList(lambda cases=cases: iter(cases))))
        assert "".join(formats.render(View(fields, [lazy, lazy]), form)) == "".join(
            formats.render(View(fields, [plain, plain]), form)
        )
