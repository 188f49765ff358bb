"""What is said of a mistyped command: by meaning first, by spelling where it is near, never what records something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import typer

from aftersales import cli
from aftersales.actions.help_topics import TOPICS
from aftersales.commandline.manual import suggestion, synonyms
from aftersales.commandline.table import COMMANDS
from aftersales.commandline.write_command import WriteCommand
from tables import of_each
from transcripts import Shell

ROOT = typer.Context(cli.root(), info_name="aftersales")
GROUPS = [name for name in COMMANDS if hasattr(ROOT.command.get_command(ROOT, name), "commands")]  # type: ignore[attr-defined]


def _group(name: str) -> Any:
    return typer.Context(ROOT.command.get_command(ROOT, name), parent=ROOT, info_name=name)  # type: ignore[attr-defined]


def _command(line: str) -> Any:
    """The command of a line, with its options checked. Fails where there is none."""
    names = line.split()
    command = ROOT.command
    while names and hasattr(command, "list_commands"):
        child = command.get_command(ROOT, names[0])
        if child is None:
            break
        command, names = child, names[1:]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {name for name in names if name.startswith("--")} <= {*options, "--help"}, line
    values = [name for name in names if not name.startswith("--")]
    if command.name == "help":
        assert values == [] or values[0] in {*TOPICS, *COMMANDS}, line
    else:
        assert command is not ROOT.command or names[0].startswith("--"), line
    return command


@of_each("word", synonyms.COMMANDS)
def test_what_a_word_means_is_there(word: str) -> None:
    for line in synonyms.COMMANDS[word]:
        _command(line)
    group = word.split()[0] if " " in word else None
    assert group is None or group in GROUPS


@of_each("option", synonyms.OPTIONS)
def test_what_an_option_means_is_an_option_of_some_command(option: str) -> None:
    known = {o for name in COMMANDS for o in _options(ROOT.command.get_command(ROOT, name))}  # type: ignore[attr-defined]
    assert set(synonyms.OPTIONS[option]) <= known


def _options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        yield from parameter.opts
    for child in getattr(command, "commands", {}).values():
        yield from _options(child)


def _slips(name: str) -> set[str]:
    """A name with one letter left out, doubled, or swapped with the next."""
    left_out = {name[:n] + name[n + 1 :] for n in range(len(name))}
    doubled = {name[: n + 1] + name[n:] for n in range(len(name))}
    swapped = {name[:n] + b + a + name[n + 2 :] for n, (a, b) in enumerate(pairwise(name))}
    return {word for word in left_out | doubled | swapped if len(word) > 2}


def _ready_to_run(sentence: str) -> Iterator[str]:
    """The command lines of a sentence, without the program's name."""
    yield from re.findall(r"`aftersales ([^`]+)`", sentence)
    yield from re.findall(r"^  aftersales (.+?)(?:  |$)", sentence, re.MULTILINE)


@of_each("name", COMMANDS)
def test_nothing_that_records_is_offered_as_it_may_be_typed(name: str) -> None:
    for word in _slips(name) - set(COMMANDS):
        sentence = suggestion.unknown_command(ROOT, word)
        for line in _ready_to_run(sentence):
            assert line.startswith("help ") or not isinstance(_command(line), WriteCommand), sentence


@of_each("group", GROUPS)
def test_nor_in_a_group(group: str) -> None:
    context = _group(group)
    for name in context.command.commands:
        for word in _slips(name) - set(context.command.commands):
            sentence = suggestion.unknown_command(context, word)
            for line in _ready_to_run(sentence):
                assert line.startswith("help ") or not isinstance(_command(line), WriteCommand), sentence


def test_no_word_with_a_meaning_leads_to_what_it_only_resembles() -> None:
    """`list` is one letter from `lost`, `report` is like `reopen`, `chose` is one letter from `close`."""
    assert "lost" not in suggestion.unknown_command(ROOT, "list")
    assert "lost" not in suggestion.unknown_command(ROOT, "lst")
    assert "reopen" not in suggestion.unknown_command(ROOT, "report")
    assert "close" not in suggestion.unknown_command(ROOT, "chose")
    assert "lost" not in suggestion.unknown_command(ROOT, "post")
    assert "done" not in suggestion.unknown_command(ROOT, "one")


@of_each(
    "typed, told",
    [
        ("deu", "no such command 'deu'. Did you mean `aftersales due`?"),
        ("expl", "no such command 'expl'. Did you mean `aftersales explain`?"),
        ("refun", "no such command 'refun'. Nothing was recorded. See `aftersales help refund`."),
        ("order ad", "no such command 'order ad'. `aftersales order` has dispatched, "),
        ("order dispatchd", "no such command 'order dispatchd'. Nothing was recorded. See `aftersales help order disp"),
        ("policy shw", "no such command 'policy shw'. Did you mean `aftersales policy show`?"),
        ("wrong", "no such command 'wrong'. `aftersales --help` lists them."),
        ("list", "What you can type:\n  aftersales due    What to do"),
        ("search", "\n  aftersales cases  "),
        ("accept", "\n  aftersales help approve   Record that you approved a request.\n"),
        ("ship", "\n  aftersales help order dispatched  "),
        ("order list", "\n  aftersales due --kind delivery  "),
        ("576454556102136301", "\n  aftersales show 576454556102136301  "),
        ("returns.csv", "\n  aftersales import returns.csv  "),
        ("modes", "\n  aftersales help modes  "),
        ("backup", "\n  aftersales ledger backup  "),
        ("playbook", "\n  aftersales review playbook  "),
        ("due --shp x", "`aftersales due` has no option --shp. Did you mean --shop?"),
        ("due --store x", "Did you mean --shop?"),
        ("approve 4 --dry", "Did you mean --dry-run?"),
        ("approve 4 --mode keep --amout 5", "`aftersales approve` has no option --amout. Did you mean --amount?"),
        ("approve 4 --mode keep -5", "`aftersales approve` has no option -5. `aftersales approve --help` lists them."),
        ("approve 4 --forc", "`aftersales approve` has no option --forc. `aftersales approve --help` lists them."),
        ("approve 4 --yess", "`aftersales approve --help` lists them."),
        ("approve 4 --reson x", "`aftersales approve --help` lists them."),
        ("--shop uk due", "The options of a command stand after its name."),
        ("help morning-list", "no help topic or command 'morning-list'. `aftersales help` lists the topics"),
        ("help mornin", "Did you mean `aftersales help morning`?"),
        ("help stats", "\n  aftersales status  "),
        ("help order foo", "no such command 'order foo'."),
    ],
)
def test_it_says_what_may_be_meant(shell: Shell, typed: str, told: str) -> None:
    run = shell(typed)
    assert (run.code, run.out) == (2, "")
    assert told in run.err
    assert run.err.startswith("aftersales: ")


def test_what_was_typed_is_repeated_safely_and_not_at_length(shell: Shell) -> None:
    err = shell(["x" * 5000]).err
    assert len(err) < 200
    assert "\x1b" not in shell(["du\x1b[31me"]).err


@of_each("a, b, steps", [("deu", "due", 1), ("chose", "close", 1), ("report", "reopen", 3), ("", "a", 1)])
def test_distance_counts_letters(a: str, b: str, steps: int) -> None:
    assert suggestion.distance(a, b) == suggestion.distance(b, a) == steps
