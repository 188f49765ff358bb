"""A list that brings itself up to date before it is shown."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from aftersales.actions.sync import accounts
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.core.deadlines.due_list import ShopData
from aftersales.errors import AftersalesError
from aftersales.language import tr, trn
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.rendering.fields.platform.syncs import SyncReport
from aftersales.text import few

_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


def refresh(app: App, filters: Filters, seconds: float, *, asked: bool) -> bool:
    """Read what changed in those of a list's shops that are tied to the platform, in so many seconds at most.
    Where that can't be done the list is shown from what is known, and it is said why. `asked`: somebody typed it; else
    only shops whose data are older than the configuration allows are read. Returns whether anything was read.
    """
    if app.options.now is not None:
        if asked:
            app.output.warn(tr("With --now nothing is read from TikTok: it shows only how things are now."))
        return False
    began = time.monotonic()
    try:
        names = _names(app, filters, asked=asked)
        if not names:
            return False
        _wait_for_name(app, seconds)
        report = _synced(app, names, seconds - (time.monotonic() - began))
    except AftersalesError as error:
        app.output.warn(tr("The list shows what was known before. {why}", why=str(error)))
        return False
    app.clock.tick()
    _tell(app, report)
    return True


def _names(app: App, filters: Filters, *, asked: bool) -> list[str]:
    """The shops to read. Raises ConfigError where somebody asked for it and none is tied."""
    try:
        tied = accounts.tied_shops(app, None)
    except AftersalesError:
        if asked:
            raise
        return []
    data = shop_queries.shop_data(app.ledger.current())
    listed = [name for name in tied if name in data and filters.admits_shop(name, data[name].market)]
    return listed if asked else [name for name in listed if _is_old(app, data[name])]


def _is_old(app: App, shop: ShopData) -> bool:
    return shop.as_of is None or app.now - shop.as_of > app.settings.sync.max_age


def _synced(app: App, names: Sequence[str], seconds: float) -> SyncReport:
    extras.require("sync")
    from aftersales.actions.sync import run as sync_action

    with accounts.connections(app, max(seconds, 0.1)) as connections:
        return sync_action.run(app, names, connections, sync_action.SyncOptions(brief=True))


def _tell(app: App, report: SyncReport) -> None:
    """What came, in a line; and what is older than it should be."""
    files = [one.file for one in report.lists if one.file is not None and one.file.carries == "cases"]
    new, changed = sum(file.new for file in files), sum(file.changed for file in files)
    if new or changed:
        app.output.notice(tr("From TikTok: {new} new, {changed} changed.", new=new, changed=changed))
    failed = report.failed
    if failed:
        shops = list(dict.fromkeys(one.shop for one in failed))
        why = next(one.fault.sentence for one in failed if one.fault is not None)
        app.output.warn(
            trn(
                "{shops} could not be read to the end; the list shows what is known. {why}",
                "{shops} could not be read to the end; the list shows what is known of them. {why}",
                len(shops),
                shops=few(shops),
                why=why,
            )
        )


def _wait_for_name(app: App, seconds: float) -> None:
    """Look the platform's address up once, in a thread that can be left: a look-up without a network may take far
    longer than a list should wait, and nothing else can cut it short. Raises AftersalesError where it takes too long.
    """
    host = urlsplit(app.settings.sync.base_url or "https://open-api.tiktokglobalshop.com").hostname
    if host in ("127.0.0.1", "localhost") or any(os.environ.get(name) for name in _PROXIES):
        return

    def look_up() -> None:
        with suppress(OSError):  # the request says it better
            socket.getaddrinfo(host, 443)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise AftersalesError(tr("TikTok didn't answer in the time that was given."))
