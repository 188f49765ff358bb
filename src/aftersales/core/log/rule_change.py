"""A change of the rules of a shop, and what it moved."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aftersales.core.clocks.moved_deadlines import MovedDeadline
from aftersales.core.deadlines.rules_change import Reason
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple


class RuleChange(NamedTuple):
    """What new rules brought in one shop: why they are new; under which rule set its clocks stood and stand; how many
    open cases it has, and what moved. `staff` is None where no staff calendar is set.
    """

    shop: str
    why: Sequence[Reason]
    before: str | None
    after: str
    cases: int
    moved: Sequence[MovedDeadline]
    zone: ZoneInfo
    staff: ZoneInfo | None


def reason_text(reason: Reason | str) -> str:
    """Why the rules changed, in words. Older versions kept the words themselves."""
    if isinstance(reason, str):
        return reason
    values = {name: value for name, value in reason.items() if name != "code"}
    return tr(_REASONS[reason["code"]], **values) if values else tr(_REASONS[reason["code"]])


_REASONS = {
    "version": mark("this version of aftersales"),
    "configuration": mark("the configuration"),
    "confirm-import": mark("what is recorded by hand now waits for the platform's data"),
    "confirm-trust": mark("what is recorded by hand now counts at once"),
    "rule-set": mark("{new} in place of {old}"),
    "rule-set-added": mark("{new} in place of no built-in rules"),
    "rule-set-removed": mark("no built-in rules in place of {old}"),
    "own-file": mark("your own {file}"),
    "own-file-new": mark("your own {file} is new"),
    "own-file-gone": mark("your own {file} is gone"),
}
