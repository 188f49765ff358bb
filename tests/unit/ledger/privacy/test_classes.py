"""Every column of text is known as personal or not: who adds one decides that."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from aftersales.ledger.migrations import apply
from aftersales.ledger.privacy import classes
from test_every_command import filled  # noqa: F401
from transcripts import Shell


def _columns_of_text() -> set[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        return set(
            db.execute(
                """SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_sqlite_migrations'
                AND c.type NOT IN ('INTEGER', 'REAL')"""
            )
        )


def test_every_column_of_text_is_classified() -> None:
    """A new one goes into PERSONAL, where `ledger forget` and the topic `privacy` know it, or into OTHERS."""
    personal = {(table, name) for table, names in classes.PERSONAL.items() for name in names}
    others = {(table, name) for table, names in classes.OTHERS.items() for name in names.split()}
    assert personal | others == _columns_of_text()
    assert not personal & others
    assert {of for names in classes.PERSONAL.values() for of in names.values()} == set(classes.CLASSES)


def test_the_columns_of_a_class() -> None:
    assert classes.columns(classes.BUYER) == [("orders", "buyer"), ("cases", "buyer")]


# What events keep besides what people write: states, amounts, instants, words of lists.
KEYS = {
    "amount", "basis", "because", "by", "cause", "channel", "choice", "days", "duty", "every", "files", "flags", "for",
    "goods", "grade", "items", "mode", "of", "off", "on", "paid", "parcel", "postage", "product", "proof", "receipt",
    "ref", "reimbursed", "result", "rule", "since", "sku", "stars", "step", "tracking", "until", "title", "payer",
    "currency", "quantity", "offer", "to_stock", "scrap",
}  # fmt: skip


@pytest.mark.slow
def test_what_an_event_keeps_is_known(filled: Shell) -> None:  # noqa: F811
    from aftersales.ledger.privacy.redaction import WRITTEN

    for line in ("note 1 -m words", "message 4", "reject 12 --reason no --force", "refund 2 --amount 1 --force"):
        filled(line)
    with closing(sqlite3.connect(filled.home / "data/aftersales/ledger.db")) as db:
        keys = {key for (key,) in db.execute("SELECT DISTINCT j.key FROM events e, json_each(e.data) j")}
    assert keys
    assert keys <= KEYS | WRITTEN, keys - KEYS - WRITTEN
