"""Whatever is typed in whatever order, each case stands where the table of transitions allows, and undoing the steps
one by one walks back through the same states.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from reachable import reachable
from transcripts import Shell

ORDERS = {n: f"57646141303878575{n}" for n in range(6)}
STEPS = (
    "approve {c}", "approve {c} --mode keep", "approve {c} --mode seller-address",
    "approve {c} --mode partial --amount 3", "accepted {c}", "declined {c}", "reject {c} --reason no --force",
    "withdrawn {c}", "shipped {c} --tracking RX{c}00000", "delivered {c}", "received {c}",
    "refused {c} --reason worn --force", "lost {c}", "extend {c}", "refund {c}", "refund {c} --amount 1",
    "replaced {c}",
    "dispute {c}", "evidence submit {c} --force", "ruled {c} --for seller", "ruled {c} --for buyer",
    "ruled {c} --for nobody", "appeal {c} --force", "review contact {c}", "review offer {c} --what exchange",
    "review resolve {c} --result unchanged", "order dispatched {c}", "order tracking {c} --news moved",
    "order delivered {c}", "done {c}", "close {c} --reason over", "reopen {c}", "note {c} -m hm", "confirm {c}",
    "snooze {c} --until 1h", "snooze {c} --off",
    "open return --order {o}", "open refund --order {o} --amount 2", "order cancel {o} --by seller",
)  # fmt: skip


@pytest.fixture
def base(shell: Shell, tmp_path: Path) -> Path:
    """A ledger with one case of each kind: 1 delivery, 2 return, 3 refund, 4 replacement, 5 cancellation, 6 review,
    7 routine.
    """
    shell.ok("init --shop uk --market GB")
    for n, order in ORDERS.items():
        status = "--status awaiting-shipment" if n == 0 else "--delivered 2026-11-19T10:00" if n < 4 else ""
        shell.ok(f"order add {order} --amount 20 --placed 2026-11-16T10:00 {status}")
    for n, kind in enumerate(("return", "refund", "replacement", "cancellation"), 1):
        shell.ok(f"open {kind} --order {ORDERS[n]} --at 2026-11-23T09:00 --reason 'Too small'")
    shell.ok(f"review open --order {ORDERS[1]} --stars 1 --at 2026-11-23T09:00")
    shell.ok("routine add 'Count the stock' --every 7d --at 2026-11-23T09:00")
    kept = tmp_path / "base.db"
    shutil.copy(tmp_path / "data/aftersales/ledger.db", kept)
    return kept


def _seen(shell: Shell) -> tuple[str, ...]:
    """What the seller sees: the cases, every duty, and why."""
    cases = shell.ok("-q cases --json --state all").out
    pages = [shell.ok(f"-q explain {row['case']} --json").out for row in json.loads(cases)]
    return (
        cases,
        shell.ok("-q cases --kind delivery --json").out,
        shell.ok("-q due --all --owner any --json").out,
        *pages,
    )


def _states(shell: Shell) -> None:
    rows = json.loads(shell.ok("-q cases --json").out) + json.loads(shell.ok("-q cases --kind delivery --json").out)
    for row in rows:
        place = tuple(row[axis] for axis in ("decision", "parcel", "money", "arbitration", "appeal"))
        assert place in reachable(row["kind"]), row


def _step(shell: Shell, case: int, order: int, choice: int) -> str:
    """Mostly what `show` calls possible, now and then anything at all."""
    ways = [w.format(c=case, o=ORDERS[order]) for w in STEPS]
    if choice % 5:
        possible = tuple(json.loads(shell.ok(f"-q show {case} --json").out)["possible"])
        ways = [w for w in ways if w.startswith(possible)] or ways
    return ways[choice % len(ways)]


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    st.lists(st.tuples(st.integers(1, 7), st.integers(0, 5), st.integers(0, 999)), min_size=8, max_size=24),
)
def test_any_course_keeps_to_the_table_and_walks_back(
    base: Path, shell: Shell, course: list[tuple[int, int, int]]
) -> None:
    ledger = shell.home / "data/aftersales/ledger.db"
    for old in ledger.parent.glob("ledger.db*"):
        old.unlink()
    shutil.copy(base, ledger)
    seen = [_seen(shell)]
    for n, (case, order, choice) in enumerate(course):
        step = _step(shell, case, order, choice)
        run = shell(f"-q {step}", now=f"2026-11-{24 + n // 6}T{9 + n % 6:02}:00:00+00:00")
        assert run.code in (0, 1), (step, run)
        if run.code or "\tfalse\tfalse\t" in run.out:
            continue
        _states(shell)
        seen.append(_seen(shell))
    assert _seen(shell) == seen.pop()
    event(f"{min(len(seen), 12)} steps were taken")
    for wanted in reversed(seen):
        shell.ok("-q undo")
        assert _seen(shell) == wanted
