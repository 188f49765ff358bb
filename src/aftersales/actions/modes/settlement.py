"""The step of a mode that the seller names."""

from __future__ import annotations

from functools import partial

from aftersales.actions.record import approve as approval
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder
from aftersales.context.app import App


def settled(app: App, mode: str, amount: str | None, *, force: bool) -> StepBuilder:
    """A request is approved with a mode; the mode `partial` offers `amount` of the money. Raises UsageError for an
    amount that is none.
    """
    return partial(_settled, app, mode, amount, force)


def _settled(app: App, mode: str, amount: str | None, force: bool, view: CaseView) -> Step:
    if view.case.kind != "return":
        return approval.approval_step(view, mode, amount)
    from aftersales.actions.modes import compare  # lazy: comparing takes the figures

    # What is missing in the configuration is no reason not to record what was done: it is said, and goes through.
    return compare.chosen(app, view, mode, amount, force=force, lenient=True)
