"""One buyer stays one, a parcel stays one, and all that was replaced is known."""

from __future__ import annotations

from aftersales.ledger.privacy.replacements import FORGOTTEN, Replacements


def test_a_buyer_is_the_same_in_any_writing_and_in_one_shop_alone() -> None:
    replaced = Replacements(FORGOTTEN, 7)
    assert [replaced.name("a", name) for name in ("opal", "@OPAL", "wren", "opal")] == [
        "forgotten-8", "forgotten-8", "forgotten-9", "forgotten-8",
    ]  # fmt: skip
    assert replaced.name("b", "opal") == "forgotten-10"
    assert replaced.buyer_count == 3
    assert sorted(replaced.names()) == ["@OPAL", "opal", "wren"]


def test_what_is_nobody_s_stays_nobody_s() -> None:
    replaced = Replacements(FORGOTTEN, 0)
    assert [replaced.name("a", name) for name in (None, "", "***", "o***l", "forgotten-3")] == [
        None, "", "***", "***", "forgotten-3",
    ]  # fmt: skip
    assert replaced.buyer_count == 0
    assert list(replaced.texts()) == ["o***l"]


def test_parcels_are_counted_for_each_buyer_and_one_stays_one() -> None:
    replaced = Replacements(FORGOTTEN, 0)
    numbers = [("forgotten-1", "YT1"), ("forgotten-1", "YT2"), ("forgotten-2", "YT3"), ("forgotten-2", "YT1")]
    assert [replaced.parcel("a", whose, number) for whose, number in numbers] == [
        "forgotten-1-parcel-1", "forgotten-1-parcel-2", "forgotten-2-parcel-1", "forgotten-1-parcel-1",
    ]  # fmt: skip
    assert replaced.text_count == 3


def test_a_sentence_names_nobody_even_where_it_is_a_name_as_well() -> None:
    replaced = Replacements(FORGOTTEN, 0)
    assert replaced.sentence("lamp") == "[forgotten]"
    assert replaced.sentence("half a letter: \ud800") == "[forgotten]"
    replaced.name("a", "lamp")
    replaced.parcel("a", "forgotten-1", "YT1")
    replaced.close()
    assert list(replaced.identifying()) == ["YT1"]
    assert list(replaced.names()) == ["lamp"]
    assert set(replaced.texts()) == {"lamp", "YT1", "half a letter: \ud800"}
