"""Decides what stands in the seller's own folder of policies, `policies/` beside the configuration; leaves what the
files mean to `layers`.

The files are read as bytes, once per run: the morning list only compares them. Without the folder nothing is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from aftersales.errors import Mistake


class File(NamedTuple):
    """One file of the seller's: its bytes, or why they can't be read."""

    path: Path
    content: bytes
    trouble: str = ""


class Own:
    """The seller's own files, by the name under which they count: rule sets and calendars. Never changes; equal only to
    itself, so that what is made of it can be kept.
    """

    __slots__ = ("calendars", "files", "folder", "mistakes")

    def __init__(
        self,
        folder: Path | None = None,
        files: Mapping[str, File] = MappingProxyType({}),
        calendars: Mapping[str, File] = MappingProxyType({}),
        mistakes: tuple[Mistake, ...] = (),
    ) -> None:
        self.folder, self.files, self.calendars, self.mistakes = folder, files, calendars, mistakes

    def with_file(self, name: str, file: File | None) -> Own:
        """The same with one file put in, in place of the one of that name, or taken out (None)."""
        others = {n: f for n, f in self.files.items() if n != name}
        return Own(self.folder, {**others, name: file} if file else others, self.calendars, self.mistakes)


NONE = Own()
# Names in our own folder that are no rule sets.
RESERVED = frozenset({"markets"})


def name_of(path: Path, code: Callable[[str], str]) -> str:
    """The name under which a file counts: in small letters, its market by ISO code (`tiktok-uk.toml` is `tiktok-gb`).
    `code` gives the ISO code of a market as typed, or the same text where it is none.
    """
    name, dash, market = path.stem.lower().rpartition("-")
    return f"{name}{dash}{code(market).lower()}"


def take(path: Path) -> File:
    """One file with its bytes."""
    try:
        return File(path, path.read_bytes())
    except OSError as error:
        return File(path, b"", error.strerror or "it can't be read")


def read(folder: Path, code: Callable[[str], str]) -> Own:
    """What stands in the folder. Two files that count under one name are a mistake, told with the others."""
    try:
        names = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".toml" and not p.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return NONE
    except OSError as error:
        return Own(folder, mistakes=(Mistake(str(folder), "", f"can't be read: {error.strerror}"),))
    files: dict[str, File] = {}
    mistakes = []
    for path in names:
        name = name_of(path, code)
        if name in RESERVED:
            mistakes.append(Mistake(str(path), "", f"{path.stem} is no name for a rule set; give it another"))
            continue
        if name in files:
            what = f"counts under the same name as {files[name].path.name}; move one of the two away"
            mistakes.append(Mistake(str(path), "", what))
        files.setdefault(name, take(path))
    try:
        calendars = {p.stem.lower(): take(p) for p in sorted((folder / "calendars").glob("*.toml"))}
    except OSError:
        calendars = {}
    return Own(folder, files, calendars, tuple(mistakes))
