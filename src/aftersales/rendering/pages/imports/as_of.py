"""Where the time of an export was read, in words."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark, tr

# Those that can't be older than they look.
SURE = ("--as-of", "the file's name", "rejected-rows")
# As the ledger keeps them, in English.
_SOURCES: Mapping[str, str] = {
    "--as-of": mark("--as-of"),
    "the file's modification time": mark("the file's modification time"),
    "the file's name": mark("the file's name"),
    "the newest instant in the file": mark("the newest time in the file"),
    "request_id": mark("the answer's request_id"),
    "sync": mark("sync"),
    "rejected-rows": mark("the file that these rows were rejected from"),
}


def as_of_source(source: str) -> str:
    """Where an as-of was read."""
    return tr(_SOURCES.get(source, source))
