"""What the commands promise is kept: which steps are possible, who reminds whom, and what narrows a list."""

from __future__ import annotations

import json

import pytest

from transcripts import ROOT, SAMPLES, Shell, prepared

ORDER = "576461413038785752"


@prepared
def desk(shell: Shell) -> None:
    """A UK shop that imports nothing, with one return approved on Fri 20 Nov 2026 and its parcel under way."""
    shell.now = "2026-11-23T10:00:00+00:00"
    shell.ok("init --shop uk --market GB")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-01T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-11-19T09:00")


def _possible(shell: Shell) -> list[str]:
    return json.loads(shell.ok("show 1 --json").out)["possible"]


def test_an_extension_is_offered_as_often_as_the_rule_allows_it(desk: Shell) -> None:
    desk.ok("approve 1 --mode seller-address --at 2026-11-20T09:00")
    assert "extend" not in _possible(desk)  # nothing is under way yet
    desk.ok("shipped 1 --at 2026-11-21T09:00")
    assert "extend" in _possible(desk)
    assert "aftersales extend 1" in desk.ok("show 1 --format table").out
    desk.ok("extend 1")
    assert "extend" not in _possible(desk)
    assert "extend" not in desk.ok("show 1 --format table").out.partition("Possible now")[2]


def test_an_extension_is_not_offered_after_the_deadline(desk: Shell) -> None:
    desk.ok("approve 1 --mode seller-address --at 2026-11-20T09:00")
    desk.ok("shipped 1 --at 2026-11-21T09:00")  # eight days: Sun 29 Nov 09:00
    for now, possible in (("2026-11-29T09:00:00+00:00", True), ("2026-11-29T09:00:01+00:00", False)):
        desk.now = now
        assert ("extend" in _possible(desk)) is possible


def test_without_imports_nothing_is_promised_that_only_an_import_can_keep(desk: Shell) -> None:
    told = desk.ok("approve 1 --mode keep").err
    assert "keeps it in sight" not in told
    assert "`due` counts it as done" in told
    assert "request.approved" in desk.ok("triage --checklist --json").out


def test_with_imports_the_list_itself_reminds(shell: Shell) -> None:
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    for name in ("orders.csv", "returns.csv"):
        shell.ok(f"import {ROOT / 'sample-data' / name} --as-of 2026-11-24T08:40")
    asked = next(a for a in json.loads(shell.ok("due --json").out) if a["duty"] == "respond")
    told = shell.ok(f"approve {asked['case']}" + (" --mode keep" if asked["kind"] == "return" else "")).err
    assert "`due` lists it until an import shows it." in told
    line = next(a for a in json.loads(shell.ok("due --json").out) if a["case"] == asked["case"])
    assert line["confirmed"] is False


@pytest.mark.parametrize(
    "line", ["cases --shop uk --shop us", "cases --kind=refund --kind return", "due --owner buyer --owner seller"]
)
def test_a_filter_given_twice_is_refused(desk: Shell, line: str) -> None:
    told = desk(line)
    assert (told.code, told.out) == (2, "")
    assert "was given twice, but takes one value" in told.err


@pytest.mark.parametrize(
    ("again", "once"),
    [
        ("--kind refund --kind return", "--kind refund,return"),
        ("--duty dispatch --duty=respond", "--duty dispatch,respond"),
        ("--stake house --stake money", "--stake house,money"),
        ("--shop uk --shop uk", "--shop uk"),
        ("--market GB --market UK", "--market GB"),
    ],
)
def test_a_filter_of_several_values_may_be_repeated(desk: Shell, again: str, once: str) -> None:
    listed = desk.ok(f"due {again} --all --json").out
    assert json.loads(listed)
    assert listed == desk.ok(f"due {once} --all --json").out


def test_other_options_may_be_given_again(desk: Shell) -> None:
    assert desk.ok("due --within 1h --within 9d --json").out == desk.ok("due --within 9d --json").out


def test_a_deadline_that_has_passed_says_so(desk: Shell) -> None:
    due = "Mon 23 Nov 2026 09:00 GMT"  # two working days from Thu 19 Nov 09:00
    assert f"{due}, passed 1 hour ago: if you do nothing, the platform approves it" in " ".join(
        desk.ok("show 1 --format table").out.split()
    )
    desk.now = "2026-11-23T09:00:00+00:00"
    assert f"{due}, less than a minute left: if you do nothing, the platform approves it" in " ".join(
        desk.ok("show 1 --format table").out.split()
    )


def test_a_step_that_newer_data_contradict_says_why_the_clock_goes_on(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    early = shell.ok("approve 14 --mode keep --at 8am --format table --dry-run", now="2026-11-24T08:45:00+00:00")
    said = " ".join(early.err.split())
    assert "next: respond by Wed 25 Nov 2026 21:15:30 GMT" in " ".join(early.out.split())
    assert (
        "TikTok's data of Tue 24 Nov 2026 08:40 GMT are later than Tue 24 Nov 2026 08:00 GMT and still show “To "
        "process / Awaiting seller response”, so this does not count and the deadline runs on." in said
    )
    late = shell.ok("approve 14 --mode keep --format table", now="2026-11-24T08:45:00+00:00")
    assert "does not count" not in late.err
    assert "next: respond" not in late.out
