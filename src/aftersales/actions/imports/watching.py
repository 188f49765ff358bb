"""Folders watched for new exports."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from aftersales.actions.imports import files, shop_choice
from aftersales.actions.imports.files import ImportOptions
from aftersales.context.app import App
from aftersales.errors import FileRefused, UsageError
from aftersales.importing.files.sources import files_in
from aftersales.language import tr
from aftersales.rendering.fields.imports import ImportReport

_PAUSE = 2.0  # seconds between two looks; a file that did not change between them is complete
_Stamp = tuple[int, int]  # size in bytes, and time of the last change in nanoseconds


def watched_folders(app: App, paths: Sequence[Path], options: ImportOptions) -> list[Path]:
    """The folders to watch: those named, else those of the shops' exports. Raises UsageError for what is no folder."""
    folders = list(paths) or shop_choice.export_folders(shop_choice.import_shops(app), options.shop)
    for folder in folders:
        if not folder.expanduser().is_dir():
            raise UsageError(tr("--watch takes folders, and {path} is none.", path=folder))
    return folders


def reports(app: App, folders: Sequence[Path], options: ImportOptions) -> Iterator[ImportReport]:
    """What came of each import while the folders are watched: first of what lies in them, then of each file that is
    saved into them. It goes on until it is interrupted. A file that is refused is told and left.
    """
    done: dict[Path, _Stamp] = {}
    before: dict[Path, _Stamp] = {}
    while True:
        now = _stamps(folders)
        ready = [path for path, stamp in now.items() if before.get(path) == stamp and done.get(path) != stamp]
        if ready:
            done |= {path: now[path] for path in ready}
            report = _imported(app, ready, options)
            if report is not None:
                yield report
        before = now
        time.sleep(_PAUSE)


def _imported(app: App, ready: Sequence[Path], options: ImportOptions) -> ImportReport | None:
    try:
        return files.run(app, ready, options._replace(lenient=True))
    except FileRefused as refused:
        app.output.warn(str(refused))
        return None


def _stamps(folders: Sequence[Path]) -> dict[Path, _Stamp]:
    """Every file of the folders with its size and time."""
    stamps = {}
    for path in (path for folder in folders for path in files_in(folder.expanduser())):
        try:
            info = path.stat()
        except OSError:
            continue  # it went in between
        stamps[path] = (info.st_size, info.st_mtime_ns)
    return stamps
