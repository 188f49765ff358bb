"""New requests put in set by set: the same ledger and log as one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from aftersales.core.cases.facts import CaseFacts
from aftersales.core.cases.model import Case, Stamp
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import Money
from aftersales.ledger import journal
from aftersales.ledger.derived import store
from aftersales.ledger.derived.new_cases import Intake, NewCases
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.facts import cases
from unit.ledger import build
from unit.ledger.build import MUG, NOW, ORDER, SHOP, day, request

AS_OF = datetime(2026, 11, 24, 8, 40, 1, 7, tzinfo=NOW.tzinfo)  # a file's own time has fractions of a second
# Every column is told by one of them, every optional fact is there and is not.
REQUESTS = (
    request("4035312345678900001", prior_ref="4035312345678900101", next_ref="4035312345678900102"),
    request("4035312345678900002", kind="refund", order=None, amount=None, lines=(), buyer=None, reason=None),
    request(
        "4035312345678900003",
        source="api",
        stamps=(Stamp("SELLER_RESPOND_RETURN", day(26)),),
        known_since=day(21),
        tracking="RT1",
        quick_refund=True,
        lines=(MUG, MUG._replace(amount=300, quantity=None)),
    ),
    request("4035312345678900004", source="api", stamps=None, known_since=day(26), arbitration="in-progress"),
    request("4035312345678900005", status="complete", raw="Completed", refunded_at=day(23), flags=("rejected-once",)),
    request("4035312345678900006", kind="replacement", keep=True, paid=Money(2000, "GBP"), unknown_kind="SWAP"),
    request("4035312345678900007", lines=(MUG._replace(amount=None),), return_postage=Money(299, "GBP")),
)


def _rules(seen: list[Case]) -> ShopRules:
    """Rules that note each case as it is derived, and give a clock of the case's own."""
    rules = build.rules("f")

    def derive(case: Case) -> Derived:
        seen.append(case)
        derived = rules.derive(case)
        return derived._replace(clocks=(build.clock(due=case.events[0].at, started_by=case.ref or ""),))

    return rules._replace(derive=derive)


def _in_sets(ledger: sqlite3.Connection, requests: Sequence[CaseFacts], rules: ShopRules, *, caught_up: bool) -> None:
    new = NewCases(ledger)
    for half in (requests[:3], requests[3:]):
        new.add(half, Intake(SHOP, "GB", AS_OF, NOW, caught_up), rules)
    assert [*new.store()] == [*range(1, len(requests) + 1)]
    assert [*new.store()] == []


def _one_by_one(
    ledger: sqlite3.Connection, requests: Sequence[CaseFacts], rules: ShopRules, *, caught_up: bool
) -> None:
    for facts in requests:
        case, _ = cases.put(ledger, SHOP, facts, AS_OF, NOW)
        if caught_up:
            cases.set_caught_up(ledger, case, NOW)
    store.rederive(ledger, range(1, len(requests) + 1), {SHOP: rules})


def _rows(ledger: sqlite3.Connection) -> dict[str, list[Any]]:
    tables = ("cases", "case_refs", "events", "observations", "clocks")
    logged = (
        "SELECT write_id, tbl, op, key, case_id, shop, ref, image FROM changes WHERE op = 'insert' ORDER BY 1, 2, 5, 4"
    )
    return {t: ledger.execute(f"SELECT * FROM {t}").fetchall() for t in tables} | {
        "changes": ledger.execute(logged).fetchall()
    }


@pytest.mark.parametrize("caught_up", [False, True])
@pytest.mark.parametrize("several", [1, 6])
def test_the_ledger_is_the_same_as_one_by_one(monkeypatch: pytest.MonkeyPatch, caught_up: bool, several: int) -> None:
    requests = [r._replace(ref=f"{int(r.ref) + 10_000 * n}") for n in range(several) for r in REQUESTS[several > 1 :]]
    found = []
    for put in (_in_sets, _one_by_one):
        seen: list[Case] = []
        with build.ledger() as ledger, build.written(ledger, "import"):
            build.put_orders(ledger, build.order(ORDER, collected_at=None))
            put(ledger, requests, _rules(seen), caught_up=caught_up)
            found.append(_rows(ledger))
            # What it was derived from is what a later derivation will read.
            cases_seen = [c._replace(id=0, events=tuple(e._replace(id=0) for e in c.events)) for c in seen]
            found.append({"seen": cases_seen})
            assert not journal.restore_triggers(ledger)
    assert found[:2] == found[2:]


def test_what_was_put_in_can_be_followed_by_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with build.ledger() as ledger, build.written(ledger, "import"):
        new, intake, rules = NewCases(ledger), Intake(SHOP, "GB", AS_OF, NOW, False), _rules([])
        new.add(REQUESTS[:2], intake, rules)
        assert [*new.store()] == [1, 2]
        build.put_case(ledger, request("4035312345678900900"))
        new.add(REQUESTS[2:], intake, rules)
        assert [*new.store()] == [4, 5, 6, 7, 8]
        assert build.column(ledger, "cases", "ref", "id = 4") == [REQUESTS[2].ref]
        assert ledger.execute("SELECT started_by FROM clocks WHERE case_id = 8").fetchall() == [(REQUESTS[6].ref,)]
        assert build.column(ledger, "observations", "ref", "case_id = 8") == [REQUESTS[6].ref]
