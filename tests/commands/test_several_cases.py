"""Several cases at once: the question with totals, what is refused, and what scripts do."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from transcripts import Shell, prepared

Typist = Callable[[str, Sequence[str]], tuple[int, str]]
ORDERS = [f"57600000000000000{n}" for n in (1, 2, 3)]


@prepared
def desk(shell: Shell) -> None:
    """Three returns of 25.00, 8.00 and 5.00."""
    shell.ok("init --shop uk-main --market GB")
    for order, amount in zip(ORDERS, ("25.00", "8.00", "5.00"), strict=True):
        shell.ok(f"order add {order} --amount {amount} --placed 2026-11-20T10:00")
        shell.ok(f"open return --order {order} --at 2026-11-23T09:00")


def modes(shell: Shell) -> list[str]:
    return [case["mode"] for case in json.loads(shell.ok("cases --json").out)]


def test_several_are_asked_for_with_totals_on_a_terminal(desk: Shell, typed: Typist) -> None:
    code, shown = typed("approve 1 2 3 --mode keep", ["n"])
    assert code == 0
    assert "case 2: approved (keep), 8.00 GBP" in shown
    assert "approved (keep): 3 cases, 38.00 GBP" in shown
    assert "Nothing was recorded." in shown
    assert modes(desk) == ["undecided"] * 3
    assert typed("approve 1 2 3 --mode keep", ["y"])[0] == 0
    assert modes(desk) == ["keep"] * 3


def test_one_case_and_yes_are_not_asked_for(desk: Shell, typed: Typist) -> None:
    assert typed("approve 2 --mode keep", [])[0] == 0
    assert typed("approve 1 3 --mode keep --yes", [])[0] == 0
    assert modes(desk) == ["keep"] * 3


def test_end_of_input_at_the_question_writes_nothing(desk: Shell, typed: Typist) -> None:
    assert typed("approve 1 2 --mode keep", ["\x04"])[0] == 130
    assert modes(desk) == ["undecided"] * 3


def test_every_case_that_refuses_is_named_and_nothing_is_written(desk: Shell) -> None:
    desk.ok("reject 2 --reason 'the goods were used' --force")
    desk.ok("close 3 --reason done")
    run = desk("approve 1 2 3 --mode keep --yes")
    assert run.code == 1
    assert "2 of 3 cases refuse it; nothing was recorded." in run.err
    assert "case 2: it was rejected" in run.err
    assert "case 3: it is closed" in run.err
    assert "The others would accept it: 1" in run.err
    assert modes(desk) == ["undecided"] * 3


def test_what_is_due_can_be_approved_in_bulk(desk: Shell) -> None:
    ids = desk.ok("due --duty respond --kind return --format ids").out.split()
    desk.ok(["approve", *ids, "--mode", "keep", "--yes"])
    assert modes(desk) == ["keep"] * 3


def test_ids_are_of_what_still_waits_for_an_answer(desk: Shell) -> None:
    desk.ok("config set shops.uk-main.confirm import")
    desk.ok("approve 2 --mode keep")
    assert desk.ok("due --duty respond --format ids").out.split() == ["1", "3"]
    assert len(json.loads(desk.ok("due --duty respond --json").out)) == 3  # the list keeps it in sight
