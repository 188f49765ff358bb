"""What an examination found, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from aftersales import text
from aftersales.language import mark, tr, trn
from aftersales.rendering.documents.document import Document, DocumentTable
from aftersales.rendering.fields.setup.findings import FAULT, FINDING_FIELDS, OK, WARNING, Finding
from aftersales.rendering.fields.view import Field, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.layout import GAP, MIN_TEXT_WIDTH, Canvas, Piece, command_lines, wrapped
from aftersales.rendering.output import Output

# How people read the names.
TITLES: Mapping[str, str] = {
    "program": mark("program"),
    "configuration": mark("configuration"),
    "ledger": mark("ledger"),
    "place": mark("where it lies"),
    "clock": mark("clock"),
    "shops": mark("shops"),
    "policies": mark("own rules"),
    "calendars": mark("holidays"),
    "freshness": mark("data"),
    "logins": mark("logins"),
    "permissions": mark("permissions"),
    "exports": mark("exports"),
    "schedule": mark("timer"),
    "receivers": mark("warnings"),
    "disk": mark("disk"),
    "terminal": mark("terminal"),
    "locale": mark("locale"),
    "pager": mark("pager"),
    "completions": mark("completions"),
}
_STATES = {OK: mark("ok"), WARNING: mark("warning"), FAULT: mark("fault")}
_STYLES = {OK: "green", WARNING: "yellow", FAULT: "bold red"}


def show(
    findings: Sequence[Finding],
    output: Output,
    form: str,
    fields: Sequence[Field] = FINDING_FIELDS,
    pager_command: str | None = None,
) -> None:
    """Write how many faults there are, then one line a finding with its remedy below, the gravest first. Formats for
    programs have them in the order of the checks.
    """
    states = [FAULT, WARNING, OK]
    ranked = sorted(findings, key=lambda finding: states.index(finding.state))
    if form in PAGES and form != "table" and fields == FINDING_FIELDS:
        output.document(Document(output.command, [_table(ranked)], summary(findings)), form)
        return
    if form != "table":
        output.emit_view(View(fields, findings), form)
        return
    from aftersales.rendering.terminal import console as terminal
    from aftersales.rendering.terminal import pager

    console = terminal.console(sys.stdout, color=output.color)
    pager.show(console, lambda: terminal.draw_page(console, lambda canvas: _draw(canvas, ranked)), pager_command)


def _table(findings: Sequence[Finding]) -> DocumentTable:
    titles = [tr("state"), tr("what was checked"), tr("finding"), tr("command")]
    rows = [[tr(_STATES[f.state]), tr(TITLES[f.check]), _sentence(f), f.remedy] for f in findings]
    return DocumentTable(titles, rows)


def _draw(canvas: Canvas, findings: Sequence[Finding]) -> None:
    states = canvas.column("", [tr(_STATES[f.state]) for f in findings], [_STYLES[f.state] for f in findings])
    titles = canvas.column("", [tr(TITLES[f.check]) for f in findings], "bold")
    lead = states.width + titles.width + 2 * len(GAP)
    is_wide = canvas.width - lead >= MIN_TEXT_WIDTH
    hang = lead if is_wide else 2 * len(GAP)
    canvas.wrap(summary(findings), "bold")
    canvas.line([])
    for n, finding in enumerate(findings):
        start = [states.padded(n), Piece(GAP), titles.padded(n), Piece(GAP)]
        lines = [
            part for line in _sentence(finding).split("\n") for part in wrapped(canvas.safe(line), canvas.width - hang)
        ]
        if is_wide:
            canvas.line([*start, Piece(lines.pop(0))])
        else:
            canvas.line(start)
        for line in lines:
            canvas.line([Piece(" " * hang), Piece(line)])
        for line in command_lines(canvas.safe(finding.remedy), canvas.width - hang) if finding.remedy else ():
            canvas.line([Piece(" " * hang), Piece(line, "dim" if finding.state == OK else "cyan")])


def _sentence(finding: Finding) -> str:
    if finding.subject is None or finding.subject in finding.sentence:
        return finding.sentence
    return tr("{subject}: {sentence}", subject=finding.subject, sentence=finding.sentence)


def summary(findings: Sequence[Finding]) -> str:
    """How many faults and warnings there are, in a sentence."""
    faults, warnings = (sum(finding.state == state for finding in findings) for state in (FAULT, WARNING))
    parts = [
        *([trn("{count} fault to mend", "{count} faults to mend", faults)] if faults else []),
        *([trn("{count} warning", "{count} warnings", warnings)] if warnings else []),
    ]
    return tr("{parts}.", parts=text.enumerated(parts)) if parts else tr("All is in order.")
