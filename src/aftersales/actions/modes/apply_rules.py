"""Returns settled by the seller's mode rules."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aftersales import text, user_input
from aftersales.actions.modes import compare
from aftersales.actions.record.case_view import CaseView, Step
from aftersales.context.app import App
from aftersales.core.modes.rule import ModeDecision
from aftersales.errors import ConfigError, TransitionRefused
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.queries import find
from aftersales.rendering.fields.compared_return import ComparedReturn


def decided(app: App, cases: Sequence[str], at: str | None) -> dict[int, ModeDecision]:
    """What a rule decides for each case named. Raises TransitionRefused with every case that none decides."""
    decisions: dict[int, ModeDecision] = {}
    refused: list[str] = []
    for number in dict.fromkeys(find.find_case(app.ledger.current(), word) for word in cases):
        try:
            decisions[number] = _one(app, app.ledger.current(), number, at)
        except TransitionRefused as error:
            refused.append(str(error))
    if refused:
        hint = tr("Nothing was recorded. Choose yourself with `aftersales choose CASE`.")
        if decisions:
            which = tr("The rules decide {cases}.", cases=text.few(decisions, 20))
            hint = f"{hint} {which}"
        raise TransitionRefused("\n".join([*refused, hint]))
    return decisions


def _one(app: App, ledger: Connection, number: int, at: str | None) -> ModeDecision:
    case, rules, derived = store.derive_case(ledger, number, app.rules.of(ledger))
    when = user_input.moment_or_now(at, ZoneInfo(rules.zone), app.now)
    reason = tr(compare.OFFERED) if derived.state.decision == "offered" else compare.mode_refusal(case, derived)
    if case.kind == "return" and reason is not None:
        raise TransitionRefused(f"case {number}: {reason}.")
    rule = compare.compare(app, ledger, case, derived, None, force=False, at=when).rule
    if rule is None or not rule.decides:
        raise TransitionRefused(f"case {number}: {rule.sentence() if rule else tr(compare.NO_RULES)}.")
    return rule


def hint(app: App, view: CaseView) -> str | None:
    """What the mode rules would have decided for a return that is approved without a mode; None where they say nothing
    of it. A mistake in the rules must not keep an approval from being recorded.
    """
    number = view.case.id
    try:
        about = compare.compare(app, view.ledger, view.case, view.derived, None, force=False, at=view.at)
    except ConfigError:
        return tr("the mode rules can't be read: `aftersales config check` says what is wrong")
    except TransitionRefused:
        return None
    if about.rule is None or about.rule.verdict == "none":
        return None
    sentence = about.rule.sentence()
    if not about.rule.decides:
        return sentence
    return tr("{sentence}; record it with: aftersales approve {case} --by-rule", sentence=sentence, case=number)


def answered(
    app: App, view: CaseView, compared: ComparedReturn, mode: str, offer: str | None = None, *, force: bool
) -> Step:
    """The step of a mode that was chosen on the terminal: by rule where it is what the rule says, and still does."""
    if compared.rule is None or not compared.rule.decides or compared.rule.mode != mode or offer is not None:
        return compare.chosen(app, view, mode, offer, force=force)
    if _still(app, view, compared.rule):
        return compare.ruled(app, view)
    part = compared.rule.offer.decimal() if compared.rule.offer else None
    step = compare.chosen(app, view, mode, part, force=force)
    step.warnings.append(
        tr("recorded as your own choice: {rule} has decided as often as it may for this buyer", rule=compared.rule.rule)
    )
    return step


def _still(app: App, view: CaseView, before: ModeDecision) -> bool:
    """Whether the rule decides as it did when it was shown: another case of the buyer may have used up its cap."""
    now = compare.compare(app, view.ledger, view.case, view.derived, None, force=False, at=view.at).rule
    return now is not None and now.decides and (now.rule, now.mode) == (before.rule, before.mode)
