"""Folders that another computer may write, and their file systems."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# File systems over a network, as Linux names them in /proc/mounts. SQLite's shared mode (WAL) needs all its users on
# one computer: https://www.sqlite.org/wal.html, and locks there are not to be trusted:
# https://www.sqlite.org/howtocorrupt.html#_filesystems_with_broken_or_missing_lock_implementations
_NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "afs", "davfs", "webdav", "9p", "ceph", "glusterfs", "lustre",
        "virtiofs", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.gcsfuse",
        "fuse.glusterfs", "fuse.davfs2", "fuse.vmhgfs-fuse", "fuse.onedriver", "fuse.google-drive-ocamlfuse",
    }
)  # fmt: skip
_BLANK = "\\040"  # how /proc/mounts writes a blank
# Folders that a program copies to other computers, as those programs name them.
_SYNCED = (
    "dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "mobile documents", "nextcloud", "owncloud",
    "syncthing", "yandex.disk", "mega", "pcloud", "baidusyncdisk", "nutstore", "坚果云", "百度网盘", "cloudstorage",
    "my drive", "box", "box sync", "proton drive", "resilio sync", "seafile", "icloud~com~apple~clouddocs",
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
    known. `mounts` is the text of /proc/mounts; on macOS `mount` tells the same in other words.
    """
    real = Path(os.path.realpath(path))  # `resolve` fails for a link that leads back to itself
    if sys.platform == "win32":
        return real.drive if real.drive.startswith("\\\\") else None
    if mounts is None:
        try:
            mounts = _mounts()
        except OSError:
            return None
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) >= 3:
            kinds[Path(parts[1].replace(_BLANK, " "))] = parts[2]
    nearest = next((folder for folder in (real, *real.parents) if folder in kinds), None)
    return kinds[nearest] if nearest is not None and kinds[nearest] in _NETWORK else None


def _mounts() -> str:
    """Which file systems there are, as /proc/mounts of Linux has them. Raises OSError."""
    if sys.platform != "darwin":
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    import subprocess

    run = subprocess.run(["/sbin/mount"], capture_output=True, text=True, errors="replace", check=False)
    return of_mac(run.stdout)


def of_mac(listed: str) -> str:
    """What `mount` of macOS lists, such as `//mia@nas/shop on /Volumes/shop (smbfs, nodev)`, as /proc/mounts has it."""
    import re

    lines = re.findall(r"^(\S+).*? on (/.*) \((\w+)[,)]", listed, re.MULTILINE)
    return "\n".join(f"{device} {place.replace(' ', _BLANK)} {kind}" for device, place, kind in lines)
