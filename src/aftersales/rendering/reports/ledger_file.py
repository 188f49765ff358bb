"""A whole ledger that was imported, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from aftersales import text
from aftersales.language import tr, trn
from aftersales.rendering.fields.imports import IMPORT_FIELDS, FileReport
from aftersales.rendering.fields.view import View
from aftersales.rendering.output import Output

_FORMAT = "aftersales-ledger"


def show(
    file: str, ledger: str, at: datetime, rows: Mapping[str, int], shops: Sequence[str], output: Output, form: str,
    *, dry_run: bool,
) -> None:  # fmt: skip
    """Write what came in: as a row of an import for programs, for people what the ledger has now. `at` is when the file
    was written (UTC); `rows` are those of each table.
    """
    if form == "table":
        lines = list(_lines(file, at, rows, dry_run=dry_run))
        output.emit(f"{part}\n" for line in lines for part in output.fitted(line, sys.stdout))
    else:
        output.emit_view(View(IMPORT_FIELDS, [(_report(file, at, rows, shops), dry_run)]), form)
    if dry_run:
        return
    output.notice(tr("It is in {ledger}. See `aftersales due`.", ledger=ledger))
    output.notice(
        tr("Deadlines follow your configuration too: copy config.toml, and policies/ beside it, from the old computer.")
    )


def _lines(file: str, at: datetime, rows: Mapping[str, int], *, dry_run: bool) -> Iterator[str]:
    yield tr("{file}: a whole ledger, of {moment} UTC", file=file, moment=text.moment(at))
    counts = (
        trn("{count} shop", "{count} shops", rows["shops"]),
        trn("{count} order", "{count} orders", rows["orders"]),
        trn("{count} case", "{count} cases", rows["cases"]),
        trn("{count} entry in the log", "{count} entries in the log", rows["writes"]),
    )
    line = f"  {text.enumerated(counts)}"
    yield tr("{line} (dry run: nothing written)", line=line) if dry_run else line


def _report(file: str, at: datetime, rows: Mapping[str, int], shops: Sequence[str]) -> FileReport:
    """The same as what came of a file, in which every order and case is new."""
    return FileReport(
        file=file,
        title=_FORMAT,
        format=_FORMAT,
        carries="ledger",
        rows=sum(rows.values()),
        new=rows["orders"] + rows["cases"],
        changed=0,
        same=0,
        rejects=(),
        shop=",".join(shops),
        currency="",
        as_of=at,
        as_of_from="the ledger's own",
        dated=True,
        notes=(),
        incomplete=False,
        strange={},
        foreign=(),
        contradicted=(),
        missing=(),
    )
