"""Every command of the program once, as a process of its own on a filled ledger: none may end as a bug, let others than
its owner read what it makes, or ask for the network unless that is what it is for.

Which commands there are, and what each takes, is read from the program; a new one is in here by itself. This file needs
pytest alone, and runs with the oldest dependencies too (`.ci/run`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest

import no_network
import oldest
from aftersales.vault import file_modes
from transcripts import ROOT, SAMPLES, Shell, command_tree

GLOBAL = {"ledger", "config", "now", "lang", "color", "quiet", "version"}
# Words to try for what a command takes, by what its help calls it. For what is not here OTHER has to do.
WORDS = {
    "CASE": ("1", "4", "5", "18", "11", "32", "33", "34", "36", "2", "3", "6", "13", "14", "15"),
    "TEXT": ("some words",),
    "FILE": (str(SAMPLES / "returns-next-day.csv"), "goods.csv", "new.db", "kept.db"),
    "ORDER": ("576454556102136301", "577089792856429186", "577073577688763428", "577000000000000009", "9" * 18),
    "WHEN": ("2026-11-24T08:59", "2026-11-24T12:00"),
    "SPAN": ("7d",),
    "KIND": ("return", "refund"),
    "SHOP": ("uk-main", "fr-main"),
    "MARKET": ("GB", "FR"),
    "MODE": ("seller-address", "keep"),
    "SIDE": ("seller", "buyer"),
    "WHO": ("seller", "buyer"),
    "OFFER": ("refund", "replacement"),
    "RESULT": ("changed", "removed"),
    "A": ("1.00", "tiktok-gb"),
    "B": ("tiktok-us",),
    "N": ("1",),
    "KEY": ("shops.uk-main.market", "costs.handling", "costs.return_postage"),
    "VALUE": ("GB", "2.90"),
    "MONTH": ("2026-11",),
    "WRITE": ("1",),
    "WHOM": ("carrier", "platform"),
    "WHY": ("lost",),
    "NAME": ("desk",),
    "DATE": ("2026-11-24",),
}
OTHER = ("1", "words")
# What these are for is at the other end of a network. No other command may so much as ask for a socket.
NETWORK = {"sync", "login", "notify send", "notify test"}
TRIES = 60  # of the words above, put together in every way


def _leaves(command: Any, path: tuple[str, ...] = (), outer: Any = None) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the tree with its path, groups left out."""
    context = command.context_class(command, info_name=(*path, "aftersales")[-1], parent=outer)
    if not hasattr(command, "list_commands"):
        yield path, command
        return
    for name in command.list_commands(context):
        yield from _leaves(command.get_command(context, name), (*path, name), context)


COMMANDS = {" ".join(path): command for path, command in _leaves(command_tree())}


@pytest.fixture
def filled(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Requests in all states, an order to be sent, a bad review, a duty of the house."""
    surround(shell, monkeypatch)
    fill(shell, SAMPLES)
    return shell


def surround(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """What commands find around them: their folder, an editor that changes nothing, a shell."""
    monkeypatch.chdir(shell.home)
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setenv("SHELL", "/bin/bash")


def fill(shell: Shell, exports: Path) -> None:
    """Import what lies in a folder, and record something of everything."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(exports / "orders.csv"), str(exports / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok("review open --stars 1 --order 576454556102136301 --at 2026-11-24T08:00")
    shell.ok("routine add Count --every 7d --at 2026-11-23T09:00")
    shell.ok("order add 577000000000000009 --amount 5 --placed 2026-11-23T10:00 --status awaiting-shipment")
    shell.ok("open replacement --order 577017576197880835 --at 2026-11-24T08:30")
    shell.ok("approve 36")
    shell.ok("approve 2 --mode partial --amount 1")
    shell.ok("approve 6 --mode seller-address")
    shell.ok("shipped 6")
    for case in ("13", "14", "15"):
        shell.ok(f"approve {case} --mode seller-address --at 2026-11-24T08:42")
        shell.ok(f"shipped {case} --at 2026-11-24T08:43")
        shell.ok(f"delivered {case} --at 2026-11-24T08:44")
    for case in ("13", "14"):
        shell.ok(f"refused {case} --reason worn --force --at 2026-11-24T08:45")
    shell.ok("send-back sent 14 --postage 3.50 --at 2026-11-24T08:46")
    shell.ok("received 15 --grade minor")
    for case in ("4", "5"):
        shell.ok(f"claim {case} --on carrier --because damaged --force")
    shell.ok("claim submit 5 --force")
    shell.ok("order dispatched 577089792856429186")
    shell.ok("reject 3 --reason no --force")
    shell.ok("dispute 3")
    shell.ok("config set costs.return_postage 2.90")
    (shell.home / "exports").mkdir()
    shutil.copy(exports / "returns.csv", shell.home / "exports")
    shell.ok(["config", "set", "shops.uk-main.exports", str(shell.home / "exports")])
    Path("goods.csv").write_text("sku,landed_cost\nA,1.50\n")
    shell.ok("ledger backup kept.db")


class Copies:
    """The filled home, as often as it is needed: what one run writes, the next does not see."""

    def __init__(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shell, self._patch, self._count = shell, monkeypatch, 0

    def fresh(self) -> None:
        """Another copy; the environment says where it lies."""
        self._count += 1
        home, copy = self.shell.home, self.shell.home / f"copy-{self._count}"
        for part in ("data", "config"):
            shutil.copytree(home / part / "aftersales", copy, dirs_exist_ok=True)
        self._patch.setenv("AFTERSALES_LEDGER", str(copy / "ledger.db"))
        self._patch.setenv("AFTERSALES_CONFIG", str(copy / "config.toml"))
        (home / "new.db").unlink(missing_ok=True)


def _asked(command: Any, given: set[str]) -> Iterator[list[str]]:
    """What the command may be given: for each thing that it must have, or that is in `given`, a word."""
    places: list[list[list[str]]] = []
    for param in command.params:
        if param.name in GLOBAL or not (param.required or given & set(param.opts)):
            continue
        option = [] if param.param_type_name == "argument" else [param.opts[-1]]
        name = (param.metavar or param.name or "").strip("[]…").upper()
        words = [[*option, word] for word in WORDS.get(name, OTHER)]
        if option and param.is_flag:
            words = [[], option]
        places.append(words)
    for chosen in islice(product(*places), TRIES):
        yield [word for words in chosen for word in words]


def working(copies: Copies, name: str) -> list[str]:
    """Words with which the command does something. What a refusal says is lacking is given with the next try. Where
    nothing helps, words that are refused.
    """
    command, words = COMMANDS[name], list[str]()
    known = {option for param in command.params for option in param.opts}
    arguments = {param.opts[-1] for param in command.params if param.param_type_name == "argument"}
    for more in (arguments, set[str]()):  # without them where an option stands for them
        given = set[str]()
        for _ in range(3):
            lacking = set[str]()
            for words in _asked(command, given):
                copies.fresh()
                run = copies.shell([*name.split(), *words])
                if run.code == 0:
                    return words
                lacking |= set(re.findall(r"--[a-z-]+", run.err)) & known
            given |= lacking | more
    return words


def _process(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    program = shutil.which("aftersales", path=str(Path(sys.executable).parent))
    assert program is not None
    return subprocess.run(
        [program, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **more,
    )


def _watched(name: str, words: list[str], report: Path) -> subprocess.CompletedProcess[str]:
    """The same of a caller without an umask. What it and all that it starts do with sockets stands in the report; where
    it is to have none, the kernel ends it when it asks for one.
    """
    path = os.pathsep.join(filter(None, (str(ROOT / "tests" / "watched"), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, "WATCHED_REPORT": str(report)}
    alone = no_network.POSSIBLE and name not in NETWORK
    return _process(*name.split(), *words, env=environment, umask=0, preexec_fn=no_network.forbid if alone else None)


def _opened_to_others(folder: Path, before: set[Path]) -> list[tuple[str, str]]:
    """What has come into a folder since, and others than its owner may use."""
    made = {path: path.stat().st_mode for path in set(folder.rglob("*")) - before if not path.is_symlink()}
    return [(str(path), f"{mode & 0o777:o}") for path, mode in made.items() if mode & file_modes.OTHERS]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_ends_as_a_bug(filled: Shell, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    copies = Copies(filled, monkeypatch)
    words = working(copies, name)
    options = {option for param in COMMANDS[name].params for option in param.opts}
    monkeypatch.setenv("AFTERSALES_NOW", filled.now)
    people = "text" if name.startswith("report ") else "table"
    forms = [f for f in (["--json"], ["--format", people]) if f[0] in options] or [[]]
    if name == "export":  # which has formats of its own, and says in JSON what it wrote to a file
        words, forms = ["new.db"], [["--json"], ["--format", "xlsx"]]
    for form in forms:
        copies.fresh()
        before, report = set(filled.home.rglob("*")), filled.home / "watched"
        run = _watched(name, [*words, *form], report)
        print(name, *words, *form, "->", run.returncode, run.stderr)
        assert not _opened_to_others(filled.home, before), run
        assert name in NETWORK or not report.exists(), report.read_text()
        report.unlink(missing_ok=True)
        assert run.returncode in (0, 1, 2, 3, 4, 5), run
        assert "Traceback" not in run.stderr, run
        assert "Warning" not in run.stderr, run
    if name in ("sync", "stock place"):  # no shop is tied to TikTok here; of two options only one may be given
        return
    if name.startswith("notify ") and name != "notify list":  # nobody is there to be told
        return
    if re.search(
        r"aftersales\[(sync|notify)\]", run.stderr
    ):  # with the oldest dependencies, which are without the extra
        return
    assert run.returncode == 0, "no words were found that it takes: add what its help calls them to WORDS"


def test_the_environment_says_where_the_files_are_and_what_time_it_is(home: Path) -> None:
    """Of all faults of a dependency the worst there was: the wrong ledger, and not a word."""
    named = {"LEDGER": str(home / "my.db"), "CONFIG": str(home / "my.toml"), "NOW": "2026-11-24T09:00:00+00:00"}
    os.environ.update({f"AFTERSALES_{name}": value for name, value in named.items()})
    try:
        assert _process("init", "--shop", "uk-main", "--market", "GB").returncode == 0
        shown = _process("due", "--format", "table")
    finally:
        for name in named:
            del os.environ[f"AFTERSALES_{name}"]
    assert (home / "my.db").exists()
    assert "uk-main" in (home / "my.toml").read_text()
    assert not (home / "data").exists()
    assert not (home / "config").exists()
    assert "24 Nov 09:00" in shown.stdout


def test_each_dependency_says_from_which_version_on_it_does() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for what in ("run", "build", "sync", "notify"):
        for pin in oldest.pins(what):
            name, version = pin.split("==")
            assert f'"{name}>={version}' in text
