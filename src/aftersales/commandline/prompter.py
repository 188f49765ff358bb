"""Questions to the person at the terminal."""

from __future__ import annotations

import shutil
import textwrap

import typer

from aftersales.errors import NoAnswer


class TerminalPrompter:
    """Asks on stderr and reads from stdin."""

    def confirm(self, question: str) -> bool:
        """Ask for yes or no. Raises NoAnswer."""
        try:
            return typer.confirm(question, err=True)
        except typer.Abort:
            raise NoAnswer from None

    def line(self, question: str, default: str | None) -> str:
        """Ask for a line; `default` where it is empty, and without one ask again. Raises NoAnswer."""
        try:
            return str(
                typer.prompt(_wrapped(question), default=default, show_default=False, prompt_suffix=" ", err=True)
            )
        except typer.Abort:
            raise NoAnswer from None

    def tell(self, sentence: str) -> None:
        """Say what became of a question, -q or not."""
        typer.echo(_wrapped(sentence), err=True)


def _wrapped(sentence: str) -> str:
    """The sentence in lines that fit the terminal, broken between words."""
    width = max(24, shutil.get_terminal_size().columns - 1)
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in sentence.split("\n")
    )
