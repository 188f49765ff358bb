"""The man page: of the same source as the help, and one that `man` and `mandoc` take."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from aftersales.commandline.table import COMMANDS
from reference import leaves
from transcripts import ROOT

FILE = ROOT / "src/aftersales/commandline/manual/aftersales.1"


def shown(program: str, *arguments: str) -> str:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run(
        [path, *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat", "PAGER": "cat"},
    )  # fmt: skip
    assert done.returncode == 0, done
    assert done.stderr == "", done.stderr
    return done.stdout


def test_mandoc_finds_nothing_wrong() -> None:
    path = shutil.which("mandoc")
    if path is None:
        pytest.skip("mandoc is not installed")
    done = subprocess.run([path, "-T", "lint", "-W", "warning", str(FILE)], capture_output=True, text=True, check=False)
    # Without a date the file is the same whenever it is made.
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []


def test_man_shows_every_command_with_its_options() -> None:
    text = " ".join(shown("mandoc", "-T", "ascii", str(FILE)).replace("\b", "").split())
    plain = " ".join(FILE.read_text(encoding="utf-8").replace("\\-", "-").split())
    assert text
    for name in COMMANDS:
        assert f".SS aftersales {name} " in plain, name
    for path, command in leaves():
        if command.hidden:
            continue
        assert f".SS aftersales {path} " in plain, path
        for param in command.params:
            assert max(param.opts, key=len) in plain or param.param_type_name == "argument", (path, param.opts)


def test_man_takes_it() -> None:
    page = shown("man", "--warnings=w", "-E", "UTF-8", "-l", str(FILE))
    assert "aftersales due" in page
    assert "EXIT STATUS" in page


def test_the_wheel_installs_it() -> None:
    text = Path(ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"{FILE.relative_to(ROOT).as_posix()}" = "share/man/man1/aftersales.1"' in text
