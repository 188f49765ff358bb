"""The formats of the output, and views in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from aftersales import text
from aftersales.language import mark
from aftersales.rendering.fields.view import LongList, View

if TYPE_CHECKING:
    from aftersales.rendering.documents.document import Document

_NEXT_MEMBER = ", "  # of a JSON array
_AT_ONCE = 200  # objects of a long list that are written at a time
CALENDAR = "ics"
# Every format that there is: for whom, and what it is. Options, completions, topics and tests take them from here.
MEANINGS: Mapping[str, tuple[str, str]] = {
    "table": (mark("people"), mark("formatted text with colour; the default on a terminal")),
    "json": (mark("programs"), mark("one array, [] if the list is empty; --json means the same")),
    "jsonl": (mark("programs"), mark("one JSON object on each line")),
    "csv": (mark("spreadsheets"), mark("comma-separated, with the names of the fields in the first line")),
    "tsv": (mark("pipes"), mark("tab-separated; the default in a pipe; --header adds the names of the fields")),
    "ids": (mark("other commands"), mark("the ids of the cases, one on each line")),
    "md": (mark("chats and notes"), mark("Markdown: the page of the table; with --fields their columns")),
    "html": (mark("browsers"), mark("the same as a small page that is complete in itself")),
    CALENDAR: (mark("calendars"), mark("the deadlines, for a phone to subscribe to; of due alone")),
}
# The formats of a list; only deadlines can be a calendar.
FORMATS = tuple(form for form in MEANINGS if form != CALENDAR)
# The formats of rows that are no cases.
WITHOUT_IDS = tuple(form for form in FORMATS if form != "ids")
# The formats that show a page to people; the others are for programs.
PAGES = ("table", "md", "html")
# The formats with a line of titles that can be asked for (--header), and those that always have one.
TITLED = ("tsv",)
ALWAYS_TITLED = ("csv", "md", "html")
# The format of a file by the end of its name.
SUFFIXES: Mapping[str, str] = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".ics": CALENDAR,
}


def render(view: View, form: str, *, name: str = "", header: bool = False) -> Iterator[str]:
    """The view in one of the formats but `table`, in pieces that end with a newline. `name` is what a page is called;
    `header`: TSV with a line of titles.
    """
    if form == "json":
        return _json(view)
    if form == "jsonl":
        return chain.from_iterable(chain(["{"], members(o), ["}\n"]) for o in view.objects())
    if form == "csv":
        return _csv(view)
    if form == "ids":
        return (f"{case}\n" for case in dict.fromkeys(chain.from_iterable(map(_cases, view.objects()))))
    if form in PAGES:
        return page(_document(name, view), form)
    return _tsv(view, header=header)


def _cases(obj: dict[str, Any]) -> list[int]:
    """The numbers of the cases that an object is about."""
    if "cases" in obj:
        return [case["case"] if isinstance(case, dict) else case for case in obj["cases"]]
    return [] if obj.get("case") is None else [obj["case"]]


def render_one(view: View, form: str, *, name: str = "", header: bool = False) -> Iterator[str]:
    """A view of one row that is an object of its own: JSON as an object, TSV as a line for each field."""
    if form == "json":
        return iter([one(view.single())])
    if form == "tsv":
        return chain(["field\tvalue\n"] if header else [], pairs(view.single()))
    return render(view, form, name=name)


def page(document: Document, form: str) -> Iterator[str]:
    """A document as Markdown or HTML, in pieces that end with a newline."""
    if form == "md":
        from aftersales.rendering.documents import markdown

        return markdown.pieces(document)
    from aftersales.rendering.documents import html

    return html.pieces(document)


def _document(name: str, view: View) -> Document:
    """A page with the columns of CSV."""
    from aftersales.rendering.documents.document import Document, DocumentTable

    rows = ([text.plain(_cell(value)) for value in o.values()] for o in view.objects())
    numbers = [n for n, field in enumerate(view.fields) if field.type.startswith("int")]
    return Document(name, [DocumentTable([field.name for field in view.fields], rows, numbers)])


def _tsv(view: View, *, header: bool) -> Iterator[str]:
    if header:
        yield "\t".join(field.name for field in view.fields) + "\n"
    for obj in view.objects():
        if not any(isinstance(value, LongList) for value in obj.values()):
            yield "\t".join([text.plain(_cell(value)) for value in obj.values()]) + "\n"
            continue
        between = ""
        for value in obj.values():
            yield between
            yield from (text.plain(piece) for piece in _cell_pieces(value))
            between = "\t"
        yield "\n"


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


def members(obj: dict[str, Any]) -> Iterator[str]:
    """The members of an object as JSON on one line, in pieces and without the braces."""
    if not any(isinstance(value, LongList) for value in obj.values()):
        yield _dumps(obj)[1:-1]
        return
    between = ""
    for name, value in obj.items():
        yield f"{between}{_dumps(name)}: "
        if isinstance(value, LongList):
            yield "["
            yield from (f"{comma}{_dumps(some)[1:-1]}" for comma, some in _in_parts(value, _NEXT_MEMBER))
            yield "]"
        else:
            yield _dumps(value)
        between = ", "


def _in_parts(objects: LongList, between: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A few hundred objects at a time, each time with what stands before them."""
    before, rest = "", iter(objects)
    while some := list(islice(rest, _AT_ONCE)):
        yield before, some
        before = between


def as_written(dumped: Sequence[str]) -> str:
    """Members of a JSON array that were written before, in UTF-8: on one line, as stdout can carry them."""
    members = _NEXT_MEMBER.join(dumped)
    if members.isascii() or not _plain_stream():
        return text.json_safe(members)
    return _dumps(json.loads(f"[{members}]"))[1:-1]


def _dumps(value: Any) -> str:
    return text.json_safe(json.dumps(value, ensure_ascii=_plain_stream()))


def _plain_stream() -> bool:
    """Whether stdout can't carry every character: then JSON is written in ASCII, which any reader understands."""
    return not is_utf8(sys.stdout)


def is_utf8(stream: Any) -> bool:
    """Whether a stream writes UTF-8."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"


def _json(view: View) -> Iterator[str]:
    separator = "["
    for obj in view.objects():
        yield f"{separator}\n  {{"
        yield from members(obj)
        yield "}"
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
    return text.no_formula(cell) if isinstance(value, (str, list, LongList)) else cell


def _cell_pieces(value: Any) -> Iterator[str]:
    if not isinstance(value, LongList):
        yield _cell(value)
        return
    for comma, some in _in_parts(value, ","):
        yield comma + _cell(some)


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
    if isinstance(value, (list, LongList)):
        return ",".join(_cell(v) for v in value)
    return _dumps(value) if isinstance(value, dict) else str(value)
