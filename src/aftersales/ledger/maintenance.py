"""Checks of the ledger file: its structure, log and values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from zoneinfo import ZoneInfo

from aftersales.language import tr
from aftersales.ledger import migrations, sqlite
from aftersales.ledger.sqlite import Connection

# Columns that hold an instant, written as `2026-11-24T16:02:00Z`.
_INSTANTS = {
    "shops": "added_at",
    "imports": "as_of recorded_at",
    "orders": "placed_at paid_at dispatched_at delivered_at cancelled_at as_of dispatch_by deliver_by",
    "cases": "opened_at caught_up_at missing_since as_of",
    "events": "at recorded_at",
    "observations": "first_seen noticed_at last_seen refunded_at",
    "clocks": "started_at due_at computed_due stamped_due stopped_at lapses_at snoozed_until act_by",
    "writes": "recorded_at",
}
_JSON = {"cases": "lines flags", "events": "data", "observations": "stamps", "clocks": "flags", "changes": "image"}
_LOGGED = ("imports", "cases", "events", "observations")  # each row put in stands in the log, by its number


def findings(connection: Connection) -> list[str]:
    """What is wrong with the file, a sentence each; empty where it is sound. Reads the whole file."""
    if damage := sqlite.damage(connection):  # what else is read from a damaged file says nothing
        return [tr("the file is damaged: {line}", line=line) for line in damage[:5]]
    missing = list(_structure(connection))
    if any(line.startswith(tr("the table")) for line in missing):
        return missing
    return [*missing, *_references(connection), *_log(connection), *_values(connection), *_zones(connection)]


def _structure(connection: Connection) -> Iterator[str]:
    """What is missing or otherwise than a new ledger has it. What somebody added of their own is left alone."""
    with closing(sqlite.in_memory()) as model:
        migrations.migrate(model)
        wanted, there = sqlite.columns(model), sqlite.columns(connection)
        for table, columns in wanted.items():
            if table not in there:
                yield tr("the table {table} is missing", table=table)
            elif lacking := columns - there[table]:
                yield tr("the table {table} has no column {lacking}", table=table, lacking=", ".join(sorted(lacking)))
        parts, present = sqlite.parts(model), sqlite.parts(connection)
    for kind, harm in _HARM.items():
        names = {name: sql for (other, name), sql in parts.items() if other == kind}
        gone = [name for name in names if (kind, name) not in present]
        altered = [name for name, sql in names.items() if present.get((kind, name), sql) != sql]
        if gone:
            yield f"{_named(kind, gone)} missing: {harm}"
        if altered:
            yield tr("{named} not as aftersales makes it: {harm}", named=_named(kind, altered), harm=harm)


# What follows where a part of the file is missing.
_HARM = {
    "trigger": tr("what was recorded meanwhile stands in no log, and can't be taken back"),
    "index": tr("lists are slow; nothing is lost"),
    "view": tr("your own queries that use it fail; nothing is lost"),
}


def _named(kind: str, names: list[str]) -> str:
    if len(names) == 1:
        return f"the {kind} {names[0]} is"
    plural = {"index": "indexes"}.get(kind, f"{kind}s")
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{len(names)} {plural} ({', '.join(names[:3])}{more}) are"


def _references(connection: Connection) -> Iterator[str]:
    for (table, parent), count in Counter(sqlite.broken_references(connection)).items():
        yield tr(
            "{rows} to nothing in {parent}: {table}", rows=_rows(count, "belongs", "belong"), parent=parent, table=table
        )


def _log(connection: Connection) -> Iterator[str]:
    """Rows that came in and that no log entry tells of. What an older version wrote, before there was a log, is told
    by none: its numbers are below those of the first row that the log tells of.
    """
    (migrated,) = connection.execute("SELECT EXISTS (SELECT 1 FROM writes WHERE command = 'migrate')").fetchone()
    for table in _LOGGED:
        (first,) = connection.execute(
            "SELECT min(CAST(key AS INTEGER)) FROM changes WHERE tbl = ? AND op = 'insert'", (table,)
        ).fetchone()
        if migrated and first is None:
            continue
        (count,) = connection.execute(
            f"""SELECT count(*) FROM (SELECT id FROM {table} WHERE id >= ?2
            EXCEPT SELECT CAST(key AS INTEGER) FROM changes WHERE tbl = ?1 AND op = 'insert')""",
            (table, first if migrated else 0),
        ).fetchone()
        if count:
            yield tr("{rows} in no log, and can't be taken back: {table}", rows=_rows(count, "is", "are"), table=table)
    (count,) = connection.execute(
        """SELECT count(*) FROM writes w JOIN writes u ON u.id = w.undone_by WHERE u.undoes IS NULL"""
    ).fetchone()
    if count:
        yield tr(
            "{rows} marked as taken back by a write that takes nothing back: writes", rows=_rows(count, "is", "are")
        )


def _values(connection: Connection) -> Iterator[str]:
    for table, names in _INSTANTS.items():
        for name in names.split():
            yield from _odd(
                connection, table, name, f"{name} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:"
                "[0-5][0-9]:[0-5][0-9]Z' OR julianday(" + name + ") IS NULL", tr("no instant"),
            )  # fmt: skip
    for table, names in _JSON.items():
        for name in names.split():
            yield from _odd(connection, table, name, f"NOT json_valid({name})", tr("no JSON"))


def _odd(connection: Connection, table: str, name: str, condition: str, what: str) -> Iterator[str]:
    count, example = connection.execute(
        f"SELECT count(*), min({name}) FROM {table} WHERE {name} IS NOT NULL AND ({condition})"
    ).fetchone()
    if count:
        yield f"{_rows(count, 'has', 'have')} {what} in {table}.{name}: {str(example)[:40]!r}"


def _zones(connection: Connection) -> Iterator[str]:
    for shop, *zones in connection.execute("SELECT shop, zone, staff_zone FROM shop_rules"):
        for zone in zones:
            try:
                ZoneInfo(zone or "UTC")
            except (KeyError, ValueError, OSError):
                yield tr("shop {shop} has a time zone that this machine doesn't know: {zone!r}", shop=shop, zone=zone)


def _rows(count: int, one: str, many: str) -> str:
    return f"1 row {one}" if count == 1 else f"{count} rows {many}"
