"""Every key of `triage` records what the command of its name records: played to a real ledger from a script of keys and
lines instead of a keyboard.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from typing import Any

import pytest

from aftersales.commands.triage.loop import SessionLoop
from aftersales.context.app import App, GlobalOptions
from aftersales.core.triage import keys
from aftersales.core.triage.session import Session, SessionDecision
from aftersales.rendering.terminal.keyboard import EndOfInput
from transcripts import SAMPLES, Shell, prepared

ORDERS = {kind: f"57600000000000000{n}" for n, kind in enumerate(("return", "refund", "replacement", "cancellation"))}
SENT_BACK = ["approve 2 --mode seller-address", "shipped 2 --tracking RX000001"]
BEFORE = SessionDecision(0, 0, "request.approved", "")
DISPUTED = ["reject 3 --reason no --force", "dispute 3"]


class Script:
    """A keyboard that presses and types what is written, then nobody."""

    def __init__(self, pressed: Sequence[str]) -> None:
        self.left = list(pressed)

    def _next(self) -> str:
        if not self.left:
            raise EndOfInput
        return self.left.pop(0)

    def key(self) -> str:
        key = self._next()
        assert len(key) == 1 or key in ("enter", "escape"), key
        return key

    def line(self, prompt: str) -> str | None:
        assert prompt.endswith(("(empty: back): ", "> ")), prompt
        line = self._next()
        return None if line == "escape" else line

    def forget(self) -> None:
        pass


@prepared
def base(shell: Shell) -> None:
    """1 a delivery, 2 a return, 3 a refund, 4 a replacement, 5 a cancellation, 6 a review, 7 a routine."""
    shell.ok("init --shop uk --market GB")
    shell.ok("order add 576000000000000009 --amount 20 --placed 2026-11-23T08:00 --status awaiting-shipment")
    for kind, order in ORDERS.items():
        shell.ok(f"order add {order} --amount 20 --placed 2026-11-16T10:00")
        shell.ok(f"open {kind} --order {order} --at 2026-11-23T09:00 --reason 'Too small'")
    shell.ok(f"review open --order {ORDERS['return']} --stars 1 --at 2026-11-23T09:00")
    shell.ok("routine add 'Count the stock' --every 7d --at 2026-11-23T09:00")


def sit(shell: Shell, case: int, pressed: Sequence[str]) -> Session:
    """A session over one case, decided upon before: it may be one that waits for nothing, met on the way back."""
    session, script = Session([case]), Script(pressed)
    session.decisions.append(BEFORE._replace(case=case))
    app = App(GlobalOptions(now=shell.now, color="never"), command="triage")
    SessionLoop(app, script, session, "").run()
    assert script.left == []
    return session


def last(shell: Shell, case: int) -> tuple[str, dict[str, Any]]:
    told = json.loads(shell.ok(f"show {case} --json").out)["timeline"]
    newest = max(range(len(told)), key=lambda n: (told[n]["at"], n))
    return told[newest]["event"], told[newest]["data"]


# case, what went before, what is pressed and typed, the command that does the same
STEPS: list[tuple[int, list[str], list[str], str]] = [
    (3, [], ["a", "y"], "approve 3"),
    (5, [], ["a", "y"], "approve 5"),
    (4, [], ["a", "y"], "approve 4"),
    (2, [], ["a", "?", "k", "y"], "choose 2 --mode keep --yes"),
    (2, ["approve 2"], ["a", "k", "y"], "choose 2 --mode keep --yes"),
    (3, [], ["o", "5", "y"], "offer 3 --amount 5"),
    (3, [], ["o", "5", "y"], "approve 3 --mode partial --amount 5"),
    (2, [], ["o", "5", "y"], "offer 2 --amount 5"),
    (2, [], ["o", "5", "y"], "approve 2 --mode partial --amount 5"),
    (2, [], ["o", "5", "y"], "choose 2 --mode partial --offer 5 --yes"),
    (3, ["offer 3 --amount 5"], ["o", "6", "y"], "offer 3 --amount 6"),
    (3, ["offer 3 --amount 5"], ["y", "y"], "accepted 3"),
    (3, ["offer 3 --amount 5"], ["d"], "declined 3"),
    (3, [], ["j", "not so", "y"], "reject 3 --reason 'not so' --force"),
    (3, [], ["w", "y"], "withdrawn 3"),
    (2, ["approve 2 --mode seller-address"], ["s", "RX000001"], "shipped 2 --tracking RX000001"),
    (2, ["approve 2 --mode seller-address"], ["s", "-"], "shipped 2"),
    (2, SENT_BACK, ["t"], "delivered 2"),
    (2, SENT_BACK, ["v", "y"], "received 2"),
    (2, SENT_BACK, ["x", "a brick", "y"], "refused 2 --reason 'a brick' --force"),
    (2, SENT_BACK, ["l", "y"], "lost 2"),
    (2, SENT_BACK, ["+", "y"], "extend 2"),
    (3, ["approve 3"], ["f", "y"], "refund 3"),
    (3, ["approve 3"], ["f", "o", "7.50", "y"], "refund 3 --amount 7.50"),
    (1, [], ["f", "3", "y"], "refund 1 --amount 3"),
    (4, ["approve 4"], ["r", "JX1"], "replaced 4 --tracking JX1"),
    (3, ["reject 3 --reason no --force"], ["i", "it is broken"], "dispute 3 --reason 'it is broken'"),
    (3, DISPUTED, ["h", "see the photos", "y"], "evidence submit 3 --comment 'see the photos' --force"),
    (3, DISPUTED, ["=", "b", "y"], "ruled 3 --for buyer"),
    (3, [*DISPUTED, "ruled 3 --for buyer"], ["p", "-", "y"], "appeal 3 --force"),
    (6, [], ["w", "We are sorry. Is it broken?"], "review contact 6 -m 'We are sorry. Is it broken?'"),
    (6, [], ["w", "-"], "review contact 6"),
    (6, [], ["o", "e"], "review offer 6 --what exchange"),
    (6, [], ["o", "p", "4"], "review offer 6 --what partial-refund --amount 4"),
    (6, [], ["o", "r", "-"], "review offer 6 --what refund"),
    (6, [], ["v", "u"], "review resolve 6 --result unchanged"),
    (1, [], ["s", "JX1"], "order dispatched 1 --tracking JX1"),
    (1, ["order dispatched 1"], ["t"], "order delivered 1"),
    (1, ["order dispatched 1"], ["r", "in Leeds"], "order tracking 1 --news 'in Leeds'"),
    (7, [], ["d", "12 left"], "done 7 -m '12 left'"),
    (7, [], ["d", "-"], "done 7"),
    (3, [], ["c", "settled", "y"], "close 3 --reason settled"),
    (3, [], ["n", "记得问"], "note 3 -m 记得问"),
    (3, [], ["z", "4h"], "snooze 3 --until 4h"),
    (3, [], ["z", "2026-11-24T20:00"], "snooze 3 --until 2026-11-24T20:00"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("case", "before", "pressed", "command"), STEPS)
def test_a_key_records_what_its_command_records(
    base: Shell, case: int, before: list[str], pressed: list[str], command: str
) -> None:
    for line in before:
        base.ok(line)
    base.ok(shlex.split(command))
    wanted, duties = last(base, case), base.ok("due --all --owner any --snoozed --json").out
    base.ok("undo")
    session = sit(base, case, pressed)
    assert last(base, case) == wanted
    assert base.ok("due --all --owner any --snoozed --json").out == duties
    assert [d.case for d in session.decisions] == [case, case]
    newest = json.loads(base.ok("log --limit 1 --json").out)[0]
    assert (newest["command"], newest["write"]) == ("triage", session.decisions[1].write)
    base.ok("ledger check --deep")


def test_what_the_platform_shows_is_confirmed(shell: Shell) -> None:
    shell.ok("init --shop uk --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok("approve 7")
    assert '"confirmed": false' in shell.ok("due --json").out
    sit(shell, 7, ["m"])
    assert last(shell, 7)[0] == "case.confirmed"
    assert '"confirmed": false' not in shell.ok("due --json").out


def test_every_key_is_played() -> None:
    steps = {key.key: key for key in keys.STEPS}
    assert {pressed[0] for _, _, pressed, _ in STEPS} | {"m"} == {*steps, "n", "z"}


@pytest.mark.parametrize(
    ("case", "pressed"),
    [
        (3, ["a", "n"]), (3, ["a", "enter"]), (3, ["a", "escape"]), (2, ["a", "b"]),
        (2, ["a", "enter"]), (2, ["a", "escape"]),
        (2, ["a", "k", "x"]),
        (3, ["j", ""]), (3, ["j", "no", "q"]), (6, ["o", "x"]), (6, ["o", "p", ""]), (6, ["v", "z"]),
        (3, ["z", ""]), (3, ["n", "  "]), (1, ["s", ""]), (1, ["f", "3", "n"]), (7, ["d", ""]), (3, ["c", "done", "N"]),
        (3, ["w", "enter"]), (3, ["w", "w"]),
    ],
)  # fmt: skip
def test_going_back_records_nothing(
    base: Shell, capsys: pytest.CaptureFixture[str], case: int, pressed: list[str]
) -> None:
    before = base.ok("log --json").out
    session = sit(base, case, pressed)
    assert len(session.decisions) == 1
    assert session.case == case
    assert base.ok("log --json").out == before
    assert "Nothing was recorded." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("case", "before", "pressed", "said"),
    [
        (6, [], ["w", "Please change your review", "x"], "In this market a seller may not ask a buyer to change"),
        (1, [], ["f", "30", ""], "30.00 GBP is more than the buyer can get back: 20.00 GBP was paid"),
        (3, [], ["o", "21", ""], "An offer of 21.00 GBP is more than the 20.00 GBP asked for"),
        (3, [], ["z", "9d", ""], "is past the deadline for respond; the latest is Wed 25 Nov 2026 09:00 GMT"),
        (3, [], ["n", "\ufffd", ""], "that could not be read as text; type it again."),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(
    base: Shell, capsys: pytest.CaptureFixture[str], case: int, before: list[str], pressed: list[str], said: str
) -> None:
    for line in before:
        base.ok(line)
    log = base.ok("log --json").out
    sit(base, case, pressed)
    assert said in " ".join(capsys.readouterr().out.split())
    assert base.ok("log --json").out == log


def test_an_extension_that_would_be_refused_has_no_key(base: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    for line in SENT_BACK:
        base.ok(line)
    sit(base, 2, [])
    assert "+ extend" in capsys.readouterr().out
    base.ok("extend 2")
    sit(base, 2, [])
    assert "+ extend" not in capsys.readouterr().out


def test_a_ledger_that_can_not_be_written_says_so(base: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = base.home / "data/aftersales/ledger.db"
    session, script = Session([3]), Script(["w"])
    app = App(GlobalOptions(now=base.now, color="never"))
    assert app.ledger.current()
    ledger.rename(ledger.with_suffix(".away"))
    SessionLoop(app, script, session, "").run()
    assert "no ledger at" in capsys.readouterr().out
    assert session.decisions == []
