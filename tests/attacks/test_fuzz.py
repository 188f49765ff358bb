"""Some hundred damaged inputs of each kind; `python tests/attacks/fuzz.py` tries as many as one likes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from attacks import fuzz

RUNS = {"csv": 150, "json": 80, "xlsx": 80, "ledger": 25, "map": 150, "config": 300, "policy": 25}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="alarms and the use of memory of POSIX")
@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_damaged_inputs_are_refused_or_read(name: str) -> None:
    """In a process of its own: what others of this one took counts for nothing."""
    words = [sys.executable, str(Path(fuzz.__file__)), name, "--runs", str(RUNS[name]), "--seed", "5"]
    run = subprocess.run(words, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]
