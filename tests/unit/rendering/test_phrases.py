"""Outcomes, states and flags in words."""

from __future__ import annotations

from aftersales.rendering import phrases
from tables import of_each
from unit.rendering.build import stored_case


def test_a_state_leaves_out_what_has_not_begun() -> None:
    shipped = stored_case(4)
    assert phrases.state_text(shipped, settled=False) == "approved, parcel shipped, money owed"
    pending = shipped._replace(decision="pending", parcel="none", money="none")
    assert phrases.state_text(pending, settled=False) == "pending"
    assert phrases.state_text(pending._replace(attempt=2), settled=True) == "closed, pending, attempt 2"
    back = pending._replace(kind="returned-to-sender", parcel="shipped")
    assert phrases.state_text(back, settled=False) == "parcel shipped"
    assert phrases.state_text(back._replace(parcel="none"), settled=False) == "open"


@of_each(
    "name, own, short",
    [
        ("tiktok.toml", False, "tiktok.toml"),
        ("house/standard.toml", False, "house/standard.toml"),
        ("/home/li/policies/tiktok-gb.toml", True, "your tiktok-gb.toml"),
        ("C:\\Users\\li\\policies\\tiktok-gb.toml", True, "your tiktok-gb.toml"),
    ],
)
def test_policy_files_of_ones_own_are_told_from_ours(name: str, own: bool, short: str) -> None:
    assert phrases.own_file(name) is own
    assert phrases.short_file(name) == short


def test_why_a_case_has_no_clock() -> None:
    case = stored_case(4)
    assert phrases.no_clock(case) == "no time limit is known for its next step."
    assert phrases.no_clock(case._replace(settled=True)) == "it is settled."
    rejected = case._replace(decision="rejected", settled=True)
    assert phrases.no_clock(rejected) == "it is rejected, and the buyer has not asked again."
    assert phrases.no_clock(rejected._replace(closed=True)) == "it is closed."


def test_only_the_seller_can_do_something_about_his_own_duty() -> None:
    assert phrases.unless("seller") == "if you do nothing"
    assert phrases.unless("buyer") == phrases.unless("platform") == "if nothing changes"
