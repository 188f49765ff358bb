"""The due list as a calendar file, written to the output."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from aftersales.errors import FileRefused
from aftersales.language import tr
from aftersales.rendering.calendar_file import ics, revisions, wording
from aftersales.rendering.calendar_file.entry import CalendarLines
from aftersales.rendering.calendar_file.ics import NoCalendar
from aftersales.rendering.calendar_file.revisions import NO_CALENDAR, FormerCalendar
from aftersales.rendering.output import Output


def show(lines: CalendarLines, output: Output) -> None:
    """Write the calendar. Where it goes to a file that has one, its entries are revised. Raises FileRefused for a file
    that has something else: it would be lost.
    """
    former = NO_CALENDAR if output.file is None else former_in(output.file)
    listed = wording.entries(lines, lines.listed)
    standing = wording.entries(lines, lines.standing)
    running = {entry.uid for entry in wording.entries(lines, lines.running)}
    now = lines.frame.now.astimezone(UTC).replace(microsecond=0)
    calendar = revisions.revised(listed, standing, running, former, now)
    output.emit([ics.calendar_text(calendar, wording.title(lines), wording.about(lines))])


def former_in(path: Path) -> FormerCalendar:
    """What the calendar file at `path` has; nothing where there is none, or no regular file. Raises FileRefused."""
    if not path.is_file():
        return NO_CALENDAR
    try:
        return ics.former_calendar(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileRefused(path, tr("it can't be read ({reason})", reason=error.strerror)) from None
    except (NoCalendar, UnicodeDecodeError):
        what = tr("that is not a calendar written by this program, and would be lost")
        raise FileRefused(path, what, tr("Name another file.")) from None
