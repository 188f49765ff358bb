"""The kind of a request, from the platform's word for it."""

from __future__ import annotations

from aftersales.importing.formats.format import Format

# What a word that is not known contains, and the kind that it then is as near as can be told.
_NEAREST = (
    ("reship", "reshipment"),
    ("resend", "reshipment"),
    ("exchange", "exchange"),
    ("replace", "replacement"),
    ("return", "return"),
)
NONE = "-"  # what stands for the word where the platform gives none


def kind_of(form: Format, word: str, *, parcel: bool) -> tuple[str, str]:
    """The kind that a word means, and the word where it is not known, else "". A request of an unknown kind is not a
    row to refuse: the buyer waits for an answer. Its kind is as near as the word and a parcel on its way tell.
    """
    kind = form.meaning("kind", word)
    if kind is not None:
        return kind, ""
    plain = word.lower()
    nearest = next((near for part, near in _NEAREST if part in plain), "return" if parcel else "refund")
    return nearest, word or NONE
