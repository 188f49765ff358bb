"""A message to people, before it gets the mark-up of a chat."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.named_tuple import NamedTuple


class TextSpan(NamedTuple):
    """Words of a line. `strange`: of a stranger's, so nothing in them may act as mark-up; `code`: to be typed; `url`:
    where they lead.
    """

    text: str
    bold: bool = False
    code: bool = False
    url: str = ""
    strange: bool = False


MessageLine = Sequence[TextSpan]


class MessageEntry(NamedTuple):
    """Lines that belong together. `name` stands for them where a message has no room for them."""

    lines: Sequence[MessageLine]
    name: str = ""


class Message(NamedTuple):
    """A title (plain words), what matters most (`leads`), then entries, the most urgent first, and what stands below
    them. Where not all entries fit, the last ones are named, and `more` is the command that shows them.
    """

    title: str
    entries: Sequence[MessageEntry]
    foot: Sequence[MessageLine] = ()
    more: str = ""
    leads: Sequence[MessageLine] = ()
