"""Shell templates and what is filled into them."""

from __future__ import annotations

import re
from pathlib import Path

from aftersales.commandline.completion.tree import PROGRAM
from aftersales.commandline.completion.values import Value
from aftersales.rendering.fields.cases import CASES_FIELDS

_FOLDER = Path(__file__).parent / "templates"
_NOTE = "Made by `aftersales completions {shell}` from the command tree."
_WIDTH = 110

# The shops of a configuration, in every shell: [shops.uk-main], [shops."uk main"], [shops.uk-main.staff].
_HEADER = r"^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*"
_SED = rf"""sed -n \
        -e 's/{_HEADER}\([A-Za-z0-9_-][A-Za-z0-9_-]*\).*/\1/p' \
        -e 's/{_HEADER}"\([^"]*\)".*/\1/p' \
        -e "s/{_HEADER}'\([^']*\)'.*/\1/p" """.rstrip()

# What the ledger knows, of the TSV of `cases` and for every shell: a word, a tab, what it is.
_COLUMN = {field.name: n for n, field in enumerate(CASES_FIELDS, 1)}
_AWK = rf"""awk -F '\t' -v column="$column" -v kinds="$kinds" '
            $column != "" && (kinds == "all" || index("," kinds ",", "," ${_COLUMN["kind"]} ",")) && !seen[$column]++ {{
                print $column "\t" ${_COLUMN["kind"]} (${_COLUMN["product"]} == "" ? "" : ", " ${_COLUMN["product"]})
            }}'"""


def known(value: Value) -> str:
    """The arguments of each shell's function that asks the ledger: the column, the kinds that will do, the options of
    `cases`.
    """
    kinds = ",".join(value.kinds) if len(value.kinds) > 1 else "all"
    return " ".join([str(_COLUMN[value.source]), kinds, *value.filters])


def quote(text: str) -> str:
    """A word of bash or zsh."""
    return text if re.fullmatch(r"[\w./*-]+", text) else "'" + text.replace("'", "'\\''") + "'"


def fill(shell: str, **parts: str | list[str]) -> str:
    """The shell's template with its @PLACES@ filled; a list becomes lines, indented as the place is and broken."""
    text = (_FOLDER / f"{shell}.txt").read_text(encoding="utf-8")
    for name, part in {"NOTE": _NOTE.format(shell=shell), "SED": _SED, "AWK": _AWK, **parts, "PROG": PROGRAM}.items():
        if isinstance(part, list):
            place = re.search(rf"^( *)@{name}@", text, re.MULTILINE)
            indent = place[1] if place else ""
            part = "\n".join(_broken(line, indent) for line in part).removeprefix(indent)
        text = text.replace(f"@{name}@", part)
    return text


def _broken(line: str, indent: str) -> str:
    """A shell's line, broken between words with backslashes where it is too long."""
    lines = [""]
    for word in re.findall(r"""(?:'[^']*'|"[^"]*"|\S)+""", line):
        if lines[-1] and len(f"{indent}    {lines[-1]} {word}") > _WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return indent + f" \\\n{indent}    ".join(lines)
