"""The keys that the topic has are those that a mapping takes."""

from __future__ import annotations

import re

from aftersales.importing.formats.format_file import CONSTANT, TOP_KEYS
from aftersales.importing.formats.mapping_keys import MAPPING_KEYS
from transcripts import ROOT


def test_every_key_is_read_and_every_table_is_listed() -> None:
    source = (ROOT / "src/aftersales/importing/formats/format_file.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"([a-z_]+)"', source))
    for table, keys in MAPPING_KEYS.items():
        assert not table or table in read
        assert {key for key in keys if key.islower()} <= read
    assert tuple(MAPPING_KEYS[""]) == TOP_KEYS
    assert all(fact in MAPPING_KEYS["constants"]["FACT"] for fact in CONSTANT)
