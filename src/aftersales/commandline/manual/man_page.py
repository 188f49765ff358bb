"""The man page, made of the same parts as the help pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import typer

from aftersales import __version__, text
from aftersales.actions import help_topics
from aftersales.commandline.manual import page
from aftersales.commandline.manual.page import GLOBAL_NAMES, PROGRAM, HelpPart
from aftersales.commandline.table import GROUPS
from aftersales.language import LANGUAGES, current, mark, tr
from aftersales.text import writable

# Variables that stand for no option, and what they do.
_VARIABLES: Mapping[str, str] = {
    "AFTERSALES_PAGER, PAGER": mark("The pager of what is longer than the screen; off for none."),
    "AFTERSALES_TOKENS": mark("The file with the tokens of logins."),
    "AFTERSALES_APP_KEY, AFTERSALES_APP_SECRET, AFTERSALES_ACCESS_TOKEN": mark(
        "Keys of a developer app at TikTok, in the place of what `login` keeps."
    ),
    "AFTERSALES_DEBUG": mark("1: a bug shows its whole trace, which may contain buyers' data."),
    "NO_COLOR, FORCE_COLOR": mark("No colours; colours in a pipe too."),
    "VISUAL, EDITOR": mark("The editor of `config edit`."),
    "XDG_CONFIG_HOME, XDG_DATA_HOME": mark("The folders above those of configuration and ledger."),
}
_FILES: Mapping[str, str] = {
    "~/.config/aftersales/config.toml": mark("The configuration."),
    "~/.config/aftersales/policies/": mark("Rules and calendars of your own."),
    "~/.local/share/aftersales/ledger.db": mark("The ledger: all that was imported and recorded."),
    "~/.local/share/aftersales/authorisations.json": mark("Logins at TikTok, for you alone."),
}


def render(root: Any) -> str:
    """The page of section 1 for the whole program, as man(7) has it."""
    context = typer.Context(root, info_name=PROGRAM, **root.context_settings)
    about, *more = page.parts(context)
    lines = [
        f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}"',
        *_section(tr("NAME")),
        f"{PROGRAM} \\- {_text(about.text.rstrip('.'))}",
        *_section(tr("SYNOPSIS")),
        f".B {PROGRAM}",
        f"{_text(tr('[OPTIONS] COMMAND'))}",
        *_section(tr("DESCRIPTION")),
    ]
    for part in more[: len(GROUPS)]:
        lines += [*_subsection(part.heading), *_pairs(part.pairs)]
    for part in more[len(GROUPS) :]:
        lines += [*_section(part.heading.upper()), *_pairs(part.pairs)] if part.pairs else [".PP", _text(part.text)]
    lines += _section(tr("COMMANDS"))
    for child in _commands(context):
        lines += [*_subsection(child.command_path), *_command(child)]
    lines += [
        *_section(tr("ENVIRONMENT")),
        *_pairs([*_options_of_environment(root), *((names, tr(about)) for names, about in _VARIABLES.items())]),
    ]
    lines += [
        *_section(tr("FILES")),
        *_pairs([(path, tr(about)) for path, about in _FILES.items()]),
        *_section(tr("EXIT STATUS")),
        *_pairs(_codes()),
    ]
    topics = tr("aftersales help TOPIC, where TOPIC is one of: {topics}", topics=text.listed(help_topics.TOPICS))
    lines += [*_section(tr("SEE ALSO")), _text(topics)]
    # A paragraph begins at a title by itself.
    starts = (".SS", ".SH", ".PP")
    kept = [line for before, line in pairwise(["", *lines]) if line != ".PP" or not before.startswith(starts)]
    return "\n".join(kept) + "\n"


def _commands(outer: Any) -> Iterator[Any]:
    """A context for each command of the program, groups and what they hold included, in the order of the help."""
    for name in outer.command.list_commands(outer):
        child = outer.command.get_command(outer, name)
        if child is not None and not child.hidden:
            context = typer.Context(child, parent=outer, info_name=name, **child.context_settings)
            yield context
            if page.is_group(child):
                yield from _commands(context)


def _command(context: Any) -> Iterator[str]:
    """What the help page of a command says, the examples last."""
    parts = page.parts(context)[:-1]  # the last leads to other pages
    for part in sorted(parts, key=lambda one: one.copied):
        if part.copied:
            yield from (".PP", f"{_text(part.heading)}:", ".PP", ".nf", ".RS 4")
            yield from (_text(f"{line}  # {about}") for line, about in part.pairs)
            yield from (".RE", ".fi")
        else:
            yield from _paragraphs(part)


def _paragraphs(part: HelpPart) -> Iterator[str]:
    if part.heading:
        yield from (".PP", _text(part.heading))
    for line in part.text.split("\n") if part.text else ():
        yield from (".PP", _text(line))
    yield from _pairs(part.pairs)


def _pairs(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, about in pairs:
        yield from (".TP", f"\\fB{_escaped(name)}\\fR", _text(about))


def _options_of_environment(root: Any) -> list[tuple[str, str]]:
    """The variables that stand for global options."""
    return [
        (str(option.envvar), tr(option.help or ""))
        for option in root.params
        if option.name in GLOBAL_NAMES and option.envvar
    ]


def _codes() -> list[tuple[str, str]]:
    """The exit codes, from the topic that explains them."""
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", help_topics.topic_text("exit-codes"), re.MULTILINE)
    return [(code, meaning) for code, meaning in rows]


def _section(title: str) -> list[str]:
    return [f".SH {_escaped(title)}"]


def _subsection(title: str) -> list[str]:
    return [f".SS {_escaped(title)}"]


def _text(line: str) -> str:
    """A line of text: at its start a dot or a quote would be a request."""
    escaped = _escaped(line)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _escaped(line: str) -> str:
    # English is plain ASCII, which every man takes.
    plain = writable(line, "ascii") if current() == LANGUAGES[0] else line
    return " ".join(plain.split()).replace("\\", "\\e").replace("-", "\\-")
