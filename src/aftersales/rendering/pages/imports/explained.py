"""The page of a file that is explained and not imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aftersales import text
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.import_parts.explained import ColumnReading, ExplainedFile, NearFormat
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages.imports.as_of import as_of_source

_SEPARATORS = {",": mark("comma"), ";": mark("semicolon"), "\t": mark("tab")}
_ORDERS = {
    "dmy": mark("day first"),
    "mdy": mark("month first"),
    "ymd": mark("year first"),
    "unix": mark("seconds since 1970"),
}


def sections(files: Iterable[ExplainedFile]) -> list[Section]:
    """The sections of each file: what it is, its columns, the first rows, the rejected ones."""
    return [section for file in files for section in _sections(file)]


def _sections(file: ExplainedFile) -> Iterator[Section]:
    yield Section(text.plain(file.file), list(_facts(file)), [file.refused] if file.refused else [])
    if file.nearest:
        yield Section(tr("Nearest formats"), (), [_near(one) for one in file.nearest])
    used = [column for column in file.columns if column.fact]
    unused = [column for column in file.columns if not column.fact]
    if used:
        yield Section(tr("Columns that are read"), [(text.plain(c.column), _reading(c)) for c in used])
    if unused:
        yield Section(
            tr("Columns that are not read"), [(text.plain(c.column) or tr("(no header)"), c.example) for c in unused]
        )
    if file.constants:
        yield Section(tr("The same in each row"), [(one.meaning, one.said) for one in file.constants])
    for row in file.understood:
        yield Section(tr("As understood: {origin}", origin=text.plain(row.origin)),
                      [(fact.meaning, fact.said) for fact in row.facts])  # fmt: skip
    if file.rejects:
        yield Section(tr("Rows that can't be read"), (), list(_rejects(file)))


def _facts(file: ExplainedFile) -> Iterator[tuple[str, str]]:
    if file.format and file.title:
        yield tr("format"), tr("{name} ({title}): {why}", name=file.format, title=file.title, why=file.why)
    if file.path:
        yield tr("mapping"), text.plain(file.path)
    if file.sheet:
        yield tr("sheet"), text.plain(file.sheet)
    if file.encoding:
        yield tr("encoding"), file.encoding.removesuffix("-sig")
    if file.separator:
        yield tr("separator"), tr(_SEPARATORS.get(file.separator, file.separator))
    if file.header_row:
        yield tr("row of the headers"), str(file.header_row)
    if file.rows is not None:
        yield (
            tr("rows"),
            trn("{count}, {rejected} can't be read", "{count}, {rejected} can't be read", file.rows,
                rejected=file.rejected or 0),
        )  # fmt: skip
    if file.as_of and file.as_of_from:
        yield (
            tr("as of"),
            tr("{moment} ({source})", moment=text.moment(file.as_of), source=as_of_source(file.as_of_from)),
        )
    if file.dates and file.dates_why:
        order = tr(_ORDERS.get(file.dates, file.dates))
        yield tr("dates"), tr("{order}: {why}", order=order, why=file.dates_why)
    if file.zone:
        yield tr("time zone"), file.zone
    if file.currency:
        yield tr("currency"), file.currency
    if file.shop_why:
        yield tr("shop"), tr("{shop}: {why}", shop=file.shop or tr("not known", "a shop"), why=file.shop_why)


def _near(near: NearFormat) -> str:
    if not near.lacking:
        return tr("{format} ({title})", format=near.format, title=near.title)
    return trn(
        "{format} ({title}), but the column {columns} is missing",
        "{format} ({title}), but the columns {columns} are missing",
        len(near.lacking),
        format=near.format,
        title=near.title,
        columns=text.listed(text.plain(name) for name in near.lacking),
    )


def _reading(column: ColumnReading) -> str:
    said = tr("{fact}: {meaning}", fact=column.fact, meaning=column.meaning) if column.meaning else str(column.fact)
    return tr("{said}, such as {example}", said=said, example=column.example) if column.example else said


def _rejects(file: ExplainedFile) -> Iterator[str]:
    for reject in file.rejects:
        place = tr("row {row}", row=reject.row)
        if reject.value:
            yield tr("{place}: {column} “{value}” {reason}.", place=place, column=reject.column,
                     value=reject.value, reason=reject.reason)  # fmt: skip
        else:
            yield tr("{place}: {column} {reason}.", place=place, column=reject.column, reason=reject.reason)
    if (count := (file.rejected or 0) - len(file.rejects)) > 0:
        yield trn("and {count} more row", "and {count} more rows", count)
