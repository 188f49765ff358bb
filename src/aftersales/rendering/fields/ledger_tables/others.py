"""The tables that are calculated, the log, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark
from aftersales.rendering.fields.ledger_tables.table_meaning import DERIVED, LOG, SENT, TableMeaning, columns

_SHOP = ("shop", "text", mark("the shop"))
_CASE = ("case_id", "number", mark("the case"))
_NUMBER = ("id", "number", mark("its number"))

OTHER_TABLES: Mapping[str, TableMeaning] = {
    "clocks": TableMeaning(
        DERIVED,
        mark("A deadline of a case."),
        columns(
            _CASE,
            ("n", "number", mark("its place in the case")),
            ("rule", "text", mark("the rule; null where only the platform gave it")),
            ("duty", "text", mark("what must be done")),
            ("owner", "text", mark("who must do it: seller, buyer or platform")),
            ("policy", "text", mark("the rule set")),
            ("outcome", "text", mark("what happens when the time is over")),
            ("attempt", "number", mark("which submission of the request it is; 1 is the first")),
            ("started_by", "text", mark("the event that started it")),
            ("started_at", "time", mark("when it started")),
            ("due_at", "time", mark("the deadline")),
            ("computed_due", "time", mark("the deadline by the rules")),
            ("stamped_due", "time", mark("the deadline that the platform gives")),
            ("stopped_at", "time", mark("when it was met, or no longer mattered; null while it runs")),
            ("stopped_by", "text", mark("the event that stopped it")),
            ("planned", "yes", mark("what stops it was still to come when it was recorded")),
            ("confirmed", "yes", mark("the platform's data show what was recorded here")),
            ("lapses_at", "time", mark("when the platform acts by itself, which ends it")),
            ("chained", "yes", mark("it starts only if nobody acts on another")),
            ("holds", "yes", mark("its deadline counts, of several for the same duty")),
            ("act_late", "yes", mark("it still helps to act when it is overdue")),
            ("risk", "minor", mark("what silence costs")),
            ("risk_currency", "text", mark("the currency of that")),
            ("flags", "json", mark("marks such as inferred or paused")),
            ("snoozed_until", "time", mark("the list leaves it out until then")),
            ("act_by", "time", mark("the last moment before it at which your staff is in")),
            ("opens_at", "time", mark("from when it can be done")),
            ("stake", "text", mark("what silence costs: money, right, standing, look, house or none")),
            ("winnable", "minor", mark("what an appeal or a claim can bring back")),
            ("winnable_currency", "text", mark("the currency of that")),
        ),
    ),
    "shop_rules": TableMeaning(
        DERIVED,
        mark("The rules under which the deadlines of a shop were calculated."),
        columns(
            _SHOP,
            ("fingerprint", "text", mark("it is another one when the rules change")),
            ("policy", "text", mark("the rule set")),
            ("zone", "text", mark("the time zone of its deadlines")),
            ("currency", "text", mark("the market's currency")),
            ("checked", "text", mark("the day on which the rules were last checked")),
            (
                "confirm",
                "text",
                mark("import: what is recorded waits for the platform's data; trust: it does not"),
            ),
            ("staff_zone", "text", mark("the time zone of your staff")),
        ),
    ),
    "zone_offsets": TableMeaning(
        DERIVED,
        mark("Local time of a time zone, for the views."),
        columns(
            ("zone", "text", mark("the time zone")),
            ("since", "time", mark("from when on")),
            ("seconds", "number", mark("how many seconds it is ahead of UTC")),
        ),
    ),
    "writes": TableMeaning(
        LOG,
        mark("An entry of the log."),
        columns(
            _NUMBER,
            ("recorded_at", "time", mark("when it was recorded")),
            ("by_whom", "text", mark("who recorded it: the user on that computer")),
            ("command", "text", mark("the command")),
            ("undoes", "number", mark("the entry that it takes back")),
            ("undone_by", "number", mark("the entry that takes it back")),
        ),
    ),
    "changes": TableMeaning(
        LOG,
        mark("What an entry of the log changed: one row of one table of facts."),
        columns(
            _NUMBER,
            ("write_id", "number", mark("the entry")),
            ("tbl", "text", mark("the table")),
            ("op", "text", mark("insert, update or delete")),
            ("key", "text", mark("which row")),
            ("case_id", "number", mark("the case")),
            _SHOP,
            ("ref", "text", mark("the order number")),
            ("image", "json", mark("the values before")),
        ),
    ),
    "removed": TableMeaning(
        LOG,
        mark("The highest number that was ever taken out of a table: it is not given again."),
        columns(("tbl", "text", mark("the table")), ("id", "number", mark("the number"))),
    ),
    "sqlite_sequence": TableMeaning(
        LOG,
        mark("The highest number that a case ever had; SQLite keeps it."),
        columns(("name", "text", mark("the table")), ("seq", "number", mark("the number"))),
    ),
    "forgotten": TableMeaning(
        LOG,
        mark("An order or request whose buyer was forgotten: a later file does not bring the name back."),
        columns(
            _SHOP,
            ("number", "text", mark("the number of the order or request")),
            ("at", "time", mark("when that was")),
        ),
    ),
    "report_marks": TableMeaning(
        SENT,
        mark("Up to where a report has told what is new."),
        columns(
            ("report", "text", mark("which report")),
            ("shops", "json", mark("of which shops; empty for all")),
            ("write_id", "number", mark("the last entry of the log that it knew")),
            ("at", "time", mark("when that was")),
        ),
    ),
    "sent_alerts": TableMeaning(
        SENT,
        mark("A warning that was sent, of a deadline."),
        columns(
            _NUMBER,
            ("receiver", "text", mark("to whom, as the configuration names them")),
            _CASE,
            ("duty", "text", mark("what must be done")),
            ("due_at", "time", mark("the deadline")),
            ("level", "text", mark("how pressing it was")),
            ("sent_at", "time", mark("when it was sent")),
        ),
    ),
    "sent_stale": TableMeaning(
        SENT,
        mark("A warning that was sent, of data that are too old."),
        columns(
            _NUMBER,
            ("receiver", "text", mark("to whom, as the configuration names them")),
            _SHOP,
            ("day", "text", mark("on which day")),
            ("sent_at", "time", mark("when it was sent")),
        ),
    ),
}
