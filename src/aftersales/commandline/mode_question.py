"""The question in which mode a return is settled."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from aftersales import text
from aftersales.commandline import confirmation
from aftersales.context.app import App
from aftersales.core.modes import describe
from aftersales.core.modes.comparison import Comparison, Mode
from aftersales.core.vocabulary import UNDECIDED, mode_label
from aftersales.errors import NoAnswer
from aftersales.language import mark, tr
from aftersales.rendering.fields.compared_return import ComparedReturn
from aftersales.rendering.pages.modes import mode_comparison as comparison_page
from aftersales.rendering.terminal.keyboard import KeyChoice

_KEYS = {"keep": "k", "seller-address": "s", "local-service": "l", "partial": "p"}
_LATER_KEY, _EXPLAIN = KeyChoice("u", mark("later")), KeyChoice("?", mark("explain"))


class ModePrompter(Protocol):
    """The part of a prompter that this question uses."""

    def choice(self, question: str, choices: Sequence[KeyChoice], hidden: Sequence[str] = (), /) -> str | None:
        """Ask for one key; None where the person goes back."""

    def tell(self, sentence: str, /) -> None:
        """Say something between two questions."""


def ask(prompter: ModePrompter, compared: ComparedReturn, later: str) -> str | None:
    """Ask which mode, by one key; None to go back, UNDECIDED for another time, which `later` explains. There is no
    default: Enter goes back.
    """
    by_key = {_KEYS[mode.mode]: mode for mode in compared.comparison.modes}
    question, choices = _question(compared)
    hidden = [key for key, mode in by_key.items() if not mode.choosable]
    while True:
        pressed = prompter.choice(question, choices, hidden)
        if pressed is None:
            return None
        if pressed == _LATER_KEY.key:
            return UNDECIDED
        if pressed == _EXPLAIN.key:
            prompter.tell(_explanation(compared.comparison, later))
        elif by_key[pressed].choosable:
            return by_key[pressed].mode
        else:
            mode = by_key[pressed]
            prompter.tell(tr("{mode} is not available: {reason}.", mode=mode_label(mode.mode), reason=mode.why_not))


def rows(compared: ComparedReturn) -> int:
    """How many lines of the screen the question takes, with the one for the answer."""
    # Lazy: most runs ask nothing.
    from aftersales.rendering.terminal import console as terminal
    from aftersales.rendering.terminal import prompt as terminal_prompt

    return terminal_prompt.choice_lines(terminal.console(sys.stdout), *_question(compared)).rows + 1


def _question(compared: ComparedReturn) -> tuple[str, list[KeyChoice]]:
    """The question and its keys, with all that the answer depends on: a page above may be out of sight."""
    comparison = compared.comparison
    about = tr("Which mode for case {case} ({refund})?", case=compared.case.id, refund=comparison.refund)
    cheapest = tr("The cheapest mode is {answer}.", answer=comparison_page.cheapest(comparison))
    choices = [KeyChoice(_KEYS[mode.mode], _word(mode, compared)) for mode in comparison.modes if mode.choosable]
    names_cheapest = bool(choices) and compared.offer is None
    choices += [KeyChoice(choice.key, tr(choice.word)) for choice in (_LATER_KEY, _EXPLAIN)]
    return text.sentences([about, cheapest]) if names_cheapest else about, choices


def ask_before_recording(app: App, compared: ComparedReturn, later: str) -> str | None:
    """As `ask`, of the person at the terminal. Raises Cancelled (130) on Ctrl-C and at the end of input."""
    try:
        return ask(app.prompter, compared, later)
    except NoAnswer:
        raise confirmation.nothing_recorded(app, 130) from None


def confirm(app: App, mode: Mode, case: int) -> None:
    """Ask whether a mode is to be recorded. Raises Cancelled."""
    question = (
        tr(
            "Record case {case} as {mode}, expected to cost {cost}?",
            case=case,
            mode=mode_label(mode.mode),
            cost=mode.cost,
        )
        if mode.cost
        else tr("Record case {case} as {mode}?", case=case, mode=mode_label(mode.mode))
    )
    confirmation.confirm(app, question)


def _word(mode: Mode, compared: ComparedReturn) -> str:
    """The mode with its cost, and what speaks for it."""
    costs = {"mode": mode_label(mode.mode), "cost": mode.cost}
    if compared.rule is not None and compared.rule.decides:
        speaks = tr("by rule") if mode.mode == compared.rule.mode else ""
    else:
        speaks = tr("cheapest") if mode.mode == compared.comparison.recommended else ""
    if mode.cost is None:
        return tr(
            "{mode} ({reasons})",
            mode=mode_label(mode.mode),
            reasons=text.enumerated(filter(None, [tr("cost not known"), speaks])),
        )
    return tr("{mode} {cost} ({reasons})", **costs, reasons=speaks) if speaks else tr("{mode} {cost}", **costs)


def _explanation(comparison: Comparison, later: str) -> str:
    lines = []
    for mode in comparison.modes:
        if mode.choosable:
            lines.append(
                tr(
                    "{mode}: {consequence}.",
                    mode=mode_label(mode.mode),
                    consequence=tr(describe.CONSEQUENCES[mode.mode]),
                )
            )
        else:
            lines.append(tr("{mode} is not available: {reason}.", mode=mode_label(mode.mode), reason=mode.why_not))
    lines += [
        text.labelled(tr(_LATER_KEY.word), text.sentence(later)),
        tr("Enter, Esc and Ctrl-C go back: nothing is recorded."),
    ]
    return "\n".join(lines)
