"""A line in the user's crontab."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys

from aftersales.actions.schedule.job import ScheduledJob
from aftersales.errors import ConfigError
from aftersales.language import tr

_BEGIN, _END = "# aftersales schedule: begin", "# aftersales schedule: end"
_BLOCK = re.compile(rf"^{re.escape(_BEGIN)}.*?^{re.escape(_END)}[^\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SPREAD = 60  # seconds by which a run is delayed at random


def is_there() -> bool:
    """Whether this computer has a crontab."""
    return sys.platform != "win32" and shutil.which("crontab") is not None


def block(job: ScheduledJob, *, uses_keyring: bool) -> str:
    """The lines of a job. Where its tokens lie in a keyring it is told where the session's bus is, which cron doesn't.

    cron reads `%` as the end of the line, so it is escaped.
    """
    variables = dict(job.variables)
    if uses_keyring and sys.platform.startswith("linux"):
        variables["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path=/run/user/{os.getuid()}/bus"
    settings = "".join(f"{name}={shlex.quote(value)} " for name, value in variables.items())
    line = f"{settings}{shlex.join(job.command)} --jitter {_SPREAD}".replace("%", r"\%")
    minutes = ",".join(map(str, job.minutes))
    return f"{_BEGIN}\n{minutes} * * * * {line}\n{_END}\n"


def install(lines: str) -> bool:
    """Put a block into the crontab, in the place of an older one; returns whether that changed anything. Every other
    line stays. Raises ConfigError where the crontab can't be read or written.
    """
    before = _read()
    rest = _BLOCK.sub("", before)
    lead = rest if not rest or rest.endswith("\n") else f"{rest}\n"
    after = f"{lead}{lines}"
    if after == before:
        return False
    _write(after)
    return True


def remove() -> bool:
    """Take the block out of the crontab; returns whether there was one. Raises ConfigError as `install` does."""
    before = _read()
    after = _BLOCK.sub("", before)
    if after == before:
        return False
    if after:
        _write(after)
    else:
        _crontab(["-r"])
    return True


def installed() -> str | None:
    """The block in the crontab; None where there is none. Raises ConfigError as `install` does."""
    match = _BLOCK.search(_read()) if is_there() else None
    return match[0] if match else None


def _read() -> str:
    done = _crontab(["-l"], check=False)
    if done.returncode and "no crontab" not in done.stderr.lower():
        raise _failed(done.stderr)
    return done.stdout if done.returncode == 0 else ""


def _write(text: str) -> None:
    _crontab(["-"], text)


def _crontab(arguments: list[str], text: str = "", *, check: bool = True) -> subprocess.CompletedProcess[str]:
    program = shutil.which("crontab")
    if program is None:
        raise ConfigError(tr("There is no crontab on this computer."))
    done = subprocess.run(  # noqa: S603  the system's own program, with words of ours
        [program, *arguments], input=text, capture_output=True, encoding="utf-8", errors="surrogateescape",
        check=False, env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    if check and done.returncode:
        raise _failed(done.stderr)
    return done


def _failed(said: str) -> ConfigError:
    from aftersales.text import excerpt

    return ConfigError(
        tr("The crontab can't be changed: {reason}. Nothing was changed.", reason=excerpt(said.strip(), 200) or "?")
    )
