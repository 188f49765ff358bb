from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.errors import LedgerError
from aftersales.ledger import checksums, connection, journal, transactions
from aftersales.ledger.connection import Connection, Turn
from aftersales.ledger.facts import records
from aftersales.ledger.working_copy import whole
from unit.ledger.build import NOW, ORDER, SHOP, column, order, put_orders, written

OTHER = ORDER[:-1] + "9"
ROWS = 100_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.db"
    with (
        connection.writing(place, making=True) as ledger,
        transactions.transaction(ledger, place, making=True),
        written(ledger),
    ):
        records.add_shop(ledger, SHOP, "GB", "tiktok", NOW)
        put_orders(ledger, order())
    with connection.writing(place) as ledger:  # a new one can be read and written at once from the second write on
        assert connection.is_shared(ledger)
    return place


def _stored(path: Path, *, meanwhile: Callable[[], object] = lambda: None, turn: Turn | None = None) -> bool:
    """An order more in a copy, which is put in the ledger's place after what others do meanwhile."""
    with (
        connection.writing(path) as ledger,
        closing(connection.read(path)) as watching,
        whole.copied(watching, ROWS) as copy,
    ):
        number = journal.begin_write(copy.connection, "import", NOW)
        put_orders(copy.connection, order(OTHER))
        assert copy.finish(number)
        meanwhile()
        return transactions.replaced(ledger, path, copy.connection, copy.is_current, turn or Turn())


def _orders(path: Path) -> list[str]:
    with closing(connection.read(path)) as ledger:
        assert list(checksums.damaged(ledger)) == []
        return sorted(column(ledger, "orders", "ref"))


def _indexes(ledger: Connection) -> set[str]:
    return {row[0] for row in ledger.execute("SELECT sql FROM sqlite_schema WHERE type = 'index'")}


def test_a_changed_copy_takes_the_place_of_the_ledger_and_lacks_nothing(path: Path) -> None:
    with closing(connection.read(path)) as reading:
        reading.execute("BEGIN")
        before = _indexes(reading)
        assert _stored(path)
        assert column(reading, "orders", "ref") == [ORDER]  # who reads goes on reading what was there
        reading.execute("COMMIT")
        assert sorted(column(reading, "orders", "ref")) == [ORDER, OTHER]
        assert _indexes(reading) == before
    assert _orders(path) == [ORDER, OTHER]


def test_a_copy_is_not_stored_where_somebody_wrote_meanwhile(path: Path) -> None:
    another = ORDER[:-1] + "8"

    def write() -> None:
        with connection.writing(path) as other, transactions.transaction(other, path), written(other):
            put_orders(other, order(another))

    assert not _stored(path, meanwhile=write)
    assert _orders(path) == sorted([ORDER, another])


def test_a_copy_waits_for_its_turn_and_tells_whom_it_waited_for(path: Path) -> None:
    with closing(connection.read(path)) as watching, connection.writing(path) as other:
        assert not watching.in_transaction
        with pytest.raises(LedgerError, match="is busy"):
            _stored(path, meanwhile=lambda: other.execute("BEGIN IMMEDIATE"), turn=Turn(0.3))
        other.execute("ROLLBACK")
    assert _orders(path) == [ORDER]


def test_a_copy_in_which_nothing_was_written_need_not_be_stored(path: Path) -> None:
    with closing(connection.read(path)) as watching, whole.copied(watching, ROWS) as copy:
        assert not copy.finish(journal.begin_write(copy.connection, "import", NOW))


def test_a_ledger_is_copied_whole_for_rows_that_would_take_as_much_room(path: Path) -> None:
    with closing(connection.read(path)) as ledger:
        size = path.stat().st_size
        assert whole.is_worth(ledger, size // 512)
        assert not whole.is_worth(ledger, size // 512 - 1)
