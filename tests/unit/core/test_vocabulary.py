"""The fixed words."""

from __future__ import annotations

from aftersales.core import vocabulary


def test_requests_are_kinds_of_case() -> None:
    assert set(vocabulary.REQUEST_KINDS) < set(vocabulary.KINDS)


def test_no_word_stands_twice() -> None:
    for words in (vocabulary.KINDS, vocabulary.OWNERS, vocabulary.MODES, vocabulary.ORDER_STATUSES, vocabulary.CAUSES):
        assert len(set(words)) == len(words)
