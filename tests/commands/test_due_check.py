"""`due --check`: every exit code, written by hand from the design, the same in each format."""

# 4: a line of stake money, right or standing is overdue; else 6: it can't be said, since a shop was never imported or
# its data are old, or a word is not known; else 3: one of those lines is due today; else 0. A clock that has not opened
# yet doesn't count. Looks and chores do with --strict. With --owner buyer, platform or any the bands alone decide.

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from aftersales.core.clocks.clock import Clock
from aftersales.core.money.amount import Money
from aftersales.core.time.instants import iso
from aftersales.ledger.derived import rows
from importing.files import answer, asked
from transcripts import SAMPLES, Shell, prepared
from unit.ledger import build

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday
HOURS = {"overdue": -2, "today": 5, "soon": 30, "later": 90}
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "ids")
CASES = (901, 902, 903)  # two returns and an order to send


@prepared
def desk(shell: Shell) -> None:
    """A UK shop whose export of 08:40 has two rows that ask for nothing any more, and three cases to put clocks on."""
    shell.ok("init --shop uk-main --market GB")
    lines = (SAMPLES / "returns.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    file = shell.home / "settled.csv"
    file.write_text("".join([lines[0], *(line for line in lines[1:] if "Refund completed" in line)]), encoding="utf-8")
    shell.ok(["import", str(file), "--as-of", "2026-11-24T08:40", "--date-format", "dmy"])
    shell.ok("due --check")  # the deadlines are counted anew before the test puts its own beside them
    with closing(ledger_of(shell)) as ledger, build.written(ledger):
        for number in CASES:
            ledger.execute(
                "INSERT INTO cases (id, shop, kind, fulfilment, opened_at, source, origin) "
                "VALUES (?, 'uk-main', ?, 'seller', '2026-11-20T12:00:00Z', 'export', '')",
                (number, "delivery" if number == CASES[2] else "return"),
            )


def ledger_of(shell: Shell) -> sqlite3.Connection:
    return sqlite3.connect(shell.home / "data/aftersales/ledger.db", isolation_level=None)


def clock(band: str, stake: str = "money", duty: str = "respond", **values: object) -> Clock:
    return build.clock(duty, NOW + timedelta(hours=HOURS[band]), stake=stake, at_risk=Money(900, "GBP"), **values)


def put(shell: Shell, *clocks: Clock, case: int = CASES[0]) -> None:
    with closing(ledger_of(shell)) as ledger, build.written(ledger):
        ledger.execute("DELETE FROM clocks")
        rows.insert_clocks(ledger, case, list(enumerate(clocks)))


def become(shell: Shell, freshness: str) -> None:
    """Make the shop's data stale or never imported, or the shop one that is kept by hand, with data as old."""
    with closing(ledger_of(shell)) as ledger:
        as_of = NOW - timedelta(hours=25 if freshness in ("stale", "by hand") else 1)
        ledger.execute("UPDATE imports SET as_of = ?, carries = ?", (iso(as_of), "cases"))
        if freshness == "never":
            ledger.execute("UPDATE imports SET carries = 'orders'")
    if freshness == "by hand":
        shell.ok("config set shops.uk-main.confirm trust")
    shell("due")  # with other rules all deadlines are counted anew


def codes(shell: Shell, options: str = "", formats: tuple[str, ...] = FORMATS) -> set[int]:
    return {shell(f"due --check {options} --format {form}").code for form in formats}


FRESHNESS = ("fresh", "stale", "never", "by hand")
COSTLY, LIGHT = ("money", "right", "standing"), ("look", "house")
# By stake, options and band: the exit codes with data that are fresh, stale, never imported, and kept by hand.
MATRIX = {
    (COSTLY, ""): {"overdue": (4, 4, 4, 4), "today": (3, 6, 6, 3), "soon": (0, 6, 6, 0), "later": (0, 6, 6, 0)},
    (LIGHT, ""): {"overdue": (0, 6, 6, 0), "today": (0, 6, 6, 0), "soon": (0, 6, 6, 0), "later": (0, 6, 6, 0)},
    (LIGHT, "--strict"): {"overdue": (4, 4, 4, 4), "today": (3, 6, 6, 3), "soon": (0, 6, 6, 0), "later": (0, 6, 6, 0)},
    ((*COSTLY, *LIGHT), "--owner any"): {
        "overdue": (4, 4, 4, 4), "today": (3, 3, 3, 3), "soon": (0, 0, 0, 0), "later": (0, 0, 0, 0),
    },
}  # fmt: skip


@pytest.mark.parametrize("freshness", FRESHNESS)
@pytest.mark.parametrize(("stakes", "options"), list(MATRIX))
def test_stake_band_and_freshness(desk: Shell, stakes: tuple[str, ...], options: str, freshness: str) -> None:
    become(desk, freshness)
    for stake, band in product(stakes, HOURS):
        put(desk, clock(band, stake))
        expected = MATRIX[stakes, options][band][FRESHNESS.index(freshness)]
        assert codes(desk, options, ("json",)) == {expected}, (stake, band)


@pytest.mark.parametrize(
    ("line", "options", "expected"),
    [
        # a word that is not known
        (clock("overdue", flags=("unknown-status",)), "", 4),
        (clock("today", flags=("unknown-status",)), "", 6),
        (clock("soon", "look", "check", flags=("unknown-action",)), "", 6),
        (clock("later", "look", "check", flags=("unknown-action",)), "", 6),
        (clock("later", "look", "check", flags=("unknown-action",)), "--strict", 6),
        (clock("later", "look", "check", flags=("unknown-action",)), "--within 1h --limit 0", 6),
        (clock("later", "look", "check", flags=("unknown-action",)), "--kind refund", 0),
        (clock("later", "look", "check", flags=("unknown-action",)), "--owner any", 0),
        # a limit cuts after the verdict
        (clock("overdue"), "--limit 0", 4),
        (clock("today"), "--limit 0", 3),
        # what has not opened yet
        (clock("today", "right", opens_at=NOW + timedelta(hours=1)), "", 0),
        (clock("today", "right", opens_at=NOW + timedelta(hours=1)), "--strict", 0),
        (clock("today", "right", opens_at=NOW - timedelta(hours=1)), "", 3),
        # snoozed, and recorded here without the platform's word
        (clock("overdue", snoozed_until=NOW + timedelta(hours=9)), "", 4),
        (clock("today", snoozed_until=NOW + timedelta(hours=9)), "", 3),
        (clock("today", snoozed_until=NOW + timedelta(hours=9)), "--snoozed", 3),
        (clock("overdue", confirmed=False), "", 4),
        (clock("today", "right", confirmed=False), "", 3),
        # others' duties
        (clock("overdue", "none", owner="buyer"), "", 0),
        (clock("overdue", "none", owner="buyer"), "--owner buyer", 4),
        (clock("today", "none", owner="platform"), "--owner platform", 3),
        (clock("overdue", "none", owner="buyer"), "--owner platform", 0),
        # what is asked for counts, and what the filters leave out does not
        (clock("overdue", "look", "check"), "--stake look", 4),
        (clock("today", "look", "check"), "--duty check", 3),
        (clock("overdue", "house", "trace"), "--stake money,house", 4),
        (clock("overdue"), "--stake right", 0),
        (clock("overdue"), "--kind refund,replacement", 0),
        (clock("overdue"), "--sort amount", 4),
        # the horizon
        (clock("today"), "--within 1h", 3),
        (clock("overdue"), "--within 1h", 4),
        (clock("later"), "--all", 0),
        # the age
        (clock("today"), "--max-age 30m", 6),
        (clock("overdue"), "--max-age 30m", 4),
    ],
)  # fmt: skip
def test_every_format_agrees_on(desk: Shell, line: Clock, options: str, expected: int) -> None:
    become(desk, "fresh")
    put(desk, line)
    assert codes(desk, options) == {expected}


@pytest.mark.parametrize("band", ["overdue", "today"])
def test_orders_that_are_off_are_judged_only_where_they_are_asked_for(desk: Shell, band: str) -> None:
    late = 4 if band == "overdue" else 3
    put(desk, clock(band, "standing", "dispatch"), case=CASES[2])
    assert codes(desk) == codes(desk, "--orders list") == {late}
    assert codes(desk, "--orders off") == {0}
    desk.ok("config set shops.uk-main.orders off")
    assert codes(desk) == {0}
    assert codes(desk, "--orders fold") == codes(desk, "--kind delivery") == {late}
    put(desk, clock(band), case=CASES[0])
    assert codes(desk) == {late}
    become(desk, "stale")
    put(desk, clock("today", "standing", "dispatch"), case=CASES[2])
    assert codes(desk) == {6}


def test_a_word_after_the_horizon_is_said_everywhere(shell: Shell) -> None:
    """Nothing else is due: neither the list nor `status` says that nothing is."""
    shell.ok("init --shop uk-main --market GB")
    row = asked(status="AWAITING_BUYER_SHIP", stamp=("SELLER_UPLOAD_INVOICE", "2026-12-20 10:00"))
    shell.ok(["import", str(answer(shell.home / "a.json", row)), "--as-of", "2026-11-24T06:00"])
    for form in FORMATS:
        run = shell(f"due --check --format {form}")
        assert run.code == 6, form
        assert "Case 1 has a word of TikTok's that is not known here" in run.err
        assert "Nothing is known to be due within 2 d." in run.err
    assert "not known what is to do" in shell("due --format table").out.splitlines()[0]
    assert "not known" in shell.ok("status --short").out
    assert shell("due --check --all").code == 6


# What was typed, the exit code and what is said.
TYPOS = {
    "--duty respnd": (2, "--duty 'respnd' is not known; did you mean respond?"),
    "--kind retrun": (2, "--kind 'retrun' is not known; did you mean return?"),
    "--kind refund,retrun": (2, "--kind 'retrun' is not known; did you mean return?"),
    "--stake mony": (2, "--stake 'mony' is not known; did you mean money?"),
    "--owner selle": (2, "--owner 'selle' is not known; did you mean seller?"),
    "--sort urgncy": (2, "--sort 'urgncy' is not known; did you mean urgency?"),
    "--fields case,bnad": (2, "--fields 'bnad' is not known; did you mean band?"),
    "--orders lst": (2, "--orders 'lst' is not known; did you mean list?"),
    "--market GRB": (1, "market 'GRB' is not known; did you mean GB? Known are AT,"),
    "--shop uk-mian": (1, "no shop 'uk-mian'; did you mean uk-main?"),
    "--shop brnd": (1, "known are uk-main"),
    "--shop brnd-*": (1, "known are uk-main"),
}  # fmt: skip


@pytest.mark.parametrize("typo", list(TYPOS))
def test_a_typo_is_refused_with_what_was_meant(desk: Shell, typo: str) -> None:
    code, said = TYPOS[typo]
    for options in (typo, f"{typo} --check", f"{typo} --check --json"):
        run = desk(f"due {options}")
        assert (run.code, run.out) == (code, "")
        assert said in run.err, run.err
        assert "othing" not in run.err
