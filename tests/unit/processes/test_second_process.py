from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales.processes import second_process
from aftersales.processes.second_process import NotDone, SecondProcess

pytestmark = pytest.mark.skipif(not second_process.is_worth(), reason="no second process can be made here")


def test_results_come_one_after_the_other_from_another_process() -> None:
    mine = {"begun": 1}

    def work() -> Iterator[tuple[int, dict[str, int]]]:
        mine["begun"] += 1
        yield os.getpid(), mine
        yield os.getpid(), {}

    second = SecondProcess(work)
    process, seen = second.result()
    assert process != os.getpid()
    assert (seen, mine) == ({"begun": 2}, {"begun": 1})
    assert second.result() == (process, {})
    with pytest.raises(NotDone):
        second.result()
    second.stop()


def test_work_that_fails_is_not_done(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    second = SecondProcess(work)
    assert second.result() == 1
    with pytest.raises(NotDone):
        second.result()
    assert capfd.readouterr() == ("", "")


def test_a_process_that_is_killed_has_not_done_its_work() -> None:
    def work() -> Iterator[int]:
        yield os.getpid()
        time.sleep(60)

    second = SecondProcess(work)
    os.kill(second.result(), signal.SIGKILL)
    with pytest.raises(NotDone):
        second.result()


def test_the_process_ends_with_what_began_it() -> None:
    def work() -> Iterator[int]:
        yield os.getpid()
        time.sleep(60)

    second = SecondProcess(work)
    process = second.result()
    del second
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_where_no_process_can_be_made_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    with pytest.raises(NotDone):
        SecondProcess(lambda: iter([1])).result()


def _is_at_work(process: int) -> bool:
    """Whether a process is there, and not only until somebody asks how it ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_the_process_ends_soon_after_the_first_one_was_killed() -> None:
    def first() -> Iterator[tuple[int, int]]:
        second = SecondProcess(endless)
        yield os.getpid(), second.result()
        time.sleep(60)

    def endless() -> Iterator[int]:
        yield os.getpid()
        time.sleep(60)

    between = SecondProcess(first)
    killed, left = between.result()
    assert _is_at_work(left)
    os.kill(killed, signal.SIGKILL)
    until = time.monotonic() + 10
    while _is_at_work(left) and time.monotonic() < until:
        time.sleep(0.02)
    at_work = _is_at_work(left)
    if at_work:
        os.kill(left, signal.SIGKILL)
    assert not at_work


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_the_first_process_does_at_a_signal_the_second_does_not(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork, mine = os.fork, os.getpid()
    told = tmp_path / "told"

    def interrupted() -> int:
        process = fork()
        if process == 0:
            os.kill(os.getpid(), number)
        return process

    before = signal.signal(number, lambda *_: told.write_text("first" if os.getpid() == mine else "second"))
    try:
        monkeypatch.setattr(os, "fork", interrupted)
        second = SecondProcess(lambda: iter([1]))
        with pytest.raises(NotDone):
            second.result()
        assert not told.exists()
        os.kill(mine, number)
        assert told.read_text() == "first"
    finally:
        signal.signal(number, before)
