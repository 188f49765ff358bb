"""Decides what stands in the seller's own folder of policies, `policies/` beside the configuration; leaves what the
files mean to `layers`.

The files are read as bytes, once per run: the morning list only compares them. Without the folder nothing is read.
Nothing but plain files of a bounded size is read: a pipe would never end, and a film takes all memory.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from aftersales.errors import Mistake
from aftersales.record import NamedTuple


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
MOST = 1_000_000  # bytes of a file; the largest of ours has 16,000


def name_of(path: Path, code: Callable[[str], str]) -> str:
    """The name under which a file counts: in small letters, its market by ISO code (`tiktok-uk.toml` is `tiktok-gb`).
    `code` gives the ISO code of a market as typed, or the same text where it is none.
    """
    name, dash, market = path.stem.lower().rpartition("-")
    return f"{name}{dash}{code(market).lower()}"


def take(path: Path) -> File:
    """One file with its bytes."""
    try:
        if trouble := _trouble(path):
            return File(path, b"", trouble)
        with path.open("rb") as file:
            content = file.read(MOST + 1)  # it may have grown since it was measured
    except OSError as error:
        return File(path, b"", error.strerror or "it can't be read")
    return File(path, content) if len(content) <= MOST else File(path, b"", _too_large(len(content)))


def _trouble(path: Path) -> str:
    """Why a file is not to be opened at all; an empty text where nothing speaks against it."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        return "it is a folder"
    if not stat.S_ISREG(found.st_mode):
        return "it is no plain file, but a pipe or a device; move it away"
    return _too_large(found.st_size) if found.st_size > MOST else ""


def _too_large(size: int) -> str:
    return f"it has {size:,} bytes, and at most {MOST:,} are read; shorten it, or move it away"


def read(folder: Path, code: Callable[[str], str]) -> Own:
    """What stands in the folder. Two files that count under one name are a mistake, told with the others."""
    mistakes: list[Mistake] = []
    found, days = _listed(folder, mistakes), _listed(folder / "calendars", mistakes)
    files = _by_name(filter(_counts, found), lambda path: name_of(path, code), RESERVED, mistakes)
    calendars = _by_name(filter(_counts, days), lambda path: path.stem.lower(), (), mistakes)
    strays = tuple(p for p in (*found, *days) if not _counts(p) and not p.name.endswith("~") and p.is_file())
    return Own(folder, files, calendars, tuple(mistakes), strays) if found or days or mistakes else NONE


def _counts(path: Path) -> bool:
    return path.suffix.lower() == ".toml"


def _listed(folder: Path, mistakes: list[Mistake]) -> list[Path]:
    """What lies in a folder, which need not be there. One that can't be looked into is a mistake: its files would
    count for nothing, and nobody would know.
    """
    try:
        return sorted(p for p in folder.iterdir() if not p.name.startswith((".", "#")))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        mistakes.append(Mistake(str(folder), "", f"can't be read: {error.strerror}"))
        return []


def _by_name(
    paths: Iterable[Path], name_of: Callable[[Path], str], reserved: Collection[str], mistakes: list[Mistake]
) -> dict[str, File]:
    """The files by the names under which they count; what can't count is a mistake."""
    found: dict[str, File] = {}
    for path in paths:
        name = name_of(path)
        if wrong := _nameless(path):
            mistakes.append(wrong)
            continue
        if name in reserved:
            mistakes.append(Mistake(str(path), "", f"{path.stem} is no name for a rule set; give it another"))
            continue
        if name in found:
            what = f"counts under the same name as {found[name].path.name}; move one of the two away"
            mistakes.append(Mistake(str(path), "", what))
        found.setdefault(name, take(path))
    return found


def _nameless(path: Path) -> Mistake | None:
    """What is wrong with a file whose name can't be written down, as one in another encoding than the system's."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        where = str(path).encode(errors="backslashreplace").decode()
        return Mistake(where, "", "its name is no readable text; give it another")
    return None
