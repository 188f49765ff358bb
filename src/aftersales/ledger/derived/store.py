"""The derived tables, rebuilt and stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from aftersales.core.cases.model import Case
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.clocks.engine import OUTLIVES
from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.derived.rows import (
    ATTEMPT,
    CLOCK_COLUMNS,
    SETTLED,
    clock_row,
    insert_clocks,
    save_state,
    state_row,
    stored_clock,
    stored_clocks,
    stored_state,
)
from aftersales.ledger.facts.records import load
from aftersales.ledger.sqlite import Connection

if TYPE_CHECKING:
    from aftersales.core.time.staff import StaffCalendar


class Rules(NamedTuple):
    """What a shop works under: the mark of its rules, how they derive a case, and what the list needs to know. `staff`
    is None where no staff calendar is set.
    """

    fingerprint: str
    policy: str
    zone: str
    currency: str
    checked: str | None
    trust: bool
    derive: Callable[[Case], Derived]
    staff: StaffCalendar | None = None


class Told(NamedTuple):
    """A case with the rules of its shop, and what follows from its facts under them."""

    case: Case
    rules: Rules
    derived: Derived


def told(connection: Connection, number: int, rules: Mapping[str, Rules]) -> Told:
    """One case with all its facts, derived anew. The case must be there."""
    own = rules[connection.execute("SELECT shop FROM cases WHERE id = ?", (number,)).fetchone()[0]]
    case = next(load(connection, [number], lambda _: own.trust))
    return Told(case, own, own.derive(case))


def rederive(connection: Connection, ids: Iterable[int], rules: Mapping[str, Rules], *, aside: bool = False) -> None:
    """Rebuild state and clocks of these cases. Runs inside the caller's transaction.

    A case that was settled under older rules, and still is in the same attempt, keeps the deadlines of its time; only
    what outlives a case is reckoned with the rules of now. `aside`: nothing was recorded that tells of where a case
    stands, so that no other rules, or other words on what counts, may open it again.
    """
    for case, own in with_rules(connection, ids, rules):
        found = own.derive(case)
        mark = _kept(connection, case.id, found, own, aside=aside)
        if mark is None or found.state.settled:
            save_state(connection, case, found, mark or own.fingerprint)
        if mark is None:
            connection.execute("DELETE FROM clocks WHERE case_id = ?", (case.id,))
            insert_clocks(connection, case.id, enumerate(found.clocks))
        else:
            _renew_outliving(connection, case.id, found)


def _kept(connection: Connection, case: int, found: Derived, own: Rules, *, aside: bool) -> str | None:
    """The mark of the older rules whose deadlines a case keeps; None where it is reckoned anew."""
    if not (aside or found.state.settled):
        return None
    stored = stored_state(connection, case)
    same = found.state.settled and found.state.attempt == stored[ATTEMPT]
    return _older_mark(stored, own) if aside or same else None


def _older_mark(stored: tuple[Any, ...], own: Rules) -> str | None:
    """The mark of the rules under which a case was settled (its stored state), where they are not its shop's rules of
    now; else None. A case that stood for itself no more has none.
    """
    mark: str | None = stored[-1]
    return mark if mark and stored[SETTLED] and mark != own.fingerprint else None


def _renew_outliving(connection: Connection, case: int, found: Derived) -> None:
    """Reckon with the rules of now what may still be done after a case's end; the rest of its clocks stays."""
    duties = sorted(OUTLIVES)
    places = ",".join("?" * len(duties))
    connection.execute(f"DELETE FROM clocks WHERE case_id = ? AND duty IN ({places})", (case, *duties))
    last = connection.execute("SELECT coalesce(max(n), -1) FROM clocks WHERE case_id = ?", (case,)).fetchone()[0]
    insert_clocks(connection, case, enumerate((c for c in found.clocks if c.duty in OUTLIVES), last + 1))


def settled_before(connection: Connection, case: int, rules: Rules) -> tuple[Clock, ...] | None:
    """The stored clocks of a case that was settled under older rules than its shop's now; None of any other case."""
    if _older_mark(stored_state(connection, case), rules) is None:
        return None
    rows = stored_clocks(connection, case)
    return tuple(stored_clock(dict(zip(CLOCK_COLUMNS, row, strict=True))) for row in rows)


def with_rules(connection: Connection, ids: Iterable[int], rules: Mapping[str, Rules]) -> Iterator[tuple[Case, Rules]]:
    """Each of these cases beside the rules of its shop, a few hundred in memory at a time."""
    for case in load(connection, ids, lambda shop: rules[shop].trust):
        yield case, rules[case.shop]


def live_cases(connection: Connection, now: datetime, shop: str | None = None) -> list[int]:
    """The numbers of the cases, of one shop or of all, on which its rules still bear at `now`."""
    rows = connection.execute(
        f"SELECT c.id FROM cases c WHERE (:shop IS NULL OR c.shop = :shop) AND {predicates.live_case()} ORDER BY c.id",
        {"shop": shop, "now": iso(now)},
    )
    return [row[0] for row in rows]


def adopt(connection: Connection, shops: Iterable[str], rules: Mapping[str, Rules], now: datetime) -> int:
    """Re-derive the live cases of these shops and remember their rules. Returns how many cases were re-derived."""
    count = 0
    for shop in shops:
        own = rules[shop]
        ids = live_cases(connection, now, shop)
        rederive(connection, ids, rules)
        count += len(ids)
        _remember(connection, shop, own)
    return count


def _remember(connection: Connection, shop: str, own: Rules) -> None:
    """Keep under which rules the clocks of a shop were derived, in place of what was kept before."""
    connection.execute("DELETE FROM shop_rules WHERE shop = ?", (shop,))
    connection.execute(
        """INSERT INTO shop_rules (shop, fingerprint, policy, zone, currency, checked, confirm, staff_zone)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            shop,
            own.fingerprint,
            own.policy,
            own.zone,
            own.currency,
            own.checked,
            "trust" if own.trust else "import",
            own.staff.zone.key if own.staff else None,
        ),
    )


def adopt_in_memory(connection: Connection, rules: Mapping[str, Rules], now: datetime) -> int:
    """As `adopt`, for a ledger that may only be read: the clocks and the shops' rules go to temporary tables of this
    connection, which stand before the stored ones. Returns how many cases were re-derived.
    """
    ids = live_cases(connection, now)
    connection.execute(
        f"""CREATE TEMP TABLE clocks AS SELECT k.* FROM main.clocks k JOIN main.cases c ON c.id = k.case_id
        WHERE NOT {predicates.open_case()}"""
    )
    connection.execute("CREATE TEMP TABLE shop_rules AS SELECT * FROM main.shop_rules")
    for case, own in with_rules(connection, ids, rules):
        found = own.derive(case)
        if stored_state(connection, case.id)[SETTLED]:
            _renew_outliving(connection, case.id, found)
        else:
            insert_clocks(connection, case.id, enumerate(found.clocks))
    for (shop,) in connection.execute(f"SELECT name FROM shops WHERE {predicates.existing()}").fetchall():
        _remember(connection, shop, rules[shop])
    return len(ids)


def differences(connection: Connection, rules: Mapping[str, Rules]) -> list[int]:
    """Replay every case and name those whose stored state or clocks differ from what the facts give under their rules.

    Cases settled under older rules keep what those rules said, and are left out.
    """
    ids = [row[0] for row in connection.execute(f"SELECT id FROM cases c WHERE {predicates.existing_case()}")]
    return [case.id for case, own in with_rules(connection, ids, rules) if _differs(connection, case, own)]


def _differs(connection: Connection, case: Case, own: Rules) -> bool:
    stored = stored_state(connection, case.id)
    if stored[SETTLED] and stored[-1] != own.fingerprint:
        return False
    derived = own.derive(case)
    clocks = stored_clocks(connection, case.id)
    expected = [clock_row(case.id, n, clock) for n, clock in enumerate(derived.clocks)]
    # Not the mark: clocks that were derived anew for one run only (`adopt_in_memory`) leave the stored one.
    return bool(stored[:-1] != state_row(derived, own.fingerprint)[:-1] or clocks != expected)
