"""Packages that only some commands need, installed on request."""

from __future__ import annotations

from aftersales import text
from aftersales.errors import ConfigError
from aftersales.language import tr

# By extra of pyproject.toml: the packages that its commands import.
PACKAGES = {"sync": ("httpx2", "tenacity", "keyring"), "notify": ("apprise", "keyring")}


def require(extra: str) -> None:
    """Raise ConfigError if a package of the extra is not installed."""
    from importlib.util import find_spec

    lacking = [name for name in PACKAGES[extra] if find_spec(name) is None]
    if lacking:
        raise ConfigError(
            tr(
                "This command needs {packages}, which aftersales installs on request: pip install "
                "'aftersales[{extra}]'",
                packages=text.listed(lacking),
                extra=extra,
            )
        )
