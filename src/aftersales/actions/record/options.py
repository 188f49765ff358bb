"""The options of a command that records."""

from __future__ import annotations

from aftersales.named_tuple import NamedTuple


class WriteOptions(NamedTuple):
    """How to record, and how to report it.

    `at` is when it happened, as typed (None: now). `dry_run` writes nothing. `format` is the format of the report as
    typed, `as_json` stands for JSON. `sure` asks nothing before several cases are written.
    """

    at: str | None = None
    dry_run: bool = False
    format: str | None = None
    as_json: bool = False
    sure: bool = False
