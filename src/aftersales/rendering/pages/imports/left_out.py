"""What --since left out of a file."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales import text
from aftersales.language import trn
from aftersales.rendering.fields.imports import FileReport


def notes(file: FileReport) -> Iterator[str]:
    """What --since left out, and what of it still waits for somebody."""
    if file.since is None or not file.left_out:
        return
    moment = text.moment(file.since)
    if file.carries == "orders":
        yield trn(
            "{file}: {count} order was left out: nothing has happened to it since {moment}.",
            "{file}: {count} orders were left out: nothing has happened to them since {moment}.",
            file.left_out,
            file=file.file,
            moment=moment,
        )
        return
    yield trn(
        "{file}: {count} request was left out: nothing has happened to it since {moment}.",
        "{file}: {count} requests were left out: nothing has happened to them since {moment}.",
        file.left_out,
        file=file.file,
        moment=moment,
    )
    if file.left_waiting:
        yield trn(
            "{file}: {count} of them is not finished, and its deadline is in no list unless it was imported before. "
            "Leave --since out to be sure.",
            "{file}: {count} of them are not finished, and their deadlines are in no list unless they were imported "
            "before. Leave --since out to be sure.",
            file.left_waiting,
            file=file.file,
        )
