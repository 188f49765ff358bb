"""The tables `[notify]` of the configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from aftersales import text
from aftersales.core.alerts.alert_rule import AlertRule
from aftersales.core.alerts.level import LEVELS, OF_WARNINGS
from aftersales.language import tr
from aftersales.settings.model import NotifySettings, ReceiverSettings
from aftersales.settings.names import NAME
from aftersales.toml.reader import Reader, shown

SECRETS = ("auto", "keyring", "file")
_KEYS = ("receivers", "rules", "secrets")
RECEIVER_SWITCHES = ("any_hour",)
_RECEIVER_KEYS = ("url_from", *RECEIVER_SWITCHES)
_RULE_KEYS = ("levels", "shops", "to")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read_notify(reader: Reader, table: Any) -> NotifySettings:
    """Who gets messages, and which. Every mistake is noted; what may be an address is never shown."""
    place = "[notify]"
    if not isinstance(table, dict):
        reader.wrong(place, tr("it is not a table; receivers are tables such as [notify.receivers.desk]"))
        return NotifySettings()
    for key in table:
        if key not in _KEYS:
            reader.unknown_key(place, key, _KEYS)
    receivers = _receivers(reader, table.get("receivers", {}))
    rules = _rules(reader, table.get("rules", []))
    secrets = reader.one_of(place, "secrets", table.get("secrets", "auto"), SECRETS)
    return NotifySettings(receivers, rules, secrets)


def _receivers(reader: Reader, tables: Any) -> dict[str, ReceiverSettings]:
    if not isinstance(tables, dict):
        reader.wrong("[notify]", tr("receivers is not a table; write a table [notify.receivers.NAME] for each"))
        return {}
    return {name: _receiver(reader, name, table) for name, table in tables.items()}


def _receiver(reader: Reader, name: str, table: Any) -> ReceiverSettings:
    place = f"[notify.receivers.{name if NAME.fullmatch(name) else '…'}]"
    if not NAME.fullmatch(name):
        reader.wrong(place, tr("the name of a receiver has letters, digits, - and _ only"))
    if not isinstance(table, dict):
        if _is_address(table):
            _refuse_address(reader, place, name)
        else:
            reader.wrong(place, tr('it is not a table; write one, which may be empty, or have url_from = "VARIABLE"'))
        return ReceiverSettings(name)
    for key, value in table.items():
        if key not in _RECEIVER_KEYS and (key in ("url", "address", "to") or _is_address(value)):
            _refuse_address(reader, place, name)
        elif key not in _RECEIVER_KEYS:
            reader.unknown_key(place, key, _RECEIVER_KEYS)
    variable = table.get("url_from")
    if _is_address(variable):
        _refuse_address(reader, place, name)
        variable = None
    elif variable is not None and not (isinstance(variable, str) and _VARIABLE.fullmatch(variable)):
        reader.wrong(place, tr("url_from is not a name of a variable; write one such as AFTERSALES_NOTIFY_DESK"))
        variable = None
    any_hour = reader.yes(place, "any_hour", table["any_hour"]) if "any_hour" in table else False
    return ReceiverSettings(name, variable, any_hour)


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and "://" in value


def _refuse_address(reader: Reader, place: str, name: str) -> None:
    reader.wrong(
        place,
        tr(
            "an address doesn't belong here, where others may read it. Remove the line; `aftersales notify add {name}` "
            "asks for the address and keeps it safely",
            name=name if NAME.fullmatch(name) else "NAME",
        ),
    )


def _rules(reader: Reader, tables: Any) -> tuple[AlertRule, ...]:
    if not (isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        reader.wrong("[notify]", tr("rules are tables; write [[notify.rules]] for each"))
        return ()
    return tuple(_rule(reader, f"[[notify.rules]] {n}", table) for n, table in enumerate(tables, 1))


def _rule(reader: Reader, place: str, table: Mapping[str, Any]) -> AlertRule:
    for key in table:
        if key not in _RULE_KEYS:
            reader.unknown_key(place, key, _RULE_KEYS)
    levels = reader.words(place, "levels", table.get("levels", list(OF_WARNINGS)))
    to = table.get("to")
    if isinstance(to, list) and any(_is_address(name) for name in to):
        _refuse_address(reader, place, "NAME")
        to = []
    else:
        to = reader.words(place, "to", to, needed=True)
        for name in to:
            if not NAME.fullmatch(name):
                reader.wrong(place, tr("to has {name}; a receiver's name has no such signs", name=shown(name)))
    for level in levels:
        if level not in LEVELS:  # the nearest by spelling is not what is meant
            reader.wrong(
                place, tr("levels has {level}; known are {known}", level=shown(level), known=text.listed(LEVELS))
            )
    return AlertRule(
        tuple(dict.fromkeys(level for level in levels if level in LEVELS)),
        reader.words(place, "shops", table["shops"]) if "shops" in table else ("*",),
        tuple(to),
    )
