"""`help`: the list of help topics, or one topic."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from aftersales.actions import help_topics
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.table import COMMANDS
from aftersales.context import display
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr

typer_app = single()


@typer_app.command(cls=AppCommand)
def help_(
    ctx: typer.Context,
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help=mark("A topic, or a command."))] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD…]", help=mark("Words of a heading in the topic, or the command of a group.")),
    ] = None,
) -> None:
    """List the help topics, or show one: `help morning`, `help fields due`. For a command it shows the options."""
    app: App = ctx.obj
    if topic is None:
        _show_list(app)
    elif topic in help_topics.TOPICS:
        _show_topic(app, topic, " ".join(words or []))
    elif topic in COMMANDS:
        app.output.emit([_command_help(ctx, [topic, *(words or [])]) + "\n"])
    else:
        raise typer.BadParameter(_unknown_topic(topic), ctx=ctx)


def _show_list(app: App) -> None:
    if not sys.stdout.isatty():
        app.output.emit(f"{name}\t{tr(line)}\n" for name, line in help_topics.TOPICS.items())
        return
    from aftersales.rendering.fields.view import Section
    from aftersales.rendering.terminal import console as terminal

    sections = [
        Section(tr(subject), tuple((name, tr(line)) for name, line in topics.items()))
        for subject, topics in help_topics.SUBJECTS.items()
    ]
    terminal.page(terminal.console(sys.stdout, color=app.output.color), sections)
    app.output.notice(
        tr("Show a topic: `aftersales help TOPIC`. The options of a command: `aftersales COMMAND --help`.")
    )


def _show_topic(app: App, topic: str, heading: str) -> None:
    """Raises UsageError where no heading of the topic contains the words."""
    text = help_topics.topic_text(topic)
    if heading:
        section = help_topics.section_text(text, heading)
        if section is None:
            names = ", ".join(help_topics.section_names(text)) or tr("none")
            raise UsageError(
                tr(
                    "`help {topic}` has no heading with {heading!r}. Its headings: {names}.",
                    topic=topic,
                    heading=heading,
                    names=names,
                )
            )
        text = section
    if not sys.stdout.isatty():
        app.output.emit([text])
        return
    from aftersales.rendering.terminal import console as terminal
    from aftersales.rendering.terminal import markdown

    markdown.show(terminal.console(sys.stdout, color=app.output.color), text, display.pager(app))


def _command_help(ctx: typer.Context, words: list[str]) -> str:
    """What --help prints for the command; of a group's words those that name a command in it."""
    context: Any = ctx.find_root()
    for word in words:
        command = context.command
        child = command.get_command(context, word) if hasattr(command, "list_commands") else None
        if child is None:
            raise typer.BadParameter(tr("no such command {command!r}.", command=" ".join(words)), ctx=ctx)
        context = typer.Context(child, parent=context, info_name=word, **child.context_settings)
    return str(context.get_help())


def _unknown_topic(topic: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(topic, [*help_topics.TOPICS, *COMMANDS], n=3)
    if near:
        return tr("no such topic {topic!r}. Did you mean {near}?", topic=topic, near=", ".join(near))
    return tr("no such topic {topic!r}. `aftersales help` lists them.", topic=topic)
