"""The questions of `triage` before a step: reason, amount, mode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar

from aftersales import text, time_reader
from aftersales.actions.modes import apply_rules, choice, compare, request_rules, settlement
from aftersales.actions.record import approve as approval
from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record import refund as refund_steps
from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record import snooze as snooze_steps
from aftersales.actions.record import steps as record_steps
from aftersales.actions.record import write as record_write
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder
from aftersales.actions.record.steps import event_step
from aftersales.commandline import mode_question
from aftersales.commands.triage.phrases import as_seen
from aftersales.commands.triage.screen import CaseScreen, may_snooze_until
from aftersales.context.app import App
from aftersales.core.cases.timeline import is_parcel_undated
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import UNDECIDED
from aftersales.errors import CaseChanged, TransitionRefused, UsageError
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.compared_return import ComparedReturn
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.reports import mode_comparison
from aftersales.rendering.terminal import console as terminal
from aftersales.rendering.terminal.keyboard import KeyChoice
from aftersales.rendering.terminal.prompt import Prompt
from aftersales.user_input import WAKING, Place

_WAKING_TIMES = ("4h", "16:00", "tomorrow 9:00", "fri")
_NONE = "-"  # what is typed to leave an answer out


class LeftForLater(Exception):
    """The person leaves the case for later: nothing is recorded, and the next case follows."""


class Dated(NamedTuple):
    """A step that happened at another time than now: ISO 8601 with an offset."""

    build: StepBuilder
    at: str


_Answered = TypeVar("_Answered", StepBuilder, Dated)
Planned = StepBuilder | Dated | None  # None: the person goes back


class Ask(NamedTuple):
    """Who is asked, about which case. Enter on an empty line and Esc go back everywhere."""

    app: App
    prompt: Prompt
    screen: CaseScreen

    def line(self, what: str, make: Callable[[str], _Answered]) -> _Answered | None:
        """The step made of a line, asked for again where it won't do or the case refuses it; None where the line is
        empty. Raises CaseChanged.
        """
        prompt = tr("{question} (empty: back):", question=what)
        while True:
            answer = (self.prompt.line(prompt) or "").strip()
            if not answer:
                return None
            try:
                if "\ufffd" in answer:
                    raise UsageError(tr("that could not be read as text; type it again."))
                planned = make(answer)
                self._try(planned)
            except UsageError as error:
                self.prompt.tell(str(error))
            except CaseChanged:
                raise
            except TransitionRefused as error:
                # Were it said on the case's screen, a better answer would be typed there, as keys.
                self.prompt.tell(text.sentence(f"{error.reason[0].upper()}{error.reason[1:]}"))
            else:
                return planned

    def _try(self, planned: StepBuilder | Dated) -> None:
        """See whether the case takes a step; nothing is kept. Raises TransitionRefused, UsageError."""
        build, at = planned if isinstance(planned, Dated) else (planned, None)
        record_write.record_one(self.app, self.screen.case.id, as_seen(self.screen, build), at=at, keep=False)

    def perhaps(self, what: str, make: Callable[[str | None], StepBuilder]) -> StepBuilder | None:
        """As `line`, for an answer that may be left out."""
        return self.line(
            tr("{question}, or {none} for none", question=what, none=_NONE),
            lambda answer: make(None if answer == _NONE else answer),
        )

    def one_of(self, what: str, answers: Mapping[str, str]) -> str | None:
        """The answer that a key stands for; None for any other key."""
        choices = [KeyChoice(key, word) for key, word in answers.items()]
        pressed = self.prompt.choice(what, choices, others=True)
        return None if pressed is None else answers[pressed]

    @property
    def place(self) -> Place:
        """Where a time is typed."""
        return Place(self.screen.zone, (self.screen.case.market,), self.screen.case.shop)

    @property
    def currency(self) -> str:
        """The currency in which amounts are typed."""
        known = self.screen.case.amount or self.screen.case.order_amount
        return known.currency if known else self.app.rules.of(self.app.ledger.current())[self.screen.case.shop].currency


def _approve(ask: Ask) -> StepBuilder | None:
    app, number = ask.app, ask.screen.case.id
    if not compare.wants_mode(app, number):
        ruled = ask.screen.case.kind in request_rules.KINDS and app.settings.tables.get("mode-rules")
        return partial(request_rules.approved, app) if ruled else approval.approved(None, None)
    compared = choice.compared_return(app, number)
    terminal.clear_screen(ask.prompt.console)
    mode_comparison.show(compared, app.output, beneath=mode_question.rows(compared))
    mode = mode_question.ask(ask.prompt, compared, tr("nothing is recorded, and the next case follows"))
    if mode == UNDECIDED:
        raise LeftForLater
    return None if mode is None else partial(_with_mode, app, compared, mode)


def _with_mode(app: App, compared: ComparedReturn, mode: str, view: CaseView) -> Step:
    return apply_rules.answered(app, view, compared, mode, force=False)


def _offer(ask: Ask) -> StepBuilder | None:
    def make(answer: str) -> StepBuilder:
        entered_money.parse_amount(answer, ask.currency, tr("the offer"))
        return settlement.settled(ask.app, "partial", answer, force=False)

    asked = ask.screen.case.amount
    question = tr("Offer how much of the {amount} asked for", amount=asked) if asked else tr("Offer how much")
    return ask.line(question, make)


def _refund(ask: Ask) -> StepBuilder | None:
    owed = ask.screen.case.kind not in ("review", "delivery") and (
        ask.screen.case.amount or ask.screen.case.order_amount
    )
    return refund_steps.refunded(None) if owed else refund_of(ask)


def refund_of(ask: Ask) -> StepBuilder | None:
    """The step of a refund whose amount the person types."""

    def make(answer: str) -> StepBuilder:
        entered_money.parse_amount(answer, ask.currency, tr("the amount"))
        return refund_steps.refunded(answer)

    return ask.line(tr("Refund how much, in {currency}", currency=ask.currency), make)


def _refusing(event: str, step: str, whom: str) -> Callable[[Ask], StepBuilder | None]:
    # Missing proof is told before the answer is recorded: who says yes insists.
    def asked(ask: Ask) -> StepBuilder | None:
        return ask.line(
            tr("The reason you gave {whom}", whom=tr(whom)),
            lambda answer: proof_steps.refused(event, step, answer, force=True, option=tr("the reason")),
        )

    return asked


def _ruled(ask: Ask) -> StepBuilder | None:
    side = ask.one_of(tr("For whom?"), {"s": "seller", "b": "buyer", "n": "nobody"})
    return record_steps.ruled(side, None) if side else None


def _offered(ask: Ask) -> StepBuilder | None:
    what = ask.one_of(tr("What?"), {word[0]: word for word in review_steps.OFFERS})
    if what is None:
        return None
    if "refund" not in what:
        return review_steps.offered(what, None, None, None)

    def make(answer: str | None) -> StepBuilder:
        if answer is not None:
            entered_money.parse_amount(answer, ask.currency, tr("the amount"))
        return review_steps.offered(what, answer, None, None)

    return ask.perhaps(tr("How much"), make)


def _resolved(ask: Ask) -> StepBuilder | None:
    result = ask.one_of(tr("How did it end?"), {word[0]: word for word in review_steps.RESULTS})
    return review_steps.resolved(result) if result else None


def _snooze(ask: Ask) -> StepBuilder | None:
    def make(answer: str) -> StepBuilder:
        until = time_reader.instant(answer, tr("Until"), ask.place, ask.app.now, WAKING)
        return snooze_steps.snoozed(until.at.isoformat(), ask.app.times)

    latest = may_snooze_until(ask.screen, ask.app)
    if latest is None:
        return ask.line(tr("Until ({examples})", examples=text.listed(_WAKING_TIMES)), make)
    examples = text.listed(word for word in _WAKING_TIMES if _wakes_by(ask, word, latest))
    local = due_page.when(latest.astimezone(ask.screen.zone), ask.app.now)
    return ask.line(
        tr("Until ({examples}; latest {latest})", examples=examples, latest=local)
        if examples
        else tr("Until (latest {latest})", latest=local),
        make,
    )


def _wakes_by(ask: Ask, word: str, latest: datetime) -> bool:
    """Whether an example of when to wake a case would be taken."""
    try:
        return ask.app.now < time_reader.instant(word, "", ask.place, ask.app.now, WAKING).at <= latest
    except UsageError:  # such as a time of day that may be today or tomorrow
        return False


def _shipped(ask: Ask) -> Planned:
    """The parcel is on its way; where the data don't say since when, the person does."""
    if not is_parcel_undated(ask.screen.derived.timeline):
        return ask.perhaps(tr("Tracking number"), record_steps.shipped)

    def make(answer: str) -> Dated:
        at = time_reader.instant(answer, tr("the time"), ask.place, ask.app.now).at
        return Dated(record_steps.shipped(None), at.isoformat())

    return ask.line(tr("When was it sent (yesterday 15:00, fri 9:00, 24 Nov 16:02)"), make)


# By command: the function that asks for its step. Every command that has a key is here.
STEPS: Mapping[str, Callable[[Ask], Planned]] = {
    "approve": _approve,
    "offer": _offer,
    "accepted": lambda _: event_step("offer.accepted"),
    "declined": lambda _: event_step("offer.declined"),
    "reject": _refusing("request.rejected", "reject", mark("the buyer")),
    "withdrawn": lambda _: event_step("request.withdrawn"),
    "shipped": _shipped,
    "delivered": lambda _: event_step("return.delivered"),
    "received": lambda _: event_step("return.received"),
    "refused": _refusing("return.refused", "refuse", mark("the platform")),
    "lost": lambda _: event_step("return.lost"),
    "refund": _refund,
    "replaced": lambda ask: ask.perhaps(tr("Tracking number"), lambda answer: record_steps.replaced(None, answer)),
    "extend": lambda _: record_steps.extended(None),
    "dispute": lambda ask: ask.perhaps(tr("What the buyer says"), record_steps.disputed),
    "evidence submit": lambda ask: ask.perhaps(
        tr("Your comment"), lambda answer: proof_steps.submitted(answer, force=True)
    ),
    "ruled": _ruled,
    "appeal": lambda ask: ask.perhaps(tr("Your comment"), lambda answer: proof_steps.appealed(answer, force=True)),
    "review contact": lambda ask: ask.perhaps(
        tr("What you wrote"), lambda answer: review_steps.contacted(answer, None)
    ),
    "review offer": _offered,
    "review resolve": _resolved,
    "order dispatched": lambda ask: ask.perhaps(tr("Tracking number"), record_steps.dispatched),
    "order collected": lambda _: record_steps.collected,
    "order delivered": lambda _: event_step("order.delivered"),
    "order tracking": lambda ask: ask.line(tr("What its tracking says"), record_steps.tracked),
    "done": lambda ask: ask.perhaps(tr("What the result was"), lambda answer: record_steps.done(answer)),
    "confirm": lambda _: record_steps.confirmed,
    "close": lambda ask: ask.line(tr("Why the case is over"), record_steps.closed),
    "note": lambda ask: ask.line(tr("Note"), record_steps.noted),
    "snooze": _snooze,
}
