"""What people read for the names of events."""

from __future__ import annotations

from aftersales.core.cases.events import NAMES
from aftersales.core.deadlines.urgency import BANDS
from aftersales.core.vocabulary import CAUSES, KINDS, LABELS, MODES, OWNERS, event_text, label


def test_every_event_has_a_phrase_of_its_own_and_no_raw_name() -> None:
    phrases = {event_text(name) for name in NAMES}
    assert len(phrases) == len(NAMES)
    assert not any("." in phrase or "-" in phrase for phrase in phrases)


def test_every_code_that_is_shown_has_a_label() -> None:
    assert {*KINDS, *OWNERS, *MODES, *CAUSES, "undecided", *BANDS} <= set(LABELS)
    assert label("seller-address") == "seller-address"  # as a person types it
    assert label("a-new-status") == "a-new-status"
