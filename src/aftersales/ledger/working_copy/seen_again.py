"""Rows of requests that say nothing new, told by a digest."""

# Of each row of an API answer that is in the ledger there is a digest, the case and the snapshot that it led to, and
# the write that put it in. A row with that digest says nothing new while nothing of the case has changed since; that is
# only asked of cases that are closed, and of which nothing was recorded by hand: their deadlines don't depend on how
# long the platform showed them so. What is found out is kept in temporary tables until `store`: a working copy is made
# of other tables, and the ledger may not be written yet.

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from aftersales.core.time.instants import iso
from aftersales.ledger import definitions, journal, predicates
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy.tables import is_made
from aftersales.named_tuple import NamedTuple


class AnswerRow(NamedTuple):
    """A row of an answer: its number of the platform, its digest, and where it stands."""

    number: str
    digest: int
    origin: str


class KnownRow(NamedTuple):
    """What the ledger has of a row that says nothing new: its case and snapshot, as of when it is, and what the row
    says of its order and amount.
    """

    case: int
    snapshot: int
    as_of: str
    origin: str
    order: str | None
    currency: str | None


def make_tables(connection: Connection) -> None:
    """Make the temporary tables, where they are not there yet."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS seen_again (case_id INTEGER PRIMARY KEY, snapshot, as_of, origin, logged)"
    )
    connection.execute(
        """CREATE TEMP TABLE IF NOT EXISTS seen_first (shop, ref, digest, case_id, snapshot, write_id,
        PRIMARY KEY (shop, ref))"""
    )


def known_rows(connection: Connection, shop: str, rows: Sequence[AnswerRow], as_of: datetime) -> dict[str, KnownRow]:
    """Those of a few hundred rows of an answer as of then (UTC) that say nothing new of their case, by number. An older
    answer than the first one that showed a row says since when it was known.
    """
    copied = "AND c.id NOT IN (SELECT id FROM temp.cases)" if is_made(connection) else ""
    answers = connection.execute(
        f"""SELECT s.ref, c.id, o.id, c.as_of, c.origin, c.order_ref, c.currency
        FROM json_each(:rows) j CROSS JOIN main.seen_rows s ON s.shop = :shop AND s.ref = json_extract(j.value, '$[0]')
            AND s.digest = json_extract(j.value, '$[1]')
        CROSS JOIN main.cases c ON c.id = s.case_id CROSS JOIN main.observations o ON o.id = s.snapshot
        WHERE c.closed = 1 AND c.source = 'api' AND c.as_of = o.last_seen AND o.noticed_at <= :as_of
        AND c.missing_since IS NULL AND {predicates.existing_case()} AND o.case_id = c.id {copied}
        AND NOT EXISTS (SELECT 1 FROM main.changes w WHERE w.case_id = c.id AND w.write_id > s.write_id)
        AND NOT EXISTS (SELECT 1 FROM main.observations p WHERE p.case_id = c.id AND p.id <> o.id
            AND p.last_seen >= o.first_seen)
        AND NOT EXISTS (SELECT 1 FROM main.case_refs r WHERE r.case_id = c.id AND r.ref <> s.ref)
        AND NOT EXISTS (SELECT 1 FROM main.events e WHERE e.case_id = c.id AND e.source = 'hand')""",
        {"rows": json.dumps([row[:2] for row in rows]), "shop": shop, "as_of": iso(as_of)},
    )
    return {number: KnownRow(*values) for number, *values in answers}


def see_again(connection: Connection, rows: Iterable[tuple[AnswerRow, KnownRow]], as_of: datetime, log: bool) -> None:
    """Note that rows were seen again in an answer as of then (UTC); `log` says whether the log has it."""
    newest = iso(as_of)
    later = [
        (known, row.origin)
        for row, known in rows
        if newest > known.as_of or (newest == known.as_of and row.origin != known.origin)
    ]
    if not later:
        return
    connection.executemany(
        "INSERT OR REPLACE INTO temp.seen_again VALUES (?, ?, ?, ?, ?)",
        [(known.case, known.snapshot, newest, origin, log) for known, origin in later],
    )
    if log:
        _log(connection, [known.case for known, _ in later])


def _log(connection: Connection, cases: Sequence[int]) -> None:
    """The same in the log as the triggers would write."""
    entry = "INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)"
    source = """FROM json_each(:cases) j CROSS JOIN temp.seen_again s ON s.case_id = j.value
        CROSS JOIN main.cases c ON c.id = s.case_id CROSS JOIN main.observations o ON o.id = s.snapshot"""
    values = {"write": journal.current_write(connection), "cases": json.dumps(cases)}
    connection.execute(
        f"""{entry} SELECT :write, 'cases', 'update', c.id, c.id, c.shop, NULL, (SELECT json_group_object(name, was)
            FROM (SELECT 'as_of' AS name, c.as_of AS was WHERE c.as_of <> s.as_of
            UNION ALL SELECT 'origin', c.origin WHERE c.origin <> s.origin)) {source}""",
        values,
    )
    connection.execute(
        f"""{entry} SELECT :write, 'observations', 'update', o.id, c.id, c.shop, NULL,
        json_object('last_seen', o.last_seen) {source} WHERE o.last_seen < s.as_of""",
        values,
    )


def see_first(connection: Connection, shop: str, rows: Iterable[tuple[str, int]]) -> None:
    """Note the digests of rows, by number, that are in the ledger now as they say."""
    connection.executemany(
        f"""INSERT OR REPLACE INTO temp.seen_first SELECT :shop, :ref, :digest, c.id, o.id, max(
            coalesce((SELECT max(write_id) FROM changes WHERE case_id = c.id), 0),
            coalesce((SELECT max(write_id) FROM main.changes WHERE case_id = c.id), 0))
        FROM case_refs r CROSS JOIN cases c ON c.id = r.case_id CROSS JOIN observations o ON o.case_id = c.id
        WHERE r.shop = :shop AND r.ref = :ref AND o.ref = :ref AND c.source = 'api' AND o.source = 'api'
        AND o.last_seen = c.as_of AND {predicates.existing_case()}""",
        ({"shop": shop, "ref": ref, "digest": digest} for ref, digest in rows),
    )


def forget(connection: Connection, shop: str, numbers: Iterable[str]) -> None:
    """Let go of what this write noted of rows with these numbers: more was written of their cases."""
    connection.executemany(
        "DELETE FROM temp.seen_first WHERE shop = ? AND ref = ?", ((shop, number) for number in numbers)
    )


def store_directly(connection: Connection) -> None:
    """Store what was noted in a ledger of which no working copy was made; in one, `storing.store` does it."""
    if is_made(connection) or not definitions.has_temporary(connection, "seen_again"):
        return
    if connection.execute("SELECT 1 FROM temp.seen_again LIMIT 1").fetchone():
        with journal.resting(connection, ("cases_update", "observations_update")):
            store(connection)
    else:
        store(connection)


def store(connection: Connection) -> None:
    """Store what was noted, inside the caller's transaction, whose triggers for changed cases and snapshots rest."""
    if not definitions.has_temporary(connection, "seen_again"):
        return
    connection.execute(
        """UPDATE main.observations SET last_seen = s.as_of FROM temp.seen_again s
        WHERE s.snapshot = observations.id AND last_seen < s.as_of"""
    )
    # A later answer of the same write may have been read row by row since, and be what the case has.
    connection.execute(
        """UPDATE main.cases SET as_of = s.as_of, origin = s.origin FROM temp.seen_again s
        WHERE s.case_id = cases.id AND s.as_of >= cases.as_of"""
    )
    connection.execute("INSERT OR IGNORE INTO main.stale_checksums SELECT 'cases', case_id FROM temp.seen_again")
    connection.execute(
        """UPDATE main.seen_rows SET write_id = (SELECT max(id) FROM main.writes) FROM temp.seen_again s
        JOIN main.case_refs r ON r.case_id = s.case_id
        WHERE s.logged AND r.shop = seen_rows.shop AND r.ref = seen_rows.ref"""
    )
    connection.execute("INSERT OR REPLACE INTO main.seen_rows SELECT * FROM temp.seen_first")
    for table in ("seen_again", "seen_first"):
        connection.execute(f"DROP TABLE temp.{table}")
