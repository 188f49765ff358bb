"""The page of the drift of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aftersales import text
from aftersales.core.time.length import length_words
from aftersales.language import tr, trn
from aftersales.rendering.fields.policies import DriftRow
from aftersales.rendering.fields.view import Section

_ALSO = 3  # other terms that are named


def section(row: DriftRow) -> Section:
    """A rule whose deadlines differ from the platform's: by how much, since when, and which term would fit."""
    limits = f", {row.limits}" if row.limits else ""
    facts = [
        (tr("rule"), f"{length_words(row.term)}{limits}"),
        (tr("differing"), _differing(row)),
        (tr("by", "a difference"), _by(row)),
        (tr("since"), tr("starts from {moment}", moment=text.moment(row.since))),
        (tr("cases"), text.few(row.cases, 10)),
        *_fit(row),
    ]
    lines = [tr("In your policy file {file}:", file=row.file), ""] if row.toml else []
    title = tr(
        "{rule} of {policy} ({market}): {duty}", rule=row.rule, policy=row.policy, market=row.market, duty=row.duty
    )
    return Section(title, facts, lines, (row.toml or "").splitlines())


def _differing(row: DriftRow) -> str:
    return trn(
        "{differing} of {count} platform deadline",
        "{differing} of {count} platform deadlines",
        row.compared,
        differing=row.drifting,
    )


def _by(row: DriftRow) -> str:
    median = _signed(row.median_seconds)
    if row.least_seconds == row.most_seconds:
        return median
    return tr(
        "median {median}, from {least} to {most}",
        median=median,
        least=_signed(row.least_seconds),
        most=_signed(row.most_seconds),
    )


def _signed(seconds: int) -> str:
    span = text.span(seconds)
    return tr("{span} later", span=span) if seconds > 0 else tr("{span} earlier", span=span)


def _fit(row: DriftRow) -> Iterator[tuple[str, str]]:
    if row.fit is None:
        if not row.fit_of:
            yield tr("would fit"), tr("unknown: no start is known exactly")
        else:
            yield (
                tr("would fit"),
                tr("no single term fits more than half of the {tried} whose start is known exactly", tried=row.fit_of),
            )
        return
    yield (
        tr("would fit"),
        tr("{term}: {fits} of {tried} within a minute", term=row.fit, fits=row.fits, tried=row.fit_of),
    )
    if row.also:
        more = [tr("{number} more", number=len(row.also) - _ALSO)] if len(row.also) > _ALSO else []
        yield tr("as well"), text.clauses([*row.also[:_ALSO], *more])
    if not row.toml:
        yield (
            tr("note"),
            trn(
                "only {count} case: too few to change a rule",
                "only {count} cases: too few to change a rule",
                row.fit_cases or 0,
            ),
        )


def summary(rows: Sequence[DriftRow], compared: int, least: timedelta) -> str:
    """How many deadlines were compared and differ, in a line. `least` is the smallest difference that counts."""
    if not compared:
        return tr("No platform deadline to compare: only API answers have them, exports never do.")
    differ = sum(row.drifting for row in rows)
    span = text.span(int(least.total_seconds()))
    sentences = [
        trn("{count} platform deadline compared.", "{count} platform deadlines compared.", compared),
        trn(
            "{count} differs by more than {span} (`--min`).",
            "{count} differ by more than {span} (`--min`).",
            differ,
            span=span,
        )
        if differ
        else tr("None differs by more than {span} (`--min`).", span=span),
    ]
    if any(row.toml for row in rows):
        sentences.append(tr("`aftersales policy impact FILE` shows what would move."))
    return text.sentences(sentences)
