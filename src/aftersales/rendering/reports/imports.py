"""What an import did, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.rendering.fields.imports import IMPORT_FIELDS, FileReport, ImportReport
from aftersales.rendering.fields.view import View
from aftersales.rendering.output import Output

_SHOWN_REJECTS = 20


def show(report: ImportReport, output: Output, form: str) -> None:
    """Write what was new and changed, and on stderr what was rejected, what looks wrong and what is now due."""
    if form == "table":
        lines = [line for file in report.files for line in _summary(file, dry_run=report.dry_run)]
        output.emit(f"{part}\n" for line in lines for part in output.fitted(line, sys.stdout))
    else:
        output.emit_view(View(IMPORT_FIELDS, [(file, report.dry_run) for file in report.files]), form)
    for file in report.files:
        tell = output.warn if file.rejects or file.strange else output.notice
        for line in _notes(file, report):
            tell(line)
    if not report.files:
        output.notice("The answers hold no results; nothing changed.")
    if report.due is None:
        output.warn("Nothing was written: every row was rejected.")
    else:
        output.notice(_due(report, report.due))


def _due(report: ImportReport, due: Sequence[tuple[str, int]]) -> str:
    counts = ", ".join(f"{n} {band}" for band, n in due if n)
    now = "It would then be" if report.dry_run else "Now"
    return f"{now} due in {report.shop}: {counts or 'nothing within two days'}. `aftersales due` shows the list."


def _summary(file: FileReport, *, dry_run: bool) -> Iterator[str]:
    things = "orders" if file.carries == "orders" else "requests"
    yield f"{text.plain(file.file)}: {file.title}, as of {text.moment(file.as_of)} ({file.as_of_from})"
    counts = f"{file.new} new, {file.changed} changed, {file.same} the same"
    dry = " (dry run: nothing written)" if dry_run else ""
    yield f"  {file.rows} rows, {len(file.rejects)} rejected; {things}: {counts}{dry}"


def _notes(file: FileReport, report: ImportReport) -> Iterator[str]:
    for reject in file.rejects[:_SHOWN_REJECTS]:
        yield f"{file.file}:{reject.row}: {reject.column} “{reject.value}” {reject.reason}."
    if len(file.rejects) > _SHOWN_REJECTS:
        yield f"{file.file}: {len(file.rejects) - _SHOWN_REJECTS} more rows rejected; --json lists them all."
    yield from (f"{file.file}: {note}." for note in file.notes)
    if file.incomplete:
        yield f"{file.file}: one page of several: fetch the other pages too, or requests are missing here."
    for word, count in sorted(file.strange.items()):
        yield f"{file.file}: {count} orders in a status not known here, “{word}”: not followed; look in Seller Center."
    if file.foreign:
        yield (
            f"{file.file}: amounts in {', '.join(file.foreign)}, and {file.shop} sells in {report.currency}. "
            "Is it that shop's file?"
        )
    if file.contradicted:
        ids = text.few(file.contradicted, 10)
        yield f"{file.file}: case {ids}: recorded here otherwise than these data show. `aftersales show` tells."
    if file.missing:
        ids = text.few(file.missing, 10)
        yield f"{file.file}: open before and not in this file: case {ids}. Not closed; look in Seller Center."
    old = report.now - file.as_of > urgency.STALE
    if file.written and file.carries == "cases" and file.as_of_from != "--as-of" and old:
        when = text.moment(file.as_of)
        yield f"{file.file}: taken as of {when}, {file.as_of_from}. If it was exported later, say so with --as-of."
