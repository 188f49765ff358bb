"""What the finer text of a returns export decides: withdrawn, refunded, or to be looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from importing.files import Seller, request, returns
from transcripts import Shell

CASES = Path(__file__).parent / "cases"


def axes(seller: Seller) -> tuple[str, str, bool]:
    """Decision, money, and whether the only case is open."""
    case = seller.case()
    return case["decision"], case["money"], case["open"]


def events(seller: Seller, case: int = 1) -> list[str]:
    return [event["event"] for event in seller.show(case)["timeline"]]


def test_completed_and_cancelled_is_withdrawn_and_the_refunded_one_beside_it_refunded(shell: Shell) -> None:
    shell.now = "2026-11-24T09:00:00-08:00"
    seller = Seller(shell, market="US")
    seller.take(CASES / "14-completed-cancelled.csv", "--as-of", "2026-11-24T08:00")
    withdrawn, refunded = seller.cases()
    assert (withdrawn["decision"], withdrawn["money"], withdrawn["open"]) == ("pending", "none", False)
    assert (refunded["decision"], refunded["money"], refunded["open"]) == ("approved", "refunded", False)
    assert events(seller) == ["request.opened", "request.withdrawn", "case.closed"]
    assert seller.due() == []


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("state", "fine", "refunded", "kind"),
    [
        ("Completed", "Request canceled", "", "Return and refund"),
        ("Completed", " request  CANCELLED ", "", "Refund only"),
        ("Completed", "Request canceled", "", "Replacement"),
        ("In process", "Request canceled", "", "Return and refund"),
        ("To process", "Request canceled", "", "Refund only"),
        # A refund time is filled in on rows that were never refunded; only "Completed" beside it makes it doubtful.
        ("Canceled", "Request canceled", "21/11/2026 10:00:00", "Refund only"),
    ],
)
def test_a_cancelled_request_is_withdrawn_whatever_the_coarser_status_says(
    shell: Shell, tmp_path: Path, suffix: str, state: str, fine: str, refunded: str, kind: str
) -> None:
    seller = Seller(shell)
    row = request(state=state, fine=fine, refunded=refunded, kind=kind)
    seller.take(returns(tmp_path / f"r.{suffix}", row), "--as-of", "2026-11-24T08:00")
    assert axes(seller) == ("pending", "none", False)
    assert seller.due() == []


@pytest.mark.parametrize(
    ("fine", "refunded"),
    [("Request canceled", "21/11/2026 10:00:00"), ("Closed by the platform", ""), ("ยกเลิกแล้ว", "")],
)
def test_what_a_completed_request_came_to_is_looked_up_where_it_is_not_known(
    shell: Shell, tmp_path: Path, fine: str, refunded: str
) -> None:
    seller = Seller(shell)
    row = request(state="Completed", fine=fine, refunded=refunded)
    seller.take(returns(tmp_path / "r.csv", row), "--as-of", "2026-11-24T08:00")
    assert seller.case()["money"] == "none"
    assert "check" in [line["duty"] for line in seller.due("--owner", "seller")]
    assert seller.show()["platform"]["status"] == f"Completed / {fine}"


@pytest.mark.parametrize(
    ("fine", "refunded"), [("", ""), ("Refund completed", ""), ("Paid out", "21/11/2026 10:00:00")]
)
def test_completed_is_refunded_where_nothing_speaks_against_it(
    shell: Shell, tmp_path: Path, fine: str, refunded: str
) -> None:
    seller = Seller(shell)
    row = request(state="Completed", fine=fine, refunded=refunded)
    seller.take(returns(tmp_path / "r.csv", row), "--as-of", "2026-11-24T08:00")
    assert axes(seller) == ("approved", "refunded", False)
