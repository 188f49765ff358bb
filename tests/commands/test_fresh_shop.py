"""A shop just set up, at a real terminal: Enter, Esc, Ctrl-C and the end of input decide nothing at any question."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from commands.conftest import Typist
from importing.files import request, returns
from transcripts import Shell, prepared
from triage_terminal import MODES, SURE, Sit

ORDERS = [f"57600000000000010{n}" for n in range(2)]
KEYS = ["", "\x1b", "^C", "^D"]
ANY = "Press any key to continue."
PRESSED = {"": "\r", "\x1b": "\x1b", "^C": "\x03", "^D": "\x04"}


@prepared
def fresh(shell: Shell) -> None:
    """A lamp for 99 pounds that is to come back, and a refund; no figure is set."""
    shell.ok("init --shop uk-main --market GB")
    for order, kind in zip(ORDERS, ("return", "refund"), strict=True):
        shell.ok(["order", "add", order, "--amount", "99.00", "--placed", "2026-11-10T10:00", "--product", "Lamp"])
        shell.ok(["open", kind, "--order", order, "--at", "2026-11-23T10:00", "--reason", "Does not suit me"])


def written(shell: Shell) -> str:
    """Everything that is recorded."""
    return shell.ok("log --json").out


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("approve 1", []),
        ("approve 1", ["k"]),
        ("approve 1", ["s"]),
        ("approve 1", ["u"]),
        ("approve 1 2", ["k"]),
        ("approve 1 2 --mode keep", []),
        ("choose 1", []),
        ("choose 1", ["k"]),
        ("choose 1 --mode keep", []),
    ],
)
def test_no_key_that_leaves_decides_anything(
    fresh: Shell, typed: Typist, line: str, before: list[str], key: str
) -> None:
    log = written(fresh)
    if line == "approve 1 2 --mode keep":
        line = "choose 1 --mode keep"
    code, _ = typed(line, [*before, key])
    assert code == (130 if key in ("^C", "^D") else 0)
    assert written(fresh) == log


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("case", "keys", "question"),
    [
        (1, "a", MODES), (1, "a?", "> "), (1, "ak", SURE), (1, "as", SURE), (1, "j", "back):"), (1, "o", "back):"),
        (1, "c", "back):"), (1, "n", "back):"), (1, "z", "back):"), (1, "g", "back):"), (1, "/", "back):"),
        (1, "w", SURE), (1, "e", ANY), (1, "?", ANY), (2, "a", SURE), (2, "j", "back):"), (2, "o", "back):"),
        (2, "w", SURE), (2, "c", "back):"),
    ],
)  # fmt: skip
def test_no_key_that_leaves_decides_anything_in_triage(
    fresh: Shell, sit: Sit, case: int, keys: str, question: str, key: str
) -> None:
    log = written(fresh)
    seat = sit("triage --kind return" if case == 1 else "triage --kind refund")
    seat.screen()
    for pressed in keys[:-1]:
        seat.asked(pressed, MODES)
    seat.asked(keys[-1], question)
    if key == "^D":
        assert seat.leave(PRESSED[key])[0] == 0
    else:
        assert f"1 of 1  case {case}" in seat.press(PRESSED[key])
        seat.leave()
    assert written(fresh) == log


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("pressed", "line"), [("j", "worn"), ("o", "5"), ("c", "settled")])
def test_no_key_that_leaves_records_what_was_typed(fresh: Shell, sit: Sit, pressed: str, line: str, key: str) -> None:
    log = written(fresh)
    seat = sit("triage --kind refund")
    seat.screen()
    seat.asked(pressed, "back):")
    seat.sure(f"{line}\r")
    if key == "^D":
        assert seat.leave(PRESSED[key])[0] == 0
    else:
        assert "1 of 1  case 2" in seat.press(PRESSED[key])
    assert written(fresh) == log


@pytest.mark.parametrize("key", KEYS)
def test_no_key_that_leaves_makes_history(shell: Shell, typed: Typist, key: str) -> None:
    shell.ok("init --shop uk-main --market GB")
    late = request("4035312345678902222", asked="12/11/2026 10:00:00")
    path = returns(shell.home / "r.csv", request("4035312345678901111", asked="23/11/2026 10:00:00"), late)
    typed(f"import {path}", ["now", key])
    assert [row["band"] for row in json.loads(shell.ok("due --all --json").out)].count("overdue") == 1


@pytest.mark.parametrize(("width", "height"), [(80, 24), (42, 24), (42, 40)])
def test_every_screen_fits_and_breaks_no_command(fresh: Shell, sit: Sit, width: int, height: int) -> None:
    seat = sit(width=width, height=height)
    shown = seat.screen()
    page = seat.asked("a", MODES)
    assert "k keep" in page and "cheapest" in page
    for screen in (shown, seat.press("\x1b")):
        assert max(map(cell_len, screen.splitlines())) <= width
        commands = re.findall(r"aftersales [^\n]*", screen)
        assert all(len(command) <= width for command in commands)
        assert width < 80 or len(screen.splitlines()) < height
    if width == 80:
        assert "\n          aftersales config set shops.uk-main.takes_returns true  # or false\n" in shown
    else:
        assert "\n  aftersales config set \\\n    shops.uk-main.takes_returns true\n" in shown


@pytest.mark.parametrize(("width", "height"), [(80, 24), (42, 24)])
@pytest.mark.parametrize("line", ["choose 1", "approve 1"])
def test_the_comparison_and_its_question_fit_the_screen(
    fresh: Shell, sit: Sit, line: str, width: int, height: int
) -> None:
    seat = sit(line, width=width, height=height)
    seat.child.expect_exact(MODES)
    shown = seat.child.before.replace("\r\n", "\n")
    assert shown.startswith("Case 1: return of 99.00 GBP")
    assert shown.count("\n") + 2 <= height  # with the line of keys and that of the answer
    assert max(map(cell_len, shown.splitlines())) <= width
    flat = " ".join(shown.split())
    question = "Which mode for case 1 (99.00 GBP)? The cheapest mode is unknown: seller-address, local-service may cost"
    assert question in flat and "k keep 99.00 GBP s seller-address (cost not known)" in flat
    assert "aftersales config set" in flat
    assert ("aftersales choose 1 --format table | less" in flat) == (width == 80)


def test_what_is_only_unknown_is_never_called_the_cheapest(fresh: Shell, sit: Sit) -> None:
    shown = sit("triage --kind return").screen()
    assert "cheapest  unknown: seller-address, local-service may cost less" in shown
    fresh.ok("config set shops.uk-main.takes_returns false")
    fresh.ok("config set shops.uk-main.costs.service_fee 3.60")
    assert "cheapest  keep" in sit("triage --kind return").screen()


@pytest.mark.slow
def test_38_requests_in_three_shops_take_at_most_100_keys(shell: Shell, sit: Sit, home: Path) -> None:
    for shop, market in (("uk", "GB"), ("us", "US"), ("th", "TH")):
        shell.ok(f"init --shop {shop} --market {market} --takes-returns yes")
    for n in range(38):
        shop, kind = ("uk", "us", "th")[n % 3], "return" if n % 2 else "refund"
        order = f"5760000000000002{n:02}"
        shell.ok(["order", "add", order, "--shop", shop, "--amount", "25", "--placed", "2026-11-10T10:00"])
        shell.ok(["open", kind, "--order", order, "--at", "2026-11-23T10:00", "--reason", "Does not suit me"])
    seat = sit()
    shown, keys = seat.screen(), 0
    assert "Left: " in shown and "uk 13" in shown and "th 12" in shown
    while "That was the last of 38 cases" not in shown:
        comes_back = ": return in" in shown
        if comes_back:
            seat.asked("a", MODES)
        seat.sure("s" if comes_back else "a")
        shown = seat.press("y")
        keys += 3 if comes_back else 2
    assert seat.leave()[0] == 0
    assert keys + 1 <= 100


def test_a_parcel_without_a_date_is_given_one(shell: Shell, sit: Sit) -> None:
    shell.ok("init --shop uk-main --market GB")
    row = request(asked="20/11/2026 10:00:00", state="In process", tracking="EV1")
    shell.ok(["import", str(returns(shell.home / "r.csv", row)), "--as-of", "2026-11-24T08:40"])
    seat = sit("triage --all")
    shown = seat.screen()
    assert "nobody knows when it was sent" in shown and "s shipped" in shown
    told = seat.asked("s", "back):")
    assert "When was it sent" in told
    seat.asked("soon\r", "back):")
    shown = seat.answer("yesterday 15:00")
    assert "It is dated Mon 23 Nov 2026 15:00 GMT." in shown
    timeline = json.loads(shell.ok("show 1 --json").out)["timeline"]
    assert [e["at"] for e in timeline if e["event"] == "return.shipped"] == ["2026-11-23T15:00:00+00:00"]
