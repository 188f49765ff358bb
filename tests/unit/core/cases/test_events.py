"""The catalogue of events: what it names exists, what is named elsewhere is in it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import aftersales
from aftersales.core.cases import events
from aftersales.core.cases.statuses import COURSES, STATUSES
from aftersales.core.cases.transitions import TRANSITIONS
from aftersales.core.vocabulary import KINDS
from tables import of_each

SRC = Path(aftersales.__file__).parent
# Field tables have keys that look like events: `case.shop`.
CODE = {
    path: path.read_text(encoding="utf-8")
    for path in SRC.rglob("*.py")
    if path.name != "events.py" and path.parent.name != "fields"
}
GROUPS = "|".join(sorted({name.partition(".")[0] for name in events.NAMES}))
LITERAL = re.compile(rf'"((?:{GROUPS})\.[a-z]+(?:-[a-z]+)*)"')
# They look like events: the start of a duty when no event came, and a file.
NO_EVENTS = {"buyer.lapsed", "payment.missing", "evidence.toml", "evidence.files"}


@cache
def _rules() -> list[dict[str, Any]]:
    files = [*SRC.glob("policies/data/rules/*.toml"), *SRC.glob("policies/data/*.toml")]
    return [rule for file in files for rule in tomllib.loads(file.read_text(encoding="utf-8")).get("rule", ())]


@cache
def _in_code() -> set[str]:
    return {name for text in CODE.values() for name in LITERAL.findall(text)}


def _named(rule: dict[str, Any]) -> set[str]:
    pauses = rule.get("pauses", {})
    return {name for table in (rule, pauses) for key in ("starts", "stops", "until") for name in table.get(key, ())}


def test_no_event_stands_twice():
    assert max(Counter(e.name for e in events.CATALOGUE).values()) == 1


def test_every_event_that_the_shipped_rules_name_is_in_the_catalogue():
    assert len(_rules()) > 20
    assert {name for rule in _rules() for name in _named(rule)} <= events.NAMES


def test_every_event_that_the_code_names_is_in_the_catalogue():
    named = _in_code()
    assert named - NO_EVENTS <= events.NAMES
    assert len(named) > 40


@of_each("event", events.CATALOGUE)
def test_every_event_of_the_catalogue_is_used(event: events.EventType):
    in_rules = any(event.name in _named(rule) for rule in _rules())
    in_code = event.name in _in_code()
    assert in_rules or in_code or event.timeout_of or event.inferred_from


@of_each("event", events.CATALOGUE)
def test_what_an_entry_names_exists(event: events.EventType):
    assert set(event.follows) <= events.NAMES
    assert set(event.kinds) <= set(KINDS)
    assert {*event.confirmed_by, *event.contradicted_by} <= set(STATUSES)
    assert not set(event.confirmed_by) & set(event.contradicted_by)
    assert event.seller_center in ("", "shown", "hidden")
    assert event.decided_by in ("", "seller", "buyer")
    if event.inferred_from is not None:
        axis, value = event.inferred_from
        assert value in COURSES.get(axis, ("pending", "approved", "rejected", "offered"))


def test_only_what_the_data_can_show_is_confirmed_by_snapshots():
    assert events.SHOWN_BY_SNAPSHOTS < events.SHOWN_IN_DATA
    assert {"receipt.extended", "order.dispatched"} == events.SHOWN_IN_DATA - events.SHOWN_BY_SNAPSHOTS


def test_every_event_has_a_kind_of_case_to_happen_to():
    """By a transition, or as a beginning; but for what time brings, and what only the program records."""
    by_transition = {t.event for t in TRANSITIONS}
    assert events.NAMES - by_transition - set(events.KINDS_OF) - set(events.TIMEOUT_EVENTS.values()) == {
        "case.closed",
        "case.reopened",
        "case.caught-up",
    }


def test_commands_stand_in_the_order_in_which_a_case_goes():
    order = list(events.COMMAND_OF)
    for earlier, later in (
        ("request.approved", "return.shipped"),
        ("return.shipped", "return.received"),
        ("return.received", "refund.issued"),
        ("request.rejected", "dispute.opened"),
        ("dispute.ruled", "appeal.filed"),
        ("order.dispatched", "order.collected"),
        ("order.collected", "order.delivered"),
        ("refund.issued", "case.closed"),
    ):
        assert order.index(earlier) < order.index(later), (earlier, later)


def test_a_request_goes_on_from_decision_to_parcel_to_money_to_its_end():
    course = sorted(events.PROGRESS, key=events.PROGRESS.__getitem__)
    assert course[:4] == ["request.withdrawn", "request.rejected", "request.offered", "request.approved"]
    assert course[-3:] == ["refund.issued", "case.closed", "case.reopened"]
    assert len(set(events.PROGRESS.values())) == len(events.PROGRESS)


@of_each(
    "duty, answers",
    [
        ("respond", {"request.approved", "request.offered", "request.rejected", "request.withdrawn"}),
        ("confirm-receipt", {"return.received", "return.refused", "return.lost"}),
        ("dispatch", set()),  # an order's deadlines are for its milestones
        ("refund", set()),
    ],
)
def test_what_meets_the_platform_s_deadline(duty: str, answers: set[str]):
    assert events.answering(duty) == answers


def test_a_milestone_is_reached_by_whatever_is_further_on():
    ready, collected, delivered = events.MILESTONES.values()
    assert ready == {"order.ready", "order.dispatched", "order.collected", "order.delivered"}
    assert collected == {"order.collected", "order.delivered"}
    assert delivered == {"order.delivered"}
    assert events.milestone_of("order.dispatched") == "order.ready"
    assert events.milestone_of("order.collected") == "order.collected"


def test_what_the_catalogue_says_of_snapshots():
    assert events.VERDICTS["request.approved"]["shipped"] is True
    assert events.VERDICTS["request.approved"]["pending"] is False
    assert "cancelled" not in events.VERDICTS["request.approved"]
    assert events.INFERRED["parcel", "refused"] == "return.refused"
