"""The page of the drift of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aftersales import text
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
        ("since", f"starts of {text.moment(row.since)}"),
        ("cases", text.few(row.cases, 10)),
        *_fit(row),
    ]
    lines = [f"In {row.file} of your own policies:", ""] if row.toml else []
    title = f"{row.rule} of {row.policy} ({row.market}): {row.duty}"
    return Section(title, facts, lines, (row.toml or "").splitlines())


def _deadlines(number: int) -> str:
    return f"{text.count(number, 'deadline')} of the platform"


def _by(row: DriftRow) -> str:
    median = _signed(row.median_seconds)
    if row.least_seconds == row.most_seconds:
        return median
    return f"{median} in the middle, from {_signed(row.least_seconds)} to {_signed(row.most_seconds)}"


def _signed(seconds: int) -> str:
    return f"{text.span(seconds)} {'later' if seconds > 0 else 'earlier'}"


def _fit(row: DriftRow) -> Iterator[tuple[str, str]]:
    if row.fit is None:
        if not row.fit_of:
            yield "would fit", "not to be told: of none is the start known exactly"
        else:
            yield "would fit", f"no one term gives more than half of the {row.fit_of} whose start is known exactly"
        return
    yield "would fit", f"{row.fit}: {row.fits} of {row.fit_of} within a minute"
    if row.also:
        more = [f"{len(row.also) - _ALSO} more"] if len(row.also) > _ALSO else []
        yield "as well", "; ".join([*row.also[:_ALSO], *more])
    if not row.toml:
        yield "mind", f"from {text.count(row.fit_cases or 0, 'case')}, too few to change a rule"


def summary(rows: Sequence[DriftRow], compared: int, least: timedelta) -> str:
    """How many deadlines were compared and differ, in a line. `least` is the smallest difference that counts."""
    if not compared:
        return "No deadline of the platform to compare: API answers carry them, exports never do."
    differ = sum(row.drifting for row in rows)
    more = f"by more than {text.span(int(least.total_seconds()))} (`--min`)"
    summary_text = f"{_deadlines(compared)} compared; {f'{differ} differ' if differ else 'none differs'}"
    ahead = " `aftersales policy impact FILE` looks ahead." if any(row.toml for row in rows) else ""
    return f"{summary_text}{'s' if differ == 1 else ''} {more}.{ahead}"
