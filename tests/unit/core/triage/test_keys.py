"""The keys of `triage`: each step has one, none stands for two on any case, and a case offers what the table allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from aftersales.commands.triage.questions import STEPS as ASKED
from aftersales.core.cases import events as case_events
from aftersales.core.cases import transitions
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.clocks.derive import Derived, derive
from aftersales.core.money.amount import Money
from aftersales.core.triage import keys
from aftersales.core.vocabulary import KINDS, MODES
from aftersales.language import tr
from aftersales.policies.load import load as load_policy
from reachable import reachable
from tables import of_each

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ASIDE = {keys.NOTE.command, keys.SNOOZE.command}


def test_every_command_has_a_key_or_is_left_out_on_purpose() -> None:
    recorded = set(case_events.COMMAND_OF.values())
    keyed = {key.command for key in keys.STEPS} | ASIDE
    assert recorded == keyed | set(keys.WITHOUT_KEY)
    assert not keyed & set(keys.WITHOUT_KEY)
    assert all(why for why in keys.WITHOUT_KEY.values())


def test_every_key_has_its_step_and_every_step_its_key() -> None:
    assert set(ASKED) == {key.command for key in keys.STEPS} | ASIDE
    assert {key.command for key in keys.STEPS} >= keys.CONFIRMED_STEPS


def _states(kind: str) -> Iterator[State]:
    """Every place that the table lets a case come to, in each mode, however it got there."""
    for place, mode, ended, quick, by in product(
        reachable(kind),
        (*MODES, "undecided"),
        (False, True),
        ((), ("quick-refund",)),
        ("seller", "platform"),
    ):
        decision, parcel, money, arbitration, appeal = place
        yield State(
            decision,
            parcel,
            money,
            mode,
            flags=quick,
            arbitration=arbitration,
            appeal=appeal,
            approved_by=by,
            ended=ended,
        )


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", [False, True])
def test_no_key_stands_for_two_steps_of_one_case(kind: str, asked: bool) -> None:
    fixed = Counter(key.key for key in keys.MOVES)
    for state in _states(kind):
        could = {*transitions.possible_commands(kind, state, asked=asked), "offer", "confirm", "approve"}
        if kind not in ("refund", "return"):
            could -= {"offer"}
        if kind in ("review", "delivery", "routine"):
            could -= {"approve"}
        found = fixed + Counter(key.key for key in keys.STEPS if key.command in could)
        assert max(found.values()) == 1, (state, found)


def test_the_keys_are_letters_that_every_keyboard_has() -> None:
    for key in (*keys.STEPS, *keys.MOVES):
        assert key.key in "abcdefghijlmnopqrstuvwxyz+=/? ", key
        assert len(tr(key.word)) <= 14 and key.help, key


# --- what a case offers ---------------------------------------------------------------------------------------------


def _told(kind: str, *events: tuple[str, int, dict[str, object]], **more: object) -> Derived:
    """A case of 25.00 GBP that began on Mon 23 Nov at 10:00; events by name, hour of that day and data."""
    policy = load_policy("tiktok", "GB")
    happened = tuple(
        Event(
            name, datetime(2026, 11, 23, hour, tzinfo=UTC), data, recorded_at=datetime(2026, 11, 23, hour, tzinfo=UTC)
        )
        for name, hour, data in events
    )
    amount = None if kind in ("delivery", "routine", "review") else Money(2500, "GBP")
    case = Case(1, "s", "GB", kind, amount=amount, order_amount=Money(2500, "GBP"), events=happened, **more)  # type: ignore[arg-type]
    return derive(case, policy, ZoneInfo("Europe/London"))


ASK = ("request.opened", 10, {})
OFFERED = [
    ("refund", [ASK], "a o j w c"),
    ("return", [ASK], "a o j w c"),
    ("replacement", [ASK], "a j w c"),
    ("cancellation", [ASK], "a j w c"),
    ("return", [ASK, ("request.offered", 11, {"amount": 500})], "a o y d j w f c"),
    ("return", [ASK, ("request.approved", 11, {})], "a w s t v f c"),  # the mode can still be said
    ("return", [ASK, ("request.approved", 11, {"mode": "seller-address"})], "w s t v f c"),
    ("return", [ASK, ("request.approved", 11, {"mode": "keep"})], "w f c"),
    (
        "return",
        [ASK, ("request.approved", 11, {"mode": "seller-address"}), ("return.shipped", 12, {})],
        "t v x l + f c",
    ),
    ("refund", [ASK, ("request.rejected", 11, {}), ("dispute.opened", 12, {})], "w h = c"),
    ("review", [("review.opened", 10, {"stars": 1})], "w o v p f c"),
    ("delivery", [("order.placed", 10, {})], "s y t f c"),
    ("delivery", [("order.placed", 10, {}), ("order.dispatched", 11, {})], "y t r f c"),
    ("delivery", [("order.placed", 10, {}), ("order.collected", 11, {})], "t r f c"),
    ("routine", [("routine.added", 10, {"every": "1 day", "duty": "restock"})], "d c"),
    ("routine", [("routine.added", 10, {"every": "1 day", "duty": "sweep"})], "d c"),
    ("refund", [ASK, ("case.closed", 11, {})], ""),
]


@of_each("kind, events, wanted", OFFERED)
def test_what_a_case_offers(kind: str, events: list[tuple[str, int, dict[str, object]]], wanted: str) -> None:
    found = keys.offered(kind, _told(kind, *events), NOW)
    assert sorted(key.key for key in found) == sorted(wanted.split())


def test_what_waits_for_the_data_can_be_confirmed() -> None:
    told = _told("refund", ASK, ("request.approved", 11, {}), trust=False)
    assert "confirm" in {key.command for key in keys.offered("refund", told, NOW)}
    assert "confirm" not in {key.command for key in keys.offered("refund", _told("refund", ASK), NOW)}


def test_the_moves_that_make_sense() -> None:
    told = _told("refund", ASK)  # due Wed 25 Nov 10:00
    assert [k.key for k in keys.moves(told, NOW, back=True, undo=True)] == [*"nz bu/ge?q"]
    assert [k.key for k in keys.moves(told, NOW, back=False, undo=False)] == [*"nz /ge?q"]
    late = datetime(2026, 11, 25, 10, 0, 1, tzinfo=UTC)
    assert keys.SNOOZE not in keys.moves(told, late, back=False, undo=False)
    assert keys.SNOOZE not in keys.moves(_told("refund", ASK, ("case.closed", 11, {})), NOW, back=False, undo=False)


def test_a_key_is_found_however_it_is_typed() -> None:
    offered = (*keys.offered("refund", _told("refund", ASK), NOW), *keys.MOVES)
    for pressed, command in [("a", "approve"), ("A", "approve"), ("enter", "skip"), ("k", "skip"), (" ", "skip")]:
        found = keys.find(pressed, offered)
        assert found is not None and found.command == command
    for pressed in ("y", "escape", "好", "", "\x01"):
        assert keys.find(pressed, offered) is None
