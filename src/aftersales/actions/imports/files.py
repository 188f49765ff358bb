"""Importing files: found, placed, read, and written all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from aftersales import text, time_reader
from aftersales.actions import due_agenda
from aftersales.actions.imports import changes, known_formats, rejects_file, shop_choice, whole_ledger, writing
from aftersales.actions.imports.changed import clock_behind, difference
from aftersales.actions.imports.part_result import ImportOptions, PartOptions, PartResult
from aftersales.actions.imports.shop_choice import ImportShop, ShopChoice, ShopUnknown
from aftersales.actions.imports.writing import ChangedMeanwhile, EveryRowRejected
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.deadlines.agenda import Agenda
from aftersales.errors import Cancelled, FileRefused, NoAnswer, NobodyToAsk, UsageError
from aftersales.importing.files.open import sha256_of
from aftersales.importing.files.sources import SourceFile, sources
from aftersales.importing.formats.recogniser import formats
from aftersales.importing.parse.contents import UnreadSource
from aftersales.importing.parse.file_times import modified_time
from aftersales.importing.parse.parts import FILE_NAME, NEWEST, TYPED, FileProgress, Part, ProgressBar, ReadOptions
from aftersales.language import mark, tr, trn
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import imports
from aftersales.ledger.log import difference as log_difference
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.imports import ImportReport, PastDeadlines, Skipped
from aftersales.user_input import SINCE

BY_FILE = "file"  # typed as --as-of: the time at which the file was last written
_A_WHILE = timedelta(minutes=10)
# From so many rows on others are not to wait while an import is read and derived; fewer take less than a second.
LARGE = 2_000
_LONG = 5_000  # rows that take longer than anybody looks at a blank screen


_NO_ARRAY = mark(
    "it has no results, and does not say of what (return_orders, cancellations or orders), so it does not count as an "
    "import"
)

Placed = tuple[ImportShop, Part]


def run(
    app: App, paths: Sequence[Path], options: ImportOptions, progress_bar: ProgressBar | None = None
) -> ImportReport:
    """Import files, folders, patterns and archives into the shops that they are from; without a path the folders of
    the shops' exports. All or nothing: raises FileRefused with one sentence, and nothing is written. What lies in a
    folder and is not an export of the shop is skipped.
    """
    with ExitStack() as stack:
        options = options._replace(forms=known_formats.in_use(app, options.mapping))
        if options.rejects is not None:
            rejects_file.refuse_existing(options.rejects)
        shops = shop_choice.import_shops(app)
        named = None if options.shop is None else shop_queries.shop_named(app.ledger.current(), options.shop)
        exports = sources(paths or shop_choice.export_folders(shops, named), stack)
        if options.lenient:
            exports = [source._replace(named=False) for source in exports]
        choice = ShopChoice(app, shops, options.shop)
        with progress_bar or nullcontext() as progress:
            placed, skipped = _read(app, exports, choice, options, progress, stack)
        if options.ask:
            placed = _with_asked_times(app, placed)
        clock_behind.taken_back(app, placed, keep=options.keep)
        rows = _rows_to_read(placed)
        said = trn("Working out what {count} row changes…", "Working out what {count} rows change…", rows)
        try:
            with app.output.meanwhile(said) if progress is not None and rows >= _LONG else nullcontext():
                report, results = _written(app, placed, skipped, options)
        except ChangedMeanwhile:
            app.ledger.reopen()
        else:
            if options.rejects is not None and options.keep:
                report = report.with_rejects(rejects_file.write(app, options.rejects, results, options.mapping))
            return report._replace(sources=len(exports))
    return run(app, paths, options._replace(trusting=False))


def _read(
    app: App,
    exports: Sequence[SourceFile],
    choice: ShopChoice,
    options: ImportOptions,
    progress: FileProgress | None,
    stack: ExitStack,
) -> tuple[list[Placed], list[Skipped]]:
    """Each file with the shop that it is from; and those that are no exports."""
    placed: list[Placed] = []
    skipped: list[Skipped] = []
    empty = {source.archive for source in exports if source.archive}
    whole = options._replace(as_of=None, since=None)
    for source in exports:
        try:
            if source.fault is None and whole_ledger.is_ledger(source.path):
                raise FileRefused(source.label, tr("it is a whole ledger, which is imported by itself"))
            # An --as-of is a time of the shop's, so it is read once the shop is known.
            stating = known_formats.stating_shop(source, options.forms, options.encoding)
            shop = choice.of(source, lambda shop: read_options(app, shop, whole), stating)
            reading = read_options(app, shop, options)
            trusting = options.trusting and options.rejects is None and options.since is None
            unread = _unread(app, shop, source, reading, force=options.force) if trusting else None
            parts = [unread] if unread else known_formats.parts(source, reading, options.mapping, progress, stack)
        except FileRefused as refused:
            if source.named:
                raise
            skipped.append(Skipped(source.label, refused.what, isinstance(refused, ShopUnknown)))
        else:
            placed += [(shop, part) for part in parts]
            if not parts:
                skipped.append(Skipped(source.label, tr(_NO_ARRAY)))
            empty.discard(source.archive)
    if empty:
        reasons = [skip for skip in skipped if skip.file.startswith(f"{min(empty)}/")]
        what = tr("no export is in it ({file}: {reason})", file=reasons[0].file, reason=reasons[0].reason)
        raise FileRefused(min(empty), what)
    return placed, skipped


def _unread(app: App, shop: ImportShop, source: SourceFile, reading: ReadOptions, *, force: bool) -> Part | None:
    """A file that need not be read: the ledger has the very same, read in the same way and exported at the same
    instant, and has been left as it was then. None for any other.
    """
    if source.fault is not None or reading.by_file_time:
        return None
    ledger = app.ledger.current()
    how = writing.read_so(reading.way, force=force) or ""
    try:
        same = imports.read_so(ledger, shop.name, source.path.stat().st_size, how)
        digest = sha256_of(source.path) if same else ""
    except OSError:  # who reads it says so
        return None
    for known in same:
        as_then = (
            known.as_of_from in (FILE_NAME, NEWEST) and known.file == source.name
            if reading.as_of is None
            else (known.as_of, known.as_of_from) == (reading.as_of, TYPED)
        )
        if known.sha256 == digest and as_then and imports.is_as_left(ledger, shop.name, known.carries, known.write):
            # A mapping may have been changed since, so its files are read.
            form = next((f for f in reading.forms or formats() if f.name == known.format and not f.path), None)
            if form is None:
                return None
            content = UnreadSource(known.written, known.write)
            return Part(source, form, known.as_of, known.as_of_from, digest, known.rows, content)
    return None


def read_options(app: App, shop: ImportShop, options: ImportOptions) -> ReadOptions:
    """How a shop's files are read. Raises UsageError for an --as-of that is not a time, or after now."""
    by_file = options.as_of is not None and options.as_of.strip().lower() == BY_FILE
    as_of: datetime | None = None
    if options.as_of is not None and not by_file:
        as_of = time_reader.instant(options.as_of, "--as-of", shop.place, app.now).at  # the report echoes it
        if as_of > app.now:
            raise UsageError(
                tr("--as-of {as_of!r} is in the future; a file can't be exported after now.", as_of=options.as_of)
            )
    return ReadOptions(
        shop.zone,
        shop.currency,
        app.now,
        as_of,
        options.encoding,
        options.date_format,
        by_file_time=by_file,
        forms=options.forms,
        since=_since(app, shop, options.since),
    )


def _since(app: App, shop: ImportShop, typed: str | None) -> datetime | None:
    """From when on rows are taken, in the zone of the shop's files. Raises UsageError for a time after now."""
    if typed is None:
        return None
    since = app.times.read(typed, "--since", shop.place, SINCE)
    if since > app.now:
        raise UsageError(tr("--since {since!r} is in the future; nothing is as new as that.", since=typed))
    return since


# --- when the files were exported -------------------------------------------------------------------------------------


def _with_asked_times(app: App, placed: list[Placed]) -> list[Placed]:
    """The same parts, with the time that the person at the terminal says for those that don't tell their own. One
    question is asked for all of them; an empty answer, or nobody to ask, leaves the newest time inside. Raises
    Cancelled where the person leaves the question.
    """
    silent = [place for place, pair in enumerate(placed) if _is_silent(app, *pair)]
    if not silent:
        return placed
    pairs = [placed[place] for place in silent]
    shop, part = pairs[0]
    question = _question(pairs, _modified(app, part).astimezone(shop.zone), app.now.astimezone(shop.zone))
    while True:
        try:
            line = app.prompter.line(question)
        except NobodyToAsk:
            return placed
        except NoAnswer:
            raise _nothing_imported(app, 130) from None
        if line is None:
            raise _nothing_imported(app, 0)
        if not (answer := line.strip()):
            return placed
        try:
            times = dict(zip(silent, [_said(app, pair, answer) for pair in pairs], strict=True))
        except UsageError as error:
            app.prompter.tell(str(error))
            continue
        return [(s, p.dated(times[n], TYPED) if n in times else p) for n, (s, p) in enumerate(placed)]


def _nothing_imported(app: App, code: int) -> Cancelled:
    """Say that nothing was imported; returns what to raise."""
    app.prompter.tell(tr("Nothing was imported."))
    return Cancelled(code)


def _is_silent(app: App, shop: ImportShop, part: Part) -> bool:
    """Whether nobody knows when a part was exported, and nobody was asked before."""
    if part.as_of_from != NEWEST or part.form.array is not None:
        return False
    return not imports.is_known(app.ledger.current(), shop.name, part.sha256)


def _modified(app: App, part: Part) -> datetime:
    """When a part's file was last written (UTC); now where it went meanwhile."""
    try:
        return min(modified_time(part.source.path), app.now)
    except OSError:
        return app.now


def _question(silent: Sequence[Placed], modified: datetime, now: datetime) -> str:
    before = now - _A_WHILE  # an example that would be taken: not one that is still to come today
    example = f"{before:%H:%M}" if before.date() == now.date() else tr("yesterday {time}", time=f"{before:%H:%M}")
    names = [part.source.name for _, part in silent]
    return trn(
        "When was {names} exported? Type a time such as {example}, or file for its own time, {moment}. Enter takes the "
        "newest time in it:",
        "When were {names} exported? Type a time such as {example}, or file for their own times, such as {moment}. "
        "Enter takes the newest time in each:",
        len(names),
        names=text.few(names, 3),
        moment=text.moment(modified),
        example=example,
    )


def _said(app: App, pair: Placed, answer: str) -> datetime:
    """The instant (UTC) that an answer means for a part. Raises UsageError for one before what the part knows."""
    shop, part = pair
    instant = (
        _modified(app, part)
        if answer.lower() == BY_FILE
        else time_reader.instant(answer, tr("the time"), shop.place, app.now).at
    )
    if not part.as_of <= instant <= app.now:
        newest = text.moment(part.as_of.astimezone(shop.zone))
        raise UsageError(
            tr(
                "{file} has a time of {newest}; it was exported between then and now.",
                file=part.source.name,
                newest=newest,
            )
        )
    return instant


# --- written and reported ---------------------------------------------------------------------------------------------


class _Written(NamedTuple):
    """What was written of some files: their results, those left out, and the shops of which nothing was known before.
    `write` is the entry in the log; `is_whole` is False where every row was rejected.
    """

    results: list[PartResult]
    skipped: list[Skipped]
    first: set[str]
    write: int
    is_whole: bool = True


def _written(
    app: App, placed: Sequence[Placed], skipped: list[Skipped], options: ImportOptions
) -> tuple[ImportReport, list[PartResult]]:
    """What came of the files, for a report and part by part."""
    how = PartOptions(app.now, options.catchup, options.force)

    def work(ledger: Connection) -> _Written:
        first = set(shop_queries.shops(ledger)) - shop_queries.importing_shops(ledger)
        write = journal.current_write(ledger)
        if not options.keep:
            log_difference.remember_deadlines(ledger)
        try:
            results, foreign = writing.write_parts(ledger, placed, how, app.rules)
        except EveryRowRejected as rejected:
            return _Written(rejected.results, skipped, first, write, is_whole=False)
        writing.settle(ledger, results, app.rules, how)
        return _Written(results, skipped + foreign, first, write)

    def reported(ledger: Connection, written: _Written) -> tuple[ImportReport, list[PartResult]]:
        results, first = written.results, written.first
        due: Agenda | None = None
        past: list[PastDeadlines] = []
        if written.is_whole:
            names = list(dict.fromkeys(result.shop.name for result in results))
            data = shop_queries.shop_data(ledger)
            due = due_agenda.summary_of(app, ledger)
            past = changes.past_deadlines(ledger, [name for name in names if name in first], app.now, data)
        reports = [changes.file_report(ledger, r, first=r.shop.name in first) for r in results]
        report = ImportReport(reports, app.now, not options.keep, due, written.skipped, past)
        if written.is_whole and not options.keep:
            zone = display.zone_in(app, ledger)
            report = report._replace(difference=difference.kept(ledger, written.write, results), zone=zone)
        return report, results

    # Whoever closes a ledger last takes SQLite's log of the changes away, and only a writer can.
    app.ledger.reopen()
    if (rows := _rows_to_read(placed)) >= LARGE:
        return app.ledger.written(work, reported, rows, keep=options.keep)
    with app.ledger.writing(keep=options.keep) as ledger:
        return reported(ledger, work(ledger))


def _rows_to_read(placed: Iterable[Placed]) -> int:
    return sum(part.rows for _, part in placed if not isinstance(part.content, UnreadSource))
