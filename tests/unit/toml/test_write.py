"""A rule's terms written as TOML are read as what they were."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from aftersales.toml import write as toml_write


def test_terms_are_written_with_their_first_keys_first() -> None:
    term = {"source": 'a "letter"', "dated": date(2026, 3, 5), "length": "2 days", "from": date(2026, 4, 1)}
    assert list(toml_write.terms("gb.respond", [term])) == [
        "[[rule]]",
        'id = "gb.respond"',
        "",
        "[[rule.terms]]",
        "from = 2026-04-01",
        'length = "2 days"',
        'source = "a \\"letter\\""',
        "dated = 2026-03-05",
    ]


def test_what_is_written_is_read_again_each_value_in_one_line() -> None:
    term: dict[str, Any] = {"length": "1 day", "started-on": ["sat", "sun"], "note": "a\nb\x1b[31m\u202e", "a b": 3}
    lines = list(toml_write.terms('odd "id"', [term, {"length": "2 days"}]))
    assert all(line.isprintable() for line in lines)
    assert tomllib.loads("\n".join(lines)) == {"rule": [{"id": 'odd "id"', "terms": [term, {"length": "2 days"}]}]}
