"""The port through which a person is asked."""

from __future__ import annotations

from typing import Protocol

from aftersales.errors import NoAnswer


class Prompter(Protocol):
    """Asks the person at the terminal."""

    def confirm(self, question: str, /) -> bool:
        """Ask for yes or no. Raises NoAnswer."""

    def line(self, question: str, default: str | None, /) -> str:
        """Ask for a line; `default` where it is empty, and without one ask again. Raises NoAnswer."""

    def tell(self, sentence: str, /) -> None:
        """Say what became of a question, -q or not."""


class Nobody:
    """The prompter of a run without a terminal: it asks nothing."""

    def confirm(self, _question: str, /) -> bool:
        """See Prompter."""
        raise NoAnswer

    def line(self, _question: str, _default: str | None, /) -> str:
        """See Prompter."""
        raise NoAnswer

    def tell(self, _sentence: str, /) -> None:
        """See Prompter."""
