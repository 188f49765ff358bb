"""Folders that another computer may write, and their file systems."""

from __future__ import annotations

import sys
from pathlib import Path

# File systems over a network, as Linux names them in /proc/mounts. SQLite's shared mode (WAL) needs all its users on
# one computer: https://www.sqlite.org/wal.html, and locks there are not to be trusted:
# https://www.sqlite.org/howtocorrupt.html#_filesystems_with_broken_or_missing_lock_implementations
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "davfs", "fuse.sshfs", "fuse.rclone", "9p"})
# Folders that a program copies to other computers, as those programs name them.
_SYNCED = (
    "dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "mobile documents", "nextcloud", "owncloud",
    "syncthing", "yandex.disk", "mega", "pcloud", "baidusyncdisk", "nutstore", "坚果云", "百度网盘",
)  # fmt: skip
_MARKS = (".stfolder", ".dropbox", ".sync", ".nextcloudsync.log")


def synced_by(path: Path) -> str | None:
    """The name of the folder above a file that a program copies to other computers; None for none."""
    for folder in path.absolute().parents:
        name = folder.name.casefold()
        if any(name == known or name.startswith((f"{known} ", f"{known}-", f"{known} (")) for known in _SYNCED):
            return folder.name
        if name and any((folder / mark).exists() for mark in _MARKS):
            return folder.name
    return None


def network_of(path: Path, mounts: str | None = None) -> str | None:
    """The file system over a network on which a file lies; None for a disk of this computer, and where that is not
    known. `mounts` is the text of /proc/mounts.
    """
    real = path.resolve()
    if sys.platform == "win32":
        return real.drive if real.drive.startswith("\\\\") else None
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) >= 3:
            kinds[Path(parts[1].replace("\\040", " "))] = parts[2]
    nearest = next((folder for folder in (real, *real.parents) if folder in kinds), None)
    return kinds[nearest] if nearest is not None and kinds[nearest] in _NETWORK else None
