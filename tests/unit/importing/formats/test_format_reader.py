from __future__ import annotations

import pytest

from aftersales.errors import PolicyError
from aftersales.importing.formats.format_reader import FormatReader


def test_mistakes_stand_in_the_order_of_their_lines() -> None:
    reader = FormatReader("w.toml", {("dates",): 7, ("dates", "zone"): 8, ("ids",): 3})
    for path in (("dates", "zone"), ("ids", "own"), ("money",)):
        place = reader.at(*path)
        reader.wrong(place, f"{path[-1]} is wrong")
    with pytest.raises(PolicyError) as raised:
        reader.done()
    lines = [line.strip() for line in str(raised.value).splitlines()]
    wrong = [line.partition(": ")[::2] for line in lines if " is wrong" in line]
    assert [(where, what.rpartition(": ")[2] or what) for where, what in wrong] == [
        ("w.toml", "money is wrong"), ("w.toml:3", "own is wrong"), ("w.toml:8", "zone is wrong"),
    ]  # fmt: skip
