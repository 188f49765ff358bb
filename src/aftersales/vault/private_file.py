"""Text files that hold secrets, for their owner alone."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.vault import file_modes


def read(path: Path) -> str | None:
    """The text of the file; None where there is no such file. Raises ConfigError where it can't be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else tr("it is not text")
        raise ConfigError(
            tr("{path} can't be read: {reason}. Check its permissions.", path=path, reason=reason)
        ) from None


def close_to_others(path: Path) -> None:
    """Set the mode 0600 of a file that is there: a copied file may have come with another one. Does nothing on Windows,
    where the user's folder protects the file.
    """
    if sys.platform != "win32" and path.exists():
        with suppress(OSError):
            path.chmod(file_modes.FILE)
