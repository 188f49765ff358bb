"""A person at `triage` on a terminal of its own: presses keys, reads screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from terminals import at_terminal
from transcripts import Shell

CLEAR = "\x1b[2J\x1b[H"
SURE = "(any other key: back)\r\n> "
MODES = "Esc back\r\n> "
PROMPT = r"q (?:quit|退出)\r\n> $"


class Seat:
    """A person at a terminal: presses keys, reads screens."""

    def __init__(self, shell: Shell, line: str, width: int, height: int, **more: str) -> None:
        environment = {"AFTERSALES_NOW": shell.now, **more}
        self.child = at_terminal(line.split(), width, height, timeout=30, **environment)
        import pexpect

        self.end = pexpect.EOF

    def screen(self) -> str:
        """The next screen, once it waits for a key; what came before it on the terminal is gone."""
        self.child.expect(PROMPT)
        return (self.child.before + self.child.after).split(CLEAR)[-1].replace("\r\n", "\n")

    def press(self, keys: str) -> str:
        """Press a key that leads to a screen."""
        self.child.send(keys)
        return self.screen()

    def asked(self, keys: str, question: str) -> str:
        """Press a key that leads to a question; gives what was said with it, without its line ends."""
        self.child.send(keys)
        self.child.expect_exact(question)
        return " ".join(self.child.before.split())

    def answer(self, words: str) -> str:
        """Type a line that leads to a screen."""
        self.child.sendline(words)
        return self.screen()

    def sure(self, keys: str) -> str:
        """Press a key or type a line that leads to the question whether it is meant, and say yes."""
        told = self.asked(keys, "Record it?")
        self.child.expect_exact(SURE)
        return told

    def leave(self, keys: str = "q") -> tuple[int, str]:
        """Press what ends it; gives the exit code and what was said at the end."""
        self.child.send(keys)
        return self.over()

    def over(self) -> tuple[int, str]:
        """The exit code and the last words."""
        self.child.expect(self.end)
        said = self.child.before.replace("\r\n", "\n")
        self.child.close()
        return self.child.exitstatus, said

    def over_open(self) -> tuple[int, str]:
        """As `over`, with the terminal left open, to be looked at."""
        self.child.expect(self.end)
        self.child.wait()
        return self.child.exitstatus, self.child.before

    def modes(self) -> list[Any]:
        """How the terminal is set."""
        import termios

        return termios.tcgetattr(self.child.child_fd)


Sit = Callable[..., Seat]
