"""The topic `schema` has every table, view and column of the ledger, and says what it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from aftersales.ledger import definitions, triggers
from aftersales.ledger.migrations import apply
from aftersales.ledger.upkeep import value_checks
from aftersales.rendering.fields.ledger_tables.schema import SCHEMA, TABLES
from aftersales.rendering.fields.ledger_tables.table_meaning import FACTS, UNITS


def test_every_column_of_a_new_ledger_is_explained() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        apply.migrate(db)
        made = {name: columns for name, columns, _ in definitions.tables(db) if name not in apply.OWN_TABLES}
        views = [name for kind, name in definitions.parts(db) if kind == "view"]
        made |= {name: tuple(row[1] for row in db.execute(f"PRAGMA table_info({name})")) for name in views}
    assert {name: tuple(table.columns) for name, table in SCHEMA.items()} == made
    assert {column.unit for table in SCHEMA.values() for column in table.columns.values()} <= UNITS.keys()


def test_units_are_what_the_ledger_is_checked_for() -> None:
    def of(unit: str) -> dict[str, set[str]]:
        columns = {
            name: {column for column, meaning in table.columns.items() if meaning.unit == unit}
            for name, table in TABLES.items()
        }
        return {name: names for name, names in columns.items() if names}

    instants = {name: set(columns.split()) for name, columns in value_checks.INSTANTS.items()}
    instants["orders"].add("cancel_asked_at")  # which is empty where nobody waits
    assert of("time") == instants
    marks = {"report_marks": {"shops"}}
    assert of("json") == {name: set(columns) for name, columns in value_checks.JSON.items()} | marks
    assert of("minor").keys() == {"orders", "lines", "cases", "clocks"}


def test_facts_are_what_the_log_keeps() -> None:
    faults = {"version", "fault", "fault_code", "fault_at", "request_id"}
    again = {"imports": {"size", "read_as", "write_id"}, "orders": {"digest"}}
    loose = {"lines": set(TABLES["lines"].columns), "streams": faults, **again}
    for name, table in TABLES.items():
        if table.origin == FACTS:
            kept = set(triggers.FACTS.get(name, "").split()) | loose.get(name, set())
            assert set(table.columns) - set(table.derived) == kept, name
        else:
            assert name not in triggers.FACTS
