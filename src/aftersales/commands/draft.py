"""`draft`: a message to the buyer, in English and Chinese."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from aftersales.actions import messages as message_action
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App
from aftersales.core.messages.playbooks import DELIVERIES, LANGUAGES, STAGES
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.rendering.fields.lists import DRAFT_FIELDS, DraftRow
from aftersales.rendering.fields.view import View

typer_app = single()


@typer_app.command(cls=AppCommand)
def draft(
    ctx: typer.Context,
    case: Case,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="LANGUAGE", help=mark("en or zh; default: both."))
    ] = None,
    stage: Annotated[
        str | None,
        typer.Option(
            "--stage", metavar="STAGE", help=mark("contact, offer, solved, late, stuck, lost; default: the next one.")
        ),
    ] = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Draft a message to the buyer that the market allows, for a review or a delivery. Check it, correct it, send it in
    the platform's chat, and record it.
    """
    app: App = ctx.obj
    _refuse_unknown(language, stage)
    chosen = app.output.form("json" if as_json else form or "table", as_json)
    rows = [message_action.draft(app, case, one, stage) for one in ([language] if language else LANGUAGES)]
    if chosen != "table":
        app.output.emit_view(View(DRAFT_FIELDS, rows), chosen)
        return
    _show(app, rows)


def _refuse_unknown(language: str | None, stage: str | None) -> None:
    """Raise UsageError for a language or stage that is not known."""
    if language is not None and language not in LANGUAGES:
        raise UsageError(
            tr(
                "--language {language!r} is not known; it takes {languages}.",
                language=language,
                languages=", ".join(LANGUAGES),
            )
        )
    if stage is not None and stage not in STAGES:
        raise UsageError(
            tr("--stage {stage!r} is not known; it takes {stages}.", stage=stage, stages=", ".join(STAGES))
        )


def _show(app: App, rows: Sequence[DraftRow]) -> None:
    """The messages on stdout; what to do with them on stderr."""
    sys.stdout.flush()
    app.output.emit([("\n-----\n\n" if n else "") + f"{row.text}\n" for n, row in enumerate(rows)])
    if rows[0].withheld:
        app.output.notice(rows[0].withheld)
    record = "note --to-buyer" if rows[0].draft in DELIVERIES else "review contact"
    app.output.notice(
        tr(
            'Nothing was sent. After you send it: aftersales {record} {case} --text "…"',
            record=record,
            case=rows[0].case,
        )
    )
