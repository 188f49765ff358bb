"""`policy diff`: two rule sets compared, rule by rule."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.policies import sets
from aftersales.actions.policies.sets import Choice
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.context.app import App
from aftersales.core.rules import diff as rule_diff
from aftersales.core.rules.diff import FieldChange, RuleDifference
from aftersales.core.rules.policy import Policy
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies import find
from aftersales.policies.find import market_code, with_file
from aftersales.policies.own_files import NO_POLICIES, OwnPolicies
from aftersales.rendering.fields.policies import DIFF_FIELDS, DiffRow
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import policies as policy_page


class Side(NamedTuple):
    """One of the two that are compared: a rule set, and the files of the seller's own that count for it."""

    choice: Choice
    own_policies: OwnPolicies
    label: str


def diff(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help=mark("A rule set by its name, or a policy file."))],
    second: Annotated[
        str | None,
        typer.Argument(
            metavar="[B]",
            help=mark("The other (default: the built-in A is compared with A changed by your own files)."),
        ),
    ] = None,
    market: Annotated[
        str | None, typer.Option("--market", metavar="MARKET", help=mark("In this market, such as GB."))
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help=mark("Treat a file as if it had this name, such as tiktok-gb.")),
    ] = None,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """What differs between two rule sets: which rules are new, gone or changed, and what changed in them."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    a, b = _sides(app, first, second, market, name)
    before, after = _load(app, a), _load(app, b)
    whole, differences = rule_diff.general_changes(before, after), rule_diff.rule_differences(before, after)
    if chosen in PAGES:
        title = tr("{first} and {second}, in {market}", first=a.label, second=b.label, market=before.market)
        app.output.page(_sections(title, whole, differences), chosen)
    else:
        rows = ([DiffRow("", None, "changed", whole, None, None)] if whole else []) + [_row(d) for d in differences]
        app.output.emit_view(View(DIFF_FIELDS, rows), chosen)
    if not whole and not differences:
        app.output.notice(
            tr("{first} and {second} are the same in {market}.", first=a.label, second=b.label, market=before.market)
        )


def _sides(app: App, first: str, second: str | None, market: str | None, name: str | None) -> tuple[Side, Side]:
    if second is None:
        b = _side(app, first, market, name)
        return Side(b.choice, NO_POLICIES, tr("{policy} as built in", policy=b.choice.policy)), b
    code = market or _market(first, app, name) or _market(second, app, name)
    return _side(app, first, code, name), _side(app, second, code, name)


def _market(argument: str, app: App, name: str | None) -> str | None:
    """The market that a name or a file says it is for."""
    if not sets.is_file(argument):
        code = argument.rpartition("-")[2].upper()
        return code if code in find.markets() else None
    stem, own_policies = with_file(app.configuration.own_policies, sets.file_of(argument), name)
    markets = {m for _, m in sets.uses(stem, own_policies)}
    return markets.pop() if len(markets) == 1 else None


def _side(app: App, argument: str, market: str | None, name: str | None) -> Side:
    if not sets.is_file(argument):
        return Side(
            sets.chosen(app, argument, None, market)._replace(shop=None), app.configuration.own_policies, argument
        )
    stem, own_policies = with_file(app.configuration.own_policies, sets.file_of(argument), name)
    code = market_code(market) if market else None
    uses = [Choice(n, m) for n, m in sets.uses(stem, own_policies) if code in (None, m)]
    if len({u.market for u in uses}) > 1:
        known = {c.market for c in sets.shops(app).values()}
        uses = [u for u in uses if u.market in known] if len(known) == 1 else uses
    if len(uses) != 1:
        raise UsageError(
            tr("{argument}: the market to compare in is missing; add it, such as --market GB.", argument=argument)
        )
    return Side(uses[0], own_policies, argument)


def _load(app: App, side: Side) -> Policy:
    return sets.load(app, side.choice, side.own_policies)


def _row(difference: RuleDifference) -> DiffRow:
    before, after = difference.before, difference.after
    named = before or after
    return DiffRow(
        rule=named.id if named else "",
        other=after.id if before and after and after.id != before.id else None,
        change=difference.change,
        changes=difference.changes,
        before_file=before.file if before else None,
        after_file=after.file if after else None,
    )


def _sections(title: str, whole: list[FieldChange], differences: list[RuleDifference]) -> list[Section]:
    general = [Section(title, (), list(policy_page.change_lines(whole)))] if whole else []
    return [*general, *(policy_page.difference_section(d) for d in differences)]
