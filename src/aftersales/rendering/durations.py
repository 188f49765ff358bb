"""Lengths of time in words, on the pages of one case."""

from __future__ import annotations

import re
from datetime import timedelta

from aftersales.language import current, tr

_DAY = 86_400  # seconds
_BESIDE = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])")  # a number stands apart from Chinese


def in_words(length: timedelta) -> str:
    """A length of time without its sign, in the language of the run: `2 hours 47 minutes`, `1 天 5 小时`. From a day on
    in days and hours alone. The words are those of pendulum's locale.
    """
    import pendulum  # here alone: a list has short units of its own, and may not wait for it

    locale = pendulum.locale(current())
    days, seconds = divmod(int(abs(length).total_seconds()), _DAY)
    hours, minutes = divmod(seconds // 60, 60)
    counts = {"day": days, "hour": hours, "minute": 0 if days else minutes}
    parts = [
        str(locale.translation(f"units.{unit}.{locale.plural(count)}")).format(count)
        for unit, count in counts.items()
        if count
    ]
    return _BESIDE.sub(" ", " ".join(parts)) if parts else tr("less than a minute")
