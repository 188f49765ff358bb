"""The verdict of `due --check`, as the options ask for it."""

from __future__ import annotations

from aftersales import user_input
from aftersales.actions.due_list import ListOptions, typed_values
from aftersales.core.deadlines.due_list import DueReport
from aftersales.core.deadlines.verdict import JUDGED, ListVerdict, Terms, verdict

# The duties that --check leaves out unless they are asked for.
_LOOKS_AND_CHORES = frozenset({"check", "close", "contact-buyer", "follow-up", "tell-buyer", "trace", "restock"})


def judge(report: DueReport, options: ListOptions, max_age: str, *, strict: bool) -> ListVerdict:
    """What the list comes to. Raises UsageError for a span that is none."""
    return verdict(report, terms_of(options, max_age, strict=strict))


def terms_of(options: ListOptions, max_age: str, *, strict: bool) -> Terms:
    """How --check judges a list. What is asked for by its duty or its stake counts, also a look or a chore. Raises
    UsageError for a span that is none.
    """
    asked = {*typed_values(options.stake)} - {*JUDGED} or {*typed_values(options.duty)} & _LOOKS_AND_CHORES
    return Terms(strict or bool(asked), user_input.span(max_age, "--max-age"), options.owner != "seller")
