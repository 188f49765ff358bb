"""Cases found by name or by text during a session."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales import text
from aftersales.context.app import App
from aftersales.core.cases.stored import StoredCase
from aftersales.core.vocabulary import label
from aftersales.errors import NoSuchCase
from aftersales.language import tr
from aftersales.ledger.queries import find, search
from aftersales.rendering.layout import Canvas, Piece
from aftersales.rendering.terminal import console as terminal
from aftersales.rendering.terminal.prompt import Prompt

_MOST = 9  # as many as there are keys for


def named(app: App, prompt: Prompt) -> StoredCase | None:
    """The case that the person names; None to go back. Raises NoSuchCase."""
    typed = (prompt.line(tr("Which case? Id, order, ref or tracking number (empty: back):")) or "").strip()
    if not typed:
        return None
    ledger = app.ledger.current()
    return find.stored_case(ledger, find.find_case(ledger, typed))


def matching(app: App, prompt: Prompt) -> StoredCase | None:
    """The case that the person finds and chooses; None to go back. Raises NoSuchCase where none fits."""
    typed = (prompt.line(tr("Find what? Number, product or the buyer's words (empty: back):")) or "").strip()
    if not typed:
        return None
    cases = _matches(app, typed)
    if not cases:
        raise NoSuchCase(tr("no case matches {text!r}.", text=typed))
    if len(cases) == 1:
        return cases[0]
    return _chosen(prompt, cases)


def _chosen(prompt: Prompt, cases: Sequence[StoredCase]) -> StoredCase | None:
    """One of several cases, each on a line of its own behind the number that chooses it; None to go back."""
    shown = cases[:_MOST]
    terminal.clear_screen(prompt.console)
    canvas = Canvas(prompt.console.width, prompt.console.encoding)
    for n, case in enumerate(shown, 1):
        canvas.line([Piece(canvas.cut(_line(n, case), canvas.width))])
    terminal.show_lines(prompt.console, canvas)
    question = tr("Go to which case? Press its number, 1 to {last}.", last=len(shown))
    if len(cases) > _MOST:
        older = tr("These are the {count} newest of the cases that match; type more to see others.", count=_MOST)
        question = text.sentences([question, older])
    pressed = prompt.choice(question, [], [str(n) for n in range(1, len(shown) + 1)])
    return None if pressed is None else shown[int(pressed) - 1]


def _matches(app: App, typed: str) -> list[StoredCase]:
    """Cases whose id, number or text fits, the newest first."""
    ledger = app.ledger.current()
    matches = search.search(ledger, app.now, search.CaseFilters(text=typed), _MOST + 1)
    cases = [match.case for match in matches]
    try:
        exact = find.stored_case(ledger, find.find_case(ledger, typed))
    except NoSuchCase:
        return cases
    return [exact, *(case for case in cases if case.id != exact.id)]


def _line(number: int, case: StoredCase) -> str:
    about = [label(case.kind), case.shop, text.excerpt(case.product or "", 30), text.excerpt(case.reason or "", 30)]
    return tr("{number}  case {case}: {about}", number=number, case=case.id, about=" · ".join(filter(None, about)))
