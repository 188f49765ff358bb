"""Strangers' texts in every list and every format: nothing runs, nothing breaks a line, and they are read back.

The commands are those of tests/commands/test_formats.py, which must have every list, and the formats those of the
program: a new one is in here by itself.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from icalendar import Calendar
from markdown_it import MarkdownIt

from aftersales import text
from commands.test_formats import LINES, TAKES
from hostile import HOSTILE
from transcripts import SAMPLES, Shell, prepared

# What each format keeps of control characters for itself.
OWN = {"tsv": "\t", "ics": "\r"}
# These are tried with every run of the tests, the other commands where there is time.
OFTEN = ("due", "show")
COMMANDS = [
    pytest.param(name, marks=() if name in OFTEN else pytest.mark.slow) for name, takes in TAKES.items() if takes
]


@prepared
def beset(shell: Shell) -> None:
    """Requests and orders whose every text is a stranger's."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    for number, words in enumerate(HOSTILE.values(), 1):
        if "\0" not in words:  # no argument of a program can have it
            shell.ok(["note", str(number % 18 + 1), "-m", words[:140]])
    shell.ok("claim 4 --on carrier --because damaged --force")
    for step in ("approve 13 --mode seller-address", "shipped 13", "delivered 13", "received 13 --grade minor"):
        shell.ok(f"{step} --at 2026-11-24T08:45")
    shell.ok(["routine", "add", HOSTILE["markdown table"][:20], "--every", "7d"])
    shell.ok("review open --stars 1 --order 576454556102136301 --at 2026-11-24T08:00")
    with sqlite3.connect(shell.home / "data" / "aftersales" / "ledger.db") as ledger:
        for table, columns in (("cases", ("product", "sku", "reason", "buyer")), ("lines", ("product", "sku"))):
            rows = [row for (row,) in ledger.execute(f"SELECT {'id' if table == 'cases' else 'order_id'} FROM {table}")]
            for row in rows:
                of_row = {column: _words(row + 7 * n) for n, column in enumerate(columns)}
                sets = ", ".join(f"{column} = ?" for column in columns)
                key = "id" if table == "cases" else "order_id"
                ledger.execute(f"UPDATE {table} SET {sets} WHERE {key} = ?", (*of_row.values(), row))
    ledger.close()


def _words(number: int) -> str:
    """Three of the texts in one, so that a list of ten lines has each of them; another is the first each time."""
    texts = list(HOSTILE.values())
    return " ".join(texts[(number + n * len(texts) // 3) % len(texts)] for n in range(3))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_stranger_s_text_is_only_text(beset: Shell, name: str) -> None:
    takes = TAKES[name]
    assert takes is not None
    for form in takes.choices:
        run = beset(f"{LINES[name]} --format {form}")
        assert run.code in (0, 1, 2), (form, run)
        steering = [c for c in re.findall(text.UNSAFE, run.out + run.err) if c not in OWN.get(form, "") + "\n"]
        assert not steering, (form, steering)
        if run.out:
            READERS.get(form, lambda _: None)(run.out)


# --- Each format, as its readers read it ----------------------------------------------------------------------------


def _json(out: str) -> None:
    json.loads(out)


def _jsonl(out: str) -> None:
    for line in out.split("\n")[:-1]:
        assert isinstance(json.loads(line), dict)


def _csv(out: str) -> None:
    head, *rows = csv.reader(io.StringIO(out, newline=""))
    assert out.count("\n") == 1 + len(rows)
    for row in rows:
        assert len(row) == len(head)
        assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
        assert not [cell for cell in row if cell.startswith("-") and not re.fullmatch(r"-[\d.]+( [A-Z]{3})?", cell)]


def _tsv(out: str) -> None:
    assert out.endswith("\n") or not out


def _ids(out: str) -> None:
    assert all(line.isdigit() for line in out.split("\n")[:-1])


def _md(out: str) -> None:
    """In the eyes of a reader of Markdown no mark of a stranger's is one."""
    tokens = [
        t for token in MarkdownIt("commonmark").enable("table").parse(out) for t in (token, *(token.children or ()))
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_block", "html_inline", "image", "blockquote_open", "s_open"}
    addresses = [str(token.attrs.get("href", "")) for token in tokens if token.type == "link_open"]
    assert not [address for address in addresses if "evil" in address or address.startswith("javascript")]
    assert not [token for token in tokens if token.type == "heading_open" and "Done" in token.content]


def _html(out: str) -> None:
    """In the eyes of a browser: no element that a stranger wrote, and nothing that runs."""

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in ("script", "img", "svg", "iframe", "object", "embed", "form", "base"), tag
            for name, value in attrs:
                assert not name.startswith("on"), (tag, name)
                assert "evil" not in (value or "") and "javascript:" not in (value or ""), (tag, name, value)

        def handle_data(self, data: str) -> None:
            self.texts.append(data)

        texts: list[str] = []  # noqa: RUF012

    reader = Reader()
    reader.feed(out)
    reader.close()
    assert out.count("</html>") == 1 and out.rstrip().endswith("</html>")


def _ics(out: str) -> None:
    calendar = Calendar.from_ical(out)
    raw = out.encode()
    assert b"\n" not in raw.replace(b"\r\n", b"") and max(map(len, raw.split(b"\r\n"))) <= 75
    events = calendar.walk("VEVENT")
    assert len(events) == out.count("\r\nBEGIN:VEVENT\r\n") > 10
    assert not calendar.walk("VTODO") and "\r\nATTACH" not in out and "ACTION:PROCEDURE" not in out.split("\r\n")
    assert {str(alarm["ACTION"]) for alarm in calendar.walk("VALARM")} == {"DISPLAY"}
    for event in events:
        assert "\n" not in str(event["SUMMARY"])
        assert str(event["SUMMARY"]) != "owned"
        assert not re.search(r"<[A-Za-z/!?]", str(event["DESCRIPTION"]))


READERS: dict[str, Callable[[str], None]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "tsv": _tsv,
    "ids": _ids,
    "md": _md,
    "html": _html,
    "ics": _ics,
}


# --- What is read back ----------------------------------------------------------------------------------------------


def _products(shell: Shell) -> dict[str, str]:
    with sqlite3.connect(shell.home / "data" / "aftersales" / "ledger.db") as ledger:
        rows = dict(ledger.execute("SELECT cast(id AS TEXT), product FROM cases"))
    ledger.close()
    return rows


def _cells(out: str, form: str) -> Iterator[tuple[str, str]]:
    if form == "json":
        yield from ((str(row["case"]), row["product"]) for row in json.loads(out))
    elif form == "jsonl":
        yield from ((str(row["case"]), row["product"]) for row in map(json.loads, out.split("\n")[:-1]))
    elif form == "csv":
        yield from ((row[0], row[1]) for row in list(csv.reader(io.StringIO(out, newline="")))[1:])
    else:
        yield from (tuple(line.split("\t")) for line in out.split("\n")[:-1])  # type: ignore[misc]


@pytest.mark.parametrize("command", ["due --all", "cases"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_the_text_is_read_back(beset: Shell, command: str, form: str) -> None:
    """JSON keeps it as it is. A cell has it on one line, a formula behind a quote."""
    meant, found = _products(beset), 0
    for case, product in _cells(beset.ok(f"{command} --fields case,product --format {form}").out, form):
        if form in ("json", "jsonl"):
            assert product == meant[case]
        else:
            plain = text.plain(meant[case])
            assert product == (text.no_formula(plain) if form == "csv" else plain)
        found += 1
    assert found > 15


def test_a_calendar_has_the_text_on_one_line(beset: Shell) -> None:
    meant = _products(beset)
    out = beset.ok("due --format ics --kind refund,return").out
    calendar = Calendar.from_ical(out)
    found = 0
    for event in calendar.walk("VEVENT"):
        case = re.search(r"^Why this deadline: aftersales explain (\d+)$", str(event["DESCRIPTION"]), re.MULTILINE)
        goods = re.search(r"^Goods: (.*)$", str(event["DESCRIPTION"]), re.MULTILINE)
        assert case
        if goods:
            plain = re.sub(r"<(?=[A-Za-z/!?])|\\(?=N)", r"\g<0> ", text.plain(meant[case[1]]))
            assert goods[1].endswith(plain.strip()[-200:])
            found += 1
    assert found > 10


def test_a_calendar_that_was_written_with_all_of_it_is_the_same_next_time(beset: Shell) -> None:
    file = beset.home / "d.ics"
    beset.ok(["due", "--format", "ics", "--output", str(file)])
    before = file.read_bytes()
    beset.ok(["due", "--format", "ics", "--output", str(file)])
    assert file.read_bytes() == before


def test_every_format_has_a_reader_here() -> None:
    assert {form for takes in TAKES.values() if takes for form in takes.choices} <= {*READERS, "table", "text"}
