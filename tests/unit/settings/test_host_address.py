"""To which hosts secrets may be sent."""

from __future__ import annotations

import pytest

from aftersales.errors import ConfigError
from aftersales.settings.host_address import host_address, is_this_computer
from tables import of_each


@of_each(
    "address",
    ["http://open-api.tiktokglobalshop.com", "http://127.0.0.1.example.com", "ftp://127.0.0.1", "http://10.0.0.7:8000"],
)
def test_plain_http_is_for_this_computer_alone(address: str) -> None:
    with pytest.raises(ConfigError, match="https alone"):
        host_address(address)


@of_each(
    "address",
    [
        "",
        "https://",
        "https://a:b@example.com",
        "https://example.com/path",
        "https://a?b",
        "https://a:99999",
        "https://é.com",
    ],
)
def test_an_address_is_that_of_a_host(address: str) -> None:
    with pytest.raises(ConfigError, match="is not the address of a host"):
        host_address(address)


def test_addresses_that_are_good() -> None:
    for address in ("https://example.com", "https://example.com/", "http://127.0.0.1:8000", "http://localhost:1"):
        assert host_address(address) == address.rstrip("/")


def test_which_computer_is_this_one() -> None:
    assert is_this_computer("http://127.0.0.1:8000") and is_this_computer("https://localhost")
    assert not is_this_computer("https://127.0.0.1.example.com")
