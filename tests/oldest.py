"""Prints the oldest allowed version of each dependency as a pin for pip: `python tests/oldest.py`; with `build`, of
what builds the program, with `sync`, of what `login` and `sync` need, with `notify`, of what sends messages. `.ci/run`
runs every command with them, beside the newest.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

_FLOOR = re.compile(r"([A-Za-z0-9._-]+)[^;]*>=\s*([0-9][0-9a-z.]*)")


def pins(what: str = "run") -> list[str]:
    """`name==floor` of each dependency. Raises ValueError for one that has no floor."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    required = {
        "run": project["project"]["dependencies"],
        "build": project["build-system"]["requires"],
        **{extra: project["project"]["optional-dependencies"][extra] for extra in ("sync", "notify")},
    }[what]
    found = []
    for requirement in required:
        if (floor := _FLOOR.match(requirement)) is None:
            raise ValueError(f"{requirement}: no floor; write name>=version")
        found.append(f"{floor[1]}=={floor[2]}")
    return found


def names(extra: str) -> list[str]:
    """The packages that an extra names, without the program's own extras."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    found = [re.split(r"[^A-Za-z0-9._-]", one)[0] for one in project["project"]["optional-dependencies"][extra]]
    return [name for name in found if name != project["project"]["name"]]


if __name__ == "__main__":
    print("\n".join(pins(*sys.argv[1:])))
