"""Files, folders, patterns and archives, as single files to read."""

from __future__ import annotations

import glob
import os
import shutil
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from aftersales import text
from aftersales.errors import FileRefused
from aftersales.importing.files.table import os_error_phrases
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

# What browsers and spreadsheets leave beside a file while it is written or open.
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".tmp")
_LOCKS = ("~$", ".~lock", ".")
_MOST_ENTRIES, _LARGEST_ARCHIVE = 1_000, 1 << 30
# What a damaged archive makes the unpacking raise, beside the errors of the system.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class SourceFile(NamedTuple):
    """One file to read. `label` is how messages name it; `folder` is where it was found, for an archive its own folder.

    `named` is True for a file that the user named by itself: then it must be readable. `archive` is the label of the
    archive that the user named and that it came out of, else empty; `fault` is why it can't be read, where that is
    known before.
    """

    path: Path
    label: str
    folder: Path
    named: bool
    archive: str = ""
    fault: FileRefused | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.label.replace("\\", "/").rpartition("/")[2]


def sources(paths: Sequence[Path], unpacked: ExitStack) -> list[SourceFile]:
    """The files that are meant by paths of files, folders, patterns and zip archives, each once, in order.

    A folder means the files in it, not those in its subfolders; hidden and unfinished files are left out. Archives are
    unpacked into a folder that goes when `unpacked` is closed. Raises FileRefused.
    """
    entries: dict[Path, bool] = {}
    for path in paths:
        for entry, named in _entries(path):
            entries.setdefault(entry, named)
    return [source for entry, named in entries.items() for source in _of_file(entry, named=named, unpacked=unpacked)]


def without_tilde(path: Path) -> Path:
    """A path with the user's own folder in place of `~`, where that is known."""
    try:
        return path.expanduser()
    except RuntimeError:  # `~somebody` who is nobody here: there is no such file, and its reader says so
        return path


def _entries(path: Path) -> Iterator[tuple[Path, bool]]:
    """The files that a path means, each with whether it was named by itself."""
    path = without_tilde(path)
    if _is_folder(path):
        yield from ((entry, False) for entry in files_in(path))
    elif glob.has_magic(str(path)) and not os.path.lexists(path):
        matches = sorted(Path(match) for match in glob.glob(str(path)))  # noqa: PTH207  (a pattern may be absolute)
        if not matches:
            raise FileRefused(_label(path), tr("no file matches this pattern"), tr("Check the name and the folder."))
        for match in matches:
            yield from ((entry, False) for entry in (files_in(match) if _is_folder(match) else [match]))
    else:
        yield path, True


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # its reader says why
        return False


def _label(path: Path | str) -> str:
    """How messages name a path: on one line, and without bytes that are no text."""
    return text.plain(os.fsencode(path).decode("utf-8", "replace"))


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that are not hidden and not still being written, by name. Raises FileRefused."""
    try:
        return sorted(entry for entry in folder.iterdir() if entry.is_file() and _is_finished(entry.name))
    except PermissionError as error:
        what = tr("you have no permission to open the folder")
        raise FileRefused(_label(folder), what, tr("Change its permissions.")) from error
    except OSError as error:
        raise FileRefused(_label(folder), *os_error_phrases(error)) from error


def _is_finished(name: str) -> bool:
    return not name.startswith(_LOCKS) and not name.lower().endswith(_UNFINISHED)


def _of_file(path: Path, *, named: bool, unpacked: ExitStack) -> Iterator[SourceFile]:
    try:
        packed = path.is_file() and _is_archive(path)
    except OSError:  # its reader says why
        packed = False
    if not packed:
        yield SourceFile(path, _label(path), path.parent, named)
        return
    try:
        yield from _unpack(path, _label(path) if named else "", unpacked)
    except FileRefused as fault:
        if named:
            raise
        yield SourceFile(path, _label(path), path.parent, False, fault=fault)


def _is_archive(path: Path) -> bool:
    """Whether a file is a zip archive of other files, not a workbook or document."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, *_DAMAGE):
        return False
    return not any(n.startswith("xl/") or n in ("[Content_Types].xml", "mimetype") for n in names) and bool(names)


def _unpack(path: Path, named: str, unpacked: ExitStack) -> Iterator[SourceFile]:
    """The files of an archive, each written to a file of its own. Names inside never decide where that is."""
    folder = Path(unpacked.enter_context(TemporaryDirectory(prefix="aftersales-")))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and _is_wanted(e.filename)]
            if not entries:
                raise FileRefused(_label(path), tr("the archive holds no files"), tr("Download it again."))
            if len(entries) > _MOST_ENTRIES or sum(e.file_size for e in entries) > _LARGEST_ARCHIVE:
                advice = tr("Unpack it and give the exports in it.")
                raise FileRefused(_label(path), tr("the archive holds too much"), advice)
            for number, entry in enumerate(entries):
                label = f"{_label(path)}/{_label(entry.filename)}"
                fault = _extract(archive, entry, folder / str(number), label)
                yield SourceFile(folder / str(number), label, path.parent, False, named, fault)
    except OSError as error:
        raise FileRefused(_label(path), *os_error_phrases(error)) from error
    except _DAMAGE as error:
        raise _damaged(_label(path)) from error


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, label: str) -> FileRefused | None:
    """Write one file of an archive to `target`, with the time that the archive has for it; gives what is wrong with it.
    Raises OSError.
    """
    if entry.flag_bits & 1:
        return FileRefused(label, tr("the archive is locked with a password"), tr("Unpack it first."))
    try:
        with archive.open(entry) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file)
        if _is_archive(target):
            return FileRefused(label, tr("this is an archive in an archive"), tr("Unpack the outer one first."))
    except _DAMAGE:
        return _damaged(label)
    with suppress(ValueError, OverflowError):  # a time that is none, as some programs write it
        written = time.mktime((*entry.date_time, 0, 0, -1))
        os.utime(target, (written, written))
    return None


def _damaged(label: str) -> FileRefused:
    return FileRefused(label, tr("the archive is cut short or damaged"), tr("Download it again."))


def _is_wanted(name: str) -> bool:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return bool(parts) and "__MACOSX" not in parts and all(_is_finished(part) for part in parts)
