"""`claim list`: the claims, and until when."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from aftersales import text
from aftersales.actions.claims import claim_list
from aftersales.commandline.options import Format, Json, ShopOption
from aftersales.context.app import App
from aftersales.core.vocabulary import label, state_label
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields.claims.rows import CLAIMS_FIELDS, ClaimRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES


def list_(ctx: typer.Context, shop: ShopOption = None, form: Format = None, as_json: Json = False) -> None:
    """Every claim: on whom, for how much, how far it is, and until when to hand it in or to ask."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    name = shop_queries.shop_named(app.ledger.current(), shop) if shop is not None else None
    rows = claim_list.claim_rows(app, name)
    if not rows:
        app.output.notice(tr("No claim yet. `claim CASE --on carrier --because lost` opens one."))
    if chosen in PAGES:
        _show(app, rows, chosen)
    else:
        app.output.emit_view(View(CLAIMS_FIELDS, rows), chosen)


def _show(app: App, rows: Sequence[ClaimRow], form: str) -> None:
    won = tr("won", "money of a claim")
    titles = [tr("case"), tr("claim"), tr("on"), tr("because"), tr("asked"), won, tr("next"), tr("order")]
    cells = [
        [
            str(row.case),
            state_label("claim", row.state),
            label(row.on),
            label(row.because),
            str(row.asked or ""),
            str(row.won or ""),
            _next(row),
            row.order or "",
        ]
        for row in rows
    ]
    table = DocumentTable(titles, cells, right=(0, 4, 5))
    if rows or form != "table":
        app.output.table(table, form, spare=(tr("order"), won))


def _next(row: ClaimRow) -> str:
    """What waits for the seller, and until when."""
    if row.due is None:
        return ""
    due = text.moment(row.due)
    if row.state == "submitted":
        return tr("ask by {due}", due=due)
    return tr("from {opens} to {due}", opens=text.moment(row.opens), due=due) if row.opens else tr("by {due}", due=due)
