"""Returns recorded as the seller's mode rules decide."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from aftersales import text
from aftersales.actions.modes import apply_rules
from aftersales.actions.record import write
from aftersales.actions.record.options import WriteOptions
from aftersales.commandline import confirmation
from aftersales.commandline.write_command import record_and_report
from aftersales.context.app import App
from aftersales.language import tr, trn
from aftersales.rendering.pages import recorded as recorded_page
from aftersales.rendering.pages.recorded import Recorded


def record(app: App, cases: Sequence[str], options: WriteOptions, *, all_or_nothing: bool, ask: bool) -> None:
    """Record what the mode rules decide and report it, with the cases that they leave to the seller, each with its
    reason; `ask` shows it first. Raises typer.Exit (5) where a case is left, and TransitionRefused where it is to be
    all or nothing.
    """
    build = apply_rules.by_rule(app, all_or_nothing=all_or_nothing)
    if ask:
        _confirm(app, write.record(app, cases, build, options._replace(dry_run=True)))
    recorded = record_and_report(app, cases, build, options._replace(sure=True))
    left = [one for one in recorded if not one.changed]
    if not left:
        return
    app.output.notice(_summary(len(left), len(recorded)))
    raise typer.Exit(5)


def _confirm(app: App, planned: Sequence[Recorded]) -> None:
    """Show what would be recorded and what is left, and ask; nothing is asked where nothing would be recorded."""
    changing = [one for one in planned if one.changed]
    if not changing:
        return
    for one in planned:
        if not one.changed:
            reason = tr("case {case}: left to you: {reason}", case=one.case, reason=text.enumerated(one.warnings))
            app.output.warn(f"  {reason}")
    app.output.warn("\n".join(recorded_page.preview(changing)))
    confirmation.confirm(app, trn("Record it?", "Record this for {count} cases?", len(changing)))


def _summary(left: int, cases: int) -> str:
    if left == cases:
        return trn(
            "The rules don't decide it; it is left to you.",
            "The rules decide none of {count} cases; all are left to you.",
            cases,
        )
    return tr(
        "The rules decide {decided} of {cases} cases; the others are left to you: aftersales triage",
        decided=cases - left,
        cases=cases,
    )
