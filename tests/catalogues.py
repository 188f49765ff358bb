"""What people read, gathered from the sources and the program's TOML files, and the .po files that translate it.

A .po file belongs to a package, so that several translators can work at once. `pytest --update` brings the files up to
date: new texts come in untranslated, or marked fuzzy with the translation of a text that is nearly the same; texts that
nothing says any more are gone. Translations stay, wherever their text moves.
"""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from aftersales.commandline.table import COMMANDS
from aftersales.core.time.calendar import holiday_parts
from sources import SOURCE, nodes
from transcripts import command_tree

FOLDER = SOURCE / "locale/zh/LC_MESSAGES"
LANGUAGE = "zh"
# Packages with so many texts that their own packages have files too.
DIVIDED = ("core", "rendering")
# The keys of TOML files whose texts people read, by the beginning of the file's path.
TOML_KEYS: Mapping[str, tuple[str, ...]] = {
    "policies/data/rules/": ("name", "note", "source"),
    "policies/data/house.toml": ("note", "source"),
    "policies/data/markets.toml": ("name",),
    "policies/data/calendars/": ("name", "source", "note", "unverified"),
    "policies/data/library/evidence.toml": ("note", "source", "items.*"),
    "policies/data/library/playbooks.toml": ("note", "source", "title", "steps"),
    "policies/data/library/reasons.toml": ("note",),
    "policies/data/library/wording.toml": ("note", "source", "title", "why"),
    "importing/formats/": ("title", "comes_from", "languages.*"),
}
_HEADER = (
    'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
# A text that is a command line, and the same in every language.
_COMMAND = re.compile(r"`?aftersales [^.,:;]*`?")
_SIMILAR = 0.75  # of 1: a new text that is so like one that is gone takes over its translation, marked fuzzy


class Text(NamedTuple):
    """A text that people read: in English, its plural, and what tells it apart from the same text elsewhere."""

    message: str
    plural: str = ""
    context: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        """As Babel names it."""
        return (self.message, self.plural) if self.plural else self.message


class Translation(NamedTuple):
    """What a .po file says of a text. A fuzzy one is not used; `previous` is the text that it was made for."""

    text: str = ""
    fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()


# --- Gathered from the sources --------------------------------------------------------------------------------------


@cache
def texts() -> Mapping[Text, tuple[str, ...]]:
    """Each text with the files that say it, the first first: in the order of the files, and of the lines in them."""
    found: dict[tuple[str, str], tuple[Text, list[str]]] = {}
    for path in (*sorted(SOURCE.rglob("*.py")), *sorted(SOURCE.rglob("*.toml"))):
        place = str(path.relative_to(SOURCE))
        for text in _of_module(path) if path.suffix == ".py" else _of_toml(place, path):
            if _COMMAND.fullmatch(text.message):
                continue
            known, places = found.setdefault((text.context, text.message), (text, []))
            if text.plural and not known.plural:  # one entry serves both
                found[text.context, text.message] = (text, places)
            if place not in places:
                places.append(place)
    return {text: tuple(places) for text, places in found.values()}


def _of_module(path: Path) -> Iterator[Text]:
    """What goes through the door, and the docstrings that Typer shows as help."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            if (help_text := ast.get_docstring(node)) in _helps():
                yield Text(help_text)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if node.func.id == "trn" and len(given) == 2:
                yield Text(given[0], plural=given[1])
            elif node.func.id in ("tr", "mark") and given and isinstance(node.args[0], ast.Constant):
                yield Text(given[0], context=given[1] if len(given) > 1 else "")


@cache
def _helps() -> frozenset[str]:
    """The help of every command and group that is registered: the docstrings that people read."""

    def of(command: Any) -> Iterator[str]:
        yield inspect.cleandoc(command.help or "")
        for child in getattr(command, "commands", {}).values():
            yield from of(child)

    root = command_tree()
    return frozenset(
        text for command in (root, *(root.get_command(None, name) for name in COMMANDS)) for text in of(command)
    )


def _of_toml(place: str, path: Path) -> Iterator[Text]:
    keys = next((keys for start, keys in TOML_KEYS.items() if place.startswith(start)), None)
    if keys is not None:
        for key, text in toml_texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            if _is_read(key, keys) and not text.startswith("http"):
                yield Text(text)
            elif key[-1][:1].isdigit():  # a day, and what it is
                yield from (Text(part) for holiday in text.split("; ") for part in holiday_parts(holiday))


def toml_texts(value: Any, key: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text of tables with its keys; what stands in a list has the key of the list."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, (dict, list)):
        for name, inner in value.items() if isinstance(value, dict) else ((None, v) for v in value):
            yield from toml_texts(inner, key if name is None else (*key, name))


def _is_read(key: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    return key[-1] in keys or (len(key) == 2 and f"{key[0]}.*" in keys)


# --- The .po files --------------------------------------------------------------------------------------------------


def file_of(place: str) -> str:
    """The .po file of a source file, named for its package: `commands.po`, `rendering.pages.po`, `program.po`."""
    top, *inner = place.split("/")
    if not inner:
        return "program.po"
    return f"{top}.{inner[0]}.po" if top in DIVIDED and len(inner) > 1 else f"{top}.po"


def files() -> Mapping[str, list[Text]]:
    """The texts of each .po file, in order. A text that several packages say belongs to the first."""
    by_file: dict[str, list[Text]] = {}
    for text, places in texts().items():
        by_file.setdefault(file_of(places[0]), []).append(text)
    return by_file


def translations(name: str) -> dict[Text, Translation]:
    """What a .po file holds; nothing where there is none."""
    path = FOLDER / name
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE, abort_invalid=True)
    held = {}
    for message in catalogue:
        if message.id:
            one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
            form = message.string if isinstance(message.string, str) else (message.string or [""])[0]
            previous = message.previous_id[0] if message.previous_id else ""
            held[Text(one, many, message.context or "")] = Translation(
                form or "", message.fuzzy, previous, tuple(message.user_comments)
            )
    return held


def all_translations() -> dict[Text, Translation]:
    """What all .po files hold. What is translated in one and not in another counts as translated."""
    held: dict[Text, Translation] = {}
    for path in sorted(FOLDER.glob("*.po")):
        for text, translation in translations(path.name).items():
            if text not in held or (translation.text and not translation.fuzzy):
                held[text] = translation
    return held


def up_to_date() -> Mapping[str, str]:
    """Each .po file as it should be now, by name."""
    held = all_translations()
    by_message = {(text.context, text.message): translation for text, translation in held.items()}
    current = texts()
    gone = {t.message: held[t].text for t in held if held[t].text and t not in current}
    written = {}
    for name, wanted in files().items():
        catalogue = Catalog(locale=LANGUAGE, fuzzy=False)
        for text in wanted:
            known = held.get(text) or by_message.get((text.context, text.message)) or _nearest(text, gone)
            catalogue.add(
                text.id,
                [known.text] if text.plural else known.text,
                locations=[(place, 0) for place in current[text]],
                flags=["fuzzy"] if known.fuzzy else [],
                user_comments=known.comments,
                previous_id=known.previous,
                context=text.context or None,
            )
        out = BytesIO()
        write_po(out, catalogue, width=0, omit_header=True, include_previous=True, include_lineno=False)
        written[name] = _HEADER + out.getvalue().decode().strip("\n") + "\n"
    return written


def _nearest(text: Text, gone: Mapping[str, str]) -> Translation:
    """For a new text the translation of one that is gone and was nearly the same; none where there is no such."""
    near = get_close_matches(text.message, gone, n=1, cutoff=_SIMILAR) if gone else []
    return Translation(gone[near[0]], True, near[0]) if near else Translation()


def update() -> None:
    """Write the .po files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = up_to_date()
    for path in FOLDER.glob("*.po"):
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        (FOLDER / name).write_text(content, encoding="utf-8")
