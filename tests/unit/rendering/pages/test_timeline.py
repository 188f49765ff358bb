"""A case's events, one line each."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.core.cases.model import Event
from aftersales.rendering.pages import timeline
from tables import of_each
from unit.rendering.build import LONDON

AT = datetime(2026, 7, 20, 15, 2, tzinfo=UTC)  # 16:02 in London's summer


@of_each(
    "event, line",
    [
        (Event("return.received", AT), "Mon 20 Jul 2026 16:02 BST  return accepted  [hand]"),
        (
            Event("refund.issued", AT, {"amount": 1398, "channel": "cash"}, "export", "returns.csv"),
            "Mon 20 Jul 2026 16:02 BST  refund issued: 13.98 GBP, cash  [returns.csv]",
        ),
        (
            Event("request.approved", AT, {"mode": "keep", "rule": "cheap"}),
            "Mon 20 Jul 2026 16:02 BST  approved: keep, by rule cheap  [hand]",
        ),
        (
            Event("case.snoozed", AT, {"until": "2026-07-21T09:00:00Z"}),
            "Mon 20 Jul 2026 16:02 BST  snoozed: until Tue 21 Jul 2026 10:00 BST  [hand]",
        ),
        (
            Event("return.delivered", AT, source="inferred", inferred=True),
            "by Mon 20 Jul 2026 16:02 BST  return delivered  [inferred]",
        ),
        (
            Event(
                "return.delivered", AT, source="inferred", inferred=True, earliest=datetime(2026, 7, 19, 8, tzinfo=UTC)
            ),
            "between Sun 19 Jul 2026 09:00 BST and Mon 20 Jul 2026 16:02 BST  return delivered  [inferred]",
        ),
        (
            Event("evidence.added", AT, {"files": [{"path": "a.jpg"}, {"path": "b.jpg"}]}),
            "Mon 20 Jul 2026 16:02 BST  evidence added: a.jpg, b.jpg  [hand]",
        ),
    ],
)
def test_an_event_on_a_line(event: Event, line: str) -> None:
    assert timeline.line(event, "", LONDON, "GBP") == line


def test_a_mark_stands_at_the_end() -> None:
    line = timeline.line(Event("return.received", AT), "not yet seen in the platform's data", LONDON, None)
    assert line.endswith("  [hand]  not yet seen in the platform's data")
