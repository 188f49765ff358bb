"""Rejected rows, written to files that can be mended and imported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from aftersales import file_writer, text
from aftersales.actions.imports.part_result import PartResult
from aftersales.context.app import App
from aftersales.core.time.instants import iso
from aftersales.errors import FileRefused, UsageError
from aftersales.importing.files.sources import without_tilde
from aftersales.importing.parse.contents import AnswerSource, TableSource
from aftersales.importing.parse.odd_tables import mended
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.imports import RejectsFile

_FLUSHED = 1 << 16
_JSON = (".json", ".jsonl")
_REASON = "rejected_because"  # a key that no answer of the platform has


class _Sheet(NamedTuple):
    """The rejected rows of some tables that have the same headers, or of answers with the same array."""

    header: Sequence[str]
    array: str
    results: list[PartResult]


def refuse_existing(path: Path) -> None:
    """Raise FileRefused for a file that is there already: it may be one that somebody mends; UsageError for stdout."""
    if str(path) == "-":
        raise UsageError(tr("stdout has the result of the import. Name a file for --rejects."))
    place = without_tilde(path)
    if place.exists() or place.is_symlink():
        raise FileRefused(
            text.plain(str(path)), tr("it is there already, and may have rows to mend"), tr("Name another file.")
        )
    if not place.parent.is_dir():
        folder = text.plain(str(place.parent))
        raise FileRefused(
            text.plain(str(path)),
            tr("there is no folder {folder}", folder=folder),
            tr("Make it, or name another file."),
        )


def write(app: App, path: Path, results: Iterable[PartResult], mapping: Path | None) -> list[RejectsFile]:
    """Write the rejected rows of tables as CSV, and those of answers as JSON; tables with the same headers into one
    file. Others go into a file with a number in its name. `mapping` is the file that said what their columns mean.
    Raises FileRefused and ConfigError where that can't be done.
    """
    files = []
    for number, sheet in enumerate(_sheets(results), 1):
        place = without_tilde(path)
        place = place if number == 1 else place.with_stem(f"{place.stem}-{number}")
        if sheet.array and place.suffix not in _JSON:
            place = place.with_suffix(_JSON[0])
        refuse_existing(place)
        with file_writer.reserved(place, app.claim) as real, file_writer.streamed(real) as out:
            count = 0
            for piece, some in _objects(sheet) if sheet.array else _pieces(sheet):
                out.write(piece)
                count += some
        names = list(dict.fromkeys(result.part.source.label for result in sheet.results))
        files.append(RejectsFile(text.plain(str(place)), count, names, text.plain(str(mapping or ""))))
    return files


def _sheets(results: Iterable[PartResult]) -> list[_Sheet]:
    sheets: dict[tuple[str, ...], _Sheet] = {}
    for result in results:
        content = result.part.content
        if result.rejects and isinstance(content, TableSource):
            header = mended.header(content.table)
            sheets.setdefault(tuple(header), _Sheet(header, "", [])).results.append(result)
        elif result.rejects and isinstance(content, AnswerSource):
            array = content.form.array or ""
            sheets.setdefault((array,), _Sheet((), array, [])).results.append(result)
    return list(sheets.values())


def _objects(sheet: _Sheet) -> Iterator[tuple[bytes, int]]:
    """An answer with the rejected objects alone, each with the reasons, which are not read; and how many are in each
    piece.
    """
    yield f'{{"{sheet.array}": ['.encode(), 0
    for number, row in enumerate(row for result in sheet.results for row in _rejected_objects(result)):
        yield f"{',' if number else ''}\n{json.dumps(row)}".encode(), 1
    yield b"\n]}\n", 0


def _rejected_objects(result: PartResult) -> Iterator[Any]:
    reasons: dict[int, list[str]] = {}
    for reject in result.rejects:
        reasons.setdefault(reject.row, []).append(f"{reject.column} {reject.reason}")
    if isinstance(result.part.content, AnswerSource):
        for record in result.part.content.records():
            if record.position in reasons:
                row = record.parsed()
                yield {_REASON: reasons[record.position], **row} if isinstance(row, dict) else row


def _pieces(sheet: _Sheet) -> Iterator[tuple[bytes, int]]:
    """The CSV in UTF-8 with a byte order mark, as spreadsheets want it, with how many rows are in each piece."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(sheet.header)
    yield b"\xef\xbb\xbf", 0
    count = 0
    for row in (row for result in sheet.results for row in _rows(result)):
        writer.writerow(row)
        count += 1
        if buffer.tell() > _FLUSHED:
            yield buffer.getvalue().encode(errors="replace"), count
            buffer.seek(0)
            buffer.truncate()
            count = 0
    yield buffer.getvalue().encode(errors="replace"), count


def _rows(result: PartResult) -> Iterator[list[str]]:
    content = result.part.content
    if isinstance(content, TableSource):
        as_of = iso(result.part.as_of) if result.part.is_dated else ""
        yield from mended.rows(content.table, result.rejects.in_row_order(), as_of, content.reading.times.order)
