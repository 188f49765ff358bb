"""The page of the formats that files may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aftersales import text
from aftersales.language import mark, tr
from aftersales.rendering.fields.import_parts.formats import KnownFormat
from aftersales.rendering.fields.view import Section

_CARRIES = {"orders": mark("orders"), "cases": mark("requests")}


def sections(forms: Iterable[KnownFormat]) -> list[Section]:
    """A section for each format."""
    return [Section(text.labelled(form.name, text.plain(form.title)), list(_facts(form))) for form in forms]


def _facts(form: KnownFormat) -> Iterator[tuple[str, str]]:
    yield tr("carries"), tr(_CARRIES[form.carries])
    if form.path:
        yield tr("file"), text.plain(form.path)
    if form.needs:
        yield tr("needs the columns"), text.listed(map(text.plain, form.needs))
    if others := [text.plain(column.names[0]) for column in form.columns if not column.needed]:
        yield tr("reads also"), text.listed(others)
    if form.array:
        yield tr("has the list"), form.array
    for language, source in form.languages:
        yield tr("headers in {language}", language=language), source or tr("no source is stated")
    if form.comes_from:
        yield tr("get it"), form.comes_from
