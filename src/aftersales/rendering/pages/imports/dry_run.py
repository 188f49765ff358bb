"""The JSON of a dry run, with the whole difference."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from aftersales.rendering import formats
from aftersales.rendering.fields.imports import IMPORT_FIELDS, ImportReport
from aftersales.rendering.fields.view import View

_AT_ONCE = 200


def json_pieces(report: ImportReport, form: str) -> Iterator[str]:
    """The JSON of a dry run, in pieces: the difference of a file may be larger than memory. What no file has
    touched, such as a deadline that only follows, is with the last file.
    """
    before, after, between = ("[\n  ", "\n]\n", ",\n  ") if form == "json" else ("", "\n", "\n")
    for place, obj in enumerate(View(IMPORT_FIELDS, [(file, report.dry_run) for file in report.files]).objects()):
        yield between if place else before
        yield "{"
        yield from formats.members({name: value for name, value in obj.items() if name != "difference"})
        yield ', "difference": ['
        if report.difference is not None:
            rows = report.difference.json_of_file(place)
            first = True
            while some := list(islice(rows, _AT_ONCE)):
                yield ("" if first else ", ") + formats.as_written(some)
                first = False
        yield "]}"
    yield after if report.files else "[]\n"
