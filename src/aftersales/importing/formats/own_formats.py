"""Formats of the seller's own, read from their files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aftersales.errors import FileRefused, Mistake, PolicyError
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.format_file import own_of_tables
from aftersales.importing.formats.format_reader import FormatReader
from aftersales.importing.formats.recogniser import formats
from aftersales.language import tr
from aftersales.text import plain
from aftersales.toml.lines import key_lines
from aftersales.toml.parse import NotToml, parsed

_LARGEST = 200_000  # bytes; a mapping with a hundred columns and words has 5,000


def own_format(path: Path) -> Format:
    """The format that a TOML file describes. Raises PolicyError with every mistake in it, each with its line, and
    FileRefused where it can't be read.
    """
    label = _label(path)
    content = _content(path, label)
    try:
        tables = parsed(content)
    except NotToml as error:
        raise PolicyError([Mistake(label, "", problem) for problem in error.problems]) from None
    reader = FormatReader(label, key_lines(content.decode("utf-8-sig")))
    form = own_of_tables(reader, tables, re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-._") or "mapping")
    if form.name in {known.name for known in formats()}:
        reader.at("name")
        reader.wrong("", tr("{name} is the name of a format of the program; choose another name", name=form.name))
    reader.done()
    return replace(form, path=label)


def folder_formats(folder: Path) -> tuple[Format, ...]:
    """The formats in the seller's folder, by name of file; none where there is no such folder. Raises PolicyError with
    every mistake in all of them, and FileRefused.
    """
    forms: dict[str, Format] = {}
    mistakes: list[str | Mistake] = []
    for path in _files(folder):
        try:
            form = own_format(path)
        except PolicyError as error:
            mistakes += error.noted
        else:
            if form.name in forms:
                said = tr("{name} is also the name of {path}; rename one", name=form.name, path=forms[form.name].path)
                mistakes.append(Mistake(_label(path), "", said))
            forms[form.name] = form
    if mistakes:
        raise PolicyError(mistakes)
    return tuple(forms.values())


def _files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() == ".toml" and not p.name.startswith((".", "#")))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        what = tr("this folder can't be read: {reason}", reason=error.strerror or error)
        raise FileRefused(_label(folder), what, tr("Check its permissions.")) from error


def _content(path: Path, label: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileRefused(label, tr("this is not a regular file"), tr("Give a TOML file with the mapping."))
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        what = tr("the mapping can't be read: {reason}", reason=error.strerror or error)
        raise FileRefused(label, what, tr("Check the name and the folder.")) from error
    if len(content) > _LARGEST:
        raise FileRefused(label, tr("a mapping has at most {limit:,} bytes", limit=_LARGEST))
    return content


def _label(path: Path) -> str:
    """How messages name a path: on one line, and without bytes that are no text."""
    return plain(os.fsencode(path).decode("utf-8", "replace"))
