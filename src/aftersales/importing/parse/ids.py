"""Ids of the platform, and ids damaged by spreadsheets."""

from __future__ import annotations

import re
import unicodedata

from aftersales.language import mark, tr

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
# What a number of the seller's own may be: nothing that a shell, a spreadsheet or the log could take for more.
_OWN = re.compile(r"[^\W_][\w./#-]{0,39}")
RUINED = mark("lost its last digits in a spreadsheet; export the file again and import it without opening it there")
RUINED_BY_ZEROS = mark(
    "ends in zeros like most ids of this file: it lost its last digits in a spreadsheet; export the file again and "
    "import it without opening it there"
)


def ruined(text: str, *, number: bool) -> str | None:
    """Why an id can't be trusted, or None. `number`: it stood in a numeric XLSX cell, which keeps only 15 digits."""
    if _SCIENTIFIC.fullmatch(text) or (number and len(re.sub(r"\D", "", text)) > 15):
        return tr(RUINED)
    return None


def no_own_id(text: str, *, number: bool) -> str | None:
    """Why a text is not a number of the seller's own, as mappings have them; None for one. `number` as in `ruined`."""
    if why := ruined(text, number=number):
        return why
    if _OWN.fullmatch(text):
        return None
    return tr("is not a number or code (letters, digits, - _ . / #, at most 40)") if text else tr("is empty")


_QUOTED = 60
# Marks without a width, which pages and spreadsheets put beside a number that is copied.
_HIDDEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])


def without_hidden_marks(text: str) -> str:
    """The text without characters that have no width."""
    return text.translate(_HIDDEN)


def quoted(text: str) -> str:
    """A cell's text as a message quotes it: at most 60 characters."""
    text = text.strip()
    value = visible(text[: _QUOTED + 1])
    return value if len(value) <= _QUOTED else value[: _QUOTED - 1] + "…"


def visible(text: str) -> str:
    """The text with invisible characters named, such as <U+200B>."""
    return "".join(f"<U+{ord(c):04X}>" if _is_hidden(c) else c for c in text)


def _is_hidden(character: str) -> bool:
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Zl", "Zp") or (category == "Zs" and character != " ")
