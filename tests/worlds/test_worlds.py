"""The due list of three sellers, each on three mornings: what a person sees first, and what is never lost or wrapped.

The worlds are in mornings.py. A golden is the whole list for people as `due` prints it, exit code and stderr included.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from aftersales.language import LANGUAGES
from transcripts import Run, Shell, block, in_language
from worlds.mornings import WORLDS, every_morning

GOLDEN = Path(__file__).parent / "golden"
SCREENS = ((80, 24), (140, 50))
TITLES = ("OVERDUE", "BEFORE YOU", "TODAY", "SOON", "LATER", "BESIDES")
_CASE = re.compile(r" +(\d+)  \S")


class Desk:
    """A seller who sits down on a morning. What a command says is asked for once, since nothing is recorded here."""

    def __init__(self, world: str, morning: str, shell: Shell, patch: pytest.MonkeyPatch) -> None:
        self.world, self.morning = world, morning
        self._shell, self._patch, self._is_built = shell, patch, False

    def run(self, line: str, width: int = 80, height: int = 24, spoken: str = "en") -> Run:
        """A command line on a screen of this size."""
        key = self.world, self.morning, line, width, height, spoken
        if key not in _RUNS:
            if not self._is_built:
                WORLDS[self.world].build(self._shell, self.morning)
                self._is_built = True
            self._patch.setenv("COLUMNS", str(width))
            self._patch.setenv("LINES", str(height))
            self._patch.setenv("AFTERSALES_LANG", spoken)
            _RUNS[key] = self._shell(line)
        return _RUNS[key]

    def page(self, width: int, height: int, words: str = "", spoken: str = "en") -> Run:
        """The list for people."""
        return self.run(f"due --format table {words}", width, height, spoken)

    def lines(self, words: str = "") -> list[dict[str, Any]]:
        """The list for programs."""
        return list(json.loads(self.run(f"-q due --json {words}").out))


_RUNS: dict[tuple[str, str, str, int, int, str], Run] = {}


@pytest.fixture(params=list(every_morning()), ids="-".join)
def desk(request: pytest.FixtureRequest, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    world, morning = request.param
    monkeypatch.setenv("TZ", WORLDS[world].timezone)
    time.tzset()
    yield Desk(world, morning, shell, monkeypatch)
    monkeypatch.undo()
    time.tzset()


def listed(page: str) -> dict[str, list[int]]:
    """The cases under each heading."""
    found: dict[str, list[int]] = {}
    title = ""
    for line in page.splitlines():
        if line.startswith(TITLES):
            title = next(t for t in TITLES if line.startswith(t))
            found[title] = []
        elif title and (case := _CASE.match(line)):
            found[title].append(int(case[1]))
        elif not line:
            title = ""
    return found


def must_be_answered(line: dict[str, Any]) -> bool:
    """Whether silence moves money or loses a right, and it can be done: its parcel has come."""
    return line["confirmed"] and line["stake"] in ("money", "right") and "in-transit" not in line["flags"]


def older(desk: Desk) -> set[tuple[int, str]]:
    """What had passed before a shop's first import; of more than five only their number is told."""
    found = {(one["case"], one["duty"]) for one in desk.lines("--before-import --stake money,right")}
    return found if len(found) > 5 else set()


def test_lists(desk: Desk, home: Path, update: bool) -> None:
    """What stands on the screen, and on those below it, in each language; and what a phone is sent."""
    for spoken in LANGUAGES:
        path = in_language(GOLDEN / f"{desk.world}-{desk.morning}.txt", spoken)
        told = "\n".join(
            block(f"aftersales due --format table  # {width} x {height}", desk.page(width, height, "", spoken), home)
            for width, height in SCREENS
        )
        told += "\n" + block("aftersales report morning", desk.run("report morning", spoken=spoken), home)
        if update:
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_text(told, encoding="utf-8")
        assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_report_fits_the_screen_of_a_phone_and_keeps_what_must_be_answered_on_it(desk: Desk, spoken: str) -> None:
    rows = desk.run("report morning", spoken=spoken).out.splitlines()
    assert len(rows) <= 25
    assert max(map(cell_len, rows)) <= 42
    assert not [row for row in rows if re.search(r"\d\.\d\d$", row)], "an amount without its currency"
    shown = [int(found[1]) for row in rows if (found := re.match(r" *(\d+) (?:\S+ +)?\S+ +\S+ \d\d:\d\d", row))]
    sections = listed(desk.page(140, 50).out)
    first = [case for title, cases in sections.items() if title != "BESIDES" for case in cases][:4]
    assert shown[: len(first)] == first


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_screen_shows_what_is_overdue_the_money_and_the_groups(desk: Desk, width: int, height: int) -> None:
    page = desk.page(width, height).out
    first = "\n".join(page.splitlines()[:height])
    overdue = [one for one in desk.lines() if must_be_answered(one) and one["band"] == "overdue"]
    hidden = older(desk)
    shown = listed(first).get("OVERDUE", [])
    assert {one["case"] for one in overdue if (one["case"], one["duty"]) not in hidden} <= set(shown)
    number = re.search(r"(\d+) overdue", first.splitlines()[0])
    assert int(number[1] if number else 0) == len(shown)
    assert "buyers get" in first or not any(must_be_answered(one) for one in desk.lines())
    parcels = [one for one in desk.lines("--kind delivery --stake standing") if one["confirmed"]]
    if len(parcels) > 2:
        assert re.search(rf"\b{len(parcels)} (orders )?to send", first)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_request_stands_on_the_fifth_row_at_the_latest(desk: Desk, width: int, height: int) -> None:
    rows = desk.page(width, height).out.splitlines()
    assert next(n for n, row in enumerate(rows, 1) if _CASE.match(row)) <= 5


def test_the_headline_is_the_sum_of_what_silence_moves(desk: Desk) -> None:
    """Each case once, the dearest of its duties, within the horizon; what is recorded, or is not there yet, is not."""
    hidden, sums = older(desk), dict[str, dict[int, Decimal]]()
    for one in desk.lines():
        if must_be_answered(one) and one["stake"] == "money" and (one["case"], one["duty"]) not in hidden:
            if one["at_risk"] is None:
                continue
            of_currency = sums.setdefault(one["at_risk"]["currency"], {})
            amount = Decimal(one["at_risk"]["amount"])
            of_currency[one["case"]] = max(amount, of_currency.get(one["case"], Decimal()))
    meant = [f"{sum(cases.values())} {currency}" for currency, cases in sorted(sums.items())]
    head = " ".join(desk.page(80, 24).out.split("\nOVERDUE")[0].split())
    told = re.search(r"buyers get ([^·]*?)(?= ·| Below| [A-Z]{4,} |$)", head.split(" TODAY")[0].split(" SOON")[0])
    assert (told[1].split(", ") if told else []) == meant


@pytest.mark.parametrize("width", [42, 80, 100, 140, 200])
@pytest.mark.parametrize("height", [24, 60])
def test_nothing_wraps_and_no_case_is_lost(desk: Desk, width: int, height: int) -> None:
    page = desk.page(width, height).out
    assert max(map(cell_len, page.splitlines())) <= width
    cases = listed(page)
    meant = listed(desk.page(200, 60).out)
    assert cases == meant
    assert [case for cases in meant.values() for case in cases]
    for row in page.splitlines():
        if _CASE.match(row):  # what it is, how long there is, and what to do
            assert len(row.split("  ")) >= 4
            assert re.search(r"\d (min|h|d)\b|\d h \d\d|late|opens", row)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_foot_tells_the_totals_again_and_names_the_next_case(desk: Desk, width: int, height: int) -> None:
    page = desk.page(width, height).out
    rows = page.splitlines()
    counts = rows[0].partition(" · ")[2]
    assert counts
    assert (len(rows) >= height) == (rows.count(counts) == 1)
    first = next(int(found[1]) for found in map(_CASE.match, rows) if found)
    assert rows[-1].endswith(f"next: `aftersales show {first}`")


def test_every_request_that_must_be_answered_is_listed(desk: Desk) -> None:
    """One line for each case, and none of another kind before it."""
    sections = listed(desk.page(140, 50).out)
    cases = [case for title, cases in sections.items() if title != "BESIDES" for case in cases]
    hidden = older(desk)
    meant = {one["case"] for one in desk.lines() if must_be_answered(one) and (one["case"], one["duty"]) not in hidden}
    assert meant <= set(cases)
    assert len(cases) == len(set(cases))


def test_the_list_of_the_brand_fits_its_screen(desk: Desk) -> None:
    if desk.world == "brand":
        assert len(desk.page(80, 24).out.splitlines()) < 24


def test_each_request_stands_within_three_screens(desk: Desk) -> None:
    rows = desk.page(80, 24).out.splitlines()
    assert max(n for n, row in enumerate(rows) if _CASE.match(row)) < 3 * 23


def test_the_command_of_a_group_lists_what_it_counts(desk: Desk) -> None:
    for number, text, command in re.findall(
        r"^  (\d+) (.*?)  (aftersales due .*)$", desk.page(140, 50).out, re.MULTILINE
    ):
        found = listed(desk.run(f"{command.removeprefix('aftersales ')} --format table", 140, 50).out)
        cases = {case for title, cases in found.items() if title != "BESIDES" for case in cases}
        if any(word in text for word in ("chore", "on their way", "on its way", "snoozed")):
            assert len(cases) >= int(number), command  # these commands list what is like it, too
        else:
            assert len(cases) == int(number), command


def test_newer_data_that_show_the_same_are_a_look(desk: Desk) -> None:
    """On Tuesday nothing asks again that Monday's export showed in mid-course, until its state should have changed."""
    if (desk.world, desk.morning) != ("brand", "tuesday"):
        return
    looks = desk.lines("--stake look")
    assert len(looks) > 2
    assert {one["band"] for one in looks} == {"soon"}
    first = min(one["due"] for one in looks)
    assert first.startswith("2026-12-23T08:50")
    assert f"{len(looks)} cases to look up, from Wed 08:50" in desk.page(80, 24).out


def test_shops_without_fresh_data_are_named_and_no_others(desk: Desk) -> None:
    skipped = next(m.skipped for m in WORLDS[desk.world].mornings if m.name == desk.morning)
    page = desk.page(80, 24).out
    named = set(re.findall(r"^(\S+): no (?:import since|after-sales data)", page, re.MULTILINE))
    assert named == skipped
    fresh = len(WORLDS[desk.world].shops) - len(skipped)
    assert re.search(rf"^{fresh} shops?, data as of \S+ 08:50", page, re.MULTILINE)


def test_no_list_of_nothing_is_an_all_clear_where_data_are_missing(desk: Desk) -> None:
    """Of a kind of which there is nothing: that nobody knows, where a shop was not imported or long ago."""
    skipped = next(m.skipped for m in WORLDS[desk.world].mornings if m.name == desk.morning)
    run = desk.page(80, 24, "--kind exchange")
    head = run.out.splitlines()[0]
    assert ("nothing to do" in head) == (not skipped)
    assert ("not known what is to do" in head) == bool(skipped)
    assert desk.run("due --kind exchange --check").code == (6 if skipped else 0)
