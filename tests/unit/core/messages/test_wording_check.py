"""What may not be written to a buyer about a review is refused however it is disguised; honest service is not."""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.messages.normalise import fold
from aftersales.core.messages.wording_check import WordingRules, check, parse_wording
from aftersales.errors import PolicyError
from aftersales.policies import library
from tables import of_each
from unit.core.messages.samples import (
    ASK,
    ASKED_POLITELY,
    DEMAND,
    DEMANDED,
    FREE_TO_CHOOSE,
    HONEST,
    LETTERS,
    PAID,
    PAY,
    PRESS,
    PRESSED,
    STEER,
    STEERED,
)

RULES = library.wording()
EVERYWHERE = ("GB", "US", "TH", "VN")  # one market for each set of rules and sources
FORBIDDEN = [(m, ASK) for m in (*ASKED_POLITELY, *DEMANDED)] + [(m, PRESS) for m in PRESSED] + [(m, PAY) for m in PAID]


def broken(message: str, market: str) -> set[str]:
    return {finding.rule for finding in check(message, market, RULES)}


def test_the_corpora_are_large_and_in_both_languages() -> None:
    for corpus in ([m for m, _ in FORBIDDEN], HONEST):
        chinese = [m for m in corpus if any("一" <= c <= "鿿" for c in m)]
        assert len(chinese) >= 30
        assert len(corpus) - len(chinese) >= 60
        assert len(set(corpus)) == len(corpus)


@pytest.mark.slow
@of_each("message", (*ASKED_POLITELY, *DEMANDED))
def test_asking_is_refused_in_gb_and_us(message: str) -> None:
    assert ASK in broken(message, "GB")
    assert ASK in broken(message, "US")


@of_each("message", (*ASKED_POLITELY, *FREE_TO_CHOOSE))
def test_a_polite_ask_is_allowed_elsewhere(message: str) -> None:
    assert broken(message, "TH") == set()


@of_each("message", FREE_TO_CHOOSE)
def test_an_invitation_is_an_ask_where_that_is_forbidden(message: str) -> None:
    assert ASK in broken(message, "GB")


@of_each("message", DEMANDED)
def test_a_demand_without_courtesy_is_refused_elsewhere(message: str) -> None:
    assert broken(message, "TH") == {DEMAND}


@pytest.mark.slow
@of_each("message", PRESSED)
def test_pressure_is_refused_everywhere(message: str) -> None:
    for market in EVERYWHERE:
        assert PRESS in broken(message, market)


@pytest.mark.slow
@of_each("message", PAID)
def test_paying_is_refused_everywhere(message: str) -> None:
    for market in EVERYWHERE:
        assert PAY in broken(message, market)


@of_each("message", STEERED)
def test_choosing_who_writes_is_refused_in_the_us(message: str) -> None:
    assert broken(message, "US") == {STEER}
    assert broken(message, "TH") == set()


@pytest.mark.slow
@of_each("message", (*HONEST, *LETTERS))
def test_honest_service_passes_everywhere(message: str) -> None:
    for market in EVERYWHERE:
        assert broken(message, market) == set()


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def look_alikes(text: str) -> str:
    return text.translate(str.maketrans("aeopcxy", "аеорсху"))


DISGUISES = {
    "capitals": str.upper,
    "full width": full_width,
    "look-alike letters": look_alikes,
    "line breaks": lambda t: t.replace(" ", "\n"),
    "dots": lambda t: t.replace(" ", " . "),
    "blanks between letters": " ".join,
    "hidden characters": "\u200b".join,
    "joiners and marks": "\u2060\u0332".join,
    "accents": lambda t: t.replace("e", "é").replace("a", "å"),
}


@of_each("disguise", DISGUISES)
@pytest.mark.slow
def test_no_disguise_lets_a_refused_message_pass(disguise: str) -> None:
    through = [(m, rule) for m, rule in FORBIDDEN if rule not in broken(DISGUISES[disguise](m), "GB")]
    assert through == []


@given(st.sampled_from(FORBIDDEN), st.data())
@pytest.mark.slow
def test_nothing_put_in_between_lets_a_refused_message_pass(case: tuple[str, str], data: st.DataObject) -> None:
    message, rule = case
    place = data.draw(st.integers(0, len(message)))
    put_in = data.draw(
        st.sampled_from(["\u200b", "\u200d", "\xad", "\ufeff", " ", "  ", "\n", "\t", "-", ".", "_", "🙂"])
    )
    changed = "".join(c.upper() if data.draw(st.booleans()) else c for c in message[:place]) + put_in + message[place:]
    assert rule in broken(changed, "GB")


@pytest.mark.slow
def test_blanks_and_hidden_characters_everywhere_at_random() -> None:
    chance = random.Random(20)
    for message, rule in FORBIDDEN:
        hidden = "".join(c + chance.choice(["", "", "\u200b", "\xad"]) for c in message)
        spaced = "".join(c + " " * chance.randrange(1, 4) for c in message)
        assert rule in broken(hidden, "GB"), hidden
        assert rule in broken(spaced, "GB"), spaced


def test_digits_for_letters_stars_and_long_chinese_forms() -> None:
    assert ASK in broken("Please ch4nge your r3v1ew", "GB")
    assert ASK in broken("please de1ete the revi3w", "US")
    assert ASK in broken("Please leave us ⭐⭐⭐⭐⭐", "GB")
    assert ASK in broken("Please give us 5️⃣ ⭐️", "GB")
    assert ASK in broken("麻煩您刪除評價", "GB")
    assert PAY in broken("好評返現", "TH")
    assert ASK in broken("Please upd@te your r@ting", "GB")


def test_a_finding_says_what_was_found_why_and_where_that_is_said() -> None:
    (found,) = check("Hello. Could you  CHANGE your\nre\u200bview? Thanks", "US", RULES)
    assert found.rule == ASK
    assert found.quotes == ("CHANGE your re view",)
    assert "seller-us 4451321470682882" in found.source.text
    assert found.source.dated == date(2025, 10, 24)
    assert found.source.confidence == "high"
    assert found.why
    (found,) = check("Could you change your review?", "gb", RULES)
    assert "cifnews" in found.source.text
    (found,) = check("好评返现", "GB", RULES)
    assert "Schedule 20, paragraph 13" in found.source.text
    assert found.source.dated == date(2025, 4, 6)
    (found,) = check("好评返现", "TH", RULES)
    assert (found.source.dated, found.source.confidence) == (date(2025, 3, 5), "low")


def test_a_word_inside_another_is_no_word() -> None:
    for message in (
        "Please change the operating manual",
        "We change interviewers",
        "Update the generating set, please",
    ):
        assert broken(message, "GB") == set()


def test_an_empty_message_and_odd_characters_are_fine() -> None:
    for message in ("", " ", "\x00", "\ud800", "\u200b", "★", "ㅤ", "é" * 10, chr(sys.maxunicode)):
        assert broken(message, "GB") == set()


@given(st.text(max_size=200))
def test_folding_keeps_the_place_of_every_letter(text: str) -> None:
    folded = fold(text, RULES.same)
    assert len(folded.origin) == len(folded.letters)
    assert all(0 <= place < len(text) for place in folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    check(text, "GB", RULES)


GOOD: dict[str, Any] = {
    "lists": {"a": {"words": ["ask"]}, "b": {"words": ["review"]}},
    "rule": [
        {
            "id": "r", "title": "t", "why": "w", "patterns": ["a ~3 b"],
            "sources": [{"source": "s", "confidence": "low"}],
        }
    ],
}  # fmt: skip


def small(**changes: Any) -> WordingRules:
    return parse_wording("w.toml", {**GOOD, **changes})


def test_gaps_count_letters() -> None:
    rules = small()
    assert check("ask one review", "GB", rules)
    assert check("ask   o-n.e   review", "GB", rules)
    assert not check("ask four review", "GB", rules)


def rule(**changes: Any) -> dict[str, Any]:
    return {**GOOD["rule"][0], **changes}


@of_each(
    "changes, told",
    [
        ({"rulez": []}, "w.toml: unknown key 'rulez'; did you mean 'rule'?"),
        ({"rule": [rule(patterns=["a ~3 c"])]}, "pattern 'a ~3 c': list is 'c'"),
        ({"rule": [rule(patterns=["a ~3"])]}, "has an empty end"),
        ({"rule": [rule(patterns=["~3 a"])]}, "comes first"),
        ({"rule": [rule(patterns=["a ~3!no b"])]}, "excludes a list that does not exist"),
        ({"rule": [rule(), rule()]}, "this id appears twice"),
        ({"rule": [rule(why=None)]}, "why is missing"),
        ({"rule": [rule(unless="z")]}, "unless is 'z'"),
        ({"rule": [rule(sources=[])]}, "sources is []"),
        ({"rule": [rule(sources=[{"source": "s", "confidence": "sure"}])]}, "confidence is 'sure'"),
        (
            {"rule": [rule(sources=[{"source": "s", "confidence": "low", "markets": ["GB"]}])]},
            "no source is for every market",
        ),
        ({"lists": {**GOOD["lists"], "a": {"words": ["!"]}}}, "no letter to search for"),
        ({"lists": {**GOOD["lists"], "a": {"also": ["a"]}}}, "refers to itself"),
        ({"lists": {**GOOD["lists"], "a": {"words": "ask"}}}, "it is a list of texts"),
        ({"lists": {**GOOD["lists"], "a": {"words": ["ask"], "not-afer": []}}}, "did you mean 'not-after'?"),
    ],
)
def test_every_mistake_is_told_with_its_place(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(PolicyError) as failed:
        small(**changes)
    assert told in str(failed.value)
    assert all(mistake.startswith("w.toml: ") for mistake in failed.value.mistakes)


def test_mistakes_are_told_together() -> None:
    with pytest.raises(PolicyError) as failed:
        small(rulez=1, rule=[rule(why=None, patterns=["a ~3 c"])])
    assert len(failed.value.mistakes) == 3


LEADS_AWAY = {
    "Please call us on 0113 496 0000.": "call us",
    "You can reach me at +44 7700 900123.": "+44 7700 900123",
    "Our number: tel. 0113 496 0000": "tel. 0113 496 0000",
    "07700 900123 is where you find me": "07700 900123",
    "Try (212) 555-0123 in the afternoon": "(212) 555-0123",
    "Message me on WhatsApp": "WhatsApp",
    "Add us on W h a t s-A p p": "W h a t s-A p p",
    "Wｈatsapp me": "Wｈatsapp",
    "write to help@lamp-shop.co.uk please": "help@lamp-shop.co.uk",
    "write to help @ lamp-shop . com please": "help @ lamp-shop . com",
    "See https://lamp-shop.example/returns": "https://lamp-shop.example/returns",
    "See www.lamp-shop.com": "www.lamp-shop.com",
    "Order again at lamp-shop.com next time": "lamp-shop.com",
    "help\u200b@lamp.com": "help @lamp.com",
    "Send us an email and we sort it out": "Send us an email",
    "We can refund you outside TikTok.": "outside TikTok",
    "请加我微信": "微信",
    "电话：13812345678": "电话：13812345678",
    "有问题请发邮件给我们": "发邮件",
    "可以站外联系": "站外",
}
STAYS = (
    "Your order 576461413038785123 is on its way, tracking number RM123456789GB.",
    "The tracking number is 15501234567890, with DPD.",
    "Please send it back by Monday 30 November, 09:05 GMT to 1 Dock Road, Leeds LS10 1JJ.",
    "We will refund £13.98 to you.You need not do anything.",
    "Thank you for your message.It has arrived.My colleague looks at it.",
    "Please write to us here, in the chat.",
    "We will never ask you to pay outside TikTok.",
    "Nothing is settled outside the platform.",
    "You find the label in the app, or on seller.tiktok.com.",
    "See https://www.tiktok.com/help for how to return it.",
    "Please delete the pairing in your phone and try again.",
    "The case fits phone model 12 and 13.",
    "如果您有不同意见，请在这里联系我们，订单号 576461413038785123。",
    "包裹将在 11月25日 周三 10:00 之前寄出，运单号 YT8812345678901。",
)


@of_each("market", EVERYWHERE)
@of_each("message", LEADS_AWAY)
def test_what_leads_away_from_the_platform_is_refused_everywhere(message: str, market: str) -> None:
    (finding,) = [one for one in check(message, market, RULES) if one.rule == "contact"]
    assert LEADS_AWAY[message] in finding.quotes


@of_each("message", STAYS)
def test_what_stays_on_the_platform_may_be_sent(message: str) -> None:
    assert broken(message, "GB") == set()


def test_a_long_message_of_addresses_is_checked_in_no_time() -> None:
    for unit in ("a.", "1 ", "+1", "a@a.", "www.", "(1", "http:/", "0 0-"):
        started = time.process_time()
        check(unit * (2000 // len(unit)), "GB", RULES)
        assert time.process_time() - started < 1, unit
