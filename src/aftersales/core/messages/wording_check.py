"""The check of messages to buyers for forbidden wording."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile
from typing import Any

from aftersales.core.messages.normalise import Folded, Span, find_phrase, fold
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import plain
from aftersales.toml.reader import SOURCE_KEYS, Reader, Source

_GAP = re.compile(r"~(\d{1,3})(?:!([a-z-]+))?")
_TOP_KEYS = ("same-letters", "lists", "rule", "checked")
_LIST_KEYS = ("words", "also", "not-after", "not-before", "within")
_RULE_KEYS = ("id", "title", "why", "markets", "not-in", "patterns", "expressions", "as", "unless", "sources")
# Full-width letters, digits and signs as those that everybody types; each stays one character.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x3002: "."}


@dataclass(frozen=True, slots=True)
class PhraseList:
    """A word list: phrases that patterns name as one.

    `also` names lists whose phrases belong to this list too. A phrase does not count right after one of `not_after`
    (with at most `within` letters between), nor right before one of `not_before`.
    """

    phrases: tuple[Folded, ...]
    also: tuple[str, ...] = ()
    not_after: tuple[Folded, ...] = ()
    not_before: tuple[Folded, ...] = ()
    within: int = 0


class PatternStep(NamedTuple):
    """One word list in a pattern.

    At most `gap` letters may stand between it and the list before, and no phrase of the list `barred`.
    """

    list_name: str
    gap: int
    barred: str = ""


@dataclass(frozen=True, slots=True)
class WordingRule:
    """What may not be written, why, and the patterns that recognise it.

    A pattern such as `refund ~24 if ~16 change ~20 review` names word lists, and the letters that may stand between
    them. `expressions` find what no list can name, such as an address. The rule binds in `markets`; if that is empty,
    in every market but those of `not_in`. It does not apply to a message with a phrase of the list `unless`.
    """

    id: str
    title: str
    why: str
    markets: tuple[str, ...]
    patterns: tuple[tuple[PatternStep, ...], ...]
    sources: tuple[tuple[tuple[str, ...], Source], ...]
    not_in: tuple[str, ...] = ()
    unless: str = ""
    expressions: tuple[re.Pattern[str], ...] = ()

    def binds(self, market: str) -> bool:
        """Whether the rule applies in a market."""
        return market.upper() not in self.not_in and (not self.markets or market.upper() in self.markets)

    def source(self, market: str) -> Source:
        """The source of the rule for this market."""
        return next(s for markets, s in self.sources if not markets or market.upper() in markets)


@dataclass(frozen=True, slots=True)
class WordingRules:
    """Every rule, the word lists that patterns name, and the letters that are read as others."""

    rules: tuple[WordingRule, ...]
    lists: Mapping[str, PhraseList]
    same: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ForbiddenWording:
    """A rule that a message breaks: the passages quoted as written, why they are forbidden, and the rule's source."""

    rule: str
    title: str
    quotes: tuple[str, ...]
    why: str
    source: Source


class _ScannedMessage:
    """One message, and where the phrases of each word list stand in it. Each list is searched once.

    Nothing in lists and patterns backtracks, and expressions only over a part of limited length, so the time grows only
    with the length of the message.
    """

    def __init__(self, message: str, rules: WordingRules) -> None:
        self.message, self.lists = message, rules.lists
        self.text = fold(message, rules.same)
        self._matches: dict[str, list[Span]] = {}
        self._exact: dict[str, list[Span]] = {}

    def matches(self, name: str) -> list[Span]:
        """Where a word list's phrases stand, disguised or not, in order of their ends."""
        if name not in self._matches:
            self._matches[name] = sorted(self._search(self.lists[name]), key=lambda s: (s.end, s.start))
        return self._matches[name]

    def exact_matches(self, name: str) -> list[Span]:
        """Where a word list's phrases stand exactly as in the list, in order of their starts."""
        if name not in self._exact:
            phrases = self.lists[name].phrases
            self._exact[name] = sorted({span for p in phrases for span in find_phrase(p, self.text, exact=True)})
        return self._exact[name]

    def _search(self, phrases: PhraseList) -> set[Span]:
        spans = {span for phrase in phrases.phrases for span in find_phrase(phrase, self.text)}
        if spans and phrases.not_after:
            ends = {end for phrase in phrases.not_after for _, end in find_phrase(phrase, self.text, exact=True)}
            spans = {s for s in spans if ends.isdisjoint(range(s.start - phrases.within, s.start + 1))}
        if spans and phrases.not_before:
            starts = {start for phrase in phrases.not_before for start, _ in find_phrase(phrase, self.text, exact=True)}
            spans = {s for s in spans if s.end not in starts}
        return spans.union(*(self.matches(name) for name in phrases.also))

    def spans(self, pattern: tuple[PatternStep, ...]) -> list[Span]:
        """Where a pattern stands: for each match of its last list, the span from the nearest start."""
        spans: list[Span] = self.matches(pattern[0].list_name)
        for step in pattern[1:]:
            if not spans:
                return []
            ends = [s.end for s in spans]
            joined = (self._joined(spans, ends, step, match) for match in self.matches(step.list_name))
            spans = sorted({s for s in joined if s}, key=lambda s: (s.end, s.start))
        return spans

    def _joined(self, spans: list[Span], ends: list[int], step: PatternStep, match: Span) -> Span | None:
        """The span from the nearest of `spans` before the match to its end; None if too far away or barred."""
        nearest = bisect_right(ends, match.start) - 1
        if nearest < 0 or match.start - ends[nearest] > step.gap:
            return None
        if step.barred and self._is_between(step.barred, ends[nearest], match.start):
            return None
        return Span(spans[nearest].start, match.end)

    def _is_between(self, name: str, start: int, end: int) -> bool:
        """Whether a phrase of a word list stands between two places."""
        matches = self.exact_matches(name)
        first = bisect_left(matches, (start, start))
        return any(s.end <= end for s in takewhile(lambda s: s.start < end, islice(matches, first, None)))

    def found(self, expression: re.Pattern[str]) -> list[str]:
        """The passages that an expression matches, as the message has them: without what shows as nothing, and
        full-width letters read as the usual ones.
        """
        shown = [n for n, letter in enumerate(self.message) if unicodedata.category(letter) != "Cf"]
        text = "".join(self.message[n] for n in shown).translate(_NARROW)
        spans = (match.span() for match in expression.finditer(text))
        return [plain(self.message[shown[start] : shown[end - 1] + 1]) for start, end in spans]

    def passage(self, span: Span) -> str:
        """The text of a span as the message has it, on one line."""
        return plain(self.message[self.text.origin[span.start] : self.text.origin[span.end - 1] + 1])


def check(message: str, market: str, rules: WordingRules) -> list[ForbiddenWording]:
    """The rules that a message to a buyer of this market breaks; empty when it may be sent."""
    scanned = _ScannedMessage(message, rules)
    findings = []
    for rule in rules.rules:
        if not rule.binds(market) or (rule.unless and scanned.exact_matches(rule.unless)):
            continue
        spans = _without_overlaps(span for pattern in rule.patterns for span in scanned.spans(pattern))
        passages = [quote for expression in rule.expressions for quote in scanned.found(expression)]
        if quotes := tuple(dict.fromkeys([*map(scanned.passage, spans), *passages])):
            findings.append(ForbiddenWording(rule.id, rule.title, quotes, rule.why, rule.source(market)))
    return findings


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Spans that don't overlap. Of two that do, the one that ends first stays; at the same end, the shorter."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.end, -s.start)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def parse_wording(where: str, tables: Mapping[str, Any]) -> WordingRules:
    """Rules from a file's tables. `where` names the file. Raises PolicyError with every mistake of the file."""
    reader = Reader(where)
    reader.keys("", tables, _TOP_KEYS)
    reader.day("", "checked", tables.get("checked"))
    same = {
        letter: reads
        for reads, letters in reader.table("", "same-letters", tables.get("same-letters", {})).items()
        for letter in reader.text("same-letters", reads, letters)
    }
    list_tables = reader.table("", "lists", tables.get("lists"))
    lists = {name: _list(reader, f"list {name}", table, list_tables, same) for name, table in list_tables.items()}
    _report_circles(reader, lists)
    rules: dict[str, WordingRule] = {}
    for number, table in enumerate(reader.tables("", "rule", tables.get("rule")), 1):
        rule = _rule(reader, f"rule {table.get('id') or f'number {number}'}", table, lists, rules)
        if rule.id in rules:
            reader.wrong(f"rule {rule.id}", tr("this id appears twice"))
        rules[rule.id] = rule
    reader.done()
    return WordingRules(tuple(rules.values()), lists, same)


def _list(reader: Reader, place: str, value: Any, lists: Mapping[str, Any], same: Mapping[str, str]) -> PhraseList:
    table = reader.table("", place, value)
    reader.keys(place, table, _LIST_KEYS)
    folded = partial(_phrases, reader, place, table, same)
    also = reader.words(place, "also", table.get("also"))
    for name in also:
        reader.one_of(place, "also", name, lists)
    phrases = folded("words", needed=not also)
    within = reader.count(place, "within", table.get("within", 0))
    return PhraseList(phrases, tuple(n for n in also if n in lists), folded("not-after"), folded("not-before"), within)


def _phrases(
    reader: Reader, place: str, table: Mapping[str, Any], same: Mapping[str, str], key: str, *, needed: bool = False
) -> tuple[Folded, ...]:
    phrases = []
    for written in reader.words(place, key, table.get(key), needed=needed):
        phrases.append(fold(written, same))
        if not phrases[-1].letters:
            reader.wrong(
                place, tr("{key} has {written!r}, which has no letter to search for", key=key, written=written)
            )
    return tuple(phrases)


def _report_circles(reader: Reader, lists: Mapping[str, PhraseList]) -> None:
    """Report each list that contains itself through `also`."""
    for name in lists:
        visited, waiting = set[str](), list(lists[name].also)
        while waiting:
            other = waiting.pop()
            if other == name:
                reader.wrong(f"list {name}", tr("it refers to itself through `also`"))
                break
            if other not in visited:
                visited.add(other)
                waiting.extend(lists[other].also)


def _rule(
    reader: Reader,
    place: str,
    table: Mapping[str, Any],
    lists: Mapping[str, PhraseList],
    before: Mapping[str, WordingRule],
) -> WordingRule:
    reader.keys(place, table, _RULE_KEYS)
    markets = reader.words(place, "markets", table.get("markets"))
    if "as" in table and before:
        patterns = before[reader.one_of(place, "as", table["as"], before)].patterns
    else:
        written = reader.words(place, "patterns", table.get("patterns"), needed=True)
        patterns = tuple(_pattern(reader, place, pattern, lists) for pattern in written)
    unless = reader.one_of(place, "unless", table["unless"], lists) if "unless" in table else ""
    sources = tuple(
        _source(reader, f"{place}, source {n}", t)
        for n, t in enumerate(reader.tables(place, "sources", table.get("sources")), 1)
    )
    if sources and sources[-1][0] and not (markets and set(markets) <= {m for ms, _ in sources for m in ms}):
        reader.wrong(place, tr("no source is for every market; leave markets out of the last one"))
    return WordingRule(
        id=reader.text(place, "id", table.get("id")),
        title=reader.text(place, "title", table.get("title")),
        why=reader.text(place, "why", table.get("why")),
        markets=markets,
        patterns=patterns,
        sources=sources,
        not_in=reader.words(place, "not-in", table.get("not-in")),
        unless=unless,
        expressions=tuple(
            _expression(reader, place, text) for text in reader.words(place, "expressions", table.get("expressions"))
        ),
    )


def _expression(reader: Reader, place: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        reader.wrong(place, tr("expression {text!r}: {error}", text=text, error=error))
        return re.compile("(?!)")


def _source(reader: Reader, place: str, table: Mapping[str, Any]) -> tuple[tuple[str, ...], Source]:
    reader.keys(place, table, {*SOURCE_KEYS, "markets"})
    return reader.words(place, "markets", table.get("markets")), reader.source(place, table)


def _pattern(reader: Reader, place: str, written: str, lists: Mapping[str, PhraseList]) -> tuple[PatternStep, ...]:
    """The steps of `refund ~24 if ~16!free change`."""
    steps: list[PatternStep] = []
    gap, barred = 0, ""
    for part in written.split():
        if match := _GAP.fullmatch(part):
            gap, barred = int(match[1]), match[2] or ""
            if not steps or (barred and barred not in lists):
                reader.wrong(
                    place,
                    tr(
                        "pattern {written!r}: {part} comes first or excludes a list that does not exist",
                        written=written,
                        part=part,
                    ),
                )
                barred = ""
            continue
        if part not in lists:
            reader.one_of(place, f"pattern {written!r}: list", part, lists)
            continue
        steps.append(PatternStep(part, gap, barred))
        gap, barred = 0, ""
    if len(steps) == 0 or written.split()[-1].startswith("~"):
        reader.wrong(place, tr("pattern {written!r} has an empty end", written=written))
    return tuple(steps)
