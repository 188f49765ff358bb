"""Refund, claim and appeal of one case by the commands, in any order and with undos: the sums agree to the penny."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import permutations
from typing import Any, NamedTuple

import pytest

from transcripts import Shell, prepared

PAID = 2000
AMOUNTS = (1, 333, 667, 1000, 1999, 2000)


class Sums(NamedTuple):
    """What is to be found, by a reckoning of the test's own, in pence."""

    refunded: int = 0
    won: int = 0
    whole: bool = False

    @property
    def back(self) -> int:
        """An appeal that is won without an amount brings back what is left of the refund, whatever came first."""
        return max(self.won, self.refunded) if self.whole else self.won


@prepared
def decided(shell: Shell) -> None:
    """A refund of 20.00 GBP that the platform decided for the buyer: money is owed, and an appeal can be filed."""
    shell.ok("init --shop uk --market GB")
    shell.ok("order add 577018131857623958 --amount 20 --placed 2026-11-01T10:00 --delivered 2026-11-10T10:00")
    shell.ok("open refund --order 577018131857623958 --at 2026-11-20T10:00")
    shell.ok("reject 1 --reason x --at 2026-11-20T11:00 --force")
    shell.ok("dispute 1 --at 2026-11-20T12:00")
    shell.ok("ruled 1 --for buyer --at 2026-11-21T12:00")


def steps(chance: random.Random) -> Iterator[tuple[str, int]]:
    """Commands with the amounts that they name, of which many are refused where the case stands."""
    while True:
        amount = chance.choice(AMOUNTS)
        pounds = f"{amount // 100}.{amount % 100:02}"
        yield chance.choice(
            [
                (f"refund 1 --amount {pounds}", amount),
                (f"claim 1 --on {chance.choice(['carrier', 'platform'])} --because lost --amount {pounds}", amount),
                ("claim submit 1 --force", 0),
                (f"claim won 1 --amount {pounds}", amount),
                ("claim lost 1", 0),
                ("appeal 1 --force", 0),
                (f"ruled 1 --for seller --amount {pounds}", amount),
                ("ruled 1 --for seller", 0),
                ("ruled 1 --for buyer", 0),
                ("undo", 0),
                ("undo", 0),
            ]
        )


def after(sums: Sums, line: str, amount: int) -> Sums:
    if line.startswith("refund"):
        return sums._replace(refunded=sums.refunded + amount)
    if line.startswith(("claim won", "ruled 1 --for seller")):
        whole = sums.whole or (line.startswith("ruled") and not amount)
        return sums._replace(won=sums.won + amount, whole=whole)
    return sums


def pence(money: Any) -> int:
    return 0 if money is None else round(float(money["amount"]) * 100)


def standing(shell: Shell) -> Any:
    """The case without its timeline."""
    shown = json.loads(shell.ok("show 1 --json").out)
    return {name: value for name, value in shown.items() if name != "timeline"}


def agree(shell: Shell, shown: Any, sums: Sums) -> None:
    recovery = {name: pence(money) for name, money in (shown["recovery"] or {}).items()}
    won, lost, pending = (recovery.get(name, 0) for name in ("won", "lost", "pending"))
    assert pence(shown["refunded"]) == sums.refunded
    assert won == sums.back
    assert recovery.get("sought", 0) == won + lost + pending
    assert min(won, lost, pending) >= 0
    assert max(sums.refunded, won) <= PAID  # nothing was forced, so nothing came or went twice
    (row,) = json.loads(shell.ok("status --json").out)
    assert [sum(map(pence, row[name])) for name in ("recovered", "recovery_lost", "recovery_pending")] == [
        won, lost, pending,
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_the_sums_agree_after_every_step_and_every_undo(decided: Shell, seed: int) -> None:
    walk(decided, random.Random(seed), 14)


REFUND = ["refund 1 --amount 20"]
CLAIM = ["claim 1 --on carrier --because lost --amount 12.34", "claim submit 1 --force", "claim won 1 --amount 12.34"]
APPEAL = ["appeal 1 --force", "ruled 1 --for seller"]


@pytest.mark.slow
@pytest.mark.parametrize("order", list(permutations((REFUND, CLAIM, APPEAL))))
def test_a_claim_and_an_appeal_that_are_both_won_bring_the_refund_back_once(
    decided: Shell, order: tuple[list[str], ...]
) -> None:
    lines = [line for part in order for line in part]
    stood = [standing(decided)]
    for line in lines:
        if decided(line).code != 0:  # all of it came back already: the claim brings nothing more
            assert line in CLAIM and order.index(CLAIM) > order.index(APPEAL)
            if stood[-1]["claim"] == "none":  # nor was one opened, where nothing was left to claim
                continue
            decided.ok("claim lost 1")
        stood.append(standing(decided))
    assert pence(stood[-1]["refunded"]) == PAID
    assert {name: pence(money) for name, money in stood[-1]["recovery"].items()} == {
        "sought": PAID, "won": PAID, "lost": 0, "pending": 0,
    }  # fmt: skip
    again = "claim 1 --on platform --because lost --amount 0.01"  # and what came back can't come again
    assert decided(again).code == 1
    decided.ok(f"{again} --force")
    assert decided("claim won 1 --amount 0.01").code == 1
    decided.ok("undo")
    for before in reversed(stood[:-1]):
        decided.ok("undo")
        assert standing(decided) == before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 108))
def test_the_sums_agree_on_long_ways_too(decided: Shell, seed: int) -> None:
    walk(decided, random.Random(seed), 40)


def walk(shell: Shell, chance: random.Random, length: int) -> None:
    """Take so many steps that are not refused; what is refused changes nothing."""
    sums = Sums()
    past: list[tuple[Any, Sums]] = []  # what stood before each step that is not undone
    shown, taken = standing(shell), 0
    for line, amount in steps(chance):
        if line == "undo" and not past:
            continue
        if shell(line).code != 0:
            assert line != "undo"
            assert standing(shell) == shown
            continue
        if line == "undo":
            before, sums = past.pop()
            shown = standing(shell)
            assert shown == before
        else:
            past.append((shown, sums))
            shown, sums = standing(shell), after(sums, line, amount)
        agree(shell, shown, sums)
        taken += 1
        if taken == length:
            break
    shell.ok("ledger check --deep")
