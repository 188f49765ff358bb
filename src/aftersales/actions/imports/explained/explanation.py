"""Files explained: what would be read, and why, without writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from typing import Any

from aftersales import text
from aftersales.actions.imports import files, known_formats, shop_choice
from aftersales.actions.imports.explained import understood_rows
from aftersales.actions.imports.part_result import ImportOptions
from aftersales.actions.imports.shop_choice import Chooser, ChosenShop, ImportShop, ShopChoice
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts, OrderFacts, UnchangedOrder
from aftersales.core.vocabulary import label
from aftersales.errors import AftersalesError, FileRefused, UsageError
from aftersales.importing.files.open import read_file
from aftersales.importing.files.sources import SourceFile, sources
from aftersales.importing.files.table import Table
from aftersales.importing.formats.draft import TableSample, mapping_draft
from aftersales.importing.formats.facts import facts_of
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.recogniser import of_header
from aftersales.importing.parse.contents import AnswerSource, TableSource
from aftersales.importing.parse.odd_tables.stated_encoding import read_stated
from aftersales.importing.parse.parts import Part
from aftersales.language import mark, tr, trn
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.fields.import_parts.explained import (
    ColumnReading,
    ExplainedFile,
    NearFormat,
    UnderstoodRow,
)

_SHOWN_ROWS, _SHOWN_REJECTS, _SHOWN_NEAR = 3, 20, 3
_EXAMPLES = 50  # the first records, in which values are looked for
_LONGEST_EXAMPLE = 60
_DRAFTED_ROWS = 2_000
_SHOP_WHY = {
    shop_choice.NAMED: mark("named with --shop"),
    shop_choice.BY_FORMAT: mark("the mapping names it"),
    shop_choice.ONLY: mark("it is the only one"),
    shop_choice.BY_FOLDER: mark("the file lies in its folder"),
    shop_choice.BY_NUMBERS: mark("it knows orders or requests of the file"),
    shop_choice.BY_CURRENCY: mark("only it sells in the currency of the amounts"),
    shop_choice.NO_LEDGER: mark(
        "there is no ledger yet. Times without a zone count as UTC, amounts that name no currency have none"
    ),
}


def explain(app: App, paths: Sequence[Path], options: ImportOptions) -> list[ExplainedFile]:
    """What would be read of files, folders, patterns and archives, and why. Writes nothing. What is wrong with a file
    is told in its explanation; raises FileRefused for a path that is none, PolicyError for a mapping with mistakes.
    """
    options = options._replace(forms=known_formats.in_use(app, options.mapping))
    shops: dict[str, ImportShop] = {}
    named: str | None = None
    choose: Chooser = shop_choice.nobodys
    if options.shop is not None or app.settings.ledger.exists():  # who only tries the program may have none
        shops = shop_choice.import_shops(app)
        named = None if options.shop is None else shop_queries.shop_named(app.ledger.current(), options.shop)
        choose = ShopChoice(app, shops, options.shop).choose
    explained: list[ExplainedFile] = []
    with ExitStack() as stack:
        for source in sources(paths or shop_choice.export_folders(shops, named), stack):
            explained += _of_source(app, source, choose, options)
    return explained


def draft(app: App, paths: Sequence[Path], options: ImportOptions) -> str:
    """The draft of a mapping for the table in one file, as TOML. Raises FileRefused for what is not a table, UsageError
    for several files or none.
    """
    with ExitStack() as stack:
        every_source = sources(paths, stack)
        if len(every_source) != 1:
            raise UsageError(tr("--draft-map takes one file."))
        (source,) = every_source
        try:
            sample = _sample(source, options)
        except FileRefused as refused:  # it may name what the file was unpacked to
            raise FileRefused(source.label, refused.what, refused.advice) from refused
        return mapping_draft(sample, known_formats.all_formats(app), source.name)


def _sample(source: SourceFile, options: ImportOptions) -> TableSample:
    if source.fault is not None:
        raise source.fault
    content = read_file(source.path, options.encoding)
    if not isinstance(content, Table):
        raise FileRefused(source.path, tr("a mapping is for tables, and this is JSON"))
    rows = [cells for _, cells in islice(content.rows(), _DRAFTED_ROWS)]
    return TableSample(content.header, rows, "" if content.encoding.startswith("utf-") else content.encoding)


def _of_source(app: App, source: SourceFile, choose: Chooser, options: ImportOptions) -> list[ExplainedFile]:
    """What would be read of one file."""
    try:
        stating = known_formats.stating_shop(source, options.forms, options.encoding)
        chosen = choose(source, lambda shop: files.read_options(app, shop, options._replace(as_of=None)), stating)
        with ExitStack() as staged:
            reading = files.read_options(app, chosen.shop, options)
            parts = known_formats.parts(source, reading, options.mapping, None, staged)
            return [_of_part(part, chosen, options) for part in parts] or [_without_results(source)]
    except AftersalesError as error:
        said = [text.sentence(error.what), error.advice] if isinstance(error, FileRefused) else [str(error)]
        return [_refused(source, text.sentences(filter(None, said)), options)]


def _without_results(source: SourceFile) -> ExplainedFile:
    return ExplainedFile(source.label, refused=tr("It has no results, and does not say of what."))


def _refused(source: SourceFile, refused: str, options: ImportOptions) -> ExplainedFile:
    """What can be told of a file that is refused: its table where it has one, and the formats that it comes near to."""
    explained = ExplainedFile(source.label, refused=refused)
    try:
        content = read_stated(source.path, options.encoding, options.forms)
    except (FileRefused, OSError):
        return explained
    if not isinstance(content, Table):
        return explained
    form = of_header(content.header, options.forms)
    explained = _with_table(explained, content)._replace(columns=_columns(form, content))
    if form is None:
        return explained._replace(nearest=_near(content.header, options.forms))
    return explained._replace(**_format(form, content.header))


def _near(header: Sequence[str], forms: Sequence[Format]) -> list[NearFormat]:
    """The formats of which the header has a column that they need, the nearest first."""
    tables = [form for form in forms if form.columns and len(form.lacking(header)) < len(form.requires)]
    scored = [(len(form.places(header)), form) for form in tables]
    ranked = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [NearFormat(form.name, tr(form.title), known, form.lacking(header)) for known, form in ranked[:_SHOWN_NEAR]]


def _with_table(explained: ExplainedFile, table: Table) -> ExplainedFile:
    """The explanation, with what is known of the table as such."""
    return explained._replace(
        sheet=table.name or None,
        encoding=table.encoding or None,
        separator=table.delimiter or None,
        header_row=table.header_row,
    )


def _format(form: Format, header: Sequence[str]) -> dict[str, Any]:
    """Which format a table has, and why."""
    needed = [header[form.places(header)[fact]] for fact in form.requires]
    why = trn(
        "it has the column that this format needs: {columns}",
        "it has the columns that this format needs: {columns}",
        len(needed),
        columns=text.listed(needed),
    )
    return {
        "format": form.name,
        "title": tr(form.title),
        "path": form.path or None,
        "carries": form.carries,
        "why": why,
    }


def _columns(form: Format | None, table: Table) -> list[ColumnReading]:
    """How each column is read, with the first value that is not empty."""
    by_place: dict[int, list[tuple[str, str]]] = {}
    if form is not None:
        facts = facts_of(form.carries)
        for fact, place in form.places(table.header).items():
            by_place.setdefault(place, []).append((fact, tr(facts[fact].meaning)))
        for fact, place in form.time_places(table.header).items():
            by_place.setdefault(place, []).append((fact, tr("its time of day")))
    examples = _examples(table)
    return [
        ColumnReading(name, fact, meaning, examples[place])
        for place, name in enumerate(table.header)
        if name or examples[place]
        for fact, meaning in by_place.get(place, [(None, None)])
    ]


def _examples(table: Table) -> list[str]:
    """The first value of each column, of the first rows."""
    examples = [""] * len(table.header)
    try:
        for _, cells in islice(table.rows(), 50):
            for place, cell in enumerate(cells[: len(examples)]):
                if not examples[place]:
                    examples[place] = text.excerpt(text.plain(cell).strip(), _LONGEST_EXAMPLE)
    except FileRefused:  # further down; it is said elsewhere
        pass
    return examples


def _of_part(part: Part, chosen: ChosenShop, options: ImportOptions) -> ExplainedFile:
    """What was understood of a part that can be imported."""
    shop, form, content = chosen.shop, part.form, part.content
    explained = ExplainedFile(
        part.source.label,
        form.name,
        tr(form.title),
        form.path or None,
        form.carries,
        rows=part.rows,
        as_of=part.as_of.astimezone(shop.zone),
        as_of_from=part.as_of_from,
        shop=shop.name or None,
        shop_why=tr(_SHOP_WHY[chosen.why]),
    )
    if isinstance(content, TableSource):
        explained = _of_table(explained, content, options)
    elif isinstance(content, AnswerSource):
        explained = explained._replace(
            why=tr("it has the list {array}", array=form.array or ""), columns=_keys(content), zone="UTC", dates="unix"
        )
    rejects, count = list(islice(part.misfits, _SHOWN_REJECTS)), len(part.misfits)

    def readable() -> Iterator[CaseFacts | OrderFacts]:
        nonlocal count
        for facts in content.facts():
            if isinstance(facts, list):
                count += len(facts)
                rejects.extend(facts[: _SHOWN_REJECTS - len(rejects)])
            elif not isinstance(facts, UnchangedOrder):
                yield facts

    # They come in the order of their numbers, and are shown in that of the file.
    first = nsmallest(_SHOWN_ROWS, readable(), key=_row)
    return explained._replace(
        understood=[UnderstoodRow(facts.origin, list(understood_rows.words(facts, shop.zone))) for facts in first],
        rejected=count,
        rejects=sorted(rejects)[:_SHOWN_REJECTS],
    )


def _row(facts: CaseFacts | OrderFacts) -> int:
    """The row of the file that an order or request begins in."""
    number = facts.origin.rpartition(":")[2]
    return int(number) if number.isdecimal() else 0


def _of_table(explained: ExplainedFile, content: TableSource, options: ImportOptions) -> ExplainedFile:
    reading, table = content.reading, content.table
    times = reading.times
    return _with_table(explained, table)._replace(
        **_format(reading.form, table.header),
        dates=times.order,
        dates_why=_dates_why(content, options),
        zone=str(times.zone),
        currency=reading.currency,
        columns=_columns(reading.form, table),
        constants=[
            understood_rows.about(reading.form.carries, fact, label(value), value)
            for fact, value in reading.form.constants.items()
        ],
    )


def _dates_why(content: TableSource, options: ImportOptions) -> str:
    """Why the dates of a table are read in this order."""
    order, form = content.reading.times.order, content.reading.form
    if example := content.stage.telling_date(order):
        return tr("{example} can't be read otherwise", example=example)
    if options.date_format:
        return tr("said with --date-format")
    if form.date_format:
        return tr("the mapping says so")
    return tr("it has no dates")


def _keys(content: AnswerSource) -> list[ColumnReading]:
    """The keys of an answer that are read, each with its first value."""
    rows = [record.parsed() for record in islice(content.records(), _EXAMPLES)]
    return [
        ColumnReading(key, fact, None, next((e for row in rows if (e := _value(row, key))), ""))
        for fact, key in content.form.fields.items()
    ]


def _value(row: Any, key: str) -> str:
    for part in key.split("."):
        row = row.get(part) if isinstance(row, dict) else None
    if row is None:
        return ""
    if isinstance(row, list | dict):
        return trn("{count} entry", "{count} entries", len(row))
    return text.excerpt(text.plain(str(row)), _LONGEST_EXAMPLE)
