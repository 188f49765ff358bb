"""Whole runs as a script sees them: exit code, stdout and stderr of each line, compared with tests/golden/*.txt.

A golden is what one types: `$ aftersales …` lines run in order in an empty home (the folder is the checkout), `@ WHEN`
sets the clock. Below each line stand its stdout, its stderr behind `! `, and its exit code where it is not 0.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from transcripts import GOLDEN, ROOT, Shell, block


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


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda p: p.stem)
def test_golden(path: Path, shell: Shell, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    before = path.read_text(encoding="utf-8")
    now = replay(before, shell)
    if update:
        path.write_text(now, encoding="utf-8")
    assert now == before or update
