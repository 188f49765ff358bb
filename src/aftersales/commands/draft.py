"""`draft`: a message to the buyer, in English and Chinese."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from aftersales import text
from aftersales.actions import messages as message_action
from aftersales.actions import replies as reply_action
from aftersales.actions.replies import MODES, ReplyOptions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.messages.replies import DRAFT_SUBJECTS, GROUNDS
from aftersales.core.messages.templates import LANGUAGES
from aftersales.core.vocabulary import CAUSES, REQUEST_KINDS
from aftersales.errors import AftersalesError, UsageError
from aftersales.language import mark, tr
from aftersales.ledger.queries import find
from aftersales.rendering.fields.lists import DRAFT_FIELDS, DraftRow
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES

typer_app = single()

_Subject = Annotated[
    str | None,
    typer.Argument(
        metavar="[SUBJECT]",
        help=mark(
            "What to write: acknowledge, photos, trace, approve, reject, offer, checking, accepted, refuse, refunded "
            "or sent; default: what fits where the case stands."
        ),
    ),
]
_Language = Annotated[
    str | None, typer.Option("--language", "-l", metavar="LANGUAGE", help=mark("en or zh; default: both."))
]
_Stage = Annotated[
    str | None,
    typer.Option(
        "--stage",
        metavar="STAGE",
        help=mark("As SUBJECT; for reviews contact, offer or solved, for parcels late, stuck or lost."),
    ),
]
_ModeOption = Annotated[
    str | None,
    typer.Option(
        "--mode", metavar="MODE", help=mark("For approve: how it is returned: keep, seller-address or local-service.")
    ),
]
_Ground = Annotated[
    str | None,
    typer.Option(
        "--ground",
        metavar="GROUND",
        help=mark(
            "For reject: delivered, no-fault, as-described, complete, used, too-late, no-evidence, dispatched or other."
        ),
    ),
]
_Amount = Annotated[str | None, typer.Option("--amount", metavar="A", help=mark("For offer: the partial refund."))]


@typer_app.command(cls=AppCommand)
def draft(
    ctx: typer.Context,
    case: Case,
    subject: _Subject = None,
    language: _Language = None,
    stage: _Stage = None,
    mode: _ModeOption = None,
    ground: _Ground = None,
    amount: _Amount = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Draft a message to the buyer that the market allows: about a request, a review or a delivery. Check it, correct
    it, send it in the platform's chat, and record it.
    """
    app: App = ctx.obj
    if case in DRAFT_SUBJECTS and subject is not None and subject not in DRAFT_SUBJECTS:
        case, subject = subject, case  # nothing is recorded, and what is meant is plain
    options = ReplyOptions(_wanted(subject, stage), mode, ground, amount)
    for option, value, known in (
        ("--language", language, LANGUAGES),
        ("--mode", mode, MODES),
        ("--ground", ground, GROUNDS),
    ):
        if value is not None:
            choices.one_of(option, value, known)
    chosen = app.output.form("json" if as_json else form or "table", as_json)
    rows = _rows(app, case, [language] if language else LANGUAGES, options)
    if chosen == "table":
        _show(app, rows, proposed=options.subject is None)
    elif chosen in PAGES:
        sections = [Section(text.enumerated([row.draft, row.language]), copied=row.text.split("\n")) for row in rows]
        app.output.page(sections, chosen)
        _advise(app, rows, proposed=options.subject is None)
    else:
        app.output.emit_view(View(DRAFT_FIELDS, rows), chosen)


def _rows(app: App, case: str, languages: Sequence[str], options: ReplyOptions) -> list[DraftRow]:
    number = find.find_case(app.ledger.current(), case)
    kind = find.stored_case(app.ledger.current(), number).kind
    if kind in REQUEST_KINDS:
        return reply_action.drafts(app, number, languages, options)
    if any(value is not None for value in options[1:]):
        raise UsageError(tr("--mode, --ground and --amount are for requests, not for this {kind}.", kind=kind))
    return message_action.drafts(app, number, languages, options.subject)


def _wanted(subject: str | None, stage: str | None) -> str | None:
    """What the message is to be about, as it was typed in either place."""
    for name, value in (("--stage", stage), ("SUBJECT", subject)):
        if value is not None:
            choices.one_of(name, value, DRAFT_SUBJECTS, few=len(DRAFT_SUBJECTS))
    if subject is not None and stage is not None and subject != stage:
        raise UsageError(tr("SUBJECT and --stage say the same; name one of them."))
    return subject or stage


_LANGUAGE_NAMES = {"en": mark("English"), "zh": mark("Chinese")}


def _can_be_shown(row: DraftRow) -> bool:
    """Whether stdout has the characters of a message: one with `?` in their place must not be sent."""
    return text.writable(row.text, sys.stdout.encoding or "utf-8").count("?") == row.text.count("?")


def _shown(app: App, rows: Sequence[DraftRow]) -> list[DraftRow]:
    """The messages that stdout can take; of each other one it is said that it is left out. Raises AftersalesError where
    it can take none.
    """
    shown = [row for row in rows if _can_be_shown(row)]
    if not shown:
        raise AftersalesError(
            tr(
                "{encoding} lacks characters of this message. `--json` has it whole; PYTHONIOENCODING=utf-8 shows it.",
                encoding=sys.stdout.encoding,
            )
        )
    for row in rows:
        if row not in shown:
            app.output.warn(
                tr(
                    "The text in {language} is left out: {encoding} lacks its characters. `--json` has it whole; "
                    "PYTHONIOENCODING=utf-8 shows it.",
                    language=tr(_LANGUAGE_NAMES[row.language]),
                    encoding=sys.stdout.encoding,
                )
            )
    return shown


def _show(app: App, rows: Sequence[DraftRow], *, proposed: bool) -> None:
    """The messages on stdout; what to do with them on stderr."""
    sys.stdout.flush()
    shown = _shown(app, rows)
    below = "\n" if sys.stdout.isatty() else ""  # sets the message apart from what is said of it
    app.output.emit_text([*(("\n-----\n\n" if n else "") + f"{row.text}\n" for n, row in enumerate(shown)), below])
    _advise(app, rows, proposed=proposed)


def _advise(app: App, rows: Sequence[DraftRow], *, proposed: bool) -> None:
    if rows[0].withheld:
        app.output.notice(rows[0].withheld)
    unfilled = dict.fromkeys(one for row in rows for one in row.unfilled)
    if unfilled:
        app.output.warn(tr("Fill in before you send it: {marks}", marks=text.listed(unfilled)))
    for warning in dict.fromkeys(one for row in rows for one in row.warnings):
        app.output.warn(warning)
    if proposed and rows[0].others:
        app.output.notice(
            tr(
                "This is the draft {name}. Others: {others} (aftersales draft {case} SUBJECT)",
                name=rows[0].draft,
                others=text.listed(rows[0].others),
                case=rows[0].case,
            )
        )
    record = "review contact" if rows[0].draft.partition("-")[0] in CAUSES else "note --to-buyer"
    app.output.notice(
        tr(
            'Nothing was sent. After you send it: aftersales {record} {case} --text "…"',
            record=record,
            case=rows[0].case,
        )
    )
