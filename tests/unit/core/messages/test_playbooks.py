"""Every draft may be sent where it is meant for, says nothing that is not known, and leaves out what is forbidden."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.core.messages.playbooks import DRAFT_MOST, DRAFTS, draft, parse_playbooks, playbook
from aftersales.core.messages.templates import LANGUAGES
from aftersales.core.messages.wording_check import check
from aftersales.core.vocabulary import CAUSES
from aftersales.errors import PolicyError, UsageError
from aftersales.policies import library
from aftersales.policies.find import markets
from tables import of_each

TABLE = library.playbooks()
RULES = library.wording()
FACTS = {
    "product": "LED desk lamp, dimmable, with a name that goes on and on and on and on, as they do",
    "order": "576461413038785123",
    "shop": "Northlight Home & Garden",
    "carrier": "Royal Mail",
    "tracking": "RM123456789GB",
    "again": "Friday 27 November",
}
KNOWN = ({}, dict.fromkeys(FACTS), dict.fromkeys(FACTS, "  "), FACTS, {"order": "1"}, {"product": "{shop} None [red]"})


@pytest.mark.slow
@of_each("what", DRAFTS)
@of_each("language", LANGUAGES)
def test_every_draft_may_be_sent_in_every_market(what: str, language: str) -> None:
    for market in ("GB", "US", "TH", "VN"):  # one for each set of rules
        for facts in KNOWN:
            written = draft(TABLE, what, market, language, facts)
            if facts in ({}, FACTS):  # what is filled in is not ours
                assert check(written.text, market, RULES) == []
            assert len(written.text) <= DRAFT_MOST
            assert "None" not in written.text.replace("{shop} None [red]", "")
            assert "{" not in written.text.replace("{shop} None [red]", "")
            assert "\n\n\n" not in written.text
            assert "  " not in written.text


def test_facts_are_filled_in_and_long_ones_cut() -> None:
    told = draft(TABLE, "stuck", "GB", "en", FACTS).text
    for fact in ("576461413038785123", "Royal Mail", "RM123456789GB", "by Friday 27 November", "Northlight"):
        assert fact in told
    assert "dimmable, with a name that goes on and on…" in draft(TABLE, "quality-contact", "GB", "en", FACTS).text
    bare = draft(TABLE, "stuck", "GB", "en", {}).text
    assert "The tracking of your order has shown no news" in bare
    assert bare.endswith("Kind regards")
    assert "您购买的商品" in draft(TABLE, "quality-contact", "GB", "zh", {}).text


@of_each("cause", ["quality", "logistics", "misunderstanding"])
@of_each("language", LANGUAGES)
def test_the_sentence_about_the_review_is_left_out_where_it_is_forbidden(cause: str, language: str) -> None:
    for market in markets():
        written = draft(TABLE, f"{cause}-solved", market, language, {})
        asks = TABLE.may_ask[language] in written.text
        assert asks == (market not in ("GB", "US"))
        assert bool(written.withheld) != asks
        assert playbook(TABLE, cause, market).withheld == written.withheld
    assert "rule ask-change" in draft(TABLE, f"{cause}-solved", "US", language, {}).withheld
    assert "seller-us 4451321470682882" in draft(TABLE, f"{cause}-solved", "US", language, {}).withheld
    assert "cifnews" in draft(TABLE, f"{cause}-solved", "GB", language, {}).withheld


def test_where_asking_is_forbidden_is_what_the_wording_rules_say() -> None:
    ask = next(rule for rule in RULES.rules if rule.id == "ask-change")
    assert set(TABLE.forbidden) == {market for market in markets() if ask.binds(market)}
    for market, (rule, source) in TABLE.forbidden.items():
        assert rule == ask.id
        found = ask.source(market)
        assert (source.text, source.dated, source.confidence) == (found.text, found.dated, found.confidence)


@of_each("cause", CAUSES)
def test_playbooks_are_numbered_and_name_the_commands(cause: str) -> None:
    plan = playbook(TABLE, cause, "GB", "12")
    assert [step.split(".")[0] for step in plan.steps] == [str(n + 1) for n in range(len(plan.steps))]
    told = "\n".join(plan.steps)
    for command in ("review contact 12", "review offer 12", "review resolve 12", "evidence add 12"):
        assert f"aftersales {command}" in told or (cause == "misunderstanding" and command.startswith("evidence"))
    assert "CASE" not in told
    assert any("一" <= c <= "鿿" for c in plan.title_zh)
    assert plan.source.text
    assert plan.source.dated
    assert ("review appeal 12" in told) == (cause == "malicious")


def test_what_is_not_there_is_refused_with_what_is() -> None:
    with pytest.raises(UsageError, match="it takes quality, logistics, misunderstanding, malicious"):
        playbook(TABLE, "weather", "GB")
    with pytest.raises(UsageError, match="drafts are quality-contact, quality-offer"):
        draft(TABLE, "late", "GB", "fr", {})


def test_mistakes_are_told_together() -> None:
    tables: dict[str, Any] = {
        "draft": {"late": {"en": "{mood}", "zh": ""}, "latest": {}},
        "words": {"order": {"en": ["x", "y"], "zh": "{order}"}},
        "forbidden": {"GB": {"rule": "r", "source": "s", "confidence": "high", "dated": "2025"}},
    }
    with pytest.raises(PolicyError) as failed:
        parse_playbooks("p.toml", tables)
    told = str(failed.value)
    for mistake in (
        "p.toml: playbook is missing",
        "p.toml: draft: unknown key 'latest'; did you mean 'late'?",
        "p.toml: draft late: en has {mood}, which has no text",
        "p.toml: draft late: zh is ''; it is a text",
        "p.toml: words order: en does not name {order}",
        "p.toml: words order: zh is '{order}'; write two texts",
        "p.toml: forbidden GB: dated is '2025'",
        "p.toml: may-ask is missing",
    ):
        assert mistake in told
