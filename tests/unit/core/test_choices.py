"""Words that an option takes, and those meant by others."""

from __future__ import annotations

import pytest

from aftersales.core.choices import meant, one_of
from aftersales.core.vocabulary import CASE_STATES, DUTIES, KINDS, MODES, OWNERS, STAKES
from aftersales.errors import UsageError
from tables import of_each


@of_each(
    "typed, known, word",
    [
        ("send", DUTIES, "dispatch"),
        ("ship", DUTIES, "dispatch"),
        ("answer", DUTIES, "respond"),
        ("inspect", DUTIES, "confirm-receipt"),
        ("pay", DUTIES, "refund"),
        ("respnd", DUTIES, "respond"),
        ("Respond", DUTIES, "respond"),
        ("refund only", KINDS, "refund"),
        ("cancel", KINDS, "cancellation"),
        ("orders", KINDS, "delivery"),
        ("no-return", MODES, "keep"),
        ("local", MODES, "local-service"),
        ("me", OWNERS, "seller"),
        ("customer", OWNERS, "buyer"),
        ("chores", STAKES, "house"),
        ("opn", CASE_STATES, "open"),
        ("approv", CASE_STATES, "approved"),
        ("qqq", DUTIES, None),
        ("send", ("refund", "return"), None),
        ("", DUTIES, None),
    ],
)
def test_a_word_is_meant_by_its_meaning_before_its_spelling(typed: str, known: tuple[str, ...], word: str) -> None:
    assert meant(typed, known) == word


def test_few_words_are_listed_beside_the_likeliest() -> None:
    with pytest.raises(UsageError) as caught:
        one_of("--mode", "keap", MODES)
    assert str(caught.value) == (
        "--mode 'keap' is not known; did you mean keep? It takes keep, seller-address, local-service, partial."
    )
    with pytest.raises(UsageError, match=r"did you mean dispatch\?$"):
        one_of("--duty", "send", sorted(DUTIES))
    with pytest.raises(UsageError, match=r"it takes a, b\.$"):
        one_of("--x", "qqq", ("a", "b"))
    assert one_of("--mode", "keep", MODES) == "keep"
