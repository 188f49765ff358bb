"""Files as parts that can be written: facts, rejects, as-of."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.facts import Reject
from aftersales.errors import FileRefused
from aftersales.importing.files.answer_records import in_memory
from aftersales.importing.files.json_answers import NUMBERS
from aftersales.importing.files.sources import SourceFile
from aftersales.importing.files.table import Records, Table, os_error_phrases
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.recogniser import of_array, of_header, way_of_reading
from aftersales.importing.parse import api_objects
from aftersales.importing.parse.api_objects import AnswerTimes
from aftersales.importing.parse.contents import AnswerSource, TableSource, UnreadSource
from aftersales.importing.parse.exports.cells import CellPositions, Reading
from aftersales.importing.parse.file_times import SinceFilter, modified_time, newest_of, stated_time, told_of_later
from aftersales.importing.parse.odd_tables import mended
from aftersales.importing.parse.odd_tables.stated_encoding import read_stated
from aftersales.importing.parse.odd_tables.unrecognised import repeated_columns, unrecognised
from aftersales.importing.parse.rejected import RejectedRows
from aftersales.importing.parse.staging.table import StagedTable
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

FileProgress = Callable[[str, int, int], None]  # the file, how far it is read, and its size
ProgressBar = AbstractContextManager[FileProgress | None]

# Where an as-of was read, as the ledger keeps it.
TYPED, FILE_TIME, FILE_NAME, NEWEST, ANSWERED, SYNCED, REJECTED = (
    "--as-of",
    "the file's modification time",
    "the file's name",
    "the newest instant in the file",
    "request_id",
    "sync",
    "rejected-rows",
)


class ReadOptions(NamedTuple):
    """How files are read. `zone` is that of the times inside the export, `currency` the market's; `as_of` (UTC),
    `encoding` and `date_format` are None where the file decides. `by_file_time`: the file was exported when it was last
    written; `forms` are the formats that a table may have, None for those of the program alone; `since` (UTC) leaves
    out what is older.
    """

    zone: ZoneInfo
    currency: str
    now: datetime
    as_of: datetime | None = None
    encoding: str | None = None
    date_format: str | None = None
    by_file_time: bool = False
    forms: Sequence[Format] | None = None
    since: datetime | None = None

    @property
    def way(self) -> str:
        """How a file is read, as far as that matters for what it tells."""
        typed = (self.encoding or "", self.date_format or "")
        return way_of_reading(self.forms, self.zone.key or "", self.currency, *typed)


class Part(NamedTuple):
    """One readable part of a file (a table, or one array of an answer). `as_of` (UTC) is the instant up to which it
    knows, `incomplete` that pages of an answer are missing, `misfits` the rows that have another shape than the header.
    `mended`: its rows were rejected before. `size` is in bytes. `read_as` says how it was read, empty where it must be
    read again another time. `newest` (UTC) is the newest time in it that is not after now.
    """

    source: SourceFile
    form: Format
    as_of: datetime
    as_of_from: str
    sha256: str
    rows: int
    content: TableSource | AnswerSource | UnreadSource
    incomplete: bool = False
    misfits: RejectedRows | tuple[Reject, ...] = ()
    notes: Sequence[str] = ()
    mended: bool = False
    size: int = 0
    read_as: str = ""
    newest: datetime | None = None

    def countries(self) -> dict[str, int]:
        """How many rows go to each country, where the file says it."""
        return self.content.stage.counts("country") if isinstance(self.content, TableSource) else {}

    @property
    def is_whole(self) -> bool:
        """Whether it is an export that has every request of its time, so that a missing one is gone."""
        return self.form.array is None and self.kept_as == self.form.carries and not self.incomplete

    @property
    def kept_as(self) -> str:
        """How the ledger remembers what it carries: only a whole file of a known time tells how fresh a shop's data
        are.
        """
        if not self.is_dated:
            return f"undated-{self.form.carries}"
        whole = self.form.whole and not self.mended and self.content.since is None
        return self.form.carries if whole else f"some-{self.form.carries}"

    @property
    def is_dated(self) -> bool:
        """Whether it is known when the data were exported. A file's own time is that of a copy."""
        return self.as_of_from != FILE_TIME or self.form.array is not None

    @property
    def is_synced(self) -> bool:
        """Whether the platform was asked for it, and nobody saved it as a file."""
        return self.as_of_from == SYNCED

    def dated(self, as_of: datetime, as_of_from: str) -> Part:
        """The same part, exported at another instant (UTC). Raises FileRefused where it knows of later ones."""
        content = self.content
        if isinstance(content, TableSource):
            content = content._replace(reading=content.reading._replace(as_of=as_of))
        elif isinstance(content, AnswerSource):
            content = content._replace(times=AnswerTimes(as_of))
        return self._replace(as_of=as_of, as_of_from=as_of_from, content=content)


def read_source(
    source: SourceFile, options: ReadOptions, progress: FileProgress | None, staged: ExitStack
) -> list[Part]:
    """A file judged as a whole, as far as can be without the ledger; what was staged is given back with `staged`.
    Raises FileRefused with one sentence.
    """
    try:
        if source.fault is not None:
            raise source.fault
        timing = partial(api_objects.times, options.now)
        content = read_stated(source.path, options.encoding, options.forms, timing)
        if isinstance(content, Table):
            return [_table_part(source, content, options, progress, staged)]
        for records in content:
            staged.callback(records.close)
        parts = [_answer_part(source, records, options) for records in content]
        # Of a file with several lists nothing is known by its content alone: each list has its own instant.
        return parts if len(parts) == 1 else [part._replace(read_as="") for part in parts]
    except FileRefused as refused:
        if str(refused.path) == source.label:
            raise
        raise FileRefused(source.label, refused.what, refused.advice) from refused
    except OSError as error:  # it went while it was read
        raise FileRefused(source.label, *os_error_phrases(error)) from error


def table_format(source: SourceFile, encoding: str | None, forms: Sequence[Format]) -> Format | None:
    """The format of the table in a file; None for what is none, and where it can't be read."""
    try:
        content = read_stated(source.path, encoding, forms)
    except (FileRefused, OSError):
        return None
    return of_header(content.header, forms) if isinstance(content, Table) else None


def _table_part(
    source: SourceFile, table: Table, options: ReadOptions, progress: FileProgress | None, staged: ExitStack
) -> Part:
    form = of_header(table.header, options.forms)
    if form is None:
        raise unrecognised(source.path, table, options.forms)
    if is_mended := mended.is_mended(table):
        table = mended.as_written(table)
    way = options.way
    if form.zone:
        options = options._replace(zone=ZoneInfo(form.zone))
    stage = StagedTable(table, form, (lambda done: progress(source.label, done, table.total)) if progress else None)
    staged.callback(stage.close)
    times = stage.times(options.zone, options.date_format, mended.stated_dates(table) if is_mended else "")
    newest, latest = newest_of(lambda until: stage.newest(times, until), options.now)
    stated = mended.stated_as_of(table, options.now) if is_mended else None
    as_of, as_of_from = _as_of(source, options, newest, stated)
    constants = {fact: len(stage.at) + n for n, fact in enumerate(form.constants)}
    places = CellPositions({**stage.at, **constants})
    names = {fact: table.header[place] for fact, place in form.places(table.header).items()}
    currency, cut_off = form.currency or options.currency, stage.ids_cut_off()
    reading = Reading(form, source.name, places, times, currency, as_of, cut_off, names)
    notes = told_of_later(source.name, options.zone, options.now, latest) + repeated_columns(form, table.header)
    if not (options.encoding or form.encoding):
        notes = [*table.guesses, *notes]
    return Part(
        source,
        form,
        as_of,
        as_of_from,
        table.sha256,
        stage.rows,
        TableSource(reading, stage, table, SinceFilter(options.since) if options.since else None),
        misfits=stage.misfits,
        notes=tuple(notes),
        mended=is_mended,
        size=source.path.stat().st_size,
        newest=newest,
        read_as="" if notes or is_mended or stage.reaches_beyond or options.since else way,
    )


def _answer_part(source: SourceFile, records: Records, options: ReadOptions) -> Part:
    form, rows = of_array(records.array), records.items
    newest = datetime.fromtimestamp(rows.newest, UTC) if rows.newest else None
    as_of, as_of_from = _as_of(source, options, newest)
    answered = records.answered_at
    if not rows and as_of_from == FILE_TIME and answered is not None and answered <= options.now:
        as_of, as_of_from = answered, ANSWERED
    since = SinceFilter(options.since) if options.since else None
    latest = datetime.fromtimestamp(rows.latest, UTC)
    content = AnswerSource(form, source.name, rows, AnswerTimes(as_of), since)
    notes = told_of_later(source.name, options.zone, options.now, latest, answered)
    way = "" if records.incomplete or notes or since or latest > options.now else options.way
    part = Part(source, form, as_of, as_of_from, records.sha256, len(rows), content, records.incomplete)
    return part._replace(notes=notes, size=source.path.stat().st_size, read_as=way, newest=newest)


def answered_part(
    label: str, array: str, objects: Sequence[dict[str, Any]], as_of: datetime, answered_at: datetime | None = None
) -> Part:
    """The objects of one array that the platform answered, as a part that is written like one of a file. `as_of` (UTC)
    is the instant up to which they are everything that was asked for, `answered_at` (UTC) when the last of them came by
    the platform's clock.
    """
    form = of_array(array)
    updated = [api_objects.times(answered_at or as_of, array, record).updated for record in objects]
    order = sorted(range(len(objects)), key=updated.__getitem__)
    rows = in_memory([(number + 1, objects[number]) for number in order], NUMBERS[array])
    place = Path(label)
    source = SourceFile(place, label, place.parent, named=True)
    digest = sha256(json.dumps([objects[number] for number in order], sort_keys=True).encode()).hexdigest()
    return Part(
        source, form, as_of, SYNCED, digest, len(rows), AnswerSource(form, label, rows, AnswerTimes(as_of, answered_at))
    )


def _as_of(
    source: SourceFile, options: ReadOptions, newest: datetime | None, rejected: datetime | None = None
) -> tuple[datetime, str]:
    """Up to which instant (UTC) a file knows, and where that was read. `rejected` is what its rows say of the file that
    they were rejected from.
    """
    if options.as_of is not None:
        if newest is not None and options.as_of < newest:
            inside = text.moment(newest.astimezone(options.zone))
            raise FileRefused(
                source.path,
                tr("--as-of is before {newest}, a time in the file", newest=inside),
                tr("Give the time of the export."),
            )
        return options.as_of, TYPED
    if rejected is not None:
        return max(rejected, newest or rejected), REJECTED
    if not options.by_file_time:
        stated = stated_time(source.name, options.zone)
        if stated is not None and (newest or stated) <= stated <= options.now:
            return stated, FILE_NAME
        if newest is not None:
            return newest, NEWEST
    if options.by_file_time and source.streamed:
        raise FileRefused(
            source.label, tr("it came through a pipe, which has no time of its own"), tr("Give the time of the export.")
        )
    modified = min(modified_time(source.path), options.now)
    if options.by_file_time:  # a clock may have been wrong; what the file knows of can't be later than it
        return max(modified, newest or modified), TYPED
    return modified, FILE_TIME
