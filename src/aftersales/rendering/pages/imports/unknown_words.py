"""Statuses and currencies that are not expected in a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from aftersales import text
from aftersales.language import tr, trn
from aftersales.rendering.fields.imports import FileReport

_SHOWN_WORDS = 20


def notes(file: FileReport) -> Iterator[str]:
    """Statuses and currencies that are not expected in the file."""
    say = _unknown_status if file.carries == "orders" else _unknown_of_request
    for word, count in islice(sorted(file.strange.items()), _SHOWN_WORDS):
        yield say(file.file, word, count)
    if len(file.strange) > _SHOWN_WORDS:
        more = len(file.strange) - _SHOWN_WORDS
        yield trn(
            "{file}: {count} more status or kind is unknown; --json has it.",
            "{file}: {count} more statuses or kinds are unknown; --json has them all.",
            more,
            file=file.file,
        )
    if file.foreign:
        yield tr(
            "{file}: amounts in {currencies}, but {shop} sells in {currency}. Is it that shop's file?",
            file=file.file,
            currencies=text.listed(file.foreign),
            shop=file.shop,
            currency=file.currency,
        )


def _unknown_status(file: str, status: str, count: int) -> str:
    if not status:
        return trn(
            "{file}: {count} order has no status. Look in Seller Center; the list asks for it every day.",
            "{file}: {count} orders have no status. Look in Seller Center; the list asks for them every day.",
            count,
            file=file,
        )
    return trn(
        "{file}: {count} order has an unknown status, “{status}”. Look in Seller Center; the list asks for it every "
        "day until its status is known.",
        "{file}: {count} orders have an unknown status, “{status}”. Look in Seller Center; the list asks for them "
        "every day until their status is known.",
        count,
        file=file,
        status=status,
    )


def _unknown_of_request(file: str, word: str, count: int) -> str:
    return trn(
        "{file}: {count} request has an unknown status or kind, “{word}”. Look in Seller Center; the list asks for it "
        "every day until it is known.",
        "{file}: {count} requests have an unknown status or kind, “{word}”. Look in Seller Center; the list asks for "
        "them every day until it is known.",
        count,
        file=file,
        word=word,
    )
