"""Questions at a terminal, each with a way back."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from rich.console import Console

from aftersales.rendering.terminal.keyboard import EndOfInput, KeyChoice
from aftersales.rendering.terminal.prompt import Prompt
from tables import of_each

CHOICES = [KeyChoice("k", "keep"), KeyChoice("s", "seller-address (cheapest)"), KeyChoice("u", "later")]


class Typist:
    """A keyboard on which these keys and lines come, then nothing."""

    def __init__(self, answers: Sequence[str | None]) -> None:
        self.left = list(answers)

    def key(self) -> str:
        return str(self.line(""))

    def line(self, _prompt: str) -> str | None:
        if not self.left:
            raise EndOfInput
        return self.left.pop(0)

    def forget(self) -> None:
        pass


def prompt(answers: Sequence[str | None], width: int = 80) -> Prompt:
    return Prompt(Typist(answers), Console(file=io.StringIO(), width=width, color_system=None))


@of_each(
    "answers, chosen",
    [(["k"], "k"), (["K"], "k"), (["z", "special", "s"], "s"), (["enter"], None), (["escape"], None), (["b"], None)],
)
def test_one_key_chooses_and_three_go_back(answers: list[str], chosen: str | None) -> None:
    assert prompt(answers).choice("Which mode?", CHOICES) == chosen


def test_where_every_other_key_goes_back() -> None:
    assert prompt(["z"]).choice("Record it?", CHOICES, others=True) is None


@of_each(
    "answers, sure",
    [(["y"], True), (["YES"], True), ([""], False), ([None], False), (["n"], False), (["perhaps", ""], False)],
)
def test_only_yes_is_yes(answers: list[str | None], sure: bool) -> None:
    assert prompt(answers).confirm("Record it?") is sure


def test_what_is_neither_yes_nor_no_is_said_to_be() -> None:
    asked = prompt(["perhaps", "y"])
    assert asked.confirm("Record it?")
    assert "perhaps is not an answer here. Type y or n.\n" in asked.console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [24, 42, 80])
def test_a_question_fits_and_its_choices_stay_whole(width: int) -> None:
    asked = prompt(["k"], width)
    asked.choice("Which of the ways to settle this return?", CHOICES)
    shown = asked.console.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "u later" in shown and (width < 42 or "s seller-address (cheapest)" in shown)
