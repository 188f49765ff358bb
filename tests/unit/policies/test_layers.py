"""The files of a rule set, from the top layer down."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales.errors import PolicyError
from aftersales.policies.layers import (
    Layer,
    candidate_files,
    parse,
    referenced_rule_ids,
    stacked,
    with_repaired_dates,
)
from aftersales.policies.own_files import OwnPolicies, PolicyFile
from tables import of_each


def own(**texts: str) -> OwnPolicies:
    """The seller's own files by name; `_` stands for a hyphen."""
    files = {name.replace("_", "-"): text for name, text in texts.items()}
    return OwnPolicies(Path("p"), {n: PolicyFile(Path(f"p/{n}.toml"), t.encode()) for n, t in files.items()})


def layer(text: str) -> Layer:
    return Layer("x", PolicyFile(Path("p/x.toml"), text.encode()), is_own=True)


def names(layers: list[Layer]) -> list[tuple[str, bool]]:
    return [(layer.stem, layer.is_own) for layer in layers]


@of_each(
    "policy, files, expected",
    [
        ("tiktok", {}, [("tiktok-gb", False)]),
        ("tiktok", {"tiktok_gb": ""}, [("tiktok-gb", True), ("tiktok-gb", False)]),
        ("tiktok", {"tiktok": ""}, [("tiktok-gb", False)]),  # the market's file has precedence over one for all
        ("mine", {"mine": 'extends = "tiktok-us"\n'}, [("mine", True), ("tiktok-us", False)]),
        ("mine", {"mine": ""}, [("mine", True)]),
        ("none", {}, []),
    ],
)
def test_own_files_lie_on_top_of_built_in_ones(
    policy: str, files: dict[str, str], expected: list[tuple[str, bool]]
) -> None:
    layers = names(stacked(policy, "GB", own(**files)))
    assert layers == expected
    assert set(layers) <= set(names(candidate_files(policy, "GB", own(**files))))


@of_each(
    "text, what",
    [
        ("extends = 3\n", "extends is 3; it is the name of a rule set"),
        ('extends = "tiktik"\n', "did you mean 'tiktok'?"),
        ('extends = "mine"\n', "that is this file itself"),
        ("extends = \n", "not readable as TOML: line 1"),
    ],
)
def test_a_wrong_extends_is_told(text: str, what: str) -> None:
    with pytest.raises(PolicyError) as caught:
        stacked("mine", "GB", own(mine=text))
    assert what in str(caught.value)


def test_extends_goes_one_level() -> None:
    with pytest.raises(PolicyError, match="extends goes one level"):
        stacked("a", "GB", own(a='extends = "b"\n', b='extends = "tiktok"\n'))


@of_each(
    "text",
    ['extends = "tiktok-us"', "'extends' = 'tiktok-us'", '"ext\\u0065nds" = "tiktok-us"', '  extends="tiktok-us" # US'],
)
def test_however_extends_is_written_the_file_below_is_a_candidate(text: str) -> None:
    assert names(candidate_files("mine", "GB", own(mine=f"{text}\n")))[-1] == ("tiktok-us", False)


@of_each(
    "content, what",
    [
        (b"\xff", "line 1 is not UTF-8 text"),
        (b"a = " + b"[" * 60 + b"]" * 60, "too deep inside each other"),
        (b"a = 9223372036854775808", "more than 18 digits"),
        (b"a" + b".a" * 300 + b" = 1", "line 1 has more than 200 dots"),
    ],
)
def test_a_file_that_would_harm_the_reader_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(PolicyError, match=what):
        parse(Layer("x", PolicyFile(Path("x.toml"), content), is_own=False))


def test_impossible_dates_are_repaired_so_that_the_rest_can_be_read() -> None:
    file = with_repaired_dates(PolicyFile(Path("x.toml"), b"dated = 2026-02-30\n"))
    assert file is not None
    assert file.content == b"dated = 2026-02-28\n"
    assert with_repaired_dates(PolicyFile(Path("x.toml"), b"dated = 2026-02-28\n")) is None
    assert with_repaired_dates(PolicyFile(Path("x.toml"), b"dated = \n")) is None


def test_rules_that_a_file_changes_or_names_but_does_not_define() -> None:
    text = '[[rule]]\nid = "a"\n[[rule]]\nid = "b"\nstarts = "request.opened"\n[[overlay]]\nrules = ["b", "c"]\n'
    assert referenced_rule_ids(layer(text)) == {"a", "c"}


def test_a_file_of_ones_own_is_named_with_its_path() -> None:
    assert layer("").label == str(Path("p/x.toml"))
    assert layer("")._replace(is_own=False).label == "x.toml"
