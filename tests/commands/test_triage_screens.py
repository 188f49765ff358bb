"""What the screens of `triage` show: strangers' text, the hint of a claim, and a morning from export files."""

from __future__ import annotations

import json
import re

import pytest
from rich.cells import cell_len

from commands.conftest import Typist
from importing.files import order, orders, request, returns
from transcripts import Shell, prepared
from triage_terminal import MODES, Sit

HOSTILE = [
    ("日落灯" * 30, "质量问题，与描述不符，希望尽快处理" * 4),
    ("\x1b[31mred\x1b[0m\x1b]0;owned\x07\x9b2J lamp", "[bold red]not markup[/] \u202eesrever"),
    ("$(touch {away}) `touch {away}`; touch {away}", '\'; DROP TABLE cases; -- "%s" {{0}}'),
    ("e\u0301\u200d👩‍👩‍👧‍👦👍🏽 กำลังใจ ｆｕｌｌ ａ", "ﾊﾝｶｸ \u0e01\u0e33 שלום مرحبا"),
]


@pytest.mark.parametrize(("width", "height"), [(80, 24), (42, 24)])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_strangers_text_fits_and_does_nothing(shell: Shell, sit: Sit, number: int, width: int, height: int) -> None:
    away = shell.home / "away"
    product, reason = (text.format(away=away) for text in HOSTILE[number])
    shell.ok("init --shop uk-main --market GB")
    for n in range(2):
        shell.ok(["order", "add", f"57600000000000010{n}", "--amount", "99.99", "--placed", "2026-11-10T10:00",
                  "--product", product, "--buyer", product[:40], "--sku", product[:20]])  # fmt: skip
        shell.ok(["open", "return", "--order", f"57600000000000010{n}", "--at", "2026-11-23T10:00",
                  "--reason", reason])  # fmt: skip
    seat = sit(width=width, height=height)
    told = [seat.screen()]
    seat.child.send("a")
    seat.child.expect_exact(MODES)
    told.append(shown_last(seat.child.before + seat.child.after))
    seat.child.send("?")
    seat.child.expect_exact(MODES)
    seat.child.send("k")
    seat.child.expect_exact("(any other key: back)\r\n> ")
    told.append(shown_last(seat.child.before + seat.child.after))
    told.append(seat.press("n"))
    seat.child.send("/")
    seat.child.expect_exact("back):")
    seat.child.send("57600000000000010\r")
    seat.child.expect_exact(MODES)
    told.append(shown_last(seat.child.before + seat.child.after))
    assert not away.exists()
    for screen in told:
        assert not set("\x1b\x07\x9b\u202e") & set(screen)
        assert max(map(cell_len, screen.splitlines())) <= width
    # The case, the question and its keys are on the screen together.
    for screen in (told[0], told[1], told[3], told[4]):
        assert len(screen.splitlines()) <= height
    assert "Which mode for case 1 (99.99 GBP)?" in " ".join(told[1].split()) and "k keep 99.99 GBP" in told[1]


def shown_last(text: str) -> str:
    """What stands on the screen since it was cleared."""
    return text.split("\x1b[2J\x1b[H")[-1].replace("\r\n", "\n")


@pytest.mark.parametrize("width", [42, 80])
def test_a_claim_that_facts_speak_for_is_hinted_at_with_a_command_that_works(
    shell: Shell, sit: Sit, width: int
) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok("order add 576000000000000101 --amount 20 --placed 2026-11-10T10:00")
    shell.ok(
        ["open", "refund", "--order", "576000000000000101", "--at", "2026-11-23T10:00", "--reason",
         "Package wasn't received"]
    )  # fmt: skip
    shown = sit("triage", width=width).screen()
    assert "claim     the parcel did not come: you may claim it" in " ".join(shown.split()).replace(
        "claim the parcel", "claim     the parcel"
    )
    command = re.search(r"aftersales (claim 1 --on carrier[ \\\n]+--because not-received)\n", shown)
    assert command is not None
    assert "claim" in shell.ok(re.sub(r"[\\\s]+", " ", command[1])).out
    assert "you may claim it" not in sit("triage", width=width).screen()  # it has been made


NEW = "23/11/2026 09:00:00"


@prepared
def monday(shell: Shell) -> None:
    """A folder with the exports of a Monday: 82 orders to send and five requests."""
    folder = shell.home / "exports"
    folder.mkdir()
    asked = [f"57600000000000010{n}" for n in range(5)]
    orders(
        folder / "orders.csv",
        *(order(number, status="Completed", created="10/11/2026 10:00:00") for number in asked),
        *(
            order(f"5760000000000{n:05}", status="To ship", substatus="Awaiting shipment", created=NEW, paid=NEW)
            for n in range(82)
        ),
    )
    kinds = ("Refund only", "Return and refund")
    rows = (
        request(f"40353123456789{n:05}", order=number, kind=kinds[n % 2], asked="23/11/2026 10:00:00")
        for n, number in enumerate(asked)
    )
    returns(folder / "returns.csv", *rows)
    shell.ok("init --shop uk-main --market GB --takes-returns yes")


def test_from_the_export_to_the_last_answer_in_three_commands(monday: Shell, typed: Typist, sit: Sit) -> None:
    code, shown = typed(f"import {monday.home / 'exports'} --as-of 8:50", [])
    assert code == 0, shown
    assert "5 to do" in monday.ok("due --format table").out.splitlines()[0]
    seat = sit("triage")
    first, keys = " ".join(seat.screen().split()), 0
    assert "5 cases need a decision. Only counted: 82 parcels; --all goes through them too." in first
    screen = first
    while "That was the last of 5 cases" not in screen:
        if ": return in" in screen:
            seat.asked("a", MODES)
            seat.sure("s")
            keys += 1
        else:
            seat.sure("a")
        screen = seat.press("y")
        keys += 2
    code, said = seat.leave()
    assert (code, "Decided (5)" in said, keys + 1 <= 16) == (0, True, True)
    rows = json.loads(monday.ok("due --json").out)
    assert not [row for row in rows if row["duty"] == "respond" and row["confirmed"]]
