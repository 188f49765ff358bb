"""Checks of the ledger file: its structure, log and values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from zoneinfo import ZoneInfo

from aftersales.language import tr, trn
from aftersales.ledger import checksums, definitions, sqlite
from aftersales.ledger.checksums import FactGroup
from aftersales.ledger.migrations import apply
from aftersales.ledger.sqlite import Connection, DatabaseError
from aftersales.ledger.upkeep import value_checks
from aftersales.named_tuple import NamedTuple
from aftersales.text import excerpt, few, listed

_LOGGED = ("imports", "cases", "events", "observations")  # the log has every inserted row, by its number


# Parts that can be missing without any loss: every command works without them.
_SPARE_PARTS = ("index", "view")


class Fault(NamedTuple):
    """One thing that is wrong with a ledger, as a sentence. `harmless`: only an index or a view is concerned."""

    sentence: str
    harmless: bool = False


def faults(connection: Connection, *, deep: bool = False) -> list[Fault]:
    """What is wrong with the file; empty if it is sound. Reads the whole file. `deep` compares each fact with its
    checksum too.
    """
    try:
        return _faults(connection, deep=deep)
    except (DatabaseError, ValueError, TypeError, OverflowError) as error:  # values that nothing here writes
        return [Fault(tr("the file is damaged: {line}", line=error))]


def _faults(connection: Connection, *, deep: bool) -> list[Fault]:
    if damage := sqlite.damage(connection):  # nothing else that is read from a damaged file can be trusted
        return [Fault(tr("the file is damaged: {line}", line=line)) for line in damage[:5]]
    model = apply.model()
    parts_faults = list(_parts(connection, model.parts))
    if incomplete := list(_incomplete_tables(connection, model.columns)):
        return [*map(Fault, incomplete), *parts_faults]
    rows = (*_references(connection), *_log(connection), *value_checks.odd_values(connection), *_zones(connection))
    return [*parts_faults, *map(Fault, rows), *(_changed_facts(connection) if deep else ())]


def _changed_facts(connection: Connection) -> Iterator[Fault]:
    """The facts that are not those that were written. The groups of one table are told in one sentence."""
    groups: dict[str, list[FactGroup]] = {}
    for group in checksums.damaged(connection):
        groups.setdefault(group.table, []).append(group)
    for table, changed in groups.items():
        yield Fault(_changed(connection, table, changed))


def _changed(connection: Connection, table: str, changed: Sequence[FactGroup]) -> str:
    count = len(changed)
    if table == "cases":
        return trn(
            "the facts of case {cases} have changed in the file",
            "the facts of {count} cases ({cases}) have changed in the file",
            count,
            cases=few([group.number for group in changed], 20),
        )
    if table == "orders":
        spans = (checksums.refs(connection, group) for group in changed)
        return trn(
            "an order of {spans} has changed in the file",
            "orders have changed in the file; they are among {spans}",
            count,
            spans=few(tr("{first} to {last}", first=first, last=last) for first, last in spans),
        )
    return tr("{table}: rows have changed in the file", table=excerpt(table, 40))


def row_faults(connection: Connection) -> list[str]:
    """What is wrong with the values of the rows, and with what they refer to, in a file whose structure is sound."""
    return [*_references(connection), *value_checks.odd_values(connection), *_zones(connection)]


def version(connection: Connection) -> int:
    """The version of the schema that a ledger has."""
    return sqlite.version(connection)


def quick_damage(connection: Connection) -> str | None:
    """The first thing that is wrong with the structure of the file, None where it is sound. Indexes are not compared
    with their tables, so that it takes a second where `faults` takes a minute.
    """
    return sqlite.quick_damage(connection)


def _incomplete_tables(connection: Connection, wanted: Mapping[str, Set[str]]) -> Iterator[str]:
    """The tables and columns that a new ledger has and this one lacks. Added ones are left alone."""
    present = definitions.columns(connection)
    for table, columns in wanted.items():
        if table not in present:
            yield tr("the table {table} is missing", table=table)
        elif lacking := columns - present[table]:
            yield trn(
                "the table {table} has no column {columns}",
                "the table {table} has no columns {columns}",
                len(lacking),
                table=table,
                columns=listed(sorted(lacking)),
            )


def _parts(connection: Connection, wanted: Mapping[tuple[str, str], str]) -> Iterator[Fault]:
    """The triggers, indexes and views that are missing, or differ from those of a new ledger."""
    present = definitions.parts(connection)
    for kind in ("trigger", *_SPARE_PARTS):
        names = {name: sql for (other, name), sql in wanted.items() if other == kind}
        missing = [name for name in names if (kind, name) not in present]
        altered = [name for name, sql in names.items() if present.get((kind, name), sql) != sql]
        if missing:
            yield Fault(_missing(kind, missing), kind in _SPARE_PARTS)
        if altered:
            yield Fault(_altered(kind, altered), kind in _SPARE_PARTS)


def _missing(kind: str, names: Sequence[str]) -> str:
    count, listed = len(names), few(names)
    if kind == "trigger":
        return trn(
            "the trigger {names} is missing: what was recorded without it is not in the log, and can't be undone",
            "{count} triggers ({names}) are missing: what was recorded without them is not in the log, and can't be "
            "undone",
            count,
            names=listed,
        )
    if kind == "index":
        return trn(
            "the index {names} is missing: lists are slow; nothing is lost",
            "{count} indexes ({names}) are missing: lists are slow; nothing is lost",
            count,
            names=listed,
        )
    return trn(
        "the view {names} is missing: your own queries that use it fail; nothing is lost",
        "{count} views ({names}) are missing: your own queries that use them fail; nothing is lost",
        count,
        names=listed,
    )


def _altered(kind: str, names: Sequence[str]) -> str:
    count, listed = len(names), few(names)
    if kind == "trigger":
        return trn(
            "the trigger {names} was altered: what was recorded since may not be in the log, and can't be undone then",
            "{count} triggers ({names}) were altered: what was recorded since may not be in the log, and can't be "
            "undone then",
            count,
            names=listed,
        )
    if kind == "index":
        return trn(
            "the index {names} was altered: lists are slow; nothing is lost",
            "{count} indexes ({names}) were altered: lists are slow; nothing is lost",
            count,
            names=listed,
        )
    return trn(
        "the view {names} was altered: your own queries that use it may fail; nothing is lost",
        "{count} views ({names}) were altered: your own queries that use them may fail; nothing is lost",
        count,
        names=listed,
    )


def _references(connection: Connection) -> Iterator[str]:
    for (table, parent), count in Counter(sqlite.broken_references(connection)).items():
        yield trn(
            "{table}: {count} row refers to a missing row of {parent}",
            "{table}: {count} rows refer to missing rows of {parent}",
            count,
            table=table,
            parent=parent,
        )


def _log(connection: Connection) -> Iterator[str]:
    """Inserted rows that are missing from the log. Rows of an older version, which had no log, don't count: their
    numbers are lower than the first row number in the log.
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
            yield trn(
                "{table}: {count} row is not in the log, and can't be undone",
                "{table}: {count} rows are not in the log, and can't be undone",
                count,
                table=table,
            )
    (count,) = connection.execute(
        """SELECT count(*) FROM writes w JOIN writes u ON u.id = w.undone_by WHERE u.undoes IS NULL"""
    ).fetchone()
    if count:
        yield trn(
            "writes: {count} row is marked as undone by a log entry that undoes nothing",
            "writes: {count} rows are marked as undone by a log entry that undoes nothing",
            count,
        )


def _zones(connection: Connection) -> Iterator[str]:
    for shop, *zones in connection.execute("SELECT shop, zone, staff_zone FROM shop_rules"):
        for zone in zones:
            try:
                ZoneInfo(zone or "UTC")
            except (KeyError, ValueError, OSError):
                yield tr("shop {shop} has a time zone that this machine doesn't know: {zone!r}", shop=shop, zone=zone)
