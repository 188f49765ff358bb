"""The lines of keys in TOML."""

from __future__ import annotations

from aftersales.toml.lines import key_lines


def test_each_table_and_key_has_its_line() -> None:
    text = 'a = 1\r\n[b]\n"c d" = 2  # e = 3\nf.g = 4\n\n[[h]] # i\n\'=\' = 5\n"x=y" = 6\n'
    assert key_lines(text) == {
        ("a",): 1, ("b",): 2, ("b", "c d"): 3, ("b", "f", "g"): 4, ("h",): 6, ("h", "="): 7, ("h", "x=y"): 8,
    }  # fmt: skip
