"""What is said of a table that no format fits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from aftersales import text
from aftersales.core.money.entered import is_platform_number
from aftersales.errors import FileRefused
from aftersales.importing.files.table import EXPORT_AGAIN, Table
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.recogniser import nearest
from aftersales.importing.parse.staging.rows import clean_id
from aftersales.language import tr, trn

_SHOWN = 80  # characters of the header
_EXPORT_WIDTH = 15  # the columns of the smallest export


def repeated_columns(form: Format, header: Sequence[str]) -> list[str]:
    """What is said of a header that has a column twice of which one is read; nothing for any other."""
    return [
        trn(
            "it has several columns called {columns}; the first of them is read",
            "it has several columns of each of these names: {columns}; the first of each is read",
            len(repeated),
            columns=text.listed(repeated),
        )
        for repeated in [form.repeated(header)]
        if repeated
    ]


def unrecognised(path: Path, table: Table, forms: Sequence[Format] | None) -> FileRefused:
    """What is wrong with a table whose header is not known: where it was looked for, and what to do."""
    if not any(table.header):
        return FileRefused(path, tr("the file is empty"), tr(EXPORT_AGAIN))
    if forms is not None and len(forms) == 1 and forms[0].path:
        return _not_mapped(path, table, forms[0])
    near = nearest(table.header, forms)
    if near is not None and near[1]:
        return _lacking(path, table, *near)
    shown = text.excerpt(text.listed(h for h in table.header if h), _SHOWN)
    if _looks_exported(table):
        return FileRefused(
            path,
            tr("{place}: its columns ({shown}) are in a language that is not known", place=_place(table), shown=shown),
            tr(
                "It may be an export of Seller Center: set Seller Center to English and export it again, or write a "
                "mapping: `aftersales import --draft-map FILE` drafts one (`aftersales help mapping`)."
            ),
        )
    return FileRefused(
        path,
        tr("{place}: its columns ({shown}) match no known export", place=_place(table), shown=shown),
        tr(
            "The program reads the orders and the returns export of Seller Center, API answers, and any table with a "
            "mapping: `aftersales import --draft-map FILE` drafts one (`aftersales help mapping`)."
        ),
    )


def _lacking(path: Path, table: Table, form: Format, lacking: Sequence[str]) -> FileRefused:
    """What is said of a table that comes near to a format."""
    return FileRefused(
        path,
        trn(
            "{place}: it looks like a {title}, but has no column {columns}",
            "{place}: it looks like a {title}, but has no columns {columns}",
            len(lacking),
            place=_place(table),
            title=form.title,
            columns=text.listed(lacking),
        ),
        tr("Correct [columns] in {path}; --explain shows the columns of the file.", path=form.path)
        if form.path
        else tr("Export it again with all columns."),
    )


def _not_mapped(path: Path, table: Table, form: Format) -> FileRefused:
    """What is said of a table that the one mapping does not fit."""
    lacking = form.lacking(table.header)
    return FileRefused(
        path,
        trn(
            "{place}: it has no column {columns}, which the mapping needs",
            "{place}: it has no columns {columns}, which the mapping needs",
            len(lacking),
            place=_place(table),
            columns=text.listed(lacking),
        ),
        tr("Correct [columns] in {path}; --explain shows the columns of the file.", path=form.path),
    )


def _place(table: Table) -> str:
    """The sheet and the line that were taken for the header."""
    if table.name:
        return tr("sheet {sheet}, row {row}", sheet=table.name, row=table.header_row)
    return tr("line {row}", row=table.header_row)


def _looks_exported(table: Table) -> bool:
    """Whether a table has the shape of an export with other headers: many columns, and numbers of the platform."""
    if len([h for h in table.header if h]) < _EXPORT_WIDTH:
        return False
    first = islice(table.rows(), 3)
    return any(
        is_platform_number(clean_id(cell)[0]) and len(clean_id(cell)[0]) >= 16 for _, cells in first for cell in cells
    )
