"""Some hundred damaged inputs of each kind; `python tests/attacks/fuzz.py` tries as many as one likes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from attacks import fuzz

RUNS = {
    "csv": 150,
    "json": 80,
    "xlsx": 80,
    "ledger": 25,
    "map": 150,
    "config": 150,
    "policy": 60,
    "rules": 30,
    "calendar": 40,
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="alarms and the use of memory of POSIX")
@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_damaged_inputs_are_refused_or_read(name: str) -> None:
    """In a process of its own: what others of this one took counts for nothing."""
    words = [sys.executable, str(Path(fuzz.__file__)), name, "--runs", str(RUNS[name]), "--seed", "5"]
    run = subprocess.run(words, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_sigterm_ends_it_with_its_tally_and_is_no_fault() -> None:
    words = [sys.executable, str(Path(fuzz.__file__)), "config", "--runs", "100000"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as attack:
        with pytest.raises(subprocess.TimeoutExpired):
            attack.wait(4)
        attack.terminate()
        said = attack.communicate(timeout=30)[0]
    assert attack.returncode == 0, said
    assert re.search(r"^[1-9]\d* inputs, 0 wrong, ended by SIGTERM$", said, re.MULTILINE), said
