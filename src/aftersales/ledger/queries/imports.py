"""Past imports and syncs, as the log and the ledger have them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from aftersales.core.log.past_import import PastImport
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger.sqlite import Connection


def past_imports(
    connection: Connection,
    *,
    shop: str | None = None,
    since: datetime | None = None,
    entry: int | None = None,
    limit: int = -1,
) -> list[PastImport]:
    """The files of past imports and syncs, the newest first."""
    conditions = {"shop": "w_shop = :shop", "since": "recorded_at >= :since", "entry": "write_id = :entry"}
    values = {"shop": shop, "since": iso(since) if since is not None else None, "entry": entry}
    chosen = [conditions[name] for name, value in values.items() if value is not None]
    rows = connection.execute(
        f"""SELECT * FROM (
            SELECT w.id AS write_id, w.recorded_at, w.by_whom, w.command, w.undone_by,
                coalesce(c.shop, (SELECT x.shop FROM changes x WHERE x.write_id = w.id AND x.shop IS NOT NULL LIMIT 1))
                AS w_shop, c.image, c.id AS change, i.file, i.format, i.carries, i.as_of, i.as_of_from, i.rows, i.new,
                i.changed, i.same, i.rejected,
                CASE WHEN c.id IS NULL THEN (SELECT o.origin FROM changes x JOIN observations o
                    ON o.id = CAST(x.key AS INTEGER)
                    WHERE x.write_id = w.id AND x.tbl = 'observations' AND x.op = 'insert' LIMIT 1) END AS origin,
                CASE WHEN c.id IS NULL THEN (SELECT count(*) FROM changes x
                    WHERE x.write_id = w.id AND x.tbl IN ('orders', 'cases') AND x.op = 'insert') END AS brought
            FROM writes w LEFT JOIN changes c ON c.write_id = w.id AND c.tbl = 'imports' AND c.op = 'insert'
            LEFT JOIN imports i ON i.id = CAST(c.key AS INTEGER)
            WHERE w.command IN ('import', 'sync') AND w.undoes IS NULL)
        WHERE {" AND ".join(chosen) or "1"} ORDER BY write_id DESC, change LIMIT :limit""",
        {**values, "limit": limit},
    )
    return [_import(row) for row in rows.fetchall()]


def _import(row: tuple[Any, ...]) -> PastImport:
    write, at, by, command, undone_by, shop, image, _, *counts, origin, brought = row
    file, form, carries, as_of, as_of_from, *counts = counts
    if file is None and image is not None:  # it was undone: only what the log has of it
        known = json.loads(image)
        file, carries = known["file"], known["carries"]
        counts = [None, known["new"], known["changed"], None, None]
    if file is None and image is None:  # it says of no time, so it was not remembered; its rows say where they are from
        file, counts = (origin.rpartition(":")[0] or None) if origin else None, [None, brought, None, None, None]
    if carries and carries.startswith("undated-"):
        as_of, as_of_from = None, None
    said = carries.rpartition("-")[2] if carries else None
    return PastImport(
        write, instant(at), by, command, undone_by, shop, file, form, said,
        optional_instant(as_of), as_of_from, *counts,
    )  # fmt: skip
