"""Brings the tables of a ledger up to date."""

# Loaded only when there is something to migrate: sqlite-utils takes longer to load than a whole `due`.

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from contextlib import closing
from functools import cache

from sqlite_utils import Database, Migrations

from aftersales.ledger import checksums, definitions, sqlite
from aftersales.ledger.migrations import (
    m001_to_m008,
    m009_to_m013,
    m014_checksums,
    m015_views,
    m016_forgotten,
    m017_files_again,
    m018_seen_rows,
    m019_claim_indexes,
    m020_export_spans,
    m021_import_index,
)
from aftersales.ledger.migrations.registry import migrations
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.triggers import drop_triggers, make_triggers
from aftersales.named_tuple import NamedTuple

# Loading a module of steps adds them, in this order.
STEPS = (
    m001_to_m008,
    m009_to_m013,
    m014_checksums,
    m015_views,
    m016_forgotten,
    m017_files_again,
    m018_seen_rows,
    m019_claim_indexes,
    m020_export_spans,
    m021_import_index,
)
# Which steps were applied is kept in a table of sqlite-utils. Checksums and digests belong to the file alone.
OWN_TABLES = (Migrations.migrations_table, *checksums.TABLES, "seen_rows")


class LedgerModel(NamedTuple):
    """What a ledger of a schema is made of: the columns of each table; the SQL of each trigger, index and view by kind
    and name; kind, name and SQL of all of them and of the tables, as they are made; the tables with their columns and
    keys.
    """

    columns: Mapping[str, Set[str]]
    parts: Mapping[tuple[str, str], str]
    definitions: Sequence[tuple[str, str, str]]
    tables: Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]


@cache
def model(schema: int | None = None) -> LedgerModel:
    """The model of a ledger of an earlier schema, or of a new one."""
    with closing(sqlite.in_memory()) as made:
        migrate(made, schema)
        return LedgerModel(
            definitions.columns(made), definitions.parts(made), definitions.schema(made), definitions.tables(made)
        )


def migrate(connection: Connection, schema: int | None = None) -> None:
    """Apply what is pending, make the log's triggers anew, and set the version's number. Runs inside the caller's
    transaction, so that all of it holds or nothing does. Raises what SQLite raises.

    With `schema` the tables become those of an earlier version, without triggers: rows of that time are put in, and
    then the rest is applied.
    """
    # Plugins that happen to be installed must not run on a file that holds buyers' data. Recursive triggers stay off,
    # as on every other connection.
    db = Database(connection, execute_plugins=False, recursive_triggers=False)
    # A fact that was damaged before must not look sound because its checksum is written anew.
    damaged = list(checksums.damaged(connection)) if checksums.is_kept(connection) else []
    drop_triggers(connection)  # what a migration does is not a write of the user's
    later = [step.name for step in migrations.pending(db)][schema - len(migrations.applied(db)) :] if schema else []
    migrations.apply(db, stop_before=later[:1])
    if not later:
        make_triggers(connection)  # of the tables as they are now
        checksums.renew_all(connection, damaged)
    sqlite.set_version(connection, len(migrations.applied(db)))
