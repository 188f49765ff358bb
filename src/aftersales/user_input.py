"""Lengths of time as people type them, and how times are meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta, tzinfo

from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

# Not compiled here: most runs are given none.
_WITHIN = r"(\d{1,4})\s*(m|h|d|w)"
_UNIT = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Place(NamedTuple):
    """Where a time is typed: whose zone it is in, and in which markets' way a date such as 3/4/2026 is written. `shop`
    is empty where it is nobody's.
    """

    zone: tzinfo
    markets: tuple[str, ...] = ()
    shop: str = ""


class Sense(NamedTuple):
    """How an option takes a time. `future`: a weekday or a time of day without a date is the next one, not the last.
    `day`: a day alone is its `start` or its `end`; None where it is refused, as a clock would start at an hour that
    nobody meant. `span`: a length of time alone is so long from now.
    """

    future: bool = False
    day: str | None = None
    span: bool = False


EVENT = Sense()  # when something happened
PROMISE = Sense(future=True)  # by when something must be done
WAKING = Sense(future=True, day="start", span=True)  # until when something is hidden
SINCE = Sense(day="start", span=True)
UNTIL = Sense(day="end", span=True)
DAY_OF = Sense(day="start")  # on which day something happened, the hour not needed


def span(text: str, option: str, examples: str | None = None) -> timedelta:
    """A length of elapsed time as typed: `2d`, `36h`, `1w`, `1 d 12 h`, `in 2 days`. `examples` are some that the
    option takes, for what is said of a mistyped one. Raises UsageError.
    """
    match = re.fullmatch(_WITHIN, text.strip().lower(), re.ASCII)
    lengths = {_UNIT[match[2]]: int(match[1])} if match else _typed_lengths(text)
    if not lengths:
        raise UsageError(
            tr(
                "{option} {text!r} is not a duration; write one such as {examples}.",
                option=option,
                text=text,
                examples=examples or tr("36h, 2d or 1w"),
            )
        )
    return timedelta(**lengths)


def _typed_lengths(text: str) -> dict[str, int]:
    """A length of time in words, by unit; empty where it is none, lies in the past, or has months, which differ."""
    from aftersales.core.time.typed_grammar import parse_span  # most runs are given none
    from aftersales.core.time.typed_words import ENGLISH

    length = parse_span(text, ENGLISH)
    return {} if length is None or length.direction < 0 or "months" in length.lengths else dict(length.lengths)


def values(typed: Sequence[str]) -> list[str]:
    """The values of an option that was repeated, or has commas between them. Raises UsageError for an empty one."""
    return [value.strip() for text in typed for value in text.split(",")]
