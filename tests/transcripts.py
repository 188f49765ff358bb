"""Runs command lines as a user would type them, in-process, and compares whole runs: exit code, stdout and stderr."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import shlex
import shutil
from collections.abc import Callable, Hashable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

import json_answers
from aftersales import cli, language

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample-data"
GOLDEN = ROOT / "tests" / "golden"


class Run(NamedTuple):
    """What one command line gave."""

    code: int
    out: str
    err: str


class Pipe(io.TextIOWrapper):
    """A stream that keeps what was written, and says that it is a terminal, or that it is none."""

    def __init__(self, terminal: bool, encoding: str = "utf-8", errors: str = "strict") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors=errors, newline="\n", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]


class Shell:
    """A seller's shell: a home, a folder, a clock that stands still unless `now` is set, and streams in UTF-8 unless
    `encoding` says otherwise, as PYTHONIOENCODING does.
    """

    def __init__(self, home: Path) -> None:
        self.home, self.now, self.terminal = home, "2026-11-24T09:00:00+00:00", False
        self.encoding = "utf-8"

    def __call__(self, line: str | list[str], *, now: str | None = None) -> Run:
        """Run `aftersales` with these words; a leading `aftersales` may be written."""
        words = shlex.split(line) if isinstance(line, str) else list(line)
        words = words[1:] if words and words[0] == "aftersales" else words
        out = Pipe(self.terminal, self.encoding)
        err = Pipe(self.terminal, self.encoding, "backslashreplace")
        before = os.environ.get("AFTERSALES_NOW")
        os.environ["AFTERSALES_NOW"] = now or self.now
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = _code(words)
        finally:
            if before is None:
                del os.environ["AFTERSALES_NOW"]
            else:
                os.environ["AFTERSALES_NOW"] = before
        if out.text() and ("--json" in words or ["--format", "json"] in map(list, pairwise(words))):
            json_answers.check(words, out.text())
        return Run(code, out.text(), err.text())

    def ok(self, line: str | list[str], *, now: str | None = None) -> Run:
        """Run a line that must succeed."""
        run = self(line, now=now)
        assert run.code == 0, (line, run)
        return run

    def begin(self, build: Callable[[Shell], object], key: Hashable = None) -> None:
        """Give an empty home what `build` makes there. It runs once in a process; later homes get a copy."""
        if any(self.home.iterdir()):
            build(self)
        elif (key or build) in _KEPT:
            kept = _KEPT[key or build]
            shutil.copytree(kept.home, self.home, dirs_exist_ok=True)
            self.now = kept.now
        else:
            build(self)
            _KEPT[key or build] = _kept(self)


_KEPT: dict[Hashable, Shell] = {}
_FOLDER = TemporaryDirectory(prefix="aftersales-homes-", ignore_cleanup_errors=True)


def _kept(shell: Shell) -> Shell:
    """The home and the clock of a shell, apart from it."""
    files = [path for path in shell.home.rglob("*") if path.is_file()]
    assert not [path for path in files if str(shell.home).encode() in path.read_bytes()], "a copy would point back here"
    kept = Shell(Path(_FOLDER.name) / str(len(_KEPT)))
    kept.now = shell.now
    shutil.copytree(shell.home, kept.home)
    return kept


def prepared(build: Callable[[Shell], object]) -> Callable[..., Shell]:
    """A fixture of the function's name: a shell in the home that the function makes, built once in a process."""

    @pytest.fixture(name=build.__name__)
    def fixture(shell: Shell) -> Shell:
        shell.begin(build)
        return shell

    return fixture


# What Typer makes of a command's signature is the same each time, and takes longer than most commands.
command_tree = functools.cache(cli.root)


def _code(words: list[str]) -> int:
    """The exit code of a run, with errors printed as `cli.main` prints them."""
    import sys

    before = sys.argv
    sys.argv = ["aftersales", *words]
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cli, "root", command_tree)
            cli.main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    finally:
        sys.argv = before
        language.use("en")
    return 0


def in_language(golden: Path, spoken: str) -> Path:
    """Where the golden of another language lies: in a folder of its name beside the English one."""
    return golden if spoken == language.LANGUAGES[0] else golden.parent / spoken / golden.name


def block(line: str, run: Run, home: Path) -> str:
    """A run as a golden writes it; the home's path is written as ~."""
    parts = [f"$ {line}", *_lines("", run.out), *_lines("! ", run.err)]
    if run.code:
        parts.append(f"[exit {run.code}]")
    return "\n".join(parts).replace(str(home), "~") + "\n"


def _lines(mark: str, stream: str) -> list[str]:
    return [f"{mark}{line}".rstrip() for line in stream.splitlines()]
