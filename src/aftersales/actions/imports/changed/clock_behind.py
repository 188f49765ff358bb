"""Imports that were read while this computer's clock was behind."""

# Such a file was read as of a time before its own, since its as-of is never later than now, so some deadlines run from
# too early. Nothing in the ledger can tell the right times afterwards; the file can. Where it comes again and the clock
# is right, the old import is taken back, as `undo` does it, before the file is read anew.

from __future__ import annotations

from collections.abc import Sequence

from aftersales import text
from aftersales.actions.imports.shop_choice import ImportShop
from aftersales.actions.record import undo
from aftersales.context.app import App
from aftersales.errors import LedgerError
from aftersales.importing.parse.file_times import TOLERANCE
from aftersales.importing.parse.parts import Part
from aftersales.language import tr
from aftersales.ledger.facts import imports


def taken_back(app: App, placed: Sequence[tuple[ImportShop, Part]], *, keep: bool) -> None:
    """Take back the imports of these files in which they were read too early, and say so; where that can't be done, say
    what can. `keep=False` only says it.
    """
    entries: dict[int, str] = {}
    for shop, part in placed:
        if part.newest is not None and part.newest <= app.now:
            before = part.newest - TOLERANCE
            for entry in imports.recorded_before(app.ledger.current(), shop.name, part.sha256, before):
                entries.setdefault(entry, part.source.label)
    digests = {part.sha256 for _, part in placed}
    for entry in sorted(entries, reverse=True):
        _take_back(app, entry, entries[entry], digests, keep=keep)


def _take_back(app: App, entry: int, file: str, digests: set[str], *, keep: bool) -> None:
    others = [name for name, digest in imports.of_write(app.ledger.current(), entry) if digest not in digests]
    why = tr(
        "{file} was imported before, when this computer's clock was behind (log entry {entry}).", file=file, entry=entry
    )
    if others:
        what = tr(
            "Some of its deadlines are too early. To mend them, import it together with {files}, as then.",
            files=text.few(others, 3),
        )
    elif not keep:
        what = tr("Without --dry-run, that import is taken back first.")
    else:
        try:
            undo.take_back(app, entry, command="undo")
            what = tr("That import was taken back first, so that no deadline is too early.")
        except LedgerError as error:
            what = tr("Some of its deadlines are too early, and it can't be taken back: {reason}", reason=error)
    app.output.warn(text.sentences([why, what]))
