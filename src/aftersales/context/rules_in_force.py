"""The rules that each shop works under, loaded on first use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context.configuration import Configuration
from aftersales.errors import ConfigError, Mistake, PolicyError
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies import fingerprint as fingerprints
from aftersales.policies.find import ignored_file_notes, market_code, markets, repair_hint
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.load import load as load_policy
from aftersales.settings.load import additions, additions_fingerprint
from aftersales.settings.model import Shop

if TYPE_CHECKING:
    from aftersales.core.auto_rules.auto_rule import AutoRule
    from aftersales.core.cases.model import Case
    from aftersales.core.clocks.derive import Derived
    from aftersales.core.rules.policy import Policy
    from aftersales.core.time.staff import StaffCalendar
    from aftersales.ledger.derived.store import ShopRules
    from aftersales.policies.own_files import OwnPolicies


class LedgerShop(NamedTuple):
    """A shop in the ledger. `imports`: after-sales data were imported for it at least once."""

    market: str
    imports: bool


class RuleBook:
    """Loads policies as the configuration sets them up. `notes` are sentences on policy files that are not read."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self.notes: list[str] = []
        self._loaded: dict[tuple[str, str], ShopRules] = {}

    def of(self, ledger: Connection, importing: Collection[str] = ()) -> RulesInForce:
        """The rules in force for the shops of a ledger as they stand in it now. `importing` are shops whose first
        import is just being written.
        """
        importing = shop_queries.importing_shops(ledger).union(importing)
        known = shop_queries.shops(ledger).items()
        shops = {name: LedgerShop(market, name in importing) for name, (market, _) in known}
        return RulesInForce(self, shops, self._loaded)

    def with_own(self, own_policies: OwnPolicies, shop: Shop | None = None) -> RuleBook:
        """The rules as they would be with these policy files of the seller's own, and a shop that is set up so."""
        settings = self._configuration.settings
        if shop is not None:
            settings = settings._replace(shops={**settings.shops, shop.name: shop})
        return RuleBook(self._configuration.replaced(settings, own_policies))

    def shop(self, name: str, market: str) -> Shop:
        """The shop's settings; defaults where the file does not name it. Raises ConfigError where the markets
        differ, or the ledger's is not known.
        """
        settings = self._configuration.settings
        shop = settings.shops.get(name)
        if shop is None:
            if market not in markets():  # one that another configuration adds, or a newer version knows
                raise ConfigError(
                    tr(
                        "shop {name} of the ledger has market {market}, which is not known here. Copy the "
                        "configuration that adds it, with [markets.{market}], to {config}; or update aftersales.",
                        name=name,
                        market=market,
                        config=settings.config,
                    )
                )
            return Shop(name, market, house=settings.house)
        if self.market_of(shop) != market:
            raise ConfigError(
                tr(
                    "{config}: shop {name} has market {market}, but in the ledger its market is {known}. A shop's "
                    "market can't change; add another shop.",
                    config=settings.config,
                    name=name,
                    market=shop.market,
                    known=market,
                )
            )
        return shop

    def market_of(self, shop: Shop) -> str:
        """The ISO code of the market that the configuration gives a shop. Raises ConfigError."""
        try:
            return market_code(shop.market)
        except ConfigError as error:
            config = self._configuration.settings.config
            raise ConfigError(
                tr("{config}: [shops.{name}] {mistake}", config=config, name=shop.name, mistake=error)
            ) from None

    def policy(self, name: str, market: str) -> Policy:
        """The policy that a shop works under, with the house's rules as set for it and what its configuration adds.
        Raises ConfigError, PolicyError.
        """
        shop = self.shop(name, market)
        self.note_unused_files()
        settings, own_policies = self._configuration.settings, self._configuration.own_policies
        policy = load_policy(shop.policy, market, shop.house, own_policies)
        if shop.facts != policy.shop:
            policy = replace(policy, shop=shop.facts)
        added = additions(settings, name, market, market_code)
        if added is None:
            return policy
        from aftersales.core.rules.config_additions import apply_additions

        return apply_additions(policy, added, str(settings.config), lambda: self._beside(shop, market))

    def _beside(self, shop: Shop, market: str) -> Iterator[Policy]:
        """The rule sets that other shops of the configuration use in a market. One with mistakes is left out: it
        reports them itself.
        """
        settings, own_policies = self._configuration.settings, self._configuration.own_policies
        for name, other in settings.shops.items():
            if name != shop.name and self.market_of(other) == market:
                with suppress(ConfigError, PolicyError):
                    yield load_policy(other.policy, market, other.house, own_policies)

    def note_unused_files(self) -> None:
        """Note which files in the seller's policy folder are not read."""
        self.notes = ignored_file_notes(self._configuration.own_policies)

    def fingerprint(self, name: str, shop: LedgerShop) -> str:
        """The mark of the rules in force for a shop, without reading them. Raises ConfigError."""
        settings = self._configuration.settings
        configured = self.shop(name, shop.market)
        trust = configured.confirm or ("import" if shop.imports else "trust")
        house = (f"{k}={v}" for k, v in configured.house)
        added = additions_fingerprint(settings)
        more = () if added is None else (added,)
        staff = configured.staff.fingerprint if configured.staff else None
        facts = () if configured.fingerprint is None else (configured.fingerprint,)
        marked = (configured.timezone, *house, *more, *facts, staff, trust)
        try:
            return fingerprints.fingerprint(
                configured.policy, shop.market, *marked, own_policies=self._configuration.own_policies
            )
        except ConfigError as error:
            raise ConfigError(text.labelled(settings.config, f"[shops.{name}] {error}")) from None

    def rules(self, name: str, shop: LedgerShop, fingerprint: str) -> ShopRules:
        """A shop's rules, read from their files. Raises ConfigError, PolicyError."""
        from aftersales.ledger.derived.store import ShopRules

        settings = self.shop(name, shop.market)
        policy = self.policy(name, shop.market)
        zone = ZoneInfo(settings.timezone or policy.timezone)
        staff = self.staff_calendar(settings, zone)
        return ShopRules(
            fingerprint=fingerprint,
            policy=policy.name,
            zone=zone.key,
            currency=policy.currency,
            checked=policy.checked.isoformat() if policy.checked else None,
            trust=fingerprint.endswith(";trust"),
            derive=_derivation(policy, zone, staff, settings.auto_rules),
            staff=staff,
        )

    def staff_calendar(self, shop: Shop, zone: ZoneInfo) -> StaffCalendar | None:
        """The staff calendar of a shop with the time zone `zone`. Raises ConfigError."""
        if shop.staff is None:
            return None
        from aftersales.core.time.staff import StaffCalendar

        try:
            holidays = load_calendar(shop.staff.holidays) if shop.staff.holidays else None
        except PolicyError as error:
            config = self._configuration.settings.config
            raise ConfigError(
                text.labelled(config, text.labelled(f"[shops.{shop.name}.staff] holidays", error))
            ) from None
        return StaffCalendar.of(shop.staff, zone, holidays)

    def refuse_mistakes(self, shops: Mapping[str, LedgerShop]) -> None:
        """Raise PolicyError with every mistake in the rules of these shops, where there is one."""
        mistakes: dict[str | Mistake, None] = {}
        for name, shop in shops.items():
            mistakes |= dict.fromkeys(self._mistakes(name, shop.market))
        if mistakes:
            raise PolicyError([*mistakes, *repair_hint(self._configuration.own_policies)])

    def _mistakes(self, name: str, market: str) -> Iterable[str | Mistake]:
        try:
            policy = self.policy(name, market)
        except PolicyError as error:
            return error.noted or error.mistakes
        own_policies = self._configuration.own_policies
        if not own_policies.files:
            return ()
        from aftersales.core.rules import lint

        files = {str(file.path) for file in own_policies.files.values()}
        return [mistake for mistake in lint.lint_policy(policy) if mistake.where in files]


class RulesInForce(Mapping[str, "ShopRules"]):
    """The rules of each shop of a ledger, by its name. A shop's rules are read when they are first asked for; `loaded`
    keeps them by shop and fingerprint.
    """

    def __init__(
        self, book: RuleBook, shops: Mapping[str, LedgerShop], loaded: dict[tuple[str, str], ShopRules]
    ) -> None:
        self._book, self._shops, self._loaded = book, shops, loaded
        self._fingerprints: dict[str, str] = {}

    def __getitem__(self, name: str) -> ShopRules:
        """A shop's rules. Raises KeyError for a shop that is not in the ledger, ConfigError, PolicyError."""
        key = (name, self.fingerprint(name))
        if key not in self._loaded:
            self._loaded[key] = self._book.rules(name, self._shops[name], key[1])
        return self._loaded[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shops)

    def __len__(self) -> int:
        return len(self._shops)

    def fingerprint(self, name: str) -> str:
        """The mark of a shop's rules: it changes whenever they do. No policy is read for it. Raises ConfigError."""
        if name not in self._fingerprints:
            self._fingerprints[name] = self._book.fingerprint(name, self._shops[name])
        return self._fingerprints[name]

    def policy(self, name: str) -> Policy:
        """The policy that a shop works under. Raises ConfigError, PolicyError."""
        return self._book.policy(name, self._shops[name].market)

    def changed(self, ledger: Connection) -> list[str]:
        """The shops whose stored clocks were made under other rules than these."""
        return shop_queries.changed_shops(ledger, {name: self.fingerprint(name) for name in self})

    def refuse_mistakes(self, names: Iterable[str]) -> None:
        """Raise PolicyError with every mistake in the rules of these shops, where there is one."""
        self._book.refuse_mistakes({name: self._shops[name] for name in names})


def _derivation(
    policy: Policy, zone: ZoneInfo, staff: StaffCalendar | None, auto_rules: tuple[AutoRule, ...]
) -> Callable[[Case], Derived]:
    """How a case is derived under a policy; with a staff calendar each clock says by when it must be acted on, and
    what Seller Center answers by an automatic rule is left to it first.
    """
    from aftersales.core.clocks import derive as clock_derive

    def plain(case: Case) -> Derived:
        return clock_derive.derive(case, policy, zone)

    def left(case: Case) -> Derived:
        from aftersales.core.auto_rules import auto_rule
        from aftersales.policies import library

        derived = plain(case)
        answer = auto_rule.auto_answer(case, derived, auto_rules, library.reasons(), zone, policy.currency)
        return auto_rule.with_auto_answer(derived, answer)

    derive = left if auto_rules else plain

    def staffed(case: Case) -> Derived:
        from aftersales.core.deadlines.act_by import with_act_by

        derived = derive(case)
        return derived._replace(clocks=with_act_by(derived.clocks, staff))

    return staffed if staff else derive
