"""What the commands share that open a case by hand: they print its id, or the JSON of a write, and say what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.rendering.fields.view import View
from aftersales.rendering.fields.write import WRITE_FIELDS, WriteRow


def report(
    app: App,
    case: int,
    event: str,
    when: datetime,
    zone: ZoneInfo,
    sentence: str,
    options: WriteOptions,
    warnings: Sequence[str] = (),
) -> None:
    """Say on stdout which case it is, and on stderr what was recorded (`sentence`, without its full stop)."""
    if options.as_json:
        row = WriteRow(case, event, when.astimezone(zone), options.dry_run, warnings=warnings)
        app.output.emit_object(View(WRITE_FIELDS, [row]), several=False)
    else:
        app.output.emit([f"{case}\n"])
    for warning in warnings:
        app.output.warn(f"case {case}: {warning}.")
    app.output.notice(f"case {case}: {sentence}.{' (dry run: nothing written)' if options.dry_run else ''}")


def ahead(app: App, when: datetime, zone: ZoneInfo) -> list[str]:
    """The warning about an instant that is still to come, if it is."""
    return [f"{text.moment(when.astimezone(zone))} is still to come"] if when > app.now else []
