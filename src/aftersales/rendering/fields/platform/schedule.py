"""The fields of a schedule."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field

WARNS_AT_ANY_HOUR = mark("Warnings go out at any hour, except those that can wait until the desk opens.")


class ScheduleRow(NamedTuple):
    """A timer: `by` is systemd, cron, launchd or windows, None where there is none; `text` is what it consists of."""

    by: str | None
    every: int | None
    text: str
    changed: bool = False
    dry_run: bool = False

    @property
    def does(self) -> list[str]:
        """What it runs beside reading new data."""
        return [name for name in ("page", "report", "notify") if f"--{name}" in self.text]


SCHEDULE_FIELDS = (
    Field(
        "by", "str or null", mark("systemd or cron; launchd or windows: text to paste; null: no timer"), lambda r: r.by
    ),
    Field("every_minutes", "int or null", mark("how often it runs; null where that can't be read"), lambda r: r.every),
    Field("text", "str", mark("the units, or the lines in the crontab"), lambda r: r.text),
    Field(
        "does",
        "list of str",
        mark("what it runs beside reading new data: page, report, notify"),
        lambda r: r.does,
    ),
    Field("changed", "bool", mark("whether this run changed anything"), lambda r: r.changed),
    Field("dry_run", "bool", mark("true: nothing was written"), lambda r: r.dry_run),
)
