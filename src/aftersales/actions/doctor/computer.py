"""Checks of the computer: program, terminal, locale, disk, pager, shell."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from aftersales import __version__
from aftersales.actions.completions import placement
from aftersales.actions.doctor.finding import fault, home_path, ok, warning
from aftersales.actions.doctor.installation import Installation
from aftersales.context import display
from aftersales.language import tr
from aftersales.ledger import sqlite
from aftersales.rendering.fields.setup.findings import Finding
from aftersales.settings import pager as pagers

_MB = 1_000_000
_FULL, _TIGHT = 50 * _MB, 500 * _MB
_NARROWEST = 42  # columns in which every list can still be read


def program(_: Installation) -> Iterator[Finding]:
    """Which program this is, and what it runs on."""
    yield ok(
        tr(
            "aftersales {version}, Python {python}, SQLite {sqlite}, {system}",
            version=__version__,
            python=platform.python_version(),
            sqlite=sqlite.LIBRARY,
            system=platform.system(),
        )
    )


def terminal(installation: Installation) -> Iterator[Finding]:
    """Width, colours and characters of the terminal."""
    encoding = (sys.stdout.encoding or "utf-8").lower()
    if encoding.replace("-", "").replace("_", "") not in ("utf8", "gb18030"):
        yield warning(
            tr("its encoding is {encoding}: characters that it lacks are shown as ?", encoding=encoding),
            "chcp 65001" if sys.platform == "win32" else "export PYTHONIOENCODING=utf-8",
        )
    if not sys.stdout.isatty():
        yield ok(tr("none: stdout goes to a file or pipe"))
        return
    size, colors = shutil.get_terminal_size(), tr("colours")
    if installation.app.output.color == "never" or os.environ.get("TERM") == "dumb":
        colors = tr("no colours")
    elif sys.platform != "win32" and not os.environ.get("TERM"):
        yield warning(tr("the variable TERM is not set, so there are no colours"), "export TERM=xterm-256color")
    if size.columns < _NARROWEST:
        sentence = tr(
            "it has {columns} columns: below {least} lists leave much out", columns=size.columns, least=_NARROWEST
        )
        yield warning(sentence, "aftersales due --format json")
    yield ok(
        tr(
            "{columns} columns, {lines} lines, {colors}, {encoding}",
            columns=size.columns,
            lines=size.lines,
            colors=colors,
            encoding=encoding,
        )
    )


def locales(_: Installation) -> Iterator[Finding]:
    """Whether the locale that the environment names is there."""
    named = next((f"{n}={os.environ[n]}" for n in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(n)), "")
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        yield warning(tr("{named}: this computer has no such locale", named=named), "export LC_ALL=C.UTF-8")
        return
    if not named and sys.platform not in ("win32", "darwin"):
        yield ok(tr("the environment names none, and none is needed"))
        return
    yield ok(named or tr("that of the system"))


def disk(installation: Installation) -> Iterator[Finding]:
    """Whether there is room for the ledger, for a copy of it, and for temporary files."""
    ledger = installation.ledger_file
    needed = 3 * ledger.stat().st_size if ledger.is_file() else 0
    folder = next((f for f in (ledger.parent, *ledger.absolute().parents) if f.is_dir()), Path.cwd())
    places = {p.stat().st_dev: p for p in (Path(tempfile.gettempdir()), folder)}
    for path in places.values():
        free = shutil.disk_usage(path).free
        room = tr("{folder}: {free} MB free", folder=home_path(path), free=f"{free // _MB:,}")
        if free < _FULL:
            yield fault(tr("{room}; nothing can be written soon", room=room), f"du -sh {quote(str(path))}")
        elif free < max(_TIGHT, needed):
            yield warning(tr("{room}; an upgrade keeps a copy of the ledger", room=room), f"du -sh {quote(str(path))}")
        else:
            yield ok(room)


def pager(installation: Installation) -> Iterator[Finding]:
    """Whether long lists have a pager."""
    configured = display.pager(installation.app)
    named = pagers.named(configured)
    if named in ("", pagers.OFF):
        yield ok(tr("switched off: long lists scroll"))
    elif command := pagers.words(named):
        yield ok(" ".join(command))
    elif configured is None and not os.environ.get("PAGER") and "AFTERSALES_PAGER" not in os.environ:
        yield ok(tr("there is no `less`, so long lists scroll"))
    else:
        remedy = "aftersales config unset display.pager" if configured == named else "export AFTERSALES_PAGER=off"
        yield warning(tr("{command!r} is not installed, so long lists scroll", command=named), remedy)


def completions(installation: Installation) -> Iterator[Finding]:
    """Whether TAB completes in the user's shell, with the commands of this version."""
    install = "aftersales completions install"
    shell = placement.usual_shell()
    if shell not in placement.SHELLS:
        yield ok(tr("your shell has none; there is one for bash, zsh and fish"))
        return
    place = placement.placement(shell)
    try:
        text = place.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        yield ok(tr("not installed for {shell}", shell=shell), install)
        return
    if text != installation.completion(shell):
        yield warning(tr("{path} is of another version", path=place.path), install)
    elif place.lines:
        yield warning(tr("{shell} doesn't look in {folder} yet", shell=shell, folder=place.path.parent), install)
    else:
        yield ok(tr("installed for {shell}", shell=shell))
