"""What Seller Center answers by its own automatic rules: in no list, explained, and back where it did not answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from transcripts import Shell, prepared

BASE = 576000000000000000
RULES = """
[[shops.uk-main.auto-rules]]
id = "small"
kind = "refund"
up-to = "10.00"

[[shops.uk-main.auto-rules]]
id = "unsent"
kind = "cancellation"
before-dispatch = true
"""
REQUESTS = {
    1: ("refund", "8.00", "delivered"),
    2: ("refund", "10.01", "delivered"),
    3: ("cancellation", "25.00", "awaiting-shipment"),
    4: ("cancellation", "25.00", "in-transit"),
}
# Two business days from Tuesday 8:00 are over on Thursday 26 November at 8:00: halfway is Wednesday at 8:00.
HALFWAY = "2026-11-25T08:00:00+00:00"


@prepared
def desk(shell: Shell) -> None:
    """Four requests of Tuesday 8:00, recorded by hand."""
    shell.ok("init --shop uk-main --market GB")
    for number, (kind, amount, status) in REQUESTS.items():
        shell.ok(f"order add {BASE + number} --amount {amount} --placed 2026-11-20T10:00 --status {status}")
        shell.ok(f"open {kind} --order {BASE + number} --at 2026-11-24T08:00")
    write(shell, RULES)


def write(shell: Shell, rules: str) -> None:
    config = shell.home / "config/aftersales/config.toml"
    before = config.read_text(encoding="utf-8").partition("\n[[shops.")[0]
    config.write_text(f"{before.rstrip()}\n{rules}", encoding="utf-8")


def waiting(shell: Shell) -> list[int]:
    """The requests whose answer is in the list."""
    lines = json.loads(shell.ok("due --all --duty respond --json").out)
    return sorted(int(line["order"]) - BASE for line in lines)


def answer(status: str, updated: int, number: int = 9) -> dict[str, Any]:
    """A refund of 8.00 GBP as the API shows it, asked for on Tuesday 24 November at 8:00."""
    asked = 1795507200
    return {
        "data": {
            "return_orders": [
                {
                    "return_id": f"40352270076146537{number:02}", "order_id": str(BASE + number),
                    "return_type": "REFUND", "return_status": status, "role": "BUYER",
                    "create_time": asked, "update_time": asked + updated,
                    "refund_amount": {"currency": "GBP", "refund_total": "8.00"},
                }
            ]
        }
    }  # fmt: skip


def imported(shell: Shell, status: str, as_of: str) -> None:
    path: Path = shell.home / "returns.json"
    path.write_text(json.dumps(answer(status, 60)), encoding="utf-8")
    shell.ok(["import", str(path), "--as-of", as_of])


def test_what_a_rule_answers_is_in_no_list_and_comes_back_halfway(desk: Shell) -> None:
    assert waiting(desk) == [2, 4]  # too much; dispatched already
    run = desk.ok("due --format table")
    assert "Seller Center answers 2 requests by your automatic rules (cases 1, 4)" in " ".join(run.out.split())
    assert "Seller Center answers 2 requests by your automatic rules" in desk.ok("due --json").err
    desk.now = HALFWAY
    assert waiting(desk) == [2, 4]
    desk.now = "2026-11-25T08:00:01+00:00"
    assert waiting(desk) == [1, 2, 3, 4]
    lines = {line["case"]: line for line in json.loads(desk.ok("due --all --duty respond --json").out)}
    assert lines[1]["due"] == "2026-11-26T08:00:00+00:00"  # the deadline is what it was
    assert "auto-rule" in lines[1]["flags"]
    assert "Seller Center answers" not in desk.ok("due --format table").out
    desk.ok("ledger check --deep")


def test_it_is_said_who_answers_and_from_when_it_is_the_sellers(desk: Shell) -> None:
    shown = json.loads(desk.ok("show 1 --json").out)
    assert shown["auto_rule"] == {
        "id": "small", "why": "8.00 GBP is up to 10.00", "back_at": HALFWAY, "seen_waiting": None,
    }  # fmt: skip
    said = (
        "Seller Center answers this by your automatic rule small (8.00 GBP is up to 10.00). If no data show that by "
        "Wed 25 Nov 2026 08:00 GMT, halfway to the deadline, it is yours: look in Seller Center"
    )
    assert said in " ".join(desk.ok("show 1 --format table").out.split())
    explained = " ".join(desk.ok("explain 1 --format table").out.split())
    assert explained.startswith("respond, unless Seller Center does due Thu 26 Nov 2026 08:00 GMT")
    assert said in explained
    assert json.loads(desk.ok("show 2 --json").out)["auto_rule"] is None
    assert json.loads(desk.ok("show 4 --json").out)["auto_rule"]["why"] == "the order is not dispatched"
    desk.now = "2026-11-25T09:00:00+00:00"
    late = "and no data showed that by Wed 25 Nov 2026 08:00 GMT: look in Seller Center"
    assert late in " ".join(desk.ok("show 1 --format table").out.split())
    assert late in " ".join(desk.ok("explain 1 --format table").out.split())


def test_data_that_show_it_waiting_bring_it_back(desk: Shell) -> None:
    imported(desk, "RETURN_OR_REFUND_REQUEST_PENDING", "2026-11-24T08:59:59")
    assert 9 not in waiting(desk)  # too early to say
    imported(desk, "RETURN_OR_REFUND_REQUEST_PENDING", "2026-11-24T09:00:00")
    assert 9 in waiting(desk)
    (line,) = [one for one in json.loads(desk.ok("due --all --json").out) if one["order"] == str(BASE + 9)]
    assert "auto-rule-missed" in line["flags"] and line["started_at"] == "2026-11-24T08:00:00+00:00"
    said = "should have answered it, but the data of Tue 24 Nov 2026 09:00 GMT still show it waiting"
    assert said in " ".join(desk.ok(f"show {line['case']} --format table").out.split())
    assert said in " ".join(desk.ok(f"explain {line['case']} --format table").out.split())
    desk.ok("ledger check --deep")


def test_an_answer_that_the_data_show_ends_it(desk: Shell) -> None:
    imported(desk, "RETURN_OR_REFUND_REQUEST_PENDING", "2026-11-24T08:20")
    imported(desk, "RETURN_OR_REFUND_REQUEST_SUCCESS", "2026-11-24T09:00")
    assert 9 not in waiting(desk)
    desk.now = "2026-11-26T09:00:00+00:00"
    assert 9 not in waiting(desk)


def test_what_was_refused_and_came_again_is_the_sellers(desk: Shell) -> None:
    desk.ok("reject 1 --reason 'no photo' --force --at 2026-11-24T08:20")
    desk.ok(f"open refund --order {BASE + 1} --at 2026-11-24T08:30")
    assert 1 in waiting(desk)


def test_a_rule_that_is_taken_out_gives_the_duty_back_at_once(desk: Shell) -> None:
    write(desk, "")
    assert waiting(desk) == [1, 2, 3, 4]
    write(desk, RULES.replace("10.00", "20.00"))
    assert waiting(desk) == [4]


def test_a_request_that_only_changes_hands_is_no_moved_deadline(desk: Shell) -> None:
    for rules, left in ((RULES, [2, 4]), ("", [1, 2, 3, 4]), (RULES, [2, 4])):
        write(desk, rules)
        assert "were recalculated. No deadline moved." in " ".join(desk.ok("due").err.split())
        assert waiting(desk) == left


def test_an_order_recorded_as_dispatched_is_not_left_to_the_rule(desk: Shell) -> None:
    order = BASE + 20
    desk.ok(f"order add {order} --amount 25 --placed 2026-11-23T10:00 --status awaiting-shipment")
    desk.ok("due")  # the order is followed
    desk.ok(f"open cancellation --order {order} --at 2026-11-24T08:00")
    assert 20 not in waiting(desk)
    desk.ok(f"order dispatched {order} --at 2026-11-24T07:30")
    assert 20 in waiting(desk)
    desk.ok("ledger check --deep")
    desk.ok("undo")
    assert 20 not in waiting(desk)
    desk.ok("ledger check --deep")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('kind = "refund"\nwithin = "2 days"', "within is '2 days'; write 1 to 24 hours"),
        ('kind = "refund"\nwithin = "0 hours"', "within is '0 hours'; write 1 to 24 hours"),
        ('kind = "refund"\nwithin = 3', "within is 3; write 1 to 24 hours"),
        ("", 'kind is missing; write what it approves, such as kind = "refund"'),
        ('kind = "delivery"', "kind is 'delivery'"),
        ('kind = "refund"\nbefore-dispatch = "yes"', "before-dispatch is 'yes'; it takes true or false"),
        ('kind = "refund"\nbelow = "ten"', "below is 'ten'; write an amount"),
        ('kind = "refund"\nbelow = "1"\nabove = "5"', "no refund is"),
        ('kind = "refund"\nfrom = 2026-05-01\nuntil = 2026-05-01', "until 2026-05-01 is not after from 2026-05-01"),
        ('kind = "refund"\nmode = "keep"', "unknown key 'mode'"),
        ('kind = "refund"\nbuyer = "flagged"', "unknown key 'buyer'"),
        ('kind = "refund"\ngroup = "broken"', "group is 'broken'"),
    ],
)
def test_mistakes_are_told_with_their_place(desk: Shell, rule: str, said: str) -> None:
    write(desk, f'\n[[shops.uk-main.auto-rules]]\nid = "x"\n{rule}\n')
    for command in ("config check", "due"):  # no list is made with a rule that is only half understood
        run = desk(command)
        assert run.code == 1
        assert f"[[shops.uk-main.auto-rules]] x {said}" in run.err


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ('\n[shops.uk-main.auto-rules]\nid = "x"\n', "[[shops.uk-main.auto-rules]] it is { id = 'x' }"),
        ('\n[[shops.uk-main.auto-rules]]\nkind = "refund"\n', "[[shops.uk-main.auto-rules]] number 1 id is missing"),
        (RULES + RULES, "[[shops.uk-main.auto-rules]] small this id appears twice"),
        (RULES.replace("auto-rules", "auto-rule"), "did you mean 'auto-rules'?"),
    ],
)
def test_tables_that_are_none(desk: Shell, rules: str, said: str) -> None:
    write(desk, rules)
    run = desk("config check")
    assert run.code == 1
    assert said in run.err
