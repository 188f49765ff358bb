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
from aftersales.language import tr
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
    Field("policy", "str", tr("name of the rule set, as a shop chooses it"), attrgetter("policy")),
    Field("market", "str", tr("ISO code of the market"), attrgetter("market")),
    Field("title", "str", tr("what it is"), attrgetter("title")),
    Field("own", "bool", tr("whether it uses a file of your own"), attrgetter("is_own")),
    Field(
        "files",
        "list of str",
        tr("its files, the top one first; your own by their paths"),
        lambda row: list(row.files),
    ),
    Field("timezone", "str", tr("the zone in which its days are counted"), attrgetter("timezone")),
    Field("currency", "str", tr("the currency of its value limits"), attrgetter("currency")),
    Field(
        "calendar", "str or null", tr("the name of its holidays; null where they are not known"), attrgetter("calendar")
    ),
    Field(
        "known_through",
        "int or null",
        tr("the last year for which the holidays are published"),
        attrgetter("known_through"),
    ),
    Field(
        "checked", "str or null", tr("when a person last compared it with its sources"), lambda row: _day(row.checked)
    ),
    Field("checked_days_ago", "int or null", tr("how long ago that was"), attrgetter("checked_days_ago")),
    Field("rules", "int", tr("how many rules it has"), attrgetter("rules")),
    Field("shops", "list of str", tr("the shops that use it"), lambda row: list(row.shops)),
    Field(
        "mistakes",
        "int",
        tr("how many mistakes prevent its use; `policy check` lists them"),
        attrgetter("mistakes"),
    ),
    Field(
        "respond",
        "str or null",
        tr("how long you now have to answer a return request; null where no rule says"),
        attrgetter("respond"),
    ),
    Field("confidence", "str or null", tr("how certain that is: high, medium or low"), attrgetter("confidence")),
)


class RuleTerm(NamedTuple):
    """A term with the rule that it is of."""

    rule: Rule
    term: Term


def _first_day(term: Term) -> str | None:
    if term.cut_off is None:
        return None
    return "same-day" if term.cut_off.same_day else "next-day"


TERM_FIELDS: tuple[Field, ...] = (
    Field("rule", "str", tr("id of the rule"), attrgetter("rule.id")),
    Field("duty", "str", tr("what must be done"), attrgetter("rule.duty")),
    Field("owner", "str", tr("who owes it"), attrgetter("rule.owner")),
    Field("length", "str", tr("how long, such as 2 business days"), lambda row: row.term.whole_length),
    Field(
        "ends",
        "str or null",
        tr("the hour at which it ends, where not that of the start"),
        lambda row: str(row.term.ends) if row.term.ends else None,
    ),
    Field("from", "str or null", tr("the first day of starts for which it holds"), lambda row: _day(row.term.since)),
    Field("until", "str or null", tr("the first day for which it no longer holds"), lambda row: _day(row.term.until)),
    Field(
        "limits", "str or null", tr("the order's value for which it holds"), lambda row: row.term.limit_text() or None
    ),
    Field("outcome", "str", tr("what happens if nothing is done"), attrgetter("rule.outcome")),
    Field("source", "str", tr("where it was read"), attrgetter("term.source")),
    Field("url", "str or null", tr("its address"), attrgetter("term.url")),
    Field("dated", "str or null", tr("the source's date"), lambda row: _day(row.term.dated)),
    Field("confidence", "str", tr("high, medium or low"), attrgetter("term.confidence")),
    Field("note", "str or null", tr("what you should know"), lambda row: row.term.note or None),
    Field("file", "str", tr("the file that decides the rule"), attrgetter("rule.file")),
    Field(
        "started_on",
        "str or null",
        tr("the days on which a clock must start to use it"),
        lambda row: describe.start_days_text(row.term) or None,
    ),
    Field(
        "cut_off",
        "str or null",
        tr("the hour from which an event belongs to the next day"),
        lambda row: f"{row.term.cut_off.at:%H:%M}" if row.term.cut_off else None,
    ),
    Field(
        "timezone",
        "str or null",
        tr("the zone in which it is read, where that is not the market's"),
        lambda row: row.term.zone.key if row.term.zone else None,
    ),
    Field(
        "first_day",
        "str or null",
        tr("same-day or next-day: the day of the event, by the cut-off, or the one after it"),
        lambda row: _first_day(row.term),
    ),
    Field(
        "opens",
        "str or null",
        tr("how long after the start it opens; the length is counted from there"),
        lambda row: str(row.term.opens) if row.term.opens else None,
    ),
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
    Field("rule", "str", tr("id of the rule"), attrgetter("id")),
    Field("duty", "str", tr("what must be done"), attrgetter("duty")),
    Field("owner", "str", tr("who owes it"), attrgetter("owner")),
    Field(
        "when",
        "object",
        tr("which cases it is for: each fact with the values it may have"),
        lambda rule: {fact: sorted(values) for fact, values in rule.when.items()},
    ),
    Field("starts", "list of str", tr("the events that start its clock"), lambda rule: sorted(rule.starts)),
    Field("stops", "list of str", tr("the events that stop it"), lambda rule: sorted(rule.stops)),
    Field("outcome", "str", tr("what happens if nothing is done"), attrgetter("outcome")),
    Field("note", "str or null", tr("what you should know"), lambda rule: rule.note or None),
    Field("file", "str", tr("the file that decides it"), attrgetter("file")),
    Field("terms", "list of object", tr("its terms; their fields are those below without the rule's"), _terms),
    Field(
        "extension",
        "object or null",
        tr("length and times: how far and how often the deadline may be moved"),
        _extension,
    ),
    Field(
        "pauses",
        "object or null",
        tr("from and until: the events that stop it for a while; most: for how long at most"),
        _pauses,
    ),
    Field("stake", "str", STAKE, stake_of_rule),
)

# Of rows that are overlays.
OVERLAY_FIELDS: tuple[Field, ...] = (
    Field("name", "str", tr("what the range of days is called"), attrgetter("name")),
    Field("from", "str", tr("the first day of starts for which it holds"), lambda row: _day(row.since)),
    Field("until", "str", tr("the first day for which it no longer holds"), lambda row: _day(row.until)),
    Field("rules", "list of str", tr("the rules whose terms it makes longer"), lambda row: sorted(row.rules)),
    Field(
        "duties", "list of str", tr("the duties for which it makes every rule longer"), lambda row: sorted(row.duties)
    ),
    Field(
        "length",
        "str or null",
        tr("the length in place of the term's own"),
        lambda row: str(row.length) if row.length else None,
    ),
    Field("plus", "str or null", tr("what is added to the term"), lambda row: str(row.plus) if row.plus else None),
    Field("source", "str", tr("where it was read"), attrgetter("source")),
    Field("url", "str or null", tr("its address"), attrgetter("url")),
    Field("dated", "str or null", tr("the source's date"), lambda row: _day(row.dated)),
    Field("confidence", "str", tr("high, medium or low"), attrgetter("confidence")),
    Field("note", "str or null", tr("what you should know"), lambda row: row.note or None),
    Field(
        "windows",
        "list of str",
        tr("the buyer windows that it makes longer, by their kinds; its days are then days of the order"),
        lambda row: sorted(row.windows),
    ),
    Field("last_day", "str or null", tr("the last day of those windows"), lambda row: _day(row.last_day)),
    Field("expected", "bool", tr("whether it is only expected, and not known until when"), attrgetter("expected")),
)


class MistakeRow(NamedTuple):
    """A mistake in a policy file. `term` is the number of the term in the rule, from 1."""

    file: str
    rule: str | None
    term: int | None
    mistake: str
    suggestion: str | None


MISTAKE_FIELDS = attributed(
    ("file", "str", tr("the file")),
    ("rule", "str or null", tr("id of the rule, or the table inside the file")),
    ("term", "int or null", tr("number of the term, from 1")),
    ("mistake", "str", tr("the mistake, with its value")),
    ("suggestion", "str or null", tr("what it could be")),
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
    ("rule", "str", tr("id of the rule; empty for the rule set as a whole")),
    ("other", "str or null", tr("its id in the second, where different")),
    ("change", "str", tr("added, removed or changed")),
    ("changes", "list of object", tr("key, before and after of each thing that differs, in words")),
    ("before_file", "str or null", tr("the file of the rule in the first")),
    ("after_file", "str or null", tr("the file of the rule in the second")),
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
    Field("policy", "str", tr("name of the rule set"), attrgetter("policy")),
    Field("market", "str", tr("ISO code of the market"), attrgetter("market")),
    Field("rule", "str", tr("id of the rule"), attrgetter("rule")),
    Field("limits", "str or null", tr("the order's value, where its terms depend on it"), attrgetter("limits")),
    Field("duty", "str", tr("what must be done"), attrgetter("duty")),
    Field("term", "str", tr("the term as it is"), attrgetter("term")),
    Field("compared", "int", tr("platform deadlines that were compared with the rule"), attrgetter("compared")),
    Field("drifting", "int", tr("those that differ by more than `--min`"), attrgetter("drifting")),
    Field(
        "median_seconds",
        "int",
        tr("the median difference, stamped minus computed"),
        attrgetter("median_seconds"),
    ),
    Field("least_seconds", "int", tr("the smallest of them"), attrgetter("least_seconds")),
    Field("most_seconds", "int", tr("the largest of them"), attrgetter("most_seconds")),
    Field("since", "str", tr("when the first clock that differs started, ISO 8601"), lambda row: row.since.isoformat()),
    Field("cases", "list of int", tr("the cases that differ"), lambda row: list(row.cases)),
    Field(
        "fit", "str or null", tr("the term that would fit; null if none fits more than half of them"), attrgetter("fit")
    ),
    Field("fits", "int or null", tr("how many of them it gives within a minute"), attrgetter("fits")),
    Field("fit_of", "int", tr("how many it was tried on: those whose start is known exactly"), attrgetter("fit_of")),
    Field("also", "list of str", tr("other terms that give as many"), lambda row: list(row.also)),
    Field("toml", "str or null", tr("what to write into a file of your own"), attrgetter("toml")),
    Field("file", "str or null", tr("the name of that file"), attrgetter("file")),
    Field(
        "fit_cases",
        "int or null",
        tr("how many cases fit; fewer than 3 are too few to change a rule"),
        attrgetter("fit_cases"),
    ),
)
