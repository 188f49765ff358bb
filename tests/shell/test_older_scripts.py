"""What the README of 17f354a promised to scripts still holds: its script, its pipelines, its fields."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from transcripts import ROOT, SAMPLES, Shell, prepared

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for a POSIX shell")

HERE = Path(__file__).parent
SCRIPT = (HERE / "at-risk-17f354a.sh").read_text(encoding="utf-8")
FIELDS = (HERE / "fields-17f354a.txt").read_text(encoding="utf-8").splitlines()
NINE = "2026-11-24T09:00:00+00:00"


class Ended(NamedTuple):
    """What a shell script gave."""

    code: int
    out: str
    err: str


@prepared
def desk(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")


def run(script: str, now: str = NINE) -> Ended:
    """A script in a POSIX shell, with the program on its path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ended = subprocess.run(
        ["sh", "-c", script],
        env={**os.environ, "PATH": path, "AFTERSALES_NOW": now},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def known_words(shell: Shell, *files: str) -> None:
    """Import sample data without the one row that has a word of the platform's that nobody knows."""
    for name in files:
        lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines(keepends=True)
        file = shell.home / name
        file.write_text("".join(line for line in lines if "Escalated" not in line), encoding="utf-8")
        shell.ok(["import", str(file), "--as-of", "2026-11-24T08:40"])


@pytest.mark.parametrize(
    ("now", "out"),
    [
        # What the program of then printed for the same files at the same time.
        (NINE, "Something is OVERDUE.\n212.91 GBP at risk\n"),
        ("2026-11-24T07:00:00+00:00", "Something is due today.\n212.91 GBP at risk\n"),
    ],
)
def test_the_script_says_what_it_said(desk: Shell, now: str, out: str) -> None:
    known_words(desk, "orders.csv", "returns.csv")
    assert run(SCRIPT, now) == (0, out, "")


def test_on_a_quiet_day_it_says_so(desk: Shell) -> None:
    desk.ok("config set shops.uk-main.confirm trust")
    assert run(SCRIPT) == (0, "Nothing due today.\n", "")


@pytest.mark.parametrize("state", ["never imported", "an unknown word", "old data"])
def test_what_nobody_can_say_could_not_be_made(desk: Shell, state: str) -> None:
    """The one difference that is meant: exit code 6 was 0 or 3 then."""
    now = "2026-11-24T07:00:00+00:00"
    if state == "an unknown word":
        desk.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    elif state == "old data":
        _quiet_import(desk)
        now = "2026-11-28T09:00:00+00:00"
    ended = run(SCRIPT, now)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("The list could not be made.\n")
    assert "can't be said" in ended.err or "too old to say" in ended.err


def _quiet_import(shell: Shell) -> None:
    """An export whose only request is finished."""
    lines = (SAMPLES / "returns.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    done = [line for line in lines[1:] if "Refund completed" in line]
    file = shell.home / "done.csv"
    file.write_text("".join([lines[0], *done]), encoding="utf-8")
    shell.ok(["import", str(file), "--as-of", "2026-11-24T08:40"])


def test_without_a_ledger_it_could_not_be_made_either(shell: Shell) -> None:
    ended = run(SCRIPT)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"aftersales: no ledger at {shell.home}")


def test_ids_still_feed_the_other_commands(desk: Shell) -> None:
    known_words(desk, "orders.csv", "returns.csv")
    ids = desk.ok("due --kind return --duty respond --format ids").out.split()
    ended = run(
        "aftersales due --kind return --duty respond --format ids | xargs -r aftersales approve --mode keep --yes"
    )
    assert (ended.code, [line.split("\t")[:2] for line in ended.out.splitlines()]) == (
        0,
        [[case, "request.approved"] for case in ids],
    )
    lamps = desk.ok("cases --sku LAMP-ARC --format ids").out
    assert lamps.split()
    assert run("aftersales cases --sku LAMP-ARC --format ids") == (0, lamps, "")


def test_the_cron_line_mails_the_list(desk: Shell) -> None:
    known_words(desk, "orders.csv", "returns.csv")
    ended = run("aftersales due --within 36h --format table")
    assert ended.code == 0
    assert "OVERDUE" in ended.out
    assert "data as of Tue 08:40" in ended.out


@pytest.mark.skipif(not any((Path(folder) / "jq").exists() for folder in os.get_exec_path()), reason="no jq")
def test_jq_finds_the_fields_of_then(desk: Shell) -> None:
    known_words(desk, "orders.csv", "returns.csv")
    program = '[.[] | select(.band == "overdue" and .at_risk) | .at_risk.amount | tonumber] | add'
    ended = run(f"aftersales -q due --json | jq '{program}'")
    rows = json.loads(desk.ok("due --json").out)
    due = sum(float(row["at_risk"]["amount"]) for row in rows if row["band"] == "overdue" and row["at_risk"])
    assert (ended.code, float(ended.out)) == (0, pytest.approx(due))


def test_no_field_is_removed_or_changes_its_type() -> None:
    now: set[str] = set()
    of = ""
    for line in (ROOT / "src/aftersales/help/fields.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+ `(.*)`$", line):
            of = heading[1]
        elif field := re.match(r"\| `(\w+)` \| ([^|]+) \|", line):
            now.add(f"{of}: {field[1]}, {field[2].strip()}")
    assert len(FIELDS) > 200
    assert [field for field in FIELDS if field not in now] == []
