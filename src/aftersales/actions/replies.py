"""Messages to the buyer about a request, with its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions import messages as message_action
from aftersales.context.app import App
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.cases.state import owing
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.messages import replies, templates
from aftersales.core.messages.replies import Reply, RequestState
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money, optional_money
from aftersales.core.requests import reasons
from aftersales.core.vocabulary import label
from aftersales.errors import AftersalesError, UsageError
from aftersales.language import tr
from aftersales.ledger.derived import store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.facts import deliveries
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.policies import library
from aftersales.rendering.fields.compared_return import shell_key
from aftersales.rendering.fields.lists import DraftRow
from aftersales.toml.reader import confidence_text

_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
# How a return that is approved can be settled; a part of the money is an offer.
MODES = ("keep", "seller-address", "local-service")
_ON_ITS_WAY = ("in-transit", "delivered", "completed")
# The event that a message speaks of: recorded, or imagined to see which deadlines it starts.
_EVENT_OF = {
    "approve": "request.approved", "reject": "request.rejected", "offer": "request.offered", "refuse": "return.refused",
}  # fmt: skip
_DEADLINES = {"shipback": "ship-back", "accept": "answer-offer", "answer": "respond", "check": "confirm-receipt"}


class ReplyOptions(NamedTuple):
    """What was asked for, as typed. `subject` None: the one that fits. The others belong to one subject each: `mode` to
    approve, `ground` to reject, `amount` to offer.
    """

    subject: str | None = None
    mode: str | None = None
    ground: str | None = None
    amount: str | None = None


class _Matter(NamedTuple):
    """A request with all that a message about it depends on. `outbound` is the tracking number of the order's own
    parcel, `address` where the shop wants its returns.
    """

    case: Case
    rules: ShopRules
    derived: Derived
    row: StoredCase
    standing: RequestState
    outbound: str | None
    address: str | None
    now: datetime

    @property
    def state(self) -> State:
        return self.derived.state


class _Chosen(NamedTuple):
    """What the message is about, and in which mode a return is settled."""

    subject: str
    reply: Reply
    mode: str
    amount: Money | None


def drafts(app: App, number: int, languages: Sequence[str], options: ReplyOptions) -> list[DraftRow]:
    """A message about a request in each language. Raises UsageError for a subject that such a case doesn't have,
    AftersalesError where none fits, or the wording may not be sent.
    """
    matter = _matter(app, number)
    subject = _subject(matter, options)
    mode = options.mode or matter.state.mode
    reply = replies.reply(subject, matter.standing, mode, options.ground or _ground(matter))
    chosen = _Chosen(subject, reply, mode, _amount(matter, subject, options))
    others = tuple(one for one in replies.subjects(matter.case.kind) if one != subject)
    clocks = _clocks(matter, chosen)
    warnings = [*_unrecorded(matter, chosen), *_unsure(matter, chosen, clocks)]
    return [_row(matter, chosen, language, clocks, warnings, others) for language in languages]


def _matter(app: App, number: int) -> _Matter:
    ledger = app.ledger.current()
    case, rules, derived = store.derive_case(ledger, number, app.rules.of(ledger))
    row = find.stored_case(ledger, number)
    delivery = deliveries.of_order(ledger, case.shop, case.order) if case.order else None
    outbound = find.stored_case(ledger, delivery).tracking if delivery else None
    state = derived.state
    group = reasons.group(case.reason, library.reasons(), case.reason_code)
    sent = any(h.event.name == "replacement.sent" for h in derived.timeline.happenings)
    standing = RequestState(case.kind, state.decision, state.parcel, state.money, state.mode, group, sent, state.ended)
    address = app.rules.shop(case.shop, case.market).return_address
    return _Matter(case, rules, derived, row, standing, outbound, address, app.now)


def _subject(matter: _Matter, options: ReplyOptions) -> str:
    case, possible = matter.case, replies.subjects(matter.case.kind)
    subject = options.subject or _subject_of(options) or replies.proposed(matter.standing)
    if subject is None:
        raise AftersalesError(
            tr(
                "case {case}: nothing is left to write by where it stands; name a subject: {subjects}.",
                case=case.id,
                subjects=text.listed(possible),
            )
        )
    if subject not in possible:
        raise UsageError(
            tr(
                "case {case}, {kind}: there is no draft {subject!r}; there are {subjects}.",
                case=case.id,
                kind=label(case.kind),
                subject=subject,
                subjects=text.listed(possible),
            )
        )
    for name, value, owner in (
        ("--mode", options.mode, "approve"),
        ("--ground", options.ground, "reject"),
        ("--amount", options.amount, "offer"),
    ):
        if value is not None and subject != owner:
            raise UsageError(
                tr("{option} is for the draft {owner}, not for {subject}.", option=name, owner=owner, subject=subject)
            )
    if options.mode is not None and case.kind != "return":
        raise UsageError(tr("--mode is for returns, not for this {kind}.", kind=label(case.kind)))
    return subject


def _subject_of(options: ReplyOptions) -> str | None:
    """The subject that an option alone says."""
    if options.mode is not None:
        return "approve"
    return "reject" if options.ground is not None else "offer" if options.amount is not None else None


def _ground(matter: _Matter) -> str:
    """The ground that the data show; none is claimed that only the seller can know."""
    if _reason(matter, "request.rejected"):
        return "other"
    if matter.case.kind == "cancellation" and matter.row.order_status in _ON_ITS_WAY:
        return "dispatched"
    return "delivered" if matter.standing.group == "not-received" and matter.case.delivered_at else "other"


def _reason(matter: _Matter, event: str) -> str | None:
    """The reason that was recorded with the last event of a name."""
    recorded = [e.data.get("reason") for e in matter.case.events if e.name == event]
    return recorded[-1] if recorded and matter.standing.decision != "pending" else None


def _amount(matter: _Matter, subject: str, options: ReplyOptions) -> Money | None:
    """The money that the message speaks of; None where it is not known for sure."""
    case, state = matter.case, matter.state
    currency = case.amount.currency if case.amount else matter.rules.currency
    if options.amount is not None:
        offered = entered_money.parse_amount(options.amount, currency, "--amount")
        if reason := entered_money.offer_refusal(offered, case.amount):
            raise UsageError(text.sentence(reason))
        return offered
    if subject == "offer":
        return optional_money(state.offered, currency) if state.decision == "offered" else None
    if subject == "refunded" and state.refunded:
        return Money(state.refunded, currency)
    if case.kind == "cancellation":
        return case.amount or (None if matter.row.order_status == "unpaid" else case.order_amount)
    owed = owing(case, state)
    return optional_money(owed, currency)


def _clocks(matter: _Matter, chosen: _Chosen) -> dict[str, Clock]:
    """The clocks whose deadlines the message may tell, by fact: those that run, and those that start with the very step
    that the message speaks of.
    """
    derived, event = matter.derived, _EVENT_OF.get(chosen.subject)
    if event and not (_is_recorded(matter, chosen.subject) and chosen.mode == matter.state.mode):
        data = {"mode": chosen.mode} if chosen.mode != "undecided" and chosen.subject == "approve" else {}
        step = Event(event, matter.now, data, recorded_at=matter.now)
        derived = matter.rules.derive(matter.case._replace(events=(*matter.case.events, step)))
    clocks = {}
    for fact, duty in (*_DEADLINES.items(), ("dispute", "dispute")):
        running = [
            c
            for c in (matter.derived if duty == "respond" else derived).clocks
            if c.duty == duty and c.in_sight(matter.now) and c.due > matter.now
        ]
        if running:
            clocks[fact] = min(running, key=lambda c: c.due)
    return clocks


def _is_recorded(matter: _Matter, subject: str) -> bool:
    """Whether what the message says is recorded on the case."""
    state, kept = matter.state, matter.standing
    return {
        "approve": state.decision == "approved",
        "reject": state.decision == "rejected",
        "offer": state.decision == "offered",
        "checking": state.parcel in ("shipped", "delivered", "received", "refused"),
        "accepted": state.parcel == "received",
        "refuse": state.parcel == "refused",
        "refunded": state.money in ("partial", "refunded"),
        "sent": kept.sent,
    }.get(subject, True)


def _unrecorded(matter: _Matter, chosen: _Chosen) -> Iterator[str]:
    """A warning where the message says what is not recorded, with the command that records it."""
    number, subject = matter.case.id, chosen.subject
    if _is_recorded(matter, subject):
        return
    mode = " --mode MODE" if chosen.mode == "undecided" else f" --mode {chosen.mode}"
    command = {
        "approve": f"approve {number}{mode if matter.case.kind == 'return' else ''}",
        "reject": f"reject {number} --reason REASON",
        "offer": f"offer {number} --amount {chosen.amount.decimal() if chosen.amount else 'A'}",
        "checking": f"{'shipped' if chosen.reply.name == 'underway' else 'delivered'} {number}",
        "accepted": f"received {number}",
        "refuse": f"refused {number} --reason REASON",
        "refunded": f"refund {number}",
        "sent": f"replaced {number}",
    }[subject]
    yield tr("Not recorded yet. When it is done in Seller Center: aftersales {command}", command=command)


def _unsure(matter: _Matter, chosen: _Chosen, clocks: dict[str, Clock]) -> Iterator[str]:
    """Warnings about what the seller should look at before it is sent."""
    places = replies.places(library.replies(), chosen.reply)
    if "address" in places and not matter.address:
        key = shell_key("shops", matter.case.shop, "return_address")
        yield tr("The return address is not set: aftersales config set {key} ADDRESS", key=key)
    if chosen.reply.name == "approve-undecided":
        yield tr("How it is returned is not decided. Name it with --mode keep, seller-address or local-service.")
    for fact in ("shipback", "accept"):
        clock = clocks.get(fact) if fact in places else None
        if clock and clock.stamped_due is None and clock.confidence != "high":
            yield tr(
                "The buyer's deadline is by rule {rule}, confidence {confidence}: compare it with Seller Center.",
                rule=clock.rule,
                confidence=confidence_text(clock.confidence),
            )


def _row(
    matter: _Matter,
    chosen: _Chosen,
    language: str,
    clocks: dict[str, Clock],
    warnings: Sequence[str],
    others: tuple[str, ...],
) -> DraftRow:
    """The message in one language. A product's name that may not go to a buyer is left out."""
    facts = _facts(matter, chosen, language, clocks)

    def written(product: str | None) -> replies.ReplyDraft:
        known = {**facts, "product": product}
        return replies.draft(library.replies(), chosen.reply, matter.standing.group, language, known)

    market = matter.case.market
    product = message_action.product_to_name(matter.row.product, market, lambda name: written(name).text)
    if product.withheld:
        warnings = [*warnings, product.withheld]
    draft = written(product.name)
    advice = (
        tr("The draft quotes the reason that you recorded. Give another one with --ground, such as --ground used.")
        if chosen.reply[0] == "reject"
        else tr("The draft quotes what is recorded on the case. Write to the buyer without these words.")
    )
    message_action.fit_to_send(draft.text, market, tr("the draft"), advice)
    name = "-".join(filter(None, chosen.reply))
    return DraftRow(matter.case.id, name, language, draft.text, None, draft.unfilled, tuple(warnings), others)


def _facts(matter: _Matter, chosen: _Chosen, language: str, clocks: dict[str, Clock]) -> dict[str, str | None]:
    case, zone = matter.case, ZoneInfo(matter.rules.zone)

    def moment(name: str) -> str | None:
        return templates.moment(clocks[name].due.astimezone(zone), language) if name in clocks else None

    money = _money(chosen.amount, matter.rules.currency)
    outbound = case.kind in ("refund", "reshipment", "cancellation")
    return {
        "order": case.order,
        "tracking": matter.outbound if outbound else matter.row.tracking,
        "amount": money,
        "refund": money,
        "address": matter.address,
        "reason": _reason(matter, "return.refused" if chosen.subject == "refuse" else "request.rejected"),
        "dispute": "yes" if "dispute" in clocks else None,
        "before": moment("answer"),
        **{name: moment(name) for name in _DEADLINES},
    }


def _money(amount: Money | None, currency: str) -> str | None:
    """An amount as buyers read it: `£13.98` in a market whose currency has a sign that everybody knows."""
    if amount is None:
        return None
    sign = _SYMBOLS.get(amount.currency) if amount.currency == currency else None
    return f"{sign}{amount.decimal()}" if sign else str(amount)
