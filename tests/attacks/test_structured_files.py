"""Configuration, rules, calendars and mappings with values of any type at their keys: a sentence each, and no write."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attacks import fuzz

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="alarms of POSIX")
SLOW = {"rules", "calendar"}  # they calculate every deadline anew
PARAMS = [pytest.param(name, marks=[pytest.mark.slow] * (name in SLOW)) for name in ("config", "map", *sorted(SLOW))]


@pytest.fixture(scope="module", params=PARAMS)
def attack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[fuzz.Attack]:
    with mock.patch.dict(os.environ):
        yield fuzz.Attack(request.param, tmp_path_factory.mktemp(request.param))


@given(dice=st.randoms(use_true_random=False))
def test_values_of_any_type_are_refused_or_read(attack: fuzz.Attack, dice: Random) -> None:
    assert attack.target.shaped
    data = attack.target.shaped(dice.choice(attack.seeds), dice)
    assert attack.attempt(data) is None, data.decode("utf-8", "replace")


def test_what_the_seeds_say_is_right(attack: fuzz.Attack) -> None:
    """Else the test above would try refusals alone."""
    attack.codes.clear()
    assert [attack.attempt(data) for data in attack.seeds] == [None] * len(attack.seeds)
    assert attack.codes[0] > len(attack.seeds) / 2


def test_the_attack_sees_a_bug_a_write_and_a_riddle(tmp_path: Path) -> None:
    """What it would say of a program that fails, else it might hold for nothing."""
    with mock.patch.dict(os.environ):
        attack = fuzz.Attack("map", tmp_path)
    said = []
    for answer in (KeyError("x"), fuzz.Run(70, "", "bug"), fuzz.Run(1, "", ""), fuzz.Run(1, "", "a\x1b[2J")):
        shell = mock.Mock(side_effect=[answer])
        with mock.patch.object(attack, "shell", shell):
            said.append(attack.attempt(b""))
    assert [str(line).split(":")[0].split(" of ")[0] for line in said] == [
        "KeyError", "exit 70", "exit 1 without a word", "control characters in what is said",
    ]  # fmt: skip
