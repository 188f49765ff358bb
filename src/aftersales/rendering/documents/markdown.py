"""Documents as Markdown, strangers' text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aftersales.rendering.documents.document import Document, DocumentTable, code_spans, indented
from aftersales.rendering.fields.view import Section
from aftersales.text import labelled, plain

# What means something inside of a line: emphasis, code, links, HTML, cells, strikethrough, formulas. An address and a
# character reference only as a whole; an underscore inside of a word is none.
_INLINE = r"[\\`*\[\]<>|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=\w):(?=//)|(?<=\bwww)\.(?=\w)"
# What means something at the start of a line: a heading, a list, a quotation, a rule, the underline of a heading.
_START = r"^(?:(#{1,6}|[-+=])|(\d{1,9})([.)]))(?=\s|$|[-=])"
_ITEM = r"(?: *)(?:[-*•] +(?=\[[ x]\] )|[-*•] +)?(?:\[([ x])\] +)?(.*)"
_NUMBERED = r" *(\d{1,3})[.)] +(.*)"


def escaped_part(text: str) -> str:
    """A part of a line that Markdown shows as it is."""
    return re.sub(_INLINE, r"\\\g<0>", text)


def escaped_cell(text: str) -> str:
    """A text on one line that Markdown shows as it is, inside of a line."""
    return escaped_part(plain(text).strip())


def escaped(text: str) -> str:
    """The same at the start of a line."""
    return re.sub(_START, _unstarted, escaped_cell(text))


def _unstarted(start: re.Match[str]) -> str:
    return f"\\{start[1]}" if start[1] else f"{start[2]}\\{start[3]}"


def pieces(document: Document) -> Iterator[str]:
    """The document in pieces that end with a newline."""
    started = False
    if document.title:
        yield f"# {escaped(document.title)}\n"
        started = True
    for part in document.parts:
        blocks = _table(part) if isinstance(part, DocumentTable) else _section(part)
        for block in blocks:
            if started:
                yield "\n"
            started = True
            yield from block


def _table(table: DocumentTable) -> Iterator[Iterator[str]]:
    if table.title:
        hint = f": {escaped(table.hint)}" if table.hint else ""
        yield iter([f"## {escaped(table.title)}{hint}\n"])
    if table.titles:
        yield _rows(table)


def _rows(table: DocumentTable) -> Iterator[str]:
    yield _row(table.titles)
    yield _row(["---:" if n in table.right else "---" for n in range(len(table.titles))], raw=True)
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cell if raw else escaped_cell(cell) for cell in cells)} |\n"


def _section(section: Section) -> Iterator[Iterator[str]]:
    if section.title:
        yield iter([f"## {escaped(section.title)}\n"])
    if section.facts:
        yield (_fact(name, value) for name, value in section.facts)
    if section.lines:
        yield _lines(section)
    for copied in (section.copied, section.commands):
        if copied:
            yield iter(code(copied))


def _fact(name: str, value: str) -> str:
    """A named fact; one without a name goes with the fact before it, one with a box is ticked or not."""
    if not name:
        return f"  - {escaped(value)}\n"
    if not value:
        return f"- {escaped(name)}\n"
    box = name[:4] if name.startswith(("[ ] ", "[x] ")) else ""
    return f"- {box}{labelled(f'**{escaped_cell(name.removeprefix(box))}**', _sentence(value))}\n"


def _lines(section: Section) -> Iterator[str]:
    """Lines as a list, one alone as a paragraph; an address makes its line a link."""
    for n, line in enumerate(section.lines):
        address = section.links[n] if n < len(section.links) else ""
        if numbered := re.fullmatch(_NUMBERED, line, re.DOTALL):
            yield f"{numbered[1]}. {_linked(numbered[2], address)}\n"
            continue
        item = re.fullmatch(_ITEM, line, re.DOTALL)
        box, text = (item[1], item[2]) if item else (None, line)
        lead = "" if len(section.lines) == 1 and not box else "- "
        yield f"{lead}{f'[{box}] ' if box else ''}{_linked(text, address)}\n"


def _linked(text: str, address: str) -> str:
    return f"[{escaped(text)}](<{address}>)" if _is_address(address) else _sentence(text)


def _sentence(line: str) -> str:
    """A line with the program's own commands as code."""
    first, *others = code_spans(line)
    if not others:
        return escaped(line)
    parts = (f"`{part}`" if n % 2 else escaped_part(part) for n, part in enumerate([first, *others]))
    return re.sub(_START, _unstarted, "".join(parts).strip())


def _is_address(address: str) -> bool:
    return re.fullmatch(r"https?://[!-;=?-\[\]-~]+", address) is not None


def code(lines: Sequence[str]) -> list[str]:
    """Lines to be copied, in a fence that is longer than any inside."""
    safe = [indented(line) for line in lines]
    fence = "`" * max(3, 1 + max((len(run) for line in safe for run in re.findall("`+", line)), default=0))
    return [f"{fence}\n", *(f"{line}\n" for line in safe), f"{fence}\n"]
