"""A timer of the user's systemd."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from aftersales import file_writer
from aftersales.actions.schedule.job import ScheduledJob
from aftersales.errors import ConfigError
from aftersales.language import tr

_NAME = "aftersales-sync"
TIMER, SERVICE = f"{_NAME}.timer", f"{_NAME}.service"
_MARK = "# Written by `aftersales schedule install`; `aftersales schedule remove` deletes it."
_SOME_STREAMS_FAILED = 5  # the exit code of a sync that brought the rest


def is_running() -> bool:
    """Whether the user's systemd answers."""
    if not sys.platform.startswith("linux") or shutil.which("systemctl") is None:
        return False
    return _systemctl("show-environment").returncode == 0


def folder() -> Path:
    """Where the user's units lie."""
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "systemd" / "user"


def units(job: ScheduledJob) -> dict[str, str]:
    """The two units of a job by name. systemd never runs a service twice at once."""
    command = " ".join(map(_quoted, job.command))
    variables = "".join(f"Environment={_set(name, value)}\n" for name, value in job.variables)
    minutes = ",".join(f"{minute:02d}" for minute in job.minutes)
    warns = ", and warn at any hour" if job.warns else ""
    service = (
        f"{_MARK}\n[Unit]\nDescription=aftersales: ask TikTok while the desk is open{warns}\n\n"
        f"[Service]\nType=oneshot\n{variables}ExecStart={command}\nSuccessExitStatus={_SOME_STREAMS_FAILED}\n"
        "TimeoutStartSec=2h\nNice=5\n"
    )
    timer = (
        f"{_MARK}\n[Unit]\nDescription=aftersales: every {job.every} minutes\n\n"
        f"[Timer]\nOnCalendar=*-*-* *:{minutes}:00\nRandomizedDelaySec=60\nAccuracySec=30\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return {SERVICE: service, TIMER: timer}


def install(texts: dict[str, str]) -> bool:
    """Write the units and start the timer; returns whether a unit changed. Raises ConfigError, and leaves no unit that
    was not there before, where a file is somebody else's, can't be written, or systemd refuses it.
    """
    before = {name: _text(name) for name in texts}
    for name, text in before.items():
        if text is not None and not text.startswith(_MARK):
            raise ConfigError(
                tr("{path} was not written by aftersales, and stays as it is. Move it away.", path=folder() / name)
            )
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder() / name).write_text(text, encoding="utf-8")
        _must("daemon-reload")
        _must("enable", TIMER)
        _must("restart", TIMER)
    except (OSError, ConfigError) as error:
        _put_back(before)
        if isinstance(error, ConfigError):
            raise
        reason = file_writer.reason(error)
        raise ConfigError(
            tr("{path} can't be written: {reason}. Nothing was changed.", path=folder(), reason=reason)
        ) from None
    return before != texts


def remove() -> bool:
    """Stop the timer and delete the units that `install` wrote; returns whether there were any. Raises ConfigError."""
    ours = [name for name in (TIMER, SERVICE) if (_text(name) or "").startswith(_MARK)]
    if not ours:
        return False
    if shutil.which("systemctl") is not None:
        _systemctl("disable", "--now", TIMER)
    for name in ours:
        (folder() / name).unlink()
    if shutil.which("systemctl") is not None:
        _systemctl("daemon-reload")
    return True


def installed() -> str | None:
    """The text of the timer that `install` wrote, with its service; None where there is none."""
    texts = [_text(name) for name in (SERVICE, TIMER)]
    return "\n".join(t for t in texts if t) if texts[1] is not None and texts[1].startswith(_MARK) else None


def _put_back(before: dict[str, str | None]) -> None:
    with suppress(OSError):
        for name, text in before.items():
            if text is None:
                (folder() / name).unlink(missing_ok=True)
            else:
                (folder() / name).write_text(text, encoding="utf-8")
    _systemctl("daemon-reload")


def _text(name: str) -> str | None:
    try:
        return (folder() / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _must(*arguments: str) -> None:
    done = _systemctl(*arguments)
    if done.returncode:
        from aftersales.text import excerpt

        raise ConfigError(
            tr("systemd refuses: {reason} Nothing was changed.", reason=excerpt(done.stderr.strip(), 200) or "?")
        )


def _systemctl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  the system's own program, with words of ours
        [shutil.which("systemctl") or "systemctl", "--user", *arguments],
        capture_output=True, encoding="utf-8", errors="replace", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _quoted(word: str) -> str:
    """A word of a command as unit files have it: `$` stands for a variable there."""
    return _escaped(word).replace("$", "$$")


def _set(name: str, value: str) -> str:
    """A variable as unit files have it; `$` stands for itself there."""
    return _escaped(f"{name}={value}")


def _escaped(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    plain = all(c.isalnum() or c in "-_./:=+,@%$" for c in escaped)
    return escaped if plain else f'"{escaped}"'
