"""A reader that notes the mistakes of a format by their lines."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.errors import Mistake
from aftersales.language import tr
from aftersales.toml.keys import KeyPath
from aftersales.toml.reader import Reader, shown


class FormatReader(Reader):
    """Notes every mistake in a format with the line of its key. `lines` are those of the file, by the key's path."""

    def __init__(self, where: str, lines: Mapping[KeyPath, int]) -> None:
        super().__init__(where)
        self._lines = lines
        self.path: KeyPath = ()

    def at(self, *path: str) -> str:
        """Go to a key; what is noted next is noted there. Returns how messages name its table."""
        self.path = path
        return f"[{path[0]}]" if len(path) > 1 else ""

    def done(self) -> None:
        """Raise PolicyError with every mistake, in the order of the lines."""
        self.noted.sort(key=lambda mistake: int(mistake.where.rpartition(":")[2]) if mistake.where != self.where else 0)
        super().done()

    def encoding(self, name: str) -> str:
        """The name of an encoding of text, given back as it is; empty for what is none, which is noted."""
        try:
            b"a".decode(name or "utf-8", errors="ignore")  # a codec can also be one that yields no text, such as base64
        except (LookupError, ValueError):
            self.wrong("", tr("encoding is {shown}; write one such as cp1252, gb18030 or utf-8", shown=shown(name)))
            return ""
        return name

    def wrong(self, place: str, what: str) -> None:
        """Note a mistake at the key last gone to."""
        line = next((self._lines[p] for n in range(len(self.path), 0, -1) if (p := self.path[:n]) in self._lines), None)
        self.noted.append(Mistake(self.where if line is None else f"{self.where}:{line}", place, what))
