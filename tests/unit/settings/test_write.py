"""The configuration is changed as a whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales.errors import ConfigError
from aftersales.settings.write import adding_shop, change

UK = '[shops.uk]\nmarket = "GB"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(UK, encoding="utf-8")
    return path


def test_a_shop_is_added_once_the_body_has_run(config: Path) -> None:
    with adding_shop(config, "us", "US"):
        assert config.read_text(encoding="utf-8") == UK
    assert config.read_text(encoding="utf-8") == UK + '\n[shops.us]\nmarket = "US"\nchannel = "tiktok"\n'


def test_nothing_is_added_where_the_body_raises(config: Path) -> None:
    with pytest.raises(ZeroDivisionError), adding_shop(config, "us", "US"):
        raise ZeroDivisionError
    assert config.read_text(encoding="utf-8") == UK
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]


def test_a_shop_that_is_there_stays_and_one_of_another_market_is_refused(config: Path) -> None:
    with adding_shop(config, "uk", "gb"):
        pass
    assert config.read_text(encoding="utf-8") == UK
    with (
        pytest.raises(ConfigError, match="just added shop uk with market GB"),
        adding_shop(config, "uk", "US"),
    ):
        pass


def test_a_change_keeps_the_rest_of_the_file(config: Path) -> None:
    config.write_text(f"# mine\n{UK}", encoding="utf-8")
    change(config, {("costs", "handling"): "2.90", ("shops", "uk", "confirm"): '"trust"'})
    assert config.read_text(encoding="utf-8") == (f'# mine\n{UK}confirm = "trust"\n\n[costs]\nhandling = 2.90\n')


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("costs", "handling"), "2,90", "Not a number"),
        (("costs", "handling"), "-1", "handling is -1"),
        (("shops", "uk"), '"x"', "can't be changed by the program"),
    ],
)
def test_a_value_that_is_a_mistake_changes_nothing(config: Path, path: tuple[str, ...], value: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        change(config, {path: value})
    assert config.read_text(encoding="utf-8") == UK


def test_a_mistake_that_was_there_before_does_not_stop_another_change(config: Path) -> None:
    config.write_text(f"{UK}\n[costs]\nhandling = -1\n", encoding="utf-8")
    change(config, {("costs", "recovery"): "0.5"})
    assert "recovery = 0.5" in config.read_text(encoding="utf-8")


def test_a_check_sees_the_tables_before_the_change_and_can_refuse(config: Path) -> None:
    shown: list[dict[str, Any]] = []

    def check(tables: dict[str, Any]) -> None:
        shown.append(tables)
        raise ConfigError("not with this shop")

    with pytest.raises(ConfigError, match="not with this shop"):
        change(config, {("costs", "handling"): "2"}, check)
    assert shown == [{"shops": {"uk": {"market": "GB"}}}]
    assert config.read_text(encoding="utf-8") == UK
