"""Where the configuration and the ledger are, by system and environment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from aftersales.errors import ConfigError
from aftersales.settings.paths import default_config, default_ledger


@pytest.mark.parametrize(
    ("system", "environ", "config", "ledger"),
    [
        ("linux", {}, ".config/aftersales/config.toml", ".local/share/aftersales/ledger.db"),
        (
            "darwin",
            {"XDG_CONFIG_HOME": "/x"},
            "Library/Application Support/aftersales/config.toml",
            "Library/Application Support/aftersales/ledger.db",
        ),
        ("win32", {}, "AppData/Roaming/aftersales/config.toml", "AppData/Local/aftersales/ledger.db"),
    ],
)
def test_the_usual_places_of_a_system(
    monkeypatch: pytest.MonkeyPatch, system: str, environ: dict[str, str], config: str, ledger: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/mia"))
    assert default_config(environ) == Path("/home/mia") / config
    assert default_ledger(environ) == Path("/home/mia") / ledger


def test_the_environment_names_other_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert default_config({"XDG_CONFIG_HOME": "/etc/x"}) == Path("/etc/x/aftersales/config.toml")
    assert default_ledger({"XDG_DATA_HOME": "/var/x"}) == Path("/var/x/aftersales/ledger.db")


def test_without_a_home_the_options_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", nowhere)
    with pytest.raises(ConfigError, match="--config and --ledger"):
        default_config({})
