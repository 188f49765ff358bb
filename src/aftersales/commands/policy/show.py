"""`policy show`: the rules of one rule set."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from aftersales.actions.policies import sets
from aftersales.actions.policies.sets import Choice
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.context.app import App
from aftersales.core.rules import describe
from aftersales.core.rules.policy import Policy
from aftersales.language import mark
from aftersales.policies.find import candidate_layers
from aftersales.policies.find import stack as policy_stack
from aftersales.rendering.fields.policies import TERM_FIELDS, RuleSetRow, RuleTerm
from aftersales.rendering.fields.setup.rule_set import SHOWN_POLICY_FIELDS, ShownPolicy
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import policies as policy_page

OnlyShop = Annotated[str | None, typer.Option("--shop", metavar="SHOP", help=mark("As this shop uses it."))]
OnlyMarket = Annotated[str | None, typer.Option("--market", metavar="MARKET", help=mark("In this market, such as GB."))]


def show(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help=mark("A rule set, such as tiktok or tiktok-gb."))
    ] = None,
    shop: OnlyShop = None,
    market: OnlyMarket = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="RULE", help=mark("Only this rule, by its id."))] = None,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """A rule set in force: each rule with its terms, its sources and its file."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    choice = sets.chosen(app, name, shop, market)
    policy = sets.load(app, choice)
    rules = [r for r in policy.rules if rule in (None, r.id)]
    if not rules and rule is not None:
        raise sets.no_rule(rule, policy.name, [r.id for r in policy.rules])
    using = sets.shops(app)
    head = head_of(app, policy, choice, using)
    if chosen in PAGES:
        opening = [] if rule else [policy_page.head(head, policy)]
        pages = [*opening, *(policy_page.rule_section(r) for r in rules)]
        app.output.page(pages, chosen)
    elif chosen == "json":
        overlays = [o for o in policy.overlays if rule is None or any(o.applies_to(r) for r in rules)]
        app.output.emit_one(View(SHOWN_POLICY_FIELDS, [ShownPolicy(head, rules, overlays)]), chosen)
    else:
        app.output.emit_view(View(TERM_FIELDS, [RuleTerm(r, term) for r in rules for term in r.terms]), chosen)


def head_of(app: App, policy: Policy, choice: Choice, using: dict[str, Choice]) -> RuleSetRow:
    """What heads the page of a rule set."""
    stack = policy_stack(choice.policy, choice.market, app.configuration.own_policies)
    checked, today = policy.checked, _today(app, policy.timezone)
    answering = describe.response_time(policy, today) or (None, None)
    return row_of(
        app,
        choice,
        using,
        title=policy.title,
        is_own=any(x.is_own for x in stack),
        files=[x.label for x in stack],
        timezone=policy.timezone,
        currency=policy.currency,
        calendar=policy.calendar.name if policy.calendar.known else None,
        known_through=policy.calendar.known_through,
        checked=checked,
        checked_days_ago=(today - checked).days if checked else None,
        rules=len(policy.rules),
        respond=answering[0],
        confidence=answering[1],
    )


def _today(app: App, zone: str) -> date:
    from zoneinfo import ZoneInfo

    return app.now.astimezone(ZoneInfo(zone)).date()


def row_of(app: App, choice: Choice, using: dict[str, Choice], **known: Any) -> RuleSetRow:
    """A row of the list; `known` has its fields but those about the choice."""
    top = candidate_layers(choice.policy, choice.market, app.configuration.own_policies)[:1]
    shops = [
        name
        for name, c in using.items()
        if c.market == choice.market and candidate_layers(c.policy, c.market, app.configuration.own_policies)[:1] == top
    ]
    return RuleSetRow(policy=choice.policy, market=choice.market, shops=shops, **known)
