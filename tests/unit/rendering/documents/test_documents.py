"""Markdown and HTML: whatever a stranger wrote is shown as it is, and does nothing."""

from __future__ import annotations

import html as entities
import re
from html.parser import HTMLParser
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from aftersales.rendering import formats
from aftersales.rendering.documents import html, markdown
from aftersales.rendering.documents.document import Document, DocumentTable
from aftersales.rendering.fields.view import Field, Section, View
from aftersales.text import plain
from tables import of_each

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a | b || c",
    "`rm -rf ~`",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "https://evil.example/x and www.evil.example",
    "*bold* _dim_ __x__ ~~gone~~ $x^2$",
    "&lt;b&gt; &#60; &amp;copy; &copy",
    "# heading",
    "- item",
    "1. first",
    "> quoted",
    "---",
    "===",
    "\\",
    "trailing \\",
    "line\nbreak\r\n| --- |",
    "\u202eright to left\u202c \x1b[2J",
    "磁吸手机壳 🙂",
    "مرحبا بالعالم",
    "```",
    "<!-- -->",
    "</td></table>",
    "a_b __init__ _x",
]
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _words(tokens: list[Token]) -> list[str]:
    return ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]


def _types(tokens: list[Token]) -> set[str]:
    inside = {child.type for token in tokens for child in token.children or ()}
    return inside | {token.type for token in tokens}


def _table(*cells: str) -> str:
    table = DocumentTable(["one", "two"], [cells])
    return "".join(markdown.pieces(Document("x", [table])))


@of_each("text", HOSTILE)
def test_a_cell_of_markdown_has_the_text_and_nothing_else(text: str) -> None:
    tokens = READER.parse(_table(text, text))
    assert _words(tokens) == ["one", "two", plain(text).strip(), plain(text).strip()]
    assert _types(tokens) <= {"inline", "text", "text_special"} | {
        f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")
    }


@given(st.text(max_size=40))
def test_no_text_at_all_leaves_its_cell(text: str) -> None:
    tokens = READER.parse(_table(text, "end"))
    shown = plain(text).strip()
    assert _words(tokens) == ["one", "two", shown, "end"]
    assert "link_open" not in _types(tokens)


@given(st.text(max_size=40))
def test_no_text_at_all_is_more_than_a_paragraph(text: str) -> None:
    shown = plain(text).strip()
    page = "".join(markdown.pieces(Document("x", [Section("", lines=[f"- {text}", "end"])])))
    tokens = READER.parse(page)
    # The sign of a list is the program's own, and so is a number or a box behind it.
    if shown and not re.match(r"[-*•]|\[[ x]\] |\d{1,3}[.)] ", shown):
        assert _words(tokens) == [shown, "end"]
    assert not {"heading_open", "html_block", "link_open", "fence", "hr", "blockquote_open"} & _types(tokens)


@of_each("text", HOSTILE)
def test_titles_facts_and_lines_of_markdown_are_escaped(text: str) -> None:
    sections = [Section(text, facts=[(text, text)], lines=[f"x {text}", "y"])]
    tokens = READER.parse("".join(markdown.pieces(Document("x", sections, text))))
    assert not {"html_block", "html_inline", "link_open", "image", "code_inline", "fence", "hr"} & _types(tokens)
    shown = plain(text).strip()
    words = _words(tokens)
    assert words[0] == words[1] == shown
    assert f"x {shown}" in words


def test_what_is_to_be_copied_stays_in_its_fence() -> None:
    lines = ["a ```` b", "~~~", "  indented", "<script>", "\x1b[2J"]
    tokens = READER.parse("".join(markdown.pieces(Document("x", [Section("", copied=lines)]))))
    (fence,) = tokens
    assert fence.type == "fence"
    assert fence.content == "a ```` b\n~~~\n  indented\n<script>\n[2J\n"


def test_markdown_reads_well_as_it_is() -> None:
    """In a chat nobody draws it: what needs no escape has none."""
    name = "Cable Knit Jumper 麻花针织衫 (2 in total) - 50% off! left_seconds: -6436; 2026-11-24T07:12, #4 & co."
    assert name in _table(name, "")


def test_lines_become_lists_and_boxes_stay_boxes() -> None:
    lines = ["- [ ] look", "[x] done", "2. second", "• third"]
    page = "".join(markdown.pieces(Document("x", [Section("To do", lines=lines)])))
    assert page == "## To do\n\n- [ ] look\n- [x] done\n2. second\n- third\n"
    assert "".join(markdown.pieces(Document("x", [Section("", lines=["alone"])]))) == "alone\n"


def test_a_fact_goes_with_the_one_before_it() -> None:
    facts = [("[ ] photos", "of it"), ("term", "2 days"), ("", "a source")]
    page = "".join(markdown.pieces(Document("x", [Section("", facts=facts)])))
    assert page == "- [ ] **photos**: of it\n- **term**: 2 days\n  - a source\n"


@of_each(
    "address, linked",
    [
        ("https://seller.example/order?id=1&x=2", True),
        ("javascript:alert(1)", False),
        ("https://x.example/)>(<b", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str, linked: bool) -> None:
    section = Section("", lines=["Look [here]", "y"], links=[address, ""])
    tokens = READER.parse("".join(markdown.pieces(Document("x", [section]))))
    hrefs = [c.attrs["href"] for t in tokens for c in t.children or () if c.type == "link_open"]
    assert hrefs == ([address] if linked else [])
    page = _Page("".join(html.pieces(Document("x", [section]))))
    assert page.hrefs == ([address] if address.startswith("https://") else [])


class _Page(HTMLParser):
    """What a browser would make of a page: its elements, attributes and texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.texts = list[str](), set[str](), list[str]()
        self.hrefs, self.open = list[str](), list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.hrefs += [value for name, value in attrs if name == "href" and value]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style" and data.strip():
            self.texts.append(data)


ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "small", "section", "div", "p", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "pre", "code"),
}
ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "dir",
    "scope",
    "data-title",
    "tabindex",
    "role",
    "aria-label",
}


@of_each("text", HOSTILE)
def test_a_page_of_html_has_the_text_and_nothing_else(text: str) -> None:
    table = DocumentTable(["one", text], [[text, text]], (), text, text, "overdue")
    section = Section(text, facts=[(text, text), ("", text)], lines=[text, text], copied=[text], commands=[text])
    page = _Page("".join(html.pieces(Document("x", [table, section], text))))
    assert set(page.tags) <= ELEMENTS
    assert page.attributes <= ATTRIBUTES
    assert page.open == []
    shown = plain(text)
    if not re.match(r"[-*•] ", shown):
        # Title of the page and of the window; of the table two titles, one of a column, two cells; of the section its
        # title, three of facts, two lines, two to copy.
        assert [t.strip() for t in page.texts].count(shown.strip()) == 2 + 5 + 8


@given(st.text(max_size=60))
def test_no_text_at_all_leaves_its_element(text: str) -> None:
    table = DocumentTable([text, text], [[text, text]], (), text, text, text)
    source = "".join(
        html.pieces(Document(text, [table, Section(text, [(text, text)], [text], [text], [text], [text])]))
    )
    page = _Page(source)
    assert set(page.tags) <= ELEMENTS | {"a"}
    assert page.attributes <= ATTRIBUTES | {"href", "rel"}
    assert page.open == []
    assert all(href.startswith(("http://", "https://")) for href in page.hrefs)


def test_a_page_is_whole_and_can_load_nothing() -> None:
    page = "".join(
        formats.render(View([Field("case", "int", "", itemgetter("case"))], [{"case": 4}]), "html", name="due")
    )
    assert page.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert "default-src 'none'" in entities.unescape(page)
    assert "<title>due</title>" in page
    assert '<th scope="col" class="number">case</th>' in page
    assert '<th scope="row" dir="auto" data-title="case" class="number">4</th>' in page
    assert "prefers-color-scheme:dark" in page
    assert not re.search(r"<script|<link|url\(|@import|\ssrc=", page)


def test_markdown_of_a_list_has_the_columns_of_csv() -> None:
    fields = [Field("case", "int", "", itemgetter("case")), Field("at_risk", "object", "", itemgetter("at_risk"))]
    rows = [{"case": 4, "at_risk": {"amount": "13.98", "currency": "GBP"}}, {"case": 7, "at_risk": None}]
    assert "".join(formats.render(View(fields, rows), "md")) == (
        "| case | at_risk |\n| ---: | --- |\n| 4 | 13.98 GBP |\n| 7 |  |\n"
    )


def test_the_program_s_own_commands_are_code() -> None:
    section = Section("", facts=[("more", "`aftersales due`")], lines=["next: `aftersales show 4` · `rm -rf`", "y"])
    page = "".join(markdown.pieces(Document("x", [section])))
    assert page == "- **more**: `aftersales due`\n\n- next: `aftersales show 4` · \\`rm -rf\\`\n- y\n"
    assert "next: <code>aftersales show 4</code> · `rm -rf`</li>" in "".join(html.pieces(Document("x", [section])))
