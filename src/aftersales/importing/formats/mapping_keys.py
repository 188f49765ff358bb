"""The keys of a mapping, and what each says."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark

# By table, empty for the keys at the top; in this order the topic `mapping` has them.
MAPPING_KEYS: Mapping[str, Mapping[str, str]] = {
    "": {
        "name": mark("how lists call the format; without it the name of the file"),
        "title": mark("what the file is, in your own words"),
        "carries": mark("cases (requests) or orders; needed"),
        "requires": mark("facts without whose columns a file is not of this format"),
        "comes_from": mark("how to get such a file, as a note for your colleagues"),
        "whole": mark("true: the file has every request of its time, so that a missing one is gone"),
        "shop": mark("the shop that such files are from"),
        "market": mark("the market that such files are of, such as GB"),
        "encoding": mark("encoding of text files that are not in UTF-8, such as cp1252; without it gb18030 is tried"),
    },
    "columns": {"FACT": mark("the header of its column, or a list of headers that it may have; needed")},
    "headers": {"LANGUAGE": mark("a table: further headers by fact, for files in several languages")},
    "languages": {"LANGUAGE": mark("where the headers in this language were found, as a note")},
    "constants": {
        "FACT": mark("what holds for each row: kind, status, fulfilment, order_type, reason, buyer, sku or product"),
    },
    "dates": {
        "format": mark("dmy, mdy, ymd, unix, or a pattern such as DD.MM.YYYY HH:mm; without it the dates decide"),
        "times": mark("a table: facts whose time of day stands in a column of its own, and that column"),
        "time": mark("what a date without a time of day means, such as 00:00; without it such a row is rejected"),
        "zone": mark("time zone of the times, such as Europe/London; without it that of the shop's exports"),
    },
    "money": {
        "currency": mark("currency of amounts that name none; without it that of the market"),
        "decimal": mark("the decimal mark, . or ,; the other one groups thousands"),
    },
    "ids": {
        "own": mark("of ref and order those that are not TikTok's numbers: letters, digits, - _ . / #, at most 40"),
        "prefixes": mark("what stands before a number and is not part of it, such as #"),
    },
    "status": {"WORD": mark("what a word in that column means, of the words below")},
    "kind": {"WORD": mark("refund, return, replacement, exchange, reshipment or cancellation")},
    "end": {"WORD": mark("of a finer status: cancelled or complete")},
    "arbitration": {"WORD": mark("of a dispute: in-progress, for-buyer, for-seller or closed")},
    "order_type": {"WORD": mark("regular, pre-order, made-to-order, back-order or custom")},
    "fulfilment": {"WORD": mark("seller or platform")},
}  # fmt: skip
