"""`policy show`: the rules of one rule set."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from aftersales.actions.policies import sets
from aftersales.actions.policies.sets import Choice
from aftersales.commandline.options import Format, Json
from aftersales.context.app import App
from aftersales.core.rules import describe
from aftersales.core.rules.policy import Overlay, Policy, Rule, Term
from aftersales.policies.find import candidate_layers
from aftersales.policies.find import stack as policy_stack
from aftersales.rendering import formats
from aftersales.rendering.fields.policies import OVERLAY_FIELDS, POLICY_FIELDS, RULE_FIELDS, TERM_FIELDS
from aftersales.rendering.fields.view import View
from aftersales.rendering.pages import policies as policy_page

OnlyShop = Annotated[str | None, typer.Option("--shop", metavar="SHOP", help="As this shop has it.")]
OnlyMarket = Annotated[str | None, typer.Option("--market", metavar="MARKET", help="In this market, such as GB.")]


def show(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A rule set, such as tiktok or tiktok-gb.")
    ] = None,
    shop: OnlyShop = None,
    market: OnlyMarket = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Only this rule, by its id.")] = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """A rule set as it is in force: each rule with its terms, its sources and the file it came from."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    choice = sets.chosen(app, name, shop, market)
    policy = sets.load(app, choice)
    rules = [r for r in policy.rules if rule in (None, r.id)]
    if not rules and rule is not None:
        raise sets.no_rule(rule, policy.name, [r.id for r in policy.rules])
    using = sets.shops(app)
    head = head_of(app, policy, choice, using)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        about = [] if rule else [policy_page.head(head, policy)]
        pages = [*about, *(policy_page.rule_section(r) for r in rules)]
        terminal.page(terminal.console(sys.stdout, color=app.output.color), pages)
    elif chosen == "json":
        longer = [_overlay(o) for o in policy.overlays if rule is None or any(o.applies_to(r) for r in rules)]
        parts = {"rules": View(RULE_FIELDS, [_rule(r) for r in rules]), "overlays": View(OVERLAY_FIELDS, longer)}
        app.output.emit([formats.one({**head, **{key: list(view.objects()) for key, view in parts.items()}})])
    else:
        app.output.emit_view(View(TERM_FIELDS, [_term(r, t) for r in rules for t in r.terms]), chosen)


def head_of(app: App, policy: Policy, choice: Choice, using: dict[str, Choice]) -> dict[str, Any]:
    """What heads the page of a rule set."""
    stack = policy_stack(choice.policy, choice.market, app.configuration.own_policies)
    checked, today = policy.checked, _today(app, policy.timezone)
    answering = describe.response_time(policy, today) or (None, None)
    return row_of(
        app,
        choice,
        using,
        title=policy.title,
        own=any(x.is_own for x in stack),
        files=[x.label for x in stack],
        timezone=policy.timezone,
        currency=policy.currency,
        calendar=policy.calendar.name if policy.calendar.known else None,
        known_through=policy.calendar.known_through,
        checked=checked.isoformat() if checked else None,
        checked_days_ago=(today - checked).days if checked else None,
        rules=len(policy.rules),
        respond=answering[0],
        confidence=answering[1],
    )


def _today(app: App, zone: str) -> date:
    from zoneinfo import ZoneInfo

    return app.now.astimezone(ZoneInfo(zone)).date()


def row_of(app: App, choice: Choice, using: dict[str, Choice], **known: Any) -> dict[str, Any]:
    """A rule set as its fields have it."""
    top = candidate_layers(choice.policy, choice.market, app.configuration.own_policies)[:1]
    shops = [
        name
        for name, c in using.items()
        if c.market == choice.market and candidate_layers(c.policy, c.market, app.configuration.own_policies)[:1] == top
    ]
    empty = {f.name: None for f in POLICY_FIELDS} | {"rules": 0, "mistakes": 0}
    return {**empty, "policy": choice.policy, "market": choice.market, "shops": shops, **known}


def _rule(rule: Rule) -> dict[str, Any]:
    extension, pauses = rule.extension, rule.pauses
    return {
        "rule": rule.id,
        "duty": rule.duty,
        "owner": rule.owner,
        "when": {fact: sorted(values) for fact, values in rule.when.items()},
        "starts": sorted(rule.starts),
        "stops": sorted(rule.stops),
        "outcome": rule.outcome,
        "note": rule.note or None,
        "file": rule.file,
        "terms": list(_terms(rule)),
        "extension": {"length": str(extension.length), "times": extension.times} if extension else None,
        "pauses": {
            "from": sorted(pauses.since), "until": sorted(pauses.until),
            "most": str(pauses.most) if pauses.most else None,
        } if pauses else None,
    }  # fmt: skip


def _overlay(overlay: Overlay) -> dict[str, Any]:
    return {
        "name": overlay.name,
        "from": _day(overlay.since),
        "until": _day(overlay.until),
        "rules": sorted(overlay.rules),
        "duties": sorted(overlay.duties),
        "length": str(overlay.length) if overlay.length else None,
        "plus": str(overlay.plus) if overlay.plus else None,
        "source": overlay.source,
        "url": overlay.url,
        "dated": _day(overlay.dated),
        "confidence": overlay.confidence,
        "note": overlay.note or None,
    }


def _terms(rule: Rule) -> Iterator[dict[str, Any]]:
    of_rule = ("rule", "duty", "owner", "outcome", "file")
    for term in rule.terms:
        yield {key: value for key, value in _term(rule, term).items() if key not in of_rule}


def _term(rule: Rule, term: Term) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "duty": rule.duty,
        "owner": rule.owner,
        "length": str(term.length),
        "ends": str(term.ends) if term.ends else None,
        "from": _day(term.since),
        "until": _day(term.until),
        "limits": term.limit_text() or None,
        "outcome": rule.outcome,
        "source": term.source,
        "url": term.url,
        "dated": _day(term.dated),
        "confidence": term.confidence,
        "note": term.note or None,
        "file": rule.file,
        "started_on": describe.start_days_text(term) or None,
        "cut_off": f"{term.cut_off.at:%H:%M}" if term.cut_off else None,
        "timezone": term.zone.key if term.zone else None,
        "first_day": ("same-day" if term.cut_off.same_day else "next-day") if term.cut_off else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
