"""A whole ledger that was imported, written to the output."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales import text
from aftersales.language import tr, trn
from aftersales.rendering.fields.imports import IMPORT_FIELDS, FileReport, TakenLedger
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.output import Output

_FORMAT = "aftersales-ledger"


def show(taken: TakenLedger, output: Output, form: str) -> None:
    """Write what came in: as a row of an import for programs, for people what the ledger has now."""
    if form in PAGES:
        output.lines(_lines(taken), form)
    else:
        output.emit_view(View(IMPORT_FIELDS, [(_report(taken), taken.dry_run)]), form)
    if taken.dry_run:
        return
    output.notice(tr("It is in {ledger}. See `aftersales due`.", ledger=taken.ledger))
    output.notice(
        tr("Deadlines follow your configuration too: copy config.toml, and policies/ beside it, from the old computer.")
    )


def _lines(taken: TakenLedger) -> Iterator[str]:
    yield tr("{file}: a whole ledger, of {moment}", file=taken.file, moment=text.moment(taken.at))
    counts = (
        trn("{count} shop", "{count} shops", len(taken.shops)),
        trn("{count} order", "{count} orders", taken.rows["orders"]),
        trn("{count} case", "{count} cases", taken.rows["cases"]),
        trn("{count} entry in the log", "{count} entries in the log", taken.rows["writes"]),
    )
    line = f"  {text.enumerated(counts)}"
    yield tr("{line} (dry run: nothing written)", line=line) if taken.dry_run else line


def _report(taken: TakenLedger) -> FileReport:
    """The same as what came of a file, in which every order and case is new."""
    return FileReport(
        file=taken.file,
        title=_FORMAT,
        format=_FORMAT,
        carries="ledger",
        rows=sum(taken.rows.values()),
        new=taken.rows["orders"] + taken.rows["cases"],
        changed=0,
        same=0,
        rejects=(),
        shop=",".join(taken.shops),
        currency="",
        as_of=taken.at,
        as_of_from="at",
        dated=True,
        notes=(),
        incomplete=False,
        strange={},
        foreign=(),
        contradicted=(),
        missing=(),
    )
