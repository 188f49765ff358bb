"""`log`: what was recorded, newest first: by whom, when, with which command, from which file."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales.commands.base import DeskCommand, Format, Json, ShopOption, single
from aftersales.context import Desk
from aftersales.errors import UsageError
from aftersales.ledger import history, lookup, queries
from aftersales.rendering import due_page
from aftersales.rendering.view import LOG_FIELDS, View, local

app = single()


@app.command(cls=DeskCommand)
def log(
    ctx: typer.Context,
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="Only what brought news of this case, named as for `show`.")
    ] = None,
    shop: ShopOption = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN", help="Only what was recorded since then, or within 36h, 2d."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, max=1_000_000_000, help="No more than N writes (default 20).")
    ] = 20,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """What was recorded, newest first: by whom, when, from which file. `undo` takes back what stands there."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    found = history.writes(
        desk.reader,
        case=lookup.find_case(desk.reader, case, gone=True) if case is not None else None,
        shop=desk.shop(shop, desk.reader) if shop else None,
        since=_since(desk, since) if since is not None else None,
        limit=limit,
    )
    rows = [_row(desk, write) for write in found]
    if not rows:
        desk.say("Nothing was recorded." if case is None and since is None else "Nothing of that was recorded.")
    if chosen == "table":
        from aftersales.rendering import terminal

        terminal.log(terminal.console(sys.stdout, color=desk.color), rows)
    elif chosen == "ids":
        desk.emit(f"{row['write']}\n" for row in rows)
    else:
        desk.emit_view(View(LOG_FIELDS, rows), chosen)


def _since(desk: Desk, text: str) -> datetime:
    """An instant as typed, or so long before now."""
    try:
        return desk.now - desk.span(text, "--since")
    except UsageError:
        zones = {fresh.zone for fresh in queries.freshness(desk.reader).values()}
        # Local time means something only where all shops have the same.
        return desk.moment(text, ZoneInfo(zones.pop() if len(zones) == 1 else "UTC"), "--since")


def _row(desk: Desk, write: history.Write) -> dict[str, Any]:
    zone = ZoneInfo(history.zone(desk.reader, write))
    return {
        "write": write.id,
        "at": local(write.at, zone),
        "by": write.by,
        "command": write.command,
        "cases": list(write.cases),
        "orders": list(write.orders),
        "events": list(dict.fromkeys(name for _, name in write.events)),
        "files": [file["file"] for file in write.files],
        "undoes": write.undoes,
        "undone_by": write.undone_by,
        "summary": write.summary,
        "when": due_page.when(write.at.astimezone(zone), desk.now),
    }
