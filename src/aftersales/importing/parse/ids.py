"""Ids of the platform, and ids damaged by spreadsheets."""

from __future__ import annotations

import re

from aftersales.language import tr

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
RUINED = tr("lost its last digits in a spreadsheet; export the file again and import it without opening it there")
RUINED_BY_ZEROS = tr(
    "ends in zeros like most ids of this file: it lost its last digits in a spreadsheet; export the file again and "
    "import it without opening it there"
)


def ruined(text: str, *, number: bool) -> str | None:
    """Why an id can't be trusted, or None. `number`: it stood in a numeric XLSX cell, which keeps only 15 digits."""
    if _SCIENTIFIC.fullmatch(text) or (number and len(re.sub(r"\D", "", text)) > 15):
        return RUINED
    return None


def is_id(text: str) -> bool:
    """Whether the text is a platform id: digits only."""
    return text.isascii() and text.isdecimal() and 6 <= len(text) <= 25
