"""`evidence list`: proof asked for and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.actions.record import evidence as proof_steps
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.cases.model import Case as CaseFacts
from aftersales.core.clocks.derive import Derived
from aftersales.core.requests.evidence import STEPS, KeptFile
from aftersales.language import mark, tr
from aftersales.ledger.derived import store
from aftersales.ledger.queries import find
from aftersales.rendering.fields.lists import EVIDENCE_FIELDS, EvidenceFile, EvidenceRow
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES


def list_(
    ctx: typer.Context,
    case: Case,
    step: Annotated[
        str | None,
        typer.Option(
            "--step",
            metavar="STEP",
            help=mark("reject, refuse, dispute, appeal, review-appeal, claim; default: the next one."),
        ),
    ] = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """What evidence the platform asks for, what you have, and whether the files are unchanged."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    if step is not None:
        choices.one_of("--step", step, STEPS)
    number = find.find_case(app.ledger.current(), case)
    facts, rules, derived = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    step = step or proof_steps.next_proof_step(facts, derived.state)
    rows = _rows(facts, derived, step, ZoneInfo(rules.zone))
    if chosen in PAGES:
        app.output.page([_section(number, rows, facts)], chosen)
    else:
        app.output.emit_view(View(EVIDENCE_FIELDS, rows), chosen)
    if not rows:
        app.output.notice(
            tr("case {number}: no evidence is asked for at this step ({step}).", number=number, step=step)
        )


def _rows(case: CaseFacts, derived: Derived, step: str, zone: ZoneInfo) -> list[EvidenceRow]:
    """The checklist, each item with its files; then what is kept beside it."""
    have: dict[str, list[EvidenceFile]] = {}
    for proof, file, added_at in proof_steps.kept_proof(derived.timeline):
        have.setdefault(proof, []).append(EvidenceFile(*file, added_at.astimezone(zone), _state(file)))
    rows = [
        EvidenceRow(
            case=case.id,
            step=step,
            proof=item.id,
            meaning=tr(item.text),
            mandatory=item.mandatory,
            any_of=item.any_of or None,
            files=have.pop(item.id, []),
            source=item.source_text(),
        )
        for item in proof_steps.checklist(case, step)
    ]
    beside = tr("kept, not asked for at this step")
    return rows + [
        EvidenceRow(case.id, step, proof, beside, mandatory=False, any_of=None, files=files, source="")
        for proof, files in have.items()
    ]


_FILE_STATES = {"gone": mark("GONE"), "changed": mark("CHANGED")}


def _state(file: KeptFile) -> str:
    """Whether a kept file is still there and as long as it was; its content is not read again."""
    path = Path(file.path)
    if not path.is_file():
        return "gone"
    return "kept" if path.stat().st_size == file.size else "changed"


def _section(case: int, rows: list[EvidenceRow], facts: CaseFacts) -> Section:
    lines = []
    for row in rows:
        mark = "[x]" if row.files else "[ ]"
        meaning = text.remarked(row.meaning, _wanted(row, rows)) if row.mandatory else row.meaning
        files = text.clauses(
            text.enumerated(
                [
                    Path(f.path).name,
                    tr("{size} bytes", size=f.size),
                    *([] if f.state == "kept" else [tr(_FILE_STATES[f.state])]),
                ]
            )
            for f in row.files
        )
        lines.append((f"{mark} {row.proof}", text.labelled(meaning, files) if files else meaning))
    heading = tr("Case {case}: {needed_for}", case=case, needed_for=tr(_TITLES[rows[0].step] if rows else _PROOF))
    title = text.remarked(heading, facts.reason) if facts.reason and facts.kind != "review" else heading
    sources = dict.fromkeys(row.source for row in rows if row.source)
    return Section(title, lines, [tr("Source: {source}.", source=source) for source in sources])


def _wanted(row: EvidenceRow, rows: list[EvidenceRow]) -> str:
    others = [r.proof for r in rows if r is not row and row.any_of and r.any_of == row.any_of]
    return tr("needed, this or {others}", others=text.either(others)) if others else tr("needed")


_PROOF = mark("proof")
_TITLES = {
    "reject": mark("evidence for rejecting the request"),
    "refuse": mark("evidence for refusing the parcel"),
    "dispute": mark("evidence for the dispute"),
    "appeal": mark("evidence for an appeal"),
    "review-appeal": mark("evidence for reporting the review"),
    "claim": mark("evidence for a claim"),
}
