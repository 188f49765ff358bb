"""Logins, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from aftersales import text
from aftersales.language import mark, tr
from aftersales.rendering.documents.document import Document, DocumentTable, Part
from aftersales.rendering.fields.platform.login import (
    BY_ENVIRONMENT,
    ENDED,
    LOGGED_IN,
    LOGGED_OUT,
    LOGIN_FIELDS,
    NOT_TIED,
    LoginRow,
)
from aftersales.rendering.fields.view import Field, Section, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.output import Output

_STATES = {
    LOGGED_IN: mark("logged in"),
    ENDED: mark("login has ended"),
    LOGGED_OUT: mark("logged out"),
    NOT_TIED: mark("not tied"),
    BY_ENVIRONMENT: mark("token of the environment"),
}
_SOON = timedelta(days=30)  # TikTok tells the app every day of the last 30


def show(
    rows: Sequence[LoginRow],
    output: Output,
    form: str,
    now: datetime,
    zone: tzinfo,
    fields: Sequence[Field] = LOGIN_FIELDS,
) -> None:
    """Write one line a shop, and below what is to be done. `zone` is that in which times are told."""
    as_page = form in PAGES and fields == LOGIN_FIELDS
    if form != "table" and not as_page:
        output.emit_view(View(fields, rows), form)
        return
    titles = [tr("shop"), tr("on TikTok"), tr("login"), tr("login until"), tr("token until"), tr("app"), tr("market")]
    cells = [_cells(row, zone) for row in rows]
    if form != "table":
        parts: list[Part] = [DocumentTable(titles, cells), Section("", lines=advice(rows, now))]
        output.document(Document(output.command, parts), form)
        return
    from aftersales.rendering.terminal import console as terminal

    console = terminal.console(sys.stdout, color=output.color)
    if not rows:
        terminal.sentence(console, tr("No shop is set up. Add one: aftersales init --shop NAME --market GB"))
        return
    entries = [
        [r.shop, tr(_STATES[r.state]), _on_platform(r), _with_word(tr("login until"), _until(r.refresh_until, zone))]
        for r in rows
    ]
    terminal.table_or_lines(console, titles, cells, spare=(tr("token until"), tr("app"), tr("market")), entries=entries)
    for sentence in advice(rows, now):
        terminal.sentence(console, sentence)


def _cells(row: LoginRow, zone: tzinfo) -> list[str]:
    return [
        row.shop,
        _on_platform(row),
        tr(_STATES[row.state]),
        _until(row.refresh_until, zone),
        _until(row.access_until, zone),
        row.app or "",
        row.market,
    ]


def advice(rows: Sequence[LoginRow], now: datetime) -> list[str]:
    """What is to be done about logins, in sentences."""
    sentences = []
    for row in rows:
        if row.missing_scopes:
            sentences.append(
                tr(
                    "{shop}: the authorisation lacks {scopes}. Add it to the app in the Partner Center, wait until it "
                    "applies (up to 24 hours), and log in again: aftersales login --shop {shop}",
                    shop=row.shop,
                    scopes=text.listed(row.missing_scopes),
                )
            )
        if row.state in (ENDED, LOGGED_OUT) or (row.state == NOT_TIED and len(rows) == 1):
            sentences.append(tr("{shop}: aftersales login --shop {shop}", shop=row.shop))
        elif row.refresh_until is not None and row.refresh_until - now < _SOON:
            sentences.append(
                tr(
                    "{shop}: the login ends in {time}. Renew it before: aftersales login --shop {shop}",
                    shop=row.shop,
                    time=text.span(int((row.refresh_until - now).total_seconds())),
                )
            )
    return sentences


def _on_platform(row: LoginRow) -> str:
    if row.platform_id is None:
        return ""
    return text.excerpt(row.platform_name, 30) if row.platform_name else row.platform_id


def _with_word(word: str, day: str) -> str:
    """A day that stands in no column: `login until Wed 24 Nov 2027`."""
    return f"{word} {day}" if day else ""


def _until(when: datetime | None, zone: tzinfo) -> str:
    return "" if when is None else text.day(when.astimezone(zone))
