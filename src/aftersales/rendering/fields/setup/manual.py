"""The fields of help topics and of the help of a command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, View, attributed


class TopicRow(NamedTuple):
    """A help topic: its subject, and what it is about."""

    topic: str
    subject: str
    about: str


TOPIC_FIELDS = attributed(
    ("topic", "str", mark("its name, for `help TOPIC`")),
    ("subject", "str", mark("under which heading it is listed")),
    ("about", "str", mark("what it is about, in a sentence")),
)


class CommandManual(NamedTuple):
    """The help of a command, taken apart. `takes`, `examples` and `answers` are JSON objects."""

    command: str
    about: str
    usage: str
    takes: Sequence[Any]
    examples: Sequence[Any]
    answers: Sequence[Any]
    commands: Sequence[str]
    text: str


COMMAND_FIELDS = attributed(
    ("command", "str", mark("the words that lead to it")),
    ("about", "str", mark("what it does")),
    ("takes", "list of object", mark("names, value (null: a switch), required and about of each argument and option")),
    ("examples", "list of object", mark("line and about of each example")),
    (
        "answers",
        "list of object",
        mark(
            "with (the option that it is for, null: none), gives (array, object, object-or-array or value) and fields "
            "(name, type, meaning and parts of each) of what it answers in JSON"
        ),
    ),
    ("commands", "list of str", mark("of a group: its commands")),
    ("text", "str", mark("the page of --help")),
)


class TopicText(NamedTuple):
    """A topic, or the sections of it whose heading has the words that were asked for (None: the whole). `command` is
    the help of the command of the same name.
    """

    topic: str
    heading: str | None
    text: str
    command: CommandManual | None


TOPIC_TEXT_FIELDS = (
    *attributed(
        ("topic", "str", mark("its name")),
        ("heading", "str or null", mark("the words of a heading that were asked for; null: the whole topic")),
        ("text", "str", mark("its text, as Markdown")),
    ),
    Field(
        "command",
        "object or null",
        mark("the command of the same name, with the fields of a command's help; null: none"),
        lambda row: None if row.command is None else View(COMMAND_FIELDS, [row.command]).single(),
    ),
)
