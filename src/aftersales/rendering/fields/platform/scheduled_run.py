"""The fields of a run that a timer starts."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field

RAN, CLOSED, WAITED = "ran", "closed", "another-run"


class ScheduledRun(NamedTuple):
    """What one run did: one of the words above, and each command with its exit code."""

    state: str
    commands: Sequence[tuple[Sequence[str], int]] = ()


RUN_FIELDS = (
    Field(
        "state",
        "str",
        mark("ran, closed (the desk is not open), or another-run (one is under way): then nothing was read"),
        lambda r: r.state,
    ),
    Field(
        "commands",
        "list of object",
        mark("words (a list) and exit code (`code`) of each command that it ran"),
        lambda r: [{"words": list(line), "code": code} for line, code in r.commands],
    ),
)
