"""Mode rules for refunds, cancellations and replacements: what they approve, and what they leave to the seller."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from transcripts import Shell, prepared

BASE = 576000000000000000
RULES = """
[[mode-rules]]
id = "small"
kind = "refund"
up-to = "10.00"
mode = "approve"
most-per-buyer = 1

[[mode-rules]]
id = "early"
kind = "cancellation"
mode = "approve"

[[mode-rules]]
id = "again"
kind = ["replacement", "reshipment"]
group = ["damaged", "not-received"]
mode = "approve"

[[mode-rules]]
id = "dear"
above = "100.00"
mode = "ask"
"""
DAMAGED, REMORSE = "Item is damaged", "No longer needed"
# kind, amount, reason, buyer, status of the order
REQUESTS = {
    1: ("refund", "8.00", DAMAGED, "ann", "delivered"),
    2: ("refund", "10.01", DAMAGED, "bea", "delivered"),
    3: ("cancellation", "25.00", REMORSE, "cas", "awaiting-shipment"),
    4: ("cancellation", "25.00", REMORSE, "dan", "in-transit"),
    5: ("replacement", "30.00", DAMAGED, "eve", "delivered"),
    6: ("replacement", "30.00", REMORSE, "fay", "delivered"),
    7: ("cancellation", "120.00", REMORSE, "gil", "awaiting-shipment"),
    8: ("refund", "9.00", DAMAGED, "ann", "delivered"),
}


@prepared
def desk(shell: Shell) -> None:
    """Eight requests of the morning, and the rules."""
    shell.ok("init --shop uk-main --market GB")
    for number, (kind, amount, reason, buyer, status) in REQUESTS.items():
        order = f"order add {BASE + number} --amount {amount} --placed 2026-11-20T10:00"
        shell.ok(f"{order} --buyer {buyer} --status {status}")
        shell.ok(f"open {kind} --order {BASE + number} --at 2026-11-24T08:00 --reason '{reason}'")
    write(shell, RULES)


def config(shell: Shell) -> Path:
    return shell.home / "config/aftersales/config.toml"


def write(shell: Shell, rules: str) -> None:
    """Put these mode rules in the place of those that are set."""
    before = config(shell).read_text(encoding="utf-8").partition("\n[[mode-rules]]")[0]
    config(shell).write_text(f"{before.rstrip()}\n{rules}", encoding="utf-8")


def by_rule(shell: Shell, *numbers: int, more: str = "") -> tuple[int, dict[int, str]]:
    """The exit code of `approve --by-rule`, and of each request "approved" or why it was left."""
    run = shell(f"approve {' '.join(str(BASE + number) for number in numbers)} --by-rule --json{more}")
    told: Any = json.loads(run.out)
    told = told if isinstance(told, list) else [told]
    return run.code, {
        number: "approved" if one["changed"] else ", ".join(one["warnings"])
        for number, one in zip(numbers, told, strict=True)
    }


def shown(shell: Shell, number: int) -> Any:
    return json.loads(shell.ok(f"show {BASE + number} --json").out)


def test_what_the_rules_approve_and_what_they_leave_with_the_reason(desk: Shell) -> None:
    assert by_rule(desk, *REQUESTS) == (
        5,
        {
            1: "approved",
            2: "no rule applies: small: 10.01 GBP is not up to 10.00; dear: 10.01 GBP is not above 100.00",
            3: "approved",
            4: 'early leaves it to you: the order is in transit, and the rule has no order = "in-transit"',
            5: "approved",
            6: "no rule applies: again: reason group change-of-mind, not damaged or not-received; "
            "dear: 30.00 GBP is not above 100.00",
            7: "dear leaves it to you: 120.00 GBP is above 100.00",
            8: "small leaves it to you: it has already decided 1 time in 90 days for this buyer",
        },
    )
    assert [shown(desk, number)["decision"] for number in REQUESTS] == [
        "approved", "pending", "approved", "pending", "approved", "pending", "pending", "pending",
    ]  # fmt: skip
    assert shown(desk, 1)["timeline"][-1]["data"]["rule"] == "small"
    desk.ok("undo")
    assert {shown(desk, number)["decision"] for number in REQUESTS} == {"pending"}


def test_it_is_said_by_which_rule(desk: Shell) -> None:
    told = " ".join(desk.ok(f"approve {BASE + 1} --by-rule --format table").out.split())
    assert "case 1: approved (by rule small), Tue 24 Nov 2026 09:00 GMT" in told
    assert "approved by rule small" in json.loads(desk.ok("log --limit 1 --json").out)[0]["summary"]
    assert "by rule small" in " ".join(desk.ok(f"show {BASE + 1} --format table").out.split())


@pytest.mark.parametrize(
    ("status", "decides"),
    [
        ("unpaid", True), ("on-hold", True), ("awaiting-shipment", True), ("partially-shipping", False),
        ("awaiting-collection", False), ("in-transit", False), ("delivered", False), ("completed", False),
    ],
)  # fmt: skip
def test_no_cancellation_of_a_parcel_that_may_be_on_its_way_is_approved_unsaid(
    desk: Shell, status: str, decides: bool
) -> None:
    desk.ok(f"order add {BASE + 9} --amount 25.00 --placed 2026-11-20T10:00 --status {status}")
    desk.ok(f"open cancellation --order {BASE + 9} --at 2026-11-24T08:00")
    assert (by_rule(desk, 9)[0] == 0) is decides
    write(desk, f'\n[[mode-rules]]\nid = "any"\nkind = "cancellation"\nmode = "approve"\norder = "{status}"\n')
    assert by_rule(desk, 9, more=" --dry-run")[1][9] == ("approved" if not decides else "it is approved already")


def test_a_dispatch_that_was_recorded_here_counts(desk: Shell) -> None:
    delivery = next(c["case"] for c in json.loads(desk.ok("cases --kind delivery --json").out) if c["order"][-1] == "3")
    desk.ok(f"order dispatched {delivery} --at 2026-11-24T08:30")
    assert by_rule(desk, 3)[1][3] == (
        'early leaves it to you: the order is awaiting collection, and the rule has no order = "awaiting-collection"'
    )


def test_an_order_that_nobody_knows_is_asked_about(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    write(shell, RULES)
    path = shell.home / "cancel.json"
    answer = {
        "data": {
            "cancellations": [
                {
                    "cancel_id": "4035227007614653700", "order_id": str(BASE + 1), "role": "BUYER",
                    "cancel_status": "CANCELLATION_REQUEST_PENDING", "cancel_type": "BUYER_CANCEL",
                    "create_time": 1795507200, "update_time": 1795507200,
                    "refund_amount": {"currency": "GBP", "refund_total": "8.00"},
                }
            ]
        }
    }  # fmt: skip
    path.write_text(json.dumps(answer), encoding="utf-8")
    shell.ok(["import", str(path)])
    assert by_rule(shell, 1)[1][1] == (
        "early leaves it to you: it is not known whether the order was dispatched, "
        'and the rule has no order = "unknown"'
    )
    write(shell, '\n[[mode-rules]]\nid = "any"\nkind = "cancellation"\nmode = "approve"\norder = "unknown"\n')
    assert by_rule(shell, 1) == (0, {1: "approved"})


def test_a_buyer_who_asks_often_is_looked_at_first(desk: Shell) -> None:
    write(desk, '\n[[mode-rules]]\nid = "all"\nkind = "refund"\nmode = "approve"\n')
    desk.ok(f"order add {BASE + 9} --amount 4.00 --placed 2026-11-20T10:00 --buyer ann --status delivered")
    desk.ok(f"open return --order {BASE + 9} --at 2026-11-22T08:00")
    assert by_rule(desk, 1)[1][1] == (
        "all leaves it to you: it says approve, but check this buyer first (repeat-buyer: 3 requests in 90 days)"
    )
    write(desk, '\n[[mode-rules]]\nid = "all"\nkind = "refund"\nbuyer = "flagged"\nmode = "approve"\n')
    assert by_rule(desk, 1)[0] == 0  # this rule said so


def test_a_refund_of_more_than_was_paid_is_never_approved_by_rule(desk: Shell) -> None:
    write(desk, '\n[[mode-rules]]\nid = "all"\nkind = "refund"\nmode = "approve"\n')
    other = desk.ok(f"open return --order {BASE + 2} --at 2026-11-22T08:00 --amount 6.00").out.strip()
    desk.ok(f"approve {other} --mode keep")
    desk.ok(f"refund {other}")
    run = desk("approve 2 --by-rule --json")
    assert run.code == 5
    assert json.loads(run.out)["warnings"] == [
        "all leaves it to you: it says approve, but 10.01 GBP is more than the buyer can get back: 10.01 GBP was paid, "
        "and 6.00 GBP of it was refunded before"
    ]


def test_a_rule_that_asks_is_for_every_kind_unless_it_names_some(desk: Shell) -> None:
    write(desk, RULES.replace('id = "dear"', 'id = "dear"\nkind = "refund"'))
    assert by_rule(desk, 7) == (0, {7: "approved"})


def test_return_rules_say_nothing_of_other_kinds(desk: Shell) -> None:
    write(desk, '\n[[mode-rules]]\nid = "cheap"\nbelow = "10.00"\nmode = "keep"\n')
    assert by_rule(desk, 1)[1][1] == "no rule applies: there is none for this kind, refund"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('kind = "refund"\nmode = "keep"', "mode keep is for returns; write approve or ask for refund"),
        (
            'mode = "approve"',
            "mode approve is not for returns, which need keep, seller-address, local-service",
        ),
        ('kind = ["return", "refund"]\nmode = "approve"', "mode approve is not for returns"),
        ('kind = "refund"\nmode = "reject"', "mode is 'reject'"),
        ('kind = "refnud"\nmode = "approve"', "kind is 'refnud'"),
        ('kind = "review"\nmode = "ask"', "kind is 'review'"),
        ('kind = "refund"\nmode = "approve"\norder = "shipped"', "order is 'shipped'"),
        ('kind = "refund"\nmode = "approve"\noffer = "5.00"', "offer is only for mode partial"),
        ('kind = 3\nmode = "approve"', "kind is 3"),
    ],
)
def test_mistakes_are_told_with_their_place(desk: Shell, rule: str, said: str) -> None:
    write(desk, f'\n[[mode-rules]]\nid = "x"\n{rule}\n')
    run = desk("config check")
    assert run.code == 1
    assert f"[[mode-rules]] x: {said}" in run.err
    assert desk(f"approve {BASE + 1} --by-rule").code == 1
    assert shown(desk, 1)["decision"] == "pending"


def test_conflicts_are_found_among_the_rules_of_a_kind(desk: Shell) -> None:
    assert desk("config check").code == 0
    write(desk, RULES + '\n[[mode-rules]]\nid = "b"\nkind = "refund"\nmode = "approve"\n')
    run = desk("config check")
    assert run.code == 1
    assert (
        "[[mode-rules]] small and b: a request (refund) of 10.00 GBP, ordered on 2026-11-24 in uk-main (GB), would be "
        "decided by both small (approve, 1 in 90 days for a buyer) and b (approve)"
    ) in run.err
    assert "the rules disagree" in by_rule(desk, 1)[1][1]


def test_the_rules_are_tried_on_past_requests(desk: Shell) -> None:
    desk.ok(f"approve {BASE + 1}")
    desk.ok(f"reject {BASE + 8} --reason 'no photo' --force")
    desk.ok(f"approve {BASE + 3}")
    write(desk, RULES.replace("most-per-buyer = 1\n", ""))
    rows = {row["order"][-1]: row for row in json.loads(desk.ok("choose --rules-test --json").out)}
    told = {
        number: (row["kind"], row["done"], row["verdict"], row["mode"], row["rule"], row["difference"])
        for number, row in rows.items()
    }
    assert told == {
        "1": ("refund", "approve", "decides", "approve", "small", {"amount": "0.00", "currency": "GBP"}),
        "8": ("refund", "reject", "decides", "approve", "small", {"amount": "9.00", "currency": "GBP"}),
        "3": ("cancellation", "approve", "decides", "approve", "early", None),
    }
    assert rows["3"]["missing"] == ["cancellation"]
    page = " ".join(desk.ok("choose --rules-test --format table").out.split())
    assert "What the mode rules would have decided on 3 past requests" in page
    assert "expected cost 8.00 GBP by your choices, 17.00 GBP by the rules: 9.00 GBP more" in page
