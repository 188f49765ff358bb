"""Deadlines that had passed before a shop's first import, made history."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales import text
from aftersales.context.app import App
from aftersales.errors import NoAnswer
from aftersales.language import tr, trn
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases
from aftersales.rendering.fields.imports import PastDeadlines

_YES, _NO, _EXPLAIN = ("h", "history"), ("k", "keep"), ("?",)


def ask(app: App, past: Sequence[PastDeadlines]) -> None:
    """Ask once, at a terminal, whether these deadlines are history. Without an answer they stay in the list, as does
    what can still be done late.
    """
    count = sum(shop.over for shop in past)
    question = trn(
        "{count} deadline had passed before. Type h (it is history), k or Enter (keep it in the list) or ? (explain):",
        "{count} deadlines had passed before. Type h (they are history), k or Enter (keep them in the list) or ? "
        "(explain):",
        count,
    )
    while count:
        try:
            answer = (app.prompter.line(question) or "").strip().lower()
        except NoAnswer:
            return
        if not answer or answer in _NO:
            return
        if answer in _YES:
            catch_up(app, [case for shop in past for case in shop.cases])
            app.prompter.tell(tr("They are history now. `aftersales undo` brings them back."))
            return
        if answer in _EXPLAIN:
            app.prompter.tell(
                tr(
                    "History: you have dealt with them, so they are not overdue. Keep: look at each of them; TikTok "
                    "may have acted already. What you can still do late, such as a refund, stays in the list either "
                    "way."
                )
            )
        else:
            app.prompter.tell(tr("{answer} is not an answer here. Type h, k or ?.", answer=text.excerpt(answer, 20)))


def catch_up(app: App, numbers: Sequence[int]) -> None:
    """Take cases over as history: what was due before now is not overdue."""
    with app.ledger.writing() as ledger:
        for case in numbers:
            cases.set_caught_up(ledger, case, app.now)
        store.rederive(ledger, numbers, app.rules.of(ledger))
