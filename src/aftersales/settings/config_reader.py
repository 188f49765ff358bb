"""Reader of the configuration, whose messages name the table first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aftersales.language import tr
from aftersales.toml.reader import Reader, shown


class ConfigReader(Reader):
    """Reads the tables of a configuration. A message names the table before the key: `[house] unknown key`."""

    def wrong(self, place: str, what: str) -> None:
        """Note a mistake in a table, or with an empty place in the file as a whole."""
        super().wrong("", f"{place} {what}" if place else what)

    def visible(self, place: str, key: str, text: str) -> str:
        """The text, with control characters noted: a NUL is in the name of no file or program. An address may have
        several lines.
        """
        if not text.isprintable() and any((c < " " and c not in "\n\t") or c == "\x7f" for c in text):
            self.wrong(place, tr("{key} contains invisible characters; type it again", key=key))
        return text

    def texts(self, place: str, table: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
        """The values of those keys that are set."""
        texts: dict[str, str] = {}
        for key in keys:
            value = table.get(key)
            if isinstance(value, str):
                texts[key] = self.visible(place, key, value)
            elif value is not None:
                self.wrong(place, tr("{key} is {value}; write a text, in quotes", key=key, value=shown(value)))
        return texts

    def check_zone(self, place: str, key: str, zone: str | None) -> None:
        """Note a time zone that the system has not."""
        if zone is not None and not is_zone(zone):
            self.wrong(
                place,
                tr(
                    "{key} is {zone}, which is not a time zone; write one such as Europe/London",
                    key=key,
                    zone=shown(zone),
                ),
            )


def is_zone(name: str) -> bool:
    """Whether a time zone of that name is known here."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
