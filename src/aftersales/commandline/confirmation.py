"""The question before something is recorded."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from aftersales.context.app import App
from aftersales.errors import Cancelled, NoAnswer
from aftersales.language import tr, trn
from aftersales.rendering.pages import recorded as recorded_page
from aftersales.rendering.pages.recorded import Recorded


def may_ask() -> bool:
    """Whether a person can be asked: stdin and stderr are terminals."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def may_ask_about_page(form: str) -> bool:
    """Whether a person can be asked who also sees the page on stdout."""
    return form == "table" and sys.stdin.isatty() and sys.stdout.isatty()


def confirm_all(app: App, several: Sequence[Recorded], *, least: int = 2) -> None:
    """Show what would be recorded, with totals, and ask. Where fewer than `least` cases would change, nothing is asked.
    Raises Cancelled where the answer is no (0), or there is none (130).
    """
    changing = [recorded for recorded in several if recorded.changed]
    if len(changing) < least:
        return
    app.output.warn("\n".join(recorded_page.preview(changing)))
    confirm(app, trn("Record it?", "Record this for {count} cases?", len(changing)))


def confirm(app: App, question: str, *, otherwise: str | None = None) -> None:
    """Ask before something is recorded. Raises Cancelled where the answer is no (0), or there is none (130), after
    saying what then happened (`otherwise`; by default that nothing was recorded).
    """
    try:
        answer = app.prompter.confirm(question)
    except NoAnswer:
        raise nothing_recorded(app, 130, otherwise) from None
    if not answer:
        raise nothing_recorded(app, 0, otherwise)


def nothing_recorded(app: App, code: int, sentence: str | None = None) -> Cancelled:
    """Say that nothing was recorded, or another sentence of that kind; returns what to raise."""
    app.prompter.tell(sentence or tr("Nothing was recorded."))
    return Cancelled(code)
