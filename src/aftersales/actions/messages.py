"""Drafts, playbooks and the check of messages to buyers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aftersales import text
from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.derive import Derived
from aftersales.core.messages import playbooks, wording_check
from aftersales.core.vocabulary import label
from aftersales.errors import AftersalesError, UsageError
from aftersales.language import tr
from aftersales.ledger.derived import store
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.policies import library
from aftersales.rendering.fields.lists import DraftRow, PlaybookRow

_MOST = 2000


def fit_to_send(message: str | None, market: str, option: str, advice: str = "") -> str | None:
    """A message to a buyer, as it may be sent in a market; line ends are kept. None where none was given.

    Raises UsageError for an empty or endless one, AftersalesError where its wording is refused: which words, by which
    rule, where that is said, and what to do about it (`advice`).
    """
    if message is None:
        return None
    cleaned = "\n".join(text.plain(line) for line in message.strip().splitlines())
    if not cleaned:
        raise UsageError(tr("{option} is empty.", option=option))
    if len(cleaned) > _MOST:
        raise UsageError(
            tr("{option} has {length} characters; the limit is {most}.", option=option, length=len(cleaned), most=_MOST)
        )
    violations = wording_check.check(message, market, library.wording())
    if not violations:
        return cleaned
    lines = [tr("{option} can't go to a buyer in {market}:", option=option, market=market)]
    for finding in violations:
        quoted = text.listed(f"“{w}”" for w in finding.quotes)
        place = finding.source.place()
        said = tr(
            "{quoted}: {why} [{rule}; {source}]", quoted=quoted, why=tr(finding.why), rule=finding.rule, source=place
        )
        lines.append(f"  {said}")
    lines.append(advice or tr("Nothing was written. `aftersales draft CASE` has wording that may be sent."))
    raise AftersalesError("\n".join(lines))


def facts_of(app: App, case: str) -> tuple[Case, Derived, StoredCase]:
    """The case that CASE names, what follows from its facts, and its row. Raises NoSuchCase."""
    number = find.find_case(app.ledger.current(), case)
    row = find.stored_case(app.ledger.current(), number)
    derived_case = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    return derived_case.case, derived_case.derived, row


def playbook(app: App, typed_case: str) -> PlaybookRow:
    """What to do about a review, by its cause; where the cause is not known yet, that of a matter of quality.

    Raises AftersalesError if the case is not a review.
    """
    case, derived, _ = facts_of(app, typed_case)
    state = derived.state
    if case.kind != "review":
        raise AftersalesError(
            tr("case {case}, {kind}: playbooks are for reviews.", case=case.id, kind=label(case.kind))
        )
    plan = playbooks.playbook(library.playbooks(), state.cause or "quality", case.market, str(case.id))
    return PlaybookRow(case.id, state.cause, plan)


class NamedProduct(NamedTuple):
    """A product as a message may name it; None: it is not named. `withheld` says why, where it could be."""

    name: str | None
    withheld: str = ""


def product_to_name(product: str | None, market: str, write: Callable[[str | None], str]) -> NamedProduct:
    """The product's name, where there is one only (a list of them reads badly in a sentence) and a message that names
    it may be sent. `write` makes the message.
    """
    if product is None or ";" in product:
        return NamedProduct(None)
    if wording_check.check(write(product), market, library.wording()):
        return NamedProduct(None, tr("The product's name is left out: it has words that may not go to a buyer."))
    return NamedProduct(product)


def drafts(app: App, number: int, languages: Sequence[str], stage: str | None) -> list[DraftRow]:
    """The message that fits where a review or a delivery stands, in each language. Raises AftersalesError for a case
    that no draft is for, UsageError for a stage that it doesn't have.
    """
    case, derived, row = facts_of(app, str(number))
    what = _what(case, derived, app.now, stage)
    stages = playbooks.DELIVERIES if case.kind == "delivery" else playbooks.REVIEW_STAGES
    others = tuple(one for one in stages if not what.endswith(one))

    def row_in(language: str) -> DraftRow:
        def written(product: str | None) -> playbooks.Draft:
            facts = {"product": product, "order": case.order, "shop": None, "tracking": row.tracking}
            return playbooks.draft(library.playbooks(), what, case.market, language, facts)

        product = product_to_name(row.product, case.market, lambda name: written(name).text)
        made, warnings = written(product.name), tuple(filter(None, [product.withheld]))
        return DraftRow(case.id, what, language, made.text, made.withheld or None, (), warnings, others)

    return [row_in(language) for language in languages]


def _what(case: Case, derived: Derived, now: datetime, stage: str | None) -> str:
    names = {e.name for e in case.events}
    possible = {"delivery": playbooks.DELIVERIES, "review": playbooks.REVIEW_STAGES}.get(case.kind, ())
    if not possible:
        raise AftersalesError(
            tr(
                "case {case}, {kind}: drafts are for requests, reviews and deliveries.",
                case=case.id,
                kind=label(case.kind),
            )
        )
    if stage is not None and stage not in possible:
        raise UsageError(
            tr(
                "case {case}, {kind}: there is no draft {subject!r}; there are {subjects}.",
                case=case.id,
                kind=label(case.kind),
                subject=stage,
                subjects=text.listed(possible),
            )
        )
    if case.kind == "delivery":
        late = any(c.duty == "deliver" and c.due < now for c in derived.clocks)
        return stage or ("late" if late else "stuck")
    if stage is None:
        stage = "solved" if "review.offered" in names else "offer" if "review.contacted" in names else "contact"
    return f"{derived.state.cause or 'quality'}-{stage}"
