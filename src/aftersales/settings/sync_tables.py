"""The tables `[apps]` and `[sync]` of the configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aftersales import text
from aftersales.errors import ConfigError, UsageError
from aftersales.language import tr
from aftersales.settings.model import ApiApp, Shop, SyncSettings
from aftersales.toml.reader import Reader, shown

_APP_KEYS = ("key", "region", "service_id")
REGIONS = ("row", "us")
BEFORE = ("due", "triage")
SECRETS = ("auto", "keyring", "file")
_SECRET_KEYS = re.compile(r"secret|token|password", re.IGNORECASE)
_LONGEST_AGE = timedelta(days=7)


def read(
    reader: Reader, tables: Mapping[str, Any], shops: Mapping[str, Shop]
) -> tuple[Mapping[str, ApiApp], SyncSettings]:
    """The developer apps, and how the platform is asked. Every mistake is noted, those of the shops' ties included."""
    apps = read_apps(reader, tables.get("apps", {}))
    check_ties(reader, shops, apps)
    return apps, read_sync(reader, tables.get("sync", {}))


def read_apps(reader: Reader, tables: Any) -> dict[str, ApiApp]:
    """The developer apps by name."""
    if not isinstance(tables, dict):
        reader.wrong("", tr("apps is {value}; write a table [apps.NAME] for each app.", value=shown(tables)))
        return {}
    apps = {}
    for name, table in tables.items():
        place = f"[apps.{name}]"
        if not isinstance(table, dict):
            reader.wrong(place, tr('it is not a table; write one with key = "6abc…"'))
            continue
        for key in table:
            if key not in _APP_KEYS and _SECRET_KEYS.search(key):
                reader.wrong(
                    place,
                    tr(
                        "{key} doesn't belong here, where others may read it. Remove the line; `aftersales login` asks "
                        "for the secret and keeps it safely",
                        key=key,
                    ),
                )
            elif key not in _APP_KEYS:
                reader.unknown_key(place, key, _APP_KEYS)
        apps[name] = _app(reader, place, name, table)
    return apps


def _app(reader: Reader, place: str, name: str, table: Mapping[str, Any]) -> ApiApp:
    key = reader.text(place, "key", table.get("key"))
    if key and not (key.isascii() and key.isalnum()):
        reader.wrong(place, tr("key is {key}; an app key has letters and digits only", key=shown(key)))
    region = reader.one_of(place, "region", table.get("region", "row"), REGIONS)
    service_id = table.get("service_id")
    if service_id is not None and not (isinstance(service_id, str) and service_id.isascii() and service_id.isdigit()):
        reader.wrong(
            place, tr("service_id is {value}; write the digits of the app's page, in quotes", value=shown(service_id))
        )
        service_id = None
    return ApiApp(name, key, region, service_id)


def read_sync(reader: Reader, table: Any) -> SyncSettings:
    """How the platform is asked."""
    place, usual = "[sync]", SyncSettings()
    if not isinstance(table, dict):
        reader.wrong(place, tr('it is {value}; write a table with keys such as max_age = "30m"', value=shown(table)))
        return usual
    for key in table:
        if key not in SyncSettings._fields:
            reader.unknown_key(place, key, SyncSettings._fields)
    return SyncSettings(
        before=_before(reader, place, table.get("before", [])),
        max_age=_max_age(reader, place, table["max_age"]) if "max_age" in table else usual.max_age,
        parcels=reader.yes(place, "parcels", table["parcels"]) if "parcels" in table else usual.parcels,
        secrets=reader.one_of(place, "secrets", table.get("secrets", usual.secrets), SECRETS),
        base_url=_address(reader, place, "base_url", table.get("base_url")),
        auth_url=_address(reader, place, "auth_url", table.get("auth_url")),
    )


def check_ties(reader: Reader, shops: Mapping[str, Shop], apps: Mapping[str, ApiApp]) -> None:
    """Note shops that name an app that is not there, and two shops that are the same one on the platform."""
    tied: dict[str, str] = {}
    for name, shop in shops.items():
        place = f"[shops.{name}]"
        if shop.app is not None and shop.app not in apps:
            reader.wrong(place, tr("app is {app}; there is no table [apps.{bare}]", app=shown(shop.app), bare=shop.app))
        if shop.platform_id is None:
            continue
        if not (shop.platform_id.isascii() and shop.platform_id.isdigit()):
            reader.wrong(
                place,
                tr(
                    "platform_id is {value}; it is a number, in quotes, as login writes it",
                    value=shown(shop.platform_id),
                ),
            )
        elif shop.platform_id in tied:
            reader.wrong(
                place,
                tr("platform_id is that of shop {other} too; each shop has its own", other=tied[shop.platform_id]),
            )
        else:
            tied[shop.platform_id] = name


def _before(reader: Reader, place: str, listed: Any) -> tuple[str, ...]:
    if not isinstance(listed, list):
        reader.wrong(place, tr('before is {value}; write a list such as ["due", "triage"]', value=shown(listed)))
        return ()
    return tuple(reader.one_of(place, "before", word, BEFORE) for word in listed)


def _max_age(reader: Reader, place: str, value: Any) -> timedelta:
    from aftersales.user_input import span

    try:
        age = span(value if isinstance(value, str) else repr(value), "max_age")
    except UsageError:
        age = timedelta(0)
    if not timedelta(0) < age <= _LONGEST_AGE:
        reader.wrong(place, tr("max_age is {value}; write a length of time such as 30m or 2h", value=shown(value)))
    return age


def _address(reader: Reader, place: str, key: str, value: Any) -> str | None:
    if value is None:
        return None
    from aftersales.settings.host_address import host_address

    try:
        return host_address(value if isinstance(value, str) else repr(value))
    except ConfigError as error:
        reader.wrong(place, text.labelled(key, error))
        return None
