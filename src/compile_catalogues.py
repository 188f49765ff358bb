"""Compiles the translations when the program is built, and for the tests."""

from __future__ import annotations

import os
from pathlib import Path
from struct import pack
from typing import Any

from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # the tests only compile
    BuildHookInterface = object  # type: ignore[assignment,misc]

LOCALE = Path(__file__).parent / "aftersales/locale"


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Puts one compiled catalogue a language into the wheel; an editable install finds it in the source tree."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it gathers the files."""
        if self.target_name == "wheel":
            build_data["artifacts"] += [str(path.relative_to(self.root)) for path in compile_all()]


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile the .po files of each language into one `aftersales.mo` beside them, where it would change."""
    made = []
    for folder in sorted(locale.glob("*/LC_MESSAGES")):
        target, data = folder / "aftersales.mo", compiled(sorted(folder.glob("*.po")))
        if not target.exists() or target.read_bytes() != data:
            beside = target.with_suffix(f".{os.getpid()}")  # several processes may do this at once
            beside.write_bytes(data)
            beside.replace(target)
        made.append(target)
    return made


def compiled(files: list[Path]) -> bytes:
    """A .mo file of all that is translated in these .po files. The keys are sorted by their bytes, as gettext's format
    says: the program searches them.
    """
    texts = {b"": b"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"}
    for file in files:
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=file.parents[1].name, abort_invalid=True)
        for message in catalogue:
            forms = [message.string] if isinstance(message.string, str) else list(message.string)
            if message.id and all(forms) and not message.fuzzy:
                ids = [message.id] if isinstance(message.id, str) else message.id
                key = "\0".join(ids)
                texts[(f"{message.context}\x04{key}" if message.context else key).encode()] = "\0".join(forms).encode()
    keys = sorted(texts)
    table, start, ids, strings = [], 28 + 16 * len(keys), b"", b""
    for key in keys:
        table += [len(key), start + len(ids)]
        ids += key + b"\0"
    start += len(ids)
    for key in keys:
        table += [len(texts[key]), start + len(strings)]
        strings += texts[key] + b"\0"
    header = (0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 28 + 16 * len(keys))
    return pack(f"<{7 + len(table)}I", *header, *table) + ids + strings


if __name__ == "__main__":
    compile_all()
