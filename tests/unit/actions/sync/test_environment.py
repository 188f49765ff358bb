"""Secrets of the environment, for one app or for all."""

from __future__ import annotations

from aftersales.actions.sync import environment


def test_the_secret_of_an_app_comes_before_that_for_all() -> None:
    environ = {"AFTERSALES_APP_SECRET": "all", "AFTERSALES_APP_SECRET_UK_MAIN": "uk", "AFTERSALES_APP_SECRET_US": " "}
    assert environment.variable("APP_SECRET", "uk-main", environ) == "AFTERSALES_APP_SECRET_UK_MAIN"
    assert environment.value("APP_SECRET", "uk-main", environ) == "uk"
    assert environment.value("APP_SECRET", "us", environ) == "all"
    assert environment.value("ACCESS_TOKEN", "us", environ) is None
