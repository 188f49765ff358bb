"""Random keys at every question of `triage`: money moves by its own key and a yes alone, and nothing breaks."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from aftersales.actions.record import write as record_write
from aftersales.actions.record.case_view import StepBuilder
from aftersales.commands.triage import loop
from aftersales.context.app import App, GlobalOptions
from aftersales.core.triage import keys
from aftersales.core.triage.session import Session
from aftersales.rendering.terminal.keyboard import EndOfInput, Redraw
from commands.test_triage_steps import base
from transcripts import Shell

__all__ = ["base"]

KEYS = sorted({key.key for key in (*keys.STEPS, *keys.MOVES)})  # in one order, so that a seed presses the same keys
KEYS += [*"yykusb19", "enter", "escape", "special", "é", "好", "^C"]
LINES = [
    "",
    "  ",
    "no",
    "-",
    "5",
    "20",
    "7.50",
    "99999",
    "-3",
    "4h",
    "fri 9:00",
    "yesterday 15:00",
    "2",
    "57600",
    "Too",
]
LINES += ["\ufffd", "x" * 200, "$(reboot)", "\x1b[2Jred", "已穿过", "^C", "escape"]
# What a decision may cost is done by these keys only, each followed by its answers and a yes.
COSTLY = {
    "request.approved": {"a"},
    "request.offered": {"o"},
    "offer.accepted": {"y"},
    "request.rejected": {"j"},
    "request.withdrawn": {"w"},
    "return.received": {"v"},
    "return.refused": {"x"},
    "return.lost": {"l"},
    "refund.issued": {"f"},
    "receipt.extended": {"+"},
    "dispute.ruled": {"="},
    "dispute.evidence": {"h"},
    "appeal.filed": {"p"},
    "case.closed": {"c"},
}


class Monkey:
    """A keyboard on which so many keys and lines come at random, then nobody. `pressed` are those so far."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self.chance, self.left = chance, count
        self.pressed: list[str] = []

    def _any(self, some: Sequence[str]) -> str:
        if not self.left:
            raise EndOfInput
        self.left -= 1
        if self.chance.random() < 0.01:
            raise Redraw
        self.pressed.append(self.chance.choice(some))
        if self.pressed[-1] == "^C":
            raise KeyboardInterrupt
        return self.pressed[-1]

    def key(self) -> str:
        return self._any(KEYS)

    def line(self, _prompt: str) -> str | None:
        line = self._any(LINES)
        return None if line == "escape" else line

    def forget(self) -> None:
        pass


def play(shell: Shell, ledger: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Press keys at random; gives how many steps were recorded. Fails where one was that nobody meant."""
    chance = random.Random(seed)
    board = Monkey(chance, chance.randint(5, 40))
    began: list[int] = []
    recorded: list[str] = []
    record, start = record_write.record_one, loop.SessionLoop._record

    def noted(app: App, case: int, build: StepBuilder, **more: Any) -> Any:
        result = record(app, case, build, **more)
        if more.get("keep", True) and result[0].changed:
            event, since = result[0].event, board.pressed[began[-1] :]
            recorded.append(event)
            if event in COSTLY:
                assert since[0] in COSTLY[event], (event, since)
                assert len(since) > 1 and since[-1] == "y", (event, since)
        return result

    def begins(self: loop.SessionLoop, *words: Any) -> None:
        began.append(len(board.pressed) - 1)
        start(self, *words)

    with monkeypatch.context() as patch:
        patch.setattr(record_write, "record_one", noted)
        patch.setattr(loop.SessionLoop, "_record", begins)
        app = App(GlobalOptions(ledger=ledger, now=shell.now, color="never"), command="triage")
        cases = chance.sample(range(1, 8), 7)
        try:
            loop.SessionLoop(app, board, Session(cases), "").run()
        except KeyboardInterrupt:
            assert board.pressed[-1] == "^C"
        app.ledger.current().close()
    return len(recorded)


# Cases at several places of their ways: an offer, a parcel under way, a replacement and a refusal.
ON_THE_WAY = (
    "offer 3 --amount 5", "approve 2 --mode seller-address", "shipped 2 --tracking RX000001", "approve 4",
    "reject 5 --reason no --force",
)  # fmt: skip


@pytest.mark.parametrize("count", [12, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("before", [(), ON_THE_WAY], ids=["asked", "on the way"])
def test_money_moves_by_its_own_key_and_a_yes_alone(
    base: Shell,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    before: Sequence[str],
    count: int,
) -> None:
    for line in before:
        base.ok(line)
    kept, total = base.home / "data/aftersales/ledger.db", 0
    for seed in range(count):
        ledger = Path(shutil.copy(kept, base.home / f"{seed}.db"))  # another name: journals of others are not read
        steps = play(base, ledger, seed, monkeypatch)
        total += steps
        if steps:
            base.ok(["--ledger", str(ledger), "ledger", "check"])
        assert "Traceback" not in capsys.readouterr().out
        ledger.unlink()
    assert total >= count // 12  # some was recorded: the keys do reach the questions
