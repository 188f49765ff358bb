"""`policy list`: the rule sets that shops work under."""

from __future__ import annotations

import typer

from aftersales.actions.policies import sets
from aftersales.actions.policies.sets import Choice
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.commands.policy.show import OnlyMarket, head_of, row_of
from aftersales.context.app import App
from aftersales.errors import ConfigError, PolicyError
from aftersales.language import tr
from aftersales.policies.find import candidate_layers, market_code, markets, stated_market
from aftersales.policies.find import names as policy_names
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields.policies import POLICY_FIELDS, RuleSetRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import policies as policy_page


def list_(ctx: typer.Context, market: OnlyMarket = None, form: FormatWithoutIds = None, as_json: Json = False) -> None:
    """Every rule set in every market: its files, its calendar, when it was checked, and the shops that use it."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    app.rules.note_unused_files()
    codes = [market_code(market)] if market else list(markets())
    using, own_policies = sets.shops(app), app.configuration.own_policies
    rule_sets = [_set(app, Choice(name, code), using) for name in policy_names(own_policies) for code in codes]
    rows = [row for row in rule_sets if row is not None]
    if chosen in PAGES:
        app.output.table(DocumentTable(*policy_page.sets(rows)), chosen, [tr(title) for title in policy_page.SPARE])
        app.output.notice(
            tr("Your own files: {folder}", folder=own_policies.folder or app.configuration.file.parent / "policies")
        )
    else:
        app.output.emit_view(View(POLICY_FIELDS, rows), chosen)


def _set(app: App, choice: Choice, using: dict[str, Choice]) -> RuleSetRow | None:
    """A row of the list; None where the rule set is not for that market. One with mistakes stays in the list."""
    try:
        return head_of(app, sets.load(app, choice), choice, using)
    except ConfigError:
        return None
    except PolicyError as error:
        stack = candidate_layers(choice.policy, choice.market, app.configuration.own_policies)
        if any(stated_market(x.file) not in (None, choice.market) for x in stack[:1]):
            return None
        facts = markets()[choice.market]
        return row_of(
            app, choice, using, title="", files=[x.label for x in stack], is_own=any(x.is_own for x in stack),
            timezone=facts.timezone, currency=facts.currency, mistakes=len(error.mistakes),
        )  # fmt: skip
