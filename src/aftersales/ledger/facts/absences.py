"""Open cases that newer data should show and don't."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from aftersales.core.money.entered import is_platform_number
from aftersales.core.time.instants import instant, iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple


class _Export(NamedTuple):
    """What an export of a shop should hold: every request that was made from `first_request` to `as_of` and was open
    then. Both are UTC as the ledger stores it. `own_numbers`: also those under a number of the seller's own.
    """

    as_of: str
    first_request: str
    own_numbers: bool


class _SeenCase(NamedTuple):
    """A case that may be missing: `as_of` is when data showed it last, `missing_since` what the ledger has so far."""

    id: int
    ref: str | None
    opened_at: str
    as_of: str | None
    missing_since: str | None
    is_open: bool


def renew_missing(
    connection: Connection, shop: str, touched: Collection[int], *, of_export: bool
) -> dict[int, datetime]:
    """Say since when cases of a shop are missing: an open one since the first export that should hold it and came after
    the data that show it last, in whatever order these were imported. Only what an export has shown can be missed from
    one. `touched` are the cases that new data tell of; `of_export`: these were exports, so every open case is looked
    at. Returns those newly flagged, with the instant (UTC); nothing is closed.
    """
    exports, dated = _exports(connection, shop)
    newest = exports[-1].as_of if exports else ""
    instants: dict[int, str | None] = {}
    new: dict[int, str] = {}
    for case in _candidates(connection, shop, touched, newest, of_export=of_export):
        since = _missing_since(case, exports, dated) if case.is_open else None
        if since is not None and case.missing_since is None:
            new[case.id] = since
        elif since != case.missing_since:
            instants[case.id] = since
    shown = _shown_by_exports(connection, new)
    instants.update((case, since) for case, since in new.items() if case in shown)
    connection.executemany(
        "UPDATE cases SET missing_since = ? WHERE id = ?", [(instants[case], case) for case in sorted(instants)]
    )
    return {case: instant(new[case]) for case in sorted(shown)}


def mark_unseen(connection: Connection, numbers: Iterable[int], as_of: datetime) -> list[int]:
    """Flag the open cases of which the platform was asked by their numbers, and that it did not show. Returns the ids
    newly flagged; nothing is closed.
    """
    asked = sorted(set(numbers))
    rows = connection.execute(
        f"""SELECT id FROM cases c WHERE id IN ({",".join("?" * len(asked))}) AND {predicates.open_case()}
        AND missing_since IS NULL ORDER BY id""",
        asked,
    )
    gone = [row[0] for row in rows.fetchall()]
    connection.executemany("UPDATE cases SET missing_since = ? WHERE id = ?", [(iso(as_of), case) for case in gone])
    return gone


def _exports(connection: Connection, shop: str) -> tuple[list[_Export], set[str]]:
    """The exports of a shop that can tell what is gone, the oldest first, and the instants of those that say what they
    hold. Files of one format that were exported at one instant are one export, in however many imports they
    came. Only one that shows more than one status, and without holes, can tell it: of one status it may be filtered.
    """
    rows = connection.execute(
        """SELECT as_of, min(first_request), max(own_numbers), count(*) = count(statuses)
            AND (max(json_array_length(statuses)) > 1 OR count(DISTINCT nullif(statuses, '[]')) > 1)
        FROM imports WHERE shop = ? AND carries = 'cases' GROUP BY as_of, format HAVING count(statuses) > 0
        ORDER BY as_of""",
        (shop,),
    )
    exports, dated = [], set()
    for as_of, first, own_numbers, telling in rows:
        dated.add(as_of)
        if telling:
            exports.append(_Export(as_of, first, bool(own_numbers)))
    return exports, dated


def _candidates(
    connection: Connection, shop: str, touched: Collection[int], newest: str, *, of_export: bool
) -> list[_SeenCase]:
    """The cases that may be missing from an export as of `newest` or before, or that are said to be."""
    select = f"SELECT id, ref, opened_at, as_of, missing_since, {predicates.open_case('c')} FROM cases c"
    where = f"shop = :shop AND {predicates.existing('c')} AND (missing_since IS NOT NULL OR as_of < :newest)"
    queries = [f"{select} WHERE id IN (SELECT value FROM json_each(:touched)) AND {where}"]
    if of_export:
        queries.append(f"{select} WHERE {predicates.open_case('c')} AND {where}")
    rows = connection.execute(
        " UNION ".join(queries), {"shop": shop, "newest": newest, "touched": json.dumps(list(touched))}
    )
    return [_SeenCase(*row) for row in rows]


def _missing_since(case: _SeenCase, exports: Sequence[_Export], dated: Collection[str]) -> str | None:
    """Since when an open case is missing (UTC, as stored), None where nothing tells it. `dated` are the instants of
    exports of which it is known what they hold: what the ledger has from any other, or from the platform's answer to a
    question, stays.
    """
    numbered = case.ref is None or is_platform_number(case.ref)
    otherwise = case.missing_since if case.missing_since not in dated else None
    if case.as_of is None:
        return otherwise
    for export in exports[bisect_right(exports, case.as_of, key=lambda export: export.as_of) :]:
        if export.first_request <= case.opened_at <= export.as_of and (export.own_numbers or numbered):
            return min(otherwise or export.as_of, export.as_of)
    return otherwise


def _shown_by_exports(connection: Connection, cases: Iterable[int]) -> set[int]:
    """Those of some cases that an export has shown."""
    rows = connection.execute(
        """SELECT value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM observations o
        WHERE o.case_id = j.value AND o.source = 'export')""",
        (json.dumps(list(cases)),),
    )
    return {row[0] for row in rows}
