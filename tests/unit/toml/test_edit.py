"""A value put into a configuration: the rest of the text stays, and the result says what was meant."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.toml import edit as toml_edit
from aftersales.toml import keys as toml_keys
from tables import of_each

FILE = """\
# my shops
[shops.uk-main]   # the first
market = "GB"     # never changes
return_address = "1 Dock Rd # 2"  # by the gate

  [shops.uk-main.costs]
  handling = 2    # by hand

# what goods cost
[skus."LAMP 1"]
'landed_cost' = 3.0
days = [
  1,
]

[house]
contact = "12 hours"
"""


@of_each(
    "key, value, before, after",
    [
        ("shops.uk-main.costs.handling", "2.50", "handling = 2    # by hand", "handling = 2.50    # by hand"),
        ("shops.uk-main.return_address", '"2 Rd"', '"1 Dock Rd # 2"  # by', '"2 Rd"  # by'),
        ('skus."LAMP 1".landed_cost', "4", "'landed_cost' = 3.0", "'landed_cost' = 4"),
        ("house.contact", '"1 day"', 'contact = "12 hours"', 'contact = "1 day"'),
        ('skus."LAMP 1".recovery', "0.5", "  1,\n]\n", "  1,\n]\nrecovery = 0.5\n"),
        ("shops.uk-main.policy", '"x"', "by the gate\n", 'by the gate\npolicy = "x"\n'),
        ("house.trace", '"1 day"', '"12 hours"\n', '"12 hours"\ntrace = "1 day"\n'),
        ("costs.handling", "1", '"12 hours"\n', '"12 hours"\n\n[costs]\nhandling = 1\n'),
        ('skus."é".category', '"food"', '"12 hours"\n', '"12 hours"\n\n[skus."é"]\ncategory = "food"\n'),
    ],
)
def test_only_the_value_changes(key: str, value: str, before: str, after: str) -> None:
    assert FILE.count(before) == 1
    assert toml_edit.put(FILE, {toml_keys.path_of(key): value}) == FILE.replace(before, after)


def test_several_at_once_and_the_line_ends_of_the_file() -> None:
    text = FILE.replace("\n", "\r\n").rstrip()
    done = toml_edit.put(text, {("house", "trace"): '"1 day"', ("costs", "offer"): "1", ("costs", "handling"): "2"})
    assert done.endswith('"12 hours"\r\ntrace = "1 day"\r\n\r\n[costs]\r\noffer = 1\r\nhandling = 2\r\n')
    assert done.startswith(text[:300])
    assert toml_edit.put("", {("costs", "offer"): "1"}) == "[costs]\noffer = 1\n"


@of_each(
    "before, after",
    [
        ("skus.A = { landed_cost = 3 }\n", "skus.A = { landed_cost = 4 }\n"),
        ("[skus]\nA = { landed_cost = 3 } # lamp\n", "[skus]\nA = { landed_cost = 4 } # lamp\n"),
        ("[skus]\nA = { recovery = 1 }\n", "[skus]\nA = { recovery = 1, landed_cost = 4 }\n"),
        ("skus = {B = {recovery = 1}}\n", "skus = {B = {recovery = 1}, A = {landed_cost = 4}}\n"),
        ("skus = {}\n", "skus = {A = {landed_cost = 4}}\n"),
        ("skus.A.landed_cost = 3 # lamp\n\n[x]\n", "skus.A.landed_cost = 4 # lamp\n\n[x]\n"),
        ("skus.A.recovery = 1\n# x\n[x]\n", "skus.A.recovery = 1\nskus.A.landed_cost = 4\n# x\n[x]\n"),
        ("[skus]\nA.landed_cost = 3\nA.recovery = 1\n", "[skus]\nA.landed_cost = 4\nA.recovery = 1\n"),
        ("skus.B.recovery = 1\n", "skus.B.recovery = 1\n\n[skus.A]\nlanded_cost = 4\n"),
        (
            '[skus.A]\ncategory = """\n[x]\nlanded_cost = 1\n"""\nlanded_cost = """\n3"""\n',
            '[skus.A]\ncategory = """\n[x]\nlanded_cost = 1\n"""\nlanded_cost = 4\n',
        ),
        ("[skus.A]\nlanded_cost = [\n  1,\n]\n", "[skus.A]\nlanded_cost = 4\n"),
        ("[skus]\n[skus.A]\n[skus.A.x]\ny = 1\n", "[skus]\n[skus.A]\nlanded_cost = 4\n\n[skus.A.x]\ny = 1\n"),
        ("[skus.A]\n[x]\ny = 1\n[skus.B]\n", "[skus.A]\nlanded_cost = 4\n[x]\ny = 1\n[skus.B]\n"),
    ],
)
def test_tables_in_braces_dotted_keys_and_values_of_several_lines(before: str, after: str) -> None:
    assert toml_edit.put(before, {("skus", "A", "landed_cost"): "4"}) == after


def test_two_keys_of_a_new_table_in_braces_stand_in_one_table() -> None:
    done = toml_edit.put("skus = { }\n", {("skus", "A", "landed_cost"): "4", ("skus", "A", "recovery"): "0.50"})
    assert tomllib.loads(done) == {"skus": {"A": {"landed_cost": 4, "recovery": 0.5}}}
    assert done.count("A =") == 1


def test_a_comment_stays_above_what_it_is_about() -> None:
    text = "[costs]\nhandling = 2\n\n# of goods\n\n[skus.A]\n# landed\n"
    done = toml_edit.put(text, {("costs", "offer"): "1", ("skus", "A", "recovery"): "0.5"})
    assert done == "[costs]\nhandling = 2\noffer = 1\n\n# of goods\n\n[skus.A]\nrecovery = 0.5\n# landed\n"
    text = '[shops.uk]\nmarket = "GB"\n\n# what it costs\n[shops.uk.costs]\nhandling = 2\n'
    done = toml_edit.put(text, {("shops", "uk", "policy"): '"mine"'})
    assert done == text.replace('"GB"\n', '"GB"\npolicy = "mine"\n')


def test_a_byte_order_mark_and_mixed_line_ends_stay() -> None:
    done = toml_edit.put('\ufeff[costs]\r\nhandling = 2 # "x"\r\n', {("costs", "handling"): "3"})
    assert done == '\ufeff[costs]\r\nhandling = 3 # "x"\r\n'
    mixed = toml_edit.put("# a\r\n[costs] # b\nhandling = 2\r\noffer = 1 # c\r\n", {("costs", "handling"): "3"})
    assert mixed == "# a\r\n[costs] # b\nhandling = 3\r\noffer = 1 # c\r\n"


@of_each(
    "text",
    [
        "skus = 3\n",
        "[[skus]]\nA = 1\n",
        "[skus.A.landed_cost]\nx = 1\n",
        "skus.A.landed_cost.x = 1\n",
        "skus = {A = 1}\n",
    ],
)
def test_no_table_becomes_a_value_and_no_value_a_table(text: str) -> None:
    tomllib.loads(text)
    with pytest.raises(ValueError, match=r".+"):
        toml_edit.put(text, {("skus", "A", "landed_cost"): "4"})


PART = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)


@given(st.dictionaries(st.tuples(st.just("skus"), PART, st.sampled_from("abc")), st.sampled_from(["1", '"x"', "true"])))
def test_whatever_is_put_in_is_what_is_read(changes: dict[tuple[str, ...], str]) -> None:
    done = toml_edit.put(FILE, changes)
    assert set(FILE.splitlines()) <= set(done.splitlines())
    tables: Any = tomllib.loads(done)
    for path, value in changes.items():
        place = tables
        for part in path:
            place = place[part]
        assert place == tomllib.loads(f"x = {value}")["x"]


@of_each(
    "key, gone",
    [
        ("shops.uk-main.return_address", 'return_address = "1 Dock Rd # 2"  # by the gate\n'),
        ("shops.uk-main.costs.handling", "  handling = 2    # by hand\n"),
        ('skus."LAMP 1".days', "days = [\n  1,\n]\n"),
        ("house", '[house]\ncontact = "12 hours"\n'),
    ],
)
def test_what_is_removed_is_gone_and_the_rest_stays(key: str, gone: str) -> None:
    path = toml_keys.path_of(key)
    assert toml_edit.remove(FILE, path).rstrip("\n") == FILE.replace(gone, "").rstrip("\n")
    crlf = toml_edit.remove(FILE.replace("\n", "\r\n"), path)
    assert crlf.replace("\r\n", "").count("\n") == 0
    with pytest.raises(KeyError):
        toml_edit.remove(toml_edit.remove(FILE, path), path)
