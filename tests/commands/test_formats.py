"""Each command in each format: it gives what was asked for, or refuses it. Both are read from the program."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt

from aftersales.commandline.options import format_choice
from aftersales.rendering.formats import CALENDAR, FORMATS, MEANINGS, PAGES, SUFFIXES
from reference import leaves
from transcripts import SAMPLES, Run, Shell, prepared

# A line for each command that lists or shows something, which then has something to show.
LINES = {
    "due": "due",
    "triage": "triage --checklist",
    "cases": "cases --limit 3",
    "show": "show 6",
    "explain": "explain 6",
    "choose": "choose 8",
    "draft": "draft 4",
    "stock list": "stock list",
    "evidence list": "evidence list 4",
    "claim list": "claim list",
    "review playbook": "review playbook 33",
    "order cancel-check": "order cancel-check 577089792856429186",
    "policy show": "policy show tiktok-gb",
    "policy list": "policy list",
    "policy check": "policy check bad.toml --as tiktok-gb",
    "policy diff": "policy diff tiktok-gb tt123-2025-03 --market GB",
    "policy impact": "policy impact longer.toml --as tiktok-gb",
    "drift": "drift",
    "status": "status",
    "calendar": "calendar",
    "log": "log",
    "demo": "demo",
    "doctor": "doctor",
    "config list": "config list",
    "imports": "imports",
    "notify list": "notify list",
    "report morning": "report morning",
    "report week": "report week",
}
# What gives an object in JSON, where the others give an array.
OBJECTS = {"show", "choose", "review playbook", "policy show", "report morning", "report week"}
VOID = {"meta", "br", "hr", "img", "col"}  # elements of HTML that have no end
EMPTY = {"drift"}  # of the samples no deadline differs


def _lists() -> Iterator[tuple[str, Any]]:
    """The commands with --format that record nothing."""
    for name, command in leaves():
        if command.writes_file and any("--format" in param.opts for param in command.params):
            yield name, command


TAKES = {
    name: next(format_choice(param) for param in command.params if "--format" in param.opts)
    for name, command in _lists()
}


@prepared
def filled(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok("review open --stars 1 --cause quality --order 576454556102136301 --at 2026-11-24T08:00")
    for step in ("approve 13 --mode seller-address", "shipped 13", "delivered 13", "received 13 --grade minor"):
        shell.ok(f"{step} --at 2026-11-24T08:45")
    shell.ok("claim 4 --on carrier --because damaged --force")
    with (shell.home / "config/aftersales/config.toml").open("a", encoding="utf-8") as config:
        config.write("[notify.receivers.desk]\n")


@pytest.fixture
def desk(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(filled.home)
    monkeypatch.setenv("AFTERSALES_NOTIFY_DESK", "json://localhost/")
    (filled.home / "bad.toml").write_text('extends = "tiktok-gb"\nnonsense = 1\n', encoding="utf-8")
    (filled.home / "longer.toml").write_text(
        'extends = "tiktok-gb"\n[[rule]]\nid = "gb.respond"\n[[rule.terms]]\nlength = "9 business days"\n'
        'source = "x"\ndated = 2026-01-01\nconfidence = "low"\n',
        encoding="utf-8",
    )
    return filled


def test_every_command_with_formats_has_a_line_here() -> None:
    assert set(LINES) == set(TAKES)
    assert all(choice is not None for choice in TAKES.values())


# Each run of `demo` builds its ledger anew.
@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name == "demo")) for name in LINES])
def test_each_format_is_what_it_says(desk: Shell, name: str) -> None:
    line = LINES[name]
    objects = json.loads(_run(desk, line, "json").out)
    assert isinstance(objects, dict) == (name in OBJECTS)
    rows = [objects] if isinstance(objects, dict) else objects
    assert bool(rows) == (name not in EMPTY)
    choice = TAKES[name]
    assert choice is not None
    for form in choice.choices:
        out = _run(desk, line, form).out
        assert "\x1b" not in out
        if form == CALENDAR:
            assert out.startswith("BEGIN:VCALENDAR\r\n")
        elif form not in (*PAGES, "text") and name != "policy show":  # whose other formats have a row for each term
            assert _rows_of(out, form) == len(rows) or form == "ids", (form, out)
        elif form == "html":
            assert _is_whole(out)
        elif form == "md":
            assert not rows or f"| {' | '.join(rows[0])} |" not in out, "columns of CSV"
            assert "html_block" not in {token.type for token in MarkdownIt().enable("table").parse(out)}
        if rows:
            assert out.strip(), form
    for form in set(MEANINGS) - set(choice.choices):
        run = desk(f"{line} --format {form}")
        assert (run.code, run.out) == (2, "")
        assert f"--format {form} can't be given here" in run.err


def _run(desk: Shell, line: str, form: str) -> Run:
    run = desk(f"{line} --format {form}")
    assert run.code == (1 if line.startswith("policy check") else 0), run
    return run


def _rows_of(out: str, form: str) -> int:
    """How many rows there are; of one object in TSV one, whatever lines it has."""
    if form == "json":
        read = json.loads(out)
        return 1 if isinstance(read, dict) else len(read)
    if form == "jsonl":
        return len([json.loads(line) for line in out.splitlines()])
    if form == "csv":
        head, *rows = csv.reader(io.StringIO(out))
        assert all(len(row) == len(head) for row in rows)
        return len(rows)
    return 1 if re.match(r"(case|policy)\t", out) else out.count("\n")


def _is_whole(page: str) -> bool:
    """Whether each element of a page of HTML is closed where it should be."""
    stack, reader = list[str](), HTMLParser()
    reader.handle_starttag = lambda tag, attrs: stack.append(tag) if tag not in VOID else None  # type: ignore[method-assign]
    reader.handle_endtag = lambda tag: None if stack.pop() == tag else stack.append("wrong")  # type: ignore[method-assign]
    reader.feed(page)
    return not stack and page.lower().startswith("<!doctype html>")


def test_what_was_done_is_told_in_words_where_people_read_it(desk: Shell) -> None:
    """Not in the columns of CSV. On a terminal, in Markdown and as HTML it is the same."""
    returns = SAMPLES / "returns-next-day.csv"
    lines = {
        "import": f"import {returns} --as-of 2026-11-24T08:50 --dry-run",
        "approve": "approve 2 3 --mode keep --dry-run",
        "note": "note 4 -m 'carrier called' --dry-run",
        "undo": "undo --dry-run",
        "notify send": "notify send --dry-run",
        "due": "due --long",
    }
    told = {
        "import": "Seller Center returns export, as of",
        "approve": "case 2: approved",
        "note": "case 4: note added",
        "undo": "Would be undone",
        "notify send": "# To desk (JSON): ",
        "due": "| case | order | to do |",
    }
    for name, line in lines.items():
        page = desk(f"{line} --format md")
        assert page.code == 0 and told[name] in page.out, (name, page)
        answer = json.loads(desk(f"{line} --json").out)
        keys = list(answer if isinstance(answer, dict) else answer[0])
        assert f"| {' | '.join(keys)} |" not in page.out
        assert _is_whole(desk(f"{line} --format html").out)


@pytest.mark.parametrize(("suffix", "form"), SUFFIXES.items())
def test_the_name_of_a_file_says_its_format(desk: Shell, suffix: str, form: str) -> None:
    name = "due" if form == CALENDAR else "status"
    desk.ok(f"{name} --output list{suffix}")
    written = (desk.home / f"list{suffix}").read_bytes().decode()
    assert written == desk.ok(f"{name} --format {form}").out


def test_a_format_that_was_typed_beats_the_name_of_the_file(desk: Shell) -> None:
    desk.ok("status --json --output status.csv")
    assert json.loads((desk.home / "status.csv").read_text(encoding="utf-8"))


def test_every_format_has_a_file_name() -> None:
    assert set(SUFFIXES.values()) == set(MEANINGS) - {"ids"}


def test_titles_of_tsv(desk: Shell) -> None:
    assert desk.ok("due --header --limit 1 --fields case,due").out.splitlines()[0] == "case\tdue"
    desk.terminal = True
    assert desk.ok("status --header").out.startswith("shop\tmarket\t")
    for form in ("csv", "md", "html"):
        assert desk.ok(f"status --header --format {form}").out == desk.ok(f"status --format {form}").out
    for form in ("json", "jsonl", "table"):
        run = desk(f"status --header --format {form}")
        assert (run.code, run.err) == (2, f"aftersales: --header is for TSV: {form} has no line of titles.\n")


def test_fields_are_columns_of_a_page(desk: Shell) -> None:
    assert desk.ok("due --fields case,due --limit 1 --format md").out == (
        "| case | due |\n| ---: | --- |\n| 4 | 2026-11-24T07:12:44+00:00 |\n"
    )


def test_the_list_for_people_is_the_same_page_in_each_of_their_formats(desk: Shell) -> None:
    """Whoever gets it in a chat has nothing else to read: head, sections, what is folded, and doubts."""
    page = desk.ok("due --format md", now="2026-11-26T09:00:00+00:00").out
    assert page.startswith("# Thu 26 Nov 09:00 London · ")
    assert "## OVERDUE: TikTok may have acted already: look first\n\n| case | kind | left |" in page
    assert "uk-main: no import since Tue 08:40" in page
    assert "orders to send, " in page
    web = desk.ok("due --format html", now="2026-11-26T09:00:00+00:00").out
    assert "<title>Thu 26 Nov 09:00 London · " in web
    assert '<section class="overdue">' in web
    assert "uk-main: no import since Tue 08:40" in web


def test_lists_about_the_program_have_readable_columns(desk: Shell) -> None:
    heads = {
        "config list": "| setting | value | from | where |",
        "doctor": "| state | what was checked | finding | command |",
        "login --status": "| shop | on TikTok | login | login until | token until | app | market |",
        "notify list": "| receiver | service | kept in | gets | address |",
        "calendar": "| day | closed | due | at risk |",
    }
    for line, head in heads.items():
        run = desk(f"{line} --format md")
        assert head in run.out.splitlines(), (line, run)
        assert "<th " in desk(f"{line} --format html").out
    assert "| 检查项 |" in desk("doctor --lang zh --format md").out
    assert desk("config list --fields key --format md").out.startswith("| key |\n")


def test_a_table_of_years_of_cases_has_the_newest(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [case["case"] for case in json.loads(desk.ok("cases --json").out)]
    monkeypatch.setattr("aftersales.commands.cases._IN_TABLE", 2)
    run = desk.ok("cases --format table")
    assert re.findall(r"^ *(\d+)  uk-main", run.out, re.MULTILINE) == [str(number) for number in numbers[:2]]
    assert run.err == (
        f"The newest 2 of {len(numbers)} cases. Name more of what you look for, or give --limit {len(numbers)}.\n"
    )
    assert desk.ok("cases --format table --limit 3").err == ""
    assert desk.ok(f"cases --format table --order {'577089792856429186'}").err == ""
    assert desk.ok("cases --format tsv").out.count("\n") == len(numbers)


def test_html_is_in_the_charset_that_it_names_whatever_stdout_is(desk: Shell) -> None:
    """In cp1252 an é is another byte than in UTF-8, which the page says that it is."""
    pages = ("due --format html", "report morning --format html", "cases --format html", "page -")
    whole = [html.unescape(desk.ok(line).out) for line in pages]
    for desk.encoding in ("cp1252", "gbk", "ascii"):
        for line, page in zip(pages, whole, strict=True):
            out = desk.ok(line).out
            assert out.isascii()
            assert html.unescape(out) == page


def test_an_empty_list_says_in_the_page_that_nobody_can_know(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    for form in ("md", "html"):
        page = shell.ok(f"due --format {form}").out
        assert "no after-sales data" in page or "never imported" in page, page


def test_a_format_that_is_not_known_is_answered_with_those_that_are(desk: Shell) -> None:
    run = desk("due --format xml")
    assert (run.code, run.out) == (2, "")
    assert "--format 'xml' is not known" in run.err
    assert all(form in run.err for form in FORMATS)
    assert "did you mean md?" in desk("due --format markdown").err
    assert desk("approve 5 --format xml").code == 2


def test_a_backup_answers_in_json(desk: Shell) -> None:
    run = desk.ok("ledger backup copy.db --json")
    copy = json.loads(run.out)
    assert copy == {
        "ledger": copy["ledger"], "file": "copy.db", "size": (desk.home / "copy.db").stat().st_size, "removed": [],
    }  # fmt: skip
