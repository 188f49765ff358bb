"""Letters under disguise, and where a phrase stands in them."""

from __future__ import annotations

from aftersales.core.messages.normalise import Span, find_phrase, fold
from tables import of_each

SAME = {"е": "e", "評": "评"}


def _found(phrase: str, text: str, *, exact: bool = False) -> list[str]:
    folded = fold(text, SAME)
    spans = find_phrase(fold(phrase, SAME), folded, exact=exact)
    return [text[folded.origin[s.start] : folded.origin[s.end - 1] + 1] for s in spans]


@of_each(
    "text, written",
    [
        ("your review", "review"),
        ("your RE-VIEW!", "RE-VIEW"),
        ("your r e v i e w", "r e v i e w"),
        ("your r3view", "r3view"),
        ("your rеview", "rеview"),  # a Cyrillic letter
        ("your re\u200bview", "re\u200bview"),  # a hidden character
    ],
)
def test_a_disguised_word_is_found_as_it_was_written(text, written):
    assert _found("review", text) == [written]


def test_a_word_inside_another_is_none():
    assert _found("rating", "operating") == []


def test_stars_are_read_as_words():
    assert fold("★★★★★", {}).letters == "5star"
    assert _found("5 star", "give ★★★★★ please") == ["★★★★★"]


def test_exactly_means_parted_as_written():
    assert _found("our", "our", exact=True) == ["our"]
    assert _found("our", "y our", exact=True) == []
    assert _found("our", "o ur", exact=True) == []


def test_places_are_those_of_letters():
    assert find_phrase(fold("b", {}), fold("a b", {})) == [Span(1, 2)]
