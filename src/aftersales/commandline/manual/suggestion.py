"""What is said of a command or option that does not exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from aftersales import text
from aftersales.actions.help_topics import TOPICS
from aftersales.commandline.manual import page, synonyms
from aftersales.commandline.table import COMMANDS
from aftersales.language import tr
from aftersales.text import excerpt

_LONGEST = 60  # of what was typed, so much is repeated
# Options that leave out a question or a check: nobody is led to them by the spelling of another one.
INSISTENT = frozenset({"--force", "--yes", "--by-rule", "--catchup"})
_EXPORT = re.compile(r".+\.(csv|xlsx|json|zip)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def unknown_command(ctx: Any, word: str) -> str:
    """The sentence for a word that is not a command of the context's group."""
    group = page.words_of(ctx)
    typed = f"{group} {excerpt(word, _LONGEST)}".strip()
    said = tr("no such command {name!r}.", name=typed)
    meant = [line for line in _by_meaning(ctx, word, typed) if line != typed]
    if meant:
        return "\n".join([tr("{said} What you can type:", said=said), *_rows(ctx, meant)])
    harmless = _similar(word, [name for name, command in _commands(ctx) if not _records(command)])
    if harmless:
        return tr("{said} Did you mean {near}?", said=said, near=_quoted(group, harmless))
    recording = _one_letter_off(word, [name for name, command in _commands(ctx) if _records(command)])
    if recording:
        near = _quoted(f"help {group}", recording)
        return tr("{said} Nothing was recorded. See {near}.", said=said, near=near)
    if group:
        commands = text.listed(ctx.command.commands)
        return tr("{said} {group} has {commands}.", said=said, group=f"`{page.PROGRAM} {group}`", commands=commands)
    return tr("{said} `aftersales --help` lists them.", said=said)


def unknown_option(ctx: Any, option: str) -> str:
    """The sentence for an option that the command of a context does not have."""
    option = excerpt(option, _LONGEST)
    names = page.words_of(ctx)
    line = f"{page.PROGRAM} {names}".strip()
    options = {name for param in ctx.command.get_params(ctx) for name in (*param.opts, *param.secondary_opts)}
    meant = [name for name in synonyms.OPTIONS.get(option, ()) if name in options]
    near = meant or _similar(option, [name for name in sorted(options) if name.startswith("--")], INSISTENT)
    if near:
        return tr(
            "`{line}` has no option {option}. Did you mean {near}?", line=line, option=option, near=text.listed(near)
        )
    if page.is_group(ctx.command):
        return tr(
            "`{line}` has no option {option}. The options of a command stand after its name. `{line} --help` lists "
            "the commands.",
            line=line,
            option=option,
        )
    return tr("`{line}` has no option {option}. `{line} --help` lists them.", line=line, option=option)


def unknown_topic(ctx: Any, word: str) -> str:
    """The sentence for a word that is neither a help topic nor a command."""
    word = excerpt(word, _LONGEST)
    meant = _by_meaning(ctx.find_root(), word, word)
    if meant:
        said = tr("no help topic or command {topic!r}. What you can type:", topic=word)
        return "\n".join([said, *_rows(ctx, meant)])
    near = _similar(word, [*TOPICS, *COMMANDS])
    if near:
        lines = text.listed(f"`{page.PROGRAM} help {name}`" for name in near)
        return tr("no help topic or command {topic!r}. Did you mean {near}?", topic=word, near=lines)
    return tr(
        "no help topic or command {topic!r}. `aftersales help` lists the topics, `aftersales --help` the commands.",
        topic=word,
    )


def _by_meaning(ctx: Any, word: str, typed: str) -> list[str]:
    """The command lines that do what a word means: by the table of synonyms, or as it is the number of a case, a file,
    a topic or a command of a group.
    """
    if known := synonyms.COMMANDS.get(typed.casefold()):
        return list(known)
    if page.words_of(ctx):
        return []
    if _NUMBER.fullmatch(word):
        return [f"show {word}"]
    if _EXPORT.fullmatch(word) or (("/" in word or "\\" in word) and Path(word).exists()):
        return [f"import {shlex.quote(word)}"]
    inside = [names for names in _tree(ctx.find_root()) if names.split()[-1] == word and " " in names]
    return inside + ([f"help {word}"] if word in TOPICS else [])


def _tree(root: Any) -> Iterator[str]:
    """Every command of the program by the words that lead to it."""
    for name in COMMANDS:
        command = root.command.get_command(root, name)
        yield name
        for child in getattr(command, "commands", {}):
            yield f"{name} {child}"


def _rows(ctx: Any, lines: Sequence[str]) -> list[str]:
    """Command lines with what they do; of a command that records something, the line that explains it."""
    rows = []
    for line in lines:
        command = _found(ctx.find_root(), line.split())
        shown = f"help {line}" if _records(command) else line
        rows.append((f"  {page.PROGRAM} {shown}", _about(line.split(), command)))
    width = max(len(line) for line, _ in rows)
    return [f"{line.ljust(width)}  {about}".rstrip() for line, about in rows]


def _about(names: Sequence[str], command: Any) -> str:
    """What a command line does, in a sentence."""
    if names[0] == "help" and names[-1] in TOPICS:
        return tr(TOPICS[names[-1]])
    if command is None:
        return ""
    return tr(COMMANDS[names[0]][1]) if command.name == names[0] else page.summary(command)


def _found(root: Any, names: Sequence[str]) -> Any:
    """The command to which names lead, whatever stands after them; None where they lead to none."""
    command = None
    for word in names:
        group = command or root.command
        if not page.is_group(group):
            break
        child = group.get_command(root, word)
        if child is None:
            break
        command = child
    return command


def _records(command: Any) -> bool:
    """Whether the command records something as soon as it is typed."""
    return bool(getattr(command, "write_options", ()))


def _commands(ctx: Any) -> Iterator[tuple[str, Any]]:
    """The commands of a context's group by name."""
    for name in ctx.command.list_commands(ctx):
        yield name, ctx.command.get_command(ctx, name)


def _quoted(before: str, names: Sequence[str]) -> str:
    return text.listed(f"`{' '.join([page.PROGRAM, *before.split(), name])}`" for name in names)


def _one_letter_off(word: str, names: Sequence[str]) -> list[str]:
    """The names that a word misses by one letter, which is not the first. For names of what records something: no other
    may be led to them.
    """
    return [name for name in names if len(word) >= 4 and name[0] == word[0] and distance(word, name) == 1]


def _similar(word: str, names: Sequence[str], without: Collection[str] = ()) -> list[str]:
    """The names nearest to a word by spelling, if they are near: one letter away, two in a long word, or begun with
    it.
    """
    word, length = word.casefold(), len(word.lstrip("-"))
    most = 2 if length >= 6 else 1
    far = {name: distance(word, name) for name in names if name not in without}
    least = min(far.values(), default=most + 1)
    if least <= most:
        return [name for name, steps in far.items() if steps == least]
    begun = [name for name in far if name.startswith(word)]
    return begun if length >= 3 and len(begun) <= 2 else []


def distance(a: str, b: str) -> int:
    """How many letters are to be put in, left out, changed or swapped with the next to make one word of the other."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                steps = min(steps, last[j - 2] + 1)
            row.append(steps)
    return row[len(b)]
