"""The desk's data files are whole, are read once, and are not taken for rule sets."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales.errors import PolicyError
from aftersales.policies import library
from aftersales.policies.find import names

FOLDER = Path(library.__file__).parent / "data" / "library"


def test_each_file_has_a_loader_and_is_read_once() -> None:
    loaders = {
        "reasons": library.reasons,
        "evidence": library.evidence,
        "wording": library.wording,
        "playbooks": library.playbooks,
        "replies": library.replies,
    }
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(loaders)
    for load in loaders.values():
        assert load() is load()


def test_the_words_that_the_list_asks_for_are_those_of_the_reasons(update: bool) -> None:
    path, told = FOLDER / "reasons.json", library.reasons().marks
    if update:
        lines = ",\n".join(json.dumps(mark, ensure_ascii=False) for mark in told)
        path.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
        library.marks.cache_clear()
    assert library.marks() == told, "run pytest with --update"


def test_damage_on_the_way_is_no_defect() -> None:
    claims = (
        "Product is defective or doesn't work",
        "质量问题",
        "Package or product is damaged",
        "Does not suit me",
        None,
    )
    assert [library.defective(reason) for reason in claims] == [True, True, False, False, False]


def test_they_are_no_rule_sets() -> None:
    assert not {"reasons", "evidence", "wording", "playbooks", "desk"} & set(names())


def test_a_file_that_is_no_toml_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "reasons.toml").write_text("[late\n")
    monkeypatch.setattr(library, "_HERE", tmp_path)
    library.reasons.cache_clear()
    with pytest.raises(PolicyError, match="not readable as TOML"):
        library.reasons()
    library.reasons.cache_clear()


def test_importing_the_loaders_reads_nothing() -> None:
    late = "('tomllib', 'aftersales.core.messages.wording_check')"
    code = f"import sys; import aftersales.policies.library; print([m for m in {late} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
