"""The derived tables, rebuilt and stored."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from aftersales.core.cases.events import OUTLIVING
from aftersales.core.cases.model import Case
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.clocks.engine import DUTIES_AFTER_CLOSING, outlives_case
from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.derived.rows import (
    RowChanges,
    StateRow,
    clock_row,
    clocks_of,
    insert_clocks,
    state_row,
    stored_clock,
    stored_clocks,
    stored_state,
    stored_states,
)
from aftersales.ledger.facts.records import load
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple
from aftersales.processes import second_process
from aftersales.processes.second_process import NotDone, SecondProcess

if TYPE_CHECKING:
    from aftersales.core.time.staff import StaffCalendar


_BATCH = 2_000  # cases in memory at a time
_MANY = 600  # for fewer a second process takes longer than it saves


class ShopRules(NamedTuple):
    """What a shop works under: its rules' fingerprint, how they derive a case, and what the list needs to know.
    `checked` is a date in ISO 8601, `trust` whether recording counts at once; `staff` is None where no staff calendar
    is set.
    """

    fingerprint: str
    policy: str
    zone: str
    currency: str
    checked: str | None
    trust: bool
    derive: Callable[[Case], Derived]
    staff: StaffCalendar | None = None


class DerivedCase(NamedTuple):
    """A case with the rules of its shop, and what follows from its facts under them."""

    case: Case
    rules: ShopRules
    derived: Derived


def derive_case(connection: Connection, number: int, rules: Mapping[str, ShopRules]) -> DerivedCase:
    """One case with all its facts, derived anew; `rules` are those of each shop. The case must exist."""
    shop_rules = rules[connection.execute("SELECT shop FROM cases WHERE id = ?", (number,)).fetchone()[0]]
    case = next(load(connection, [number], trust=shop_rules.trust))
    return DerivedCase(case, shop_rules, shop_rules.derive(case))


def rederive(
    connection: Connection,
    ids: Iterable[int],
    rules: Mapping[str, ShopRules],
    *,
    aside: bool = False,
    afresh: bool = False,
) -> None:
    """Rebuild state and clocks of these cases. Runs inside the caller's transaction.

    A case that was settled under older rules and is still in the same attempt keeps its deadlines; only the duties that
    outlive a case are derived with the present rules. `aside` says that nothing recorded bears on where a case stands:
    then such a case keeps its deadlines whatever the present rules say. `afresh` says that what is stored is worth
    nothing, as in a repair.
    """
    cases = with_rules(connection, ids, rules)
    while some := list(islice(cases, _BATCH)):
        numbers = [case.id for case, _ in some]
        stored = (
            _Stored({}, None) if afresh else _Stored(stored_states(connection, numbers), clocks_of(connection, numbers))
        )
        for changes in _changes_by_two(some, stored, aside=aside):
            changes.rows.save(connection)
            for case, clocks in changes.outliving:
                _renew_outliving(connection, case, clocks)


class _Stored(NamedTuple):
    """What is stored of some cases: their states and clocks, by number. None: the clocks are worth nothing."""

    states: Mapping[int, StateRow]
    clocks: Mapping[int, list[tuple[Any, ...]]] | None


class _Changes(NamedTuple):
    """What is to be written of some cases: rows, and of those that keep the deadlines of older rules, by number, the
    clocks that outlive them.
    """

    rows: RowChanges
    outliving: list[tuple[int, list[Clock]]]


def _changes_by_two(cases: Sequence[tuple[Case, ShopRules]], stored: _Stored, *, aside: bool) -> Iterator[_Changes]:
    """What is to be written of cases, of which a second process derives the latter half where they are many."""
    if len(cases) < _MANY or not second_process.is_worth():
        yield _changes(cases, stored, aside=aside)
        return
    half = len(cases) // 2
    second = SecondProcess(lambda: iter([_changes(cases[half:], stored, aside=aside)]))
    try:
        yield _changes(cases[:half], stored, aside=aside)
        try:
            yield second.result()
        except NotDone:
            yield _changes(cases[half:], stored, aside=aside)
    finally:
        second.stop()


def _changes(cases: Sequence[tuple[Case, ShopRules]], stored: _Stored, *, aside: bool) -> _Changes:
    """What is to be written of cases: what is derived as it was is not."""
    changes = _Changes(RowChanges(), [])
    for case, shop_rules in cases:
        derived, state = shop_rules.derive(case), stored.states.get(case.id)
        fingerprint = None if state is None else _kept(state, derived, shop_rules, aside=aside)
        if fingerprint is None or derived.state.settled:
            changes.rows.put_state(case.id, state_row(derived, fingerprint or shop_rules.fingerprint), state)
        if fingerprint is None:
            rows = [clock_row(case.id, n, clock) for n, clock in enumerate(derived.clocks)]
            changes.rows.put_clocks(case.id, rows, None if stored.clocks is None else stored.clocks.get(case.id, []))
        else:
            changes.outliving.append((case.id, [*filter(outlives_case, derived.clocks)]))
    return changes


def _kept(stored: StateRow, derived: Derived, rules: ShopRules, *, aside: bool) -> str | None:
    """The fingerprint of the older rules whose deadlines a case keeps; None where it is derived anew."""
    same_attempt = derived.state.settled and derived.state.attempt == stored.attempt
    return _older_fingerprint(stored, rules) if aside or same_attempt else None


def _older_fingerprint(stored: StateRow, rules: ShopRules) -> str | None:
    """The fingerprint of the rules under which a case was settled, where its shop has others now; else None. A case
    that was merged or taken back has none.
    """
    return stored.rules if stored.rules and stored.settled and stored.rules != rules.fingerprint else None


def _renew_outliving(connection: Connection, case: int, clocks: Iterable[Clock]) -> None:
    """Store the duties that outlive a case, as the present rules have them; the rest of its clocks stays."""
    duties, starts = predicates.quoted(tuple(sorted(DUTIES_AFTER_CLOSING))), predicates.quoted(tuple(sorted(OUTLIVING)))
    connection.execute(
        f"DELETE FROM clocks WHERE case_id = ? AND (duty IN ({duties}) OR started_by IN ({starts}))", (case,)
    )
    last = connection.execute("SELECT coalesce(max(n), -1) FROM clocks WHERE case_id = ?", (case,)).fetchone()[0]
    insert_clocks(connection, case, enumerate(clocks, last + 1))


def settled_before(connection: Connection, case: int, rules: ShopRules) -> tuple[Clock, ...] | None:
    """The stored clocks of a case that was settled under older rules than its shop has now; None for any other case."""
    if _older_fingerprint(stored_state(connection, case), rules) is None:
        return None
    return tuple(stored_clock(row) for row in stored_clocks(connection, case))


def with_rules(
    connection: Connection, ids: Iterable[int], rules: Mapping[str, ShopRules]
) -> Iterator[tuple[Case, ShopRules]]:
    """Each of these cases with the rules of its shop, some in memory at a time."""
    for case in load(connection, ids, trust=True):
        shop_rules = rules[case.shop]
        yield case if shop_rules.trust else case._replace(trust=False), shop_rules


def live_cases(connection: Connection, now: datetime, shop: str | None = None) -> list[int]:
    """The numbers of the cases, of one shop or of all, on which its rules still bear at `now`."""
    rows = connection.execute(
        f"SELECT c.id FROM cases c WHERE (:shop IS NULL OR c.shop = :shop) AND {predicates.live_case()} ORDER BY c.id",
        {"shop": shop, "now": iso(now)},
    )
    return [row[0] for row in rows]


def adopt(
    connection: Connection,
    shops: Iterable[str],
    rules: Mapping[str, ShopRules],
    now: datetime,
    done: Sequence[Container[int]] = (),
) -> int:
    """Derive the live cases of these shops anew and store under which rules. `done` are those that were derived under
    these rules just now. Returns how many live cases they were.
    """
    from aftersales.ledger.views import zone_offsets  # rules change seldom

    count = 0
    for shop in shops:
        ids = live_cases(connection, now, shop)
        rederive(connection, [case for case in ids if not any(case in some for some in done)], rules)
        count += len(ids)
        _save_rules(connection, shop, rules[shop])
        for name in {rules[shop].zone, *([staff.zone.key] if (staff := rules[shop].staff) else [])}:
            zone_offsets.put(connection, name)
    return count


def _save_rules(connection: Connection, shop: str, rules: ShopRules) -> None:
    """Store under which rules the clocks of a shop were derived, in place of what was stored before."""
    connection.execute("DELETE FROM shop_rules WHERE shop = ?", (shop,))
    connection.execute(
        """INSERT INTO shop_rules (shop, fingerprint, policy, zone, currency, checked, confirm, staff_zone)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            shop,
            rules.fingerprint,
            rules.policy,
            rules.zone,
            rules.currency,
            rules.checked,
            "trust" if rules.trust else "import",
            rules.staff.zone.key if rules.staff else None,
        ),
    )


def adopt_in_memory(connection: Connection, rules: Mapping[str, ShopRules], now: datetime) -> int:
    """As `adopt`, for a ledger that may only be read: the clocks and the shops' rules go to temporary tables of this
    connection, which stand before the stored ones. Returns how many cases were derived.
    """
    ids = live_cases(connection, now)
    connection.execute(
        f"""CREATE TEMP TABLE clocks AS SELECT k.* FROM main.clocks k JOIN main.cases c ON c.id = k.case_id
        WHERE NOT {predicates.open_case()}"""
    )
    connection.execute("CREATE TEMP TABLE shop_rules AS SELECT * FROM main.shop_rules")
    for case, shop_rules in with_rules(connection, ids, rules):
        derived = shop_rules.derive(case)
        if stored_state(connection, case.id).settled:
            _renew_outliving(connection, case.id, filter(outlives_case, derived.clocks))
        else:
            insert_clocks(connection, case.id, enumerate(derived.clocks))
    for (shop,) in connection.execute(f"SELECT name FROM shops WHERE {predicates.existing()}").fetchall():
        _save_rules(connection, shop, rules[shop])
    return len(ids)


def differing_cases(
    connection: Connection, rules: Mapping[str, ShopRules], ids: Iterable[int] | None = None
) -> list[int]:
    """Derive every case anew, or only these, and name those whose stored state or clocks differ from that.

    Cases settled under older rules keep what those rules said, and are left out.
    """
    ids = (
        ids
        if ids is not None
        else [row[0] for row in connection.execute(f"SELECT id FROM cases c WHERE {predicates.existing_case()}")]
    )
    return [
        case.id for case, shop_rules in with_rules(connection, ids, rules) if _differs(connection, case, shop_rules)
    ]


def _differs(connection: Connection, case: Case, rules: ShopRules) -> bool:
    stored = stored_state(connection, case.id)
    if stored.settled and stored.rules != rules.fingerprint:
        return False
    derived = rules.derive(case)
    # Clocks that were derived anew for one run only (`adopt_in_memory`) leave the stored fingerprint as it was.
    state = state_row(derived, stored.rules)
    clocks = [clock_row(case.id, n, clock) for n, clock in enumerate(derived.clocks)]
    return stored != state or stored_clocks(connection, case.id) != clocks
