"""The style of each urgency band."""

from __future__ import annotations

from rich.style import Style

from aftersales.core.deadlines.urgency import BANDS
from aftersales.rendering.styles import BAND_STYLE


def test_every_band_has_a_style_of_its_own_that_rich_knows() -> None:
    assert tuple(BAND_STYLE) == BANDS
    assert len({Style.parse(style) for style in BAND_STYLE.values()}) == len(BANDS)
