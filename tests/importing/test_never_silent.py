"""Nothing that was imported is out of sight: it needs nothing by a word that is known, or the list asks for it.

Files with words of many scripts, as no export was ever seen, among rows with known ones. For each row a line must stand
in the list of that day and of every later day, until a newer file makes the word known.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from importing.files import Answer, Cells, Seller, answer, asked, order, orders, request, returns

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = (0, 1, 2, 5, 30, 200)  # days
SCRIPTS = (
    "กขคงจฉชซ ฌญฎฐ", "ăâđêôơư xnth", "ãçéíõúà rst", "あいうえおカキク発送中", "ابتثجحخدذر ز", "😀🚚📦🎁 ", "абвгдежз",
    "qxzvkwj-_ /", "𠮷野家\u200f\u200d",
)  # fmt: skip
KNOWN_ORDERS = {
    "Unpaid": True, "To ship": False, "Awaiting shipment": False, "Awaiting collection": False, "In transit": False,
    "Delivered": True, "Completed": True, "Cancelled": True, "Canceled": True,
}  # fmt: skip
KNOWN_REQUESTS = {
    "To process": False, "In process": False, "Completed": True, "Cancelled": True, "Refund rejected": True,
}  # fmt: skip
KINDS = ("Return and refund", "Refund only", "Replacement", "Exchange")


def word(dice: random.Random) -> str:
    """A word in some script; sometimes none."""
    letters = dice.choice(SCRIPTS)
    return "".join(dice.choice(letters) for _ in range(dice.randrange(0, 12))).strip()


def day(dice: random.Random) -> str:
    return f"{dice.randrange(1, 24):02}/11/2026 {dice.randrange(24):02}:15:00"


def some_order(dice: random.Random, number: str) -> tuple[Cells, bool]:
    """A row of an orders export, and whether it asks for nothing."""
    state = dice.choice([*KNOWN_ORDERS, *(word(dice) for _ in range(12))])
    row = {"status": state, "substatus": dice.choice(("", word(dice))), "created": day(dice)}
    row["Normal or Pre-order"] = dice.choice(("Normal", "Pre-order", "", word(dice)))
    over = KNOWN_ORDERS.get(state, False)
    chance = dice.random()
    if chance < 0.1:
        row["delivered"], over = "24/11/2026 06:00:00", True
    elif chance < 0.2:
        row["Cancelled Time"], over = "24/11/2026 06:00:00", True
    elif chance < 0.3:
        row["Fulfillment Type"], over = "Fulfillment by TikTok Shop", True
    elif chance < 0.4:
        row["Fulfillment Type"] = word(dice)
    return order(number, **row), over


def some_request(dice: random.Random, ref: str) -> tuple[Cells, bool]:
    state = dice.choice([*KNOWN_REQUESTS, *(word(dice) for _ in range(8))])
    row = {
        "state": state,
        "kind": dice.choice((*KINDS, word(dice))),
        "asked": day(dice),
        "tracking": dice.choice(("", "RM1")),
    }
    return request(ref, **row), KNOWN_REQUESTS.get(state, False)


def some_answer(dice: random.Random, ref: str) -> Answer:
    """A request of an API answer with one word that is not known: a status, a kind, an action or one of a dispute."""
    what = dice.choice(("status", "kind", "action", "arbitration"))
    if what == "status":
        return asked(ref, status=word(dice) or "X")
    if what == "kind":
        return asked(ref, return_type=word(dice) or None)
    if what == "arbitration":
        return asked(ref, status="RETURN_OR_REFUND_REQUEST_REJECT", arbitration_status=word(dice) or "X")
    stamp = (f"SELLER_{word(dice)}", f"2026-11-{dice.randrange(10, 30)} 10:00")
    return asked(ref, status="AWAITING_BUYER_SHIP", stamp=stamp)


def on_list(seller: Seller, days: int, key: str) -> set[str]:
    now = (NOW + timedelta(days=days)).isoformat()
    return {line[key] for line in seller.due(now=now)}


def looks(seller: Seller) -> list[dict[str, Any]]:
    return [line for line in seller.due() if line["duty"] == "check"]


def numbers(count: int, first: int) -> list[str]:
    return [str(first + n) for n in range(count)]


@pytest.fixture
def store(seller: Seller) -> Seller:
    seller.shell.now = NOW.isoformat()
    return seller


@pytest.mark.parametrize("seed", range(2))
def test_every_order_asks_for_a_look_until_its_words_are_known(store: Seller, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    rows = {ref: some_order(dice, ref) for ref in numbers(120, 577012345678900000)}
    file = orders(tmp_path / "o.csv", *(row for row, _ in rows.values()))
    (said,) = store.take(file, "--as-of", "2026-11-24T08:00")
    assert said["rejected"] == 0
    asking = {ref for ref, (_, over) in rows.items() if not over}
    assert len(asking) > 40
    for days in LATER:
        assert asking <= on_list(store, days, "order"), days
    # Who has looked is asked again the next day.
    strange = {
        ref
        for ref in asking
        if not {rows[ref][0]["Order Status"], rows[ref][0]["Order Substatus"]} & KNOWN_ORDERS.keys()
    }
    assert strange <= {line["order"] for line in looks(store)}
    assert store.run("confirm", *sorted({str(line["case"]) for line in looks(store)})).code == 0
    assert strange <= {line["order"] for line in looks(store)}
    done = {ref: {**row, "Order Status": "Completed", "Order Substatus": ""} for ref, (row, _) in rows.items()}
    store.take(orders(tmp_path / "p.csv", *done.values()), "--as-of", "2026-11-24T09:00")
    assert not on_list(store, 1, "order")


@pytest.mark.parametrize("seed", range(2))
def test_every_request_asks_for_a_look_until_its_words_are_known(store: Seller, tmp_path: Path, seed: int) -> None:
    dice = random.Random(100 + seed)
    rows = {ref: some_request(dice, ref) for ref in numbers(100, 4035312345678900000)}
    (said,) = store.take(returns(tmp_path / "r.csv", *(row for row, _ in rows.values())), "--as-of", "2026-11-24T08:00")
    assert said["rejected"] == 0
    asking = {ref for ref, (_, over) in rows.items() if not over}
    assert len(asking) > 40
    for days in LATER:
        assert asking <= on_list(store, days, "ref"), days
    unknown = {line["case"] for line in store.due() if any(flag.startswith("unknown-") for flag in line["flags"])}
    strange = {line["ref"] for line in store.due() if line["case"] in unknown}
    assert store.run("confirm", *map(str, sorted(unknown))).code == 0
    assert strange <= on_list(store, 1, "ref")
    done = {ref: {**row, "Return Status": "Cancelled"} for ref, (row, _) in rows.items()}
    store.take(returns(tmp_path / "s.csv", *done.values()), "--as-of", "2026-11-24T09:00")
    assert not on_list(store, 1, "ref")


def test_every_word_of_an_answer_that_is_not_known_asks_for_a_look(store: Seller, tmp_path: Path) -> None:
    dice = random.Random(7)
    rows = {ref: some_answer(dice, ref) for ref in numbers(80, 4035312345678900000)}
    (said,) = store.take(answer(tmp_path / "a.json", *rows.values()), "--as-of", "2026-11-24T08:00")
    assert said["rejected"] == 0
    checks = [line for line in store.due() if line["duty"] == "check"]
    assert {line["ref"] for line in checks} == set(rows)
    for line in checks:
        assert [flag for flag in line["flags"] if flag.startswith("unknown-")], line
    # Looked at today: again tomorrow, but for a deadline of the platform's that is still to come: by then.
    assert store.run("confirm", *[str(line["case"]) for line in checks]).code == 0
    for line in (line for line in store.due() if line["duty"] == "check"):
        stamps = rows[line["ref"]].get("seller_next_action_response", [{"deadline": 0}])
        tomorrow = datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC)
        assert due(line) == max(tomorrow, datetime.fromtimestamp(stamps[0]["deadline"], UTC))
    for days in LATER:
        assert set(rows) == on_list(store, days, "ref"), days


def due(line: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(line["due"]).astimezone(UTC)


def test_what_is_not_known_is_no_all_clear(store: Seller, tmp_path: Path) -> None:
    """`--check` says 6: it can't be told. The import says what was not known, and that the list asks every day."""
    stray = order(status="ที่ต้องทำ", substatus="")
    said = store.run("import", orders(tmp_path / "o.csv", stray), "--as-of", "2026-11-24T08:00")
    assert said.code == 0
    sentence = "1 order has an unknown status, “ที่ต้องทำ”. Look in Seller Center; the list asks for it every day"
    assert sentence in said.err
    store.take(returns(tmp_path / "r.csv", request(state="Cancelled")), "--as-of", "2026-11-24T08:00")
    assert store.run("due", "--check").code == 6
    [line] = [line for line in json.loads(store.run("due", "--json").out) if line["duty"] == "check"]
    assert (line["kind"], line["due"], line["stake"]) == ("delivery", "2026-11-24T23:59:59+00:00", "look")


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_an_export_without_rows_says_so_and_is_fresh_where_its_time_is_known(
    store: Seller, tmp_path: Path, name: str
) -> None:
    file = returns(tmp_path / name)
    undated = store.run("import", file)
    assert undated.code == 0
    assert f"{file}: it holds no requests." in undated.err
    assert "nobody can say how fresh it is" in undated.err
    assert store.run("due", "--check").code == 6
    dated = store.run("import", file, "--as-of", "2026-11-24T08:00")
    assert dated.code == 0
    assert f"{file}: it holds no requests." in dated.err
    assert store.run("due", "--check").code == 0


def test_an_empty_file_is_refused(store: Seller, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(b"")
    assert "the file is empty" in store.refused(tmp_path / "r.csv")


def test_an_action_that_is_not_known_asks_by_its_deadline_and_every_day_after(store: Seller, tmp_path: Path) -> None:
    """The platform wants it by Thu 26 Nov 10:00. Looked at before, it stays until then; looked at on Fri 27 Nov at
    9:00, it is good until the end of Sat 28 Nov.
    """
    stamp = ("SELLER_UPLOAD_INVOICE", "2026-11-26 10:00")
    row = asked(status="AWAITING_BUYER_SHIP", stamp=stamp)
    store.take(answer(tmp_path / "a.json", row), "--as-of", "2026-11-24T08:00")

    def look() -> dict[str, Any]:
        return next(line for line in store.due() if line["duty"] == "check")

    assert (look()["due"], look()["source"], look()["stake"]) == ("2026-11-26T10:00:00+00:00", "stamped", "money")
    assert "unknown-action" in look()["flags"]
    assert store.run("confirm", "1").code == 0
    assert look()["due"] == "2026-11-26T10:00:00+00:00"
    late = "2026-11-27T09:00:00+00:00"
    assert store.run("due", "--check", now=late).code == 4
    assert store.run("confirm", "1", now=late).code == 0
    assert (look()["due"], look()["source"]) == ("2026-11-28T23:59:59+00:00", "computed")
