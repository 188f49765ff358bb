"""Where shells look for completion files, and what rc files lack."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from aftersales.core.choices import one_of
from aftersales.errors import ConfigError, UsageError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

BASH, ZSH, FISH = "bash", "zsh", "fish"
SHELLS = (BASH, ZSH, FISH)
# What loads the files of bash: the package bash-completion. These are where it lies on Linux, and by Homebrew.
_BASH_LOADERS = (
    "/usr/share/bash-completion/bash_completion",
    "/etc/bash_completion",
    "/usr/local/etc/profile.d/bash_completion.sh",
    "/opt/homebrew/etc/profile.d/bash_completion.sh",
    "/usr/local/share/bash-completion/bash_completion",
)


class ShellPlace(NamedTuple):
    """Where the file of a shell belongs; `rc` is the file that the shell reads when it starts, `lines` what must be
    added to that file by hand, empty where the shell finds the completion by itself.
    """

    shell: str
    path: Path
    rc: Path
    lines: tuple[str, ...] = ()


def shell_of(typed: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The shell that is meant: as typed, else that of the user's account. Raises UsageError for one that is not known
    here.
    """
    if typed is not None:
        if typed.lower() in ("powershell", "pwsh"):
            raise UsageError(_no_powershell())
        return one_of("--shell", typed, SHELLS)
    if (name := usual_shell(environ)) in SHELLS:
        return name
    if not name and sys.platform == "win32":
        raise UsageError(_no_powershell())
    raise UsageError(
        tr("Which shell? Say --shell bash, zsh or fish. Yours is {name}, for which there is none.", name=name)
        if name
        else tr("Which shell? Say --shell bash, zsh or fish; the variable SHELL names none.")
    )


def usual_shell(environ: Mapping[str, str] = os.environ) -> str:
    """The name of the shell of the user's account; empty where the environment doesn't say it."""
    return PurePath(environ.get("SHELL", "")).name.removesuffix(".exe").lower()


def _no_powershell() -> str:
    return tr("There is no completion for PowerShell. There is one for bash (Git Bash and WSL too), zsh and fish.")


def placement(shell: str, environ: Mapping[str, str] = os.environ) -> ShellPlace:
    """Where the file of a shell belongs, and what its rc file lacks. Raises ConfigError where there is no home."""
    try:
        home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    except RuntimeError:
        raise ConfigError(tr("there is no home folder; set the variable HOME.")) from None
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local/share")
    if shell == FISH:
        config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
        return ShellPlace(shell, config / "fish/completions/aftersales.fish", config / "fish/config.fish")
    if shell == ZSH:
        folder = data / "zsh/site-functions"
        rc = Path(environ.get("ZDOTDIR") or home) / ".zshrc"
        lines = (f"fpath=({_quoted(folder, home)} $fpath)", "autoload -Uz compinit && compinit")
        return ShellPlace(shell, folder / "_aftersales", rc, () if _mentions(rc, folder, home) else lines)
    base = Path(environ.get("BASH_COMPLETION_USER_DIR") or data / "bash-completion")
    path, rc = base / "completions/aftersales", home / ".bashrc"
    loaded = any(Path(loader).exists() for loader in _BASH_LOADERS) or _mentions(rc, path, home)
    return ShellPlace(shell, path, rc, () if loaded else (f". {_quoted(path, home)}",))


def _quoted(path: Path, home: Path) -> str:
    """A path as a line of an rc file has it."""
    if path.is_relative_to(home):
        return f'"$HOME/{path.relative_to(home).as_posix()}"'
    return "'" + str(path).replace("'", "'\\''") + "'"


def _mentions(rc: Path, path: Path, home: Path) -> bool:
    """Whether an rc file names a path, in one of the ways in which people write it."""
    try:
        text = rc.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    ways = [str(path)]
    if path.is_relative_to(home):
        tail = path.relative_to(home).as_posix()
        ways += [f"~/{tail}", f"$HOME/{tail}", f"${{HOME}}/{tail}"]
    return any(way in line for line in text.splitlines() if not line.lstrip().startswith("#") for way in ways)
