"""A week of cron runs of `report morning --only-new --mark` in three worlds: nothing is told twice or left out.

The runs are on every day at 7:00, 12:00 and 19:00 of the seller's zone. In between, new exports are imported on the
mornings of the world. Each run is compared with the whole report at the same time, which has no mark.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from transcripts import Shell
from worlds.mornings import WORLDS, Morning, World, import_exports

HOURS = (7, 12, 19)
DAYS = 7
BANDS = ("overdue", "today", "soon", "later")
NEWS = {"new", "moved", "deadline-moved"}


class Told:
    """What the reports so far have told."""

    def __init__(self) -> None:
        self.bands: dict[int, str] = {}
        self.once: set[tuple[Any, ...]] = set()

    def take(self, new: dict[str, Any], whole: dict[str, Any], folded: set[int]) -> None:
        """One run: what it told and what the whole report has. What the list folds where there is much of it was told
        as a number, and may stand in the list by itself where there is little.
        """
        now = {line["case"]: line for line in whole["due"]}
        for line in new["due"]:
            case, band = line["case"], line["band"]
            assert case in now or case in folded or line["kind"] == "delivery", "only what the list has is told"
            again = case in self.bands and BANDS.index(band) >= BANDS.index(self.bands[case])
            assert not again or NEWS & set(line["flags"]), f"case {case} is told twice as {band}"
            self.bands[case] = band
        for case in folded & set(now) - set(self.bands):
            self.bands[case] = now[case]["band"]
        self.bands = {case: band for case, band in self.bands.items() if case in now}  # what comes back is told again
        for case, line in now.items():
            assert case in self.bands, f"case {case} was never told"
            assert BANDS.index(self.bands[case]) <= BANDS.index(line["band"]), f"case {case} is more urgent than told"
            self.bands[case] = line["band"]
        self._once("missed", [(m["case"], m["duty"], m["due"]) for m in new["missed"]])
        self._once("decided", [(d["case"], d["what"], d["at"]) for d in new["decided"]])

    def _once(self, part: str, keys: list[tuple[Any, ...]]) -> None:
        for key in keys:
            assert (part, *key) not in self.once, f"{part} twice: {key}"
            self.once.add((part, *key))


def _runs(world: World) -> Iterator[tuple[datetime, Morning | None]]:
    """The runs of a week in order, each with the morning whose exports are imported before it, if any."""
    first = world.mornings[0].at
    left = list(world.mornings[1:])
    for day in range(DAYS):
        for hour in HOURS:
            at = first.replace(hour=hour, minute=0) + timedelta(days=day)
            if at <= first:
                continue
            due = left[0] if left and left[0].at <= at else None
            if due is not None:
                left.pop(0)
            yield at, due


@pytest.mark.parametrize(
    "name", ["brand", pytest.param("three", marks=pytest.mark.slow), pytest.param("agency", marks=pytest.mark.slow)]
)
def test_a_week_of_reports_tells_each_thing_once(shell: Shell, name: str) -> None:
    world = WORLDS[name]
    world.build(shell, world.mornings[0].name)
    told, arrived = Told(), 0
    for at, morning in _runs(world):
        if morning is not None:
            shell.now = morning.now
            import_exports(world, morning, shell)
        now = at.isoformat()
        whole = json.loads(shell.ok("-q report morning --json", now=now).out)
        new = json.loads(shell.ok("-q report morning --only-new --mark --json", now=now).out)
        before = json.loads(shell.ok("-q due --before-import --all --json", now=now).out)
        folded = {line["case"] for line in before} | {c["case"] for c in whole["due"] if c["kind"] == "delivery"}
        told.take(new, whole, folded)
        assert all(new[part] == whole[part] for part in ("missed", "decided", "arrived")), "both go by the mark"
        arrived += sum(some["number"] for some in new["arrived"] if some["kind"] != "delivery")
        again = json.loads(shell.ok("-q report morning --only-new --json", now=now).out)
        assert (again["due"], again["missed"], again["decided"], again["arrived"]) == ([], [], [], [])
    requests = json.loads(shell.ok("-q cases --state all --json", now=world.mornings[-1].now).out)
    assert told.bands and told.once
    assert 0 < arrived <= len(requests)
