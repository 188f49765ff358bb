"""The seller's configuration and policy files, read on first use."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import add_markets, read_own_policies
from aftersales.settings.config_file import read_config
from aftersales.settings.load import costs, mode_rules, own_markets
from aftersales.settings.load import load as load_settings
from aftersales.settings.model import Settings
from aftersales.settings.paths import default_config, default_ledger

if TYPE_CHECKING:
    from aftersales.core.modes.figures import Costs
    from aftersales.core.modes.rule import ModeRule
    from aftersales.importing.formats.format import Format
    from aftersales.policies.own_files import OwnPolicies


class Places(NamedTuple):
    """The files as the user named them; None means the default place. `may_lack_config`: a configuration that was
    named need not be there yet.
    """

    ledger: Path | None = None
    config: Path | None = None
    may_lack_config: bool = False


class Configuration:
    """What the seller has set up. `settings` and `own_policies` replace what the files say."""

    def __init__(
        self, places: Places, settings: Settings | None = None, own_policies: OwnPolicies | None = None
    ) -> None:
        self._places = places
        self._settings = settings
        self._own_policies = own_policies

    @property
    def file(self) -> Path:
        """The path of the configuration file, even if the file can't be read."""
        return self._places.config or default_config()

    @property
    def ledger_file(self) -> Path:
        """The path of the ledger, even if the configuration can't be read."""
        return self._places.ledger or default_ledger()

    @cached_property
    def settings(self) -> Settings:
        """File, environment and options in one. Raises ConfigError naming every mistake, or the missing file."""
        if self._settings is not None:
            return self._settings
        ledger, config, may_lack_config = self._places
        if config is not None and not config.exists() and not may_lack_config:
            raise ConfigError(
                tr("no configuration at {config}. Check --config, or create it with `aftersales init`.", config=config)
            )
        settings = load_settings(config, ledger)
        add_markets(own_markets(settings.tables))
        return settings

    def own_markets(self) -> dict[str, dict[str, str]]:
        """The markets that the configuration adds, whatever else is wrong in it. Raises ConfigError."""
        return own_markets(read_config(self.file)) if self.file.exists() else {}

    @cached_property
    def own_policies(self) -> OwnPolicies:
        """The seller's own policy files, in `policies/` beside the configuration."""
        return read_own_policies(self.file.parent / "policies") if self._own_policies is None else self._own_policies

    @cached_property
    def own_formats(self) -> tuple[Format, ...]:
        """The seller's own formats of files, in `formats/` beside the configuration. Raises PolicyError naming every
        mistake in them.
        """
        from aftersales.importing.formats.own_formats import folder_formats  # only an import needs them

        return folder_formats(self.file.parent / "formats")

    @cached_property
    def costs(self) -> Costs:
        """The seller's own figures. Raises ConfigError naming every mistake in them."""
        return costs(self.settings)

    @cached_property
    def mode_rules(self) -> tuple[ModeRule, ...]:
        """The seller's rules on how returns are settled. Raises ConfigError naming every mistake in them."""
        return mode_rules(self.settings)

    def replaced(self, settings: Settings, own_policies: OwnPolicies) -> Configuration:
        """The same configuration with other settings and policy files."""
        return Configuration(self._places, settings, own_policies)
