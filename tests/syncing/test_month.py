"""Three shops synced every half hour through every trouble: what the ledger says is what the platform knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulated_month import MonthPlan, play


@pytest.mark.slow
def test_hours_of_three_shops(tmp_path: Path) -> None:
    """A part of what `python tests/simulated_month.py` lives through in full."""
    month = play(tmp_path, MonthPlan(seed=4, days=8, requests=60, chance=0.08), steps=7, begin=5)
    assert not month.wrong
    assert month.troubles.total() > 5
    assert month.exits[0] and month.exits[5]


@pytest.mark.slow
def test_a_first_reading_that_goes_on_with_a_clock_that_is_ahead(tmp_path: Path) -> None:
    """Two readings of one list in a run: what came in each is as of its own beginning."""
    month = play(tmp_path, MonthPlan(seed=1, days=2, requests=120), steps=2)
    assert not month.wrong


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3])
def test_a_day_of_three_shops(tmp_path: Path, seed: int) -> None:
    month = play(tmp_path, MonthPlan(seed=seed, chance=0.05), steps=48)
    assert not month.wrong
    assert len(month.troubles) > 10
