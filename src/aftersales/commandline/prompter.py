"""Questions to the person at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from aftersales.errors import NoAnswer

if TYPE_CHECKING:
    from aftersales.rendering.terminal.keyboard import KeyChoice
    from aftersales.rendering.terminal.prompt import Prompt

_T = TypeVar("_T")


class TerminalPrompter:
    """Asks on stderr and reads from stdin."""

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; Enter and Esc are no. Raises NoAnswer."""
        return self._ask(lambda prompt: prompt.confirm(question))

    def line(self, question: str) -> str | None:
        """Ask for a line, which may be empty; None for Esc. Raises NoAnswer."""
        return self._ask(lambda prompt: prompt.line(question))

    def secret(self, question: str) -> str | None:
        """Ask for a line that does not show while it is typed; None for Esc. Raises NoAnswer."""
        return self._ask(lambda prompt: prompt.secret(question))

    def choice(self, question: str, choices: Sequence[KeyChoice], hidden: Sequence[str] = ()) -> str | None:
        """Ask for one key; None where the person goes back. Raises NoAnswer."""
        return self._ask(lambda prompt: prompt.choice(question, choices, hidden))

    def tell(self, sentence: str) -> None:
        """Say what became of a question, -q or not."""
        from aftersales.rendering.terminal import console as terminal

        console = terminal.console(sys.stderr, color="never")
        for row in sentence.split("\n"):
            terminal.sentence(console, row)

    def show(self, line: str) -> None:
        """Show a line to copy, in one piece, -q or not."""
        from aftersales.rendering.terminal.keyboard import write_prompt

        write_prompt(f"{line}\n", sys.stderr)

    def _ask(self, ask: Callable[[Prompt], _T]) -> _T:
        # Lazy: most runs ask nothing.
        from aftersales.rendering.terminal import console as terminal
        from aftersales.rendering.terminal.key_reader import keyboard
        from aftersales.rendering.terminal.keyboard import EndOfInput, Redraw, write_prompt
        from aftersales.rendering.terminal.prompt import Prompt

        while True:
            with keyboard(sys.stderr) as board:
                try:
                    return ask(Prompt(board, terminal.console(sys.stderr, color="never")))
                except Redraw:
                    continue
                except (EndOfInput, KeyboardInterrupt):
                    write_prompt("\n", sys.stderr)
                    raise NoAnswer from None
