"""Requests that files tell, put into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aftersales.core.cases.facts import RANK, wins
from aftersales.core.cases.model import Event, Observation
from aftersales.core.requests.buyers import more_specific_name
from aftersales.core.time.instants import iso
from aftersales.ledger import journal, predicates
from aftersales.ledger.facts import forgotten
from aftersales.ledger.facts.records import add_event, dumps, observe
from aftersales.ledger.sqlite import Connection

if TYPE_CHECKING:
    from aftersales.core.cases.facts import CaseFacts, RequestTexts

COLUMNS = (
    "kind", "order_ref", "ref", "amount", "currency", "paid", "paid_currency", "buyer", "reason", "reason_code",
    "product", "sku", "quantity", "lines", "tracking", "return_postage", "postage_currency",
    "substatus", "dispute_status", "appeal_status", "compensation_status", "compensation", "compensation_currency",
    "combined_ref", "buyer_note", "unknown_kind", "quick_refund",
)  # fmt: skip
_BUYER = COLUMNS.index("buyer")
_REASON = COLUMNS.index("reason")  # its code comes next


def put(connection: Connection, shop: str, facts: CaseFacts, as_of: datetime, now: datetime) -> tuple[int, str]:
    """Add or update one case from a file. Returns its id and `new`, `changed` or `same`.

    `as_of` is the instant up to which the file knows, `now` the instant of recording. A row that changed while it was
    read, thus later, is as of its change. Runs inside the caller's transaction; deriving the clocks is the caller's
    next step.
    """
    facts = forgotten.request_without_buyer(connection, shop, facts)
    known = facts.known_since or as_of
    as_of = max(as_of, known)
    case = _find(connection, shop, facts)
    fresh = case is None
    if case is None:
        case = create(connection, shop, facts, as_of)
    moved = _link(connection, shop, case, facts)
    if not fresh:
        _name_what_an_order_told(connection, case, facts)
        moved = _update(connection, case, facts, as_of) or moved
    opening = _opening(connection, case, facts)
    if opening is not None:
        moved = add_event(connection, case, opening, now) or moved
    moved = observe(connection, case, observation_of(facts, known, as_of)) or moved
    back = connection.execute(
        "UPDATE cases SET missing_since = NULL WHERE id = ? AND missing_since <= ?", (case, iso(as_of))
    )
    return case, "new" if fresh else "changed" if moved or back.rowcount else "same"


def observation_of(facts: CaseFacts, known: datetime, as_of: datetime) -> Observation:
    """What a row shows of its request: since when it is known to be so, and as of when it was read (UTC)."""
    return Observation(
        ref=facts.ref,
        source=facts.source,
        first_seen=known,
        noticed_at=as_of,
        last_seen=as_of,
        status=facts.status,
        raw=facts.raw,
        stamps=facts.stamps,
        tracking=facts.tracking,
        keep=facts.keep,
        refunded_at=facts.refunded_at,
        origin=facts.origin,
        arbitration=facts.arbitration,
    )


def _find(connection: Connection, shop: str, facts: CaseFacts) -> int | None:
    """The case a row belongs to: by its ref, by the refs it is chained to, or one that waits for a ref, since it was
    opened by hand or because an order told of it.
    """
    hits = [_by_ref(connection, shop, r) for r in (facts.ref, facts.prior_ref, facts.next_ref) if r]
    known = [case for case in hits if case is not None]
    if known:
        keep, *others = dict.fromkeys([min(known), *known])
        for other in others:
            _merge(connection, other, keep)
        return keep
    row = connection.execute(
        f"""SELECT id FROM cases c WHERE shop = ? AND order_ref = ? AND kind = ? AND ref IS NULL
        AND abs(julianday(opened_at) - julianday(?)) <= 2
        AND ((source = 'hand' AND {predicates.open_case()}) OR source = 'api')
        AND {predicates.existing_case()} ORDER BY id LIMIT 1""",
        (shop, facts.order, facts.kind, iso(facts.opened_at)),
    ).fetchone()
    return None if row is None else int(row[0])


def _by_ref(connection: Connection, shop: str, ref: str) -> int | None:
    row = connection.execute("SELECT case_id FROM case_refs WHERE shop = ? AND ref = ?", (shop, ref)).fetchone()
    return None if row is None else int(row[0])


def _merge(connection: Connection, other: int, keep: int) -> None:
    """Two cases turn out to be one chain: the older id keeps everything, the other points to it."""
    for table in ("case_refs", "events", "observations"):
        connection.execute(f"UPDATE {table} SET case_id = ? WHERE case_id = ?", (keep, other))
    connection.execute("DELETE FROM clocks WHERE case_id = ?", (other,))
    connection.execute("UPDATE cases SET merged_into = ? WHERE merged_into = ?", (keep, other))
    _newest_facts(connection, other, keep)
    _put_names_right(connection, keep, _openings(connection, keep))
    connection.execute("UPDATE cases SET merged_into = ?, settled = 1, rules = '' WHERE id = ?", (keep, other))


def _newest_facts(connection: Connection, other: int, keep: int) -> None:
    """What the link with the newer submission says is what the case is about now; the other's facts only fill gaps."""
    rows = {
        row[0]: row[1:]
        for row in connection.execute(
            f"SELECT id, opened_at, source, as_of, origin, {', '.join(COLUMNS)} FROM cases WHERE id IN (?, ?)",
            (keep, other),
        )
    }
    newer, older = sorted((rows[keep], rows[other]), key=lambda r: r[0], reverse=True)
    # How recent it is, is as in the newest row of either.
    source, as_of, origin = max((rows[keep], rows[other]), key=lambda r: (r[2] or "", RANK[r[1]]))[1:4]
    merged = [new if new is not None else was for new, was in zip(newer[4:], older[4:], strict=True)]
    merged[_BUYER] = more_specific_name(newer[4 + _BUYER], older[4 + _BUYER], newer=True)
    if newer[4 + _REASON] is not None:  # the code belongs to the reason beside it
        merged[_REASON + 1] = newer[4 + _REASON + 1]
    names = ", ".join(f"{c} = ?" for c in COLUMNS)
    connection.execute(
        f"UPDATE cases SET opened_at = ?, source = ?, as_of = ?, origin = ?, {names} WHERE id = ?",
        (older[0], source, as_of, origin, *merged, keep),
    )


def _put_names_right(connection: Connection, case: int, openings: Iterable[tuple[str, str]]) -> str | None:
    """Of a case's submissions (instant, ref) the first opens it and the others are new attempts, in whatever order they
    were learned. Returns the first one's ref, None where there is none.
    """
    known = {ref: at for at, ref in openings}
    ordered = sorted(known, key=lambda ref: (known[ref], ref))
    for n, ref in enumerate(ordered):
        connection.execute(
            f"""UPDATE events SET name = ?1 WHERE case_id = ?2 AND json_extract(data, '$.ref') = ?3 AND name <> ?1
            AND name IN ('request.opened', 'request.resubmitted') AND {predicates.existing()}""",
            ("request.resubmitted" if n else "request.opened", case, ref),
        )
    return ordered[0] if ordered else None


def create(connection: Connection, shop: str, facts: CaseFacts, as_of: datetime | None) -> int:
    """A new row for a case; its id is the next of the ledger and never used again."""
    number = connection.execute(_INSERT, _row(shop, facts, as_of)).lastrowid
    assert number is not None  # noqa: S101  (an INSERT into a rowid table always has one)
    return number


def create_all(connection: Connection, shop: str, requests: Sequence[CaseFacts]) -> list[int]:
    """New rows for many cases, of which no file gives an as-of; their ids are the next of the ledger, in this order."""
    if not requests:
        return []
    with journal.logged_in_sets(connection, len(requests)) as log:
        connection.executemany(_INSERT, [_row(shop, facts, None) for facts in requests])
        last = int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])
        first = last - len(requests) + 1
        log(first, last)
    return list(range(first, last + 1))


_INSERT = f"""INSERT INTO cases (shop, {", ".join(COLUMNS)}, fulfilment, opened_at, source, as_of, origin)
    VALUES (?, {", ".join("?" * len(COLUMNS))}, 'seller', ?, ?, ?, ?)"""


def _row(shop: str, facts: CaseFacts, as_of: datetime | None) -> tuple[Any, ...]:
    known = iso(as_of) if as_of else None
    return (shop, *column_values(facts), iso(facts.opened_at), facts.source, known, facts.origin)


def open_by_hand(connection: Connection, shop: str, facts: CaseFacts) -> int:
    """A new case that a person recorded, with its ref where one was given."""
    case = create(connection, shop, facts, None)
    if facts.ref:
        _link(connection, shop, case, facts)
    return case


def resubmit(connection: Connection, shop: str, case: int, facts: CaseFacts) -> None:
    """Store what a new attempt on a case, recorded by a person, changes in it."""
    if facts.ref:
        _link(connection, shop, case, facts)
    amount, currency = facts.amount or (None, None)
    connection.execute(
        """UPDATE cases SET ref = coalesce(?1, ref), reason = coalesce(?2, reason),
        reason_code = iif(?2 IS NULL, reason_code, NULL), amount = coalesce(?3, amount),
        currency = coalesce(?4, currency) WHERE id = ?5""",
        (facts.ref or None, facts.reason, amount, currency, case),
    )


def _name_what_an_order_told(connection: Connection, case: int, facts: CaseFacts) -> None:
    """What an order told of a request belongs to the request's own number, and its own row says when it was made."""
    changed = connection.execute(
        f"""UPDATE events SET at = ?, data = ? WHERE case_id = ? AND name = 'request.opened'
        AND json_extract(data, '$.of') = 'order' AND {predicates.existing()}""",
        (iso(facts.opened_at), dumps({"ref": facts.ref}), case),
    )
    if changed.rowcount:
        connection.execute("UPDATE observations SET ref = ? WHERE case_id = ? AND ref IS NULL", (facts.ref, case))


def _link(connection: Connection, shop: str, case: int, facts: CaseFacts) -> bool:
    moved = False
    for ref in (facts.ref, facts.prior_ref, facts.next_ref):
        if ref:
            done = connection.execute("INSERT OR IGNORE INTO case_refs VALUES (?, ?, ?)", (shop, ref, case))
            moved = moved or done.rowcount > 0
    return moved


def column_values(facts: CaseFacts) -> tuple[Any, ...]:
    """What a row says of a request, in the order of COLUMNS; None where it does not speak of it."""
    return (
        facts.kind,
        facts.order,
        facts.ref or None,  # recorded by hand: none yet
        facts.amount.minor if facts.amount else None,
        facts.amount.currency if facts.amount else None,
        facts.paid.minor if facts.paid else None,
        facts.paid.currency if facts.paid else None,
        facts.buyer,
        facts.reason,
        facts.reason_code,
        _joined(x.product for x in facts.lines),
        _joined(x.sku for x in facts.lines),
        sum(q for x in facts.lines if (q := x.quantity) is not None) or None,
        dumps([line._asdict() for line in facts.lines]) if facts.lines else None,
        facts.tracking,
        facts.return_postage.minor if facts.return_postage else None,
        facts.return_postage.currency if facts.return_postage else None,
        *_text_values(facts.texts),
        facts.unknown_kind,
        int(facts.quick_refund),
    )


def _text_values(texts: RequestTexts) -> tuple[Any, ...]:
    amount, currency = texts.compensated or (None, None)
    platform = (texts.substatus, texts.dispute, texts.appeal, texts.compensation)
    return (*platform, amount, currency, texts.combined_ref, texts.note)


def _joined(names: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(n for n in names if n)) or None


def _update(connection: Connection, case: int, facts: CaseFacts, as_of: datetime) -> bool:
    """Newer data replace what they speak of, older data only fill what is empty. Whether anything changed."""
    source, known, opened, *old = connection.execute(
        f"SELECT source, as_of, opened_at, {', '.join(COLUMNS)} FROM cases WHERE id = ?", (case,)
    ).fetchone()
    this, last = (iso(as_of), RANK[facts.source]), (known, RANK[source])
    newer = (
        source == "hand" or known is None or this > last or (this == last and _wins_tie(connection, case, facts, old))
    )
    latest_ref = _latest_ref(connection, case, facts)
    values = list(column_values(facts))
    if latest_ref != facts.ref:  # an earlier link of a chain: its facts are history
        values = [None] * len(values)
    if facts.source == "export":
        values[-1] = old[-1]  # an export can't tell a quick refund
    merged = [new if (new is not None and newer) or was is None else was for new, was in zip(values, old, strict=True)]
    merged[COLUMNS.index("ref")] = latest_ref
    if old[COLUMNS.index("ref")] != latest_ref:  # of the submission before: it says nothing of this one
        merged[_REASON + 1] = facts.reason_code
    merged[_BUYER] = more_specific_name(values[_BUYER], old[_BUYER], newer=newer)
    present = [*merged, min(opened, iso(facts.opened_at)) if source != "hand" else iso(facts.opened_at)]
    changed = present != [*old, opened]
    if changed:
        names = ", ".join(f"{c} = ?" for c in COLUMNS)
        connection.execute(f"UPDATE cases SET {names}, opened_at = ? WHERE id = ?", (*present, case))
    if newer:
        connection.execute(
            "UPDATE cases SET source = ?, as_of = ?, origin = ? WHERE id = ?",
            (facts.source, iso(as_of), facts.origin, case),
        )
    return changed


def _wins_tie(connection: Connection, case: int, facts: CaseFacts, old: Sequence[Any]) -> bool:
    """Whether a row counts more than what the ledger has from a file of the same second: it changed later, or else by
    what it says, so that the order of reading makes no difference.
    """
    (since,) = connection.execute(
        "SELECT max(first_seen) FROM observations WHERE case_id = ? AND ref = ?", (case, facts.ref)
    ).fetchone()
    if facts.known_since is not None and since is not None and iso(facts.known_since) != since:
        return bool(iso(facts.known_since) > since)
    return wins(column_values(facts), old)


def _openings(connection: Connection, case: int) -> list[tuple[str, str]]:
    """(instant, ref) of each submission that the platform's data gave, oldest first."""
    return connection.execute(
        f"""SELECT at, json_extract(data, '$.ref') FROM events WHERE case_id = ? AND name IN ('request.opened',
        'request.resubmitted') AND json_extract(data, '$.ref') IS NOT NULL AND {predicates.existing()} ORDER BY at""",
        (case,),
    ).fetchall()


def _latest_ref(connection: Connection, case: int, facts: CaseFacts) -> str:
    others = [(at, ref) for at, ref in _openings(connection, case) if ref != facts.ref]
    return max([*others, (iso(facts.opened_at), facts.ref)])[1]


def _opening(connection: Connection, case: int, facts: CaseFacts) -> Event | None:
    """The event of this submission, or None where it is known. Links of a chain may arrive in any order."""
    known = _openings(connection, case)
    if facts.ref in (ref for _, ref in known):
        return None
    first = _put_names_right(connection, case, [*known, (iso(facts.opened_at), facts.ref)])
    name = "request.opened" if facts.ref == first else "request.resubmitted"
    data = {"ref": facts.ref, **({"flags": list(facts.flags)} if facts.flags else {})}
    return Event(name, facts.opened_at, data, facts.source, facts.origin)


def set_tracking(connection: Connection, case: int, tracking: str) -> None:
    """Store the tracking number of a case's parcel, as a person recorded it."""
    connection.execute("UPDATE cases SET tracking = ? WHERE id = ?", (tracking, case))


def set_caught_up(connection: Connection, case: int, now: datetime) -> None:
    """Mark a case as history taken over at `now` (UTC): what was due before that is not overdue."""
    connection.execute("UPDATE cases SET caught_up_at = ? WHERE id = ?", (iso(now), case))


def on_orders(connection: Connection, shop: str, orders: Sequence[str]) -> list[int]:
    """The ids of a shop's cases on these orders."""
    rows = connection.execute(
        f"""SELECT id FROM cases c WHERE order_ref IN ({",".join("?" * len(orders))}) AND shop = ?
        AND {predicates.existing_case()}""",
        [*orders, shop],
    )
    return [row[0] for row in rows]


def ref_of_another_shop(connection: Connection, shop: str, refs: Sequence[str]) -> tuple[str, str] | None:
    """The first of these refs that another shop of the ledger has, with that shop's name."""
    marks = ",".join("?" * len(refs))
    row = connection.execute(
        f"SELECT ref, shop FROM case_refs WHERE ref IN ({marks}) AND shop <> ? LIMIT 1", [*refs, shop]
    ).fetchone()
    return None if row is None else (row[0], row[1])
