"""Rule sets by name or file, and the shops under them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aftersales import text
from aftersales.context.app import App
from aftersales.core.rules.policy import Policy
from aftersales.errors import ConfigError, LedgerError, UsageError
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies import find
from aftersales.policies.find import candidate_layers, market_code, market_in, stated_market
from aftersales.policies.find import names as policy_names
from aftersales.policies.load import load as load_policy
from aftersales.policies.own_files import OwnPolicies


class Choice(NamedTuple):
    """A rule set in a market; `shop` where it is meant as that shop has it."""

    policy: str
    market: str
    shop: str | None = None


def shops(app: App) -> dict[str, Choice]:
    """Every shop of the ledger and the configuration, with the rule set and market it works under."""
    known = {name: app.rules.market_of(shop) for name, shop in app.settings.shops.items()}
    if app.settings.ledger.exists():
        try:
            with app.ledger.as_stored() as ledger:
                known |= {name: market for name, (market, _) in shop_queries.shops(ledger).items()}
        except LedgerError:
            pass  # the rules can be read without it
    return {name: Choice(app.rules.shop(name, known[name]).policy, known[name], name) for name in sorted(known)}


def chosen(app: App, name: str | None, shop: str | None, market: str | None) -> Choice:
    """The rule set meant by NAME, --shop and --market. Raises UsageError or ConfigError naming what there is."""
    known, code = shops(app), market_code(market) if market else None
    if shop is not None:
        if shop not in known:
            raise ConfigError(
                tr("no shop {shop!r}; known are {known}.", shop=shop, known=text.listed(known) or tr("none"))
            )
        of_shop = known[shop]
        if code not in (None, of_shop.market):
            raise UsageError(
                tr("--market {market}: shop {shop} is in {actual}.", market=market, shop=shop, actual=of_shop.market)
            )
        return of_shop if name in (None, of_shop.policy) else Choice(str(name), of_shop.market)
    if name is not None:
        if name not in (have := policy_names(app.configuration.own_policies)) and market_in(name) is None:
            raise ConfigError(tr("policy {name!r} is not known; known are {names}", name=name, names=text.listed(have)))
        return Choice(name, code or _market_of(name, known))
    here = [c for c in known.values() if code in (None, c.market)]
    if len(here) == 1:
        return here[0]
    if code is not None:
        names = {c.policy for c in here} or {"tiktok"}
        if len(names) == 1:
            return Choice(names.pop(), code)
    raise UsageError(tr("which rule set? Give its NAME, --shop or --market; `aftersales policy list` shows them."))


def _market_of(name: str, known: dict[str, Choice]) -> str:
    """The one market that a rule set is for: by its name, by what it says, by the shops under it, by the only shop."""
    if (code := market_in(name)) is not None:
        return code
    markets = {c.market for c in known.values() if c.policy == name} or {c.market for c in known.values()}
    if len(markets) == 1:
        return markets.pop()
    raise UsageError(tr("{name} may be for several markets; choose one with --market, such as --market GB.", name=name))


def load(app: App, choice: Choice, own_policies: OwnPolicies | None = None) -> Policy:
    """A rule set, as a shop has it where one is meant. Raises ConfigError, PolicyError."""
    if choice.shop is not None and own_policies is None:
        return app.rules.policy(choice.shop, choice.market)
    return load_policy(choice.policy, choice.market, app.settings.house, own_policies or app.configuration.own_policies)


def no_rule(rule: str, policy: str, known: Sequence[str]) -> UsageError:
    """The error for a rule set without a rule of that id."""
    from difflib import get_close_matches

    near = get_close_matches(rule, known, n=1)
    hint = tr("Did you mean {near!r}?", near=near[0]) if near else tr("`aftersales policy show` lists its rules.")
    return UsageError(tr("{policy} has no rule {rule!r}. {hint}", policy=policy, rule=rule, hint=hint))


def is_file(argument: str) -> bool:
    """Whether a name given for a rule set is that of a file."""
    return argument.lower().endswith(".toml") or "/" in argument or "\\" in argument


def uses(stem: str, own_policies: OwnPolicies) -> list[tuple[str, str]]:
    """Every rule set and market in which the file that counts under this name has a part: (name, market)."""
    code = market_in(stem)
    pairs = [(stem.rpartition("-")[0], code)] if code else [(stem, market) for market in find.markets()]
    stated = stated_market(own_policies.files[stem])
    if stated is not None and len(pairs) > 1:
        pairs = [(stem, stated)]
    return [p for p in pairs if any(x.is_own and x.stem == stem for x in candidate_layers(*p, own_policies))]


def under(app: App, stem: str, own_policies: OwnPolicies) -> list[str]:
    """The shops in whose rules the file that counts under this name has a part."""
    stacks = {name: candidate_layers(c.policy, c.market, own_policies) for name, c in shops(app).items()}
    return [name for name, layers in stacks.items() if any(x.is_own and x.stem == stem for x in layers)]


def duties(app: App) -> frozenset[str]:
    """What the built-in rules of every market ask for."""
    return frozenset(r.duty for m in find.markets() for r in load_policy("tiktok", m, app.settings.house).rules)


def file_of(path: str | Path) -> Path:
    """A policy file by its path. Raises UsageError where there is none."""
    if not Path(path).is_file():
        raise UsageError(
            tr("no file {path}. Give the path of a policy file, such as policies/tiktok-gb.toml.", path=path)
        )
    return Path(path)
