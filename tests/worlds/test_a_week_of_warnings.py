"""A week in which `notify` runs from a timer, in each of the three worlds: which messages went out, to whom, none twice
and none missing.

What must go out is worked out here, from `due --all --json` at the hour of each run, the office hours as a person reads
them, and the days off of that week by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

import receivers
from receivers import HttpReceiver
from transcripts import Shell
from worlds.mornings import WORLDS, Morning, World, _pass

pytestmark = pytest.mark.slow

EVERY, RUNS = timedelta(hours=3), 56  # a level of four hours has at least one run
RULES = """
[[notify.rules]]
levels = ["24h", "4h", "stale"]
to = ["desk"]

[[notify.rules]]
levels = ["overdue"]
to = ["owner", "desk"]

[notify.receivers.owner]
any_hour = true
"""
# Who works when: zone, hours, and the days of that week on which nobody is in besides Saturdays and Sundays.
HOURS: Mapping[str, tuple[str, time, time]] = {
    **dict.fromkeys(("uk-store", "th-store", "us-store"), ("Asia/Shanghai", time(9), time(18))),
    **dict.fromkeys(("oak-uk", "harbour-uk"), ("Europe/London", time(9), time(17, 30))),
    **dict.fromkeys(("fjord-de", "fjord-fr"), ("Europe/Berlin", time(9), time(17, 30))),
    **dict.fromkeys(("lotus-th", "lotus-my"), ("Asia/Bangkok", time(9), time(17, 30))),
}
GOLDEN_WEEK = {date(2026, 10, day) for day in range(1, 8)}  # State Council, 2026: 1 to 7 October; 28 Sep on are worked
# Levels that a line may be told at, by what it is about.
TOLD = {"money", "right", "standing"}

Key = tuple[str, int, str, str, str]  # receiver, case, duty, deadline, level


class Expected(NamedTuple):
    """What one run must send: the warnings, and of which shops it says that their data can't tell."""

    alerts: set[Key]
    stale: set[tuple[str, str]]


class Oracle:
    """What has been told so far, and what must be told next."""

    def __init__(self, first_import: Mapping[str, datetime], zone: ZoneInfo) -> None:
        self.first_import, self.zone = first_import, zone
        self.told: set[Key] = set()
        self.heard: set[tuple[str, str, date]] = set()

    def run(self, now: datetime, lines: Sequence[Mapping[str, Any]], ages: Mapping[str, Any]) -> Expected:
        """What goes out at `now`. `ages` says by shop how fresh its data are."""
        alerts = {key for line in lines for key in self._of(now, line)}
        today = now.astimezone(self.zone).date()
        stale = set()
        for shop, row in ages.items():
            known = datetime.fromisoformat(row["as_of"]) if row["as_of"] else None
            is_old = known is None or now - known > timedelta(hours=24)
            if is_old and opening(shop, now) is None and ("desk", shop, today) not in self.heard:
                stale.add(("desk", shop))
        self.told |= alerts
        self.heard |= {(name, shop, today) for name, shop in stale}
        return Expected(alerts, stale)

    def _of(self, now: datetime, line: Mapping[str, Any]) -> Iterator[Key]:
        due, shop = datetime.fromisoformat(line["due"]), line["shop"]
        act_by = datetime.fromisoformat(line["act_by"]) if line["act_by"] else due
        is_parcel = line["kind"] == "delivery" and line["stake"] == "standing"
        if line["stake"] not in TOLD or line["opens"] or line["snoozed_until"]:
            return
        if shop in self.first_import and due < self.first_import[shop]:
            return
        if "in-transit" in line["flags"] and due >= now:
            return
        for receiver, levels in (("desk", ("overdue", "4h", "24h")), ("owner", ("overdue",))):
            left = min(due, act_by) - now
            if due < now:
                level = "overdue"
            elif left <= timedelta(hours=4):
                level = "4h"
            elif left <= timedelta(hours=24) and not is_parcel:
                level = "24h"
            else:
                continue
            if level not in levels:
                continue
            opens = opening(shop, now) if receiver == "desk" else None
            if opens is not None and (due > opens or due < now):
                continue
            key = (receiver, line["case"], line["duty"], line["due"], level)
            worse = levels[: levels.index(level) + 1]
            if not any((*key[:4], other) in self.told for other in worse):
                yield key


def opening(shop: str, now: datetime) -> datetime | None:
    """When the office of a shop opens next; None while it is open, and where it has no hours."""
    if shop not in HOURS:
        return None
    name, opens, closes = HOURS[shop]
    zone = ZoneInfo(name)
    day = now.astimezone(zone).date()
    for ahead in range(30):
        one = day + timedelta(days=ahead)
        if one.weekday() > 4 or (name == "Asia/Shanghai" and one in GOLDEN_WEEK):
            continue
        start, end = datetime.combine(one, opens, zone), datetime.combine(one, closes, zone)
        if start <= now <= end:
            return None
        if start > now:
            return start
    raise AssertionError(shop)


@pytest.fixture
def http() -> Iterator[HttpReceiver]:
    with receivers.http() as receiver:
        yield receiver


@pytest.mark.parametrize("name", WORLDS)
def test_a_week(name: str, shell: Shell, http: HttpReceiver, monkeypatch: pytest.MonkeyPatch) -> None:
    world = WORLDS[name]
    monkeypatch.setenv("TZ", world.timezone)
    world.build(shell, world.mornings[0].name)
    for receiver in ("desk", "owner"):
        receivers.add(shell, receiver, f"json://127.0.0.1:{http.port}/{receiver}")
    with (shell.home / "config/aftersales/config.toml").open("a", encoding="utf-8") as config:
        config.write(RULES)
    first = world.mornings[0].at
    imported = [shop.name for shop in world.shops if shop.name not in world.mornings[0].skipped]
    oracle = Oracle(dict.fromkeys(imported, first - timedelta(minutes=10)), ZoneInfo(world.timezone))
    coming = list(world.mornings[1:])
    levels: dict[str, int] = {}
    for number in range(RUNS):
        now = first + number * EVERY
        while coming and coming[0].at <= now:
            _sit_down(world, coming.pop(0), shell)
        levels = _run(shell, oracle, http, now, levels)
    assert {level for level in ("24h", "4h", "overdue", "stale") if levels.get(level)} == {
        "24h",
        "4h",
        "overdue",
        "stale",
    }


def _sit_down(world: World, morning: Morning, shell: Shell) -> None:
    """The next morning: new exports are read, and something is recorded."""
    _pass(world, morning, lambda _: None, shell)


def _run(shell: Shell, oracle: Oracle, http: HttpReceiver, now: datetime, levels: dict[str, int]) -> dict[str, int]:
    when = now.isoformat()
    lines = json.loads(shell.ok("-q due --all --json", now=when).out)
    ages = {row["shop"]: row for row in json.loads(shell.ok("-q status --json", now=when).out)}
    expected = oracle.run(now, lines, ages)
    http.got.clear()
    rows = json.loads(shell.ok("-q notify --json", now=when).out)
    sent = {(r["receiver"], a["case"], a["duty"], a["due"], a["level"]) for r in rows for a in r["alerts"]}
    assert sent == expected.alerts, when
    assert {(r["receiver"], shop) for r in rows for shop in r["stale"]} == expected.stale, when
    assert sorted(got.path.strip("/") for got in http.got) == sorted(r["receiver"] for r in rows)
    for row in rows:
        (got,) = (got for got in http.got if got.path.strip("/") == row["receiver"])
        assert (got.json["title"], got.json["message"]) == (row["title"], row["text"])
        told = set(map(int, re.findall(r"^(\d+) (?!orders? to send)[a-z].* · ", got.json["message"], re.MULTILINE)))
        parcels = {line["case"] for line in lines if line["kind"] == "delivery" and line["stake"] == "standing"}
        assert told == {alert["case"] for alert in row["alerts"]} - parcels, when
    for key in expected.alerts:
        levels[key[4]] = levels.get(key[4], 0) + 1
    levels["stale"] = levels.get("stale", 0) + len(expected.stale)
    return levels
