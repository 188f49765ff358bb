"""The formats that files are recognised by."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from aftersales.context.app import App
from aftersales.errors import FileRefused
from aftersales.importing.files.sources import SourceFile, without_tilde
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.own_formats import own_format
from aftersales.importing.formats.recogniser import formats
from aftersales.importing.parse.parts import FileProgress, Part, ReadOptions, read_source, table_format
from aftersales.language import tr
from aftersales.rendering.fields.import_parts.formats import FormatColumn, HeaderLanguage, KnownFormat


def all_formats(app: App) -> tuple[Format, ...]:
    """The seller's own formats, then those of the program. Raises PolicyError and FileRefused."""
    return (*app.configuration.own_formats, *formats())


def listed(app: App) -> list[KnownFormat]:
    """Every format as it is listed, the seller's own first. Raises PolicyError and FileRefused."""
    return [_listed(form) for form in all_formats(app)]


def _listed(form: Format) -> KnownFormat:
    columns = [FormatColumn(fact, form.names(fact), fact in form.requires) for fact in form.columns]
    return KnownFormat(
        form.name,
        tr(form.title),
        form.carries,
        columns,
        form.array,
        [HeaderLanguage(language, tr(source)) for language, source in form.languages.items()],
        tr(form.comes_from) if form.comes_from else None,
        form.whole and form.array is None,
        form.path or None,
    )


def in_use(app: App, mapping: Path | None) -> tuple[Format, ...]:
    """The formats that a table may have: the mapping alone where one is given. Raises PolicyError and FileRefused."""
    return all_formats(app) if mapping is None else (own_format(without_tilde(mapping)),)


def parts(
    source: SourceFile, reading: ReadOptions, mapping: Path | None, progress: FileProgress | None, staged: ExitStack
) -> list[Part]:
    """What is read of a file. Raises FileRefused, also for an answer of the API with a mapping: it would be read
    without it.
    """
    read = read_source(source, reading, progress, staged)
    if mapping is not None and any(part.form.array is not None for part in read):
        raise FileRefused(source.label, tr("a mapping is for tables, and this is JSON"), tr("Import it without --map."))
    return read


def stating_shop(source: SourceFile, forms: Sequence[Format], encoding: str | None) -> Format | None:
    """The format of a file, where one of those that it may have states a shop or a market; else None, and the file is
    not read. What is wrong with the file is said by who reads it.
    """
    if not any(form.shop or form.market for form in forms):
        return None
    return forms[0] if len(forms) == 1 else table_format(source, encoding, forms)
