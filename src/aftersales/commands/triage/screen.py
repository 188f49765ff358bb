"""One screen of `triage`: a case as it stands now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions import due_list
from aftersales.actions.claims import claim_list
from aftersales.actions.modes import compare, request_rules
from aftersales.actions.record import evidence as proof_steps
from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.cases.timeline import is_parcel_undated
from aftersales.core.clocks import snooze
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import ShopData
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import optional_money
from aftersales.core.triage import keys
from aftersales.core.triage.keys import KeyBinding
from aftersales.core.vocabulary import REQUEST_KINDS, label
from aftersales.errors import AftersalesError, NoSuchCase
from aftersales.language import tr
from aftersales.ledger.derived import store
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.fields.claims import hint as claim_hint
from aftersales.rendering.fields.compared_return import shell_key
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages import timeline as timeline_page
from aftersales.rendering.pages.due import Note
from aftersales.rendering.pages.modes import mode_comparison as comparison_page
from aftersales.rendering.pages.triage import Fact, TriagePage


class CaseScreen(NamedTuple):
    """A case as it stood when its screen was drawn. `actions` are its lines of the list, whosever duty they are."""

    case: Case
    row: StoredCase
    derived: Derived
    zone: ZoneInfo
    actions: Sequence[Action]
    shop: ShopData
    seller_center: str | None = None

    def waits(self, *, whole: bool) -> bool:
        """Whether it still waits for a decision of the seller; with `whole` for anything that the seller does."""
        mine = [a for a in self.actions if a.owner == "seller" and a.confirmed]
        return any(whole or a.stake in ASKING for a in mine)


# What asks for a decision; all else of a case is work or a look.
ASKING = frozenset({"money", "right"})


def case_screen(app: App, number: int) -> CaseScreen:
    """The case now. Raises NoSuchCase where it is gone: taken back, or merged into another."""
    meant = find.find_case(app.ledger.current(), str(number))
    if meant != number:
        raise NoSuchCase(tr("case {number} is now part of case {meant}.", number=number, meant=meant))
    ledger = app.ledger.current()
    case, rules, derived = store.derive_case(ledger, number, app.rules.of(ledger))
    shops = shop_queries.shop_data(ledger)
    filters = due_queries.Filters(owner=None, case=number)
    actions = due_list.actions_due(ledger, app.now, None, filters, shops)
    actions = due_list.with_buyers(app.ledger.current(), actions)
    row = find.stored_case(app.ledger.current(), number)
    pattern = app.rules.shop(case.shop, case.market).seller_center
    return CaseScreen(case, row, derived, ZoneInfo(rules.zone), actions, shops[case.shop], pattern)


def page(
    app: App,
    screen: CaseScreen,
    place: str,
    said: Sequence[Note],
    steps: Sequence[KeyBinding],
    moves: Sequence[KeyBinding],
) -> TriagePage:
    """The case in words."""
    row, state = screen.row, screen.derived.state
    flags = phrases.with_missing(state.flags, row)
    currency = row.any_currency
    return TriagePage(
        notices=said,
        place=place,
        title=tr(
            "case {case}: {kind} in {shop} ({market})",
            case=screen.case.id,
            kind=label(screen.case.kind),
            shop=screen.case.shop,
            market=screen.case.market,
        ),
        now=due_page.when(app.now.astimezone(screen.zone), app.now),
        about=list(_about(screen)),
        goods=(_goods(row), f"SKU {row.sku}" if row.sku else ""),
        people=list(_people(screen)),
        duties=[_duty(a, flags, app) for a in sorted(screen.actions, key=_mine_first)],
        facts=list(_facts(app, screen, flags, steps)),
        past=[
            timeline_page.line(event, mark, screen.zone, currency)
            for event, mark in phrases.marked_events(screen.derived)
        ],
        steps=steps,
        moves=moves,
        more=tr("aftersales show {case}", case=screen.case.id),
    )


def _facts(app: App, screen: CaseScreen, flags: Sequence[str], steps: Sequence[KeyBinding]) -> Iterator[Fact]:
    yield from _buyer_texts(screen.row)
    yield from _stands(screen, flags)
    yield from _shown(screen, app)
    yield from _hints(app, screen, {key.command for key in steps})


def _about(screen: CaseScreen) -> Iterator[str]:
    row, request = screen.row, screen.case.kind in REQUEST_KINDS
    if row.order or request:
        yield tr("order {order}", order=row.order) if row.order else tr("order unknown")
    asked, paid = row.asked, row.order_total
    if asked and paid and asked.currency == paid.currency:
        yield tr("asks {asked} of {paid} paid", asked=asked.decimal(), paid=paid)
    else:
        yield from ([tr("asks {asked}", asked=asked) if asked else tr("amount asked unknown")] if request else [])
        yield from ([tr("{paid} paid", paid=paid)] if paid else [])
    if status := row.order_raw_status or row.order_status:
        yield str(status)


def _goods(row: StoredCase) -> str:
    product = row.product or (tr("product unknown") if row.kind in REQUEST_KINDS else "")
    return due_page.goods(product, row.quantity)


def _people(screen: CaseScreen) -> Iterator[str]:
    if screen.case.kind in REQUEST_KINDS or screen.row.reason:
        yield text.plain(screen.row.reason or tr("reason unknown"))
    if screen.row.buyer:
        yield tr("buyer {buyer}", buyer=text.plain(screen.row.buyer))


def _buyer_texts(row: StoredCase) -> Iterator[Fact]:
    """The variation, such as colour and size, and what the buyer wrote, in a few lines at most."""
    if row.variation:
        yield Fact(tr("variant"), text.excerpt(row.variation, 80), spare=1)
    if row.buyer_note:
        yield Fact(tr("note"), text.excerpt(row.buyer_note, _MOST_SAID))
    if row.buyer_message:
        yield Fact(tr("message"), text.excerpt(row.buyer_message, _MOST_SAID), spare=1)


def _mine_first(action: Action) -> tuple[bool, bool]:
    return action.owner != "seller", not action.confirmed


def _duty(action: Action, flags: Sequence[str], app: App) -> due_page.DueLine:
    """A line of the list, without the flags of the case itself, which are told once."""
    line = due_page.line(action._replace(flags=tuple(f for f in action.flags if f not in flags)), app.now)
    waits = () if action.confirmed else (tr("recorded here, not yet in the platform's data"),)
    return line._replace(marks=(*waits, *line.marks))


def _stands(screen: CaseScreen, flags: Sequence[str]) -> Iterator[Fact]:
    """Where the case is on its axes, and what is special about it."""
    state, currency = screen.derived.state, screen.row.any_currency
    offered, back = optional_money(state.offered, currency), optional_money(state.refunded or None, currency)
    parts = [
        phrases.state_text(screen.row, settled=state.settled) if screen.case.kind in REQUEST_KINDS else "",
        tr("closed") if state.closed and screen.case.kind not in REQUEST_KINDS else "",
        tr("mode {mode}", mode=label(state.mode)) if state.mode != "undecided" else "",
        tr("{amount} offered", amount=offered) if offered else "",
        tr("{amount} refunded so far", amount=back) if back else "",
        tr("arbitration {state}", state=state.arbitration) if state.arbitration != "none" else "",
        tr("appeal {state}", state=state.appeal) if state.appeal != "none" else "",
        tr("cause {cause}", cause=label(state.cause)) if state.cause else "",
        *(phrases.short_flag_text(f) for f in flags),
    ]
    if any(parts):
        yield Fact(tr("state"), text.clauses(part for part in parts if part))


def _shown(screen: CaseScreen, app: App) -> Iterator[Fact]:
    """What the platform's newest data show, and how old they are."""
    latest, as_of = screen.derived.timeline.latest, screen.shop.as_of
    if latest is not None and latest.raw:
        yield Fact(tr("platform"), latest.raw, spare=3)
    if as_of is None:
        yield Fact(tr("data"), tr("none imported yet"), spare=5)
        return
    age = app.now - as_of
    stale, when = age > urgency.STALE, due_page.when(as_of.astimezone(screen.zone), app.now)
    span = text.span(int(age.total_seconds()))
    data = (
        tr("as of {when} ({span} ago)", when=when, span=span)
        if age.total_seconds() >= 0
        else tr("as of {when} ({span} after now)", when=when, span=span)
    )
    shown = tr("{data}, older than 24 h: import a new export", data=data) if stale else data
    yield Fact(tr("data"), shown, warn=stale, spare=1 if stale else 5)


_MOST_SAID = 240  # characters of what a buyer wrote
# Which step each kind of proof is for.
_PROOF = {
    "reject": "reject",
    "refuse": "refused",
    "dispute": "evidence submit",
    "appeal": "appeal",
    "review-appeal": "appeal",
    "claim": "claim submit",
}


def _hints(app: App, screen: CaseScreen, steps: set[str]) -> Iterator[Fact]:
    """What is worth knowing before a key is pressed."""
    case, duties = screen.case, {a.duty for a in screen.actions}
    if case.kind == "return" and "approve" in steps and screen.derived.state.decision != "offered":
        yield from _cheapest(app, screen)
    elif case.kind in request_rules.KINDS and "approve" in steps and screen.derived.state.decision != "offered":
        yield from _by_rule(app, screen)
    step = proof_steps.next_proof_step(case, screen.derived.state)
    if _PROOF[step] in steps and (missing := proof_steps.missing_items(case, screen.derived.timeline, step)):
        word = next(tr(key.word) for key in keys.STEPS if key.command == _PROOF[step])
        needed = proof_steps.alternatives(missing)
        hint = tr("for {step}: {needed}", step=word, needed=needed)
        command = tr("aftersales evidence add {case} FILE --as {proof}", case=case.id, proof=missing[0].id)
        yield Fact(tr("evidence"), hint, command=command, spare=4)
    if case.kind == "review" or "tell-buyer" in duties:
        draft = tr("a message that the market allows:")
        yield Fact(tr("wording"), draft, command=tr("aftersales draft {case}", case=case.id), spare=2)
    if is_parcel_undated(screen.derived.timeline):
        yield Fact(
            tr("parcel"),
            tr("nobody knows when it was sent; `s` asks for it and starts its time"),
        )
    for action in screen.actions:
        if action.duty in ("send-back", "reclaim-postage"):
            yield Fact(tr("goods"), label(screen.derived.state.send_back), command=action.next)
    if (claim := claim_list.claim_hint(app, case, screen.derived)) is not None:
        why, typed = claim_hint.sentence(claim, app.now, screen.zone), claim_hint.command(case.id, claim)
        yield Fact(tr("claim"), why, command=typed)
    if "check" in duties:
        yield Fact(tr("check"), tr("look in Seller Center: record what happened, or confirm that nothing happened"))


def _cheapest(app: App, screen: CaseScreen) -> Iterator[Fact]:
    """What `choose` would find, and what the mode rules decide; where it can't be told, what to set."""
    try:
        compared = compare.compare(
            app, app.ledger.current(), screen.case, screen.derived, None, force=False, at=app.now
        )
    except AftersalesError:
        return
    cheapest = comparison_page.cheapest(compared.comparison)
    ruled = compared.rule.sentence() if compared.rule is not None and compared.rule.decides else ""
    unset = compared.comparison.mode("seller-address").unknown
    key = shell_key("shops", screen.case.shop, "takes_returns")
    command = tr("{command}  # or false", command=tr("aftersales config set {key} true", key=key)) if unset else ""
    yield Fact(tr("cheapest"), text.clauses(part for part in (cheapest, ruled) if part), command=command)


def _by_rule(app: App, screen: CaseScreen) -> Iterator[Fact]:
    """What the mode rules say of a request that has no mode."""
    try:
        decided = request_rules.decision(app, app.ledger.current(), screen.case, app.now)
    except AftersalesError:
        return
    if decided is not None and decided.verdict != "none":
        command = tr("aftersales approve {case} --by-rule", case=screen.case.id) if decided.decides else ""
        yield Fact(tr("by rule"), decided.sentence(), command=command)


def may_snooze_until(screen: CaseScreen, app: App) -> datetime | None:
    """The latest instant (UTC) for a snooze."""
    return snooze.latest_end(screen.derived.clocks, app.now)
