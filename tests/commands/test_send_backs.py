"""Refused goods that go back to the buyer: called for, sent, and the postage reimbursed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from transcripts import Shell, prepared

ORDER = "577018131857623958"


@prepared
def refused(shell: Shell) -> None:
    """A shop in Viet Nam with a return whose goods were refused on Tue 3 Nov 2026."""
    shell.now = "2026-11-05T11:00:00+07:00"
    shell.ok("init --shop hanoi --market VN")
    _refused(shell)


def _refused(shell: Shell) -> None:
    shell.ok(f"order add {ORDER} --amount 900000 --placed 2026-10-10T10:00 --delivered 2026-10-20T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-10-26T10:00")
    shell.ok("approve 1 --mode seller-address --at 2026-10-26T12:00")
    shell.ok("shipped 1 --tracking VN0123456789 --at 2026-10-28T10:00")
    shell.ok("delivered 1 --at 2026-11-02T10:00")
    shell.ok("refused 1 --reason worn --force --at 2026-11-03T10:00")


def shown(shell: Shell) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(shell.ok("show 1 --json").out)
    return {key: value[key] for key in ("send_back", "recovery", "possible", "open")}


def due(shell: Shell) -> list[tuple[str, str, str, str]]:
    lines = json.loads(shell.ok("due --all --json").out)
    return [(line["duty"], line["due"], line["stake"], line["next"]) for line in lines]


def sums(shell: Shell) -> list[list[dict[str, str]]]:
    (row,) = json.loads(shell.ok("status --json").out)
    return [row[name] for name in ("recovered", "recovery_lost", "recovery_pending")]


POSTAGE = {"amount": "35000", "currency": "VND"}


def test_the_whole_course(refused: Shell) -> None:
    shell = refused
    assert due(shell) == []
    page = " ".join(shell.ok("show 1 --format table").out.split())
    assert "when customer service calls, the goods go back within 3 business days" in page
    assert "aftersales send-back called 1" in page
    shell.ok("send-back called 1 --at 2026-11-05T10:00")
    # Thu 5 Nov 10:00: Fri 6 is 1, Sat 7 2 (it may be closed), Sun 8 closed, Mon 9 3.
    assert due(shell) == [("send-back", "2026-11-09T10:00:00+07:00", "standing", "aftersales send-back sent 1")]
    explained = shell.ok("explain 1 --format table").out
    assert "4041059496167184" in explained and "may be closed" in explained
    shell.now = "2026-11-07T09:00:00+07:00"
    run = shell.ok("send-back sent 1 --tracking VN0123456790 --postage 35000 --format table")
    assert "goods sent back to the buyer for 35000 VND" in " ".join(run.out.split())
    assert "give customer service the tracking number and the receipt" in run.err
    assert due(shell) == [
        ("reclaim-postage", "2026-11-14T09:00:00+07:00", "house", "aftersales send-back reimbursed 1")
    ]
    assert sums(shell) == [[], [], [POSTAGE]]
    assert "still open 35000 VND" in shell.ok("show 1 --format table").out
    assert "Tracking" not in run.err and json.loads(shell.ok("show 1 --json").out)["tracking"] == "VN0123456789"
    shell.ok("send-back reimbursed 1")
    assert due(shell) == []
    assert sums(shell) == [[POSTAGE], [], []]
    assert shown(shell)["send_back"] == "reimbursed"


def test_each_step_can_be_undone(refused: Shell) -> None:
    stood = [shown(refused)]
    lines = ["send-back called 1", "send-back sent 1 --tracking X1 --postage 35000", "send-back reimbursed 1"]
    for line in lines:
        refused.ok(line)
        stood.append(shown(refused))
    for before in reversed(stood[:-1]):
        refused.ok("undo")
        assert shown(refused) == before
    refused.ok("ledger check")


def test_a_closed_case_takes_the_call_and_what_follows(refused: Shell) -> None:
    refused.ok("close 1 --reason over --at 2026-11-04T10:00")
    refused.ok("send-back called 1 --at 2026-11-05T10:00")
    assert [duty for duty, *_ in due(refused)] == ["send-back"]
    refused.ok("send-back sent 1 --postage 35000")
    assert [duty for duty, *_ in due(refused)] == ["reclaim-postage"]
    refused.ok("send-back dropped 1 --reason 'No receipt'")
    assert due(refused) == []
    assert sums(refused) == [[], [POSTAGE], []]
    assert not shown(refused)["open"]


@pytest.mark.parametrize(
    ("before", "line", "code", "sentence"),
    [
        ((), "send-back called 1 --at 2026-11-02T12:00", 1, "it follows “return refused”"),
        ((), "send-back sent 1 --at 2026-11-02T12:00", 1, "it follows “return refused”"),
        ((), "send-back reimbursed 1", 1, "no postage waits to be reimbursed"),
        ((), "send-back dropped 1", 1, "no goods are to go back"),
        (("undo",), "send-back called 1", 1, "no returned goods were refused; `refused` records that first"),
        (("undo",), "send-back sent 1", 1, "no returned goods were refused"),
        (("send-back called 1",), "send-back called 1", 1, "customer service has called already"),
        (("send-back called 1",), "send-back sent 1 --at 2026-11-05T09:00", 1, "it follows"),
        (("send-back sent 1 --postage 5",), "send-back sent 1", 1, "the goods have gone back to the buyer already"),
        ((), "send-back sent 1 --postage -5", 2, "--postage '-5' is invalid"),
        ((), "send-back sent 1 --postage 0", 2, "--postage '0' is invalid"),
        ((), "send-back sent 1 --postage 5.50", 2, "at most 0 decimals (VND)"),
        ((), ["send-back", "sent", "1", "--postage", "5 GBP"], 2, "is in GBP, and the amount is in VND here"),
        ((), ["send-back", "sent", "1", "--tracking", " "], 2, "--tracking is empty"),
        (("send-back sent 1 --postage 35000",), "send-back reimbursed 1 --amount 35001", 1,
         "35001 VND is more than the 35000 VND that you paid"),
        (("send-back sent 1",), "send-back reimbursed 1", 1, "say with --amount how much came"),
        (("send-back sent 1 --postage 35000", "send-back reimbursed 1"), "send-back reimbursed 1", 1,
         "the postage is reimbursed already"),
        ((), "send-back called 99", 1, "99"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    refused: Shell, before: tuple[str, ...], line: Any, code: int, sentence: str
) -> None:
    for step in before:
        refused.ok(step)
    stood = shown(refused)
    run = refused(line)
    assert (run.code, run.out) == (code, "")
    assert sentence in " ".join(run.err.split())
    assert shown(refused) == stood


def test_less_and_more_than_the_postage(refused: Shell) -> None:
    refused.ok("send-back sent 1 --postage 35000")
    run = refused.ok("send-back reimbursed 1 --amount 30000")
    assert "30000 VND is less than the 35000 VND that you paid" in run.err
    assert sums(refused) == [[{"amount": "30000", "currency": "VND"}], [{"amount": "5000", "currency": "VND"}], []]
    refused.ok("undo")
    refused.ok("send-back reimbursed 1 --amount 36000 --force")
    assert sums(refused) == [[{"amount": "36000", "currency": "VND"}], [], []]


def test_without_the_postage_nothing_is_followed(refused: Shell) -> None:
    assert "give it with --postage" in refused.ok("send-back sent 1 --tracking VN1").err
    assert due(refused) == []
    assert sums(refused) == [[], [], []]


def test_elsewhere_it_is_recorded_without_a_clock(shell: Shell) -> None:
    shell.now = "2026-11-05T11:00:00+07:00"
    shell.ok("init --shop bangkok --market TH")
    _refused(shell)
    assert "when customer service calls" not in shell.ok("show 1 --format table").out
    run = shell.ok("send-back called 1")
    assert "no rule of TH says until when the goods must go back" in " ".join(run.err.split())
    assert due(shell) == []
    shell.ok("send-back sent 1 --postage 35")
    assert due(shell) == [] and sums(shell) == [[], [], []]
    shell.ok("send-back reimbursed 1")
    assert sums(shell)[0] == [{"amount": "35.00", "currency": "THB"}]
