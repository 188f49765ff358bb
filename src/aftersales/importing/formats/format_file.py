"""Plain tables to a format, with every mistake in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aftersales.core.cases.statuses import ARBITRATIONS, STATUSES
from aftersales.core.vocabulary import ORDER_STATUSES, ORDER_TYPES, REQUEST_KINDS, SHIPPING_TYPES
from aftersales.importing.formats.facts import facts_of
from aftersales.importing.formats.format import Format, plain_text
from aftersales.importing.formats.format_reader import FormatReader
from aftersales.importing.formats.time_pattern import NAMED, time_pattern
from aftersales.language import tr
from aftersales.text import plain
from aftersales.toml.reader import shown

_CARRIED = ("cases", "orders")
# What the words of a table may mean, by the table. `handling_unit` is that of answers alone.
_CASE_WORDS: Mapping[str, tuple[str, ...]] = {
    "status": tuple(STATUSES),
    "kind": REQUEST_KINDS,
    "end": ("cancelled", "complete"),
    "arbitration": ARBITRATIONS,
}
_ORDER_WORDS: Mapping[str, tuple[str, ...]] = {
    "status": ORDER_STATUSES,
    "order_type": ORDER_TYPES,
    "fulfilment": ("seller", "platform"),
}
_ANSWER_WORDS = {"shipping_type": SHIPPING_TYPES, "handling_unit": ("days", "business days")}
TOP_KEYS = ("name", "title", "carries", "requires", "comes_from", "whole", "shop", "market", "encoding")
_TABLES = ("columns", "headers", "languages", "dates", "money", "ids", "constants")
_NAME = r"[a-z0-9][a-z0-9._-]{0,39}"
_TIME_OF_DAY = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_CURRENCY = r"[A-Z]{3}"
# Facts that may be the same in each row of a file.
CONSTANT = ("kind", "status", "fulfilment", "order_type", "reason", "buyer", "sku", "product")


def built_in(tables: Mapping[str, Any]) -> Format:
    """A format that the program brings along. Raises PolicyError for a mistake in it."""
    reader = FormatReader(str(tables.get("name")), {})
    form = _read(reader, tables, is_own=False)
    reader.done()
    return form


def own_of_tables(reader: FormatReader, tables: Mapping[str, Any], name: str) -> Format:
    """A format of the seller's own, called `name` unless it states its name. Its mistakes are noted in the reader, and
    it must not be used if there are some.
    """
    return _read(reader, {"name": name, **tables}, is_own=True)


def _read(reader: FormatReader, tables: Mapping[str, Any], *, is_own: bool) -> Format:
    reader.at("carries")
    carries = reader.one_of("", "carries", tables.get("carries"), _CARRIED)
    takes: Mapping[str, tuple[str, ...]] = _ORDER_WORDS if carries == "orders" else _CASE_WORDS
    takes = takes if is_own else {**takes, **_ANSWER_WORDS}
    _keys(reader, tables, (*TOP_KEYS, *_TABLES, *takes, *(() if is_own else ("array", "fields"))))
    named = _columns(reader, tables, carries) if is_own or "columns" in tables else {}
    languages = _languages(reader, tables, named)
    constants = _constants(reader, tables, named, carries, takes)
    meanings = {table: _meanings(reader, tables, table, takes[table]) for table in takes if table in tables}
    for fact in constants.keys() & takes.keys():  # a constant is one of the program's own words
        meanings[fact] = {**meanings.get(fact, {}), plain_text(constants[fact]): constants[fact]}
    if is_own:
        _needed(reader, named, constants, meanings, carries)
    times = [fact for fact in named if facts_of(carries)[fact].form == "time"]
    name = _name(reader, tables, is_own=is_own)
    return Format(
        name=name,
        title=plain(_text(reader, tables, "title", needed=not is_own)) or name,
        carries=carries,
        array=tables.get("array"),
        requires=_requires(reader, tables, named, carries, is_own=is_own),
        columns={fact: names[0] for fact, names in named.items()},
        translations=_translations(named, languages),
        languages=_sources(reader, tables, languages),
        fields=tables.get("fields", {}),
        meanings=meanings,
        comes_from=plain(_text(reader, tables, "comes_from")),
        whole=_yes(reader, tables, "whole") if "whole" in tables else not is_own,
        shop=_text(reader, tables, "shop"),
        market=_text(reader, tables, "market").upper(),
        encoding=reader.encoding(_text(reader, tables, "encoding")),
        constants=constants,
        **_dates(reader, tables, times),
        **_money(reader, tables),
        **_ids(reader, tables, named, carries),
    )


def _keys(reader: FormatReader, tables: Mapping[str, Any], allowed: Sequence[str]) -> None:
    """Note every key and table that is not one of those allowed."""
    for key in tables:
        if key not in allowed:
            reader.at(key)
            reader.unknown_key("", key, allowed)


def _name(reader: FormatReader, tables: Mapping[str, Any], *, is_own: bool) -> str:
    name = _text(reader, tables, "name", needed=True)
    if is_own and name and not re.fullmatch(_NAME, name):
        reader.wrong("", tr("name is {shown}; it takes small letters, digits, . - and _", shown=shown(name)))
    return name


def _translations(
    named: Mapping[str, tuple[str, ...]], languages: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, ...]]:
    """The further names of each column: those beside the usual one, then those in other languages."""
    return {
        fact: tuple(dict.fromkeys([*names[1:], *(table[fact] for table in languages.values() if fact in table)]))
        for fact, names in named.items()
    }


def _text(reader: FormatReader, tables: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
    reader.at(key)
    return reader.text("", key, tables.get(key), needed=needed)


def _yes(reader: FormatReader, tables: Mapping[str, Any], key: str) -> bool:
    reader.at(key)
    return reader.yes("", key, tables[key])


def _table(reader: FormatReader, tables: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    reader.at(key)
    return reader.table("", key, tables[key]) if key in tables else {}


def _columns(reader: FormatReader, tables: Mapping[str, Any], carries: str) -> dict[str, tuple[str, ...]]:
    """The names that the column of each fact may have."""
    reader.at("columns")
    columns = reader.table("", "columns", tables.get("columns"))
    facts, named = facts_of(carries), dict[str, tuple[str, ...]]()
    for fact, value in columns.items():
        place = reader.at("columns", fact)
        if fact not in facts:
            reader.unknown_key(place, fact, facts)
        else:
            names = (reader.text(place, fact, value),) if isinstance(value, str) else reader.words(place, fact, value)
            if names and all(names):
                named[fact] = names
    return named


def _languages(reader: FormatReader, tables: Mapping[str, Any], named: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The names of columns in other languages, by language and fact."""
    languages: dict[str, dict[str, str]] = {}
    for language, table in _table(reader, tables, "headers").items():
        place = reader.at("headers", language)
        names = languages.setdefault(language, {})
        for fact, value in reader.table(place, language, table).items():
            reader.at("headers", language, fact)
            if fact not in named:
                reader.unknown_key(place, fact, named)
            else:
                names[fact] = reader.text(place, fact, value)
    return languages


def _sources(reader: FormatReader, tables: Mapping[str, Any], languages: Iterable[str]) -> dict[str, str]:
    """Where the headers of each language were found; a language without a source has an empty text."""
    stated = _table(reader, tables, "languages")
    sources = {}
    for language, value in stated.items():
        place = reader.at("languages", language)
        sources[language] = reader.text(place, language, value)
    return {**sources, **{language: sources.get(language, "") for language in languages}}


def _constants(
    reader: FormatReader,
    tables: Mapping[str, Any],
    named: Mapping[str, Any],
    carries: str,
    takes: Mapping[str, tuple[str, ...]],
) -> dict[str, str]:
    """The facts that are the same in each row."""
    constants = {}
    allowed = [fact for fact in CONSTANT if fact in facts_of(carries)]
    for fact, value in _table(reader, tables, "constants").items():
        place = reader.at("constants", fact)
        if fact not in allowed:
            reader.unknown_key(place, fact, allowed)
        elif fact in named:
            reader.wrong(place, tr("{fact} is a column and a constant; take out one of them", fact=fact))
        elif fact in takes:
            constants[fact] = reader.one_of(place, fact, value, takes[fact])
        else:
            constants[fact] = reader.text(place, fact, value)
    return constants


def _meanings(reader: FormatReader, tables: Mapping[str, Any], table: str, takes: tuple[str, ...]) -> dict[str, str]:
    """What the texts of one kind mean, whatever their case."""
    meanings: dict[str, str] = {}
    for text, value in _table(reader, tables, table).items():
        place = reader.at(table, text)
        meaning = reader.one_of(place, shown(text), value, takes)
        if meanings.setdefault(plain_text(text), meaning) != meaning:
            reader.wrong(place, tr("{text} has two meanings; case and spaces make no difference", text=shown(text)))
    return meanings


def _needed(
    reader: FormatReader,
    named: Mapping[str, Any],
    constants: Mapping[str, str],
    meanings: Mapping[str, Any],
    carries: str,
) -> None:
    """Note what no row can do without."""
    for fact, about in facts_of(carries).items():
        if about.needed and fact not in named and fact not in constants:
            place = reader.at("columns", "")
            hint = (
                tr("{fact} is missing ({meaning}); name its column, or set it in [constants]",
                   fact=fact, meaning=tr(about.meaning))
                if fact in CONSTANT
                else tr("{fact} is missing ({meaning}); name its column", fact=fact, meaning=tr(about.meaning))
            )  # fmt: skip
            reader.wrong(place, hint)
        if about.needed and about.form == "word" and fact in named and not meanings.get(fact):
            reader.at(fact)
            reader.wrong(
                "",
                tr(
                    "[{fact}] is missing; say there what each word in the column {column} means",
                    fact=fact,
                    column=shown(named[fact][0]),
                ),
            )


def _requires(
    reader: FormatReader, tables: Mapping[str, Any], named: Mapping[str, Any], carries: str, *, is_own: bool
) -> tuple[str, ...]:
    """The facts without whose columns a table is not of this format."""
    if "requires" not in tables:
        facts = facts_of(carries)
        return tuple(fact for fact in named if facts[fact].needed) if is_own else ()
    reader.at("requires")
    requires = reader.words("", "requires", tables["requires"])
    for fact in requires:
        if fact not in named:
            reader.wrong("", tr("requires names {fact}, which has no column", fact=shown(fact)))
    return tuple(fact for fact in requires if fact in named)


def _dates(reader: FormatReader, tables: Mapping[str, Any], times: list[str]) -> dict[str, Any]:
    table = _table(reader, tables, "dates")
    read: dict[str, Any] = {"dates": tuple(times)}
    for key, value in table.items():
        place = reader.at("dates", key)
        if key == "columns":
            read["dates"] = tuple(fact for fact in reader.words(place, key, value) if fact in times)
        elif key == "format":
            read["date_format"] = _date_format(reader, place, reader.text(place, key, value))
        elif key == "zone":
            read["zone"] = _zone(reader, place, reader.text(place, key, value))
        elif key == "time":
            read["time_of_day"] = reader.text(place, key, value)
            if read["time_of_day"] and not re.fullmatch(_TIME_OF_DAY, read["time_of_day"]):
                reader.wrong(place, tr("time is {shown}; write a time of day such as 00:00", shown=shown(value)))
        elif key == "times":
            read["time_columns"] = _time_columns(reader, value, times)
        else:
            reader.unknown_key(place, key, ("format", "zone", "time", "times", "columns"))
    return read


def _time_columns(reader: FormatReader, value: Any, times: Sequence[str]) -> dict[str, str]:
    """The columns in which the time of day of a fact stands by itself."""
    named = {}
    for fact, name in reader.table("[dates]", "times", value).items():
        place = reader.at("dates", "times", fact)
        if fact in times:
            named[fact] = reader.text(place, fact, name, needed=True)
        else:
            reader.unknown_key(place, fact, times)
    return named


def _date_format(reader: FormatReader, place: str, text: str) -> str:
    if text and text not in NAMED:
        try:
            time_pattern(text)
        except ValueError as error:
            reader.wrong(place, tr("format is {shown}; {reason}", shown=shown(text), reason=error))
    return text


def _zone(reader: FormatReader, place: str, name: str) -> str:
    try:
        if name:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        reader.wrong(place, tr("zone is {shown}; write one such as Europe/London", shown=shown(name)))
        return ""
    return name


def _money(reader: FormatReader, tables: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key, value in _table(reader, tables, "money").items():
        place = reader.at("money", key)
        if key == "currency":
            if value == "":
                reader.wrong(place, tr("currency is still empty; write three letters such as GBP"))
                continue
            read["currency"] = reader.text(place, key, value).upper()
            if read["currency"] and not re.fullmatch(_CURRENCY, read["currency"]):
                reader.wrong(place, tr("currency is {shown}; write three letters such as GBP", shown=shown(value)))
        elif key == "decimal":
            read["decimal"] = reader.one_of(place, key, value, (".", ","))
        else:
            reader.unknown_key(place, key, ("currency", "decimal"))
    return read


def _ids(reader: FormatReader, tables: Mapping[str, Any], named: Mapping[str, Any], carries: str) -> dict[str, Any]:
    read: dict[str, Any] = {}
    ids = [fact for fact, about in facts_of(carries).items() if about.form == "id"]
    for key, value in _table(reader, tables, "ids").items():
        place = reader.at("ids", key)
        if key == "own":
            facts = reader.words(place, key, value)
            for fact in facts:
                if fact not in ids or fact not in named:
                    reader.wrong(place, tr("own names {fact}, which is not a column with numbers", fact=shown(fact)))
            read["own_ids"] = frozenset(facts)
        elif key == "prefixes":
            read["prefixes"] = reader.words(place, key, value)
        else:
            reader.unknown_key(place, key, ("own", "prefixes"))
    return read
