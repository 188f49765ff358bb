"""The seller's own policy files, read as bytes."""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from aftersales.errors import Mistake
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple


class PolicyFile(NamedTuple):
    """One file: its bytes, or in `trouble` why it was not read."""

    path: Path
    content: bytes
    trouble: str = ""


class OwnPolicies:
    """The files in the seller's folder `policies/`: rule sets and calendars by name, and `ignored` files, whose
    names do not end in .toml.

    It never changes and is equal only to itself, so that policies loaded with it can be cached.
    """

    __slots__ = ("calendars", "files", "folder", "ignored", "mistakes")

    def __init__(
        self,
        folder: Path | None = None,
        files: Mapping[str, PolicyFile] = MappingProxyType({}),
        calendars: Mapping[str, PolicyFile] = MappingProxyType({}),
        mistakes: tuple[Mistake, ...] = (),
        ignored: tuple[Path, ...] = (),
    ) -> None:
        self.folder, self.files, self.calendars = folder, files, calendars
        self.mistakes, self.ignored = mistakes, ignored

    def with_file(self, name: str, file: PolicyFile | None) -> OwnPolicies:
        """A copy with this file under the name, or without the name (None)."""
        others = {n: f for n, f in self.files.items() if n != name}
        files = {**others, name: file} if file else others
        return OwnPolicies(self.folder, files, self.calendars, self.mistakes, self.ignored)


NO_POLICIES = OwnPolicies()
# Names of built-in files that are not rule sets.
RESERVED = frozenset({"markets"})
MOST_BYTES = 1_000_000  # of a file; the largest built-in one has 16,000


def name_of(path: Path, code: Callable[[str], str]) -> str:
    """The name of the rule set that a file is: its own in small letters, with its market's ISO code (`tiktok-uk.toml`
    is `tiktok-gb`). `code` gives the ISO code of a market as typed, or the same text where it is none.
    """
    name, dash, market = path.stem.lower().rpartition("-")
    return f"{name}{dash}{code(market).lower()}"


def read_policy_file(path: Path) -> PolicyFile:
    """One file with its bytes. Only regular files of a limited size are read: a pipe never ends, and a large file takes
    all memory.
    """
    try:
        if trouble := _trouble(path):
            return PolicyFile(path, b"", trouble)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)  # it may have grown since it was measured
    except OSError as error:
        return PolicyFile(path, b"", error.strerror or tr("it can't be read"))
    return PolicyFile(path, content) if len(content) <= MOST_BYTES else PolicyFile(path, b"", _too_large(len(content)))


def _trouble(path: Path) -> str:
    """Why a file must not be opened; empty where it may be."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        return tr("it is a folder")
    if not stat.S_ISREG(status.st_mode):
        return tr("it is a pipe or a device, not a regular file; move it away")
    return _too_large(status.st_size) if status.st_size > MOST_BYTES else ""


def _too_large(size: int) -> str:
    return tr(
        "it is too large: {size:,} bytes, where {limit:,} are allowed; shorten it, or move it away",
        size=size,
        limit=MOST_BYTES,
    )


def read_folder(folder: Path, code: Callable[[str], str]) -> OwnPolicies:
    """The files in the folder. Two files with one name are a mistake. A missing folder has no files."""
    mistakes: list[Mistake] = []
    paths, calendar_paths = _listed(folder, mistakes), _listed(folder / "calendars", mistakes)
    files = _by_name(filter(_is_toml, paths), lambda path: name_of(path, code), RESERVED, mistakes)
    calendars = _by_name(filter(_is_toml, calendar_paths), lambda path: path.stem.lower(), (), mistakes)
    others = (p for p in (*paths, *calendar_paths) if not _is_toml(p))
    ignored = tuple(p for p in others if not p.name.endswith("~") and p.is_file())
    return (
        OwnPolicies(folder, files, calendars, tuple(mistakes), ignored)
        if paths or calendar_paths or mistakes
        else NO_POLICIES
    )


def _is_toml(path: Path) -> bool:
    return path.suffix.lower() == ".toml"


def _listed(folder: Path, mistakes: list[Mistake]) -> list[Path]:
    """The paths in a folder that may be missing. A folder that can't be read is a mistake, because its files would be
    ignored without a word.
    """
    try:
        return sorted(p for p in folder.iterdir() if not p.name.startswith((".", "#")))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        mistakes.append(
            Mistake(
                str(folder), "", tr("this folder can't be read: {reason}; check its permissions", reason=error.strerror)
            )
        )
        return []


def _by_name(
    paths: Iterable[Path], name_of: Callable[[Path], str], reserved: Collection[str], mistakes: list[Mistake]
) -> dict[str, PolicyFile]:
    """The files by the names of their rule sets or calendars. A name that can't be used is a mistake."""
    files: dict[str, PolicyFile] = {}
    for path in paths:
        name = name_of(path)
        if mistake := _unreadable_name(path):
            mistakes.append(mistake)
            continue
        if name in reserved:
            mistakes.append(
                Mistake(str(path), "", tr("{name} is the name of a built-in file; rename your file", name=path.stem))
            )
            continue
        if name in files:
            what = tr(
                "it has the same name as {name} for the program; rename one of them, or move it away",
                name=files[name].path.name,
            )
            mistakes.append(Mistake(str(path), "", what))
        files.setdefault(name, read_policy_file(path))
    return files


def _unreadable_name(path: Path) -> Mistake | None:
    """The mistake of a file name that is not text, such as one in another encoding than the system's."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        where = str(path).encode(errors="backslashreplace").decode()
        return Mistake(where, "", tr("its name is not readable text; rename it"))
    return None
