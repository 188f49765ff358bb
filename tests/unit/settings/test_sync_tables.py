"""`[apps]`, `[sync]` and the ties of shops: what is read, and what each mistake says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from aftersales.errors import ConfigError
from aftersales.settings.config_file import parse_config
from aftersales.settings.load import load, mistakes_in
from aftersales.settings.model import ApiApp, SyncSettings

UK = '[shops.uk]\nmarket = "GB"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_what_is_not_set_is_as_usual(config: Path) -> None:
    config.write_text(UK, encoding="utf-8")
    settings = load(config, None)
    assert settings.apps == {} and settings.sync == SyncSettings()
    assert settings.sync.before == () and settings.sync.max_age == timedelta(minutes=30)


def test_apps_shops_and_sync_are_read(config: Path) -> None:
    config.write_text(
        UK
        + 'app = "uk"\nplatform_id = "7495540735365777507"\nparcels = true\n'
        + '[apps.uk]\nkey = "6abc"\n[apps.us]\nkey = "6def"\nregion = "us"\nservice_id = "741"\n'
        + '[sync]\nbefore = ["due"]\nmax_age = "2h"\nparcels = true\nsecrets = "file"\n'
        + 'base_url = "http://127.0.0.1:8000/"\nauth_url = "https://auth.example.com"\n',
        encoding="utf-8",
    )
    settings = load(config, None)
    assert settings.apps == {"uk": ApiApp("uk", "6abc"), "us": ApiApp("us", "6def", "us", "741")}
    shop = settings.shops["uk"]
    assert (shop.app, shop.platform_id, shop.parcels) == ("uk", "7495540735365777507", True)
    assert settings.sync == SyncSettings(
        ("due",), timedelta(hours=2), True, "file", "http://127.0.0.1:8000", "https://auth.example.com"
    )


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[apps.uk]\n", "[apps.uk] key is missing"),
        ("[apps]\nuk = 1\n", "[apps.uk] it is not a table"),
        ("apps = 1\n", "apps is 1; write a table [apps.NAME]"),
        ('[apps.uk]\nkey = "a b"\n', "[apps.uk] key is 'a b'; an app key has letters and digits only"),
        ('[apps.uk]\nkey = "a"\nregion = "uk"\n', "[apps.uk] region is 'uk'; "),
        ('[apps.uk]\nkey = "a"\nservice_id = 7\n', "[apps.uk] service_id is 7; write the digits"),
        ('[apps.uk]\nkey = "a"\nservice = "7"\n', "[apps.uk] unknown key 'service'; did you mean 'service_id'?"),
        (UK + 'app = "uk"\n', "[shops.uk] app is 'uk'; there is no table [apps.uk]"),
        (UK + 'platform_id = "x"\n', "[shops.uk] platform_id is 'x'; it is a number, in quotes"),
        (
            UK + 'platform_id = "7"\n[shops.b]\nmarket = "GB"\nplatform_id = "7"\n',
            "[shops.b] platform_id is that of shop uk too",
        ),
        ("sync = 1\n", "[sync] it is 1; write a table"),
        ("[sync]\nmax = 1\n", "[sync] unknown key 'max'; did you mean 'max_age'?"),
        ('[sync]\nbefore = "due"\n', "[sync] before is 'due'; write a list"),
        ('[sync]\nbefore = ["dew"]\n', "[sync] before is 'dew'; did you mean 'due'?"),
        ('[sync]\nmax_age = "soon"\n', "[sync] max_age is 'soon'; write a length of time such as 30m"),
        ('[sync]\nmax_age = "0m"\n', "[sync] max_age is '0m'; write a length of time"),
        ("[sync]\nmax_age = 30\n", "[sync] max_age is 30; write a length of time"),
        ('[sync]\nsecrets = "disk"\n', "[sync] secrets is 'disk'; "),
        ('[sync]\nbase_url = "http://example.com"\n', "[sync] base_url: http://example.com is refused: secrets"),
        ('[sync]\nauth_url = "example.com"\n', "[sync] auth_url: 'example.com' is not the address of a host"),
        ("[sync]\nauth_url = 5\n", "[sync] auth_url: '5' is not the address of a host"),
    ],
)
def test_each_mistake_is_told_with_its_place(config: Path, text: str, mistake: str) -> None:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load(config, None)
    assert mistake in str(refused.value)
    assert any(mistake in line for line in mistakes_in(config, parse_config(config, text))), "config check says it too"


@pytest.mark.parametrize("key", ["secret", "app_secret", "access_token", "refresh-token", "Password"])
def test_a_secret_in_the_configuration_is_refused_and_not_repeated(config: Path, key: str) -> None:
    config.write_text(f'[apps.uk]\nkey = "6abc"\n"{key}" = "hush"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=f"{key} doesn't belong here") as refused:
        load(config, None)
    assert "hush" not in str(refused.value)
