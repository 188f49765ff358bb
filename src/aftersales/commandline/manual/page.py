"""The help page of a command: examples, what it does, options."""

from __future__ import annotations

import inspect
import shutil
import sys
from collections.abc import Sequence
from typing import Any

from aftersales.commandline.manual.examples import daily, parcels, upkeep
from aftersales.commandline.options import param_help
from aftersales.commandline.table import COMMANDS, GROUPS
from aftersales.context.app import App
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.layout import GAP, Canvas, Piece

# By the words that lead to a command: what one may type after the program's name, and what that does.
EXAMPLES = {**daily.EXAMPLES, **parcels.EXAMPLES, **upkeep.EXAMPLES}
GLOBAL_NAMES = ("ledger", "config", "now", "lang", "color", "quiet", "version")
PROGRAM = "aftersales"
_WIDEST = 100  # a line that is longer is hard to read


class HelpPart(NamedTuple):
    """A part of a help page: a heading, pairs in two columns, and text. Commands to copy are never wrapped. `width` is
    that of the first column where it is the same in several parts.
    """

    heading: str = ""
    pairs: Sequence[tuple[str, str]] = ()
    text: str = ""
    copied: bool = False
    width: int = 0


def parts(ctx: Any) -> list[HelpPart]:
    """The help page of the command of a context."""
    if ctx.parent is None:
        return _of_program(ctx)
    command, names = ctx.command, words_of(ctx)
    examples = [(f"{PROGRAM} {line}", tr(meaning)) for line, meaning in EXAMPLES.get(names, ())]
    line = HelpPart(
        tr("Usage: {usage}", usage=usage(ctx)), [_row(p) for p in command.params if p.name not in GLOBAL_NAMES]
    )
    if is_group(command):
        line = line._replace(pairs=[(name, summary(child)) for name, child in command.commands.items()])
    return [
        *([HelpPart(tr("Examples"), examples, copied=True)] if examples else []),
        *(HelpPart(text=text) for text in _paragraphs(command.help)),
        line,
        HelpPart(text=_see_also(ctx, names)),
    ]


def first_example(ctx: Any) -> str:
    """The command line that the help page of a command shows first; empty where it shows none."""
    return next((f"{PROGRAM} {line}" for line, _ in EXAMPLES.get(words_of(ctx), ())), "")


def is_group(command: Any) -> bool:
    """Whether the command holds commands."""
    return hasattr(command, "list_commands")


def about(command: Any) -> str:
    """A command's help, each paragraph on one line."""
    return "\n\n".join(_paragraphs(command.help))


def summary(command: Any) -> str:
    """The first sentence of a command's help."""
    first, *_ = _paragraphs(command.help) or [""]
    ends = [end for stop in (". ", "。") if (end := first.find(stop)) >= 0]
    return first[: min(ends) + 1] if ends else first


def draw(canvas: Canvas, page: Sequence[HelpPart]) -> None:
    """Put a help page on a canvas."""
    for n, part in enumerate(page):
        if n:
            canvas.line([])
        if part.heading:
            canvas.wrap(part.heading, "bold", hang=len(GAP))
        if part.text:
            for line in part.text.split("\n"):
                canvas.wrap(line)
        if part.copied:
            _draw_commands(canvas, part.pairs)
        else:
            _draw_pairs(canvas, part.pairs, part.width)


def text(page: Sequence[HelpPart]) -> str:
    """A help page as plain text, as wide as the terminal, at most 100 columns."""
    canvas = Canvas(min(shutil.get_terminal_size().columns, _WIDEST), sys.stdout.encoding or "utf-8")
    draw(canvas, page)
    return "".join(piece.text for piece in canvas.pieces).rstrip("\n")


def write(page: Sequence[HelpPart], app: App) -> None:
    """Write a help page to stdout, on a terminal with bold headings and through a pager if it is long."""
    if not sys.stdout.isatty():
        app.output.emit([text(page), "\n"])
        return
    from aftersales.context import display
    from aftersales.rendering.terminal import console as terminal
    from aftersales.rendering.terminal import pager

    console = terminal.console(sys.stdout, color=app.output.color)
    console.width = min(console.width, _WIDEST)
    pager.show(console, lambda: terminal.draw_page(console, lambda canvas: draw(canvas, page)), display.pager(app))


def _of_program(ctx: Any) -> list[HelpPart]:
    """The page of `aftersales --help`: the commands by group, then the options that all of them take."""
    options = [_row(p) for p in ctx.command.params if p.name in GLOBAL_NAMES]
    help_option = ctx.command.get_help_option(ctx)
    width = max(map(len, COMMANDS))
    groups = {group: [(name, tr(line)) for name, (_, line) in rows.items()] for group, rows in GROUPS.items()}
    return [
        *(HelpPart(text=text) for text in _paragraphs(ctx.command.help)),
        *(HelpPart(tr(group), rows, width=width) for group, rows in groups.items()),
        HelpPart(tr("Global options, before or after the command"), [*options, _row(help_option)]),
        *(HelpPart(text=text) for text in _paragraphs(ctx.command.epilog)),
    ]


def words_of(ctx: Any) -> str:
    """The words that lead to the command of a context, without the program's name."""
    return str(ctx.command_path).partition(" ")[2]


def _see_also(ctx: Any, names: str) -> str:
    everywhere = tr("Global options: aftersales --help")
    if not is_group(ctx.command):
        return everywhere
    return "\n".join([tr("Help of one command: aftersales help {names} COMMAND", names=names), everywhere])


def usage(ctx: Any) -> str:
    """The command with its arguments and the options that it must have."""
    if is_group(ctx.command):
        return " ".join([ctx.command_path, tr("COMMAND")])
    own_params = [p for p in ctx.command.params if p.name not in GLOBAL_NAMES]
    arguments = [p.metavar or p.name for p in own_params if p.param_type_name == "argument"]
    needed = [f"{max(p.opts, key=len)} {p.metavar}" for p in own_params if p.param_type_name == "option" and p.required]
    others = [tr("[OPTIONS]")] if len(arguments) + len(needed) < len(own_params) else []
    return " ".join([ctx.command_path, *arguments, *needed, *others])


def _row(param: Any) -> tuple[str, str]:
    """A parameter as it is typed, and what it means."""
    about = param_help(param)
    if param.param_type_name == "argument":
        return param.metavar or param.name, about
    names = ", ".join(sorted((*param.opts, *param.secondary_opts), key=len))
    if not param.is_flag and isinstance(param.default, (str, int)) and tr("default") not in about:
        about = tr("{about} Default: {default}.", about=about, default=param.default)
    return (names if param.is_flag or param.count else f"{names} {param.metavar or 'N'}"), about


def _paragraphs(about: str | None) -> list[str]:
    """A help text, translated, by paragraph and each on one line."""
    whole = inspect.cleandoc(tr(about)) if about else ""
    return [" ".join(paragraph.split()) for paragraph in whole.split("\n\n") if paragraph.strip()]


def _draw_pairs(canvas: Canvas, pairs: Sequence[tuple[str, str]], least: int) -> None:
    """Names in a column, each with its text beside it; a name that is too long stands above its text."""
    widths = [len(name) for name, _ in pairs]
    width = max((w for w in (least, *widths) if w <= canvas.width // 3), default=len(GAP))
    hang = width + 2 * len(GAP)
    for name, about in pairs:
        lead = Piece(GAP + name.ljust(width) + GAP)
        if len(name) > width:
            canvas.line([Piece(GAP), canvas.piece(name)])
            lead = Piece(" " * hang)
        canvas.wrap(about, lead=lead, hang=hang)


def _draw_commands(canvas: Canvas, pairs: Sequence[tuple[str, str]]) -> None:
    """Command lines, each with its text beside it, or below all of them where that is too wide."""
    width = max(len(line) for line, _ in pairs)
    beside = all(len(GAP) + width + len(GAP) + Piece(about).size <= canvas.width for _, about in pairs)
    for line, about in pairs:
        if beside:
            canvas.line([Piece(GAP), canvas.piece(line.ljust(width), "cyan"), Piece(GAP), canvas.piece(about)])
        else:
            canvas.line([Piece(GAP), canvas.piece(line, "cyan")])
            canvas.wrap(about, lead=Piece(GAP * 3), hang=3 * len(GAP))
