"""Names are replaced where they stand; tests/commands/test_forget.py has the whole way."""

from __future__ import annotations

import json

from aftersales.ledger.privacy import redaction
from tables import of_each


@of_each(
    "text, after",
    [
        ("rang opal.dawn99, twice", "rang [forgotten], twice"),
        ("@Opal.Dawn99: yes", "@[forgotten]: yes"),
        ("opal.dawn991", "opal.dawn991"),
        ("Amber Fox52 and amber fox52", "[forgotten] and [forgotten]"),
        ("sample of Sam.", "sample of [forgotten]."),
        ("nothing", "nothing"),
    ],
)
def test_a_name_in_a_text(text: str, after: str) -> None:
    assert redaction.replacer(["opal.dawn99", "Amber Fox52", "sam"])(text) == after


def test_a_name_in_json_and_in_json_in_json() -> None:
    replace = redaction.replacer(["opal.dawn99"])
    inner = json.dumps({"text": "opal.dawn99"})
    text = json.dumps({"image": inner, "n": [1, None, "opal.dawn99"], "plain": "{opal.dawn99"})
    after = json.loads(redaction._in_json(replace, text))
    assert json.loads(after["image"]) == {"text": "[forgotten]"}
    assert after["n"] == [1, None, "[forgotten]"]
    assert after["plain"] == "{[forgotten]"
    assert redaction._in_json(replace, '{"a":1}') == '{"a":1}'
