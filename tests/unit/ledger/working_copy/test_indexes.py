from __future__ import annotations

from aftersales.ledger import definitions
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import indexes
from unit.ledger.build import ledger


def _present(connection: Connection) -> dict[str, str]:
    return dict(definitions.indexes(connection, (*indexes.UNUSED, *indexes.LATE)))


def test_indexes_are_set_aside_and_brought_back_as_they_were() -> None:
    with ledger() as connection:
        before = _present(connection)
        assert set(before) == {*indexes.UNUSED, *indexes.LATE}
        indexes.bring_back(connection)  # none was set aside
        indexes.set_aside(connection)
        assert _present(connection) == {}
        indexes.bring_back(connection, indexes.LATE)
        assert set(_present(connection)) == set(indexes.LATE)
        indexes.bring_back(connection)
        assert _present(connection) == before


def test_an_index_that_somebody_dropped_does_not_come_back() -> None:
    with ledger() as connection:
        connection.execute("DROP INDEX orders_by_buyer")
        indexes.set_aside(connection)
        indexes.bring_back(connection)
        assert "orders_by_buyer" not in _present(connection)
