"""The JSON of a dry run, with the whole difference."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales.rendering import formats
from aftersales.rendering.fields.imports import IMPORT_FIELDS, ImportReport
from aftersales.rendering.fields.view import View


def json_pieces(report: ImportReport, form: str) -> Iterator[str]:
    """The JSON of a dry run, in pieces: the difference of a file may be larger than memory. What no file has by its
    name, such as a deadline that only follows, is with the last file.
    """
    rows = report.difference if report.difference is not None else ()
    names = [file.file.replace("\\", "/").rpartition("/")[2] for file in report.files]
    before, after, between = ("[\n  ", "\n]\n", ",\n  ") if form == "json" else ("", "\n", "\n")
    for place, obj in enumerate(View(IMPORT_FIELDS, [(file, report.dry_run) for file in report.files]).objects()):
        yield between if place else before
        yield formats.dumped({name: value for name, value in obj.items() if name != "difference"})[:-1]
        yield ', "difference": ['
        first = True
        for row in rows:
            name = (row.origin or "").rpartition(":")[0]
            if (names.index(name) if name in names else len(names) - 1) == place:
                yield formats.dumped(row.as_object()) if first else f", {formats.dumped(row.as_object())}"
                first = False
        yield "]}"
    yield after if report.files else "[]\n"
