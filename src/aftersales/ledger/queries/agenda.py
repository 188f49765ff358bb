"""The due list one line a case, counted, folded and cut."""

# The lines are put once into a temporary table of the connection, in the order in which they are done: `rowid` is their
# rank. Everything else is asked of that table. A band is its number in BANDS. `place` says where a line stands: empty
# in the list, a name of GROUPS in that group, `recorded` or `behind` with the line of its case.

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import GROUPS, LISTED, LISTED_UP_TO, TRACKING, Boundary, Group
from aftersales.core.deadlines.due_list import DueRow, ShopData
from aftersales.core.deadlines.list_order import COSTLY, MANY
from aftersales.core.deadlines.urgency import BANDS, SOON
from aftersales.core.money.amount import Money
from aftersales.core.time.instants import instant, iso
from aftersales.core.vocabulary import STAKES
from aftersales.ledger import predicates
from aftersales.ledger.predicates import quoted
from aftersales.ledger.queries import due
from aftersales.ledger.queries.due import Filters
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_FIRST = predicates.act_first()
_STAKE = f"CASE k.stake {' '.join(f'''WHEN '{stake}' THEN {n}''' for n, stake in enumerate(STAKES))} ELSE 9 END"
_TRANSIT = "(instr(k.flags, '\"in-transit\"') + instr(c.flags, '\"in-transit\"') > 0)"
_OPENED = f"(k.opens_at > :told AND {predicates.open_by()})"
_GROUP = f"""CASE WHEN k.owner <> 'seller' THEN ''
    WHEN k.due_at < :now AND {predicates.open_by()} AND k.due_at < s.first_as_of AND k.stake IN ('money', 'right')
        THEN 'before-import'
    WHEN c.kind = 'delivery' AND (k.stake = 'standing' OR k.duty IN ({quoted(TRACKING)}))
        AND c.shop IN (SELECT value FROM json_each(:orders_listed)) THEN ''
    WHEN c.kind = 'delivery' AND k.stake = 'standing' THEN 'parcels'
    WHEN {_TRANSIT} AND NOT (k.due_at < :now AND {predicates.open_by()}) THEN 'on-the-way'
    WHEN k.stake IN ({quoted(LISTED)}) THEN ''
    WHEN c.kind = 'delivery' AND k.duty IN ({quoted(TRACKING)}) THEN 'tracking'
    WHEN k.stake = 'look' THEN 'looks' ELSE 'chores' END"""
_PLACE = f"""CASE WHEN NOT :snoozed AND k.snoozed_until > :now THEN 'snoozed' WHEN NOT k.confirmed THEN 'unconfirmed'
    WHEN :fold THEN {_GROUP} ELSE '' END"""
_SHOPS = """s AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS name, json_extract(value, '$[1]') AS market,
    json_extract(value, '$[2]') AS day_end, json_extract(value, '$[3]') AS first_as_of FROM json_each(:shops_now))"""
# CROSS JOIN: from the clocks that are due to their cases, never from all cases of a shop to their clocks.
_LINE = f"""SELECT k.case_id, k.n, c.shop, k.due_at AS due, k.stake,
    CASE WHEN {predicates.opens_later()} THEN 3 WHEN k.due_at < :now THEN 0
        WHEN instr(k.flags, '"in-transit"') > 0 THEN 3
        WHEN {_FIRST} < s.day_end OR {_OPENED} THEN 1 WHEN {_FIRST} <= :soon THEN 2 ELSE 3 END AS band,
    iif({predicates.opens_later()}, k.opens_at, {_FIRST}) AS moment, {_STAKE} AS weight,
    coalesce(iif(k.risk IS NULL, NULL, k.risk_currency), iif(k.winnable IS NULL, NULL, k.winnable_currency), '~')
        AS currency,
    coalesce(iif(k.risk_currency IS NULL, NULL, k.risk), iif(k.winnable_currency IS NULL, NULL, k.winnable), 0)
        AS minor,
    {predicates.opens_later()} IS TRUE AS opens,
    ({_OPENED} AND {_FIRST} >= s.day_end AND instr(k.flags, '"in-transit"') = 0) IS TRUE AS opened,
    iif(k.snoozed_until > :now, k.snoozed_until, NULL) AS back,
    {_TRANSIT} AS transit,
    instr(k.flags, '"unknown-') + instr(c.flags, '"unknown-') > 0 AS unread,
    instr(k.flags, '"beyond-calendar"') + instr(c.flags, '"beyond-calendar"') > 0 AS beyond,
    k.confirmed, {_PLACE} AS place
    FROM clocks k CROSS JOIN cases c ON c.id = k.case_id CROSS JOIN s ON s.name = c.shop"""

# Amounts of several currencies can't be compared: the dearest of each come first, then the second of each.
_BY_AMOUNT = "currency = '~', iif(currency = '~', 0, turn)"
_AS_LISTED = f"ORDER BY band, tie, weight, among, {_BY_AMOUNT}, rank"
_TURNS_AS_LISTED = "PARTITION BY band, tie, weight, among, currency ORDER BY minor DESC, rank"
_TURNS_OF_ALL = "PARTITION BY currency ORDER BY minor DESC, rank"
_SORTED = {
    "due": "due",
    "amount": _BY_AMOUNT,
    "shop": "shop",
    "kind": "(SELECT kind FROM cases WHERE id = case_id)",
    "case": "case_id",
}
_EVERY = 2**62


class Scope(NamedTuple):
    """Which lines are meant: at an instant, within a horizon (None: everything), narrowed; snoozed ones as the others
    or apart; with `fold`, what is not a case to decide goes into groups, but for orders to send or to trace of the
    shops `orders_listed`.
    """

    now: datetime
    within: timedelta | None
    filters: Filters
    snoozed: bool = False
    fold: bool = True
    orders_listed: Sequence[str] = ()


class CaseCount(NamedTuple):
    """Cases of one shop in one section; `money` is what silence on them moves, in the currency of all of them."""

    shop: str
    section: str
    number: int
    money: Money | None


class LinesExtent(NamedTuple):
    """What lines are about. `shops` and `beyond_calendar`, the cases with a deadline past the years whose holidays are
    published, leave out what is left out because it is snoozed; `unread` are the cases with a word of the platform's
    that is not known.
    """

    shops: Sequence[str]
    unread: Sequence[int]
    beyond_calendar: Sequence[int]


def gather(connection: Connection, scope: Scope, shops: Mapping[str, ShopData]) -> int:
    """Put the lines into the temporary table that all other queries here read. Returns how many cases have none there
    since they are not among the only ones meant.
    """
    now, within, filters = scope.now, scope.within, scope.filters._replace(cases=None)
    parameters: dict[str, Any] = {
        "now": iso(now),
        "soon": iso(now + SOON),
        "told": due.opened_since(now),
        "snoozed": scope.snoozed,
        "fold": scope.fold,
        "orders_listed": json.dumps(scope.orders_listed),
        "shops_now": _shops(shops, now),
        **filters.parameters(),
    }
    connection.execute("DROP TABLE IF EXISTS temp.due_lines")
    shown = f"{predicates.in_sight()}{filters.sql()}"
    if within is None:
        query, horizon = f"{_LINE} WHERE {shown}", ""
    else:
        query, horizon = f"{_LINE} WHERE {due.DUE_BY} AND {shown}", "WHERE band < 2 OR moment <= :horizon"
        parameters |= {"until": due.until(now, within), "horizon": iso(now + within)}
        # Most ledgers have no such clock, and with them the statement is twice as long.
        opens = f"SELECT 1 FROM clocks k WHERE {due.OPENING_BY} AND {predicates.in_sight()} LIMIT 1"
        if connection.execute(opens, parameters).fetchone() is not None:
            query += f" UNION ALL {_LINE} WHERE {due.OPENING_BY} AND {shown}"
    connection.execute(
        f"""CREATE TEMP TABLE due_lines AS WITH {_SHOPS}, lines AS ({query})
        SELECT * FROM lines {horizon} ORDER BY band, moment, weight, due, currency, minor DESC, case_id, n""",
        parameters,
    )
    others = 0 if scope.filters.cases is None else _keep(connection, scope.filters.cases)
    _settle(connection)
    return others


def _keep(connection: Connection, cases: Collection[int]) -> int:
    """Take out the lines of all other cases. Returns how many cases that leaves out, but for those that are snoozed."""
    others, kept = "case_id NOT IN (SELECT value FROM json_each(?))", (json.dumps(sorted(cases)),)
    count = f"SELECT count(DISTINCT case_id) FROM due_lines WHERE place <> 'snoozed' AND {others}"
    number = connection.execute(count, kept).fetchone()[0]
    connection.execute(f"DELETE FROM due_lines WHERE {others}", kept)
    return int(number)


def _shops(shops: Mapping[str, ShopData], now: datetime) -> str:
    """Each shop with its market, when its day ends and of when its first import was, as _SHOPS reads them."""
    rows = []
    for shop in shops.values():
        first = None if shop.first_as_of is None else iso(shop.first_as_of)
        rows.append((shop.shop, shop.market, iso(urgency.day_end(now, ZoneInfo(shop.zone))), first))
    return json.dumps(rows)


def _settle(connection: Connection) -> None:
    """Groups so small that they are listed are; of a case that is listed one line is, and what was recorded for it
    stands with that line.
    """
    numbers = dict(connection.execute("SELECT place, count(*) FROM due_lines GROUP BY place"))
    for name, few in LISTED_UP_TO.items():
        if 0 < numbers.get(name, 0) <= few:
            connection.execute("UPDATE due_lines SET place = '' WHERE place = ?", (name,))
    # What can be done since today is nearer than its deadline, but never hides a duty of the case that ends before it.
    connection.execute(
        """UPDATE due_lines SET place = 'behind' WHERE opened AND place = '' AND EXISTS (
            SELECT 1 FROM due_lines other WHERE other.case_id = due_lines.case_id AND other.place = ''
            AND other.moment < due_lines.moment AND NOT other.opens
        )"""
    )
    connection.execute(
        """UPDATE due_lines SET place = 'behind' FROM (
            SELECT case_id AS id, min(rowid) AS first FROM due_lines WHERE place = ''
            GROUP BY case_id HAVING count(*) > 1
        ) WHERE case_id = id AND place = '' AND due_lines.rowid > first"""
    )
    if "unconfirmed" in numbers:
        connection.execute(
            """UPDATE due_lines SET place = 'recorded' WHERE place = 'unconfirmed'
            AND case_id IN (SELECT case_id FROM due_lines WHERE place = '')"""
        )


def extent(connection: Connection) -> LinesExtent:
    """What all lines together are about."""
    shops, unread, beyond = connection.execute(
        """SELECT json_group_array(DISTINCT shop) FILTER (WHERE place <> 'snoozed'),
            json_group_array(DISTINCT case_id) FILTER (WHERE unread),
            json_group_array(DISTINCT case_id) FILTER (WHERE beyond AND place <> 'snoozed') FROM due_lines"""
    ).fetchone()
    return LinesExtent(json.loads(shops), sorted(json.loads(unread)), sorted(json.loads(beyond)))


def counts(connection: Connection, boundary: Boundary | None) -> list[CaseCount]:
    """How many cases are listed, by shop and section."""
    rows = connection.execute(
        """SELECT shop, CASE WHEN :boundary IS NULL OR band = 0 OR opens OR transit THEN band
            WHEN moment <= :boundary THEN 'before' WHEN band = 1 AND NOT opened THEN 'after' ELSE band END AS section,
        count(*),
        CASE WHEN stake = 'money' AND NOT transit AND currency <> '~' THEN currency END AS moved, sum(minor)
        FROM due_lines WHERE place = '' GROUP BY shop, section, moved""",
        {"boundary": None if boundary is None else iso(boundary.at)},
    )
    return [
        CaseCount(
            shop,
            section if isinstance(section, str) else BANDS[section],
            number,
            None if currency is None else Money(minor, currency),
        )
        for shop, section, number, currency, minor in rows
    ]


def groups(connection: Connection) -> list[Group]:
    """What is not listed, in the order of GROUPS."""
    rows = connection.execute(
        f"""SELECT place, count(*), sum(band = 0), min(coalesce(back, due)), max(due) FROM due_lines
        WHERE place IN ({quoted(GROUPS)}) GROUP BY place"""
    )
    by_name = {
        name: Group(name, number, overdue, instant(first), instant(last)) for name, number, overdue, first, last in rows
    }
    return [by_name[name] for name in GROUPS if name in by_name]


def lines(
    connection: Connection, limit: int | None, group: str = "", sort: str = "urgency"
) -> list[tuple[DueRow, bool]]:
    """The cases that are listed, in the order of the list or sorted, and at most so many; whether something was
    recorded for each that the platform's data do not show yet. Or the lines of a group.
    """
    ranked, parameters = _ranked(connection, limit, sort)
    rows = connection.execute(
        f"""WITH ranked AS MATERIALIZED ({ranked})
        SELECT {due.COLUMNS}, l.case_id IN (SELECT case_id FROM due_lines WHERE place = 'recorded')
        FROM ranked l CROSS JOIN clocks k ON k.case_id = l.case_id AND k.n = l.n CROSS JOIN cases c ON c.id = k.case_id
        CROSS JOIN shops s ON s.name = c.shop ORDER BY l.rank""",
        {"place": group, "limit": -1 if limit is None else limit, **parameters},
    )
    return [(due.row_of(*columns), bool(recorded)) for *columns, recorded in rows]


def _ranked(connection: Connection, limit: int | None, sort: str) -> tuple[str, dict[str, Any]]:
    """The query that gives the first lines of a `:place`, `:limit` of them, with their rank; and its parameters."""
    parameters: dict[str, Any] = {"late": False, "last": _EVERY}
    if sort == "urgency":
        late = _has_many_overdue(connection)
        order, turns = _AS_LISTED, _TURNS_AS_LISTED
        parameters = {"late": late, "last": _last_rank(connection, limit, late=late)}
    else:
        order, turns = f"ORDER BY {_SORTED[sort]}, rank", _TURNS_OF_ALL
    return (
        f"""SELECT case_id, n, row_number() OVER ({order}) AS rank FROM (
            SELECT *, row_number() OVER ({turns}) AS turn FROM (
                SELECT *, rowid AS rank, iif(:late AND band = 0, '', moment) AS tie,
                    iif(:late AND band = 0 AND stake IN ({quoted(COSTLY)}), '', moment) AS among
                FROM due_lines WHERE place = :place AND rowid <= :last
            )
        ) {order} LIMIT :limit""",
        parameters,
    )


def _has_many_overdue(connection: Connection) -> bool:
    """Whether so many listed cases are overdue that the dearest come first."""
    overdue = "SELECT 1 FROM due_lines WHERE place = '' AND band = 0"
    return connection.execute(f"{overdue} LIMIT 1 OFFSET ?", (MANY,)).fetchone() is not None


def _last_rank(connection: Connection, limit: int | None, *, late: bool) -> int:
    """Up to which line all lines are read to know the first ones: to the last that shares its instant with the line at
    the limit, or, where it is one of many that are `late`, to the last of those.
    """
    if not limit:
        return _EVERY
    at = "SELECT rowid, band, moment FROM due_lines WHERE place = '' ORDER BY rowid LIMIT 1 OFFSET ?"
    row = connection.execute(at, (limit - 1,)).fetchone()
    if row is None:
        return _EVERY
    rank, band, moment = row
    after = connection.execute(
        """SELECT rowid FROM due_lines WHERE rowid > :rank AND (band, moment) > (:band, :moment)
        ORDER BY rowid LIMIT 1""",
        {"rank": rank, "band": band, "moment": "~" if late and band == 0 else moment},
    ).fetchone()
    return _EVERY if after is None else after[0]


def kinds_of_lines(connection: Connection) -> list[tuple[str, str, bool]]:
    """The band, the stake and whether it opens later: of each kind of line one, snoozed ones too."""
    rows = connection.execute("SELECT DISTINCT band, stake, opens FROM due_lines")
    return [(BANDS[band], stake, bool(opens)) for band, stake, opens in rows]


def beyond_horizon(connection: Connection, horizon: datetime) -> set[tuple[int, str]]:
    """The duties that are shown though they fall due after the horizon, since that is today: case and duty."""
    rows = connection.execute(
        """SELECT k.case_id, k.duty FROM due_lines l CROSS JOIN clocks k ON k.case_id = l.case_id AND k.n = l.n
        WHERE l.moment > ?""",
        (iso(horizon),),
    )
    return set(rows)


def bands_by_shop(connection: Connection) -> Iterable[tuple[str, str, int, int]]:
    """How many lines each shop has in each band, and how many of them the platform's data do not confirm yet."""
    rows = connection.execute("SELECT shop, band, count(*), sum(NOT confirmed) FROM due_lines GROUP BY shop, band")
    return [(shop, BANDS[band], number, waiting) for shop, band, number, waiting in rows]
