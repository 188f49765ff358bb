"""What an import did, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.language import tr
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
        output.notice(tr("The answers hold no results; nothing changed."))
    if report.due is None:
        output.warn(tr("Nothing was written: every row was rejected."))
    else:
        output.notice(_due(report, report.due))


def _due(report: ImportReport, due: Sequence[tuple[str, int]]) -> str:
    counts = ", ".join(f"{n} {band}" for band, n in due if n)
    now = tr("It would then be") if report.dry_run else "Now"
    return tr(
        "{now} due in {shop}: {counts}. `aftersales due` shows the list.",
        now=now,
        shop=report.shop,
        counts=counts or "nothing within two days",
    )


def _summary(file: FileReport, *, dry_run: bool) -> Iterator[str]:
    things = "orders" if file.carries == "orders" else "requests"
    yield tr(
        "{plain}: {title}, as of {moment} ({as_of_from})",
        plain=text.plain(file.file),
        title=file.title,
        moment=text.moment(file.as_of),
        as_of_from=file.as_of_from,
    )
    counts = tr("{new} new, {changed} changed, {same} the same", new=file.new, changed=file.changed, same=file.same)
    dry = tr(" (dry run: nothing written)") if dry_run else ""
    yield f"  {file.rows} rows, {len(file.rejects)} rejected; {things}: {counts}{dry}"


def _notes(file: FileReport, report: ImportReport) -> Iterator[str]:
    for reject in file.rejects[:_SHOWN_REJECTS]:
        yield f"{file.file}:{reject.row}: {reject.column} “{reject.value}” {reject.reason}."
    if len(file.rejects) > _SHOWN_REJECTS:
        yield tr(
            "{file}: {rejects} more rows rejected; --json lists them all.",
            file=file.file,
            rejects=len(file.rejects) - _SHOWN_REJECTS,
        )
    yield from (f"{file.file}: {note}." for note in file.notes)
    if file.incomplete:
        yield tr(
            "{file}: one page of several: fetch the other pages too, or requests are missing here.", file=file.file
        )
    for word, count in sorted(file.strange.items()):
        yield tr(
            "{file}: {count} orders in a status not known here, “{word}”: not followed; look in Seller Center.",
            file=file.file,
            count=count,
            word=word,
        )
    if file.foreign:
        yield (
            tr(
                "{file}: amounts in {foreign}, and {shop} sells in {currency}. Is it that shop's file?",
                file=file.file,
                foreign=", ".join(file.foreign),
                shop=file.shop,
                currency=report.currency,
            )
        )
    if file.contradicted:
        ids = text.few(file.contradicted, 10)
        yield tr(
            "{file}: case {ids}: recorded here otherwise than these data show. `aftersales show` tells.",
            file=file.file,
            ids=ids,
        )
    if file.missing:
        ids = text.few(file.missing, 10)
        yield tr(
            "{file}: open before and not in this file: case {ids}. Not closed; look in Seller Center.",
            file=file.file,
            ids=ids,
        )
    old = report.now - file.as_of > urgency.STALE
    if file.written and file.carries == "cases" and file.as_of_from != "--as-of" and old:
        when = text.moment(file.as_of)
        yield tr(
            "{file}: taken as of {when}, {as_of_from}. If it was exported later, say so with --as-of.",
            file=file.file,
            when=when,
            as_of_from=file.as_of_from,
        )
