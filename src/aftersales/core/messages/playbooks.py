"""Playbooks for bad reviews, and drafts of messages to buyers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aftersales.core.messages import templates
from aftersales.core.messages.templates import LANGUAGES
from aftersales.core.vocabulary import CAUSES
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.text import either, listed
from aftersales.toml.reader import SOURCE_KEYS, Reader, Source

DELIVERIES = ("late", "stuck", "lost")
REVIEW_STAGES = ("contact", "offer", "solved")
STAGES = (*REVIEW_STAGES, *DELIVERIES)
DRAFTS = (*(f"{cause}-{stage}" for cause in CAUSES for stage in REVIEW_STAGES), *DELIVERIES)
DRAFT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Playbook:
    """What to do for one cause of a bad review: numbered steps with the commands to type, and the advice's source.

    `withheld` says why the market forbids asking for the review to be changed; empty where it may be asked.
    """

    cause: str
    title: str
    title_zh: str
    steps: tuple[str, ...]
    source: Source
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to the buyer. `withheld` says why a sentence was left out in this market; empty when none was."""

    text: str
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Playbooks:
    """Every playbook and draft.

    `drafts` are texts by draft and language, with facts as `{product}`; `asking` the drafts that may ask for the review
    to be changed; `may_ask` that sentence by language; `forbidden` the markets where it must not be asked.
    `wordings` has, by language and fact, the wording with the fact and without it.
    """

    plans: Mapping[str, Playbook]
    drafts: Mapping[tuple[str, str], str]
    asking: frozenset[str]
    may_ask: Mapping[str, str]
    forbidden: Mapping[str, tuple[str, Source]]
    wordings: Mapping[tuple[str, str], tuple[str, str]]


def playbook(table: Playbooks, cause: str, market: str, case: str = "CASE") -> Playbook:
    """The playbook of a cause, with the case's number in its commands and what the market forbids.

    Raises UsageError for a cause that is none of CAUSES.
    """
    if cause not in table.plans:
        raise UsageError(tr("cause {cause!r} is not known; it takes {causes}.", cause=cause, causes=listed(CAUSES)))
    plan = table.plans[cause]
    steps = tuple(tr(step).replace("CASE", case) for step in plan.steps)
    asks = f"{cause}-solved" in table.asking
    withheld = _withheld(table, market) if asks else ""
    return Playbook(plan.cause, plan.title, plan.title_zh, steps, plan.source, withheld)


def draft(table: Playbooks, what: str, market: str, language: str, facts: Mapping[str, str | None]) -> Draft:
    """One of DRAFTS for a market in a language, with the known facts filled in.

    Facts are `product`, `order`, `shop`, `carrier`, `tracking` and `again` (when the buyer will hear again); a general
    wording stands for a missing one. Where the market forbids asking for a review to be changed, that sentence is left
    out. Raises UsageError for an unknown draft or language.
    """
    if (what, language) not in table.drafts:
        raise UsageError(
            tr(
                "no draft {what!r} in {language!r}; drafts are {drafts}, in {languages}.",
                what=what,
                language=language,
                drafts=listed(DRAFTS),
                languages=either(LANGUAGES),
            )
        )
    withheld = _withheld(table, market) if what in table.asking else ""
    ask = table.may_ask[language] if what in table.asking and not withheld else ""
    known = {name: short for name, fact in facts.items() if (short := templates.shortened(fact))}

    text = table.drafts[what, language].replace("{ask}", ask)
    return Draft(templates.filled(text, language, known, table.wordings), withheld)


def _withheld(table: Playbooks, market: str) -> str:
    """Why a message in this market may not ask for a review to be changed; empty where it may."""
    if market.upper() not in table.forbidden:
        return ""
    rule, source = table.forbidden[market.upper()]
    return tr(
        "Do not mention the review: in {market} a seller may not ask for one to be changed or removed "
        "(rule {rule}; {summary}).",
        market=market.upper(),
        rule=rule,
        summary=source.summary(),
    )


def parse_playbooks(where: str, tables: Mapping[str, Any]) -> Playbooks:
    """Playbooks from a file's tables. `where` names the file. Raises PolicyError with every mistake of the file."""
    reader = Reader(where)
    reader.keys("", tables, {"checked", "playbook", "draft", "may-ask", "forbidden", "words"})
    reader.day("", "checked", tables.get("checked"))
    plans = {
        cause: _plan(reader, cause, table)
        for cause, table in _named_tables(reader, "playbook", tables.get("playbook"), CAUSES).items()
    }
    wordings = templates.read_wordings(reader, reader.table("", "words", tables.get("words")))
    drafts: dict[tuple[str, str], str] = {}
    asking = set[str]()
    for what, table in _named_tables(reader, "draft", tables.get("draft"), DRAFTS).items():
        for language, text in templates.read_texts(reader, f"draft {what}", table).items():
            drafts[what, language] = text
            for name in templates.PLACE.findall(text):
                if name == "ask":
                    asking.add(what)
                elif (language, name) not in wordings:
                    reader.wrong(
                        f"draft {what}",
                        tr("{language} has {{{name}}}, which has no text", language=language, name=name),
                    )
    may_ask = templates.read_texts(reader, "may-ask", reader.table("", "may-ask", tables.get("may-ask")))
    forbidden = {
        market: _forbidden(reader, f"forbidden {market}", reader.table("forbidden", market, table))
        for market, table in reader.table("", "forbidden", tables.get("forbidden")).items()
    }
    reader.done()
    return Playbooks(plans, drafts, frozenset(asking), may_ask, forbidden, wordings)


def _named_tables(reader: Reader, key: str, value: Any, names: tuple[str, ...]) -> dict[str, Mapping[str, Any]]:
    """A table for each of `names`. A missing table and an unknown name are mistakes."""
    tables = reader.table("", key, value)
    reader.keys(key, tables, names)
    return {name: reader.table(key, name, tables.get(name)) for name in names}


def _plan(reader: Reader, cause: str, table: Mapping[str, Any]) -> Playbook:
    place = f"playbook {cause}"
    reader.keys(place, table, {"title", "title-zh", "steps", *SOURCE_KEYS})
    return Playbook(
        cause,
        reader.text(place, "title", table.get("title")),
        reader.text(place, "title-zh", table.get("title-zh")),
        reader.words(place, "steps", table.get("steps"), needed=True),
        reader.source(place, table),
    )


def _forbidden(reader: Reader, place: str, table: Mapping[str, Any]) -> tuple[str, Source]:
    reader.keys(place, table, {"rule", *SOURCE_KEYS})
    return reader.text(place, "rule", table.get("rule")), reader.source(place, table)
