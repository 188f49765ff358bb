"""`policy impact`: the deadlines that a change of rules moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.actions.policies import review, sets
from aftersales.commandline import options
from aftersales.commandline.options import Format, Json, ShopOption
from aftersales.context.app import App
from aftersales.context.rules_in_force import RuleBook
from aftersales.core.clocks import moved_deadlines
from aftersales.core.clocks.moved_deadlines import MovedDeadline
from aftersales.core.deadlines.rules_change import DeadlineMove
from aftersales.errors import PolicyError, UsageError
from aftersales.language import mark, tr, trn
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import deadline_changes, store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import with_file
from aftersales.policies.own_files import OwnPolicies
from aftersales.rendering.fields.moved_deadlines import IMPACT_FIELDS, ImpactRow, Zones
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import policies as policy_page
from aftersales.settings.model import Shop

_STORED = mark("The stored deadlines follow the rules in force; nothing would move.")


class Moved(NamedTuple):
    """The deadlines that move in one shop: its zones, how many open cases were looked at, the rows of the list."""

    shop: str
    zones: Zones
    cases: int
    rows: list[ImpactRow]


class Impact(NamedTuple):
    """What moves, shop by shop; `why` there is nothing of it, and `lead`, words before the summary of it."""

    shops: list[Moved]
    why: str
    lead: str = ""


def impact(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help=mark("A policy file to try as one of your own (default: changes already made)."),
        ),
    ] = None,
    name: options.TakenAs = None,
    shop: ShopOption = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Which deadlines of open cases would move, from when to when, and the money at risk. Writes nothing."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    app.rules.note_unused_files()
    with app.ledger.as_stored() as ledger:
        only = shop_queries.shop_named(ledger, shop) if shop else None
        shops = [s for s in shop_queries.shops(ledger) if only in (None, s)]
        if file is None:
            moves = Impact(list(_pending(app, ledger, shops)), tr(_STORED))
        else:
            moves = _of_file(app, ledger, file, name, shops, only)
    if chosen in PAGES:
        _page(app, moves.shops, chosen)
    else:
        app.output.emit_view(View(IMPACT_FIELDS, [row for moved in moves.shops for row in moved.rows]), chosen)
    summary = [moves.lead, *_summary(moves.shops, app.now)] if moves.shops else [moves.why]
    app.output.notice(text.sentences(summary))


def _of_file(app: App, ledger: Connection, file: Path, name: str | None, shops: list[str], only: str | None) -> Impact:
    """What a file would move; in the one shop that was asked for as though it worked under it. Raises PolicyError with
    all that `policy check` finds in the file.
    """
    path = sets.file_of(file)
    stem, own_policies = with_file(app.configuration.own_policies, path, name)
    file_review = review.review_file(app, stem, own_policies, path)
    if file_review.mistakes:
        raise PolicyError([*file_review.mistakes, *([file_review.advice] if file_review.advice else [])])
    under = sets.under(app, stem, own_policies)
    if only is not None and only not in under:
        shop = _under(app, ledger, file, stem, own_policies, only)
        lead = tr("If {shop} used {policy}:", shop=only, policy=shop.policy)
        return Impact(list(_as_if(app, app.rules.with_own(own_policies, shop), ledger, shops)), tr(_STORED), lead)
    moved_shops = list(_as_if(app, app.rules.with_own(own_policies), ledger, shops))
    lies_there = own_policies.files[stem] == app.configuration.own_policies.files.get(stem)
    moved_shops += _pending(app, ledger, shops) if lies_there else ()
    return Impact(moved_shops, tr(_STORED) if under else _nobody(ledger, file, stem, own_policies, name))


def _under(app: App, ledger: Connection, file: Path, stem: str, own_policies: OwnPolicies, shop: str) -> Shop:
    """A shop as it would be under a file. Raises UsageError where that is for another market."""
    market, _ = shop_queries.shops(ledger)[shop]
    policy = next((name for name, code in sets.uses(stem, own_policies) if code == market), None)
    if policy is None:
        raise UsageError(
            tr(
                "{file} is read as {stem}, which is not for {market}, the market of {shop}.",
                file=file,
                stem=stem,
                market=market,
                shop=shop,
            )
        )
    return app.rules.shop(shop, market)._replace(policy=policy)


def _nobody(ledger: Connection, file: Path, stem: str, own_policies: OwnPolicies, name: str | None) -> str:
    """The sentence that no shop works under a file, and how to see what would change if one did."""
    sentence = tr("{file} is read as {stem}, and no shop uses it; nothing would move.", file=file, stem=stem)
    markets = {market for _, market in sets.uses(stem, own_policies)}
    shop = next((s for s, (market, _) in shop_queries.shops(ledger).items() if market in markets), None)
    if shop is None:
        return sentence
    taken_as = f" --as {name}" if name else ""
    hint = tr(
        "To see what would move if {shop} used it: aftersales policy impact {arguments} --shop {shop}",
        shop=shop,
        arguments=f"{file}{taken_as}",
    )
    return text.sentences([sentence, hint])


def _pending(app: App, ledger: Connection, shops: list[str]) -> Iterator[Moved]:
    """What the ledger has stored against what the rules in force give, for the shops whose rules have changed."""
    marks = shop_queries.fingerprints(ledger)
    for shop in shops:
        if marks.get(shop) != app.rules.of(ledger).fingerprint(shop):
            rules, ids = app.rules.of(ledger)[shop], store.live_cases(ledger, app.now, shop)
            after = deadline_changes.derived_now(ledger, ids, rules)
            yield _moved(
                ledger,
                shop,
                rules,
                len(ids),
                moved_deadlines.compare_rules(deadline_changes.stored(ledger, shop, app.now), after),
            )


def _as_if(app: App, other: RuleBook, ledger: Connection, shops: list[str]) -> Iterator[Moved]:
    """What the rules in force give against what they would give with the file, for the shops that it is for."""
    for shop in shops:
        if app.rules.of(ledger).fingerprint(shop) == other.of(ledger).fingerprint(shop):
            continue
        ids, rules = store.live_cases(ledger, app.now, shop), app.rules.of(ledger)[shop]
        after = deadline_changes.derived_now(ledger, ids, other.of(ledger)[shop])
        moves = moved_deadlines.compare_rules(deadline_changes.derived_now(ledger, ids, rules), after)
        yield _moved(ledger, shop, rules, len(ids), moves)


def _moved(ledger: Connection, shop: str, rules: ShopRules, cases: int, moves: list[MovedDeadline]) -> Moved:
    zones = Zones(ZoneInfo(rules.zone), rules.staff.zone if rules.staff else None)
    return Moved(shop, zones, cases, [_row(ledger, move, zones) for move in moves])


def _row(ledger: Connection, moved: MovedDeadline, zones: Zones) -> ImpactRow:
    key, before, after = moved.key, moved.before, moved.after
    case, standing = find.stored_case(ledger, key.case), moved.after or moved.before
    return ImpactRow(
        move=DeadlineMove(
            key.case,
            key.duty,
            key.owner,
            moved.change,
            before.due if before else None,
            after.due if after else None,
            before.act_by if before else None,
            after.act_by if after else None,
        ),
        order=case.order,
        shop=case.shop,
        kind=case.kind,
        rule=standing.rule if standing else None,
        outcome=standing.outcome if standing else "",
        at_risk=standing.at_risk if standing else None,
        zones=zones,
    )


def _summary(moved_shops: list[Moved], now: datetime) -> Iterator[str]:
    """What would move, in sentences."""
    rows = [row for moved in moved_shops for row in moved.rows]
    shifts = [row.move.shift_seconds or 0 for row in rows if row.move.change == "moved"]
    acts = sum(row.move.change == "act-by" for row in rows)
    counts = [
        (sum(s > 0 for s in shifts), mark("{number} later", "moved deadlines")),
        (sum(s < 0 for s in shifts), mark("{number} earlier", "moved deadlines")),
        (sum(row.move.change == "new" for row in rows), mark("{number} new", "moved deadlines")),
        (sum(row.move.change == "gone" for row in rows), mark("{number} gone", "moved deadlines")),
    ]
    yield trn(
        "{count} open case of {shops} was checked.",
        "{count} open cases of {shops} were checked.",
        sum(moved.cases for moved in moved_shops),
        shops=text.listed(m.shop for m in moved_shops),
    )
    moved, directions = len(rows) - acts, text.enumerated(tr(what, number=n) for n, what in counts if n)
    yield (
        trn("{count} deadline would move: {how}.", "{count} deadlines would move: {how}.", moved, how=directions)
        if moved
        else tr("No deadline would move.")
    )
    if acts:
        yield trn("{count} act-by time would move.", "{count} act-by times would move.", acts)
    if late := sum(policy_page.overdue_at_once(row.move, now) for row in rows):
        yield tr("{count} would be overdue at once.", count=late)
    yield tr("Nothing was written.")


def _page(app: App, moved_shops: list[Moved], form: str) -> None:
    pages = [
        Section(m.shop, (), [policy_page.move_line(row, app.now) for row in m.rows]) for m in moved_shops if m.rows
    ]
    app.output.page(pages, form)
