"""Reader of the configuration, whose messages name the table first."""

from __future__ import annotations

from aftersales.toml.reader import Reader


class ConfigReader(Reader):
    """Reads the tables of a configuration. A message names the table before the key: `[house] unknown key`."""

    def wrong(self, place: str, what: str) -> None:
        """Note a mistake in a table, or with an empty place in the file as a whole."""
        super().wrong("", f"{place} {what}" if place else what)
