"""Rules that say who is warned of which shop, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase

from aftersales.core.alerts.level import LEVELS
from aftersales.named_tuple import NamedTuple


class AlertRule(NamedTuple):
    """These levels of these shops (patterns such as `brand-*`) go to these receivers."""

    levels: tuple[str, ...]
    shops: tuple[str, ...]
    to: tuple[str, ...]

    def names(self, shop: str) -> bool:
        """Whether the rule is for a shop."""
        return any(fnmatchcase(shop, pattern) for pattern in self.shops)


class Subscription(NamedTuple):
    """What one receiver gets, by the rules; without rules everybody gets everything. `any_hour`: outside of staff hours
    too. `only`: no other levels are meant in this run.
    """

    receiver: str
    rules: Sequence[AlertRule]
    any_hour: bool = False
    only: Collection[str] = LEVELS

    def levels(self, shop: str) -> frozenset[str]:
        """The levels that the receiver gets of a shop."""
        if not self.rules:
            return frozenset(self.only)
        rules = [rule for rule in self.rules if self.receiver in rule.to and rule.names(shop)]
        return frozenset(level for rule in rules for level in rule.levels if level in self.only)

    @property
    def gets_reports(self) -> bool:
        """Whether the receiver gets the reports, which are of all shops."""
        return not self.rules or any("report" in rule.levels for rule in self.rules if self.receiver in rule.to)


def receivers_of(rules: Iterable[AlertRule]) -> list[str]:
    """The receivers that rules name, in order."""
    return list(dict.fromkeys(name for rule in rules for name in rule.to))
