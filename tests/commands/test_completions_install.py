"""`completions install`: the file lies where the shell looks, and nothing else is changed unasked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from transcripts import Shell

Typist = Callable[[str, Sequence[str]], tuple[int, str]]
PLACES = {
    "bash": "data/bash-completion/completions/aftersales",
    "zsh": "data/zsh/site-functions/_aftersales",
    "fish": "config/fish/completions/aftersales.fish",
}
ZSH_LINES = ['fpath=("$HOME/data/zsh/site-functions" $fpath)', "autoload -Uz compinit && compinit"]


def files(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}


# Zsh itself is asked where it looks, which takes seconds.
EACH = [pytest.param(name, marks=[pytest.mark.slow] * (name == "zsh")) for name in PLACES]


@pytest.mark.parametrize("name", EACH)
def test_it_lies_where_the_shell_looks(shell: Shell, name: str) -> None:
    shell.ok(f"completions install --shell {name} --dry-run")
    assert files(shell.home) == set()
    row = json.loads(shell.ok(f"completions install --shell {name} --json").out)
    assert (row["shell"], row["changed"], row["path"]) == (name, True, str(shell.home / PLACES[name]))
    assert files(shell.home) == {PLACES[name]}
    assert (shell.home / PLACES[name]).read_text(encoding="utf-8") == shell.ok(f"completions {name}").out
    again = shell.ok(f"completions install --shell {name}")
    assert "is up to date" in again.err
    assert files(shell.home) == {PLACES[name]}


def test_the_shell_of_the_account_is_taken(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert json.loads(shell.ok("completions install --json").out)["shell"] == "fish"
    monkeypatch.setenv("SHELL", "/bin/dash")
    run = shell("completions install")
    assert run.code == 2
    assert "Yours is dash" in run.err
    monkeypatch.delenv("SHELL")
    assert "the variable SHELL names none" in shell("completions install").err
    assert "no completion for PowerShell" in shell("completions install --shell powershell").err


def test_an_older_file_of_ours_is_replaced_and_one_of_others_stays(shell: Shell) -> None:
    place = shell.home / PLACES["fish"]
    shell.ok("completions install --shell fish")
    place.write_text(place.read_text(encoding="utf-8") + "# an older version\n", encoding="utf-8")
    assert "Written for fish" in shell.ok("completions install --shell fish").err
    assert "older version" not in place.read_text(encoding="utf-8")
    place.write_text("# mine\n", encoding="utf-8")
    run = shell("completions install --shell fish")
    assert run.code == 1
    assert "was not made by aftersales" in run.err
    assert place.read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.slow
def test_what_the_rc_file_lacks_is_said_and_not_written(shell: Shell) -> None:
    rc = shell.home / ".zshrc"
    rc.write_bytes(b"# caf\xe9\n")
    row = json.loads(shell.ok("completions install --shell zsh --json").out)
    assert (row["rc"], row["lines"]) == (str(rc), ZSH_LINES)
    run = shell.ok("completions install --shell zsh")
    assert all(f"    {line}\n" in run.err for line in ZSH_LINES)
    assert rc.read_bytes() == b"# caf\xe9\n"
    rc.write_bytes(b"# caf\xe9\nfpath=(~/data/zsh/site-functions $fpath)\n")
    assert json.loads(shell.ok("completions install --shell zsh --json").out)["lines"] == []


@pytest.mark.slow
def test_at_a_terminal_it_asks_and_adds_the_lines_once(shell: Shell, typed: Typist) -> None:
    rc = shell.home / ".zshrc"
    rc.write_bytes(b"# caf\xe9")
    code, shown = typed("completions install --shell zsh", ["n"])
    assert (code, rc.read_bytes()) == (0, b"# caf\xe9"), shown
    code, shown = typed("completions install --shell zsh", ["y"])
    assert code == 0, shown
    assert rc.read_bytes() == b"# caf\xe9\n\n# completions of aftersales\n" + "\n".join([*ZSH_LINES, ""]).encode()
    assert "needs these lines" not in shell.ok("completions install --shell zsh").err


BIN = Path(sys.executable).parent


@pytest.mark.parametrize("name", EACH)
def test_a_new_shell_has_it(shell: Shell, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    row = json.loads(shell.ok(f"completions install --shell {name} --json").out)
    rc = Path(row["rc"] or shell.home / ".none")
    rc.parent.mkdir(parents=True, exist_ok=True)
    rc.write_text("".join(f"{line}\n" for line in row["lines"]), encoding="utf-8")
    if name == "bash" and not row["lines"]:
        loaders = ("/usr/share/bash-completion/bash_completion", "/etc/bash_completion")
        rc = shell.home / ".bashrc"
        rc.write_text("".join(f". {loader}\n" for loader in loaders if Path(loader).exists()), encoding="utf-8")
    ask = {
        "bash": f". {rc}; type -t _comp_load >/dev/null && _comp_load aftersales || __load_completion aftersales "
        "2>/dev/null || true; complete -p aftersales",
        "zsh": 'print -r -- "$_comps[aftersales]"',
        "fish": "complete -C 'aftersales completions '",
    }[name]
    flags = {"bash": ["--norc", "-c"], "zsh": ["-ic"], "fish": ["-c"]}[name]
    done = subprocess.run(
        [program, *flags, ask], capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL,
        # Fish completes only commands that it finds.
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
    )  # fmt: skip
    assert {"bash": "_aftersales", "zsh": "_aftersales", "fish": "install"}[name] in done.stdout, done
