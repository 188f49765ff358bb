"""What an import changed, in lines."""

from __future__ import annotations

from aftersales.ledger.log import difference
from aftersales.rendering.pages.imports import changed


def test_every_field_that_can_change_has_a_name_for_people() -> None:
    names = {*difference._ORDER, *difference._CASE, *difference._SNAPSHOT}
    assert sorted(names - set(changed._LABELS)) == []
