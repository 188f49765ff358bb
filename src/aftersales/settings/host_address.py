"""Addresses of hosts to which secrets may be sent."""

from __future__ import annotations

from urllib.parse import urlsplit

from aftersales.errors import ConfigError
from aftersales.language import tr

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_this_computer(address: str) -> bool:
    """Whether an address is that of this computer itself."""
    return urlsplit(address).hostname in _LOOPBACK


def host_address(address: str) -> str:
    """The address of a host, without a slash at its end. Raises ConfigError unless it is https, or http to this
    computer itself.
    """
    try:
        parts = urlsplit(address)
        port_is_known = parts.port is None or parts.port > 0
    except ValueError:
        port_is_known = False
    if (
        not port_is_known
        or not parts.hostname
        or not (address.isascii() and address.isprintable())
        or parts.username is not None
        or parts.path not in ("", "/")
        or "?" in address
        or "#" in address
    ):
        raise ConfigError(tr("{address!r} is not the address of a host, such as https://example.com", address=address))
    if parts.scheme != "https" and not (parts.scheme == "http" and is_this_computer(address)):
        raise ConfigError(
            tr(
                "{address} is refused: secrets are sent over https alone; plain http is for a test platform on this "
                "computer, such as http://127.0.0.1:8000",
                address=address,
            )
        )
    return address.rstrip("/")
