"""Each dependency says why it is there and under which licence, and the licence is the one that it has."""

from __future__ import annotations

import importlib.metadata
import re
import sys

import dependencies
import oldest
from aftersales.context import extras
from dependencies import Dependency
from tables import of_each
from transcripts import ROOT

LISTED = dependencies.listed()
_IMPORT = re.compile(r"^ *(?:from (\w+)[\w.]* import .+|import (\w+)[\w.]*(?: as \w+)?)$", re.MULTILINE)
_FOR_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:(?: .*)?\n)+", re.MULTILINE)  # never run
_PROJECT = """\
dependencies = [
  "rich>=14",  # MIT: draws
  "typer>=0.26"  # a comma is missing
]
[project.optional-dependencies]
test = [
  "pytest>=8.3",
]
"""


@of_each("one", LISTED)
def test_each_dependency_has_a_reason_a_floor_and_the_licence_that_it_says_itself(one: Dependency) -> None:
    name = one.requirement.name
    assert one.why, f"{name}: what it is for is missing beside it in pyproject.toml"
    assert one.licence, f"{name}: its licence is missing beside it in pyproject.toml"
    assert any(bound.operator == ">=" for bound in one.requirement.specifier), f"{name}: it has no floor"
    try:
        said = dependencies.licence_of(name)
    except importlib.metadata.PackageNotFoundError:
        return  # what builds the package, and what this system has no use for
    first, *others = said.split(" AND ")  # the others are of what lies in the package, such as numpy's
    assert dependencies.permits(" AND ".join(["MIT", *others])), f"{name}: {said}"
    assert _same(one.licence, first), f"{name}: pyproject.toml says {one.licence}, the package says {said}"


def _same(ours: str, said: str) -> bool:
    return sorted(ours.split(" OR ")) == sorted(said.split(" OR ")) or (said == "BSD" and ours.startswith("BSD-"))


def test_no_requirement_is_overlooked() -> None:
    """As many as pip reads; a line that is laid out otherwise would be in no table."""
    for group, extra in (("dependencies", "run"), ("requires", "build"), ("sync", "sync"), ("notify", "notify")):
        mine = [one for one in LISTED if one.group == group]
        assert [f"{one.requirement.name}" for one in mine] == [pin.partition("==")[0] for pin in oldest.pins(extra)]
    for group in ("test", "dev"):
        assert [one.requirement.name for one in LISTED if one.group == group] == oldest.names(group)


def test_what_the_program_imports_is_named() -> None:
    """Not only brought by another dependency, which may drop it any day."""
    packages = importlib.metadata.packages_distributions()
    named = {one.requirement.name.lower() for one in LISTED if one.group in ("dependencies", "sync", "notify")}
    imported = {
        one[1] or one[2]
        for path in (ROOT / "src/aftersales").rglob("*.py")
        for one in _IMPORT.finditer(_FOR_TYPES.sub("", path.read_text("utf-8")))
    }
    others = imported - set(sys.stdlib_module_names) - {"aftersales"}
    unnamed = {
        one for one in others if not named & {name.lower().replace("_", "-") for name in packages.get(one, [one])}
    }
    assert len(others) > 10
    assert unnamed == set()


def test_what_a_command_asks_for_is_in_its_extra() -> None:
    listed = dependencies.listed()
    for extra, packages in extras.PACKAGES.items():
        assert {*packages} <= {one.requirement.name for one in listed if one.group == extra}, extra


def test_a_dependency_in_two_lists_is_the_same_in_both() -> None:
    said = {one.requirement.name: one[1:] for one in LISTED}
    assert [one for one in LISTED if one[1:] != said[one.requirement.name]] == []


def test_what_is_missing_is_noticed() -> None:
    found = dependencies.listed(_PROJECT)
    assert [(one.group, one.requirement.name, one.licence, one.why) for one in found] == [
        ("dependencies", "rich", "MIT", "draws"),
        ("test", "pytest", "", ""),
    ]
    assert dependencies.extras_without_reason(_PROJECT) == ["test"]
    assert dependencies.extras_without_reason() == []


@of_each("licence, permitted", [
    ("MIT", True), ("MIT OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False), ("", False), ("GPLv3", False),
])  # fmt: skip
def test_a_choice_permits_and_a_conjunction_binds(licence: str, permitted: bool) -> None:
    assert dependencies.permits(licence) == permitted


def test_all_that_is_installed_for_a_user_may_be_handed_on_with_the_program() -> None:
    """What the dependencies bring with them too."""
    brought = list(dependencies.brought(("dependencies", "sync", "notify")))
    assert {"typer", "markdown-it-py", "httpcore2", "certifi"} <= set(brought)
    others = {}
    for name in brought:
        try:
            said = dependencies.licence_of(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        if not dependencies.permits(said):
            others[name] = said
    assert others == dependencies.WEAK_COPYLEFT
