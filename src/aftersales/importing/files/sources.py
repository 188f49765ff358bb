"""Files, folders, patterns and archives, as single files to read."""

from __future__ import annotations

import glob
import os
import shutil
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from aftersales import text
from aftersales.errors import FileRefused
from aftersales.importing.files import spool
from aftersales.importing.files.table import os_error_phrases
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

# What browsers and spreadsheets leave beside a file while it is written or open.
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".tmp")
_LOCKS = ("~$", ".~lock", ".")
_MOST_ENTRIES = 1_000
# What a damaged archive makes the unpacking raise, beside the errors of the system.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class SourceFile(NamedTuple):
    """One file to read. `label` is how messages name it; `folder` is where it was found, for an archive its own folder.

    `named` is True for a file that the user named by itself: then it must be readable. `archive` is the label of the
    archive that the user named and that it came out of, else empty; `fault` is why it can't be read, where that is
    known before. `streamed`: it came through a pipe, so nobody knows when it was written.
    """

    path: Path
    label: str
    folder: Path
    named: bool
    archive: str = ""
    fault: FileRefused | None = None
    streamed: bool = False

    @property
    def name(self) -> str:
        """The file's own name. A pipe that a shell made of a command has none, but a number in this process."""
        name = self.label.replace("\\", "/").rpartition("/")[2]
        return spool.PIPE if self.streamed and name.isdigit() else name


def sources(paths: Sequence[Path], unpacked: ExitStack) -> list[SourceFile]:
    """The files that are meant by paths of files, folders, patterns and zip archives, each once, in order.

    A folder means the files in it, not those in its subfolders; hidden and unfinished files are left out. `-` means
    standard input, and a pipe is read like it. Archives and files compressed with gzip are unpacked into a folder that
    goes when `unpacked` is closed. Raises FileRefused.
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
    whole = SourceFile(path, _label(path), path.parent, named)
    try:
        if spool.is_stdin(path):
            whole = whole._replace(path=_room(unpacked), label=spool.STDIN)
            whole = whole._replace(streamed=not spool.from_stdin(whole.path))
        elif spool.is_pipe(path):
            whole = whole._replace(path=_room(unpacked), streamed=True)
            spool.from_pipe(path, whole.path, whole.label)
        if _is(whole.path, spool.is_gzip):
            packed, whole = whole.path, whole._replace(path=_room(unpacked))
            spool.unzip(packed, whole.path, whole.label)
        if _is(whole.path, _is_archive):
            yield from _unpack(whole, unpacked)
        else:
            yield whole
    except FileRefused as fault:
        if named:
            raise
        yield whole._replace(fault=fault)


def _room(unpacked: ExitStack) -> Path:
    """A name for a new file, in a folder that goes when `unpacked` is closed."""
    return Path(unpacked.enter_context(TemporaryDirectory(prefix="aftersales-"))) / "0"


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return path.is_file() and kind(path)
    except OSError:  # its reader says why
        return False


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


def _unpack(whole: SourceFile, unpacked: ExitStack) -> Iterator[SourceFile]:
    """The files of an archive, each written to a file of its own. Names inside never decide where that is."""
    path, named, folder = whole.path, whole.label if whole.named else "", _room(unpacked).parent
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and _is_wanted(e.filename)]
            if not entries:
                raise FileRefused(whole.label, tr("the archive holds no files"), tr("Download it again."))
            if len(entries) > _MOST_ENTRIES or sum(e.file_size for e in entries) > spool.MOST_UNPACKED:
                advice = tr("Unpack it and give the exports in it.")
                raise FileRefused(whole.label, tr("the archive holds too much"), advice)
            for number, entry in enumerate(entries):
                label = f"{whole.label}/{_label(entry.filename)}"
                fault = _extract(archive, entry, folder / str(number), label)
                yield SourceFile(folder / str(number), label, whole.folder, False, named, fault)
    except OSError as error:
        raise FileRefused(whole.label, *spool.phrases(error)) from error
    except _DAMAGE as error:
        raise _damaged(whole.label) from error


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, label: str) -> FileRefused | None:
    """Write one file of an archive to `target`, with the time that the archive has for it; gives what is wrong with it.
    Raises OSError.
    """
    if entry.flag_bits & 1:
        return FileRefused(label, tr("the archive is locked with a password"), tr("Unpack it first."))
    if spool.is_bomb(entry.file_size, entry.compress_size):
        return spool.too_much(label, entry.file_size)
    try:
        with archive.open(entry) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file)
        if spool.is_gzip(target):
            compressed = target.rename(target.with_suffix(".gz"))
            spool.unzip(compressed, target, label)
            compressed.unlink()
        if _is_archive(target):
            return FileRefused(label, tr("this is an archive in an archive"), tr("Unpack the outer one first."))
    except FileRefused as fault:
        return fault
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
