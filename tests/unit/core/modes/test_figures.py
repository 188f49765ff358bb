"""Whose figure holds, and what each may be."""

from __future__ import annotations

from fractions import Fraction

from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes.figures import Costs
from unit.core.modes.build import table


def test_the_sku_beats_the_shop_beats_the_overall_beats_the_default() -> None:
    own = Costs(
        table(handling=1, return_postage=1, recovery="0.1", win_probability="0.1"),
        {"uk": table(handling=2, return_postage=2), "us": table(recovery="0.9")},
        {"LAMP-1": table(handling=3), "LAMP-2": table(recovery="0.9")},
    )
    known = mode_figures.figures_for(own, "uk", [("LAMP-1", 1)], "GBP").known
    assert {
        n: (known[n].as_text(), known[n].origin) for n in ("handling", "return_postage", "recovery", "goodwill")
    } == {
        "handling": ("3", "sku LAMP-1"),
        "return_postage": ("2", "shop uk"),
        "recovery": ("0.1", "costs"),
        "goodwill": ("0", "default"),
    }
    assert "service_fee" not in known  # it has no default
    assert known["recovery_local"].as_text() == "0.1"


def test_recovery_stands_in_for_the_local_one_at_the_nearest_level() -> None:
    own = Costs({}, {"uk": table(recovery_local="0.6", recovery="0.5")}, {"A": table(recovery=0)})
    assert mode_figures.figures_for(own, "uk", [("A", 1)], "GBP").known["recovery_local"].origin == "sku A"
    assert mode_figures.figures_for(own, "uk", [("B", 1)], "GBP").known["recovery_local"].as_text() == "0.6"


def test_several_skus_in_one_parcel() -> None:
    own = Costs(
        table(handling=2),
        {},
        {
            "A": table(landed_cost=3, recovery="0.5", return_postage=4),
            "B": table(landed_cost=6, recovery="0.8", return_postage=3, returnable=False),
        },
    )
    found = mode_figures.figures_for(own, "uk", [("A", 2), ("B", 1)], "GBP")
    known = found.known
    assert (known["landed_cost"].as_text(), known["landed_cost"].origin) == ("12", "sku A, sku B")
    assert known["recovery"].value == Fraction(65, 100)  # (6 · 0.5 + 6 · 0.8) / 12
    assert (known["return_postage"].as_text(), known["return_postage"].origin) == ("4", "sku A")
    assert (known["returnable"].value, known["returnable"].origin) == (False, "sku B")
    assert found.units == 3
    assert "2 SKUs in one parcel" in found.notes[0]


def test_a_landed_cost_that_one_of_the_goods_lacks_is_missing() -> None:
    found = mode_figures.figures_for(Costs({}, {}, {"A": table(landed_cost=3)}), "uk", [("A", 1), ("B", 1)], "GBP")
    assert "landed_cost" not in found.known


def test_amounts_in_another_currency_are_passed_over_and_said() -> None:
    own = Costs(
        table(currency="CNY", handling=20, recovery="0.5"), {"uk": table(handling=2)}, {"A": table(landed_cost=9)}
    )
    found = mode_figures.figures_for(own, "uk", [("A", 1)], "GBP")
    assert found.known["handling"].origin == "shop uk"
    assert found.known["recovery"].origin == "costs"
    assert "landed_cost" not in found.known
    assert found.notes == ("sku A is in CNY, the refund in GBP: its amounts are not used",)


def test_every_key_has_a_meaning_and_a_form() -> None:
    forms = (
        *mode_figures.AMOUNTS,
        *mode_figures.SHARES,
        *mode_figures.COUNTS,
        *mode_figures.SWITCHES,
        "currency",
        "category",
    )
    assert sorted(mode_figures.FIGURE_KEYS) == sorted(forms)
    assert set(mode_figures.DEFAULTS) < set(mode_figures.FIGURE_KEYS)
