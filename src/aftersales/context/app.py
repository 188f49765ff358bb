"""Decides what a command is handed: now, settings, ledger, rules, output, each opened when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from aftersales.context.prompter import Nobody, Prompter
from aftersales.core.time.instants import YEARS
from aftersales.errors import ConfigError, LedgerError, PolicyError, UsageError
from aftersales.ledger import connection
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies import fingerprint as fingerprints
from aftersales.policies.find import left_out, market_code, own_files, way_out
from aftersales.policies.fingerprint import changed as rules_changed
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.load import load as load_policy
from aftersales.rendering.output import Streams
from aftersales.settings.load import additions, additions_mark, costs, mode_rules
from aftersales.settings.load import load as load_settings
from aftersales.settings.model import Settings, Shop
from aftersales.settings.paths import default_config, default_ledger

if TYPE_CHECKING:
    from aftersales.context.rule_changes import Renewal
    from aftersales.core.cases.model import Case
    from aftersales.core.clocks.derive import Derived
    from aftersales.core.modes.figures import Costs
    from aftersales.core.modes.rule import ModeRule
    from aftersales.core.rules.policy import Policy
    from aftersales.core.time.staff import StaffCalendar
    from aftersales.ledger.derived.store import Rules
    from aftersales.policies.own_files import Own

_LIST_WAITS = 2.0  # seconds that a list waits to store its new clocks, before it shows them for this run only
# What lists the deadlines that move with rules under which nothing is stored yet.
_IMPACT = "aftersales policy impact"


class Globals(NamedTuple):
    """The options that every command takes, before or after its name; None where not given."""

    ledger: Path | None = None
    config: Path | None = None
    now: str | None = None
    color: str | None = None
    quiet: bool = False


class Desk(Streams):
    """One run of the program: what the user set, and the doors to everything else."""

    def __init__(self, given: Globals, prompter: Prompter | None = None) -> None:
        super().__init__(color=given.color, quiet=given.quiet)
        self.given = given
        self.prompter: Prompter = prompter or Nobody()  # who is asked
        self.command = "aftersales"  # the command that runs, for the log
        self.sure = False  # --yes: several cases are written without a question
        self.makes_config = False  # `init` may name a file that is not there yet
        self._named_strays = False
        self._deriving: Connection | None = None  # the ledger being written or renewed: rules are asked of it

    @cached_property
    def now(self) -> datetime:
        """The instant that this run takes as now (UTC, whole seconds): --now, else the clock, read here and nowhere
        else.
        """
        if self.given.now is None:
            return datetime.now(UTC).replace(microsecond=0)
        try:
            when = datetime.fromisoformat(self.given.now)
        except ValueError:
            when = None
        if when is None or when.tzinfo is None or when.year not in YEARS:
            raise UsageError(
                f"--now takes an instant with its offset, such as 2026-11-24T09:00:00+00:00, not {self.given.now!r}."
            )
        return when.astimezone(UTC).replace(microsecond=0)

    def tick(self) -> None:
        """Let `now` be read anew, for a sitting that lasts; a --now that was given stays."""
        if self.given.now is None:
            self.__dict__.pop("now", None)

    @cached_property
    def settings(self) -> Settings:
        """File, environment and options in one."""
        if self.given.config is not None and not self.given.config.exists() and not self.makes_config:
            raise ConfigError(
                f"no configuration at {self.given.config}. Check --config, or make it with `aftersales init`."
            )
        return load_settings(self.given.config, self.given.ledger)

    @property
    def ledger_file(self) -> Path:
        """Where the ledger lies, whether the configuration can be read or not."""
        return self.given.ledger or default_ledger()

    @property
    def config(self) -> Path:
        """Where the configuration lies, whether its content can be read or not."""
        return self.given.config or default_config()

    @cached_property
    def own(self) -> Own:
        """The seller's own policies, in `policies/` beside the configuration."""
        return own_files(self.config.parent / "policies")

    @cached_property
    def costs(self) -> Costs:
        """The seller's own figures. Raises ConfigError naming every mistake in them."""
        return costs(self.settings)

    @cached_property
    def mode_rules(self) -> tuple[ModeRule, ...]:
        """The seller's rules on how returns are settled. Raises ConfigError naming every mistake in them."""
        return mode_rules(self.settings)

    # --- the ledger ---------------------------------------------------------------------------------------------

    @cached_property
    def reader(self) -> Connection:
        """The ledger for reading, its clocks up to date with the rules in force."""
        ledger = connection.read(self.settings.ledger)
        return self._renewed(ledger) if self._changed(ledger) else ledger

    def _changed(self, ledger: Connection) -> list[str]:
        """The shops whose stored clocks were made under other rules than those in force."""
        importing = shop_queries.importing_shops(ledger)
        known = shop_queries.shops(ledger).items()
        return shop_queries.changed_shops(
            ledger, {s: self._mark(s, market, s in importing) for s, (market, _) in known}
        )

    def _renewed(self, ledger: Connection) -> Connection:
        """The same ledger after its open cases were derived anew: stored where it may be written, else for this run
        only.
        """
        try:
            with self.write(wait=_LIST_WAITS):
                pass
        except LedgerError:
            from aftersales.ledger.derived import store

            with self.asked_of(ledger):
                news = self._renew(ledger, lambda: store.adopt_in_memory(ledger, self.rules, self.now))
            for told in news:
                self._tell(told, _IMPACT, " For this run only: the ledger can't be written.")
            return ledger
        ledger.close()
        return connection.read(self.settings.ledger)

    def with_own(self, own: Own, shop: Shop | None = None) -> Desk:
        """The same desk as it would be with these policies of the seller's own, and a shop that is set up so."""
        other = Desk(self.given, self.prompter)
        other.own, other._named_strays = own, True
        if shop is not None:
            other.settings = self.settings._replace(shops={**self.settings.shops, shop.name: shop})
        return other

    @contextmanager
    def asked_of(self, ledger: Connection) -> Iterator[None]:
        """While this runs, what the rules need to know is asked of this connection."""
        before, self._deriving = self._deriving, ledger
        try:
            yield
        finally:
            self._deriving = before

    @contextmanager
    def as_stored(self) -> Iterator[Connection]:
        """The ledger for reading as it is, its clocks not brought up to date with the rules in force."""
        with closing(connection.read(self.settings.ledger)) as ledger, self.asked_of(ledger):
            yield ledger

    @contextmanager
    def write(
        self, *, keep: bool = True, wait: float = connection.BUSY_SECONDS, making: bool = False
    ) -> Iterator[Connection]:
        """The ledger for one write, all or nothing; `keep=False` (a dry run) takes it back at the end; `wait` is how
        many seconds it waits for its turn; `making`: where there is no ledger, it is made.

        Where the rules have changed, the open cases are derived anew first, in the same transaction; where that moves
        deadlines, it stands in the log. What changes in the facts stands there as one write of this command.
        """
        from aftersales.ledger import journal

        path = self.settings.ledger
        with (
            connection.writing(path, making=making) as ledger,
            self.asked_of(ledger),
            connection.transaction(ledger, path, keep=keep, wait=wait, making=making),
        ):
            if journal.mend(ledger):
                self.complain(
                    f"{path}: parts that keep its log were missing, and were made again. What was recorded without "
                    "them can't be taken back; `aftersales ledger check` counts it."
                )
            news = [(told, told.keep(ledger, self.now) if told.moved else None) for told in self.adopt(ledger)]
            number = journal.begin(ledger, self.command, self.now)
            yield ledger
            journal.end(ledger, number)
        for told, entry in news:  # only now does it stand there
            self._tell(told, f"aftersales log --write {entry}" if keep else _IMPACT)

    def adopt(self, ledger: Connection) -> list[Renewal]:
        """Derive the open cases of the shops anew whose rules have changed, inside a write. Returns what that brought
        in each shop with open cases. Raises PolicyError with every mistake in their rules.
        """
        changed = self._changed(ledger)
        if not changed:
            return []
        from aftersales.ledger.derived import store

        return self._renew(ledger, lambda: store.adopt(ledger, changed, self.rules, self.now))

    def _tell(self, told: Renewal, lists: str, more: str = "") -> None:
        """Say what new rules brought. A deadline that moved must be heard, -q or not."""
        (self.complain if told.moved else self.say)(told.line(lists) + more)

    def _renew(self, ledger: Connection, derive: Callable[[], object]) -> list[Renewal]:
        """Derive anew, and tell of each shop whose rules have changed why, and which deadlines that moved."""
        from aftersales.context import rule_changes

        was = shop_queries.marks(ledger)
        changed = {
            shop: rules_changed(was.get(shop, ""), self.fingerprint(shop, ledger)) for shop in self._changed(ledger)
        }
        self._sound(ledger, changed)
        return rule_changes.renewed(ledger, changed, self.rules, derive, self.now)

    def _sound(self, ledger: Connection, shops: Iterable[str]) -> None:
        """Raise PolicyError with every mistake in the rules of these shops, where there is one."""
        known = shop_queries.shops(ledger)
        mistakes: dict[Any, None] = {}
        for shop in shops:
            try:
                policy = self.policy(shop, known[shop][0])
            except PolicyError as error:
                mistakes |= dict.fromkeys(error.noted or error.mistakes)
                continue
            if self.own.files:
                from aftersales.core.rules import lint

                files = {str(file.path) for file in self.own.files.values()}
                mistakes |= dict.fromkeys(m for m in lint.doubts(policy) if m.where in files)
        if mistakes:
            raise PolicyError([*mistakes, *way_out(self.own)])

    # --- shops and rules ----------------------------------------------------------------------------------------

    def shop(self, name: str | None, ledger: Connection) -> str:
        """The shop meant: the one named, or the only one. Raises UsageError or ConfigError naming the known ones."""
        known = shop_queries.shops(ledger)
        if name is None:
            if len(known) == 1:
                return next(iter(known))
            raise UsageError(f"which shop? Say --shop with one of: {', '.join(known)}." if known else self._no_shop())
        if name not in known:
            raise ConfigError(
                f"no shop {name!r}; known are {', '.join(known)}. "
                f"Add one with `aftersales init --shop {name} --market GB`."
                if known
                else self._no_shop()
            )
        return name

    def _no_shop(self) -> str:
        return "the ledger has no shop yet. Add one with `aftersales init --shop NAME --market GB`."

    def configured(self, shop: str, market: str) -> Shop:
        """The shop's settings; defaults where the file does not name it. Raises ConfigError where the markets
        differ.
        """
        own = self.settings.shops.get(shop)
        if own is None:
            return Shop(shop, market, house=self.settings.house)
        if market_code(own.market) != market:
            raise ConfigError(
                f"{self.settings.config}: shop {shop} has market {own.market}, but the ledger knows it as {market}. "
                "A shop's market can't change; add another shop."
            )
        return own

    def policy(self, shop: str, market: str) -> Policy:
        """The policy that a shop works under, with the house's rules as set for it and what its configuration adds.
        Raises ConfigError, PolicyError.
        """
        own = self.configured(shop, market)
        self.name_strays()
        policy = load_policy(own.policy, market, own.house, self.own)
        added = additions(self.settings, shop, market, market_code)
        if added is None:
            return policy
        from aftersales.core.rules.config_additions import adapt

        return adapt(policy, added, str(self.settings.config), lambda: self._beside(own, market))

    def _beside(self, shop: Shop, market: str) -> Iterator[Policy]:
        """The rule sets that other shops of the configuration use in a market; one with mistakes tells them itself."""
        for name, other in self.settings.shops.items():
            if name != shop.name and market_code(other.market) == market:
                with suppress(ConfigError, PolicyError):
                    yield load_policy(other.policy, market, other.house, self.own)

    def name_strays(self) -> None:
        """Say once which files among the seller's own count for nothing."""
        if not self._named_strays:
            self._named_strays = True
            for line in left_out(self.own):
                self.say(line)

    def fingerprint(self, shop: str, ledger: Connection) -> str:
        """The mark of the rules in force for a shop, without reading them."""
        return self._mark(shop, shop_queries.shops(ledger)[shop][0], shop in shop_queries.importing_shops(ledger))

    def _mark(self, shop: str, market: str, imports: bool) -> str:
        own = self.configured(shop, market)
        trust = own.confirm or ("import" if imports else "trust")
        house = (f"{k}={v}" for k, v in own.house)
        added = additions_mark(self.settings)
        more = () if added is None else (added,)
        staff = own.staff.fingerprint if own.staff else None
        try:
            return fingerprints.fingerprint(own.policy, market, own.timezone, *house, *more, staff, trust, own=self.own)
        except ConfigError as error:
            raise ConfigError(f"{self.settings.config}: [shops.{shop}] {error}") from None

    def rules(self, shop: str) -> Rules:
        """The rules in force for a shop, loaded. Raises ConfigError or PolicyError."""
        from aftersales.core.clocks import derive as clock_derive
        from aftersales.ledger.derived.store import Rules

        ledger = self._deriving or self.reader
        key = (shop, self.fingerprint(shop, ledger))
        if key not in self._rules:
            market, _ = shop_queries.shops(ledger)[shop]
            own = self.configured(shop, market)
            policy = self.policy(shop, market)
            zone = ZoneInfo(own.timezone or policy.timezone)
            staff = self._staff(own, zone)

            def derive(case: Case) -> Derived:
                return clock_derive.derive(case, policy, zone)

            def staffed(case: Case) -> Derived:
                from aftersales.core.deadlines.act_by import with_act_by

                found = derive(case)
                return found._replace(clocks=with_act_by(found.clocks, staff))

            self._rules[key] = Rules(
                fingerprint=key[1],
                policy=policy.name,
                zone=zone.key,
                currency=policy.currency,
                checked=policy.checked.isoformat() if policy.checked else None,
                trust=key[1].endswith(";trust"),
                derive=staffed if staff else derive,
                staff=staff,
            )
        return self._rules[key]

    def _staff(self, own: Shop, zone: ZoneInfo) -> StaffCalendar | None:
        """The staff calendar of a shop, whose deadlines are told in `zone`. Raises ConfigError."""
        if own.staff is None:
            return None
        from aftersales.core.time.staff import StaffCalendar

        try:
            holidays = load_calendar(own.staff.holidays) if own.staff.holidays else None
        except PolicyError as error:
            raise ConfigError(f"{self.settings.config}: [shops.{own.name}.staff] holidays: {error}") from None
        return StaffCalendar.of(own.staff, zone, holidays)

    @cached_property
    def _rules(self) -> dict[tuple[str, str], Rules]:
        return {}

    # --- what people type ---------------------------------------------------------------------------------------

    def moment(self, text: str, zone: ZoneInfo, option: str) -> datetime:
        """An instant as typed, as `typed.moment` has it. Raises UsageError."""
        from aftersales import user_input

        return user_input.moment(text, zone, option, self.now)

    def span(self, text: str, option: str) -> timedelta:
        """A length of elapsed time as typed: `2d`, `36h`, `1w`. Raises UsageError."""
        from aftersales import user_input

        return user_input.span(text, option)

    def at(self, text: str | None, zone: ZoneInfo) -> datetime:
        """When something happened, as --at says it: now, where it says nothing. Returns UTC. Raises UsageError."""
        return self.now if text is None else self.moment(text, zone, "--at")
