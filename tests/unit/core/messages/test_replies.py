"""Every message about a request may be sent, is whole in both languages, and claims nothing that is not known."""

from __future__ import annotations

import itertools
import re

import pytest

from aftersales.core.messages import replies
from aftersales.core.messages.replies import GROUNDS, NEEDED, REPLIES, REPLY_SUBJECTS, SHOWN, Reply, RequestState
from aftersales.core.messages.templates import LANGUAGES
from aftersales.core.messages.wording_check import check
from aftersales.core.requests.reasons import GROUPS
from aftersales.core.vocabulary import KINDS, REQUEST_KINDS
from aftersales.errors import PolicyError
from aftersales.policies import library
from tables import of_each

TABLE, RULES = library.replies(), library.wording()
FACTS: dict[str, str | None] = {
    "product": "LED desk lamp, dimmable",
    "order": "576461413038785123",
    "tracking": "RM123456789GB",
    "amount": "£13.98",
    "refund": "£13.98",
    "address": "Northlight Returns\n1 Dock Road\nLeeds LS10 1JJ",
    "reason": "The seal was broken",
    "dispute": "yes",
    **dict.fromkeys(("shipback", "accept", "answer", "before", "check"), "Monday 30 November, 09:05 GMT"),
}
HOSTILE = "{amount} [REASON] None \x1b[2J‮{ground}\n\nBoo"
KNOWN: tuple[dict[str, str | None], ...] = (
    {}, dict.fromkeys(FACTS), dict.fromkeys(FACTS, "  "), FACTS, {**FACTS, "product": HOSTILE}, {"product": HOSTILE},
)  # fmt: skip
CHOSEN = [
    *(Reply("reject", ground) for ground in GROUNDS), *(Reply(name) for name in REPLIES if name != "reject"),
]  # fmt: skip
LONGEST = 900


@pytest.mark.slow
@of_each("chosen", CHOSEN)
@of_each("language", LANGUAGES)
def test_every_message_may_be_sent_in_every_market(chosen: Reply, language: str) -> None:
    groups = SHOWN if chosen.name == "photos" else ("other",)
    for group, facts in itertools.product(groups, (FACTS, {})):
        written = replies.draft(TABLE, chosen, group, language, facts)
        for market in ("GB", "US", "TH", "VN"):  # one for each set of rules
            assert check(written.text, market, RULES) == []
    for group, facts in itertools.product(groups, KNOWN):
        written = replies.draft(TABLE, chosen, group, language, facts)
        bare = written.text.replace("{amount} [REASON] None [2J {ground} Boo", "X")
        assert len(written.text) <= LONGEST
        assert not re.search(r"[{}\x1b‮]|None|  |\n\n\n", bare)
        assert not re.search(r"\s[.,!。，]", bare)


@of_each("chosen", CHOSEN)
def test_both_languages_tell_the_same_facts(chosen: Reply) -> None:
    texts = {language: replies.draft(TABLE, chosen, "other", language, FACTS).text for language in LANGUAGES}
    for fact in ("576461413038785123", "RM123456789GB", "£13.98", "1 Dock Road", "The seal was broken", "09:05"):
        found = [fact.replace("09:05", "09:05") in text for text in texts.values()]
        assert found[0] == found[1], (fact, texts)
    assert "LED desk lamp" in texts["en"]
    assert "LED desk lamp" in texts["zh"]
    assert not re.search("[一-鿿]", texts["en"])
    assert texts["en"].startswith("Hello,\n\n")
    assert texts["zh"].startswith("您好！\n\n")


def test_what_is_not_known_is_marked_and_named() -> None:
    written = replies.draft(TABLE, Reply("approve-seller-address"), "other", "en", {})
    assert written.unfilled == ("[RETURN ADDRESS]", "[AMOUNT]")
    for mark in written.unfilled:
        assert mark in written.text
    assert replies.draft(TABLE, Reply("reject", "other"), "other", "zh", {}).unfilled == ("【理由】",)
    assert replies.draft(TABLE, Reply("approve-seller-address"), "other", "en", FACTS).unfilled == ()
    assert "1 Dock Road\nLeeds" in replies.draft(TABLE, Reply("approve-seller-address"), "other", "en", FACTS).text


def test_the_way_to_the_platform_is_named_only_where_the_rules_have_it() -> None:
    without = {**FACTS, "dispute": None}
    for chosen in (Reply("reject", "used"), Reply("refuse")):
        assert "ask TikTok Shop" in replies.draft(TABLE, chosen, "other", "en", FACTS).text
        assert "TikTok" not in replies.draft(TABLE, chosen, "other", "en", without).text
        assert "平台" not in replies.draft(TABLE, chosen, "other", "zh", without).text


def test_kinds_have_the_subjects_that_can_come_to_them() -> None:
    for kind in REQUEST_KINDS:
        assert set(replies.subjects(kind)) <= set(REPLY_SUBJECTS)
        assert {"approve", "reject"} <= set(replies.subjects(kind))
    assert "offer" not in replies.subjects("cancellation")
    assert "refunded" not in replies.subjects("replacement")
    assert replies.subjects("review") == ()


def state(kind: str = "return", **more: str) -> RequestState:
    usual = {"decision": "pending", "parcel": "none", "money": "none", "mode": "undecided", "group": "other"}
    return RequestState(kind, **{**usual, **more})  # type: ignore[arg-type]


@of_each(
    "standing, subject",
    [
        (state(), "acknowledge"),
        (state(group="damaged"), "photos"),
        (state("refund", group="not-received"), "trace"),
        (state("return", group="not-received"), "acknowledge"),
        (state("cancellation", group="not-received"), "acknowledge"),
        (state(decision="approved", parcel="awaited"), "approve"),
        (state(decision="approved", parcel="shipped"), "checking"),
        (state(decision="approved", parcel="delivered"), "checking"),
        (state(decision="approved", parcel="received", money="owed"), "accepted"),
        (state(decision="approved", parcel="refused"), "refuse"),
        (state(decision="approved", parcel="lost"), "trace"),
        (state(decision="approved", money="refunded"), "refunded"),
        (state(decision="rejected"), "reject"),
        (state(decision="offered"), "offer"),
        (state("replacement", decision="approved")._replace(sent=True), "sent"),
        (state()._replace(ended=True), None),
        (state(decision="approved", money="refunded")._replace(ended=True), "refunded"),
    ],
)
def test_the_subject_that_fits_is_proposed(standing: RequestState, subject: str | None) -> None:
    assert replies.proposed(standing) == subject


@of_each("group", GROUPS)
@of_each("kind", REQUEST_KINDS)
def test_what_is_not_decided_is_neither_approved_nor_rejected_by_a_proposal(kind: str, group: str) -> None:
    proposed = replies.proposed(state(kind, group=group))
    assert proposed in {"acknowledge", "photos", "trace"} & set(replies.subjects(kind))


def test_every_subject_of_every_state_has_its_text() -> None:
    axes = itertools.product(
        REQUEST_KINDS, ("pending", "approved"), ("none", "awaited", "shipped", "delivered"),
        ("keep", "seller-address", "local-service", "partial", "undecided"),
    )  # fmt: skip
    named = set()
    for kind, decision, parcel, mode in axes:
        standing = state(kind, decision=decision, parcel=parcel, mode=mode)
        named |= {replies.reply(subject, standing, mode, "other").name for subject in replies.subjects(kind)}
    assert named == set(REPLIES)
    assert not any(replies.subjects(kind) for kind in KINDS if kind not in REQUEST_KINDS)


def test_an_undecided_return_is_told_to_wait_until_the_platform_has_approved_it() -> None:
    assert replies.reply("approve", state(), "undecided", "other").name == "approve-undecided"
    assert replies.reply("approve", state(decision="approved"), "undecided", "other").name == "approve-return"
    assert replies.places(TABLE, Reply("approve-undecided")).isdisjoint({"shipback", *NEEDED})


def test_mistakes_are_told_together() -> None:
    with pytest.raises(PolicyError) as failed:
        replies.parse_replies(
            "r.toml", {"reply": {"offer": {"en": "{mood}", "zh": "{amount}"}}, "ground": {"late": {}}}
        )
    told = str(failed.value)
    for mistake in (
        "r.toml: words is missing",
        "r.toml: needed is missing",
        "r.toml: ground: unknown key 'late'",
        "r.toml: reply offer: en has {mood}, which has no text",
        "r.toml: reply: sent is missing",
    ):
        assert mistake in told
    assert "zh has {amount}" not in told
