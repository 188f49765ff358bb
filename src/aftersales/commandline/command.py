"""Command classes and the options that every command takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from aftersales import __version__
from aftersales.commandline.prompter import TerminalPrompter
from aftersales.context.app import App, GlobalOptions
from aftersales.language import mark, tr

COLORS = ("auto", "always", "never")
_NAMES = ("ledger", "config", "now", "color", "quiet", "version")
# What narrows a list: of two values for one of these, the first would be left out without a word.
_FILTERS = frozenset({"shop", "market", "kind", "duty"})


def _global_options(*, environment: bool = False) -> list[Any]:
    # The environment is read once, at the root: read again by the command, it would beat an option given before it.
    ledger, config, now = (f"AFTERSALES_{name}" if environment else None for name in ("LEDGER", "CONFIG", "NOW"))

    def option(names: str, help_text: str, **more: Any) -> Any:
        return TyperOption(param_decls=names.split(), help=help_text, **{"type": str, **more})

    flag = {"type": bool, "is_flag": True, "default": False}
    colors = "|".join(COLORS)
    return [
        option("ledger --ledger", mark("The ledger's file."), envvar=ledger, metavar="PATH"),
        option("config --config", mark("The configuration file."), envvar=config, metavar="PATH"),
        option("now --now", mark("Use this time as now (ISO 8601 with offset)."), envvar=now, metavar="WHEN"),
        option("color --color", mark("Colours on stdout."), metavar=colors),
        option("quiet -q --quiet", mark("No notices on stderr, only errors and moved deadlines."), **flag),
        option("version --version", mark("Print the version."), **flag),
    ]


def _take(ctx: typer.Context, **parts: Any) -> None:
    """Move the global options of this level into a new App, beside `parts`; what stands nearer to the command wins."""
    options = {name: ctx.params.pop(name, None) for name in _NAMES}
    if options["version"]:
        typer.echo(f"aftersales {__version__}")
        raise typer.Exit(0)
    if options["color"] not in (None, *COLORS):
        raise typer.BadParameter(tr("it takes {colors}", colors=", ".join(COLORS)), param_hint="--color")
    for name in ("ledger", "config", "now"):
        if options[name] == "":
            raise typer.BadParameter(tr("it is empty"), param_hint=f"--{name}")
    before = ctx.obj.options if isinstance(ctx.obj, App) else GlobalOptions()
    ctx.obj = App(
        GlobalOptions(
            ledger=Path(options["ledger"]) if options["ledger"] else before.ledger,
            config=Path(options["config"]) if options["config"] else before.config,
            now=options["now"] or before.now,
            color=options["color"] or before.color,
            quiet=bool(options["quiet"]) or before.quiet,
        ),
        TerminalPrompter(),
        **parts,
    )
    ctx.call_on_close(ctx.obj.close)


def _name(ctx: Any) -> str:
    """The command's name as typed, without the program's: `order add`."""
    outer = [] if ctx.parent is None or ctx.parent.parent is None else [_name(ctx.parent)]
    return " ".join([*outer, str(ctx.info_name)])


def _translate(command: Any) -> None:
    """Put the help texts of a command into the language of this run; a text that is already in it stays."""
    command.help = tr(command.help) if command.help else command.help
    command.epilog = tr(command.epilog) if command.epilog else command.epilog
    for param in command.params:
        if getattr(param, "help", None):
            param.help = tr(param.help)


class AppCommand(TyperCommand):
    """A command that takes the global options after its name too."""

    may_lack_config = False  # whether --config may name a file that is not there yet

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options())

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The page of --help."""
        _translate(self)
        super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in the list of a group."""
        _translate(self)
        return super().get_short_help_str(limit)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As always; a filter given twice is refused, where another option's last value would hold."""
        if sum(arg.startswith("--") for arg in args) > 1:
            _, _, used = self.make_parser(ctx).parse_args(list(args))
            for param in used:
                if param.name in _FILTERS and used.count(param) > 1:
                    why = tr(
                        "it was given twice, but takes one value; leave it out for all, or run the command for each"
                    )
                    raise typer.BadParameter(why, ctx=ctx, param_hint=param.opts[0])
        return list(super().parse_args(ctx, args))

    def invoke(self, ctx: Any) -> Any:
        """Hand the command its App as `ctx.obj`."""
        _take(ctx, command=_name(ctx), may_lack_config=self.may_lack_config)
        return super().invoke(ctx)


class AppGroup(TyperGroup):
    """A group that takes the global options. The root (`environment=True`) also reads them from the environment."""

    def __init__(self, *args: Any, environment: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options(environment=environment))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The page of --help."""
        _translate(self)
        super().format_help(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Keep the options for the command that follows."""
        _take(ctx)
        return super().invoke(ctx)


def single(**settings: Any) -> typer.Typer:
    """The Typer app of a module that holds one command."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **settings)
