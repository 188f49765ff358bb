"""Checksums of the facts: a byte that changes in the file is found, whoever writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.ledger import checksums
from aftersales.ledger.migrations import apply
from tables import of_each
from unit.ledger import build


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger() as connection:
        with build.written(connection):
            build.put_orders(connection, *(build.order(str(577000000000000000 + n)) for n in range(70)))
            for n in range(3):
                build.put_case(connection, build.request(str(4035312345678901231 + n)))
        checksums.renew(connection)
        yield connection


def _damaged(ledger: sqlite3.Connection) -> set[tuple[str, int]]:
    return {tuple(group) for group in checksums.damaged(ledger)}


def _behind_its_back(ledger: sqlite3.Connection, statement: str) -> None:
    """As a byte changes on a disk: no trigger tells of it."""
    kept = ledger.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in kept:
        ledger.execute(f"DROP TRIGGER {name}")
    ledger.execute(statement)
    for _, sql in kept:
        ledger.execute(sql)


CHANGES = {
    "UPDATE cases SET amount = amount + 1 WHERE id = 2": ("cases", 2),
    "UPDATE cases SET buyer_note = '' WHERE id = 3": ("cases", 3),  # NULL is another value
    "UPDATE case_refs SET ref = '4035312345678901299' WHERE case_id = 1": ("cases", 1),
    "UPDATE events SET at = '2026-11-20T12:00:01Z' WHERE case_id = 2": ("cases", 2),
    "UPDATE observations SET status = 'approvee' WHERE case_id = 2": ("cases", 2),
    "DELETE FROM observations WHERE case_id = 1": ("cases", 1),
    "UPDATE orders SET tracking = 'x' WHERE id = 33": ("orders", 1),
    "DELETE FROM orders WHERE id = 70": ("orders", 2),
    "UPDATE lines SET amount = 1399 WHERE order_id = 1": ("orders", 0),
    "UPDATE orders SET id = 500 WHERE id = 1": ("orders", 0),
    "UPDATE shops SET added_at = '2026-11-24T09:00:01Z'": ("shops", 0),
    "UPDATE writes SET by_whom = 'eve' WHERE id = 1": ("writes", 0),
    "UPDATE changes SET image = NULL WHERE id = 2": ("changes", 0),
    "UPDATE checksums SET crc = crc + 1 WHERE tbl = 'cases' AND n = 1": ("cases", 1),
    "DELETE FROM checksums WHERE tbl = 'orders' AND n = 1": ("orders", 1),
    "UPDATE checksums SET tbl = 'ordert' WHERE tbl = 'orders' AND n = 1": ("orders", 1),
}


@of_each("statement, group", CHANGES.items())
def test_a_change_that_no_program_made_is_found(statement: str, group: tuple[str, int]) -> None:
    for ledger in _ledgers():
        _behind_its_back(ledger, statement)
        assert group in _damaged(ledger)


def _ledgers() -> Iterator[sqlite3.Connection]:
    """One ledger, as the fixture makes it, for a row of a table of cases."""
    yield from ledger.__wrapped__()  # type: ignore[attr-defined]


def test_what_is_written_is_sound(ledger: sqlite3.Connection) -> None:
    assert _damaged(ledger) == set()
    with build.written(ledger):
        build.put_orders(ledger, build.order("577000000000000003", status="completed", as_of="2026-11-25T08:40:00Z"))
        build.put_case(ledger, build.request("4035312345678901299"))
    checksums.renew(ledger)
    assert _damaged(ledger) == set()
    assert ledger.execute("SELECT count(*) FROM stale_checksums").fetchone() == (0,)


@of_each(
    "statement",
    [
        "UPDATE cases SET amount = 1 WHERE id = 2",
        "UPDATE orders SET buyer = 'x'",
        "UPDATE lines SET sku = 'x'",
        "DELETE FROM orders WHERE id = 1",
        "UPDATE case_refs SET case_id = 3 WHERE case_id = 1",
        "UPDATE events SET case_id = 3 WHERE case_id = 1",
        "INSERT INTO writes (recorded_at, by_whom, command) VALUES ('2026-11-24T09:00:00Z', '', 'x')",
        "INSERT INTO streams (id, shop, stream) VALUES (1, 'uk-main', 'returns')",
        "INSERT INTO shops (name, market, channel, added_at) VALUES ('uk-main', 'GB', 'x', '') "
        "ON CONFLICT (name) DO UPDATE SET channel = excluded.channel",
    ],
)
def test_a_change_by_the_shell_of_sqlite_is_none_that_is_reported(statement: str) -> None:
    for ledger in _ledgers():
        ledger.execute(statement)
        assert _damaged(ledger) == set()
        checksums.renew(ledger)
        assert _damaged(ledger) == set()


def test_an_upgrade_does_not_make_damage_look_sound(ledger: sqlite3.Connection) -> None:
    _behind_its_back(ledger, "UPDATE cases SET amount = 1 WHERE id = 2")
    apply.migrate(ledger)
    assert _damaged(ledger) == {("cases", 2)}
