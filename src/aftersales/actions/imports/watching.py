"""Folders watched for new exports."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from aftersales.actions.imports import files, shop_choice
from aftersales.actions.imports.part_result import ImportOptions
from aftersales.context.app import App
from aftersales.errors import FileRefused, LedgerError, UsageError
from aftersales.importing.files.sources import files_in, without_tilde
from aftersales.importing.files.spool import is_stdin
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.fields.imports import ImportReport

_PAUSE = 2.0  # seconds between two looks; a file that did not change between them is complete
_Stamp = tuple[int, int]  # size in bytes, and time of the last change in nanoseconds


def watched_folders(app: App, paths: Sequence[Path], options: ImportOptions) -> list[Path]:
    """The folders to watch: those named, else those of the shops' exports. Raises UsageError for one that is not
    a folder.
    """
    shop = None if options.shop is None else shop_queries.shop_named(app.ledger.current(), options.shop)
    folders = [without_tilde(path) for path in paths or shop_choice.export_folders(shop_choice.import_shops(app), shop)]
    for folder in folders:
        if is_stdin(folder):
            raise UsageError(tr("--watch takes folders, and - is standard input; it is read without --watch."))
        if not folder.is_dir():
            raise UsageError(tr("--watch takes folders, and {path} is none.", path=folder))
    return folders


def reports(app: App, folders: Sequence[Path], options: ImportOptions) -> Iterator[ImportReport]:
    """What came of each import while the folders are watched: first of what lies in them, then of each file that is
    saved into them. It goes on until it is interrupted. A file that is refused is told and left.
    """
    done: dict[Path, _Stamp] = {}
    before: dict[Path, _Stamp] = {}
    while True:
        app.clock.tick()  # a file is exported after this run began
        now = _stamps(folders)
        ready = [path for path, stamp in now.items() if before.get(path) == stamp and done.get(path) != stamp]
        try:
            report = files.run(app, ready, options._replace(lenient=True)) if ready else None
        except LedgerError as busy:  # somebody else records; the files are taken at the next look
            app.output.warn(str(busy))
        except FileRefused as refused:
            app.output.warn(str(refused))
            done |= {path: now[path] for path in ready}
        else:
            done |= {path: now[path] for path in ready}
            if report is not None:
                yield report
        before = now
        time.sleep(_PAUSE)


def _stamps(folders: Sequence[Path]) -> dict[Path, _Stamp]:
    """Every file of the folders with its size and time."""
    stamps = {}
    for path in (path for folder in folders for path in files_in(folder)):
        try:
            info = path.stat()
        except OSError:
            continue  # it went in between
        stamps[path] = (info.st_size, info.st_mtime_ns)
    return stamps
