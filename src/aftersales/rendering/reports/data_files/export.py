"""What an export wrote, told to people and programs."""

from __future__ import annotations

from aftersales import text
from aftersales.language import tr, trn
from aftersales.rendering.fields.setup.export import EXPORT_FIELDS, ExportRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.output import Output

_OF_LEDGER = "jsonl"


def show(row: ExportRow, output: Output, named: str, *, redacted: bool, as_json: bool) -> None:
    """Write what was exported; `named` is the file or folder as the person named it, `redacted` whether names were left
    out.
    """
    if as_json:
        output.emit_object(View(EXPORT_FIELDS, [row]), several=False)
        return
    privacy = tr("It names no buyer.") if redacted else tr("It has your buyers' data.")
    output.notice((_of_ledger if row.format == _OF_LEDGER else _of_sheets)(row, named, privacy))


def _of_ledger(row: ExportRow, named: str, privacy: str) -> str:
    orders, cases = (
        trn("{count} order", "{count} orders", row.rows["orders"]),
        trn("{count} case", "{count} cases", row.rows["cases"]),
    )
    if row.shop is None:
        return tr(
            "{path}: the whole ledger ({orders}, {cases}). {privacy} `aftersales import {path}` reads "
            "it into an empty ledger.",
            path=named,
            privacy=privacy,
            orders=orders,
            cases=cases,
        )
    return tr(
        "{path}: everything of {shop} ({orders}, {cases}). {privacy} `aftersales import {path}` "
        "reads it into an empty ledger.",
        path=named,
        privacy=privacy,
        shop=row.shop,
        orders=orders,
        cases=cases,
    )


def _of_sheets(row: ExportRow, named: str, privacy: str) -> str:
    sheets = text.enumerated(f"{name} {count}" for name, count in row.rows.items() if name != "about")
    return tr(
        "{path}, rows of each sheet: {sheets}. {privacy} Times are those of each shop's market.",
        path=named,
        privacy=privacy,
        sheets=sheets,
    )
