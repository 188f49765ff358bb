"""Up to where each report has told what is new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from aftersales.core.time.instants import instant, iso
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple


class ReportMark(NamedTuple):
    """The last write of the log that a report knew, and the instant for which it was made (UTC)."""

    write: int
    at: datetime


def mark_of(connection: Connection, report: str, shops: Sequence[str] | None) -> ReportMark | None:
    """The mark of a report about these shops (None: all); None where it was never marked."""
    row = connection.execute(
        "SELECT write_id, at FROM report_marks WHERE report = ? AND shops = ?", (report, _key(shops))
    ).fetchone()
    return None if row is None else ReportMark(row[0], instant(row[1]))


def put_mark(connection: Connection, report: str, shops: Sequence[str] | None, mark: ReportMark) -> None:
    """Move the mark of a report about these shops. Runs inside the caller's transaction. It never goes back: of two
    runs at once the later one holds.
    """
    connection.execute(
        """INSERT INTO report_marks (report, shops, write_id, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (report, shops) DO UPDATE SET write_id = excluded.write_id, at = excluded.at
        WHERE excluded.write_id >= write_id AND excluded.at >= at""",
        (report, _key(shops), mark.write, iso(mark.at)),
    )


def _key(shops: Sequence[str] | None) -> str:
    return json.dumps(sorted(set(shops or ())), ensure_ascii=False)
