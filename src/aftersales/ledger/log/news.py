"""Cases of a shop that are new or stand otherwise since then."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from aftersales.core.cases import timeline as case_timeline
from aftersales.core.cases.model import Case
from aftersales.core.clocks import moved_deadlines
from aftersales.core.clocks.moved_deadlines import MovedDeadline, standings_of
from aftersales.core.log.entry import BEFORE
from aftersales.core.time.instants import instant, iso
from aftersales.ledger import predicates
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.facts.records import load
from aftersales.ledger.journal import NEW_RULES
from aftersales.ledger.log.past import cases_then
from aftersales.ledger.log.reader import news_in
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

# Of a state, what tells where a case stands.
_AXES = ("decision", "parcel", "money", "mode", "attempt", "closed", "refunded", "arbitration", "appeal")
_NEWS = news_in("cases", "observations", "orders")
# That newer data show a request as it was moves no deadline, but where something was recorded by hand that they confirm
# or contradict, or where a look is asked for. Older data may show that something was so before.
_MAY_MATTER = "(json_type(j.image, '$.first_seen') IS NOT NULL OR json_type(j.image, '$.noticed_at') IS NOT NULL)"
_MAY_MATTER_OF_CASE = f"""(c.kind = 'delivery'
    OR EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.source = 'hand' AND {predicates.existing("e")})
    OR EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.duty = 'check' AND {predicates.counting_clock()}))"""
_LIVE = f"EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND {predicates.counting_clock()})"


class Since(NamedTuple):
    """From when on changes of a shop are news: after a write of the log, and when that was recorded."""

    write: int
    at: datetime


def last_but_one(connection: Connection, shop: str) -> Since | None:
    """The import before a shop's last one of the same kind of file; None where there is none. Where requests were ever
    imported, only such files count.
    """
    rows = connection.execute(
        f"""WITH logged AS (SELECT CAST(j.key AS INTEGER) AS id, max(j.write_id) AS write FROM changes j
            WHERE {predicates.imported_file()} AND j.shop = ?1 GROUP BY j.key)
        SELECT coalesce(l.write, (SELECT min(id) FROM writes WHERE command = ?2), 0) AS write, i.format
        FROM imports i LEFT JOIN logged l ON l.id = i.id
        WHERE i.shop = ?1 AND i.carries = (SELECT min(carries) FROM imports WHERE shop = ?1) ORDER BY write DESC""",
        (shop, BEFORE),
    ).fetchall()
    if not rows:
        return None
    last = rows[0][0]
    formats = {form for write, form in rows if write == last}
    before = next((write for write, form in rows if write < last and form in formats), None)
    if not before:
        return None
    return Since(
        before, instant(connection.execute("SELECT recorded_at FROM writes WHERE id = ?", (before,)).fetchone()[0])
    )


def recorded_until(connection: Connection, when: datetime) -> Since | None:
    """The last write up to which all were recorded by an instant; None where the log does not reach so far back."""
    write = connection.execute(
        "SELECT coalesce((SELECT min(id) FROM writes WHERE recorded_at > ?) - 1, (SELECT max(id) FROM writes), 0)",
        (iso(when),),
    ).fetchone()[0]
    known = connection.execute("SELECT 1 FROM writes WHERE id <= ? LIMIT 1", (write,)).fetchone()
    return Since(write, when) if known else None


def everything(connection: Connection, shop: str) -> list[int]:
    """Every case of a shop with a deadline that counts."""
    return [row[0] for row in connection.execute(f"SELECT c.id FROM cases c WHERE c.shop = ? AND {_LIVE}", (shop,))]


def changed_since(
    connection: Connection, shop: str, write: int, rules: ShopRules, *, briefly: bool = False
) -> dict[int, tuple[str, ...]]:
    """The cases of a shop that are `new` since a write, or have `moved`, or have a `deadline-moved`: each with what
    holds of it. Only cases with a deadline that counts. `briefly`: of what has moved it is not asked, too, whether a
    deadline has.
    """
    touched = _touched(connection, shop, write)
    reasons: dict[int, tuple[str, ...]] = {case: ("new",) for case in touched if touched[case] == "new"}
    by_rules = _moved_by_rules(connection, shop, write)
    known = [case for case in touched if touched[case] != "new"]
    before = {case.id: case for case in cases_then(connection, known, write, trust=rules.trust)}
    for case in load(connection, known, trust=rules.trust):
        if case.id not in before:
            reasons[case.id] = ("new",)
            continue
        earlier, flags = before[case.id], []
        if _where(earlier) != _where(case):
            flags.append("moved")
        # Deriving a case takes three times as long as its timeline.
        if not (flags and briefly) and _has_moved_deadline(earlier, case, rules, seen_again=touched[case.id] == "seen"):
            flags.append("deadline-moved")
        if flags:
            reasons[case.id] = tuple(flags)
    for number in by_rules:
        if "new" not in reasons.get(number, ()):
            reasons[number] = tuple(dict.fromkeys((*reasons.get(number, ()), "deadline-moved")))
    return reasons


def _has_moved_deadline(before: Case, after: Case, rules: ShopRules, *, seen_again: bool) -> bool:
    """Whether a deadline of a case is another. `seen_again`: newer data show the case as it was, so that a look at it
    is only asked for anew.
    """
    standings = [dict(standings_of(case.id, rules.derive(case).clocks)) for case in (before, after)]
    moves = moved_deadlines.compare(*standings)
    return any(not (seen_again and _is_same_look(move)) for move in moves)


def _where(case: Case) -> list[Any]:
    """Where a case stands, and what the platform showed last."""
    state = case_timeline.build(case).state
    last = max(case.observations, key=lambda o: (o.last_seen, o.first_seen), default=None)
    shown = (last.status, last.raw) if last else None
    order = case.order_snapshot.status if case.order_snapshot else None
    return [*(getattr(state, axis) for axis in _AXES), shown, order]


def _is_same_look(move: MovedDeadline) -> bool:
    return move.key.duty == "check" and move.before is not None and move.after is not None


def _touched(connection: Connection, shop: str, write: int) -> dict[int, str]:
    """The cases with facts that were written since, themselves or their orders: `new`, `changed`, or `seen` where newer
    data showed them as they were and that may matter.
    """
    # CROSS JOIN: SQLite must go from the few changes to their cases, never the other way round. And what is asked of a
    # case is asked once, however many of its rows were changed. The +: else SQLite reads the whole log in the order of
    # its cases.
    since = "j.write_id > :write AND j.shop = :shop"
    rows = connection.execute(
        f"""WITH seen AS MATERIALIZED (SELECT case_id, max(how) AS how FROM (
            SELECT j.case_id, iif(j.tbl = 'cases' AND j.op = 'insert', 4, iif({_NEWS}, 3, iif({_MAY_MATTER}, 2, 1)))
                AS how
            FROM changes j WHERE {since} AND +j.case_id IS NOT NULL AND j.tbl <> 'shop_rules'
            UNION ALL SELECT c.id, iif({_NEWS}, 3, iif({_MAY_MATTER}, 2, 1))
            FROM changes j CROSS JOIN cases c ON c.order_ref = j.ref AND c.shop = j.shop
            WHERE {since} AND j.tbl = 'orders' AND j.ref IS NOT NULL
            UNION ALL SELECT c.id, 3 FROM changes j CROSS JOIN orders o ON o.id BETWEEN CAST(j.key AS INTEGER)
                AND json_extract(j.image, '$.last') CROSS JOIN cases c ON c.order_ref = o.ref AND c.shop = o.shop
            WHERE {since} AND j.tbl = 'orders' AND j.op = 'insert'
            ) GROUP BY case_id)
        SELECT c.id, max(s.how - 1, 1) FROM seen s CROSS JOIN cases c ON c.id = s.case_id
        WHERE (s.how > 1 OR {_MAY_MATTER_OF_CASE}) AND {_LIVE}""",
        {"shop": shop, "write": write},
    )
    return {case: ("seen", "changed", "new")[how - 1] for case, how in rows}


def _moved_by_rules(connection: Connection, shop: str, write: int) -> set[int]:
    """The cases whose deadlines new rules moved since: from where they were before the first change of the rules to
    where they were after the last.
    """
    ends: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    rows = connection.execute(
        """SELECT j.case_id, j.image FROM writes w CROSS JOIN changes j ON j.write_id = w.id
        WHERE w.id > ? AND j.shop = ? AND j.case_id IS NOT NULL AND w.command = ? ORDER BY +j.id""",
        (write, shop, NEW_RULES),
    )
    for case, text in rows:
        image = json.loads(text)
        duty = ends[case, image["duty"], image["owner"]]
        duty += [(image.get("from"), image.get("act_by_from")), (image.get("to"), image.get("act_by_to"))]
    return {key[0] for key, times in ends.items() if times[0] != times[-1]} | _moved_for_this_run(connection, shop)


def _moved_for_this_run(connection: Connection, shop: str) -> set[int]:
    """The cases whose deadlines rules moved that could not be stored: the clocks of this run are a temporary table."""
    if not connection.execute("SELECT 1 FROM sqlite_temp_schema WHERE name = 'clocks'").fetchone():
        return set()
    columns = ", ".join(("case_id", "duty", "owner", "chained", "due_at", "act_by"))
    here, stored = (
        f"SELECT {columns} FROM {table} WHERE {predicates.counting_clock('')}" for table in ("clocks", "main.clocks")
    )
    rows = connection.execute(
        f"""SELECT DISTINCT d.case_id FROM (SELECT * FROM ({here} EXCEPT {stored}) UNION ALL
        SELECT * FROM ({stored} EXCEPT {here})) d JOIN cases c ON c.id = d.case_id WHERE c.shop = ? AND {_LIVE}""",
        (shop,),
    )
    return {row[0] for row in rows}
