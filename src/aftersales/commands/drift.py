"""`drift`: the platform's deadlines that differ from the rules', by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales import user_input
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Format, Json, ShopOption
from aftersales.context.app import App
from aftersales.core.deadlines import drift as drifts
from aftersales.core.deadlines.drift import DriftGroup, Fit, Sample
from aftersales.core.rules import describe
from aftersales.core.rules.policy import Policy
from aftersales.language import mark, tr
from aftersales.ledger.facts import records
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.load import tables as policy_tables
from aftersales.rendering.fields.policies import DRIFT_FIELDS, DriftRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import drift as drift_page
from aftersales.text import plain
from aftersales.toml import write as toml_write

typer_app = single()
_RECENT = timedelta(days=90)


class PolicySamples(NamedTuple):
    """The shops that work under one policy, and what the platform's deadlines of their cases say of it."""

    policy: Policy
    name: str
    zone: ZoneInfo
    samples: list[Sample]


@typer_app.command(cls=AppCommand)
def drift(
    ctx: typer.Context,
    shop: ShopOption = None,
    least: Annotated[
        str,
        typer.Option(
            "--min", metavar="SPAN", help=mark("Only differences longer than this, such as 10m or 1h (default).")
        ),
    ] = "1h",
    toml: Annotated[bool, typer.Option("--toml", help=mark("Only the lines for a policy file of your own."))] = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Where platform deadlines differ from those of the rules: by rule, since when, and which term would fit.

    Compared are open cases, and others with a platform deadline in the last 90 days.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    span = user_input.span(least, "--min")
    compared = _gathered(app, shop)
    rows = [row for u in compared for row in _rows(app, u, span)]
    if toml:
        app.output.emit(dict.fromkeys(f"# {plain(row.file or '')}\n{row.toml}\n" for row in rows if row.toml))
    elif chosen in PAGES:
        app.output.page([drift_page.section(r) for r in rows], chosen)
    else:
        app.output.emit_view(View(DRIFT_FIELDS, rows), chosen)
    app.output.notice(drift_page.summary(rows, sum(len(u.samples) for u in compared), span))


def _gathered(app: App, shop: str | None) -> list[PolicySamples]:
    """What there is to compare, by policy and zone."""
    ledger = app.ledger.current()
    only = shop_queries.shop_named(ledger, shop) if shop else None
    by_policy: dict[tuple[str, str, str], PolicySamples] = {}
    for name, (market, _) in shop_queries.shops(ledger).items():
        if only not in (None, name):
            continue
        rules, policy = app.rules.of(ledger)[name], app.rules.policy(name, market)
        zone = ZoneInfo(rules.zone)
        rule_set = app.rules.shop(name, market).policy
        compared = by_policy.setdefault((rule_set, market, zone.key), PolicySamples(policy, rule_set, zone, []))
        ids = shop_queries.stamped_cases(ledger, name, app.now - _RECENT)
        for case in records.load(ledger, ids, trust=rules.trust):
            compared.samples.extend(drifts.samples(case, policy, zone))
    return list(by_policy.values())


def _rows(app: App, compared: PolicySamples, least: timedelta) -> Iterator[DriftRow]:
    groups = drifts.groups(compared.samples, least)
    fits = [drifts.fit(group, compared.policy, compared.zone) for group in groups]
    for group, fit in zip(groups, fits, strict=True):
        same = [(g, f) for g, f in zip(groups, fits, strict=True) if g.rule.id == group.rule.id and f and f.enough]
        yield _row(group, fit, compared, _override(app, compared, same) if fit and fit.enough else None)


def _override(app: App, compared: PolicySamples, same: Sequence[tuple[DriftGroup, Fit]]) -> str:
    """The rule as TOML, with the terms that would fit."""
    rule = same[0][0].rule
    since = min(group.since for group, _ in same).astimezone(compared.zone).date()
    cases = sum(fit.cases for _, fit in same)
    tables = policy_tables(compared.name, compared.policy.market, app.configuration.own_policies)["rule"]
    raw = next(dict(t) for t in tables if t["id"] == rule.id)["terms"]
    origin = {
        "source": tr("platform deadlines of {cases} cases (aftersales drift)", cases=cases),
        "dated": app.now.astimezone(compared.zone).date(),
        "confidence": "low",
    }
    terms = drifts.rewritten_terms(rule, raw, [(group.term, fit) for group, fit in same], since, origin)
    return "".join(f"{line}\n" for line in toml_write.terms(rule.id, terms))


def _row(group: DriftGroup, fit: Fit | None, compared: PolicySamples, toml: str | None) -> DriftRow:
    policy, spans = compared.policy, [s.drift for s in group.drifting]
    of_market = f"-{policy.market.lower()}"
    file = policy.name if policy.name.endswith(of_market) else policy.name + of_market
    return DriftRow(
        policy=policy.name,
        market=policy.market,
        rule=group.rule.id,
        limits=group.term.limit_text() or None,
        duty=group.rule.duty,
        term=describe.length_text(group.term),
        compared=len(group.samples),
        drifting=len(group.drifting),
        median_seconds=group.median,
        least_seconds=min(spans),
        most_seconds=max(spans),
        since=group.since.astimezone(compared.zone),
        cases=list(dict.fromkeys(s.case for s in group.drifting)),
        fit=str(fit.best) if fit else None,
        fits=fit.hits if fit else None,
        fit_of=fit.of if fit else sum(s.exact and s.start >= group.since for s in group.samples),
        fit_cases=fit.cases if fit else None,
        also=[str(c) for c in fit.also] if fit else [],
        toml=toml,
        file=f"{file}.toml" if toml else None,
    )
