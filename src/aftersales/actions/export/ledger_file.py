"""The whole ledger, written to a file."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aftersales import file_writer
from aftersales.actions.export.ledger_lines import LedgerLines
from aftersales.context.app import App
from aftersales.ledger import connection, sqlite
from aftersales.ledger.queries import shops as shop_queries

PACKED = ".gz"
_STRENGTH = 3  # of 9: a third of the time of 6, and little more to keep


@contextmanager
def lines_of(app: App, shop: str | None = None, *, plain: bool = False, redact: bool = False) -> Iterator[LedgerLines]:
    """The ledger as lines, all of one state, even if others write meanwhile. It works whatever is wrong with the
    configuration or the rules, and on a ledger of an older version. `redact`: names are replaced. Raises LedgerError,
    and ConfigError for a shop that is not in the ledger.
    """
    with closing(connection.read(app.configuration.ledger_file, older=True)) as ledger, sqlite.one_state(ledger):
        named = None if shop is None else shop_queries.shop_named(ledger, shop)
        if not redact:
            yield LedgerLines(ledger, app.now, named, plain=plain)
            return
        from aftersales.ledger.privacy import redacted_copy

        with closing(redacted_copy.redacted(ledger)) as copied:
            yield LedgerLines(copied, app.now, named, plain=plain)


def write(app: App, path: Path, pieces: Iterable[str]) -> int:
    """Write lines to a file, packed where its name ends in .gz: wholly or not, for its owner only. Returns its size in
    bytes. Raises FileRefused and ConfigError.
    """
    with file_writer.reserved(path, app.claim) as real:
        with file_writer.streamed(real) as file:
            if path.name.lower().endswith(PACKED):
                with gzip.GzipFile("", "wb", _STRENGTH, file, mtime=0) as packed:
                    packed.writelines(piece.encode() for piece in pieces)
            else:
                file.writelines(piece.encode() for piece in pieces)
        return real.stat().st_size
