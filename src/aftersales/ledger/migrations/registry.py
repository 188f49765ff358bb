"""The list of steps that make the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

migrations = Migrations("aftersales")


def run(db: Database, statements: Iterable[str]) -> None:
    """Execute statements one after the other, inside the caller's transaction."""
    for statement in statements:
        db.execute(statement)
