"""The fields of a page that was written."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field


class PageFile(NamedTuple):
    """A page as a file: how many cases are on it, how many of them are explained, and its size in bytes."""

    file: str
    cases: int
    explained: int
    size: int


PAGE_FIELDS = (
    Field("file", "str", mark("the page"), lambda r: r.file),
    Field("cases", "int", mark("how many cases are listed on it"), lambda r: r.cases),
    Field("explained", "int", mark("how many of them are explained on it"), lambda r: r.explained),
    Field("bytes", "int", mark("its size in bytes"), lambda r: r.size),
)
