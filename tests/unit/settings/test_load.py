"""The configuration, read and checked: every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales.errors import ConfigError
from aftersales.settings.config_file import read_config
from aftersales.settings.load import additions, additions_fingerprint, costs, load, mistakes_in, mode_rules


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def refusal(config: Path, text: str) -> list[str]:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(config, None)
    return [line.removeprefix(f"{config}: ") for line in str(caught.value).splitlines()]


def test_a_missing_file_is_an_empty_one(config: Path) -> None:
    settings = load(config, config.with_name("ledger.db"))
    assert (settings.shops, settings.house, settings.ledger.name) == ({}, (), "ledger.db")


def test_house_lengths_of_a_shop_replace_those_of_all(config: Path) -> None:
    config.write_text(
        '[house]\ncontact = "12 hours"\noffer = "1 day"\n'
        '[shops.uk]\nmarket = "GB"\n[shops.uk.house]\ncontact = "6 hours"\n',
        encoding="utf-8",
    )
    settings = load(config, None)
    assert settings.house == (("contact", "12 hours"), ("offer", "1 day"))
    assert settings.shops["uk"].house == (("contact", "6 hours"), ("offer", "1 day"))


def test_every_mistake_is_told_in_the_order_of_the_file(config: Path) -> None:
    text = """
shps = 1
[house]
contat = "12 hours"
offer = "soon"
[shops.a]
channel = "tiktok"
[shops.b]
market = "GB"
polcy = "x"
channel = 3
confirm = "never"
timezone = "Mars"
staff = 4
"""
    assert [mistake.partition(";")[0] for mistake in refusal(config, text)] == [
        "unknown key 'shps'",
        "[house] unknown key 'contat'",
        "[house] offer: 'soon' is not a duration",
        "[shops.a] market is missing",
        "[shops.b] unknown key 'polcy'",
        "[shops.b.staff] it is 4",
        "[shops.b] channel is 3",
        "[shops.b] confirm is 'never'",
        "[shops.b] timezone is 'Mars', which is not a time zone",
    ]


def test_auto_rules_of_no_shop_are_told_where_they_belong(config: Path) -> None:
    said = refusal(config, '[[auto-rules]]\nkind = ["refund"]\n')
    assert said == ["auto-rules belong to a shop; write each as [[shops.NAME.auto-rules]]"]


def test_a_file_that_is_not_toml_or_not_a_file(config: Path) -> None:
    assert refusal(config, "x =")[0].startswith(f"{config} is not valid TOML: ")
    config.unlink()
    config.mkdir()
    with pytest.raises(ConfigError, match="is not a regular file"):
        load(config, None)


def test_a_byte_order_mark_and_lone_carriage_returns_are_read(config: Path) -> None:
    config.write_bytes(b'\xef\xbb\xbf[shops.uk]\rmarket = "GB"\r\n')
    assert read_config(config) == {"shops": {"uk": {"market": "GB"}}}


def test_a_mistake_in_costs_or_mode_rules_stops_only_those_who_ask_for_them(config: Path) -> None:
    config.write_text('[costs]\nhandling = -1\n[[mode-rules]]\nid = "a"\n', encoding="utf-8")
    settings = load(config, None)
    with pytest.raises(ConfigError, match=r"\[costs\]: handling is -1"):
        costs(settings)
    with pytest.raises(ConfigError, match="mode is missing"):
        mode_rules(settings)
    assert [line.removeprefix(f"{config}: ").partition(";")[0] for line in mistakes_in(config, settings.tables)] == [
        "[costs]: handling is -1",
        "[[mode-rules]] a: mode is missing",
    ]


def test_additions_are_read_where_there_are_some(config: Path) -> None:
    config.write_text('[shops.uk]\nmarket = "GB"\n', encoding="utf-8")
    assert additions(load(config, None), "uk", "GB", str) is None
    assert additions_fingerprint(load(config, None)) is None
    fingerprints = set()
    for day in ("2026-12-23", "2026-12-24"):
        config.write_text(f'[shops.uk]\nmarket = "GB"\n[markets.GB]\nclosed = [{day}]\n', encoding="utf-8")
        assert additions(load(config, None), "uk", "GB", str) is not None
        fingerprints.add(additions_fingerprint(load(config, None)))
    assert len(fingerprints) == 2
    assert "unknown key 'clsed'" in refusal(config, "[markets.GB]\nclsed = []\n")[0]
