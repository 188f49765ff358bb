"""What an import did, written to the output."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import chain

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import Agenda
from aftersales.core.money.amount import optional_money
from aftersales.core.vocabulary import label
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.imports import (
    IMPORT_FIELDS,
    CaseChange,
    FileReport,
    ImportReport,
    PastDeadlines,
    RejectsFile,
)
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.output import Output
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.pages.imports import changed as changed_page
from aftersales.rendering.pages.imports import dry_run, left_out, unknown_words
from aftersales.rendering.pages.imports.as_of import SURE, as_of_source

_SHOWN_REJECTS = 20
_SHOWN_SKIPPED = 10
_SHOWN_CASES = 10
_SHOWN_FILES = 10
_SHOWN_UNCHANGED = 3  # of files that changed nothing; the others are counted

_AXES = {"decision": mark("decision"), "parcel": mark("parcel"), "money": mark("money")}


def show(report: ImportReport, output: Output, form: str, *, whole: bool = False) -> None:
    """Write what was new and changed, and on stderr what was rejected, what looks wrong and what is now due. Of what a
    dry run would change a page has the first of each kind, or all with `whole`; JSON always has all.
    """
    if form in PAGES:
        output.lines(chain(_summaries(report, whole=whole), _difference(report, whole=whole)), form)
    elif form in ("json", "jsonl") and report.difference is not None:
        output.emit(dry_run.json_pieces(report, form))
    else:
        output.emit_view(View(IMPORT_FIELDS, [(file, report.dry_run) for file in report.files]), form)
        if report.difference is not None:
            output.notice(tr("What it would change is on the page and in JSON: `--format table` or `--format json`."))
    for file in report.files:
        tell = output.warn if file.rejects or file.strange else output.notice
        for line in notes(file):
            tell(line)
    for line in (*_old(report), *_skipped(report)):
        output.notice(line)
    if not report.files and not report.skipped:
        output.notice(_nothing(report))
        return
    for rejects in report.rejects_files:
        output.notice(_rejects_file(rejects))
    if report.due is None:
        output.warn(tr("Nothing was written: every row was rejected."))
        return
    for past in report.past:
        output.notice(_past(past))
    output.notice(due_line(report.due, dry_run=report.dry_run))


def _difference(report: ImportReport, *, whole: bool) -> Iterator[str]:
    """What a dry run would change."""
    if report.difference is not None and report.zone is not None:
        steps = {change.case.id: _steps(change) for change in _changes(report)}
        yield from changed_page.lines(report.difference, report.zone, whole=whole, steps=steps)


def _rejects_file(rejects: RejectsFile) -> str:
    if rejects.mapping:
        return trn(
            "{count} rejected row is in {path}. Correct it there, then: `aftersales import {file} --map {mapping}`",
            "{count} rejected rows are in {path}. Correct them there, then: `aftersales import {file} --map {mapping}`",
            rejects.rows,
            path=rejects.path,
            file=shlex.quote(rejects.path),
            mapping=shlex.quote(rejects.mapping),
        )
    return trn(
        "{count} rejected row is in {path}. Correct it there, and import that file.",
        "{count} rejected rows are in {path}. Correct them there, and import that file.",
        rejects.rows,
        path=rejects.path,
    )


def _skipped(report: ImportReport) -> Iterator[str]:
    """The files of folders that are no exports: how many, and why the first of them."""
    for skipped in report.skipped[:_SHOWN_SKIPPED]:
        yield tr("Skipped {file}: {reason}.", file=skipped.file, reason=skipped.reason)
    if len(report.skipped) > _SHOWN_SKIPPED:
        count = len(report.skipped) - _SHOWN_SKIPPED
        yield trn("{count} more file was skipped.", "{count} more files were skipped.", count)
    if any(skipped.unplaced for skipped in report.skipped):
        yield tr(
            "Say which shop with --shop, or set the folder of each shop's exports: "
            "`aftersales config set shops.NAME.exports FOLDER`."
        )


def _nothing(report: ImportReport) -> str:
    if report.sources:
        return tr("The answers hold no results; nothing changed.")
    return tr("There is no file to import in there. A folder means the files in it, not those in its subfolders.")


def past_synced(past: PastDeadlines) -> str:
    """What had passed before a shop was synced first."""
    return trn(
        "{shop}: {count} deadline had passed before this first sync, {last}. `aftersales due --before-import` shows "
        "it. Is it done? `aftersales sync --full --catchup` makes it history.",
        "{shop}: {count} deadlines had passed before this first sync, the last {last}. `aftersales due "
        "--before-import` lists them. Are they done? `aftersales sync --full --catchup` makes them history.",
        past.deadlines,
        shop=past.shop,
        last=text.moment(past.last),
    )


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


def due_line(agenda: Agenda, *, dry_run: bool) -> str:
    """How many cases the list of all shops then has, in the words of its head."""
    counts = agenda_summary.counts_text(agenda)
    some = tr("There would then be {counts}.", counts=counts) if dry_run else tr("Now {counts}.", counts=counts)
    then = tr("There would then be nothing to answer within two days.")
    none = then if dry_run else tr("Now nothing to answer within two days.")
    besides = text.enumerated(agenda_summary.in_short(agenda.groups))
    parts = [
        some if counts else none,
        tr("Besides: {groups}.", groups=besides) if besides else "",
        tr("See `aftersales due`."),
    ]
    return text.sentences(filter(None, parts))


def _summaries(report: ImportReport, *, whole: bool) -> Iterator[str]:
    """What came of each file, of many only of the first; then what is new and changed, case by case."""
    changed = [file for file in report.files if file.new or file.changed or file.rejects]
    unchanged = [file for file in report.files if not (file.new or file.changed or file.rejects)]
    shown = {id(file) for file in (*_first(changed, _SHOWN_FILES), *_first(unchanged, _SHOWN_UNCHANGED))}
    for file in report.files:
        if id(file) in shown:
            yield from _summary(file, dry_run=report.dry_run)
    if more := [file for file in changed if id(file) not in shown]:
        yield trn(
            "{count} more file: {new} new, {changed} changed",
            "{count} more files: {new} new, {changed} changed",
            len(more),
            new=sum(file.new for file in more),
            changed=sum(file.changed for file in more),
        )
    if count := sum(id(file) not in shown for file in unchanged):
        yield trn("{count} more file changed nothing", "{count} more files changed nothing", count)
    listed = _changes(report)
    if report.difference is not None:  # which has the new ones, and the others if they are few
        below = changed_page.are_all_shown(report.difference, whole=whole)
        listed = [change for change in listed if change.what != "new" and not below]
    yield from (f"  {phrase}" for phrase in case_lines(listed))


def _changes(report: ImportReport) -> list[CaseChange]:
    """What was not known of each case. Of a first import everything is new, and the list shows it."""
    changes = {change.case.id: change for file in reversed(report.files) if not file.first for change in file.cases}
    return list(changes.values())


def _steps(change: CaseChange) -> str:
    """What a change amounts to: who decided, and how the case stands now."""
    decided = [tr("decided by TikTok")] if change.what == "platform" else []
    return text.enumerated([*decided, *_moves(change)])


def _moves(change: CaseChange) -> Iterator[str]:
    return (f"{tr(_AXES[axis])} {label(before)} → {label(after)}" for axis, before, after in change.steps)


def _first(files: Sequence[FileReport], limit: int) -> Sequence[FileReport]:
    """The first of them; one more is shown rather than counted."""
    return files if len(files) <= limit + 1 else files[:limit]


def _summary(file: FileReport, *, dry_run: bool) -> Iterator[str]:
    yield tr(
        "{file}: {title}, as of {moment} ({source})",
        file=text.plain(file.file),
        title=tr(file.title),
        moment=text.moment(file.as_of),
        source=as_of_source(file.as_of_from),
    )
    rows = trn(
        "{count} row, {rejected} rejected", "{count} rows, {rejected} rejected", file.rows, rejected=len(file.rejects)
    )
    counts = {"new": file.new, "changed": file.changed, "same": file.same}
    if file.carries == "orders":
        changes = tr("orders: {new} new, {changed} changed, {same} the same", **counts)
    else:
        changes = tr("requests: {new} new, {changed} changed, {same} the same", **counts)
    line = f"  {text.clauses([rows, changes])}"
    yield tr("{line} (dry run: nothing written)", line=line) if dry_run else line
    if count := sum(change.what == "new" and change.case.kind == "returned-to-sender" for change in file.cases):
        line = trn("{count} order comes back undelivered", "{count} orders come back undelivered", count)
        yield f"  {line}"


def case_lines(changes: Sequence[CaseChange]) -> Iterator[str]:
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
    product, amount = text.plain(case.subject), optional_money(case.amount, case.currency)
    what = {
        "platform": tr("decided by TikTok"),
        "changed": tr("changed"),
        "new": tr("new"),
    }[change.what]
    steps = text.enumerated(_moves(change))
    asked = str(amount) if amount and not steps else ""
    detail = " · ".join(part for part in (steps or asked, product) if part)
    return tr("{what}: case {case}, {kind}: {detail}", what=what, case=case.id, kind=label(case.kind), detail=detail)


def notes(file: FileReport) -> Iterator[str]:
    """What is wrong or odd in a file, a sentence each."""
    yield from _rejects(file)
    yield from (text.labelled(file.file, text.sentence(note)) for note in file.notes)
    if not file.dated and (file.written or not file.rows):
        yield tr(
            "{file}: no time is in it, so nobody can say how fresh it is. Say when it was exported with --as-of.",
            file=file.file,
        )
    if not file.rows:
        none = tr("{file}: it holds no orders.", file=file.file)
        yield none if file.carries == "orders" else tr("{file}: it holds no requests.", file=file.file)
    if file.incomplete:
        yield tr(
            "{file}: one page of several. Fetch the other pages too, or requests are missing here.", file=file.file
        )
    yield from left_out.notes(file)
    yield from unknown_words.notes(file)
    yield from _unlike_the_ledger(file)


def _old(report: ImportReport) -> Iterator[str]:
    """The requests of which it is not known when they were exported, and that may be older than they look."""
    old = [file for file in report.files if _may_be_newer(file, report)]
    if len(old) > _SHOWN_UNCHANGED:
        yield trn(
            "{count} file is read as of the newest time in it. If it was exported later, say so with --as-of.",
            "{count} files are read as of the newest time in each. If they were exported later, say so with --as-of.",
            len(old),
        )
        return
    for file in old:
        yield tr(
            "{file}: read as of {moment}, {source}. If it was exported later, say so with --as-of.",
            file=file.file,
            moment=text.moment(file.as_of),
            source=as_of_source(file.as_of_from),
        )


def _may_be_newer(file: FileReport, report: ImportReport) -> bool:
    old = report.now - file.as_of > urgency.STALE
    return old and bool(file.written) and file.carries == "cases" and file.as_of_from not in SURE


def _rejects(file: FileReport) -> Iterator[str]:
    """The rejected rows with their reasons, the first of the file."""
    for reject in nsmallest(_SHOWN_REJECTS, file.rejects):
        place = f"{file.file}:{reject.row}"
        if reject.value:
            yield tr(
                "{place}: {column} “{value}” {reason}.",
                place=place,
                column=reject.column,
                value=reject.value,
                reason=reject.reason,
            )
        else:
            yield tr("{place}: {column} {reason}.", place=place, column=reject.column, reason=reject.reason)
    if len(file.rejects) > _SHOWN_REJECTS:
        yield trn(
            "{file}: {count} more row rejected; --json lists them all.",
            "{file}: {count} more rows rejected; --json lists them all.",
            len(file.rejects) - _SHOWN_REJECTS,
            file=file.file,
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
    if file.overtaken:
        yield trn(
            "{file}: case {cases} is open in this file and is not in a newer export. It was not closed; look in Seller "
            "Center.",
            "{file}: cases {cases} are open in this file and are not in a newer export. They were not closed; look in "
            "Seller Center.",
            len(file.overtaken),
            file=file.file,
            cases=text.few(file.overtaken, 10),
        )
