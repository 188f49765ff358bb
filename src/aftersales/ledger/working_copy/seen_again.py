"""Rows of requests that say nothing new, told by a digest."""

# Of each row of an API answer that is in the ledger there is a digest, the case and the snapshot that it led to, and
# the write that put it in. A row with that digest says nothing new while nothing of the case has changed since; that is
# only asked of cases of which nothing was recorded by hand. What follows from the facts of a closed one does not depend
# on how long the platform showed it so. Of an open one three things do, and nothing else while its rules stay: the
# look for a payment of the platform; whether Seller Center answered by an automatic rule as it should have; and the
# look at what only waits, which is put off once data of a later day show the same (`expected_change.is_of_later_day`).
# A working copy is made of other tables, and the ledger may not be written yet: what is found out is kept in temporary
# tables until `store`, and what is copied later gets it then (`copied`). Without a copy it is written at once.

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.core.rules.expected_change import is_of_later_day
from aftersales.core.time.instants import instant, iso
from aftersales.core.vocabulary import LEFT_TO_RULE
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
        """CREATE TEMP TABLE IF NOT EXISTS seen_again (case_id INTEGER PRIMARY KEY, snapshot, as_of, origin, logged,
        copied)"""
    )
    connection.execute(
        """CREATE TEMP TABLE IF NOT EXISTS seen_first (shop, ref, digest, case_id, snapshot, write_id,
        PRIMARY KEY (shop, ref))"""
    )


# What an open case waits for, if that hangs on how long the platform showed it as it is.
_PAYMENT = "duty = 'refund' AND owner = 'platform' AND stopped_at IS NULL"
_LEFT = f"instr(flags, '\"{LEFT_TO_RULE}\"') > 0 AND stopped_at IS NULL"
_LOOK = "duty = 'check'"
_KNOWN = f"""SELECT s.ref, c.id, o.id, c.as_of, c.origin, c.order_ref, c.currency, u.zone,
        iif(c.closed = 0 AND EXISTS (SELECT 1 FROM main.clocks WHERE case_id = c.id AND {_LOOK}), o.noticed_at, NULL)
    FROM json_each(:rows) j CROSS JOIN main.seen_rows s ON s.shop = :shop AND s.ref = json_extract(j.value, '$[0]')
        AND s.digest = json_extract(j.value, '$[1]')
    CROSS JOIN main.cases c ON c.id = s.case_id CROSS JOIN main.observations o ON o.id = s.snapshot
    LEFT JOIN main.shop_rules u ON u.shop = s.shop AND u.fingerprint = :rules
    WHERE (c.closed = 1 OR (c.rules = u.fingerprint
        AND NOT EXISTS (SELECT 1 FROM main.clocks WHERE case_id = c.id AND ({_PAYMENT} OR {_LEFT}))))
    AND c.source = 'api' AND c.as_of = o.last_seen AND o.noticed_at <= :as_of
    AND c.missing_since IS NULL AND {predicates.existing_case()} AND o.case_id = c.id
    AND NOT EXISTS (SELECT 1 FROM main.changes w WHERE w.case_id = c.id AND w.write_id > s.write_id)
    AND NOT EXISTS (SELECT 1 FROM main.observations p WHERE p.case_id = c.id AND p.id <> o.id
        AND p.last_seen >= o.first_seen)
    AND NOT EXISTS (SELECT 1 FROM main.case_refs r WHERE r.case_id = c.id AND r.ref <> s.ref)
    AND NOT EXISTS (SELECT 1 FROM main.events e WHERE e.case_id = c.id AND e.source = 'hand')"""


def known_rows(
    connection: Connection, shop: str, rows: Sequence[AnswerRow], as_of: datetime, rules: str = ""
) -> dict[str, KnownRow]:
    """Those of a few hundred rows of an answer as of then (UTC) that say nothing new of their case, by number. An older
    answer than the first one that showed a row says since when it was known. Rows of open cases are among them where
    the cases of the shop were derived under the rules with this fingerprint already.
    """
    query = f"{_KNOWN} AND c.id NOT IN (SELECT id FROM temp.cases)" if is_made(connection) else _KNOWN
    values = {"rows": json.dumps([row[:2] for row in rows]), "shop": shop, "as_of": iso(as_of), "rules": rules}
    answers = connection.execute(query, values).fetchall()
    noted = _noted(connection, [row[1] for row in answers]) if is_made(connection) else {}
    known: dict[str, KnownRow] = {}
    for number, case, snapshot, was, origin, order, currency, zone, noticed in answers:
        newest, where = noted.get(case, (was, origin))
        row = KnownRow(case, snapshot, newest, where, order, currency)
        if noticed is None or not _puts_look_off(noticed, row.as_of, as_of, ZoneInfo(zone)):
            known[number] = row
    return known


def _noted(connection: Connection, cases: Sequence[int]) -> dict[int, tuple[str, str]]:
    """As of when, and where, an earlier answer of the same write showed some cases."""
    rows = connection.execute(
        "SELECT case_id, as_of, origin FROM json_each(?) j CROSS JOIN temp.seen_again ON case_id = j.value",
        (json.dumps(cases),),
    )
    return {case: (as_of, origin) for case, as_of, origin in rows}


def _puts_look_off(noticed: str, was: str, as_of: datetime, zone: ZoneInfo) -> bool:
    """Whether an answer as of then is the first of a later day than the one on which something was noticed."""
    return not is_of_later_day(instant(noticed), instant(was), zone) and is_of_later_day(instant(noticed), as_of, zone)


def see_again(connection: Connection, rows: Iterable[tuple[AnswerRow, KnownRow]], as_of: datetime, log: bool) -> None:
    """Note that rows were seen again in an answer as of then (UTC); `log` says whether the log has it."""
    newest = iso(as_of)
    later = [
        (row, known)
        for row, known in rows
        if newest > known.as_of or (newest == known.as_of and row.origin != known.origin)
    ]
    if not later:
        return
    if not is_made(connection):
        _write(connection, later, newest, log=log)
        return
    if log:
        _log(connection, later, newest)
    connection.executemany(
        "INSERT OR REPLACE INTO temp.seen_again VALUES (?, ?, ?, ?, ?, 0)",
        [(known.case, known.snapshot, newest, row.origin, log) for row, known in later],
    )


_Seen = Sequence[tuple[AnswerRow, KnownRow]]


def _write(connection: Connection, rows: _Seen, newest: str, *, log: bool) -> None:
    """Write it in the ledger, whose triggers keep the log."""
    connection.executemany(
        "UPDATE cases SET as_of = ?, origin = ? WHERE id = ?", [(newest, row.origin, known.case) for row, known in rows]
    )
    connection.executemany(
        "UPDATE observations SET last_seen = ?1 WHERE id = ?2 AND last_seen < ?1",
        [(newest, known.snapshot) for _, known in rows],
    )
    if log:
        connection.executemany(
            "UPDATE seen_rows SET write_id = ? WHERE ref = ? AND case_id = ?",
            [(journal.current_write(connection), row.number, known.case) for row, known in rows],
        )


def _log(connection: Connection, rows: _Seen, newest: str) -> None:
    """The same in the log as the triggers would write."""
    entry = "INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)"
    source = """FROM json_each(:rows) j CROSS JOIN main.cases c ON c.id = json_extract(j.value, '$[0]')
        CROSS JOIN main.observations o ON o.id = json_extract(j.value, '$[1]')
        LEFT JOIN temp.seen_again n ON n.case_id = c.id"""
    values = {
        "write": journal.current_write(connection),
        "newest": newest,
        "rows": json.dumps([(known.case, known.snapshot, row.origin) for row, known in rows]),
    }
    connection.execute(
        f"""{entry} SELECT :write, 'cases', 'update', c.id, c.id, c.shop, NULL, (SELECT json_group_object(name, was)
            FROM (SELECT 'as_of' AS name, coalesce(n.as_of, c.as_of) AS was WHERE was <> :newest
            UNION ALL SELECT 'origin', coalesce(n.origin, c.origin) AS was WHERE was <> json_extract(j.value, '$[2]')))
        {source}""",
        values,
    )
    connection.execute(
        f"""{entry} SELECT :write, 'observations', 'update', o.id, c.id, c.shop, NULL,
        json_object('last_seen', coalesce(n.as_of, o.last_seen)) {source}
        WHERE coalesce(n.as_of, o.last_seen) < :newest""",
        values,
    )


def bring_to_copies(connection: Connection) -> None:
    """Give cases that were just copied (`temp.arriving_cases`) what was noted of them before."""
    if not definitions.has_temporary(connection, "seen_again"):
        return
    query = "SELECT case_id FROM temp.seen_again WHERE case_id IN (SELECT id FROM temp.arriving_cases) AND NOT copied"
    cases = json.dumps([row[0] for row in connection.execute(query)])
    if cases == "[]":
        return
    of_these = "s.case_id IN (SELECT value FROM json_each(?))"
    with journal.resting(connection, ("cases_update", "observations_update")):
        connection.execute(
            f"""UPDATE temp.observations SET last_seen = s.as_of FROM temp.seen_again s
            WHERE s.snapshot = observations.id AND last_seen < s.as_of AND {of_these}""",
            (cases,),
        )
        connection.execute(
            f"""UPDATE temp.cases SET as_of = s.as_of, origin = s.origin FROM temp.seen_again s
            WHERE s.case_id = cases.id AND {of_these}""",
            (cases,),
        )
    connection.execute("INSERT OR IGNORE INTO temp.stale_checksums SELECT 'cases', value FROM json_each(?)", (cases,))
    connection.execute(f"UPDATE temp.seen_again AS s SET copied = 1 WHERE {of_these}", (cases,))


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
    if not is_made(connection):
        store(connection)


def store(connection: Connection) -> None:
    """Store what was noted, inside the caller's transaction, whose triggers for changed cases and snapshots rest."""
    if not definitions.has_temporary(connection, "seen_again"):
        return
    connection.execute(
        """UPDATE main.observations SET last_seen = s.as_of FROM temp.seen_again s
        WHERE s.snapshot = observations.id AND last_seen < s.as_of AND NOT s.copied"""
    )
    connection.execute(
        """UPDATE main.cases SET as_of = s.as_of, origin = s.origin FROM temp.seen_again s
        WHERE s.case_id = cases.id AND NOT s.copied"""
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
