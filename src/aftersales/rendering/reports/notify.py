"""Messages and receivers, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.language import mark, tr, trn
from aftersales.rendering.documents.document import Document, DocumentTable
from aftersales.rendering.fields.messages.rows import (
    FAILED,
    MESSAGE_FIELDS,
    NOTHING,
    RECEIVER_FIELDS,
    SENT,
    WOULD_SEND,
    MessageRow,
    ReceiverRow,
)
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.output import Output

_PLACES = {
    "environment": mark("environment: {variable}"),
    "keyring": mark("keyring"),
    "file": mark("file"),
    "missing": mark("missing"),
}


def show(rows: Sequence[MessageRow], output: Output, form: str) -> None:
    """Write what became of each message; in a dry run the messages themselves. Failures stand on stderr too."""
    for row in rows:
        if row.failure:
            output.warn(tr("{receiver}: {failure}", receiver=row.receiver, failure=row.failure))
    if form == "table":
        output.emit(f"{line}\n" for row in rows for line in _lines(row))
    elif form in PAGES:
        output.page([section for row in rows for section in _sections(row)], form)
    else:
        output.emit_view(View(MESSAGE_FIELDS, [row for row in rows if row.state != NOTHING]), form)
    if all(row.state == NOTHING for row in rows):
        output.notice(tr("Nothing is to be told now."))
    if held := sum(len(row.held) for row in rows):
        output.notice(
            trn("{count} warning waits until the desk opens.", "{count} warnings wait until the desk opens.", held)
        )


def _lines(row: MessageRow) -> Iterator[str]:
    yield from _head(row)
    if row.state == WOULD_SEND:
        yield ""
        yield from (f"  {text.plain(line)}" if line else "" for line in row.text.split("\n"))
        yield ""


def _head(row: MessageRow) -> Iterator[str]:
    receiver = text.remarked(row.receiver, row.service) if row.service else row.receiver
    if row.state == SENT:
        yield tr("sent to {receiver}: {title}", receiver=receiver, title=row.title)
    elif row.state == WOULD_SEND:
        yield tr("To {receiver}: {title}", receiver=receiver, title=row.title)


def _sections(row: MessageRow) -> Iterator[Section]:
    """What became of a message, as a part of a page; in a dry run with the message."""
    copied = row.text.split("\n") if row.state == WOULD_SEND else []
    return (Section(head, copied=copied) for head in _head(row))


def exit_code(rows: Sequence[MessageRow]) -> int:
    """0 where every message arrived, 1 where none did, 5 where some did not."""
    failed = sum(row.state == FAILED or bool(row.failure) for row in rows)
    if not failed:
        return 0
    return 1 if failed == len([row for row in rows if row.state != NOTHING]) else 5


def show_receivers(rows: Sequence[ReceiverRow], output: Output, form: str) -> None:
    """Write one line a receiver, and below what is wrong."""
    if form not in PAGES:
        output.emit_view(View(RECEIVER_FIELDS, rows), form)
        return
    if not rows:
        output.notice(tr("Nobody is told of anything yet. Add a receiver: aftersales notify add NAME"))
        return
    failures = [tr("{receiver}: {failure}", receiver=row.receiver, failure=row.failure) for row in rows if row.failure]
    titles = [tr("receiver"), tr("service"), tr("kept in"), tr("gets"), tr("address")]
    cells = [
        [
            row.receiver,
            row.service or "",
            tr(_PLACES[row.place], variable=row.variable),
            text.listed(row.gets) or tr("nothing"),
            row.address,
        ]
        for row in rows
    ]
    if form != "table":
        output.document(Document(output.command, [DocumentTable(titles, cells), Section("", lines=failures)]), form)
        return
    from aftersales.rendering.terminal import console as terminal

    console = terminal.console(sys.stdout, color=output.color)
    entries = [[name, *(part for part in (service, kept, gets) if part)] for name, service, kept, gets, _ in cells]
    terminal.table_or_lines(console, titles, cells, spare=(tr("address"),), entries=entries)
    for failure in failures:
        terminal.sentence(console, failure)
