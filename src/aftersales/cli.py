"""The root command: a lazy command table, errors as exit codes."""

from __future__ import annotations

import os
import sqlite3
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import typer

from aftersales.commandline.command import AppGroup
from aftersales.commandline.table import COMMANDS
from aftersales.context.run_language import language_of_run
from aftersales.errors import AftersalesError, Cancelled, UsageError
from aftersales.language import LANGUAGES, current, mark, tr, use
from aftersales.vault import file_modes

_WITH_VALUE = ("--ledger", "--config", "--now", "--lang", "--color")


class Root(AppGroup):
    """The root group. It imports only the module of the command that runs; a list of the commands needs none."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the command's module and build it."""
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            module = import_module(f"aftersales.commands.{COMMANDS[cmd_name][0]}")
            self.commands[cmd_name] = build(module.typer_app, cmd_name)
        return self.commands.get(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """As usual; without a command, `status --next` is run."""
        return super().parse_args(ctx, [*args, "status", "--next"] if _names_no_command(args) else args)


def build(app: typer.Typer, name: str) -> Any:
    """A command module's Typer app as the command or group that it holds."""
    command = typer.main.get_command(app)
    command.name = name
    return command


def root() -> Root:
    """The whole command tree, lazily filled."""
    return Root(
        name="aftersales",
        help=mark(
            "After-sales triage for online sellers: what to answer, by when, why, and what happens if you don't."
        ),
        epilog=mark(
            "Examples and options of one command: aftersales help COMMAND. Topics such as exit codes: aftersales help."
        ),
        rich_markup_mode=None,
        no_args_is_help=False,
        environment=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _names_no_command(args: list[str]) -> bool:
    """Whether the command line has only global options, such as `--lang zh`."""
    place = 0
    while place < len(args):
        if args[place] in _WITH_VALUE:
            place += 2
        elif args[place] in ("-q", "--quiet") or args[place].startswith(tuple(f"{option}=" for option in _WITH_VALUE)):
            place += 1
        else:
            return False
    return place == len(args)


def _repair_streams() -> None:
    """Open the null device for each standard stream that the caller closed, and write a likeness of each character that
    the encoding of a stream lacks. Otherwise a command could record something and then fail while it says so.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            null_device = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(null_device, "r" if name == "stdin" else "w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
        if encoding not in ("utf-8", "utf8") and isinstance(stream, TextIOWrapper):
            from aftersales.text import write_likeness

            write_likeness(stream)


def _forget_impossible_size() -> None:
    """Remove COLUMNS and LINES from the environment where no terminal has that size: some containers set COLUMNS=0, and
    rich then draws nothing. Without them rich takes the terminal's own size, or 80 by 25.
    """
    for name in ("COLUMNS", "LINES"):
        value = os.environ.get(name, "")
        if not (value.isascii() and value.isdigit() and len(value) <= 4 and int(value)):
            os.environ.pop(name, None)


def _is_undecodable(word: str) -> bool:
    """Whether Python could not decode a byte of an argument: it then puts a surrogate in its place."""
    return any("\ud800" <= c <= "\udfff" for c in word)


def _shortage(error: sqlite3.Error | MemoryError) -> str:
    """What the database, or a part of the program, had too little of."""
    from aftersales.ledger import sqlite

    if isinstance(error, MemoryError):
        return tr("there is too little memory. Nothing more was written. Close other programs, and try again.")
    if sqlite.is_unwritten(error):
        return tr(
            "the disk or the folder for temporary files is full. Nothing was written. Free some room, or name another "
            "folder in TMPDIR."
        )
    return tr("the ledger can't be used: {error}. If it is damaged, replace it with a backup.", error=error)


def _bug_report(error: Exception) -> str:
    """The type and the place of an unexpected error, without its message: that may contain a buyer's data, and people
    pass this text on.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return tr(
        "aftersales: this is a bug ({error} at {place}). AFTERSALES_DEBUG=1 shows the whole trace; it may "
        "contain buyers' data.\n",
        error=type(error).__name__,
        place=f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?",
    )


def _damage_report() -> str:
    """What is wrong with the ledger that this run opened; empty if it is sound, or if none was opened. An unexpected
    error in a run on a damaged ledger is not a bug.
    """
    connection = sys.modules.get("aftersales.ledger.connection")
    path = connection.last_opened() if connection else None
    if path is None:
        return ""
    from contextlib import closing

    from aftersales.ledger.upkeep import maintenance
    from aftersales.text import sentence

    try:
        with closing(connection.read(path)) as ledger:  # type: ignore[union-attr]
            faults = [fault for fault in maintenance.faults(ledger, deep=True) if not fault.harmless]
    except (AftersalesError, sqlite3.Error):
        return ""
    if not faults:
        return ""
    return tr(
        "aftersales: {path} is damaged: {fault} Put a backup in its place: aftersales ledger restore FILE. `aftersales "
        "ledger check --deep` tells all that is wrong.\n",
        path=path,
        fault=sentence(faults[0].sentence),
    )


def main() -> None:
    """Run the program; every expected failure is one sentence on stderr and its exit code."""
    file_modes.make_private()
    _repair_streams()
    _forget_impossible_size()
    use(language_of_run(sys.argv[1:]))
    try:
        if any(not word.isprintable() and _is_undecodable(word) for word in sys.argv):
            raise UsageError(tr("an argument is not valid UTF-8; type it again."))
        root().main(prog_name="aftersales")
    except Cancelled as cancelled:
        sys.exit(cancelled.code)
    except AftersalesError as error:
        from aftersales.text import plain

        lines = [plain(line) for line in f"aftersales: {error}".split("\n")]
        if current() != LANGUAGES[0]:  # a terminal breaks Chinese before a full stop too
            from aftersales.rendering.output import Output

            lines = Output(color=None, quiet=False).fitted(f"aftersales: {error}", sys.stderr)
        sys.stderr.write("\n".join(lines) + "\n")
        sys.exit(error.exit_code)
    except (sqlite3.Error, MemoryError) as error:
        sys.stderr.write(f"aftersales: {_shortage(error)}\n")
        sys.exit(1)
    except OSError as error:
        from aftersales import file_writer

        file, reason = error.filename or "output", file_writer.reason(error)
        sys.stderr.write(tr("aftersales: {file}: {reason}. Nothing more was written.\n", file=file, reason=reason))
        sys.exit(1)
    except Exception as error:
        if os.environ.get("AFTERSALES_DEBUG"):
            raise
        damage = _damage_report()
        sys.stderr.write(damage or _bug_report(error))
        sys.exit(1 if damage else 70)
