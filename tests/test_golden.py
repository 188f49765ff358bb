"""Whole runs as a script sees them: exit code, stdout and stderr of each line, compared with tests/golden/*.txt.

A golden is what one types: `$ aftersales …` lines run in order in an empty home (the folder is the checkout), `@ WHEN`
sets the clock. Below each line stand its stdout, its stderr behind `! `, and its exit code where it is not 0. The same
lines stand in tests/golden/zh with what they give in Chinese: a line is added to the English golden alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales.language import LANGUAGES
from transcripts import GOLDEN, ROOT, Shell, block, in_language

SCRIPTS = sorted(GOLDEN.glob("*.txt"))


def replay(text: str, shell: Shell) -> str:
    """The transcript with the outputs of this very version."""
    told = []
    for line in text.splitlines():
        if line.startswith("@ "):
            shell.now = line[2:].strip()
        if line.startswith("$ "):
            told.append(block(line[2:], shell(line[2:]), shell.home))
        elif line.startswith(("# ", "@ ")):
            told.append(line + "\n")
    return "\n".join(told)


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_golden(path: Path, spoken: str, shell: Shell, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("AFTERSALES_LANG", spoken)
    golden = in_language(path, spoken)
    now = replay(path.read_text(encoding="utf-8"), shell)
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(now, encoding="utf-8")
    assert now == golden.read_text(encoding="utf-8")


def test_no_golden_is_left_of_a_script_that_is_gone() -> None:
    for spoken in LANGUAGES:
        assert {*in_language(GOLDEN / "some.txt", spoken).parent.glob("*.txt")} == {
            in_language(path, spoken) for path in SCRIPTS
        }
