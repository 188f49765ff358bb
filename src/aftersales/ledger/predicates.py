"""SQL conditions shared by queries, indexes and views."""

# Each takes the alias of its table in the query; "" means that columns stand without one, as in an index. SQLite uses a
# partial index only for a query that repeats the index's condition word for word, so each is written here alone. The
# newest definitions of indexes and views take theirs from here too: who changes a condition that one of them uses also
# adds a migration that makes it anew.

from __future__ import annotations

from aftersales.core.vocabulary import COSTLY_KINDS, UNDER_WAY


def existing_case(case: str = "c") -> str:
    """A case that exists: it was not merged into another, and the write that added it was not undone."""
    return f"{_column(case, 'merged_into')} IS NULL AND {existing(case)}"


def existing(alias: str = "") -> str:
    """A row of cases, events or shops that exists: the write that added it was not undone."""
    return f"{_column(alias, 'taken_back')} IS NULL"


def open_case(case: str = "c") -> str:
    """A case that is not settled. The index `cases_open` holds these."""
    return f"{_column(case, 'settled')} = 0"


def request(case: str = "c") -> str:
    """A request that costs goods or money. The index `cases_by_buyer` holds these."""
    return f"{_column(case, 'kind')} IN ({quoted(COSTLY_KINDS)})"


def buyer_key(alias: str) -> str:
    """The buyer's name for comparison, as `buyer_key` makes it in the core: without case, blanks and a leading @."""
    return f"ltrim(lower(trim({_column(alias, 'buyer')}, ' ')), '@')"


def under_way(order: str = "") -> str:
    """An order that is paid and not yet with its buyer. The index `orders_under_way` holds these."""
    return f"{_column(order, 'status')} IN ({quoted(UNDER_WAY)})"


def unknown_order(order: str = "") -> str:
    """An order of the platform's data whose status nobody knows, not with its buyer and not cancelled by any instant.
    The index `orders_unknown` holds these.
    """
    status, delivered, cancelled, source = (
        _column(order, name) for name in ("status", "delivered_at", "cancelled_at", "source")
    )
    return f"{status} IS NULL AND {delivered} IS NULL AND {cancelled} IS NULL AND {source} <> 'hand'"


def claimable_parcel(case: str = "c") -> str:
    """A case whose parcel is lost, or whose money went out before the parcel came back. The index `cases_claimable`
    holds these.
    """
    parcel, quick = _column(case, "parcel"), _column(case, "quick_refund")
    return f"({parcel} = 'lost' OR ({quick} = 1 AND {parcel} IN ('none', 'awaited', 'shipped')))"


def claim_event(event: str = "e") -> str:
    """An event about money or goods that are to be recovered, or about a parcel that was traced. The index
    `events_of_claims` holds these.
    """
    return f"{_column(event, 'name')} IN ('appeal.filed', 'claim.opened', 'delivery.traced', 'send-back.sent')"


def imported_file(change: str = "j") -> str:
    """A change of the log that put a file in. The index `changes_of_imports` holds these."""
    return f"{_column(change, 'tbl')} = 'imports' AND {_column(change, 'op')} = 'insert'"


def act_first(clock: str = "k") -> str:
    """The instant that decides how urgent a clock is that can be done: the last staffed moment, else the deadline. It
    is never before the opening.
    """
    return f"coalesce({_column(clock, 'act_by')}, {_column(clock, 'due_at')})"


def opens_later(now: str = ":now", clock: str = "k") -> str:
    """A clock whose duty can't be done yet at `now`. What opens is found by the index `clocks_opening`."""
    return f"{_column(clock, 'opens_at')} > {now}"


def open_by(now: str = ":now", clock: str = "k") -> str:
    """A clock whose duty can be done at `now`."""
    opens = _column(clock, "opens_at")
    return f"({opens} IS NULL OR {opens} <= {now})"


def counting_clock(clock: str = "k") -> str:
    """A clock whose deadline counts: of its duty's clocks the one that holds, and running, not confirmed, or stopped at
    a planned instant. The index `clocks_live` holds these.
    """
    stopped, confirmed, planned = (_column(clock, name) for name in ("stopped_at", "confirmed", "planned"))
    return f"{_column(clock, 'holds')} = 1 AND ({stopped} IS NULL OR {confirmed} = 0 OR {planned} = 1)"


def not_stopped(now: str = ":now", clock: str = "k") -> str:
    """A clock that at `now` runs, or is stopped by something that is not confirmed."""
    stopped = _column(clock, "stopped_at")
    return f"({stopped} IS NULL OR {_column(clock, 'confirmed')} = 0 OR {stopped} > {now})"


def not_lapsed(now: str = ":now", clock: str = "k") -> str:
    """A clock that no timeout has ended before `now`."""
    lapses = _column(clock, "lapses_at")
    return f"({lapses} IS NULL OR {lapses} >= {now})"


def chain_begun(now: str = ":now", clock: str = "k") -> str:
    """A clock that has begun at `now`; one that only a timeout starts has not begun before it."""
    return f"({_column(clock, 'chained')} = 0 OR {_column(clock, 'started_at')} < {now})"


def begun(now: str = ":now", clock: str = "k") -> str:
    """A clock that at `now` has begun and that no timeout has ended."""
    return f"{not_lapsed(now, clock)} AND {chain_begun(now, clock)}"


def in_sight(now: str = ":now", clock: str = "k") -> str:
    """A clock that `due` shows at `now`. `Clock.in_sight` in the core is the same condition."""
    return f"{counting_clock(clock)} AND {not_stopped(now, clock)} AND {begun(now, clock)}"


def running_clock(now: str = ":now", clock: str = "k") -> str:
    """A clock that runs at `now`: it holds, nothing has stopped it, it has begun and no timeout has ended it."""
    return f"{_column(clock, 'holds')} = 1 AND {_column(clock, 'stopped_at')} IS NULL AND {begun(now, clock)}"


def live_case(case: str = "c") -> str:
    """A case that a change of rules still affects at `:now`: an open one, or a closed one with a clock that still runs.
    Reads the stored tables, never a temporary table of the same name.
    """
    # What is claimed, or goes back to the buyer, has no end but what is recorded. A test compares this with OUTLIVING.
    endless = "started_by LIKE 'claim.%' OR started_by LIKE 'send-back.%'"
    outliving = f"{counting_clock('')} AND stopped_at IS NULL AND (lapses_at >= :now OR {endless})"
    return f"""{_column(case, "id")} IN (SELECT id FROM main.cases WHERE {open_case("")} UNION
    SELECT case_id FROM main.clocks WHERE {outliving}) AND {existing_case(case)}"""


def quoted(values: tuple[str, ...]) -> str:
    """Words as a list in SQL. For the program's own words only: nothing in them is escaped."""
    return ", ".join(f"'{value}'" for value in values)


def _column(alias: str, name: str) -> str:
    return f"{alias}.{name}" if alias else name
