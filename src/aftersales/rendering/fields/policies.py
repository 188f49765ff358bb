"""The fields of lists about rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from aftersales.record import NamedTuple
from aftersales.rendering.fields.lists import keyed
from aftersales.rendering.fields.view import Field

POLICY_FIELDS = keyed(
    ("policy", "str", "name of the rule set, as a shop chooses it"),
    ("market", "str", "ISO code of the market"),
    ("title", "str", "what it is"),
    ("own", "bool", "whether a file of your own has a part in it"),
    ("files", "list of str", "its files, the one on top first; your own by their paths"),
    ("timezone", "str", "the zone in which its days are counted"),
    ("currency", "str", "the currency of its value limits"),
    ("calendar", "str or null", "the name of its holidays; null where they are not known"),
    ("known_through", "int or null", "the last year for which the holidays are published"),
    ("checked", "str or null", "when a person last compared it with its sources"),
    ("checked_days_ago", "int or null", "how long ago that was"),
    ("rules", "int", "how many rules it has"),
    ("shops", "list of str", "the shops that work under it"),
    ("mistakes", "int", "how many mistakes keep it from being used; `policy check` tells them"),
    ("respond", "str or null", "how long you have today to answer a return request; null where no rule says"),
    ("confidence", "str or null", "how far to trust that: high, medium or low"),
)

RULE_FIELDS = keyed(
    ("rule", "str", "id of the rule"),
    ("duty", "str", "what must be done"),
    ("owner", "str", "who owes it"),
    ("when", "object", "which cases it is for: each fact with the values it may have"),
    ("starts", "list of str", "the events that start its clock"),
    ("stops", "list of str", "the events that stop it"),
    ("outcome", "str", "what happens on silence"),
    ("note", "str or null", "what you should know"),
    ("file", "str", "the file that has the last word on it"),
    ("terms", "list of object", "its terms; their fields are those below without the rule's"),
    ("extension", "object or null", "length and times: how far and how often the deadline may be moved"),
    ("pauses", "object or null", "from and until: the events that stop it for a while; most: for how long at most"),
)

OVERLAY_FIELDS = keyed(
    ("name", "str", "what the range of days is called"),
    ("from", "str", "the first day of starts for which it holds"),
    ("until", "str", "the first day for which it holds no longer"),
    ("rules", "list of str", "the rules whose terms it makes longer"),
    ("duties", "list of str", "the duties of which it does so with every rule"),
    ("length", "str or null", "the length in place of the term's own"),
    ("plus", "str or null", "what comes on top of the term"),
    ("source", "str", "where it was read"),
    ("url", "str or null", "its address"),
    ("dated", "str or null", "the source's date"),
    ("confidence", "str", "high, medium or low"),
    ("note", "str or null", "what you should know"),
)

TERM_FIELDS = keyed(
    ("rule", "str", "id of the rule"),
    ("duty", "str", "what must be done"),
    ("owner", "str", "who owes it"),
    ("length", "str", "how long, such as 2 business days"),
    ("ends", "str or null", "the hour at which it ends, where that is not the hour of the start"),
    ("from", "str or null", "the first day of starts for which it holds"),
    ("until", "str or null", "the first day for which it holds no longer"),
    ("limits", "str or null", "the order's value for which it holds"),
    ("outcome", "str", "what happens on silence"),
    ("source", "str", "where it was read"),
    ("url", "str or null", "its address"),
    ("dated", "str or null", "the source's date"),
    ("confidence", "str", "high, medium or low"),
    ("note", "str or null", "what you should know"),
    ("file", "str", "the file that has the last word on the rule"),
    ("started_on", "str or null", "the days on which a clock must start to have it"),
    ("cut_off", "str or null", "the hour from which an event belongs to the next day"),
    ("timezone", "str or null", "the zone in which it is read, where that is not the market's"),
    ("first_day", "str or null", "same-day or next-day: the day of the event, by the cut-off, or the one after it"),
)

MISTAKE_FIELDS = keyed(
    ("file", "str", "the file"),
    ("rule", "str or null", "id of the rule, or the table inside the file"),
    ("term", "int or null", "number of the term, from 1"),
    ("mistake", "str", "what was found, with its value"),
    ("suggestion", "str or null", "what it could be"),
)

DIFF_FIELDS = keyed(
    ("rule", "str", "id of the rule; empty for what is said of the whole"),
    ("other", "str or null", "its id in the second, where that is another"),
    ("change", "str", "added, removed or changed"),
    ("changes", "list of object", "key, before and after of each thing that differs, in words"),
    ("before_file", "str or null", "the file of the rule in the first"),
    ("after_file", "str or null", "the file of the rule in the second"),
)

CALENDAR_FIELDS = keyed(
    ("market", "str", "ISO code of the market"),
    ("date", "str", "the day"),
    ("weekday", "str", "mon, tue, …"),
    ("open", "bool", "whether it counts as a business day"),
    ("name", "str or null", "why it is closed"),
    ("doubt", "str or null", "what is not certain of its year's holidays"),
    ("due", "int", "how many of your duties fall due on it"),
    ("at_risk", "list of object", "the money at risk in them, by currency, a case counted once"),
    (
        "act",
        "int or null",
        "how many of your duties have their act-by on it; null: no staff calendar",
    ),
    ("staff_off", "str or null", "why nobody of your staff is in"),
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
