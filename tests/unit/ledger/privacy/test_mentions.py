"""Names are replaced where they stand; tests/commands/test_forget.py has the whole way."""

from __future__ import annotations

import json
import re

import pytest

from aftersales.ledger.privacy import mentions
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
        ("ask @wren.lake, or Wren.Lake.", "ask @[forgotten], or [forgotten]."),
    ],
)
def test_a_name_in_a_text(text: str, after: str) -> None:
    assert mentions.replacer(["opal.dawn99", "Amber Fox52", "sam", "@WREN.Lake"], "[forgotten]")(text) == after


def test_names_of_several_words_in_each_others_way() -> None:
    """The longest goes first; a name may begin in the middle of a word, or with what is not a letter."""
    replace = mentions.replacer(["Amber Fox", "Amber Fox Lane", "fox lane 7", "'Q' Ltd", "Zoë B."], "[forgotten]")
    assert replace("to Amber Fox Lane 7, MARYAMBER FOX; 'q' ltd and zoë b.") == (
        "to [forgotten] 7, MARY[forgotten]; [forgotten] and [forgotten]"
    )


def test_of_many_names_only_a_few_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """To look for each of a hundred thousand in each of as many texts takes hours."""
    sought: list[str] = []
    names = [f"Buyer {n:05} Lane" for n in range(3000)] + [f"{n:05} Fox" for n in range(3000)]
    replace = mentions.replacer(names, "[forgotten]")
    sub = re.sub
    monkeypatch.setattr(re, "sub", lambda name, *rest, **how: sought.append(name) or sub(name, *rest, **how))
    assert replace("rang 00017 fox about a lamp of Buyer 02999's") == "rang [forgotten] about a lamp of Buyer 02999's"
    assert sought == ["00017\\ fox"]


def test_a_name_in_json_and_in_json_in_json() -> None:
    replace = mentions.replacer(["opal.dawn99"], "[forgotten]")
    inner = json.dumps({"text": "opal.dawn99"})
    text = json.dumps({"image": inner, "n": [1, None, "opal.dawn99"], "plain": "{opal.dawn99"})
    after = json.loads(mentions.in_json(replace, text))
    assert json.loads(after["image"]) == {"text": "[forgotten]"}
    assert after["n"] == [1, None, "[forgotten]"]
    assert after["plain"] == "{[forgotten]"
    assert mentions.in_json(replace, '{"a":1}') == '{"a":1}'
