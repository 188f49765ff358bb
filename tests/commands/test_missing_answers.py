"""What a command needs and was not given: asked for on a terminal, refused off it. At a real terminal."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from aftersales.commandline.write_command import WriteCommand
from terminals import at_terminal
from test_every_command import COMMANDS
from transcripts import Shell, prepared

ORDER, OTHER = "577000000000000001", "577000000000000002"
NEW = "577000000000000009"
ESCAPE, CTRL_C, CTRL_D = "\x1b", "\x03", "\x04"
BACK = ("approve 1 --mode seller-address", "shipped 1", "delivered 1")


@prepared
def desk(shell: Shell) -> None:
    """1 a return, 2 a refund, 3 an order to be sent, 4 its bad review, 5 a refund for which proof is asked."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 49.00 --placed 2026-11-10T10:00 --product Lamp")
    shell.ok(f"open return --order {ORDER} --at 2026-11-23T10:00")
    shell.ok(f"open refund --order {ORDER} --at 2026-11-23T10:00")
    shell.ok(f"order add {OTHER} --amount 20.00 --placed 2026-11-23T10:00 --status awaiting-shipment")
    shell.ok(f"review open --stars 1 --order {OTHER} --at 2026-11-24T08:00")
    shell.ok(f"order add {NEW}1 --amount 20.00 --placed 2026-11-10T10:00")
    shell.ok(f"open refund --order {NEW}1 --at 2026-11-23T10:00 --reason 'Package was not received'")


def _told(shell: Shell, case: int) -> list[tuple[str, dict[str, Any]]]:
    return [(e["event"], e["data"]) for e in json.loads(shell.ok(f"show {case} --json").out)["timeline"]]


def _writes(shell: Shell) -> int:
    return int(json.loads(shell.ok("log --limit 1 --json").out)[0]["write"])


def _sit(shell: Shell, line: str) -> Any:
    return at_terminal(shlex.split(line), 90, 40, 30, AFTERSALES_NOW=shell.now)


def _left(child: Any) -> tuple[int, str]:
    rest = child.read()
    child.close()
    return child.exitstatus, rest


# The command without its answer; what went before; what is asked; what is typed; the same in one line.
ASKED: list[tuple[str, tuple[str, ...], str, str, str]] = [
    ("offer 2", (), "How much of the money you offer", "5\r", "offer 2 --amount 5"),
    ("reject 2", (), "The reason you gave the buyer", "worn\r", "reject 2 --reason worn"),
    ("refused 1 --force", BACK, "The reason you gave the platform", "a brick\r",
     "refused 1 --force --reason 'a brick'"),
    ("close 2", (), "Why the case is over", "settled\r", "close 2 --reason settled"),
    ("note 2", (), "What to remember", "call her\r", "note 2 --text 'call her'"),
    ("snooze 2", (), "Until then", "4h\r", "snooze 2 --until 4h"),
    ("ruled 2", ("reject 2 --reason no", "dispute 2"), "For whom did the platform decide", "b", "ruled 2 --for buyer"),
    ("approve 2 --mode partial", (), "With --mode partial: what you offer", "5\r", "offer 2 --amount 5"),
    ("review offer 4", (), "What did you offer", "e", "review offer 4 --what exchange"),
    ("review resolve 4", (), "How did it end", "u", "review resolve 4 --result unchanged"),
    ("order tracking 3", ("order dispatched 3",), "What the carrier's tracking", "in Leeds\r",
     "order tracking 3 --news 'in Leeds'"),
    ("refund 4", (), "How much", "3\r", "refund 4 --amount 3"),
    ("review open", (), "How many stars", "2\r", "review open --stars 2"),
    ("open replacement --new --at 2026-11-24T08:00 --reason odd", (), "The order's number", f"{ORDER}\r",
     f"open replacement --new --at 2026-11-24T08:00 --reason odd --order {ORDER}"),
    (f"open --order {ORDER} --new", (), "What does the buyer ask for", "3",
     f"open replacement --order {ORDER} --new"),
    (f"order cancel {OTHER}", (), "Who cancelled it", "s", f"order cancel {OTHER} --by seller"),
    (f"order add {NEW} --placed 2026-11-20T10:00", (), "What the buyer paid", "13.98\r",
     f"order add {NEW} --placed 2026-11-20T10:00 --amount 13.98"),
    ("claim open 2 --because lost", (), "carrier or platform", "c", "claim open 2 --because lost --on carrier"),
    ("claim won 2", ("claim open 2 --because lost --on carrier",), "How much you were paid", "5\r",
     "claim won 2 --amount 5"),
    ("routine add 'Count the stock'", (), "How often", "7d\r", "routine add 'Count the stock' --every 7d"),
    ("routine add --every 7d", (), "What is to be done", "Count\r", "routine add Count --every 7d"),
]  # fmt: skip


def test_every_write_that_must_be_told_something_is_in_the_table() -> None:
    needing = {
        name
        for name, command in COMMANDS.items()
        if isinstance(command, WriteCommand) and any(command.must_have(p) for p in command.params)
    }
    walked = {line.split(" -")[0].rstrip(" 0123456789").split(" '")[0] for line, *_ in ASKED}
    assert needing <= {*walked, *(w.rsplit(" ", 1)[0] for w in walked)}, needing - walked


@pytest.mark.slow
@pytest.mark.parametrize(("line", "before", "question", "typed", "whole"), ASKED)
def test_the_answer_records_what_the_option_records(
    desk: Shell, line: str, before: tuple[str, ...], question: str, typed: str, whole: str
) -> None:
    for step in before:
        desk.ok(step)
    assert desk(line).code in (1, 2)  # off a terminal nothing is asked
    started = _writes(desk)
    desk.ok(whole)
    wanted = [_told(desk, case) for case in _cases(desk)]
    desk.ok("undo")
    for answer, code in ((ESCAPE, 0), (CTRL_C, 130), (CTRL_D, 130), ("\r", 0)):
        child = _sit(desk, line)
        child.expect_exact(question)
        child.expect_exact(["> ", "): "])
        child.send(answer)
        assert _left(child)[0] == code, answer
        assert _writes(desk) == started + 2, answer
    child = _sit(desk, line)
    child.expect_exact(question)
    child.expect_exact(["> ", "): "])
    child.send(typed)
    code, rest = _left(child)
    assert code == 0, rest
    assert _writes(desk) == started + 3, rest
    assert [_told(desk, case) for case in _cases(desk)] == wanted


def _cases(shell: Shell) -> list[int]:
    return sorted(row["case"] for row in json.loads(shell.ok("cases --state all --json").out))


def test_an_answer_that_will_not_do_is_asked_for_again(desk: Shell) -> None:
    child = _sit(desk, "offer 2")
    child.expect_exact("case 2: refund · 49.00 GBP · Lamp")
    child.expect_exact("): ")
    child.send("lots\r")
    child.expect_exact("'lots' is not an amount")
    child.expect_exact("): ")
    child.send("60\r")
    child.expect_exact("case 2:")  # more than was asked for
    child.expect_exact("): ")
    child.send("5\r")
    assert _left(child)[0] == 0
    assert _told(desk, 2)[-1] == ("request.offered", {"amount": {"amount": "5.00", "currency": "GBP"}})


def test_a_snooze_that_would_hide_the_deadline_is_asked_for_again(desk: Shell) -> None:
    child = _sit(desk, "snooze 2")
    child.expect_exact("): ")
    child.send("9d\r")
    child.expect_exact("the latest is")
    child.expect_exact("): ")
    child.send("2h\r")
    assert _left(child)[0] == 0
    assert _told(desk, 2)[-1][0] == "case.snoozed"


def test_a_step_that_makes_no_sense_is_refused_before_anything_is_asked(desk: Shell) -> None:
    desk.ok("reject 2 --reason no")
    for line, said in (("reject 2", "case 2:"), ("offer 2", "case 2:"), ("reject 77", "no case 77")):
        code, rest = _left(_sit(desk, line))
        assert code == 1
        assert said in rest
        assert "empty: back" not in rest


@pytest.mark.parametrize(("answer", "code", "recorded"), [("y\r", 0, True), ("\r", 0, False), (CTRL_C, 130, False)])
def test_missing_proof_is_told_and_the_person_may_insist(desk: Shell, answer: str, code: int, recorded: bool) -> None:
    assert "proof is missing" in desk("reject 5 --reason delivered").err
    child = _sit(desk, "reject 5")
    child.expect_exact("): ")
    child.send("delivered\r")
    child.expect_exact("proof is missing")
    child.expect_exact("Record it all the same? [y/N]:")
    child.send(answer)
    assert _left(child)[0] == code
    assert (_told(desk, 5)[-1][0] == "request.rejected") is recorded


def test_a_comparison_that_nothing_is_asked_about_goes_through_the_pager(desk: Shell) -> None:
    desk.ok("offer 1 --amount 5")
    child = at_terminal(
        ["choose", "1"], 80, 12, 30, AFTERSALES_NOW=desk.now, AFTERSALES_PAGER="sh -c 'echo paged; cat'"
    )
    code, rest = _left(child)
    assert code == 0
    assert "paged" in rest and "Case 1: return of 49.00 GBP" in rest
