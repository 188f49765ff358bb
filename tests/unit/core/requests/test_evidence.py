"""What proof each step needs, what is missing of it, and how long a comment may be."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.core.requests.evidence import COMMENT_MOST, STEPS, comment, parse_evidence
from aftersales.core.requests.reasons import GROUPS
from aftersales.errors import PolicyError, UsageError
from aftersales.policies import library
from tables import of_each

TABLE = library.evidence()
GOODS = ("damaged", "defective", "wrong-item", "missing-parts", "not-as-described")


def wanted(step: str, group: str, *kept: str) -> list[str]:
    return [item.id for item in TABLE.missing(step, group, kept)]


@of_each("step", STEPS)
@of_each("group", GROUPS)
def test_every_step_and_group_has_a_list_with_sources(step: str, group: str) -> None:
    items = TABLE.checklist(step, group)
    assert items
    assert [i.mandatory for i in items] == sorted((i.mandatory for i in items), reverse=True)
    assert len({i.id for i in items}) == len(items)
    for item in items:
        assert item.text
        assert item.source.dated
        assert item.source_text().endswith(f"confidence {item.source.confidence}")
        if item.source.text == "the program's own list":
            assert item.source.confidence == "low"


def test_nothing_is_mandatory_to_refuse_a_change_of_mind_or_the_unknown() -> None:
    for group in ("change-of-mind", "other", "something new"):
        assert wanted("reject", group) == []


@of_each("group", GOODS)
def test_goods_need_photos_or_a_video(group: str) -> None:
    assert wanted("reject", group) == ["photos", "packing-video"]
    assert wanted("reject", group, "photos") == []
    assert wanted("reject", group, "packing-video") == []
    assert wanted("reject", group, "chat") == ["photos", "packing-video"]
    assert wanted("refuse", group, "unpacking-video") == []
    assert wanted("dispute", group, "photos", "chat") == []


def test_a_parcel_not_received_needs_proof_of_delivery() -> None:
    for step in ("reject", "dispute", "appeal"):
        assert wanted(step, "not-received", "tracking") == ["proof-of-delivery"]
        assert wanted(step, "not-received", "proof-of-delivery") == []


def test_counterfeit_needs_an_invoice_or_an_authorisation() -> None:
    for step in ("reject", "dispute", "appeal"):
        assert wanted(step, "counterfeit") == ["invoice", "authorisation"]
        assert wanted(step, "counterfeit", "invoice") == []
        assert wanted(step, "counterfeit", "authorisation") == []


def test_a_review_is_appealed_with_the_chat_or_photos() -> None:
    assert wanted("review-appeal", "other") == ["chat", "photos"]
    assert wanted("review-appeal", "other", "chat") == []


def test_a_step_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="it takes reject, refuse, dispute, appeal, review-appeal"):
        TABLE.checklist("refund", "late")


def test_a_comment_is_one_line_of_at_most_150_characters() -> None:
    assert COMMENT_MOST == 150
    assert comment("  used,\n\n see   photos ", "--reason") == "used, see photos"
    assert comment("字" * 150, "--reason") == "字" * 150
    assert comment("a" + " " * 200 + "b", "--reason") == "a b"
    with pytest.raises(UsageError) as failed:
        comment("x" * 163, "--reason")
    assert str(failed.value) == "--reason has 163 characters; the platform takes 150. Shorten it by 13."
    with pytest.raises(UsageError, match="--comment is empty"):
        comment(" \n", "--comment")


def test_mistakes_are_told_together() -> None:
    need: dict[str, Any] = {"item": "photo", "mandatory": "yes", "any-of": "x"}
    table = {"step": "rejects", "groups": ["late", "later"], "needs": [need], "source": "s"}
    with pytest.raises(PolicyError) as failed:
        parse_evidence("e.toml", {"items": {"photos": "Photos"}, "list": [table], "lists": 1})
    told = str(failed.value)
    for mistake in (
        "e.toml: unknown key 'lists'; did you mean 'list'?",
        "step is 'rejects'; did you mean 'reject'?",
        "item is 'photo'; did you mean 'photos'?",
        "it takes true or false",
        "any-of of photos has no effect",
        "confidence is missing",
        "groups is 'later'; did you mean 'late'?",
        "e.toml: appeal: no list for change-of-mind",
    ):
        assert mistake in told
