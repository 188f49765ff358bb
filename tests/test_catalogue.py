"""The translations: complete where they say so, true to their texts, and found without gettext."""

from __future__ import annotations

import gettext
import importlib.util
import re
import tomllib
from io import BytesIO
from pathlib import Path

import pytest

import catalogues
from aftersales import language
from aftersales.commandline.table import COMMANDS
from aftersales.context import run_language
from aftersales.locale import catalogue
from tables import of_each
from test_language import SENTENCE
from transcripts import ROOT, Shell, command_tree

# What stands in the program's TOML files and reads like a sentence, and is not said to a person in his language.
NOT_SAID = {
    "policies/data/library/playbooks.toml": {"en", "zh"},  # messages to buyers
    "policies/data/library/replies.toml": {"en", "zh"},
    "policies/data/library/reasons.toml": {"marks"},  # words that are looked for
    "policies/data/library/wording.toml": {"words", "not-after", "not-before", "patterns"},
    "policies/data/market-names.toml": {
        *tomllib.loads((ROOT / "src/aftersales/policies/data/market-names.toml").read_text())
    },
    "policies/data/rules/": {"length", "opens", "without-claim"},
    "policies/data/house.toml": {"length"},
    "importing/formats/words/": {"*"},
    "importing/formats/": {"columns", "headers", "business_day"},
}


CODES = re.compile(r"[a-z-]+(, [a-z-]+)*\.")  # a list of the words that an option takes


# --- The files ------------------------------------------------------------------------------------------------------


def test_the_files_have_exactly_the_texts_of_the_program(update: bool) -> None:
    """Else: `pytest --update tests/test_catalogue.py`."""
    if update:
        catalogues.update()
    wanted = catalogues.up_to_date()
    there = {path.name: path.read_text(encoding="utf-8") for path in catalogues.FOLDER.glob("*.po")}
    assert sorted(there) == sorted(wanted)
    stale = [name for name in wanted if there[name] != wanted[name]]
    assert not stale, "run: pytest --update tests/test_catalogue.py"


def test_every_text_has_its_translation() -> None:
    """What is new or reworded comes with its Chinese: write it into its .po file, or correct what is marked fuzzy."""
    held = catalogues.all_translations()
    missing = [text.message for text, translation in held.items() if not translation.text or translation.fuzzy]
    assert not missing


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text.replace("{{", "").replace("}}", "")))


def _faults(text: catalogues.Text, translation: str) -> list[str]:
    """What a translation loses or adds, in words."""
    faults = []
    if _placeholders(text.message + text.plural) != _placeholders(translation):
        faults.append("the placeholders differ")
    if {*re.findall(r"`[^`]+`", text.message + text.plural)} != {*re.findall(r"`[^`]+`", translation)}:
        faults.append("what stands between backquotes differs")
    if [text.message.startswith(" "), text.message.endswith("\n")] != [
        translation.startswith(" "),
        translation.endswith("\n"),
    ]:
        faults.append("the ends differ")
    if "您" in translation:
        faults.append("您 is not how the program speaks")
    if re.search(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", translation):
        faults.append("the punctuation is not Chinese")
    return faults


@of_each("name", sorted(path.name for path in catalogues.FOLDER.glob("*.po")))
def test_a_translation_says_what_the_text_says(name: str) -> None:
    faults = {
        text.message: found
        for text, translation in catalogues.translations(name).items()
        if translation.text and (found := _faults(text, translation.text))
    }
    assert not faults


@of_each(
    "english, chinese",
    [
        ("{count} orders of {shop}", "{shop} 有 {number} 个订单"),
        ("{count} orders", "订单"),
        ("type `aftersales due`", "请运行 aftersales due"),
        ("write it\n", "写上"),
        ("answer it", "请您回复"),
        ("answer it, now", "回复,现在"),
    ],
)
def test_what_a_translation_loses_is_found(english: str, chinese: str) -> None:
    assert _faults(catalogues.Text(english), chinese)


# --- The texts ------------------------------------------------------------------------------------------------------


def test_what_people_read_in_toml_files_is_in_the_catalogue() -> None:
    """A sentence under a key that is neither read by people nor known as something else is one that was forgotten."""
    known = {text.message for text in catalogues.texts()}
    forgotten = []
    for path in sorted(catalogues.SOURCE.rglob("*.toml")):
        place = str(path.relative_to(catalogues.SOURCE))
        other = next((keys for start, keys in NOT_SAID.items() if place.startswith(start)), set())
        for key, text in catalogues.toml_texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            if SENTENCE.search(text) and text not in known and not other & {*key, "*"} and not key[-1][:1].isdigit():
                forgotten.append((place, ".".join(key), text))
    assert not forgotten


def test_every_help_text_of_a_command_is_in_the_catalogue() -> None:
    known = {text.message for text in catalogues.texts()}
    ahead = [command_tree().get_command(None, name) for name in COMMANDS]
    while ahead:
        command = ahead.pop()
        ahead += getattr(command, "commands", {}).values()
        assert command.help in known, command.name
        for parameter in command.params:
            about = getattr(parameter, "help", None) or ""
            assert about in known or CODES.fullmatch(about) or parameter.name == "help", (command.name, parameter.name)


# --- How they are found ---------------------------------------------------------------------------------------------

PO = """
msgid "no case {case}"
msgstr "没有售后单 {case}"

msgctxt "an order"
msgid "open"
msgstr "未完成"

msgid "open"
msgstr "打开"

msgid "{count} order"
msgid_plural "{count} orders"
msgstr[0] "{count} 个订单"

msgid "not yet"
msgstr ""

#, fuzzy
msgid "nearly"
msgstr "几乎"
"""


@pytest.fixture
def compiled(tmp_path: Path) -> bytes:
    folder = tmp_path / "zh/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "some.po").write_text(PO, encoding="utf-8")
    return bytes(_build().compiled([folder / "some.po"]))


def _build():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("compile_catalogues", ROOT / "src/compile_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_translations_are_found_as_gettext_finds_them(compiled: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = gettext.GNUTranslations(BytesIO(compiled))
    monkeypatch.setattr(language, "_translation", catalogue.finder(compiled))
    assert language.tr("no case {case}", case=7) == "没有售后单 7"
    assert language.tr("open") == theirs.gettext("open") == "打开"
    assert language.tr("open", "an order") == theirs.pgettext("an order", "open") == "未完成"
    assert language.tr(language.mark("open", "an order")) == "未完成"
    assert language.tr("open", "a file") == "open"
    for count in (1, 5):
        assert language.trn("{count} order", "{count} orders", count) == f"{count} 个订单"
    assert language.tr("not yet") == "not yet"
    assert language.tr("nearly") == "nearly"
    assert language.tr("") == ""


def test_every_translation_of_the_program_is_found_as_gettext_finds_it() -> None:
    data = _build().compiled(sorted(catalogues.FOLDER.glob("*.po")))
    theirs, find = gettext.GNUTranslations(BytesIO(data)), catalogue.finder(data)
    for text, translation in catalogues.all_translations().items():
        if translation.text and not translation.fuzzy:
            said = theirs.pgettext(text.context, text.message) if text.context else theirs.gettext(text.message)
            assert find(language.mark(text.message, text.context)) == translation.text
            assert text.plural or said == translation.text


def test_a_file_that_is_no_catalogue_is_refused() -> None:
    for data in (b"", b"msgid", b"\0" * 40):
        with pytest.raises(ValueError, match="not a gettext catalogue"):
            catalogue.finder(data)


def test_without_a_catalogue_the_program_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "read", lambda _: None)
    language.use("zh")
    assert language.current() == "en"


# --- Which language a run speaks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "environ", "chosen"),
    [
        ("due", {}, "en"),
        ("due", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("due", {"LANG": "zh_TW.UTF-8"}, "zh"),
        ("due", {"LANG": "zh"}, "zh"),
        ("due", {"LANG": "zha_CN.UTF-8"}, "en"),
        ("due", {"LANG": "de_DE.UTF-8"}, "en"),
        ("due", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ("due", {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_SG.UTF-8"}, "zh"),
        ("due", {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_US:en"}, "en"),
        ("due", {"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN"}, "zh"),
        ("due", {"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, "en"),
        ("due", {"LANG": "zh_CN.UTF-8", "AFTERSALES_LANG": "en"}, "en"),
        ("due --lang zh", {"AFTERSALES_LANG": "en"}, "zh"),
        ("--lang=zh due", {}, "zh"),
        ("--lang zh due --lang en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("note 1 -- --lang zh", {}, "en"),
        ("due --lang fr", {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_nearest_wish_decides(home: Path, words: str, environ: dict[str, str], chosen: str) -> None:
    assert run_language.language_of_run(words.split(), {"HOME": str(home), **environ}) == chosen


@pytest.mark.parametrize(
    ("content", "chosen"),
    [
        ('[display]\nlang = "zh"\n', "zh"),
        ('[display]\nlang = "fr"\n', "en"),
        ("[display]\nlang = 1\n", "en"),
        ('display = "lang"\n', "en"),
        ("lang [", "en"),
    ],
)
def test_the_configuration_beats_the_locale_alone(home: Path, content: str, chosen: str) -> None:
    config = home / "own.toml"
    config.write_text(content, encoding="utf-8")
    named = {"HOME": str(home), "AFTERSALES_CONFIG": str(config)}
    assert run_language.language_of_run(["due"], named) == chosen
    assert run_language.language_of_run(["due", "--config", str(config)], {"HOME": str(home)}) == chosen
    assert run_language.language_of_run(["due"], {**named, "AFTERSALES_LANG": "zh"}) == "zh"


def test_a_code_page_without_chinese_characters_is_english(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Page(BytesIO):
        encoding = "cp437"

    monkeypatch.setattr("sys.stdout", Page())
    assert run_language.language_of_run(["due", "--lang", "zh"], {"HOME": str(home)}) == "en"


def test_a_language_that_is_not_known_is_refused(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in ("--lang fr status", "status --lang fr"):
        run = shell(line)
        assert run.code == 2
        assert run.err == "aftersales: --lang 'fr' is not known; it takes en, zh.\n"
    assert "did you mean zh" in shell("due --lang chinese").err
    monkeypatch.setenv("AFTERSALES_LANG", "fr")
    assert shell("status").code == 2


def test_the_configuration_names_a_language_that_there_is(shell: Shell) -> None:
    shell.ok("init --shop a --market GB")
    shell.ok("config set display.lang zh")
    assert shell("config set display.lang fr").code == 1
