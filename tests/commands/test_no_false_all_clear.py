"""Where nobody can know whether something is due, nothing says that nothing is: a sentence, and never exit code 0."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from importing.files import answer, asked
from transcripts import SAMPLES, Shell, prepared

NOW = "2026-11-24T07:00:00+00:00"
ALL_CLEAR = re.compile(
    r"nothing (else )?(is )?(due|to do|today|to answer|within)|no(thing)? money|silence gives no", re.IGNORECASE
)


@prepared
def desk(shell: Shell) -> None:
    """Imported just now, nothing overdue, something due today."""
    shell.ok("init --shop uk-main --market GB")
    lines = (SAMPLES / "returns.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    known = shell.home / "known.csv"
    known.write_text("".join(line for line in lines if "Escalated" not in line), encoding="utf-8")
    shell.ok(["import", str(known), "--as-of", "2026-11-24T08:40"])


class Ended(NamedTuple):
    """How a run ended."""

    returncode: int
    stdout: str
    stderr: str


def run(words: list[str], **environment: str) -> Ended:
    """The program in the home of the test, with its environment."""
    with mock.patch.dict(os.environ, environment):
        ended = Shell(Path.home())(words, now=environment.get("AFTERSALES_NOW", NOW))
    return Ended(ended.code, ended.out, ended.err)


def ledger(home: Path) -> Path:
    return home / "data/aftersales/ledger.db"


def config(home: Path) -> Path:
    return home / "config/aftersales/config.toml"


def _newer(home: Path) -> None:
    with closing(sqlite3.connect(ledger(home))) as made:
        made.execute("PRAGMA user_version = 99")


def _emptied(home: Path) -> None:
    for file in ledger(home).parent.iterdir():
        file.unlink()
    ledger(home).touch()


def _gone(home: Path) -> None:
    for file in ledger(home).parent.iterdir():
        file.unlink()


def _folder(home: Path) -> None:
    _gone(home)
    ledger(home).mkdir()


def _own_rules(home: Path) -> None:
    rules = config(home).parent / "rules"
    rules.mkdir()
    (rules / "own.toml").write_text('[rules."gb.respond"\nwithin = ', encoding="utf-8")
    text = config(home).read_text(encoding="utf-8")
    config(home).write_text(text.replace('market = "GB"', f'market = "GB"\npolicy = "{rules / "own.toml"}"'))


# What was done to the desk, what is asked, and the exit code and sentence of it.
BROKEN: dict[str, tuple[Callable[[Path], None], int, str]] = {
    "a newer ledger": (_newer, 1, "was written by a newer aftersales"),
    "an empty ledger file": (_emptied, 1, "is an empty file, not a ledger"),
    "no ledger": (_gone, 1, "no ledger at"),
    "a folder as ledger": (_folder, 1, "is a folder, not a ledger"),
    "an unreadable configuration": (lambda home: config(home).write_text("[shops.uk-main\n"), 1, "config.toml"),
    "a configuration with a mistake": (
        lambda home: config(home).write_text('[shops.uk-main]\nmarket = "XX"\n'), 1,
        "config.toml: [shops.uk-main] market 'XX'",
    ),
    "an unreadable policy": (_own_rules, 1, "own.toml"),
}  # fmt: skip


@pytest.mark.parametrize("state", list(BROKEN))
@pytest.mark.parametrize("words", ["due --check", "due", "due --format table", "status --short", "status", ""])
def test_what_can_not_be_read_is_said(desk: Shell, state: str, words: str) -> None:
    breaks, code, sentence = BROKEN[state]
    breaks(desk.home)
    ended = run(words.split())
    assert (ended.returncode, ended.stdout) == (code, "")
    assert sentence in ended.stderr
    assert not ALL_CLEAR.search(ended.stderr)
    assert "Traceback" not in ended.stderr


TYPOS = {
    "--duty respnd": (2, "did you mean respond?"),
    "--kind refnd": (2, "did you mean refund?"),
    "--stake mony": (2, "did you mean money?"),
    "--market XY": (1, "XY"),
    "--market DE": (1, "no shop of those meant"),
    "--shop uk-mian": (1, "uk-mian"),
    "--shop brand-*": (1, "matches no shop"),
    "--owner seler": (2, "did you mean seller?"),
    "--within 2x": (2, "--within"),
    "--max-age old": (2, "--max-age"),
    "--kind refund,": (2, "--kind"),
    "--dutty respond": (2, "Did you mean --duty?"),
}


@pytest.mark.parametrize("typo", list(TYPOS))
def test_a_typo_in_a_filter_is_refused(desk: Shell, typo: str) -> None:
    code, sentence = TYPOS[typo]
    ended = run(["due", "--check", *typo.split()])
    assert (ended.returncode, ended.stdout) == (code, "")
    assert sentence in ended.stderr
    assert not ALL_CLEAR.search(ended.stderr)


UNSURE = {
    "never imported": "no after-sales data were ever imported",
    "an import taken back": "no after-sales data were ever imported",
    "old data": "the after-sales data are too old to say what is due",
    "an unknown status": "that is not known here, so it can't be said what is due",
    "an unknown action": "that is not known here, so it can't be said what is due",
    "no shop": "No shop is set up yet, so it can't be said what is due",
}


def _unsure(shell: Shell, state: str) -> str:
    """Bring a new home into a state in which nothing is known to be due; returns the instant."""
    shell.ok("init --shop uk-main --market GB")
    lines = (SAMPLES / "returns.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    if state == "no shop":
        shell.ok("undo --yes")
    if state == "an import taken back":
        shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
        shell.ok("undo --yes")
    if state in ("old data", "an unknown status"):
        word = "Refund completed" if state == "old data" else "Escalated"
        file = shell.home / "some.csv"
        file.write_text("".join([lines[0], *(line for line in lines[1:] if word in line)]), encoding="utf-8")
        shell.ok(["import", str(file), "--as-of", "2026-11-24T08:40", "--date-format", "dmy"])
    if state == "an unknown action":
        row = asked(status="AWAITING_BUYER_SHIP", stamp=("SELLER_UPLOAD_INVOICE", "2026-11-25 10:00"))
        shell.ok(["import", str(answer(shell.home / "a.json", row)), "--as-of", "2026-11-24T06:00"])
    return "2026-11-30T09:00:00+00:00" if state == "old data" else NOW


@pytest.mark.parametrize("state", list(UNSURE))
def test_what_nobody_can_know_is_exit_6_and_a_sentence(shell: Shell, state: str) -> None:
    now = _unsure(shell, state)
    for words in (["due", "--check"], ["due", "--check", "--json"], ["-q", "due", "--check", "--format", "table"]):
        ended = run(words, AFTERSALES_NOW=now)
        assert ended.returncode == 6, words
        assert UNSURE[state] in ended.stderr
        assert not ALL_CLEAR.search(ended.stdout.replace("Nothing is known", ""))
    for words in (["due", "--format", "table"], ["due"], ["status", "--short"], ["status", "--format", "table"], []):
        ended = run(words, AFTERSALES_NOW=now)
        told = f"{ended.stdout}{ended.stderr}"
        if state.startswith("an unknown"):  # the case stands in the list, and asks to be looked up
            assert re.search(r"overdue|look|besides|unknown|today|soon", told), words
            assert not re.search(r"nothing (is due|to do|within|today)", told, re.IGNORECASE), words
        else:
            assert not ALL_CLEAR.search(told), (words, told)
            assert re.search(r"known|imported|old|no shop", told, re.IGNORECASE), words


@pytest.mark.parametrize("owner", ["any", "buyer", "platform"])
def test_a_list_of_others_is_no_all_clear_either(shell: Shell, owner: str) -> None:
    shell.ok("init --shop uk-main --market GB")
    ended = run(["-q", "due", "--check", "--owner", owner], AFTERSALES_NOW=NOW)
    assert ended.returncode == 0
    assert UNSURE["never imported"] in ended.stderr
    assert "run `aftersales import FILE`" in ended.stderr
    assert "The exit code is 0 all the same" in ended.stderr


def test_the_list_names_what_to_do_before_the_first_import(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    for words in ("due", "due --format table", "due --long --format table"):
        ended = shell.ok(words)
        assert "no after-sales data from TikTok yet: `aftersales import FILE…`" in ended.out + ended.err, words


@pytest.mark.parametrize(
    "narrowed", ["--duty respond", "--stake money,right", "--before-import", "--kind return --duty appeal"]
)
def test_a_filter_does_not_hide_a_word_that_nobody_knows(shell: Shell, narrowed: str) -> None:
    """What is unknown may be what the filter asks for: an answer, an appeal, money."""
    _unsure(shell, "an unknown status")
    for form in ("json", "tsv", "table"):
        ended = run(["due", "--check", "--format", form, *narrowed.split()])
        assert ended.returncode == 6, form
        assert UNSURE["an unknown status"] in ended.stderr
    for words in (["--format", "table"], ["--long", "--format", "table"], ["--format", "tsv"]):
        ended = run(["due", *words, *narrowed.split()])
        told = f"{ended.stdout}{ended.stderr}"
        assert not ALL_CLEAR.search(told.replace("Nothing is known", "")), words
        assert "known" in told
    assert run(["due", "--check", "--kind", "review"]).returncode == 0  # the kind is known, and another


AHEAD = "this machine's clock is before the after-sales data, so it can't be said what is due"


def test_a_clock_set_back_is_no_all_clear(desk: Shell) -> None:
    """Four days before the data, everything seems to lie far ahead."""
    then = "2026-11-20T08:00:00+00:00"
    for form in ("json", "table"):
        ended = run(["due", "--check", "--format", form], AFTERSALES_NOW=then)
        assert ended.returncode == 6
        assert AHEAD in ended.stderr
    for words in (
        "",
        "due",
        "due --format table",
        "due --long --format table",
        "status --short",
        "status --format table",
    ):
        ended = run(words.split(), AFTERSALES_NOW=then)
        told = f"{ended.stdout}{ended.stderr}"
        assert not ALL_CLEAR.search(told.replace("Nothing is known", "")), words
        assert "known" in told, words
    nearly = run(["due", "--check"], AFTERSALES_NOW=NOW)  # clocks differ, also by summer time
    assert nearly.returncode == 3
    assert AHEAD not in nearly.stderr


def test_a_long_list_is_no_all_clear_either(shell: Shell) -> None:
    ended = run(["due", "--long", "--format", "table"], AFTERSALES_NOW=_unsure(shell, "old data"))
    assert not ALL_CLEAR.search(ended.stdout)
    assert "not known what is to do" in ended.stdout


@pytest.mark.parametrize("columns", ["0", "-1", "x", "99999"])
def test_a_size_that_no_terminal_has_hides_nothing(desk: Shell, columns: str) -> None:
    usual = run(["due", "--check", "--format", "table"])
    ended = run(["due", "--check", "--format", "table"], COLUMNS=columns, LINES=columns)
    assert (ended.returncode, ended.stdout) == (usual.returncode, usual.stdout)
    assert usual.returncode == 3
    assert "to do" in usual.stdout
    assert "today" in run(["status", "--format", "table"], COLUMNS=columns).stdout
