"""The attacks in short: kills, full disks, flipped bytes, many processes. By hand they run for longer."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")]


def test_twenty_kills(tmp_path: Path) -> None:
    import random

    from attacks import kills

    chance, names = random.Random(20), list(kills.SCENARIOS)
    prepared = functools.cache(lambda name: kills.prepare(name, tmp_path))
    for number in range(20):
        name, share = names[number % len(names)], chance.uniform(0.4, 1.5)
        commit = (1, chance.randrange(6000)) if number % 2 else None
        when, wrong = kills.kill(prepared(name), share, tmp_path / f"killed-{number}", commit)
        assert wrong == "", (name, share, commit, when)


@pytest.mark.parametrize("name", ["init", "import", "backup", "restore", "forget", "export"])
def test_full_disks(tmp_path: Path, name: str) -> None:
    from attacks import disks, kills

    results = disks.attack(kills.prepare(name, tmp_path), tmp_path, range(0, 1 << 20, 120 << 10), None)
    assert results["DID NOT HOLD"] == 0 < results["held"]


def test_flipped_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from attacks import flips

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.setenv("AFTERSALES_NOW", "2026-11-24T09:00:00+00:00")
    results = flips.attack(flips.make(tmp_path), 150, 7, tmp_path)
    assert sum(results.values()) == 150
    assert not [result for result in results if result.startswith(("MISSED", "BUG"))]


def test_many_processes(tmp_path: Path) -> None:
    from attacks import processes

    _, apart, together = processes.attack(tmp_path, 6, 5, 5)
    assert (together.refused, apart.refused) == ([], [])
    assert processes.lost(processes.Desk(tmp_path / "one"), together.recorded) == []
    assert together.recorded and together.seconds
