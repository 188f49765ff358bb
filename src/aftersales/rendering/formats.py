"""Views as JSON, JSON Lines, CSV, TSV and ids."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from aftersales import text
from aftersales.rendering.fields.view import View

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "ids")


def render(view: View, form: str) -> Iterator[str]:
    """The view in one of the formats but `table`, in pieces that end with a newline."""
    if form == "json":
        return _json(view)
    if form == "jsonl":
        return (_dumps(o) + "\n" for o in view.objects())
    if form == "csv":
        return _csv(view)
    if form == "ids":
        return (f"{case}\n" for case in dict.fromkeys(o.get("case") for o in view.objects()) if case is not None)
    return ("\t".join(text.plain(_cell(v)) for v in o.values()) + "\n" for o in view.objects())


def one(obj: dict[str, Any]) -> str:
    """A single object as indented JSON."""
    # Line ends stand only between values, so each line can be escaped by itself.
    dumped = json.dumps(obj, ensure_ascii=_plain_stream(), indent=2)
    return "".join(text.json_safe(line) + "\n" for line in dumped.split("\n"))


def pairs(obj: dict[str, Any]) -> Iterator[str]:
    """A single object as lines of name, tab, value; a list of objects gives a line each."""
    for name, value in obj.items():
        several = isinstance(value, list) and value and all(isinstance(v, dict) for v in value)
        for one_value in value if several else [value]:
            cells = [_cell(v) for v in one_value.values()] if several else [_cell(value)]
            yield "\t".join(text.plain(c) for c in (name, *cells)) + "\n"


def _dumps(value: Any) -> str:
    return text.json_safe(json.dumps(value, ensure_ascii=_plain_stream()))


def _plain_stream() -> bool:
    """Whether stdout can't carry every character: then JSON is written in ASCII, which any reader understands."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"


def _json(view: View) -> Iterator[str]:
    separator = "["
    for obj in view.objects():
        yield f"{separator}\n  {_dumps(obj)}"
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def _csv(view: View) -> Iterator[str]:
    import csv
    import io

    def line(cells: list[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(cells)
        return buffer.getvalue()

    yield line([f.name for f in view.fields])
    for obj in view.objects():
        yield line([_csv_cell(v) for v in obj.values()])


def _csv_cell(value: Any) -> str:
    cell = text.plain(_cell(value))
    return text.no_formula(cell) if isinstance(value, str) else cell


def _cell(value: Any) -> str:
    """A JSON value as one cell: money `13.98 GBP`, lists joined by commas, nothing for null, yes and no as true,
    false.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict) and value.keys() == {"amount", "currency"}:
        return f"{value['amount']} {value['currency']}"
    if isinstance(value, list):
        return ",".join(_cell(v) for v in value)
    return _dumps(value) if isinstance(value, dict) else str(value)
