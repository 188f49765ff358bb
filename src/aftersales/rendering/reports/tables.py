"""Lists of cases, goods and log entries as tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aftersales import text
from aftersales.core.cases.stored import StoredCase
from aftersales.core.vocabulary import label
from aftersales.language import tr
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields.case_parts.movements import StockRow
from aftersales.rendering.fields.cases import CaseRow
from aftersales.rendering.fields.log import LogRow
from aftersales.rendering.pages import log as log_page
from aftersales.rendering.pages.agenda import city_of
from aftersales.rendering.phrases import state_text


def cases(rows: Sequence[CaseRow]) -> DocumentTable:
    """Cases: who, what, where each stands, and the seller's next deadline."""
    titles = [tr("case"), tr("shop"), tr("kind"), tr("order"), tr("amount"), tr("due"), tr("state"), tr("product")]
    cells = [
        [
            str(row.case.id),
            row.case.shop,
            label(row.case.kind),
            _order_of(row.case),
            str(row.case.asked or ""),
            text.moment(row.due.astimezone(row.zone)) if row.due else "",
            state_text(row.case, settled=row.case.settled),
            row.case.product or row.case.sku or "",
        ]
        for row in rows
    ]
    return DocumentTable(titles, cells, right=(0, 4))


def stock(rows: Sequence[StockRow]) -> DocumentTable:
    """What came back: when, of which case, how many units, where they went, in which grade."""
    titles = [tr("case"), tr("day"), tr("sku"), tr("units"), tr("went"), tr("grade"), tr("shop"), tr("product")]
    cells = [
        [
            str(row.case),
            text.day(row.at),
            text.plain(row.sku or ""),
            "" if row.quantity is None else str(row.quantity),
            label(row.movement),
            label(row.grade) if row.grade else "",
            row.shop,
            text.plain(row.product or ""),
        ]
        for row in rows
    ]
    return DocumentTable(titles, cells, right=(0, 3))


def log(rows: Sequence[LogRow], now: datetime) -> DocumentTable:
    """What was recorded, newest first. `now` is in the zone in which all of it is told."""
    titles = [
        tr("entry"),
        tr("when, in {city}", city=city_of(now)),
        tr("by", "a person"),
        tr("command"),
        tr("what"),
        tr("details"),
    ]
    cells = [
        [
            str(row.write),
            log_page.moment(row.at.astimezone(now.tzinfo), now),
            row.by,
            row.command,
            tr("{summary} (undone by {entry})", summary=row.summary, entry=row.undone_by)
            if row.undone_by
            else row.summary,
            text.clauses(log_page.detail_lines(row)),
        ]
        for row in rows
    ]
    return DocumentTable(titles, cells, right=(0,))


def _order_of(case: StoredCase) -> str:
    return case.order or (tr("ref {ref}", ref=case.ref) if case.ref else "")
