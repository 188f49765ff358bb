"""Files in an encoding that a format states."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aftersales.errors import FileRefused
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Records, Table
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.recogniser import find_header, of_header

if TYPE_CHECKING:
    from aftersales.importing.files.json_answers import Timing

_GUESSED = "gb18030"


def read_stated(
    path: Path, encoding: str | None, forms: Sequence[Format] | None, timing: Timing | None = None
) -> Table | list[Records]:
    """The content of a file, as `read_file` gives it. Where nobody named the encoding and the content does not tell it,
    it is that of the first format which states one and has the columns of the file then. Raises FileRefused.
    """
    stating = [form for form in forms or () if form.encoding]
    try:
        content = read_file(path, encoding, lambda rows: find_header(rows, forms), timing)
    except FileRefused:
        table = _read_as_stated(path, stating) if encoding is None else None
        if table is None:
            raise
        return table
    if encoding is not None or not isinstance(content, Table) or _is_sure(content, forms):
        return content
    return _read_as_stated(path, stating) or content


def _is_sure(table: Table, forms: Sequence[Format] | None) -> bool:
    """Whether a table is surely in the encoding in which it was read, and needs no other."""
    return table.encoding != _GUESSED and (table.encoding != "utf-8" or of_header(table.header, forms) is not None)


def _read_as_stated(path: Path, forms: Sequence[Format]) -> Table | None:
    """The table in the encoding of the first of these formats that it is of then; None where there is none."""
    for form in forms:
        try:
            content = read_file(path, form.encoding, lambda rows, form=form: find_header(rows, [form]))  # type: ignore[misc]
        except FileRefused:
            continue
        if isinstance(content, Table) and of_header(content.header, [form]) is not None:
            return content
    return None
