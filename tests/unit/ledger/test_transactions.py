from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from aftersales.ledger import connection, transactions
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import records
from unit.ledger.build import NOW, written


def _add(ledger: Connection, shop: str) -> None:
    with written(ledger):
        records.add_shop(ledger, shop, "GB", "tiktok", NOW)


def _shops(path: Path) -> list[str]:
    with closing(connection.read(path)) as ledger:
        return [row[0] for row in ledger.execute("SELECT name FROM shops ORDER BY name")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.db"
    with connection.writing(place, making=True) as ledger, transactions.transaction(ledger, place, making=True):
        _add(ledger, "uk-main")
    return place


def test_a_dry_run_and_a_write_that_fails_leave_nothing(path: Path) -> None:
    with connection.writing(path) as ledger:
        with transactions.transaction(ledger, path, keep=False):
            _add(ledger, "uk-two")
        with pytest.raises(ZeroDivisionError), transactions.transaction(ledger, path):
            _add(ledger, "uk-two")
            raise ZeroDivisionError
    assert _shops(path) == ["uk-main"]


def test_a_snapshot_is_stored_unless_somebody_wrote_meanwhile(path: Path) -> None:
    for meanwhile, is_current in (False, True), (True, False):
        with connection.writing(path) as ledger, transactions.snapshot(ledger):
            if meanwhile:
                with connection.writing(path) as other, transactions.transaction(other, path):
                    _add(other, "uk-other")
            with transactions.stored(ledger, path) as current:
                assert current is is_current
                if current:
                    _add(ledger, "uk-two")
    assert _shops(path) == ["uk-main", "uk-other", "uk-two"]


def test_a_snapshot_that_is_not_stored_is_taken_back(path: Path) -> None:
    with connection.writing(path) as ledger:
        with transactions.snapshot(ledger):
            ledger.execute("CREATE TEMP TABLE copied (x)")
        assert not ledger.execute("SELECT 1 FROM temp.sqlite_schema").fetchone()
