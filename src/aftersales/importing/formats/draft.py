"""The draft of a mapping for a table that no format fits."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from aftersales.core.cases.statuses import STATUSES
from aftersales.core.money.entered import is_platform_number
from aftersales.core.vocabulary import ORDER_STATUSES, REQUEST_KINDS
from aftersales.importing.formats.facts import facts_of
from aftersales.importing.formats.format import Format, plain_header
from aftersales.importing.formats.recogniser import of_header
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed, plain
from aftersales.toml.keys import quoted

_WORDS = Path(__file__).parent / "words" / "headers.toml"
_MOST_WORDS = 40  # of a status column; more are no words of a status
_LONGEST = 60
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?", re.ASCII)
_DAY = re.compile(r"(\d{1,4})([./-])(\d{1,2})[./-](\d{4}|\d{1,2})(?!\d)", re.ASCII)
_HAN_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日", re.ASCII)
_STATUS_WORDS = {"orders": ORDER_STATUSES, "cases": tuple(STATUSES)}
_CARRIES = mark("cases are requests; or orders")
_KIND = mark("the same for each row, if no column says it: refund, return, …")
_HEAD = mark("A mapping for {file}. Correct it, then: aftersales import --explain FILE --map MAPPING")


class TableSample(NamedTuple):
    """The header of a table and its first rows; and its encoding, where a mapping has to state it."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    encoding: str = ""

    def values(self, place: int) -> Iterator[str]:
        """The values of a column that are not empty."""
        return (value for row in self.rows if place < len(row) and (value := row[place].strip()))


def mapping_draft(sample: TableSample, known: Iterable[Format], file: str) -> str:
    """A mapping as TOML, with a guess for each column that has one and a comment for the others. `known` are formats
    whose names of columns are taken too, `file` is how the table's file is called. What can't be guessed is left empty,
    so that the mapping is refused until a person fills it in.
    """
    known = tuple(known)
    carries = _carried(sample.header, known)
    guessed = _guesses(sample.header, carries, [form for form in known if form.carries == carries])
    times = _time_columns(sample, guessed, carries)
    encoding = [f"encoding = {quoted(sample.encoding)}"] if sample.encoding else []
    head = [_remark(tr(_HEAD, file=plain(file))), f"title = {quoted(file)}", _line("carries", carries, tr(_CARRIES))]
    parts = [
        head + encoding,
        ["[columns]", *_columns(sample, guessed, carries, [*guessed.values(), *times.values()])],
        ["[constants]", _line("kind", "return", tr(_KIND))] if carries == "cases" and "kind" not in guessed else [],
        *(_words(sample, guessed[fact], fact, carries) for fact in ("kind", "status") if fact in guessed),
        ["[dates]", *_dates(sample, guessed, carries, times)],
        ["[money]", *_money(sample, guessed, carries)],
        list(_ids(sample, guessed)),
    ]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def _line(key: str, value: str, remark: str) -> str:
    """A key with its value, and what it is in a comment."""
    return f"{key} = {quoted(value)}{_behind(remark)}"


def _behind(remark: str) -> str:
    return f"  # {remark}" if remark else ""


def _remark(remark: str) -> str:
    return f"# {remark}"


@cache
def _words_of(carries: str) -> Mapping[str, Sequence[str]]:
    tables: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return tables[carries]


def _carried(header: Sequence[str], known: Sequence[Format]) -> str:
    """What a known format with these columns carries; else requests, if a column looks like the number or the reason of
    one, else orders.
    """
    if (form := of_header(header, known)) is not None:
        return form.carries
    names = [plain_header(name) for name in header]
    marks = [*_words_of("cases")["ref"], *_words_of("cases")["reason"], "refund"]
    return "cases" if any(mark in name for mark in marks for name in names) else "orders"


def _guesses(header: Sequence[str], carries: str, known: Sequence[Format]) -> dict[str, int]:
    """The column that probably has each fact: one with a name that a known format has, else with a word for it."""
    places: dict[str, int] = {}
    for form in known:
        for fact, place in form.places(header).items():
            if place not in places.values():
                places.setdefault(fact, place)
    for fact, marks in _words_of(carries).items():
        free = [n for n, name in enumerate(header) if n not in places.values() and name]
        fitting = [n for mark in marks for n in free if mark in plain_header(header[n])]
        if fitting and fact not in places:
            places[fact] = fitting[0]
    return places


def _columns(sample: TableSample, guessed: Mapping[str, int], carries: str, used: Sequence[int]) -> Iterator[str]:
    facts = facts_of(carries)
    for fact, about in facts.items():
        if fact in guessed:
            yield _line(fact, sample.header[guessed[fact]], _example(sample, guessed[fact], tr(about.meaning)))
        elif about.needed and fact != "kind":
            yield _line(fact, "", tr(about.meaning))
    unused = [place for place, name in enumerate(sample.header) if name and place not in used]
    if unused:
        free = listed(fact for fact in facts if fact not in guessed)
        yield _remark(tr("Not used; each could be one of: {facts}", facts=free))
    for place in unused:
        yield f"# … = {quoted(sample.header[place])}{_behind(_example(sample, place))}"


def _example(sample: TableSample, place: int, meaning: str = "") -> str:
    """What a column is, with its first value."""
    example = next(sample.values(place), "")
    shown = quoted(example if len(example) <= _LONGEST else f"{example[:_LONGEST]}…") if example else ""
    return listed(filter(None, (meaning, shown)))


def _words(sample: TableSample, place: int, fact: str, carries: str) -> Iterator[str]:
    """The words of a column, each without its meaning: only a person knows it."""
    takes = _STATUS_WORDS[carries] if fact == "status" else REQUEST_KINDS
    yield f"[{fact}]{_behind(tr('what each word means: {words}', words=listed(takes)))}"
    for word, count in Counter(sample.values(place)).most_common(_MOST_WORDS):
        yield _line(quoted(word), "", str(count))


def _dates(sample: TableSample, guessed: Mapping[str, int], carries: str, times: Mapping[str, int]) -> Iterator[str]:
    orders = tr("dmy, mdy, ymd, unix, or a pattern such as DD.MM.YYYY HH:mm")
    yield _line("format", _order(sample, guessed, carries), orders)
    yield _line("# zone", "Europe/London", tr("of the times; otherwise that of your exports"))
    if times:
        columns = ", ".join(f"{fact} = {quoted(sample.header[place])}" for fact, place in times.items())
        yield f"times = {{ {columns} }}{_behind(tr('columns in which the time of day stands by itself'))}"
    if any(_is_bare_day(value) for value in _times(sample, guessed, carries, times)):
        early = tr("what a date without a time of day means; 00:00 makes deadlines too early rather than too late")
        yield _line("time", "00:00", early)
    else:
        yield _line("# time", "00:00", tr("what a date without a time of day means"))


def _time_columns(sample: TableSample, guessed: Mapping[str, int], carries: str) -> dict[str, int]:
    """The column behind one of dates that holds nothing but times of day, by the fact that is dated."""
    places = {}
    for fact, place in guessed.items():
        values = list(sample.values(place + 1))
        is_day = facts_of(carries)[fact].form == "time" and all(map(_is_bare_day, sample.values(place)))
        if is_day and place + 1 not in guessed.values() and values and all(map(_CLOCK.fullmatch, values)):
            places[fact] = place + 1
    return places


def _is_bare_day(value: str) -> bool:
    return bool(_DAY.fullmatch(value.removesuffix(" 00:00:00")) or _HAN_DATE.fullmatch(value))


def _times(
    sample: TableSample, guessed: Mapping[str, int], carries: str, beside: Mapping[str, int] = MappingProxyType({})
) -> list[str]:
    """The values of the columns that hold times; not those that have a time of day in a column `beside` them."""
    times = [fact for fact in guessed if facts_of(carries)[fact].form == "time"]
    rows = [(row, fact) for fact in times for row in sample.rows if guessed[fact] < len(row)]
    values = (row[guessed[fact]].strip() for row, fact in rows if not _cell(row, beside.get(fact)))
    return [value for value in values if value]


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _order(sample: TableSample, guessed: Mapping[str, int], carries: str) -> str:
    """How the first rows write dates: an order of day and month, or a pattern where that says too little; empty where
    they don't show it.
    """
    values = _times(sample, guessed, carries)
    days = [match.groups() for value in values if (match := _DAY.match(value))]
    if any(len(first) == 4 for first, *_ in days) or any(_HAN_DATE.match(value) for value in values):
        return "ymd"
    day_first = any(int(first) > 12 for first, *_ in days)
    if not day_first and not any(int(second) > 12 for _, _, second, *_ in days):
        return ""
    if any(len(year) == 4 for *_, year in days):
        return "dmy" if day_first else "mdy"
    mark = next(mark for _, mark, *_ in days)
    return mark.join(("DD", "MM", "YY") if day_first else ("MM", "DD", "YY")) + " HH:mm"


def _money(sample: TableSample, guessed: Mapping[str, int], carries: str) -> Iterator[str]:
    amounts = [place for fact, place in guessed.items() if facts_of(carries)[fact].form == "money"]
    values = [value for place in amounts for value in sample.values(place)]
    comma = any(len(value.rpartition(",")[2].strip(" €")) == 2 for value in values if "," in value)
    if any(sign in value for sign in "¥￥" for value in values):
        yield _line("currency", "", tr("of amounts that name none, and of ¥: CNY or JPY"))
    else:
        yield _line("# currency", "GBP", tr("of amounts that name none; otherwise that of the market"))
    yield _line("decimal", "," if comma else ".", "")


def _ids(sample: TableSample, guessed: Mapping[str, int]) -> Iterator[str]:
    """What is to be said of numbers that are not the platform's, or have something before them."""
    others, prefixes = list[str](), dict[str, None]()
    for fact in (fact for fact in ("ref", "order") if fact in guessed):
        values = [value.strip("'=\" \t") for value in sample.values(guessed[fact])]
        before = {value.rstrip("0123456789") for value in values} - {""}
        if all(is_platform_number(value) for value in values):
            continue
        if len(before) == 1 and all(is_platform_number(value.removeprefix(*before)) for value in values):
            prefixes |= dict.fromkeys(before)
        else:
            others.append(fact)
    if others or prefixes:
        yield "[ids]"
    if others:
        yield f"own = {_list(others)}{_behind(tr('these are not the numbers of the platform'))}"
    if prefixes:
        yield f"prefixes = {_list(prefixes)}{_behind(tr('what stands before a number'))}"


def _list(texts: Iterable[str]) -> str:
    """Texts as a list of TOML."""
    return json.dumps(list(texts), ensure_ascii=False)
