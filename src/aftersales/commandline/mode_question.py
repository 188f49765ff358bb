"""The question in which mode a return is settled."""

from __future__ import annotations

from collections.abc import Callable

from aftersales.commandline import confirmation
from aftersales.context.app import App
from aftersales.core.modes import describe
from aftersales.core.modes.comparison import Comparison
from aftersales.errors import NoAnswer
from aftersales.language import tr
from aftersales.rendering.fields.compared_return import ComparedReturn

_LATER = "later"


def ask(app: App, compared: ComparedReturn, later: str, read: Callable[[str, str], str] | None = None) -> str | None:
    """Ask which mode; None for later, which `later` explains. `read` takes a prompt and a default, and returns what was
    typed; without it the prompter asks. Raises Cancelled (130) on Ctrl-C and at the end of input.
    """
    available = [m.mode for m in compared.comparison.modes if m.available]
    best = compared.rule.mode if compared.rule and compared.rule.decides else compared.comparison.recommended
    shown = "/".join(f"[{mode}]" if mode == best else mode for mode in [*available, _LATER, "?"])
    while True:
        question, default = tr("which mode? {shown}", shown=shown), best or "?"
        answer = (read(question, default) if read else _line(app, question, default)).strip().lower()
        matches = [choice for choice in (*available, _LATER) if choice.startswith(answer)]
        if answer == "?":
            app.output.warn(_explanation(compared, later))
        elif len(matches) == 1:
            return None if matches == [_LATER] else matches[0]
        else:
            app.output.warn(_refusal(answer, compared.comparison))


def _line(app: App, question: str, default: str) -> str:
    try:
        return app.prompter.line(question, default)
    except NoAnswer:
        raise confirmation.nothing_recorded(app, 130) from None


def _refusal(answer: str, comparison: Comparison) -> str:
    barred = next((m for m in comparison.modes if m.mode == answer), None)
    return (
        tr("{mode} is not available: {reason}.", mode=answer, reason=barred.why_not)
        if barred
        else tr("{answer!r} is not one of the modes; type ? for an explanation.", answer=answer)
    )


def _explanation(compared: ComparedReturn, later: str) -> str:
    lines = []
    for mode in compared.comparison.modes:
        if mode.available:
            lines.append(tr("{mode}: {consequence}.", mode=mode.mode, consequence=tr(describe.CONSEQUENCES[mode.mode])))
            in_seller_center = tr("In Seller Center: {what_to_do}.", what_to_do=describe.IN_SELLER_CENTER[mode.mode])
            lines.append(f"  {in_seller_center}")
    lines += [f"{_LATER}: {later}.", tr("The first letters are enough. Ctrl-C changes nothing.")]
    return "\n".join(lines)
