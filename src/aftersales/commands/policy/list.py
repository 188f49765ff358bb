"""`policy list`: the rule sets that shops work under."""

from __future__ import annotations

import sys
from typing import Any

import typer

from aftersales.actions.policies import sets
from aftersales.actions.policies.sets import Choice
from aftersales.commandline.options import Format, Json
from aftersales.commands.policy.show import OnlyMarket, head_of, row_of
from aftersales.context.app import Desk
from aftersales.errors import ConfigError, PolicyError
from aftersales.policies.find import market_code, market_said, markets, maybe_stack
from aftersales.policies.find import names as policy_names
from aftersales.rendering.fields.policies import POLICY_FIELDS
from aftersales.rendering.fields.view import View
from aftersales.rendering.pages import policies as policy_page


def list_(ctx: typer.Context, market: OnlyMarket = None, form: Format = None, as_json: Json = False) -> None:
    """Every rule set in every market: its files, its calendar, when it was checked, the shops that work under it."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    desk.name_strays()
    codes = [market_code(market)] if market else list(markets())
    using = sets.shops(desk)
    found = [_set(desk, Choice(name, code), using) for name in policy_names(desk.own) for code in codes]
    rows = [row for row in found if row is not None]
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        terminal.table(terminal.console(sys.stdout, color=desk.color), *policy_page.sets(rows), policy_page.SPARE)
        desk.say(f"Your own files: {desk.own.folder or desk.config.parent / 'policies'}")
    else:
        desk.emit_view(View(POLICY_FIELDS, rows), chosen)


def _set(desk: Desk, choice: Choice, using: dict[str, Choice]) -> dict[str, Any] | None:
    """A row of the list; None where the rule set is not for that market. One with mistakes stays in the list."""
    try:
        return head_of(desk, sets.load(desk, choice), choice, using)
    except ConfigError:
        return None
    except PolicyError as error:
        stack = maybe_stack(choice.policy, choice.market, desk.own)
        if any(market_said(x.file) not in (None, choice.market) for x in stack[:1]):
            return None
        facts = markets()[choice.market]
        return row_of(
            desk, choice, using, title="", files=[x.told for x in stack], own=any(x.own for x in stack),
            timezone=facts["timezone"], currency=facts["currency"], mistakes=len(error.mistakes),
        )  # fmt: skip
