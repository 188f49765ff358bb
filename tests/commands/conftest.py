"""What the tests of commands share: a person who types on a real terminal, at any command or at `triage`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from terminals import at_terminal
from transcripts import Shell
from triage_terminal import Seat, Sit

Typist = Callable[[str, Sequence[str]], tuple[int, str]]


@pytest.fixture
def typed(shell: Shell) -> Typist:
    """Runs a line on a real terminal, and types an answer at each question; gives the exit code and what was shown."""

    def run(line: str, answers: Sequence[str]) -> tuple[int, str]:
        child = at_terminal(line.split(), 100, 50, timeout=40, AFTERSALES_NOW=shell.now)
        import pexpect

        child.delaybeforesend = 0.05  # between a question and the line editor that takes the answer
        shown, leaving = "", {"^C": child.sendintr, "^D": child.sendeof}
        for answer in answers:
            child.expect(
                [
                    r"Esc back\r\n> ",
                    r"\.\r\n> ",
                    r"key: back\)\r\n> ",
                    r"\[y/N\]:",
                    r"Esc:\s+(leave|back)\):",
                    r"\(explain\):",
                    r"in (it|each):",
                ]
            )
            shown += child.before + child.after
            if answer in leaving:
                # Pressed just before the program begins to wait, the key is lost, or heard only with the next one.
                leaving[answer]()
                while child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=3) == 1:
                    leaving[answer]()
                shown += child.before
                break
            child.send(answer if answer == "\x1b" else f"{answer}\n")
        child.expect(pexpect.EOF)
        shown += child.before
        child.close()
        return child.exitstatus, shown

    return run


@pytest.fixture
def sit(shell: Shell) -> Iterator[Sit]:
    """Sits down at a terminal of 80 by 24."""
    seats: list[Seat] = []

    def down(line: str = "triage", width: int = 80, height: int = 24, **more: str) -> Seat:
        seats.append(Seat(shell, line, width, height, **more))
        return seats[-1]

    yield down
    for seat in seats:
        seat.child.close(force=True)
