"""Checks of the ledger, how fresh it is, and the computer's clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shlex import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aftersales import text
from aftersales.actions.doctor import folders
from aftersales.actions.doctor.finding import fault, home_path, ok, warning
from aftersales.actions.doctor.installation import Installation
from aftersales.context.run_clock import local_zone
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import ShopData
from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import backup, connection
from aftersales.ledger.connection import VERSION
from aftersales.ledger.facts import imports, streams
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.upkeep import maintenance
from aftersales.rendering.fields.platform.stream_ages import STREAM_TITLES
from aftersales.rendering.fields.setup.findings import Finding

_MILLION = 1_000_000


def ledger(installation: Installation) -> Iterator[Finding]:
    """Whether the ledger opens, is sound and can be written."""
    path = installation.ledger_file
    try:
        with closing(connection.read(path, older=True)) as opened:
            version, damage = maintenance.version(opened), maintenance.quick_damage(opened)
    except LedgerError as error:
        yield fault(str(error), "aftersales ledger check" if os.path.lexists(path) else "aftersales init")
        return
    if damage:
        yield fault(
            tr("{path} is damaged: {problem}. Put a backup in its place", path=path, problem=text.excerpt(damage, 120)),
            "aftersales ledger check",
        )
        return
    if not os.access(path, os.W_OK):
        yield fault(tr("{path} can't be written", path=path), f"chmod u+w {quote(str(path))}")
    if not os.access(path.parent, os.W_OK):
        yield fault(tr("the folder {folder} can't be written", folder=path.parent), _chmod("u+w", path.parent))
    for draft in (d for folder in (path.parent, path.parent / "backups") for d in backup.abandoned(folder)):
        yield warning(
            tr("{path}: a run that was killed left this copy. The next command that writes takes it away", path=draft),
            f"rm {quote(str(draft))}",
        )
    if version < VERSION:
        yield warning(
            tr("{path} is of an older version. The next command that writes converts it, and keeps a copy", path=path),
            "aftersales import",
        )
    size = tr("{millions:.1f} MB", millions=path.stat().st_size / _MILLION)
    yield ok(tr("sound, {size}, schema {version} ({path})", path=home_path(path), size=size, version=version))


def _chmod(mode: str, path: os.PathLike[str]) -> str:
    return f"chmod {mode} {quote(os.fspath(path))}"


def place(installation: Installation) -> Iterator[Finding]:
    """Whether another computer may write the ledger: two at once can damage it."""
    if (sentence := place_warning(installation.ledger_file)) is not None:
        yield warning(sentence, "aftersales help configuration")
    else:
        yield ok(tr("on no network drive, in no synced folder"))


def place_warning(path: Path) -> str | None:
    """A warning if a ledger lies where another computer may write it; None if it does not."""
    if (network := folders.network_of(path)) is not None:
        return tr(
            "the ledger is on a network drive ({kind}). Two computers that use it at once can damage it: keep it on "
            "this computer",
            kind=network,
        )
    if (folder := folders.synced_by(path)) is not None:
        return tr(
            "the ledger is in a synced folder ({folder}). A copy made in mid-write, or two computers at once, can "
            "damage it: keep the ledger elsewhere, and only backups there",
            folder=folder,
        )
    return None


def freshness(installation: Installation) -> Iterator[Finding]:
    """How old each shop's data are, and each of TikTok's lists."""
    app = installation.app
    states = streams.states(installation.ledger)
    for name, shop in shop_queries.shop_data(installation.ledger).items():
        remedy = f"aftersales sync --shop {quote(name)}" if shop.is_synced else "aftersales import"
        yield _age(shop, installation, remedy)
        for state in (state for (of, _), state in states.items() if of == name):
            if state.fault is not None:
                title = tr(STREAM_TITLES[state.stream])
                sentence = tr("{list} of TikTok: {fault}", list=title, fault=state.fault.sentence)
                yield warning(sentence, f"aftersales sync --shop {quote(name)}", name)
            elif state.until is not None and app.now - state.until > urgency.STALE:
                sentence = tr(
                    "{list} of TikTok: read {age} ago",
                    list=tr(STREAM_TITLES[state.stream]),
                    age=text.span(int((app.now - state.until).total_seconds())),
                )
                yield warning(sentence, f"aftersales sync --shop {quote(name)}", name)


def _age(shop: ShopData, installation: Installation, remedy: str) -> Finding:
    app = installation.app
    if shop.as_of is None:
        if shop.only_by_hand:
            return ok(tr("kept by hand, so no import is expected"), subject=shop.shop)
        return warning(tr("nothing was ever imported, so nobody can say what is due"), remedy, shop.shop)
    age = text.span(int((app.now - shop.as_of).total_seconds()))
    if shop.ahead(app.now):
        return ok(tr("data from after now: see the check of the clock"), subject=shop.shop)
    if shop.stale(app.now):
        return warning(tr("data {age} old", age=age), remedy, shop.shop)
    return ok(tr("data {age} old", age=age), subject=shop.shop)


def clock(installation: Installation) -> Iterator[Finding]:
    """Whether this computer's time can be right, and its zone is known."""
    app = installation.app
    name = os.environ.get("TZ", "").lstrip(":")
    if name and not _is_zone(name):
        yield warning(
            tr("the variable TZ is {zone}, which is not a time zone", zone=name),
            "aftersales config set display.timezone Europe/London",
        )
    newest = shop_queries.newest_instant(installation.ledger) if installation.ledger_file.exists() else None
    if newest is not None and newest - app.now > urgency.AHEAD:
        yield fault(
            tr(
                "the ledger has times that lie {span} ahead of now ({now}). This computer's clock is wrong, or was "
                "when they were recorded. Until it is right, no deadline can be told",
                span=text.span(int((newest - app.now).total_seconds())),
                now=text.moment(app.now.astimezone(local_zone())),
            ),
            "aftersales log --limit 5" if sys.platform == "win32" else "date",
        )
        return
    early = imports.read_early(installation.ledger, app.now) if newest is not None else []
    for entry, files in early:
        yield warning(
            tr(
                "{files}: imported while this computer's clock was behind the times in it (log entry {entry}), so some "
                "deadlines are too early. Import the same files again",
                files=text.few(files),
                entry=entry,
            ),
            "aftersales import",
        )
    if early:
        return
    yield ok(text.placed(app.now.astimezone(local_zone())))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "," in name or any(c.isdigit() for c in name)  # POSIX rules such as GMT0BST,M3.5.0/1
    return True
