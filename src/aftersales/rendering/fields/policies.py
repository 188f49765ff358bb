"""The fields of lists about rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from aftersales.core.clocks.stake import stake_of_rule
from aftersales.core.rules import describe
from aftersales.core.rules.diff import FieldChange
from aftersales.core.rules.policy import Rule, Term
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import STAKE, Field, View, attributed


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class RuleSetRow(NamedTuple):
    """A rule set in a market. `files` are its layers, the top one first; what is not known of a rule set with mistakes
    is None.
    """

    policy: str
    market: str
    title: str
    is_own: bool
    files: Sequence[str]
    timezone: str
    currency: str
    calendar: str | None = None
    known_through: int | None = None
    checked: date | None = None
    checked_days_ago: int | None = None
    rules: int = 0
    shops: Sequence[str] = ()
    mistakes: int = 0
    respond: str | None = None
    confidence: str | None = None


POLICY_FIELDS: tuple[Field, ...] = (
    Field("policy", "str", mark("name of the rule set, as a shop chooses it"), attrgetter("policy")),
    Field("market", "str", mark("ISO code of the market"), attrgetter("market")),
    Field("title", "str", mark("what it is"), attrgetter("title")),
    Field("own", "bool", mark("whether it uses a file of your own"), attrgetter("is_own")),
    Field(
        "files",
        "list of str",
        mark("its files, the top one first; your own by their paths"),
        lambda row: list(row.files),
    ),
    Field("timezone", "str", mark("the zone in which its days are counted"), attrgetter("timezone")),
    Field("currency", "str", mark("the currency of its value limits"), attrgetter("currency")),
    Field(
        "calendar",
        "str or null",
        mark("the name of its holidays; null where they are not known"),
        attrgetter("calendar"),
    ),
    Field(
        "known_through",
        "int or null",
        mark("the last year for which the holidays are published"),
        attrgetter("known_through"),
    ),
    Field(
        "checked", "str or null", mark("when a person last compared it with its sources"), lambda row: _day(row.checked)
    ),
    Field("checked_days_ago", "int or null", mark("how long ago that was"), attrgetter("checked_days_ago")),
    Field("rules", "int", mark("how many rules it has"), attrgetter("rules")),
    Field("shops", "list of str", mark("the shops that use it"), lambda row: list(row.shops)),
    Field(
        "mistakes", "int", mark("how many mistakes prevent its use; `policy check` lists them"), attrgetter("mistakes")
    ),
    Field(
        "respond",
        "str or null",
        mark("how long you now have to answer a return request; null where no rule says"),
        attrgetter("respond"),
    ),
    Field("confidence", "str or null", mark("how certain that is: high, medium or low"), attrgetter("confidence")),
)


class RuleTerm(NamedTuple):
    """A term with the rule that it is of."""

    rule: Rule
    term: Term


def _first_day(term: Term) -> str | None:
    if term.cut_off is None:
        return "same-day" if term.first_counts else None
    return "same-day" if term.cut_off.same_day else "next-day"


TERM_FIELDS: tuple[Field, ...] = (
    Field("rule", "str", mark("id of the rule"), attrgetter("rule.id")),
    Field("duty", "str", mark("what must be done"), attrgetter("rule.duty")),
    Field("owner", "str", mark("who owes it"), attrgetter("rule.owner")),
    Field("length", "str", mark("how long, such as 2 business days"), lambda row: row.term.whole_length),
    Field(
        "ends",
        "str or null",
        mark("the hour at which it ends, where not that of the start"),
        lambda row: str(row.term.ends) if row.term.ends else None,
    ),
    Field("from", "str or null", mark("the first day of starts for which it holds"), lambda row: _day(row.term.since)),
    Field("until", "str or null", mark("the first day for which it no longer holds"), lambda row: _day(row.term.until)),
    Field(
        "limits", "str or null", mark("the order's value for which it holds"), lambda row: row.term.limit_text() or None
    ),
    Field("outcome", "str", mark("what happens if nothing is done"), attrgetter("rule.outcome")),
    Field("source", "str", mark("where it was read"), attrgetter("term.source")),
    Field("url", "str or null", mark("its address"), attrgetter("term.url")),
    Field("dated", "str or null", mark("the source's date"), lambda row: _day(row.term.dated)),
    Field("confidence", "str", mark("high, medium or low"), attrgetter("term.confidence")),
    Field("note", "str or null", mark("what you should know"), lambda row: row.term.note or None),
    Field("file", "str", mark("the file that decides the rule"), attrgetter("rule.file")),
    Field(
        "started_on",
        "str or null",
        mark("the days on which a clock must start to use it"),
        lambda row: describe.start_days_text(row.term) or None,
    ),
    Field(
        "cut_off",
        "str or null",
        mark("the hour from which an event belongs to the next day"),
        lambda row: f"{row.term.cut_off.at:%H:%M}" if row.term.cut_off else None,
    ),
    Field(
        "timezone",
        "str or null",
        mark("the zone in which it is read, where that is not the market's"),
        lambda row: row.term.zone.key if row.term.zone else None,
    ),
    Field(
        "first_day",
        "str or null",
        mark("same-day or next-day: the day of the event, by the cut-off, or the one after it"),
        lambda row: _first_day(row.term),
    ),
    Field("opens", "str or null", mark("how long after the start"), lambda row: str(row.term.opens or "") or None),
    Field("runs_from", "str or null", mark("opening or start, where it opens later"), attrgetter("term.runs_from")),
    Field("stake", "str", STAKE, lambda row: stake_of_rule(row.rule)),
)


_OF_RULE = ("rule", "duty", "owner", "outcome", "file", "stake")


def _terms(rule: Rule) -> list[dict[str, Any]]:
    """The terms of a rule as JSON, without the fields that are the rule's own."""
    fields = [field for field in TERM_FIELDS if field.name not in _OF_RULE]
    return list(View(fields, [RuleTerm(rule, term) for term in rule.terms]).objects())


def _extension(rule: Rule) -> dict[str, Any] | None:
    return {"length": str(rule.extension.length), "times": rule.extension.times} if rule.extension else None


def _pauses(rule: Rule) -> dict[str, Any] | None:
    pauses = rule.pauses
    if not pauses:
        return None
    most = str(pauses.most) if pauses.most else None
    return {"from": sorted(pauses.since), "until": sorted(pauses.until), "most": most}


# Of rows that are rules.
RULE_FIELDS: tuple[Field, ...] = (
    Field("rule", "str", mark("id of the rule"), attrgetter("id")),
    Field("duty", "str", mark("what must be done"), attrgetter("duty")),
    Field("owner", "str", mark("who owes it"), attrgetter("owner")),
    Field(
        "when",
        "object",
        mark("which cases it is for: each fact with the values it may have"),
        lambda rule: {fact: sorted(values) for fact, values in rule.when.items()},
    ),
    Field("starts", "list of str", mark("the events that start its clock"), lambda rule: sorted(rule.starts)),
    Field("stops", "list of str", mark("the events that stop it"), lambda rule: sorted(rule.stops)),
    Field("outcome", "str", mark("what happens if nothing is done"), attrgetter("outcome")),
    Field("note", "str or null", mark("what you should know"), lambda rule: rule.note or None),
    Field("file", "str", mark("the file that decides it"), attrgetter("file")),
    Field("terms", "list of object", mark("its terms; their fields are those below without the rule's"), _terms),
    Field(
        "extension",
        "object or null",
        mark("length and times: how far and how often the deadline may be moved"),
        _extension,
    ),
    Field(
        "pauses",
        "object or null",
        mark("from and until: the events that stop it for a while; most: for how long at most"),
        _pauses,
    ),
    Field("stake", "str", STAKE, stake_of_rule),
)

# Of rows that are overlays.
OVERLAY_FIELDS: tuple[Field, ...] = (
    Field("name", "str", mark("what the range of days is called"), attrgetter("name")),
    Field("from", "str", mark("the first day of starts for which it holds"), lambda row: _day(row.since)),
    Field("until", "str", mark("the first day for which it no longer holds"), lambda row: _day(row.until)),
    Field("rules", "list of str", mark("the rules whose terms it makes longer"), lambda row: sorted(row.rules)),
    Field(
        "duties", "list of str", mark("the duties for which it makes every rule longer"), lambda row: sorted(row.duties)
    ),
    Field(
        "length",
        "str or null",
        mark("the length in place of the term's own"),
        lambda row: str(row.length) if row.length else None,
    ),
    Field("plus", "str or null", mark("what is added to the term"), lambda row: str(row.plus) if row.plus else None),
    Field("source", "str", mark("where it was read"), attrgetter("source")),
    Field("url", "str or null", mark("its address"), attrgetter("url")),
    Field("dated", "str or null", mark("the source's date"), lambda row: _day(row.dated)),
    Field("confidence", "str", mark("high, medium or low"), attrgetter("confidence")),
    Field("note", "str or null", mark("what you should know"), lambda row: row.note or None),
    Field(
        "windows",
        "list of str",
        mark("the buyer windows that it makes longer, by their kinds; its days are then days of the order"),
        lambda row: sorted(row.windows),
    ),
    Field("last_day", "str or null", mark("the last day of those windows"), lambda row: _day(row.last_day)),
    Field("expected", "bool", mark("whether it is only expected, and not known until when"), attrgetter("expected")),
)


class MistakeRow(NamedTuple):
    """A mistake in a policy file. `term` is the number of the term in the rule, from 1."""

    file: str
    rule: str | None
    term: int | None
    mistake: str
    suggestion: str | None


MISTAKE_FIELDS = attributed(
    ("file", "str", mark("the file")),
    ("rule", "str or null", mark("id of the rule, or the table inside the file")),
    ("term", "int or null", mark("number of the term, from 1")),
    ("mistake", "str", mark("the mistake, with its value")),
    ("suggestion", "str or null", mark("what it could be")),
)


class DiffRow(NamedTuple):
    """A rule that differs between two rule sets; an empty `rule` stands for the sets as a whole."""

    rule: str
    other: str | None
    change: str
    changes: Sequence[FieldChange]
    before_file: str | None
    after_file: str | None


DIFF_FIELDS = attributed(
    ("rule", "str", mark("id of the rule; empty for the rule set as a whole")),
    ("other", "str or null", mark("its id in the second, where different")),
    ("change", "str", mark("added, removed or changed")),
    ("changes", "list of object", mark("key, before and after of each thing that differs, in words")),
    ("before_file", "str or null", mark("the file of the rule in the first")),
    ("after_file", "str or null", mark("the file of the rule in the second")),
)


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
    Field("policy", "str", mark("name of the rule set"), attrgetter("policy")),
    Field("market", "str", mark("ISO code of the market"), attrgetter("market")),
    Field("rule", "str", mark("id of the rule"), attrgetter("rule")),
    Field("limits", "str or null", mark("the order's value, where its terms depend on it"), attrgetter("limits")),
    Field("duty", "str", mark("what must be done"), attrgetter("duty")),
    Field("term", "str", mark("the term as it is"), attrgetter("term")),
    Field("compared", "int", mark("platform deadlines that were compared with the rule"), attrgetter("compared")),
    Field("drifting", "int", mark("those that differ by more than `--min`"), attrgetter("drifting")),
    Field("median_seconds", "int", mark("the median difference, stamped minus computed"), attrgetter("median_seconds")),
    Field("least_seconds", "int", mark("the smallest of them"), attrgetter("least_seconds")),
    Field("most_seconds", "int", mark("the largest of them"), attrgetter("most_seconds")),
    Field(
        "since", "str", mark("when the first clock that differs started, ISO 8601"), lambda row: row.since.isoformat()
    ),
    Field("cases", "list of int", mark("the cases that differ"), lambda row: list(row.cases)),
    Field(
        "fit",
        "str or null",
        mark("the term that would fit; null if none fits more than half of them"),
        attrgetter("fit"),
    ),
    Field("fits", "int or null", mark("how many of them it gives within a minute"), attrgetter("fits")),
    Field("fit_of", "int", mark("how many it was tried on: those whose start is known exactly"), attrgetter("fit_of")),
    Field("also", "list of str", mark("other terms that give as many"), lambda row: list(row.also)),
    Field("toml", "str or null", mark("what to write into a file of your own"), attrgetter("toml")),
    Field("file", "str or null", mark("the name of that file"), attrgetter("file")),
    Field(
        "fit_cases",
        "int or null",
        mark("how many cases fit; fewer than 3 are too few to change a rule"),
        attrgetter("fit_cases"),
    ),
)
