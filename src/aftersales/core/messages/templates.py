"""Texts of messages to buyers, with places for facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from aftersales.language import tr
from aftersales.text import city, plain
from aftersales.toml.reader import Reader

LANGUAGES = ("en", "zh")
PLACE = re.compile(r"\{([a-z]+)\}")
_FACT_MOST = 60
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

# By language and fact, the wording with the fact and the wording without it.
Wordings = Mapping[tuple[str, str], tuple[str, str]]


def filled(text: str, language: str, facts: Mapping[str, str], wordings: Wordings) -> str:
    """A text with its facts, without empty paragraphs. A fact that is not among `facts` is worded without it. What
    stands in a fact is never read as a place.
    """

    def worded(match: re.Match[str]) -> str:
        name = match[1]
        with_fact, without = wordings[language, name]
        return with_fact.replace(f"{{{name}}}", facts[name]) if facts.get(name) else without

    written = PLACE.sub(worded, text)
    return "\n\n".join(part.strip() for part in written.split("\n\n") if part.strip())


def shortened(fact: str | None) -> str:
    """A fact on one line, cut between words: a very long product title must not fill the message."""
    line = " ".join(plain(fact or "").split())
    if len(line) <= _FACT_MOST:
        return line
    cut = line[: _FACT_MOST - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:-") + "…"


def moment(when: datetime, language: str) -> str:
    """A deadline for a buyer, in the zone of `when`: `Monday 30 November, 09:05 GMT`. Seconds are cut off, which is
    never too late.
    """
    name = when.tzname() or ""
    zone = name if name.isalpha() else city(when)
    weekday, clock = _WEEKDAYS[language][when.weekday()], when.strftime("%H:%M")
    if language == "zh":
        return f"{when.month}月{when.day}日 {weekday} {clock}（{zone}）"
    return f"{weekday} {when.day} {_MONTHS[when.month - 1]}, {clock} {zone}"


def read_texts(reader: Reader, place: str, table: Mapping[str, Any]) -> dict[str, str]:
    """A text for each language."""
    reader.keys(place, table, LANGUAGES)
    return {language: reader.text(place, language, table.get(language)) for language in LANGUAGES}


def read_named_texts(
    reader: Reader, key: str, value: Any, names: Collection[str], places: Collection[str]
) -> dict[tuple[str, str], str]:
    """By name and language, a text for each of `names`, each of whose places is one of `places`. A missing table and an
    unknown name are mistakes.
    """
    tables = reader.table("", key, value)
    reader.keys(key, tables, names)
    texts = {}
    for name in names:
        for language, text in read_texts(reader, f"{key} {name}", reader.table(key, name, tables.get(name))).items():
            texts[name, language] = text
            for place in PLACE.findall(text):
                if place not in places:
                    reader.wrong(
                        f"{key} {name}",
                        tr("{language} has {{{name}}}, which has no text", language=language, name=place),
                    )
    return texts


def read_wordings(
    reader: Reader, tables: Mapping[str, Any], flags: Collection[str] = ()
) -> dict[tuple[str, str], tuple[str, str]]:
    """By language and fact, the wording with the fact and the wording without it, which may be empty. `flags` are facts
    that are only true or not: their wording does not name them.
    """
    texts = {}
    for name, languages in tables.items():
        table = reader.table("words", name, languages)
        reader.keys(f"words {name}", table, LANGUAGES)
        for language in LANGUAGES:
            pair = table.get(language)
            if isinstance(pair, list) and len(pair) == 2 and all(isinstance(p, str) for p in pair):
                texts[language, name] = (pair[0], pair[1])
            else:
                reader.wrong(
                    f"words {name}",
                    tr(
                        "{language} is {pair!r}; write two texts, with the fact and without it",
                        language=language,
                        pair=pair,
                    ),
                )
                texts[language, name] = ("", "")
            if name not in flags and f"{{{name}}}" not in texts[language, name][0]:
                reader.wrong(
                    f"words {name}",
                    tr("{language} does not name {{{name}}} in its first text", language=language, name=name),
                )
    return texts
