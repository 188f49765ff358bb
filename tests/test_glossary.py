"""The topic `glossary`: the same words in both languages, and those that the translations use."""

from __future__ import annotations

import re

import catalogues
from aftersales.actions.help_topics import FOLDER

# Terms of several words that mean one thing wherever they stand: each text that has one has its Chinese.
FIRM = ("Seller Center", "log entry", "rule set", "tracking number", "landed cost", "time zone", "at risk")


def _terms(name: str) -> dict[str, list[str]]:
    """Each English term of a table with its Chinese words."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", (FOLDER / name).read_text(encoding="utf-8"), re.MULTILINE)
    return {english: chinese.split("、") for english, chinese in rows if english not in ("English", "---")}


def faults(terms: dict[str, list[str]], translations: dict[catalogues.Text, str]) -> list[str]:
    """The texts that are a term of the glossary, or hold a firm one, and are told with other words."""
    known = {english.casefold(): chinese for english, chinese in terms.items()}
    wrong = []
    for text, chinese in translations.items():
        label = text.message.rstrip(".:").casefold()
        as_label = known.get(f"{label} ({text.context})", known.get(label))
        if as_label is not None and text.context != "a condition" and chinese.rstrip("。：") not in as_label:
            wrong.append(f"{text.message} ({text.context}): {chinese}, not {as_label}")
        wrong += [
            f"{text.message}: {chinese}, without {terms[term]}"
            for term in FIRM
            if re.search(rf"\b{term}\b", re.sub(r"`[^`]*`", "", text.message), re.IGNORECASE)
            and not any(word in chinese for word in terms[term])
        ]
    return wrong


def test_both_tables_have_the_same_words() -> None:
    assert len(_terms("glossary.md")) > 60
    assert _terms("glossary.md") == _terms("glossary.zh.md")


def test_the_translations_use_the_words_of_the_glossary() -> None:
    held = {text: said.text for text, said in catalogues.all_translations().items() if said.text and not said.fuzzy}
    assert faults(_terms("glossary.md"), held) == []


def test_another_word_is_found() -> None:
    terms = _terms("glossary.md")
    assert faults(terms, {catalogues.Text("Deadline"): "期限"})
    assert faults(terms, {catalogues.Text("look in Seller Center"): "到后台查看"})
    assert not faults(terms, {catalogues.Text("Deadline:"): "截止时间：", catalogues.Text("refund"): "退款"})
