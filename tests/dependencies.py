"""The requirements of pyproject.toml, each with the licence and the reason that stand beside it, and what the installed
packages say of their licence.

A requirement is a line such as `"rich>=14.3.4,<16",  # MIT: draws on a terminal`. A reason for its bound stands above.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement

from transcripts import ROOT

# What an extra or a list is for stands beside the bracket that opens it.
_LIST = re.compile(r"(?P<name>requires|dependencies|sync|notify|test|dev) = \[(?:  # (?P<why>.+))?$")
_REQUIREMENT = re.compile(r'  "(?P<text>[^"]+)",(?:  # (?P<licence>[^:]+): (?P<why>.+))?$')

# As packages wrote their licence before SPDX expressions (PEP 639), in the field and in the classifiers.
_SPDX: Mapping[str, str] = {
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD",  # which of them, it does not say
    "BSD": "BSD",
    "ISC license": "ISC",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",  # python-dateutil
}
# By which words a licence is known, of packages that have only its text; the first that are in it count.
_WORDS = (
    ("Permission is hereby granted, free of charge", "MIT"),
    ("Neither the name", "BSD-3-Clause"),
    ("names of its contributors may", "BSD-3-Clause"),
    ("names of the contributors may", "BSD-3-Clause"),
    ("Redistribution and use in source and binary forms", "BSD-2-Clause"),
)
# They ask for no more than that their notice is kept, so that the program may be handed on under MIT with them.
PERMISSIVE = frozenset(
    {"MIT", "MIT-0", "ISC", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "PSF-2.0", "Zlib", "CC0-1.0"}
)
# What the rest of the packages ask is met by a program that only imports them as they are.
WEAK_COPYLEFT: Mapping[str, str] = {"certifi": "MPL-2.0"}


class Dependency(NamedTuple):
    """A requirement as it stands in one list of pyproject.toml; licence and why are "" if they are missing."""

    group: str
    requirement: Requirement
    licence: str
    why: str


def listed(text: str | None = None) -> list[Dependency]:
    """All requirements but the program's own extras, in the order of the file."""
    found, group = list[Dependency](), ""
    for line in (text or (ROOT / "pyproject.toml").read_text(encoding="utf-8")).splitlines():
        if start := _LIST.fullmatch(line):
            group = start["name"]
        elif line == "]":
            group = ""
        elif group and (one := _REQUIREMENT.fullmatch(line)):
            requirement = Requirement(one["text"])
            if requirement.name != "aftersales":
                found.append(Dependency(group, requirement, one["licence"] or "", one["why"] or ""))
    return found


def extras_without_reason(text: str | None = None) -> list[str]:
    """The extras that nothing says the use of."""
    lines = (text or (ROOT / "pyproject.toml").read_text(encoding="utf-8")).splitlines()
    starts = [start for line in lines if (start := _LIST.fullmatch(line))]
    return [start["name"] for start in starts if not start["why"] and start["name"] not in ("requires", "dependencies")]


def licence_of(name: str) -> str:
    """The licence of the installed package as it says itself, as an SPDX expression; "BSD" if it only says that, and ""
    if it says nothing. Raises PackageNotFoundError.
    """
    metadata = importlib.metadata.metadata(name)
    if expression := metadata.get("License-Expression"):
        return str(expression)
    field = str(metadata.get("License") or "")
    if "\n" not in field and (said := _SPDX.get(field, field)):
        return said
    classifiers = [str(line).rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or []]
    if said := " OR ".join(_SPDX[line] for line in classifiers if line in _SPDX):
        return said
    files = [file for file in importlib.metadata.files(name) or [] if file.name.upper().startswith("LICENSE")]
    texts = [" ".join(file.read_text(encoding="utf-8").split()) for file in files]
    return " AND ".join(next((licence for words, licence in _WORDS if words in text), "unknown") for text in texts)


def permits(licence: str) -> bool:
    """Whether an expression lets its package be used on permissive terms."""
    return all(
        any(choice.strip(" ()") in PERMISSIVE for choice in part.split(" OR ")) for part in licence.split(" AND ")
    )


def brought(groups: tuple[str, ...]) -> Iterator[str]:
    """The installed packages that come with the lists of these names, with all that they require, by their names."""
    waiting = [one.requirement for one in listed() if one.group in groups]
    seen = set[tuple[str, str]]()
    while waiting:
        requirement = waiting.pop()
        for extra in ("", *requirement.extras):
            key = (re.sub(r"[-_.]+", "-", requirement.name).lower(), extra)
            if key in seen or not _meant(requirement.marker, ""):
                continue
            seen.add(key)
            try:
                requires = importlib.metadata.requires(requirement.name) or []
            except importlib.metadata.PackageNotFoundError:
                continue
            waiting += [
                Requirement(str(one.name) + (f"[{','.join(one.extras)}]" if one.extras else ""))
                for one in map(Requirement, requires)
                if _meant(one.marker, extra)
            ]
    yield from sorted({name for name, _ in seen})


def _meant(marker: Marker | None, extra: str) -> bool:
    return marker is None or marker.evaluate({"extra": extra})
