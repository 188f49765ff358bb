"""The mark-up of chats and mails, strangers' text made harmless."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from aftersales import text
from aftersales.core.alerts.message import Message, MessageEntry, MessageLine, TextSpan
from aftersales.language import tr

_MOST_ENTRIES = 12  # on a phone nobody reads more; those left out are named
_MOST_NAMES = 60
# Of the chats that know Markdown hardly two have the same escapes, and Slack and DingTalk have none. What could act as
# mark-up gets its full-width twin, which reads the same.
_TWINS = {ord(sign): ord(sign) + 0xFEE0 for sign in r"\`*_{}[]()#!|<>~&"}
# In every chat a name after @ calls somebody, and an address becomes a link.
_CALLS = (("@", "\uff20"), ("://", "\uff1a//"))


class Dialect(Enum):
    """How a receiver writes bold words and links."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"


def fitted(message: Message, dialect: Dialect, limit: int, *, titled: bool, few: bool) -> str:
    """The body of a message, of at most `limit` bytes. `titled`: it begins with its title; `few`: so many entries as a
    person reads on a phone. Entries that have no room are named at the end.
    """
    head: list[MessageLine] = [(TextSpan(message.title, bold=True),), ()] if titled else []
    head += [*message.leads, ()] if message.leads else []
    count = min(len(message.entries), _MOST_ENTRIES) if few else len(message.entries)
    for number in range(count, -1, -1):
        left = message.entries[number:]
        lines = [
            *head,
            *_parted(message.entries[:number]),
            *_left(message, left),
            *_parted([MessageEntry(message.foot)]),
        ]
        body = written(lines, dialect)
        if len(body.encode()) <= limit:
            return body
    shortest = written([(TextSpan(message.title),), *_left(message, message.entries, names=False)], Dialect.TEXT)
    return shortest.encode()[:limit].decode(errors="ignore")


def written(lines: Sequence[MessageLine], dialect: Dialect) -> str:
    """Lines in a dialect; blank ones at either end are left out."""
    rows = ["".join(_WRITERS[dialect](span) for span in line) for line in lines]
    while rows and not rows[-1]:
        rows.pop()
    if dialect is Dialect.HTML:
        return "<br>\n".join(rows)
    if dialect is Dialect.TEXT:
        return "\n".join(rows)
    return "\n".join(f"{row}  " if row else "" for row in rows)  # a single line end would not count


def _parted(entries: Sequence[MessageEntry]) -> Iterator[MessageLine]:
    for entry in entries:
        yield from entry.lines
        yield ()


def _left(message: Message, entries: Sequence[MessageEntry], *, names: bool = True) -> list[MessageLine]:
    """A line that names what has no room."""
    if not entries:
        return []
    listed = text.few([entry.name for entry in entries], _MOST_NAMES)
    sentence = tr("And {count} more: {names}", count=len(entries), names=listed)
    spans = [TextSpan(sentence if names else tr("And {count} more", count=len(entries)))]
    return [[*spans, TextSpan(" · "), TextSpan(message.more, code=True)] if message.more else spans, ()]


def _harmless(span: TextSpan) -> str:
    """The words of a span on one line; of a stranger's nothing calls anybody, and nothing becomes a link."""
    if not span.strange:
        return span.text
    shown = text.plain(span.text)
    for sign, twin in _CALLS:
        shown = shown.replace(sign, twin)
    return shown


def _text(span: TextSpan) -> str:
    shown = _harmless(span)
    return f"{shown} {span.url}" if span.url else shown


def _html(span: TextSpan) -> str:
    shown = html.escape(_harmless(span), quote=False)
    shown = f"<code>{shown}</code>" if span.code else shown
    shown = f'<a href="{html.escape(span.url)}">{shown}</a>' if span.url else shown
    return f"<b>{shown}</b>" if span.bold else shown


def _markdown(span: TextSpan) -> str:
    shown = _harmless(span)
    shown = shown.translate(_TWINS) if span.strange else shown
    shown = f"[{shown}]({_address(span.url)})" if span.url else shown
    return f"**{shown}**" if span.bold else shown


def _address(url: str) -> str:
    """An address in which nothing ends a link."""
    for sign in "<>()[]\\`\"'* ":
        url = url.replace(sign, f"%{ord(sign):02X}")
    return url


_WRITERS: dict[Dialect, Callable[[TextSpan], str]] = {
    Dialect.TEXT: _text,
    Dialect.HTML: _html,
    Dialect.MARKDOWN: _markdown,
}
