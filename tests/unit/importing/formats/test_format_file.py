"""Mistakes in a mapping are all told, each with its line."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from aftersales.errors import PolicyError
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.format_file import built_in, own_of_tables
from aftersales.importing.formats.format_reader import FormatReader
from aftersales.toml.lines import key_lines
from tables import of_each

GOOD = """\
carries = "cases"
[columns]
ref = "RMA"
opened_at = ["Registered", "Opened"]
status = "State"
line_amount = "Value"
[constants]
kind = "return"
[status]
"On  its way" = "shipped"
"""


def read(text: str, name: str = "list") -> Format:
    reader = FormatReader("list.toml", key_lines(text))
    form = own_of_tables(reader, tomllib.loads(text), name)
    reader.done()
    return form


def mistakes(text: str) -> list[str]:
    with pytest.raises(PolicyError) as raised:
        read(text)
    return [mistake.removeprefix("list.toml:") for mistake in raised.value.mistakes]


def test_a_mapping_becomes_a_format() -> None:
    form = read(GOOD + '[dates]\nformat = "DD.MM.YYYY"\ntime = "00:00"\nzone = "Europe/Berlin"\n'
                '[money]\ncurrency = "eur"\ndecimal = ","\n[ids]\nown = ["ref"]\nprefixes = ["#"]\n')  # fmt: skip
    assert (form.name, form.title, form.whole) == ("list", "list", False)
    assert form.requires == ("ref", "opened_at", "status")
    assert form.names("opened_at") == ("Registered", "Opened")
    assert form.meaning("status", "on ITS way") == "shipped"
    assert form.meaning("kind", form.constants["kind"]) == "return"
    assert (form.dates, form.date_format, form.time_of_day) == (("opened_at",), "DD.MM.YYYY", "00:00")
    assert (form.zone, form.currency, form.decimal) == ("Europe/Berlin", "EUR", ",")
    assert (form.own_ids, form.prefixes) == (frozenset({"ref"}), ("#",))


@of_each(
    "change, line, said",
    [
        (('"cases"', '"case"'), 1, "did you mean 'cases'"),
        (("carries", 'shopp = "x"\ncarries'), 1, "unknown key 'shopp'; did you mean 'shop'?"),
        (("ref =", "reff ="), 3, "unknown key 'reff'; did you mean 'ref'?"),
        (('ref = "RMA"\n', ""), 2, "ref is missing (number of the request); name its column"),
        (('"RMA"', "5"), 3, "ref is 5"),
        (('kind = "return"', 'kind = "refnd"'), 8, "did you mean 'refund'?"),
        (('kind = "return"', 'kind = "return"\nstatus = "pending"'), 9, "status is a column and a constant"),
        (('kind = "return"', ""), 2, "or set it in [constants]"),
        (('"shipped"', '"sent"'), 10, "'On  its way' is 'sent'"),
        (('"shipped"', '"shipped"\n"on its way" = "pending"'), 11, "has two meanings"),
        (('"On  its way" = "shipped"', ""), 9, "[status] is missing; say there what each word in the column 'State'"),
        (("[constants]", '[dates]\nformat = "DD.MM.YY HH:mi"\n[constants]'), 8, "mi is not part of a pattern"),
        (("[constants]", '[dates]\ntime = "25:00"\n[constants]'), 8, "write a time of day such as 00:00"),
        (("[constants]", '[dates]\nzone = "Berlin"\n[constants]'), 8, "write one such as Europe/London"),
        (("[constants]", '[money]\ncurrency = "pounds"\n[constants]'), 8, "three letters"),
        (("[constants]", '[ids]\nown = ["order"]\n[constants]'), 8, "own names 'order'"),
        (("carries", 'requires = ["sku"]\ncarries'), 1, "requires names 'sku'"),
        (("carries", 'name = "A B"\ncarries'), 1, "small letters"),
    ],
)
def test_a_mistake_is_told_with_its_line(change: tuple[str, str], line: int, said: str) -> None:
    told = mistakes(GOOD.replace(*change, 1))
    assert any(one.startswith(f"{line}: ") and said in one for one in told), told


def test_all_mistakes_are_told_in_the_order_of_their_lines() -> None:
    told = mistakes(GOOD.replace('"shipped"', '"sent"').replace("ref =", "reff =").replace('"return"', '"x"'))
    assert [int(one.partition(":")[0]) for one in told] == [2, 3, 8, 10]


def test_a_mapping_can_name_no_list_of_an_answer_and_no_keys_of_one() -> None:
    told = mistakes('array = "orders"\n' + GOOD + '[fields]\nref = "x"\n')
    assert ["unknown key 'array'" in told[0], "unknown key 'fields'" in told[1]] == [True, True]


def test_what_the_program_brings_along_is_checked_in_the_same_way() -> None:
    tables: dict[str, Any] = {"name": "a", "title": "A", "carries": "cases", "columns": {"reff": "x"}}
    with pytest.raises(PolicyError, match="reff"):
        built_in(tables)
