"""Requests answered by the seller's mode rules."""

from __future__ import annotations

from aftersales.actions.modes import compare, request_rules
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder
from aftersales.context.app import App
from aftersales.core.modes.rule_decision import ModeDecision
from aftersales.errors import ConfigError, TransitionRefused
from aftersales.language import tr
from aftersales.rendering.fields.compared_return import ComparedReturn


def by_rule(app: App, *, all_or_nothing: bool) -> StepBuilder:
    """The step that the mode rules decide for a case. What they don't decide is skipped, with the reason; refused where
    it is to be all or nothing, or there are no rules.
    """
    refuses = all_or_nothing or not app.configuration.mode_rules

    def build(view: CaseView) -> Step:
        try:
            return request_rules.ruled(app, view) if view.case.kind in request_rules.KINDS else compare.ruled(app, view)
        except TransitionRefused as refusal:
            if refuses:
                raise
            return Step("request.approved", skip=refusal.reason)

    return build


def hint(app: App, view: CaseView) -> str | None:
    """What the mode rules would have decided for a return that is approved without a mode; None where they say nothing
    of it. A mistake in the rules must not keep an approval from being recorded.
    """
    if view.case.kind != "return":
        return None
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
        # What is only unknown in the configuration does not stop a person who knows it.
        return compare.chosen(app, view, mode, offer, force=force, lenient=True)
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
