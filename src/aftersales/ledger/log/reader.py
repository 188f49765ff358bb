"""Entries of the log, read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aftersales.core.deadlines.rules_change import DeadlineMove, RulesChange
from aftersales.core.log.entry import FORGET, NAMED, ForgottenRows, LogEntry, LogExtent, LoggedEvent, LoggedFile
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.journal import NEW_RULES, SEEN_AGAIN
from aftersales.ledger.sqlite import Connection

# The commands that bring the platform's data.
_IMPORTS = ("import", "sync")


def news_in(*tables: str) -> str:
    """The condition that a change is more than that newer data show a row of one of these tables as it was."""
    ignored = ", ".join(f"'{name}'" for name in sorted(SEEN_AGAIN))
    return f"""NOT (op = 'update' AND tbl IN ({predicates.quoted(tables)}) AND NOT EXISTS (
        SELECT 1 FROM json_each(image) e WHERE e.key NOT IN ({ignored})))"""


_NEWS = news_in("cases", "observations")


def entries(
    connection: Connection,
    *,
    case: int | None = None,
    shop: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    only: int | None = None,
    limit: int | None = None,
) -> list[LogEntry]:
    """The writes that fit, newest first: those with news of a case, those that touched a shop, those since or until
    an instant; or only the one of a number.
    """
    conditions = {
        "only": "w.id = :only",
        "since": "w.recorded_at >= :since",
        "until": "w.recorded_at <= :until",
        "case": f"EXISTS (SELECT 1 FROM changes WHERE case_id = :case AND write_id = w.id AND {_NEWS})",
        "shop": "EXISTS (SELECT 1 FROM changes WHERE write_id = w.id AND shop = :shop)",
    }
    values = {"case": case, "shop": shop, "only": only}
    values |= {name: iso(when) for name, when in (("since", since), ("until", until)) if when is not None}
    where = " AND ".join(["1", *(conditions[name] for name, value in values.items() if value is not None)])
    rows = connection.execute(
        f"SELECT w.id FROM writes w WHERE {where} ORDER BY w.id DESC LIMIT :limit",
        {**values, "limit": -1 if limit is None else limit},
    )
    return [entry(connection, row[0]) for row in rows.fetchall()]


def entry(connection: Connection, number: int) -> LogEntry:
    """One write, by its number; it must be there."""
    at, by, command, undoes, undone_by = connection.execute(
        "SELECT recorded_at, by_whom, command, undoes, undone_by FROM writes WHERE id = ?", (number,)
    ).fetchone()
    # An import may have a million changes: what it has none of is not looked for among them.
    kinds = connection.execute(
        "SELECT DISTINCT tbl, op, shop, case_id IS NOT NULL, ref IS NOT NULL FROM changes WHERE write_id = ?", (number,)
    ).fetchall()
    makes = frozenset(table for table, op, *_ in kinds if op == "insert")
    renewal, moves = _renewal(connection, number) if command == NEW_RULES else (None, [])
    files = _files(connection, number)
    return LogEntry(
        id=number,
        at=instant(at),
        by=by,
        command=command,
        undoes=undoes,
        undone_by=undone_by,
        cases=_cases(connection, number) if any(cases for *_, cases, _ in kinds) else [],
        orders=_orders(connection, number) if "orders" in makes or any(refs for *_, refs in kinds) else [],
        events=_events(connection, number, named=bool(files)) if "events" in makes else [],
        files=files,
        shops=sorted({shop for _, _, shop, *_ in kinds if shop is not None}),
        recorded=[] if files or "events" not in makes else _recorded(connection, number),
        renewal=renewal,
        moves=moves,
        forgotten=_forgotten(connection, number) if command == FORGET else None,
        makes=makes,
    )


def _files(connection: Connection, number: int) -> list[LoggedFile]:
    rows = connection.execute(
        f"SELECT image FROM changes WHERE write_id = ? AND {predicates.imported_file('')} ORDER BY id", (number,)
    )
    return [_file(json.loads(image)) for (image,) in rows]


def _cases(connection: Connection, number: int) -> list[int]:
    rows = connection.execute(
        f"SELECT DISTINCT case_id FROM changes WHERE write_id = ? AND {_NEWS} AND case_id IS NOT NULL ORDER BY 1",
        (number,),
    )
    return [row[0] for row in rows]


def _events(connection: Connection, number: int, *, named: bool) -> list[tuple[int, str]]:
    """The events it recorded, by case and name; with `named` each name once, with the first of its cases."""
    inserted = "write_id = ? AND tbl = 'events' AND op = 'insert'"
    name = "json_extract(image, '$.name')"
    query = f"SELECT case_id, {name} FROM changes WHERE {inserted} ORDER BY id"
    if named:
        query = f"SELECT min(case_id), {name} AS name FROM changes WHERE {inserted} GROUP BY name ORDER BY min(id)"
    return connection.execute(query, (number,)).fetchall()


def _forgotten(connection: Connection, number: int) -> ForgottenRows:
    images = [json.loads(image) for _, image in _inserts(connection, number, "forgotten")]
    return ForgottenRows(sum(image["orders"] for image in images), sum(image["cases"] for image in images))


def _inserts(connection: Connection, number: int, table: str) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT case_id, image FROM changes WHERE write_id = ? AND tbl = ? AND op = 'insert' ORDER BY id",
        (number, table),
    ).fetchall()


def _recorded(connection: Connection, number: int) -> list[LoggedEvent]:
    """What it recorded on cases, with all that was said of it."""
    rows = connection.execute(
        """SELECT c.case_id, e.name, e.at, e.data, coalesce(k.currency, k.paid_currency, r.currency)
        FROM changes c JOIN events e ON e.id = c.key JOIN cases k ON k.id = c.case_id
        LEFT JOIN shop_rules r ON r.shop = k.shop
        WHERE c.write_id = ? AND c.tbl = 'events' AND c.op = 'insert' ORDER BY c.id""",
        (number,),
    )
    return [
        LoggedEvent(case, name, instant(at), json.loads(data), currency)
        for case, name, at, data, currency in rows.fetchall()
    ]


def _renewal(connection: Connection, number: int) -> tuple[RulesChange | None, list[DeadlineMove]]:
    """How the rules of a shop changed in such an entry, and each deadline that moved with them."""
    rows = connection.execute("SELECT case_id, image FROM changes WHERE write_id = ? ORDER BY id", (number,)).fetchall()
    renewal = next((_change(json.loads(image)) for case, image in rows if case is None), None)
    return renewal, [_move(case, json.loads(image)) for case, image in rows if case is not None]


def _file(image: Mapping[str, Any]) -> LoggedFile:
    return LoggedFile(image["file"], image["carries"], image["new"], image["changed"])


def _change(image: Mapping[str, Any]) -> RulesChange:
    # An entry of an earlier version has fewer keys.
    return RulesChange(
        image["why"],
        image.get("before"),
        image.get("after"),
        image.get("cases", 0),
        image.get("zone"),
        image.get("staff_zone"),
    )


def _move(case: int, image: Mapping[str, Any]) -> DeadlineMove:
    instants = (optional_instant(image.get(name)) for name in ("from", "to", "act_by_from", "act_by_to"))
    return DeadlineMove(case, image["duty"], image["owner"], image["change"], *instants)


def _orders(connection: Connection, number: int) -> list[str]:
    """The first few order numbers that it inserted, changed or deleted."""
    new = [json.loads(image)["refs"] for _, image in _inserts(connection, number, "orders")[:NAMED]]
    known = connection.execute(
        "SELECT DISTINCT ref FROM changes WHERE write_id = ? AND ref IS NOT NULL ORDER BY 1 LIMIT ?", (number, NAMED)
    )
    return list(dict.fromkeys([*(ref for refs in new for ref in refs), *(row[0] for row in known)]))[:NAMED]


def extent(connection: Connection, entry: LogEntry) -> LogExtent:
    """How much a write brought or changed."""
    new, changed = connection.execute(
        """SELECT coalesce(sum(json_extract(image, '$.last') - CAST(key AS INTEGER) + 1)
            FILTER (WHERE tbl = 'orders' AND op = 'insert'), 0),
        count(DISTINCT ref) FILTER (WHERE tbl IN ('orders', 'lines') AND op <> 'insert')
        FROM changes WHERE write_id = ?""",
        (entry.id,),
    ).fetchone()
    return LogExtent(len(entry.cases), new + changed, len(entry.shops) if "shops" in entry.makes else 0)


def zone(connection: Connection, entry: LogEntry) -> str:
    """The name of the time zone in which a write is shown: that of its shop, else of any shop, else UTC."""
    row = connection.execute(
        "SELECT zone FROM shop_rules ORDER BY shop = ? DESC, shop LIMIT 1", (entry.shops[0] if entry.shops else None,)
    ).fetchone()
    return "UTC" if row is None else str(row[0])


def exists(connection: Connection, number: int) -> bool:
    """Whether the log has a write of this number."""
    return connection.execute("SELECT 1 FROM writes WHERE id = ?", (number,)).fetchone() is not None


def root(connection: Connection, number: int) -> tuple[int, str]:
    """The write at the root of another, and its command: of an undo the write that it takes or brings back, else the
    write itself.
    """
    while True:
        command, undoes = connection.execute("SELECT command, undoes FROM writes WHERE id = ?", (number,)).fetchone()
        if undoes is None:
            return number, str(command)
        number = undoes


def by_import(connection: Connection, number: int) -> bool:
    """Whether a write, or what it takes back, brought the platform's data and was not recorded by a person."""
    return root(connection, number)[1] in _IMPORTS
