"""The page of the drift of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aftersales import text
from aftersales.language import tr
from aftersales.rendering.fields.policies import DriftRow
from aftersales.rendering.fields.view import Section

_ALSO = 3  # other terms that are named


def section(row: DriftRow) -> Section:
    """A rule whose deadlines differ from the platform's: by how much, since when, and which term would fit."""
    limits = f", {row.limits}" if row.limits else ""
    facts = [
        ("rule", f"{row.term}{limits}"),
        ("differing", f"{row.drifting} of {_deadlines(row.compared)}"),
        ("by", _by(row)),
        ("since", tr("starts of {moment}", moment=text.moment(row.since))),
        ("cases", text.few(row.cases, 10)),
        *_fit(row),
    ]
    lines = [tr("In {file} of your own policies:", file=row.file), ""] if row.toml else []
    title = f"{row.rule} of {row.policy} ({row.market}): {row.duty}"
    return Section(title, facts, lines, (row.toml or "").splitlines())


def _deadlines(number: int) -> str:
    return tr("{count} of the platform", count=text.count(number, "deadline"))


def _by(row: DriftRow) -> str:
    median = _signed(row.median_seconds)
    if row.least_seconds == row.most_seconds:
        return median
    return tr(
        "{median} in the middle, from {signed} to {signed_2}",
        median=median,
        signed=_signed(row.least_seconds),
        signed_2=_signed(row.most_seconds),
    )


def _signed(seconds: int) -> str:
    return f"{text.span(seconds)} {'later' if seconds > 0 else 'earlier'}"


def _fit(row: DriftRow) -> Iterator[tuple[str, str]]:
    if row.fit is None:
        if not row.fit_of:
            yield tr("would fit"), tr("not to be told: of none is the start known exactly")
        else:
            yield (
                tr("would fit"),
                tr("no one term gives more than half of the {fit_of} whose start is known exactly", fit_of=row.fit_of),
            )
        return
    yield tr("would fit"), f"{row.fit}: {row.fits} of {row.fit_of} within a minute"
    if row.also:
        more = [f"{len(row.also) - _ALSO} more"] if len(row.also) > _ALSO else []
        yield tr("as well"), "; ".join([*row.also[:_ALSO], *more])
    if not row.toml:
        yield "mind", tr("from {count}, too few to change a rule", count=text.count(row.fit_cases or 0, "case"))


def summary(rows: Sequence[DriftRow], compared: int, least: timedelta) -> str:
    """How many deadlines were compared and differ, in a line. `least` is the smallest difference that counts."""
    if not compared:
        return tr("No deadline of the platform to compare: API answers carry them, exports never do.")
    differ = sum(row.drifting for row in rows)
    more = tr("by more than {span} (`--min`)", span=text.span(int(least.total_seconds())))
    summary_text = f"{_deadlines(compared)} compared; {f'{differ} differ' if differ else 'none differs'}"
    ahead = tr(" `aftersales policy impact FILE` looks ahead.") if any(row.toml for row in rows) else ""
    return f"{summary_text}{'s' if differ == 1 else ''} {more}.{ahead}"
