"""What the tests of commands share: a person who types on a real terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import pytest

from terminals import sit_down
from transcripts import ROOT, Shell

Typist = Callable[[str, Sequence[str]], tuple[int, str]]


@pytest.fixture
def typed(shell: Shell) -> Typist:
    """Runs a line on a real terminal, and types an answer at each question; gives the exit code and what was shown."""
    if sys.platform == "win32":
        pytest.skip("no terminals of this kind")
    pexpect = pytest.importorskip("pexpect")

    def run(line: str, answers: Sequence[str]) -> tuple[int, str]:
        program = ["-c", "from aftersales.cli import main; main()", *line.split()]
        more = {"PYTHONPATH": str(ROOT / "src"), "AFTERSALES_NOW": shell.now, "NO_COLOR": "1", "TERM": "xterm"}
        child = pexpect.spawn(
            sys.executable, program, env={**os.environ, **more}, dimensions=(50, 100), encoding="utf-8", timeout=120,
            preexec_fn=lambda: sit_down(100, 50),
        )  # fmt: skip
        shown = ""
        for answer in answers:
            child.expect([r"which mode\? \S+", r"\[y/N\]:", r"uk-main\):", "Market:"])
            shown += child.before + child.after
            if answer == "^C":
                # Pressed just before the program begins to wait, the key is heard only with the next one.
                child.sendintr()
                while child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5) == 1:
                    child.sendintr()
                shown += child.before
                break
            if answer == "^D":
                child.sendeof()
            else:
                child.sendline(answer)
        child.expect(pexpect.EOF)
        shown += child.before
        child.close()
        return child.exitstatus, shown

    return run
