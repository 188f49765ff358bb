"""XML read within bounds."""

from __future__ import annotations

import io
from xml.parsers import expat

import pytest

from aftersales.importing.files.xlsx.elements import UnsoundError, elements
from tables import of_each


def test_every_element_in_order_without_its_prefix() -> None:
    seen: list[str] = []
    elements(
        io.BytesIO(b'<x:a xmlns:x="u"><b n="1"/></x:a>'),
        lambda tag, _: seen.append(tag),
        lambda tag: seen.append(f"/{tag}"),
    )
    assert seen == ["a", "b", "/b", "/a"]


@of_each(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY e "eee">]><a>&e;</a>',
        b"<a>" * 65 + b"</a>" * 65,
        b"<a n='" + b"x" * (1 << 20) + b"'/>",
        b"<a><!--" + b"x" * (1 << 20) + b"--></a>",
    ],
)
def test_what_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch, xml: bytes) -> None:
    monkeypatch.setattr("aftersales.importing.files.xlsx.elements.LONGEST", 1 << 19)
    with pytest.raises(UnsoundError):
        elements(io.BytesIO(xml), lambda _tag, _attributes: None)


def test_xml_that_is_not_well_formed() -> None:
    with pytest.raises(expat.ExpatError):
        elements(io.BytesIO(b"<a><b></a>"), lambda _tag, _attributes: None)
