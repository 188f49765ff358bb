"""What a format says of a header and of texts."""

from __future__ import annotations

from aftersales.importing.formats.format import Format, plain_header, plain_text

LIST = Format(
    name="list",
    title="A list",
    carries="cases",
    requires=("ref", "order"),
    columns={"ref": "RMA", "order": "Order", "product": "Item"},
    translations={"order": ("Bestellung",)},
    meanings={"status": {"on its way": "shipped"}},
    whole=False,
)


def test_a_column_is_found_by_each_of_its_names() -> None:
    assert LIST.places(["Bestellung", "x", " rma "]) == {"ref": 2, "order": 0}
    assert LIST.lacking(["RMA", "Item"]) == ["Order"]
    assert LIST.names("order") == ("Order", "Bestellung")


def test_case_and_spaces_make_no_difference() -> None:
    assert LIST.meaning("status", " On  ITS way") == "shipped"
    assert LIST.meaning("kind", "x") is None
    assert plain_header(" Cancellation  Type") == plain_header("cancelation type")
    assert plain_text(" A  b ") == "a b"
