"""Command classes and the options that every command takes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from aftersales import __version__
from aftersales.commandline.prompter import TerminalPrompter
from aftersales.context.app import App, GlobalOptions
from aftersales.core import choices
from aftersales.errors import UsageError
from aftersales.language import LANGUAGES, mark, tr

COLORS = ("auto", "always", "never")
_NAMES = ("ledger", "config", "now", "lang", "color", "quiet", "version")
# Options that narrow a list and take one value. If one is given twice, Typer would drop the first value silently.
_FILTERS = frozenset({"shop", "market", "kind", "owner", "orders"})
# Arguments that are ids, by their names in the help: none of them can be the word `help`.
_IDS = frozenset({"CASE", "CASE…", "[CASE]", "[CASE…]", "ORDER", "ORDER…", "[WRITE]"})


def _global_options(*, environment: bool = False) -> list[Any]:
    # The environment is read once, at the root: read again by the command, it would beat an option given before it.
    ledger, config, now, lang = (
        f"AFTERSALES_{name}" if environment else None for name in ("LEDGER", "CONFIG", "NOW", "LANG")
    )

    def option(names: str, help_text: str, **more: Any) -> Any:
        return TyperOption(param_decls=names.split(), help=help_text, **{"type": str, **more})

    flag = {"type": bool, "is_flag": True, "default": False}
    colors, languages = "|".join(COLORS), "|".join(LANGUAGES)
    return [
        option("ledger --ledger", mark("The ledger's file."), envvar=ledger, metavar="PATH"),
        option("config --config", mark("The configuration file."), envvar=config, metavar="PATH"),
        option("now --now", mark("Use this date and time, with its zone, as now."), envvar=now, metavar="WHEN"),
        option("lang --lang", mark("Language of what people read."), envvar=lang, metavar=languages),
        option("color --color", mark("Colours on stdout."), metavar=colors),
        option("quiet -q --quiet", mark("No notices on stderr, only errors and moved deadlines."), **flag),
        option("version --version", mark("Print the version."), **flag),
    ]


def _output_options() -> list[Any]:
    about = mark("Write it to this file, wholly or not at all, in the format of the file's name; - is stdout.")
    header = mark("With TSV: the names of the fields in the first line.")
    return [
        TyperOption(param_decls=["output", "--output"], help=about, type=str, metavar="FILE"),
        TyperOption(param_decls=["header", "--header"], help=header, type=bool, is_flag=True, default=False),
    ]


def _make_app(ctx: typer.Context, **parts: Any) -> None:
    """Make the App of this level from its global options and `parts`. An option after the command's name wins over the
    same option before it.
    """
    options = {name: ctx.params.pop(name, None) for name in _NAMES}
    if options["version"]:
        typer.echo(f"aftersales {__version__}")
        raise typer.Exit(0)
    if options["color"] not in (None, *COLORS):
        raise choices.unknown("--color", options["color"], COLORS)
    if options["lang"] not in (None, *LANGUAGES):  # it was chosen before the words were read: see `run_language`
        raise choices.unknown("--lang", options["lang"], LANGUAGES)
    for name in ("ledger", "config", "now"):
        if options[name] == "":
            raise UsageError(tr("{option} is empty.", option=f"--{name}"))
    before = ctx.obj.options if isinstance(ctx.obj, App) else GlobalOptions()
    ctx.obj = App(
        GlobalOptions(
            ledger=Path(options["ledger"]) if options["ledger"] else before.ledger,
            config=Path(options["config"]) if options["config"] else before.config,
            now=options["now"] or before.now,
            color=options["color"] or before.color,
            quiet=bool(options["quiet"]) or before.quiet,
            lang=options["lang"] or before.lang,
        ),
        TerminalPrompter(),
        **parts,
    )
    ctx.call_on_close(ctx.obj.close)


def _name(ctx: Any) -> str:
    """The command's name as typed, without the program's: `order add`."""
    outer = [] if ctx.parent is None or ctx.parent.parent is None else [_name(ctx.parent)]
    return " ".join([*outer, str(ctx.info_name)])


class _Helped:
    """What commands and groups share: the help page, and the answer to a mistyped option."""

    def get_help(self, ctx: Any) -> str:
        """The page of --help, as plain text."""
        from aftersales.commandline.manual import page  # only help and mistakes need it

        return page.text(page.parts(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help; its page goes through a pager where it is long."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of Typer's command or group
        option.callback = _show_help
        option.help = mark("Show this page.")
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As usual; the error for an unknown option names the options that may be meant."""
        try:
            return list(super().parse_args(ctx, args))  # type: ignore[misc]  # of Typer's command or group
        except Exception as error:
            # Typer's only public error class is BadParameter; the parent of that is the class of all its usage errors.
            if not isinstance(error, typer.BadParameter.__mro__[1]) or type(error).__name__ == "NoArgsIsHelpError":
                raise
            if hasattr(error, "possibilities"):
                from aftersales.commandline.manual import suggestion

                raise UsageError(suggestion.unknown_option(ctx, str(getattr(error, "option_name", "")))) from None
            from aftersales.commandline.manual import usage

            raise usage.sentence(ctx, error) from None


def _show_help(ctx: Any, _: Any, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from aftersales.commandline.manual import page

        config = os.environ.get("AFTERSALES_CONFIG")  # no App has been made yet that knows it
        options = GlobalOptions(config=Path(config) if config else None)
        page.write(page.parts(ctx), ctx.obj if isinstance(ctx.obj, App) else App(options))
        ctx.exit()


class AppCommand(_Helped, TyperCommand):
    """A command that takes the global options after its name too."""

    may_lack_config = False  # whether --config may name a file that is not there yet
    writes_file: ClassVar[bool] = True  # whether it takes --output where it takes --format

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.writes_file and any("--format" in param.opts for param in self.params):
            self.params.extend(_output_options())
        self.params.extend(_global_options())

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As usual; `approve help` is `approve --help`. A filter that takes one value is refused if it is given twice;
        of any other option the last value counts.
        """
        if args == ["help"] and self._takes_ids_only():
            _show_help(ctx, None, True)
        typed = list(args)
        rest = list(super().parse_args(ctx, args))  # first, for its plain words on what can't be read
        if "" in typed:
            self._refuse_empty_paths(ctx, typed)
        if sum(arg.startswith("--") for arg in typed) > 1:
            _, _, used = self.make_parser(ctx).parse_args(typed)
            for param in used:
                if param.name in _FILTERS and used.count(param) > 1 and not param.multiple:
                    raise UsageError(
                        tr(
                            "{option} was given twice, but takes one value; leave it out for all, or run the command "
                            "for each.",
                            option=param.opts[0],
                        )
                    )
        return rest

    def _refuse_empty_paths(self, ctx: Any, typed: list[str]) -> None:
        """Raise UsageError for a path that is empty, such as "$FILE" in a script that doesn't set it: it would be taken
        for the folder that the run started in.
        """
        values, _, _ = self.make_parser(ctx).parse_args(list(typed))
        for param in self.params:
            value, metavar = values.get(str(param.name)), str(param.metavar or "").strip("[]…")
            is_path = param.type.name == "path" or metavar == "FILE"
            if is_path and "" in (value if isinstance(value, list | tuple) else [value]):
                raise UsageError(
                    tr("{option} is empty.", option=param.opts[0] if param.param_type_name == "option" else metavar)
                )

    def _takes_ids_only(self) -> bool:
        """Whether no argument can be a word such as `help`."""
        return all(p.metavar in _IDS for p in self.params if p.param_type_name == "argument")

    def invoke(self, ctx: Any) -> Any:
        """Hand the command its App as `ctx.obj`."""
        typed, header = ctx.params.pop("output", None), ctx.params.pop("header", False)
        if typed is None and not header:
            _make_app(ctx, command=_name(ctx), may_lack_config=self.may_lack_config)
            return self.run(ctx)
        from aftersales.commandline import output_file  # most lists go to stdout, without titles

        file = output_file.file_of(typed)
        _make_app(ctx, command=_name(ctx), may_lack_config=self.may_lack_config, file=file, header=header)
        output_file.settle_format(ctx, file, header=header)
        if file is None:
            return self.run(ctx)
        with output_file.written(ctx.obj, file):
            return self.run(ctx)

    def run(self, ctx: Any) -> Any:
        """Run the command, which has its App."""
        return super().invoke(ctx)

    def must_have(self, param: Any) -> bool:
        """Whether a required parameter says something about a case. One that names cases, orders or files does not."""
        names = param.param_type_name == "argument" and (param.metavar in _IDS or param.nargs != 1)
        return bool(param.required) and not names


class ChangingCommand(AppCommand):
    """A command that changes something and says what it did. It takes no --output, since that is for lists."""

    writes_file = False


class AppGroup(_Helped, TyperGroup):
    """A group that takes the global options. The root (`environment=True`) also reads them from the environment."""

    def __init__(self, *args: Any, environment: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_global_options(environment=environment))

    def invoke(self, ctx: Any) -> Any:
        """Keep the options for the command that follows."""
        _make_app(ctx)
        return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As usual; `order help` is `order --help`. The error for an unknown command names those that may be meant."""
        if ctx.parent is not None and args[:1] == ["help"]:
            if not args[1:]:
                _show_help(ctx, None, True)
            args = [*args[1:], "--help"]
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from aftersales.commandline.manual import suggestion

            raise UsageError(suggestion.unknown_command(ctx, args[0]))
        return super().resolve_command(ctx, args)


def single(**settings: Any) -> typer.Typer:
    """The Typer app of a module that holds one command."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **settings)
