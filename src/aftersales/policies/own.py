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
    """The seller's own files, by the name under which they count: rule sets and calendars; `strays` lie there and count
    for nothing. Never changes; equal only to itself, so that what is made of it can be kept.
    """

    __slots__ = ("calendars", "files", "folder", "mistakes", "strays")

    def __init__(
        self,
        folder: Path | None = None,
        files: Mapping[str, File] = MappingProxyType({}),
        calendars: Mapping[str, File] = MappingProxyType({}),
        mistakes: tuple[Mistake, ...] = (),
        strays: tuple[Path, ...] = (),
    ) -> None:
        self.folder, self.files, self.calendars = folder, files, calendars
        self.mistakes, self.strays = mistakes, strays

    def with_file(self, name: str, file: File | None) -> Own:
        """The same with one file put in, in place of the one of that name, or taken out (None)."""
        others = {n: f for n, f in self.files.items() if n != name}
        files = {**others, name: file} if file else others
        return Own(self.folder, files, self.calendars, self.mistakes, self.strays)


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
        found = sorted(p for p in folder.iterdir() if not p.name.startswith((".", "#")))
    except (FileNotFoundError, NotADirectoryError):
        return NONE
    except OSError as error:
        return Own(folder, mistakes=(Mistake(str(folder), "", f"can't be read: {error.strerror}"),))
    files: dict[str, File] = {}
    mistakes = []
    for path in found:
        if not _counts(path):
            continue
        name = name_of(path, code)
        if name in RESERVED:
            mistakes.append(Mistake(str(path), "", f"{path.stem} is no name for a rule set; give it another"))
            continue
        if name in files:
            what = f"counts under the same name as {files[name].path.name}; move one of the two away"
            mistakes.append(Mistake(str(path), "", what))
        files.setdefault(name, take(path))
    try:
        days = sorted(p for p in (folder / "calendars").iterdir() if not p.name.startswith((".", "#")))
    except OSError:
        days = []
    calendars = {p.stem.lower(): take(p) for p in days if _counts(p)}
    strays = tuple(p for p in (*found, *days) if not _counts(p) and not p.name.endswith("~") and p.is_file())
    return Own(folder, files, calendars, tuple(mistakes), strays)


def _counts(path: Path) -> bool:
    return path.suffix.lower() == ".toml"
