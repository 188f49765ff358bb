"""File modes: what the program makes is for its owner alone."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
OTHERS = stat.S_IRWXG | stat.S_IRWXO  # the group's and everybody's rights
_kept: list[int] = []


def make_private() -> None:
    """Make every file and folder of this process 0600 and 0700, whatever the umask of its caller: also those that
    SQLite and other libraries make. Folders on the way to a file too, as the XDG convention asks.
    """
    before = os.umask(OTHERS)
    if not _kept:
        _kept.append(before)


def outer_umask() -> int:
    """The umask of the caller, for `subprocess`: a program of the user's own, such as an editor, keeps its usual modes.
    -1, which changes nothing, where there is none.
    """
    return _kept[0] if _kept and sys.platform != "win32" else -1


def is_open_to_all(path: Path) -> bool:
    """Whether every user of the computer can read a file: its own mode allows it, and each folder above it. False on
    Windows, where the folder of the user protects it, and for what can't be looked at.
    """
    if sys.platform == "win32":
        return False
    try:
        if not path.stat().st_mode & stat.S_IROTH:
            return False
        return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)
    except (OSError, RuntimeError):
        return False
