"""`help`: the list of help topics, or one topic."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from aftersales.actions import help_topics
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.manual import page, suggestion
from aftersales.commandline.options import Json
from aftersales.commandline.table import COMMANDS
from aftersales.context import display
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.rendering.fields.setup.manual import (
    COMMAND_FIELDS,
    TOPIC_FIELDS,
    TOPIC_TEXT_FIELDS,
    CommandManual,
    TopicRow,
    TopicText,
)
from aftersales.rendering.fields.view import Section, View
from aftersales.text import listed

typer_app = single()


@typer_app.command(cls=AppCommand)
def help_(
    ctx: typer.Context,
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help=mark("A topic, or a command."))] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD…]", help=mark("Words of a heading in the topic, or the command of a group.")),
    ] = None,
    as_man: Annotated[
        bool, typer.Option("--man", help=mark("Print the whole manual as a man page, such as for `man -l -`."))
    ] = False,
    as_json: Json = False,
) -> None:
    """List the help topics, or show one: `help morning`, `help fields due`. Of a command: examples and options; with
    --json also what it answers in JSON.
    """
    app: App = ctx.obj
    if as_man and as_json:
        raise UsageError(tr("--man prints a page for `man`, and --json gives objects: leave out one of them."))
    if as_man:
        from aftersales.commandline.manual import man_page  # it loads every command

        app.output.emit([man_page.render(ctx.find_root().command)])
    elif topic is None:
        _show_list(app, as_json=as_json)
    elif topic in help_topics.TOPICS:
        _show_topic(ctx, topic, " ".join(words or []), as_json=as_json)
    elif topic in COMMANDS:
        _show_command(ctx, [topic, *(words or [])], as_json=as_json)
    else:
        raise UsageError(suggestion.unknown_topic(ctx, topic))


def _show_list(app: App, *, as_json: bool) -> None:
    if as_json:
        rows = [
            TopicRow(topic, tr(subject), tr(line))
            for subject, topics in help_topics.SUBJECTS.items()
            for topic, line in topics.items()
        ]
        app.output.emit_view(View(TOPIC_FIELDS, rows), "json")
        return
    if not sys.stdout.isatty():
        app.output.emit_text(f"{name}\t{tr(line)}\n" for name, line in help_topics.TOPICS.items())
        return
    from aftersales.rendering.terminal import console as terminal
    from aftersales.rendering.terminal import pager

    sections = [
        Section(tr(subject), tuple((name, tr(line)) for name, line in topics.items()))
        for subject, topics in help_topics.SUBJECTS.items()
    ]
    see_also = tr(
        "A topic: `aftersales help TOPIC`. All commands: `aftersales --help`. One: `aftersales help COMMAND`."
    )
    console = terminal.console(sys.stdout, color=app.output.color)
    pager.show(console, lambda: terminal.page(console, [*sections, Section("", lines=[see_also])]), display.pager(app))


def _show_topic(ctx: typer.Context, topic: str, heading: str, *, as_json: bool) -> None:
    """Raises UsageError where no heading of the topic contains the words."""
    app: App = ctx.obj
    text = help_topics.topic_text(topic)
    if heading:
        section = help_topics.section_text(text, heading)
        if section is None:
            names = listed(help_topics.section_names(text)) or tr("none")
            raise UsageError(
                tr(
                    "`help {topic}` has no heading with {heading!r}. Its headings: {names}.",
                    topic=topic,
                    heading=heading,
                    names=names,
                )
            )
        text = section
    if as_json:
        manual = _manual(ctx, [topic]) if topic in COMMANDS else None
        row = TopicText(topic, heading or None, text, manual)
        app.output.emit_object(View(TOPIC_TEXT_FIELDS, [row]), several=False)
        return
    if not sys.stdout.isatty():
        app.output.emit_text([text])
        return
    from aftersales.rendering.terminal import console as terminal
    from aftersales.rendering.terminal import markdown

    markdown.show(terminal.console(sys.stdout, color=app.output.color), text, display.pager(app))
    if topic in COMMANDS:
        app.output.notice(tr("The examples and options of the command: `aftersales {topic} --help`.", topic=topic))


def _show_command(ctx: typer.Context, names: list[str], *, as_json: bool) -> None:
    """What --help shows for the command. Raises UsageError."""
    if as_json:
        ctx.obj.output.emit_object(View(COMMAND_FIELDS, [_manual(ctx, names)]), several=False)
    else:
        page.write(page.parts(_context_of(ctx, names)), ctx.obj)


def _manual(ctx: typer.Context, names: list[str]) -> CommandManual:
    from aftersales.commandline.manual import command_manual  # only programs ask for it

    return command_manual.manual_of(_context_of(ctx, names))


def _context_of(ctx: typer.Context, names: list[str]) -> Any:
    """The context of a command; of a group's words those that name a command in it. Raises UsageError."""
    context: Any = ctx.find_root()
    for name in names:
        command = context.command
        child = command.get_command(context, name) if page.is_group(command) else None
        if child is None and page.is_group(command):
            raise UsageError(suggestion.unknown_command(context, name))
        if child is None:
            break
        context = typer.Context(child, parent=context, info_name=name, **child.context_settings)
    return context
