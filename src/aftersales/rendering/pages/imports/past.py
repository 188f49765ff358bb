"""Past imports as a table, and one of them in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from aftersales import text
from aftersales.core.log.past_import import PastImport
from aftersales.language import tr, trn
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields.imports import KeptRows
from aftersales.rendering.pages.agenda import city_of
from aftersales.rendering.pages.imports import changed
from aftersales.rendering.pages.imports.as_of import as_of_source
from aftersales.rendering.pages.log import moment

NEEDED = 3  # the first columns of the table, which a narrow terminal shows too


def table(files: Sequence[PastImport], now: datetime) -> DocumentTable:
    """Past imports, the newest first. `now` is in the zone in which all of it is told."""
    titles = [
        tr("entry"),
        tr("when, in {city}", city=city_of(now)),
        tr("file"),
        tr("new"),
        tr("changed"),
        tr("shop"),
        tr("rejected", "rows"),
        tr("rows"),
        tr("by", "a person"),
        tr("as of"),
    ]
    rows = [
        [
            str(one.entry),
            moment(one.at.astimezone(now.tzinfo), now),
            _file(one),
            *map(_count, (one.new, one.changed)),
            one.shop or "",
            *map(_count, (one.rejected, one.rows)),
            text.plain(one.by),
            moment(one.as_of.astimezone(now.tzinfo), now) if one.as_of else "",
        ]
        for one in files
    ]
    return DocumentTable(titles, rows, right=(0, 3, 4, 6, 7))


def _count(count: int | None) -> str:
    return "" if count is None else str(count)


def _file(one: PastImport) -> str:
    unnamed = tr("(not known)") if one.new else tr("(nothing new)")
    name = text.plain(one.file) if one.file else unnamed
    return tr("{summary} (undone by {entry})", summary=name, entry=one.undone_by) if one.undone_by else name


def lines(files: Sequence[PastImport], rows: KeptRows, zone: tzinfo, *, whole: bool) -> Iterator[str]:
    """One import: its files, what it changed, and how it is undone."""
    first = files[0]
    when = text.moment(first.at.astimezone(zone))
    yield tr("Log entry {entry}: {command} by {by}, {moment}", entry=first.entry, command=first.command,
             by=text.plain(first.by), moment=when)  # fmt: skip
    for one in files:
        if one.file is not None and one.changed is not None:
            yield f"  {_counts(one)}"
            if one.as_of is not None and one.as_of_from is not None:
                as_of = text.moment(one.as_of.astimezone(zone))
                said = tr("as of {moment} ({source})", moment=as_of, source=as_of_source(one.as_of_from))
                yield f"  {said}"
    yield from changed.lines(rows, zone, whole=whole)
    if not rows.counts:
        yield tr("Nothing of what it changed is there any more.") if first.undone_by else tr("It changed nothing.")
    if first.undone_by:
        yield tr("It was undone by entry {entry}.", entry=first.undone_by)
    else:
        yield tr("Undo it with `aftersales undo {entry}`.", entry=first.entry)


def _counts(one: PastImport) -> str:
    counts = {"new": one.new or 0, "changed": one.changed or 0}
    file = text.plain(one.file or "")
    if one.carries == "orders":
        said = tr("{file}: orders: {new} new, {changed} changed", file=file, **counts)
    else:
        said = tr("{file}: requests: {new} new, {changed} changed", file=file, **counts)
    if one.rows is None:
        return said
    rows = trn("{count} row, {rejected} rejected", "{count} rows, {rejected} rejected", one.rows, rejected=one.rejected)
    return text.clauses([said, rows])
