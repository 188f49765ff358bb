"""Documents as small complete HTML pages, every text escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from aftersales import language
from aftersales.rendering.documents.document import TONES, Document, DocumentTable, code_spans, indented
from aftersales.rendering.fields.view import Section
from aftersales.text import plain

# Nothing can be loaded or run, whatever stands in the texts.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# Colours of at least 4.5 : 1 on their ground, in both schemes. On a phone each row is a card.
_SHORT = 20  # characters up to which a cell is not broken
_STYLE = """
:root{color-scheme:light dark;--ground:#fff;--text:#1c1f23;--dim:#5b636d;--line:#d9dde2;--head:#f5f6f8;
--overdue:#b3261e;--today:#8a5300;--soon:#00677f;--later:#5b636d}
@media(prefers-color-scheme:dark){:root{--ground:#15181c;--text:#e6e8eb;--dim:#a3abb5;--line:#343a42;--head:#1d2127;
--overdue:#ff8a80;--today:#f2b55c;--soon:#6fd0e6;--later:#a3abb5}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:80rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.3rem;line-height:1.3;margin:0 0 .75rem}
h2{font-size:1rem;margin:1.75rem 0 .5rem}
h2 small{font-weight:normal;color:var(--dim)}
p,ul,ol,dl,pre{margin:.5rem 0}
ul,ol{padding-left:1.4rem}
.overdue h2{color:var(--overdue)}.today h2{color:var(--today)}.soon h2{color:var(--soon)}.later h2{color:var(--later)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}
dt{color:var(--dim)}dd{margin:0;grid-column:2}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem;overflow-wrap:normal}
th,td{text-align:start;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--dim);font-weight:normal;white-space:nowrap}
td{max-width:32rem}
.short{white-space:nowrap}
.long{min-width:12rem}
.number{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
pre{background:var(--head);border:1px solid var(--line);border-radius:.35rem;padding:.6rem .75rem;
white-space:pre-wrap}
a{color:inherit}
@media(max-width:40rem){
main{padding:1rem}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,th,td{display:block}
tr{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem;margin:.5rem 0}
tbody th,td{border:0;padding:.1rem 0;text-align:start;max-width:none}
tbody th,td{display:grid;grid-template-columns:6.5rem 1fr;gap:.75rem}
td:empty{display:none}
tbody th::before,td::before{content:attr(data-title);color:var(--dim);font-weight:normal}
.number,.short{white-space:normal;text-align:start}
}
@media print{main{max-width:none;padding:0}tr{break-inside:avoid}h2{break-after:avoid}}
"""


def pieces(document: Document) -> Iterator[str]:
    """The page in pieces that end with a newline."""
    title = document.title or document.name
    yield (
        f'<!doctype html>\n<html lang="{language.current()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 dir="auto">{_text(title)}</h1>\n'
    )
    for part in document.parts:
        yield from _table(document, part) if isinstance(part, DocumentTable) else _section(part)
    yield "</main>\n</body>\n</html>\n"


def _text(text: str) -> str:
    """A text on one line that HTML shows as it is, as content and in an attribute."""
    return html.escape(plain(text))


def _heading(title: str, hint: str = "") -> str:
    beside = f" <small>{_text(hint)}</small>" if hint else ""
    return f'<h2 dir="auto">{_text(title)}{beside}</h2>\n'


def _table(document: Document, table: DocumentTable) -> Iterator[str]:
    tone = f' class="{table.tone}"' if table.tone in TONES else ""
    yield f"<section{tone}>\n"
    if table.title:
        yield _heading(table.title, table.hint)
    if table.titles:
        label = _text(table.title or document.title or document.name)
        yield f'<div class="wide" tabindex="0" role="region" aria-label="{label}">\n<table>\n<thead><tr>'
        for n, title in enumerate(table.titles):
            yield f'<th scope="col"{_class(table, n, title)}>{_text(title)}</th>'
        yield "</tr></thead>\n<tbody>\n"
        for row in table.rows:
            yield _row(table, row)
        yield "</tbody>\n</table>\n</div>\n"
    yield "</section>\n"


def _class(table: DocumentTable, column: int, cell: str) -> str:
    return f' class="{"number" if column in table.right else "short" if len(cell) <= _SHORT else "long"}"'


def _row(table: DocumentTable, cells: Sequence[str]) -> str:
    """The first cell names the row."""
    made = []
    for n, cell in enumerate(cells):
        about = f'dir="auto" data-title="{_text(table.titles[n])}"{_class(table, n, cell)}'
        made.append(f"<td {about}>{_text(cell)}</td>" if n else f'<th scope="row" {about}>{_text(cell)}</th>')
    return f"<tr>{''.join(made)}</tr>\n"


def _section(section: Section) -> Iterator[str]:
    yield "<section>\n"
    if section.title:
        yield _heading(section.title)
    if section.facts:
        yield "<dl>\n"
        for name, value in section.facts:
            term = f"<dt>{_text(name)}</dt>" if name else ""  # what has no name goes with the fact before it
            yield f'{term}<dd dir="auto">{_sentence(value)}</dd>\n'
        yield "</dl>\n"
    if len(section.lines) == 1:
        yield f'<p dir="auto">{_linked(section, 0)}</p>\n'
    elif section.lines:
        yield "<ul>\n"
        for n in range(len(section.lines)):
            yield f'<li dir="auto">{_linked(section, n)}</li>\n'
        yield "</ul>\n"
    for copied in (section.copied, section.commands):
        if copied:
            lines = "\n".join(html.escape(indented(line)) for line in copied)
            yield f'<pre dir="auto"><code>{lines}</code></pre>\n'
    yield "</section>\n"


def _sentence(line: str) -> str:
    """A line with the program's own commands as code."""
    parts = (html.escape(part) for part in code_spans(line))
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))


def _linked(section: Section, n: int) -> str:
    """A line without the sign of a list; an address makes it a link."""
    line = _sentence(re.sub(r"^ *[-*•] +", "", section.lines[n]))
    address = section.links[n] if n < len(section.links) else ""
    if not address.startswith(("https://", "http://")):
        return line
    return f'<a href="{_text(address)}" rel="noreferrer">{line}</a>'
