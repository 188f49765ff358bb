"""Reader of the configuration, whose messages name the table first."""

from __future__ import annotations

from aftersales.language import tr
from aftersales.toml.reader import Reader


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
