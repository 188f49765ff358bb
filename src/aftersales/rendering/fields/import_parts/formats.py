"""The fields of the formats that files may have."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, attributed


class FormatColumn(NamedTuple):
    """A column that a format reads: its fact, every name that it may have, and whether a file must have it."""

    fact: str
    names: Sequence[str]
    needed: bool


class HeaderLanguage(NamedTuple):
    """A language of the headers, and where they were found."""

    language: str
    source: str


class KnownFormat(NamedTuple):
    """A format as it is listed. `comes_from` says how to get such a file, `path` is the file of a seller's own."""

    name: str
    title: str
    carries: str
    columns: Sequence[FormatColumn]
    array: str | None
    languages: Sequence[HeaderLanguage]
    comes_from: str | None
    whole: bool
    path: str | None

    @property
    def needs(self) -> list[str]:
        """The columns without which a file is not of this format."""
        return [column.names[0] for column in self.columns if column.needed]


FORMAT_FIELDS: tuple[Field, ...] = attributed(
    ("name", "str", mark("the name of the format")),
    ("title", "str", mark("what it is")),
    ("carries", "str", mark("orders or cases")),
    ("needs", "list of str", mark("columns without which a file is not of this format")),
    ("columns", "list of object", mark("fact, names and needed of each column that is read")),
    ("array", "str or null", mark("the key of the list in an answer")),
    ("languages", "list of object", mark("the languages of its headers, and where each was found")),
    ("comes_from", "str or null", mark("how to get such a file")),
    ("whole", "bool", mark("whether a request that is missing from a newer file counts as gone")),
    ("path", "str or null", mark("the file of a format of your own")),
)
# Of the text of a draft.
DRAFT_FIELDS: tuple[Field, ...] = (Field("mapping", "str", mark("the draft, as TOML"), str),)
