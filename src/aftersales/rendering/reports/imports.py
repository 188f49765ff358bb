"""What an import did, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.language import tr, trn
from aftersales.rendering.fields.imports import (
    IMPORT_FIELDS,
    CaseChange,
    FileReport,
    ImportReport,
    PastDeadlines,
    ShopDue,
)
from aftersales.rendering.fields.view import View
from aftersales.rendering.output import Output

_SHOWN_REJECTS = 20
_SHOWN_SKIPPED = 10
_SHOWN_CASES = 10


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
    for line in _skipped(report):
        output.notice(line)
    if not report.files and not report.skipped:
        output.notice(tr("The answers hold no results; nothing changed."))
    if report.due is None:
        output.warn(tr("Nothing was written: every row was rejected."))
        return
    for past in report.past:
        output.notice(_past(past))
    for due in report.due:
        output.notice(_due(due, dry_run=report.dry_run))


def _skipped(report: ImportReport) -> Iterator[str]:
    """The files of folders that are no exports: how many, and why the first of them."""
    for skipped in report.skipped[:_SHOWN_SKIPPED]:
        yield tr("Skipped {file}: {reason}.", file=skipped.file, reason=skipped.reason)
    if len(report.skipped) > _SHOWN_SKIPPED:
        count = len(report.skipped) - _SHOWN_SKIPPED
        yield trn("{count} more file was skipped.", "{count} more files were skipped.", count)


def _past(past: PastDeadlines) -> str:
    return trn(
        "{shop}: {count} deadline had passed before this first import, {last}. "
        "`aftersales due --before-import` shows it. Is it done? `aftersales import … --catchup` makes it history.",
        "{shop}: {count} deadlines had passed before this first import, the last {last}. "
        "`aftersales due --before-import` lists them. Are they done? `aftersales import … --catchup` makes them "
        "history.",
        past.deadlines,
        shop=past.shop,
        last=text.moment(past.last),
    )


def _due(due: ShopDue, *, dry_run: bool) -> str:
    counts = ", ".join(f"{n} {band}" for band, n in due.counts if n) or tr("nothing within two days")
    if dry_run:
        return tr(
            "It would then be due in {shop}: {counts}. `aftersales due` shows the list.", shop=due.shop, counts=counts
        )
    return tr("Now due in {shop}: {counts}. `aftersales due` shows the list.", shop=due.shop, counts=counts)


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
    if not file.first:  # of a first import everything is new, and the list shows it
        yield from (f"    {phrase}" for phrase in _case_lines(file.cases))


def _case_lines(changes: Sequence[CaseChange]) -> Iterator[str]:
    """What the file says that was not known: what the platform decided, then changes, then new cases; folded."""
    order = {"platform": 0, "changed": 1, "new": 2}
    ranked = sorted(changes, key=lambda change: (order[change.what], change.case.id))
    for change in ranked[:_SHOWN_CASES]:
        yield _case_line(change)
    if len(ranked) > _SHOWN_CASES:
        count = len(ranked) - _SHOWN_CASES
        yield trn("and {count} more case; --json has it", "and {count} more cases; --json has them all", count)


def _case_line(change: CaseChange) -> str:
    case = change.case
    product = text.plain(case.product or case.order or "")
    what = {
        "platform": tr("decided by TikTok"),
        "changed": tr("changed"),
        "new": tr("new"),
    }[change.what]
    steps = ", ".join(f"{axis} {before} → {after}" for axis, before, after in change.steps)
    asked = str(case.asked) if case.asked and not steps else ""
    detail = " · ".join(part for part in (steps or asked, product) if part)
    return tr("{what}: case {case}, {kind}: {detail}", what=what, case=case.id, kind=case.kind, detail=detail)


def _notes(file: FileReport, report: ImportReport) -> Iterator[str]:
    yield from _rejects(file)
    yield from (f"{file.file}: {note}." for note in file.notes)
    if not file.dated:
        yield tr(
            "{file}: no time is in it, so nobody can say how fresh it is. Say when it was exported with --as-of.",
            file=file.file,
        )
    if file.incomplete:
        yield tr(
            "{file}: one page of several. Fetch the other pages too, or requests are missing here.", file=file.file
        )
    yield from _strange(file)
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


def _strange(file: FileReport) -> Iterator[str]:
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
            currency=file.currency,
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
