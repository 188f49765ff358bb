"""The fields of the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from aftersales.core.deadlines.rules_change import DeadlineMove, RulesChange
from aftersales.core.log.entry import LogEntry, LoggedEvent
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import optional_instant
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.moved_deadlines import Zones, move_fields
from aftersales.rendering.fields.view import Field, amount, json_value, local


class LoggedDetail(NamedTuple):
    """What was recorded on a case, and all that was said of it in a sentence."""

    event: LoggedEvent
    sentence: str


class LogRow(NamedTuple):
    """One write. `at` is in UTC; `events` are names of events, `files` of imported files; `rules` and `moves` are of a
    change of rules; `recorded` is what came from no file; `undone` the entry that it undoes.
    """

    write: int
    at: datetime
    by: str
    command: str
    cases: Sequence[int]
    orders: Sequence[str]
    events: Sequence[str]
    files: Sequence[str]
    undoes: int | None
    undone_by: int | None
    summary: str
    rules: RulesChange | None
    moves: Sequence[DeadlineMove]
    zones: Zones
    recorded: Sequence[LoggedDetail] = ()
    undone: LogEntry | None = None


def _recorded(detail: LoggedDetail, zones: Zones) -> dict[str, Any]:
    event = detail.event
    said = event.data
    return {
        "case": event.case,
        "event": event.name,
        "at": local(event.at, zones.market),
        "reason": _text(said.get("reason")),
        "text": _text(said.get("text")),
        "mode": _text(said.get("mode")),
        "amount": amount(optional_money(said.get("amount"), event.currency)),
        "until": local(optional_instant(said.get("until")), zones.market),
        "details": detail.sentence or None,
    }


def _text(value: Any) -> str | None:
    """What an event says. Where somebody has put something else than a text into the ledger, it is shown as JSON."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _moved(move: DeadlineMove, zones: Zones) -> dict[str, Any]:
    fields = {"case": move.case, "duty": move.duty, "owner": move.owner, "change": move.change}
    return fields | move_fields(move, zones)


LOG_FIELDS: tuple[Field, ...] = (
    Field("write", "int", mark("number of the log entry, for `undo`"), attrgetter("write")),
    Field("at", "str", mark("when it was recorded, ISO 8601"), lambda row: local(row.at, row.zones.market)),
    Field("by", "str", mark("the user of the machine who recorded it"), attrgetter("by")),
    Field("command", "str", mark("the command that recorded it"), attrgetter("command")),
    Field("cases", "list of int", mark("the cases it changed"), lambda row: list(row.cases)),
    Field(
        "orders",
        "list of str",
        mark("the orders it added, changed or removed, at most ten"),
        lambda row: list(row.orders),
    ),
    Field(
        "events",
        "list of str",
        mark("what it recorded on cases, such as request.approved"),
        lambda row: list(row.events),
    ),
    Field("files", "list of str", mark("the files it read"), lambda row: list(row.files)),
    Field("undoes", "int or null", mark("the log entry that it undoes"), attrgetter("undoes")),
    Field(
        "undone_by",
        "int or null",
        mark("the log entry that undid it; it no longer counts"),
        attrgetter("undone_by"),
    ),
    Field("summary", "str", mark("all this in short"), attrgetter("summary")),
    Field(
        "rules",
        "object or null",
        mark("of changed rules: why, rule set before and after, open cases, zone and staff_zone"),
        lambda row: json_value(row.rules),
    ),
    Field(
        "moves",
        "list of object",
        mark("the deadlines these moved: case, duty, owner, change, from, to, act_by_from and act_by_to"),
        lambda row: [_moved(move, row.zones) for move in row.moves],
    ),
    Field(
        "recorded",
        "list of object",
        mark(
            "what a person recorded: case, event, at, reason, text, mode, amount, until (null where not said), and "
            "details, all of it in a sentence"
        ),
        lambda row: [_recorded(detail, row.zones) for detail in row.recorded],
    ),
)
