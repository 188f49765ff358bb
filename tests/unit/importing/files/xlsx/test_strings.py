"""The strings that cells share: plain, rich, very many."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales.importing.files.xlsx import strings
from tables import of_each
from unit.importing.files.build import MAIN, refusal, row, sheet, workbook


def with_strings(path: Path, items: str) -> Path:
    count = items.count("</si>")
    cells = "".join(f'<row r="{n + 2}"><c r="A{n + 2}" t="s"><v>{n}</v></c></row>' for n in range(count))
    part = f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{MAIN}" count="9">{items}</sst>'
    return workbook(path, row(1, "a") + cells, extra={"xl/sharedStrings.xml": part.encode()})


USUAL = '<si><t>one</t></si><si><t xml:space="preserve"> two </t></si><si><t>a &amp; b</t></si><si><t>t_x0009_</t></si>'


@of_each("more", ["", "<si><t>é</t></si>", "<!-- <si> --><si><t><![CDATA[<é>]]></t></si>"])
@of_each(
    "rich, text",
    [
        ("<si><t/></si>", None),
        ("<si><r><rPr><b/></rPr><t>five </t></r><r><t>six</t></r></si>", "five six"),
        ("<si><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh></si>", "東京"),
        ("<si>\n<t>seven</t>\n</si>", "seven"),
    ],
)
def test_strings_as_programs_write_them(tmp_path: Path, rich: str, text: str | None, more: str) -> None:
    found = [cell for _, [cell] in sheet(with_strings(tmp_path / "x.xlsx", USUAL + rich + more)).rows()]
    last = [] if not more else ["é" if "CDATA" not in more else "<é>"]
    assert found == ["one", " two ", "a & b", "t\t", *([] if text is None else [text]), *last]


def test_very_many_strings_are_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_MANY", 3)
    items = "".join(f"<si><t>text é {n}</t></si>" for n in range(40))
    path = with_strings(tmp_path / "x.xlsx", items)
    assert [cell for _, [cell] in sheet(path).rows()] == [f"text é {n}" for n in range(40)]
    packed = strings.PackedStrings()
    for text in ("", "£", "\ud800"):
        packed.append(text)
    assert (len(packed), list(packed), packed[1:]) == (3, ["", "£", "\ud800"], ["£", "\ud800"])


BROKEN = ["<si><t>&e;</t></si>", "<si><t>a</si>", "<si><t>a</t></si><si>", f"<si><t>{'x' * 400_000}</t></si>"]


@of_each("items", BROKEN)
def test_a_broken_table_of_strings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, items: str) -> None:
    monkeypatch.setattr(strings, "LONGEST", 300_000)
    assert "damaged or written in an unusual way" in refusal(with_strings(tmp_path / "x.xlsx", items))
