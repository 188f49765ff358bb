"""The page that compares return modes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.core.modes import describe
from aftersales.core.modes.comparison import Comparison, Mode
from aftersales.core.vocabulary import mode_label
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields.view import Section


class ModeLine(NamedTuple):
    """One mode: `>` if it is the cheapest, its cost, its name, and the terms of the cost or why it is not available, in
    parts that stay on one line each.
    """

    mark: str
    cost: str
    mode: str
    about: tuple[str, ...]
    available: bool


# What a page does without that is too tall for its screen: each in turn with those before it.
# What the question beneath it says too goes last.
SOURCES, NOTES, STARTS, REASONS, TERMS, SAID = "sources", "notes", "starts", "reasons", "terms", "said"
SPARE = (SOURCES, NOTES, STARTS, REASONS, TERMS, SAID)


class ModeComparisonPage(NamedTuple):
    """The comparison for a person. `deadlines` are those that each available mode would start, `hints` commands to
    type, `learnt` figures' names and what past returns show of them, `rule` the decision of the mode rules. `without`
    is what is left out of SPARE, and `in_full` the command that shows all. While an `offer` stands it is told first,
    and nothing is called the cheapest.
    """

    title: str
    about: str
    comparison: Comparison
    notes: Sequence[str]
    deadlines: Sequence[tuple[str, str]]
    hints: Sequence[str]
    learnt: Sequence[tuple[str, str]] = ()
    rule: str = ""
    without: frozenset[str] = frozenset()
    in_full: str = ""
    offer: Section | None = None


def lines(page: ModeComparisonPage) -> Iterator[ModeLine]:
    """The modes, the cheapest first."""
    for mode in page.comparison.modes:
        mark = ">" if mode.mode == page.comparison.recommended else ""
        about = () if TERMS in page.without else tuple(_about(mode))
        yield ModeLine(mark, cost(mode), mode.mode, about, mode.available)


def table(page: ModeComparisonPage) -> DocumentTable:
    """The modes as a table, the cheapest first."""
    titles = [tr("mode"), tr("cost"), tr("of what, or why not")]
    rows = [
        [tr("{mode} (cheapest)", mode=line.mode) if line.mark else line.mode, line.cost, text.sentences(line.about)]
        for line in lines(page)
    ]
    return DocumentTable(titles, rows, right=(1,))


def cost(mode: Mode) -> str:
    """What a mode costs, or that it is not known."""
    if not mode.available:
        if mode.unknown:
            return tr("unknown")
        return tr("needs --force") if "--force" in (mode.why_not or "") else tr("not available")
    return str(mode.cost) if mode.cost is not None else tr("not known")


def _about(mode: Mode) -> list[str]:
    if not mode.available:
        return (mode.why_not or "").split()
    return describe.cost_terms(mode) if mode.cost is not None else _missing(mode).split()


def _missing(mode: Mode) -> str:
    return tr("missing: {figures}", figures=text.listed(mode.missing))


def sections(page: ModeComparisonPage) -> list[Section]:
    """The sections below the table: the outcome, the deadlines of each mode, the sources of the figures."""
    comparison = page.comparison
    outcome = [
        (tr("cheapest"), "" if page.offer or SAID in page.without else cheapest(comparison)),
        *(_reasons(page) if REASONS not in page.without else ()),
        (tr("by rule"), page.rule),
    ]
    known = {i.name: f"{i.as_text()}  ({text.plain(i.origin)})" for i in comparison.inputs if i.origin != "default"}
    sources = list((known | dict(page.learnt)).items())
    notes = () if NOTES in page.without else page.notes
    started = tr("If you approve it instead") if page.offer else tr("What each mode starts")
    facts, in_full = [fact for fact in outcome if fact[1]], [] if SAID in page.without else [page.in_full]
    return [
        *([page.offer] if page.offer else []),
        *([Section("", facts, notes, commands=list(filter(None, in_full)))] if facts or notes or any(in_full) else []),
        *([Section(started, page.deadlines)] if STARTS not in page.without else []),
        *([Section(tr("Sources of the figures"), sources)] if sources and SOURCES not in page.without else []),
        *([Section(tr("Worth setting"), commands=page.hints)] if page.hints else []),
    ]


def _reasons(page: ModeComparisonPage) -> Iterator[tuple[str, str]]:
    """Why it is so, and how sure that is."""
    yield tr("flip"), "" if page.offer else describe.break_even_text(page.comparison) or ""
    yield tr("based on"), describe.certainty_text(page.comparison, brief=SOURCES in page.without)


def _of_those_known(comparison: Comparison) -> str:
    """The cheapest mode as far as it is known, if a missing figure or setting could make another mode cheaper."""
    if perhaps := [m.mode for m in comparison.modes if m.unknown]:
        return tr("unknown: {modes} may cost less", modes=text.listed(perhaps))
    had = [m for m in comparison.modes if m.available]
    if len(had) == 1:
        return tr("{mode}, the only one available; its cost is not known", mode=mode_label(had[0].mode))
    known = [m for m in had if m.cost is not None]
    if len(known) < 2 or known[0].cost is None or known[1].cost is None:
        return tr("unknown") if comparison.missing else tr("no mode is available")
    less = known[1].cost._replace(minor=known[1].cost.minor - known[0].cost.minor)
    return tr(
        "unknown; best known: {mode}, {less} less than {next_mode}",
        mode=mode_label(known[0].mode),
        less=less,
        next_mode=mode_label(known[1].mode),
    )


def cheapest(comparison: Comparison) -> str:
    """Which mode costs least, and how much less than the next."""
    if comparison.recommended is None:
        return _of_those_known(comparison)
    best = comparison.mode(comparison.recommended)
    second = next((m for m in comparison.modes if m.cost is not None and m is not best), None)
    if best.cost is None or second is None or second.cost is None:
        return (
            tr("{mode}, the only one available", mode=mode_label(best.mode))
            if sum(m.available for m in comparison.modes) == 1
            else best.mode
        )
    less = second.cost._replace(minor=second.cost.minor - best.cost.minor)
    return (
        tr(
            "{mode}, {less} less than {next_mode}",
            mode=mode_label(best.mode),
            less=less,
            next_mode=mode_label(second.mode),
        )
        if less.minor
        else tr("{mode}, as much as {next_mode}", mode=mode_label(best.mode), next_mode=mode_label(second.mode))
    )
