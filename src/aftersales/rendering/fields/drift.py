"""The fields of the drift of rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from aftersales.record import NamedTuple
from aftersales.rendering.fields.view import Field


class DriftRow(NamedTuple):
    """A rule whose deadlines differ from the platform's. `since` is in the market's zone; `fit` and what follows from
    it are None if no one term fits; `toml` and `file` are None if there are too few cases to change the rule.
    """

    policy: str
    market: str
    rule: str
    limits: str | None
    duty: str
    term: str
    compared: int
    drifting: int
    median_seconds: int
    least_seconds: int
    most_seconds: int
    since: datetime
    cases: Sequence[int]
    fit: str | None
    fits: int | None
    fit_of: int
    also: Sequence[str]
    toml: str | None
    file: str | None
    fit_cases: int | None


DRIFT_FIELDS: tuple[Field, ...] = (
    Field("policy", "str", "name of the rule set", attrgetter("policy")),
    Field("market", "str", "ISO code of the market", attrgetter("market")),
    Field("rule", "str", "id of the rule", attrgetter("rule")),
    Field("limits", "str or null", "the order's value, where its terms depend on it", attrgetter("limits")),
    Field("duty", "str", "what must be done", attrgetter("duty")),
    Field("term", "str", "the term as it is", attrgetter("term")),
    Field("compared", "int", "deadlines of the platform that were compared with the rule", attrgetter("compared")),
    Field("drifting", "int", "those that differ by more than asked for", attrgetter("drifting")),
    Field(
        "median_seconds",
        "int",
        "the middle one of the differences, stamped minus computed",
        attrgetter("median_seconds"),
    ),
    Field("least_seconds", "int", "the smallest of them", attrgetter("least_seconds")),
    Field("most_seconds", "int", "the largest of them", attrgetter("most_seconds")),
    Field("since", "str", "when the first clock that differs started, ISO 8601", lambda row: row.since.isoformat()),
    Field("cases", "list of int", "the cases that differ", lambda row: list(row.cases)),
    Field("fit", "str or null", "the term that would fit, where one fits more than half of them", attrgetter("fit")),
    Field("fits", "int or null", "how many of them it gives within a minute", attrgetter("fits")),
    Field("fit_of", "int", "how many it was tried on: those whose start is known exactly", attrgetter("fit_of")),
    Field("also", "list of str", "other terms that give as many", lambda row: list(row.also)),
    Field("toml", "str or null", "what to write into a file of your own", attrgetter("toml")),
    Field("file", "str or null", "the name of that file", attrgetter("file")),
    Field(
        "fit_cases",
        "int or null",
        "of how many cases the ones that fit are; from fewer than 3 no rule is to be changed",
        attrgetter("fit_cases"),
    ),
)
