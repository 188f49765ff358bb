"""What a configuration leaves open has its default."""

from __future__ import annotations

from pathlib import Path

from aftersales.settings.model import Settings, Shop


def test_a_shop_needs_a_name_and_a_market() -> None:
    shop = Shop("uk", "GB")
    assert (shop.channel, shop.policy, shop.confirm, shop.staff, shop.house) == ("tiktok", "tiktok", None, None, ())


def test_settings_without_a_file_hold_no_tables() -> None:
    assert dict(Settings(Path("c"), Path("l"), {}).tables) == {}


def test_what_rules_may_ask_of_a_shop_and_its_mark() -> None:
    plain = Shop("us-store", "US")
    assert plain.facts == {"chatbot": "no", "returnable": "unknown", "seller": "unknown"}
    assert plain.fingerprint is None
    shop = plain._replace(chatbot=True, returnable=False, seller="cross-border")
    assert shop.facts == {"chatbot": "yes", "returnable": "no", "seller": "cross-border"}
    assert shop.fingerprint == "shop=yes,no,cross-border"
    assert plain._replace(returnable=True).facts["returnable"] == "yes"
