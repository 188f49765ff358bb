"""The worked deadlines of the United Kingdom, from the command that records to the list and the explanation.

Each expectation was worked out by hand with a calendar; none comes from the program.
"""

from __future__ import annotations

import json

import pytest

from transcripts import Shell

ORDER = "576461413038785752"

# kind, order amount, opened (local), due (ISO with London's offset)
REQUESTS = [
    ("return", "49.99", "2026-11-20T16:02", "2026-11-24T16:02:00+00:00"),
    ("return", "100.00", "2026-11-20T16:02", "2026-11-26T16:02:00+00:00"),
    ("refund", "20.00", "2026-12-24T10:00", "2026-12-30T10:00:00+00:00"),  # the 25th and 28th are bank holidays
    ("refund", "99.99", "2026-05-02T09:30", "2026-05-06T09:30:00+01:00"),  # 4 May is a bank holiday
    ("refund", "150.00", "2026-03-31T23:30", "2026-04-02T23:30:00+01:00"),  # the old single rule
    ("return", "30.00", "2026-03-27T10:00", "2026-03-31T10:00:00+01:00"),  # across the change to summer time
    ("replacement", "25.00", "2026-10-24T12:00", "2026-10-25T11:00:00+00:00"),  # 24 hours elapsed
    ("cancellation", "25.00", "2026-10-24T12:00", "2026-10-26T11:00:00+00:00"),  # 48 hours elapsed
    # Good Friday 3 and Easter Monday 6 April: Tue 7 is the first, Wed 8 the second business day.
    ("refund", "99.99", "2026-04-02T12:00", "2026-04-08T12:00:00+01:00"),
    # 31 Dec is Thursday; Fri 1 Jan is closed; Mon 4, Tue 5, Wed 6, Thu 7.
    ("return", "250.00", "2026-12-31T23:59:59", "2027-01-07T23:59:59+00:00"),
]


@pytest.mark.parametrize(("kind", "amount", "opened", "due"), REQUESTS)
def test_a_request_is_due_as_worked_out(shell: Shell, kind: str, amount: str, opened: str, due: str) -> None:
    shell.now = "2027-06-01T09:00:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount {amount} --placed 2026-01-02T10:00")
    assert shell.ok(f"open {kind} --order {ORDER} --at {opened}").out == "1\n"
    (line,) = json.loads(shell.ok("due --all --json").out)
    assert (line["duty"], line["due"], line["outcome"]) == ("respond", due, "auto-approved")
    (clock,) = json.loads(shell.ok("explain 1 --json").out)
    assert (clock["due"], clock["computed_due"], clock["drift_seconds"]) == (due, due, None)
    assert clock["source_text"]
    assert clock["source_date"]
    assert clock["confidence"] in ("high", "medium")


def test_eight_days_of_silence_one_extension_and_the_refund_that_follows(shell: Shell) -> None:
    def listed(now: str) -> list[tuple[str, str]]:
        return [(a["duty"], a["due"]) for a in json.loads(shell.ok("due --all --json", now=now).out)]

    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-01-02T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-10-20T10:00")
    shell.ok("approve 1 --mode seller-address --at 2026-10-21T09:00")
    shell.ok("shipped 1 --tracking RM123456785GB --at 2026-10-21T18:00")
    before = "2026-10-22T09:00:00+00:00"
    assert listed(before) == [("confirm-receipt", "2026-10-29T18:00:00+00:00")]  # 18:00 on the wall clock, now GMT
    late = shell("extend 1 --at 2026-10-29T18:00:01")
    assert late.code == 1
    assert "its deadline passed on Thu 29 Oct 2026 18:00 GMT" in late.err
    shell.ok("extend 1 --at 2026-10-29T18:00:00")
    assert listed(before) == [("confirm-receipt", "2026-11-02T18:00:00+00:00")]
    assert shell("extend 1 --at 2026-10-30T09:00").code == 1  # once
    # Not a second before the end of the eight days and four is the parcel deemed delivered; then 48 hours run.
    assert listed("2026-11-02T18:00:00+00:00") == [("confirm-receipt", "2026-11-02T18:00:00+00:00")]
    assert listed("2026-11-02T18:00:01+00:00") == [("refund", "2026-11-04T18:00:00+00:00")]
