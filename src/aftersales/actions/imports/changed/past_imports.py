"""Past imports, and what each changed."""

from __future__ import annotations

from itertools import chain

from aftersales.actions.imports.changed.difference import KeptDifference
from aftersales.core.log.past_import import PastImport
from aftersales.errors import AftersalesError
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.log import difference
from aftersales.ledger.queries.imports import past_imports


def files_of(ledger: Connection, entry: int) -> list[PastImport]:
    """The files of one import, by the number of its entry in the log. Raises AftersalesError for what is none."""
    files = past_imports(ledger, entry=entry)
    if not files:
        raise AftersalesError(
            tr("log entry {entry} is not an import or sync; `aftersales imports` lists them.", entry=entry)
        )
    return files


def changes_of(ledger: Connection, entry: int) -> KeptDifference:
    """What an import changed, order by order and case by case, as far as it is still there."""
    return KeptDifference(chain(difference.orders(ledger, entry), difference.cases(ledger, entry)))
