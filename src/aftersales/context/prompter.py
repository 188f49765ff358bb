"""The interface through which a person is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from aftersales.errors import NobodyToAsk

if TYPE_CHECKING:
    from aftersales.rendering.terminal.keyboard import KeyChoice


class Prompter(Protocol):
    """Asks the person at the terminal."""

    def confirm(self, question: str, /) -> bool:
        """Ask for yes or no; Enter and Esc are no. Raises NoAnswer."""

    def line(self, question: str, /) -> str | None:
        """Ask for a line, which may be empty; None for Esc. Raises NoAnswer."""

    def secret(self, question: str, /) -> str | None:
        """Ask for a line that does not show while it is typed; None for Esc. Raises NoAnswer."""

    def choice(self, question: str, choices: Sequence[KeyChoice], hidden: Sequence[str] = (), /) -> str | None:
        """Ask for one key; None where the person goes back. Raises NoAnswer."""

    def tell(self, sentence: str, /) -> None:
        """Say what became of a question, -q or not."""

    def show(self, line: str, /) -> None:
        """Show a line to copy, in one piece, -q or not."""


class Nobody:
    """The prompter of a run without a terminal: it asks nothing."""

    def confirm(self, _question: str, /) -> bool:
        """See Prompter."""
        raise NobodyToAsk

    def line(self, _question: str, /) -> str | None:
        """See Prompter."""
        raise NobodyToAsk

    def secret(self, _question: str, /) -> str | None:
        """See Prompter."""
        raise NobodyToAsk

    def choice(self, _question: str, _choices: Sequence[KeyChoice], _hidden: Sequence[str] = (), /) -> str | None:
        """See Prompter."""
        raise NobodyToAsk

    def tell(self, _sentence: str, /) -> None:
        """See Prompter."""

    def show(self, _line: str, /) -> None:
        """See Prompter."""
