"""Questions at a terminal, each with a way back."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console

from aftersales.language import tr
from aftersales.rendering.layout import Canvas
from aftersales.rendering.terminal.console import sentence, show_lines
from aftersales.rendering.terminal.keyboard import ENTER, ESCAPE, SPECIAL, Keyboard, KeyChoice, write_prompt
from aftersales.text import excerpt, gap_after

_ROOM = 20  # cells for an answer on the line of its question
_BACK = "b"
_MOST_TOLD = 20  # characters of a wrong answer


class Prompt:
    """Asks on a console and reads from a keyboard. Enter, Esc and an empty line decide nothing: they go back.

    Ctrl-C raises KeyboardInterrupt, the end of the input EndOfInput.
    """

    def __init__(self, board: Keyboard, console: Console) -> None:
        self.board, self.console = board, console

    def choice(
        self, question: str, choices: Sequence[KeyChoice], hidden: Sequence[str] = (), *, others: bool = False
    ) -> str | None:
        """Ask for one key of those offered; None to go back. `hidden` keys are taken and not shown. `others`: every
        other key goes back too.
        """
        show_lines(self.console, choice_lines(self.console, question, choices, others=others))
        answers = {choice.key: choice.word for choice in choices} | dict.fromkeys(hidden, "")
        while True:
            self.board.forget()
            self._write("> ")
            pressed = self.board.key().lower()
            if pressed in answers:
                self._write(f"{answers[pressed]}\n")
                return pressed
            if others or pressed in (ENTER, ESCAPE, _BACK):
                self._write("\n")
                return None
            self._write("\n")
            self.tell(no_meaning(pressed))

    def line(self, question: str) -> str | None:
        """Ask for a line; None for Esc. It may be empty."""
        self.board.forget()
        width = self.console.width
        canvas = Canvas(width, self.console.encoding)
        question = canvas.safe(question)
        if cell_len(question) + 1 + _ROOM <= width:
            return self.board.line(question + gap_after(question))
        canvas.wrap(question, hang=2)
        show_lines(self.console, canvas)
        return self.board.line("> ")

    def secret(self, question: str) -> str | None:
        """Ask for a line that does not show while it is typed; None for Esc."""
        self.board.forget()
        canvas = Canvas(self.console.width, self.console.encoding)
        canvas.wrap(question, hang=2)
        show_lines(self.console, canvas)
        return self.board.secret("> ")

    def confirm(self, question: str) -> bool:
        """Ask for yes or no. Only `y` and a typed yes are yes."""
        while True:
            answer = (self.line(f"{question} [y/N]:") or "").strip().lower()
            if answer in ("y", "yes", tr("yes")):
                return True
            if answer in ("", "n", "no", tr("no")):
                return False
            self.tell(tr("{answer} is not an answer here. Type y or n.", answer=excerpt(answer, _MOST_TOLD)))

    def tell(self, text: str) -> None:
        """Say something between two questions."""
        for row in text.split("\n"):
            sentence(self.console, row)

    def _write(self, text: str) -> None:
        write_prompt(text, self.console.file)  # type: ignore[arg-type]  # rich says IO[str]


def choice_lines(console: Console, question: str, choices: Sequence[KeyChoice], *, others: bool = False) -> Canvas:
    """A question with its keys, and how to go back."""
    back = tr("(any other key: back)") if others else tr("Esc back")
    canvas = Canvas(console.width, console.encoding)
    canvas.wrap(question, "bold", hang=2)
    canvas.flow([*(canvas.piece(f"{c.key} {c.word}") for c in choices), canvas.piece(back)], hang=2)
    return canvas


def no_meaning(pressed: str) -> str:
    """The sentence that a key has no meaning here."""
    shown = (
        tr("Space")
        if pressed == " "
        else tr("That key")
        if pressed == SPECIAL or not pressed.isprintable()
        else pressed
    )
    return tr("{pressed} has no meaning here.", pressed=shown)
