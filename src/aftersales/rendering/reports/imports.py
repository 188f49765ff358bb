"""What an import did, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.language import tr, trn
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
    counts = ", ".join(f"{n} {band}" for band, n in due if n) or tr("nothing within two days")
    if report.dry_run:
        return tr(
            "It would then be due in {shop}: {counts}. `aftersales due` shows the list.",
            shop=report.shop,
            counts=counts,
        )
    return tr("Now due in {shop}: {counts}. `aftersales due` shows the list.", shop=report.shop, counts=counts)


def _summary(file: FileReport, *, dry_run: bool) -> Iterator[str]:
    yield tr(
        "{file}: {title}, as of {moment} ({source})",
        file=text.plain(file.file),
        title=file.title,
        moment=text.moment(file.as_of),
        source=file.as_of_from,
    )
    rows = trn(
        "{count} row, {rejected} rejected", "{count} rows, {rejected} rejected", file.rows, rejected=len(file.rejects)
    )
    counts = {"new": file.new, "changed": file.changed, "same": file.same}
    if file.carries == "orders":
        changes = tr("orders: {new} new, {changed} changed, {same} the same", **counts)
    else:
        changes = tr("requests: {new} new, {changed} changed, {same} the same", **counts)
    line = f"  {rows}; {changes}"
    yield tr("{line} (dry run: nothing written)", line=line) if dry_run else line


def _notes(file: FileReport, report: ImportReport) -> Iterator[str]:
    yield from _rejects(file)
    yield from (f"{file.file}: {note}." for note in file.notes)
    if file.incomplete:
        yield tr(
            "{file}: one page of several. Fetch the other pages too, or requests are missing here.", file=file.file
        )
    yield from _strange(file, report)
    yield from _unlike_the_ledger(file)
    old = report.now - file.as_of > urgency.STALE
    if file.written and file.carries == "cases" and file.as_of_from != "--as-of" and old:
        yield tr(
            "{file}: read as of {moment}, {source}. If it was exported later, say so with --as-of.",
            file=file.file,
            moment=text.moment(file.as_of),
            source=file.as_of_from,
        )


def _rejects(file: FileReport) -> Iterator[str]:
    """The rejected rows with their reasons, the first of them."""
    for reject in file.rejects[:_SHOWN_REJECTS]:
        yield f"{file.file}:{reject.row}: {reject.column} “{reject.value}” {reject.reason}."
    if len(file.rejects) > _SHOWN_REJECTS:
        yield trn(
            "{file}: {count} more row rejected; --json lists them all.",
            "{file}: {count} more rows rejected; --json lists them all.",
            len(file.rejects) - _SHOWN_REJECTS,
            file=file.file,
        )


def _strange(file: FileReport, report: ImportReport) -> Iterator[str]:
    """Statuses and currencies that are not expected in the file."""
    for status, count in sorted(file.strange.items()):
        yield trn(
            "{file}: {count} order has an unknown status, “{status}”, and is not followed. Look in Seller Center.",
            "{file}: {count} orders have an unknown status, “{status}”, and are not followed. Look in Seller Center.",
            count,
            file=file.file,
            status=status,
        )
    if file.foreign:
        yield tr(
            "{file}: amounts in {currencies}, but {shop} sells in {currency}. Is it that shop's file?",
            file=file.file,
            currencies=", ".join(file.foreign),
            shop=file.shop,
            currency=report.currency,
        )


def _unlike_the_ledger(file: FileReport) -> Iterator[str]:
    """The cases of which the ledger has something else than the file."""
    if file.contradicted:
        yield trn(
            "{file}: case {cases}: the file differs from what was recorded here. `aftersales show` has the details.",
            "{file}: cases {cases}: the file differs from what was recorded here. `aftersales show` has the details.",
            len(file.contradicted),
            file=file.file,
            cases=text.few(file.contradicted, 10),
        )
    if file.missing:
        yield trn(
            "{file}: case {cases} was open and is not in this file. It was not closed; look in Seller Center.",
            "{file}: cases {cases} were open and are not in this file. They were not closed; look in Seller Center.",
            len(file.missing),
            file=file.file,
            cases=text.few(file.missing, 10),
        )
