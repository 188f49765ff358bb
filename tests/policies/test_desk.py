"""The desk's data files are whole, are read once, and are not taken for rule sets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aftersales import policies
from aftersales.errors import PolicyError
from aftersales.policies import desk

FOLDER = Path(desk.__file__).parent


def test_each_file_has_a_loader_and_is_read_once() -> None:
    loaders = {"reasons": desk.reasons, "evidence": desk.evidence, "wording": desk.wording, "playbooks": desk.playbooks}
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(loaders)
    for load in loaders.values():
        assert load() is load()


def test_they_are_no_rule_sets() -> None:
    assert not {"reasons", "evidence", "wording", "playbooks", "desk"} & set(policies.names())


def test_a_file_that_is_no_toml_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "reasons.toml").write_text("[late\n")
    monkeypatch.setattr(desk, "_HERE", tmp_path)
    desk.reasons.cache_clear()
    with pytest.raises(PolicyError, match="not readable as TOML"):
        desk.reasons()
    desk.reasons.cache_clear()


def test_importing_the_loaders_reads_nothing() -> None:
    late = "('tomllib', 'aftersales.core.wording')"
    code = f"import sys; import aftersales.policies.desk; print([m for m in {late} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
