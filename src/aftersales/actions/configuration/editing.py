"""The configuration in the person's editor, checked afterwards."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aftersales.actions.configuration.mistakes import market_changes, of_shop
from aftersales.context.app import App
from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.settings.config_file import parse_config, read_text
from aftersales.settings.load import mistakes_in
from aftersales.vault import file_modes

_STDERR = 2
_USUAL = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "editor", "nano", "vi")


class ConfigDraft:
    """A copy of the configuration that is edited, in a folder of its own that only its owner can enter."""

    def __init__(self, app: App) -> None:
        self._app, self.before = app, read_text(app.configuration.file)
        self._folder = tempfile.TemporaryDirectory(prefix="aftersales-")
        self.path = Path(self._folder.name) / "config.toml"
        self.path.write_text(
            self.before or "\n".join([tr("# Every key: aftersales help configuration"), ""]),
            encoding="utf-8",
            newline="",
        )

    def edit(self, *, on_stderr: bool = False) -> str:
        """Open the draft in the editor; returns its text then. `on_stderr`: its screen goes there, since stdout is for
        a program. Raises ConfigError where there is no editor, or it fails.
        """
        command = editor()
        try:
            code = subprocess.run(  # noqa: S603  the user's own
                [*command, str(self.path)],
                check=False,
                stdout=_STDERR if on_stderr else None,
                umask=file_modes.outer_umask(),
            ).returncode
        except OSError as error:
            raise _failed(command, error.strerror or "?") from None
        if code:
            raise _failed(command, tr("it ended with exit code {code}", code=code))
        return read_text(self.path)

    def mistakes(self, text: str) -> list[str]:
        """What is wrong in the edited text, and was not before."""
        file = self._app.configuration.file
        try:
            tables = parse_config(file, text)
        except ConfigError as error:
            return [str(error)]
        old_tables = self._old_tables()
        known = mistakes_in(file, old_tables)
        fresh = [*market_changes(old_tables, tables), *(m for m in mistakes_in(file, tables) if m not in known)]
        shops = tables.get("shops")
        for name, shop in shops.items() if isinstance(shops, dict) and not fresh else ():
            if shop != old_tables.get("shops", {}).get(name):
                fresh += of_shop(self._app, name, shop, tables)
        return fresh

    def _old_tables(self) -> Mapping[str, Any]:
        try:
            return parse_config(self._app.configuration.file, self.before)
        except ConfigError:
            return {}

    def keep(self, text: str) -> Path:
        """Keep a text that can't be taken over beside the configuration; returns where."""
        place = self._app.configuration.file.with_name(f"{self._app.configuration.file.name}.rejected")
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return place

    def close(self) -> None:
        """Take the draft away."""
        self._folder.cleanup()


def editor(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The editor's command line: VISUAL, EDITOR, else what this computer has. Raises ConfigError where it has none."""
    named = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if named:
        try:
            parts = shlex.split(named) if sys.platform != "win32" else [named.strip('"')]
        except ValueError:
            parts = [named]
        if shutil.which(parts[0]) is None:
            raise _failed(parts, tr("it is not installed; set the variable VISUAL or EDITOR"))
        return parts
    for name in _USUAL:
        if shutil.which(name) is not None:
            return [name]
    raise ConfigError(tr("There is no editor on this computer. Set the variable VISUAL or EDITOR to one."))


def _failed(command: list[str], reason: str) -> ConfigError:
    return ConfigError(
        tr("the editor {command}: {reason}. Nothing was changed.", command=" ".join(command), reason=reason)
    )
