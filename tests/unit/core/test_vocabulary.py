"""What people read for the names of events."""

from __future__ import annotations

from aftersales.core.cases.events import NAMES
from aftersales.core.vocabulary import EVENT_PHRASES


def test_every_event_has_a_phrase_of_its_own_and_no_raw_name() -> None:
    assert set(EVENT_PHRASES) == set(NAMES)
    assert len(set(EVENT_PHRASES.values())) == len(NAMES)
    assert not any("." in phrase for phrase in EVENT_PHRASES.values())
