"""Files, folders, patterns and archives, as single files to read."""

from __future__ import annotations

import glob
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from aftersales.errors import FileRefused
from aftersales.importing.files.table import os_error_phrases
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

# What browsers and spreadsheets leave beside a file while it is written or open.
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".tmp")
_LOCKS = ("~$", ".~lock", ".")
_MOST_ENTRIES, _LARGEST_ARCHIVE = 1_000, 4 << 30


class SourceFile(NamedTuple):
    """One file to read. `label` is how messages name it; `folder` is where it was found, for an archive its own folder.

    `named` is True for a file that the user named by itself: then it must be readable.
    """

    path: Path
    label: str
    folder: Path
    named: bool

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.label.replace("\\", "/").rpartition("/")[2]


def sources(paths: Sequence[Path], unpacked: ExitStack) -> list[SourceFile]:
    """The files that are meant by paths of files, folders, patterns and zip archives, each once, in order.

    A folder means the files in it, not those in its subfolders; hidden and unfinished files are left out. Archives are
    unpacked into a folder that goes when `unpacked` is closed. Raises FileRefused.
    """
    every = [source for path in paths for source in _of_path(path, unpacked)]
    by_label: dict[str, SourceFile] = {}
    for source in every:
        by_label.setdefault(source.label, source)
    return list(by_label.values())


def _of_path(path: Path, unpacked: ExitStack) -> Iterator[SourceFile]:
    path = path.expanduser()
    if path.is_dir():
        for entry in files_in(path):
            yield from _of_file(entry, named=False, unpacked=unpacked)
    elif not path.exists() and glob.has_magic(str(path)):
        matches = sorted(Path(match) for match in glob.glob(str(path)))  # noqa: PTH207  (a pattern may be absolute)
        if not matches:
            raise FileRefused(path, tr("no file matches this pattern"), tr("Check the name and the folder."))
        for match in matches:
            entries = files_in(match) if match.is_dir() else [match]
            for entry in entries:
                yield from _of_file(entry, named=False, unpacked=unpacked)
    else:
        yield from _of_file(path, named=True, unpacked=unpacked)


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that are not hidden and not still being written, by name. Raises FileRefused."""
    try:
        return sorted(entry for entry in folder.iterdir() if entry.is_file() and _is_finished(entry.name))
    except OSError as error:
        raise FileRefused(folder, *os_error_phrases(error)) from error


def _is_finished(name: str) -> bool:
    return not name.startswith(_LOCKS) and not name.lower().endswith(_UNFINISHED)


def _of_file(path: Path, *, named: bool, unpacked: ExitStack) -> Iterator[SourceFile]:
    if path.is_file() and _is_archive(path):
        yield from _unpack(path, unpacked)
    else:
        yield SourceFile(path, str(path), path.parent, named)


def _is_archive(path: Path) -> bool:
    """Whether a file is a zip archive of other files, not a workbook or document."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
    return not any(n.startswith("xl/") or n in ("[Content_Types].xml", "mimetype") for n in names) and bool(names)


def _unpack(path: Path, unpacked: ExitStack) -> Iterator[SourceFile]:
    """The files of an archive, each written to a file of its own. Names inside never decide where that is."""
    folder = Path(unpacked.enter_context(TemporaryDirectory(prefix="aftersales-")))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and _is_wanted(e.filename)]
            if len(entries) > _MOST_ENTRIES or sum(e.file_size for e in entries) > _LARGEST_ARCHIVE:
                raise FileRefused(path, tr("the archive holds too much"), tr("Unpack it and give the exports in it."))
            for number, entry in enumerate(entries):
                if entry.flag_bits & 1:
                    raise FileRefused(path, tr("the archive is locked with a password"), tr("Unpack it first."))
                target = folder / f"{number}{Path(entry.filename).suffix}"
                with archive.open(entry) as packed, target.open("wb") as file:
                    shutil.copyfileobj(packed, file)
                yield SourceFile(target, f"{path}/{entry.filename}", path.parent, False)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise FileRefused(path, tr("the archive is cut short or damaged"), tr("Download it again.")) from error


def _is_wanted(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" not in parts and all(_is_finished(part) for part in parts)
