"""Which styles show dates."""

from __future__ import annotations

import io

from aftersales.importing.files.xlsx import styles
from tables import of_each


@of_each(
    "code, kind",
    [
        ("General", styles.PLAIN), ("0.00", styles.PLAIN), ("dd/mm/yyyy", styles.DATE), ('0 "days"', styles.PLAIN),
        ("[$-F800]dddd, mmmm dd, yyyy", styles.DATE), ("[h]:mm", styles.DURATION), ("[Red]0.00", styles.PLAIN),
        (r"0\d", styles.PLAIN), ("0;dd/mm", styles.PLAIN), ("mm:ss.0", styles.DATE), ("yyyy年m月d日", styles.DATE),
    ],
)  # fmt: skip
def test_a_format_s_code_says_what_it_shows(code: str, kind: int) -> None:
    assert styles.kind(code) == kind


def test_only_the_styles_of_cells_count() -> None:
    part = (
        b'<s><numFmts><numFmt numFmtId="164" formatCode="dd/mm"/><numFmt numFmtId="14" formatCode="0.0"/></numFmts>'
        b'<cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="14"/>'
        b'<xf numFmtId="31"/><xf numFmtId="46"/></cellXfs><dxfs><xf numFmtId="22"/></dxfs></s>'
    )
    expected = [styles.PLAIN, styles.DATE, styles.PLAIN, styles.DATE, styles.DURATION]
    assert list(styles.read(io.BytesIO(part))) == expected
