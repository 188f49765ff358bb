"""Rule sets, rules, differences and moved deadlines in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.deadlines.rules_change import DeadlineMove
from aftersales.core.rules import describe
from aftersales.core.rules.diff import FieldChange, RuleDifference
from aftersales.core.rules.policy import Policy, Rule
from aftersales.core.time.calendar import Calendar, weekdays_text
from aftersales.core.time.length import length_words
from aftersales.core.vocabulary import duty_label, label
from aftersales.language import mark, tr, trn
from aftersales.rendering import phrases
from aftersales.rendering.fields.moved_deadlines import ImpactRow, Zones
from aftersales.rendering.fields.policies import RuleSetRow
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages import explain as explain_page
from aftersales.toml.reader import confidence_text

_SAME = ("policy", "title", "files", "checked", "mistakes", "respond", "confidence")
_MARKETS = 3
# The columns that the list of rule sets leaves out on a narrow terminal, the last one first.
SPARE = (mark("checked"), mark("files"), mark("what"))


def sets(rows: Sequence[RuleSetRow]) -> tuple[list[str], list[list[str]]]:
    """The list of rule sets: headings and lines. Markets with the same files share a line, those with shops stand
    alone.
    """
    groups: dict[tuple[Any, ...], list[RuleSetRow]] = {}
    for row in rows:
        alone = row.market if row.shops else ""
        groups.setdefault((*(str(getattr(row, name)) for name in _SAME), alone), []).append(row)
    lines = [_set(group) for group in sorted(groups.values(), key=lambda g: (g[0].policy, not g[0].shops))]
    return [tr("policy"), tr("markets"), tr("to answer"), tr("shops"), *[tr(title) for title in SPARE]], lines


def _set(group: Sequence[RuleSetRow]) -> list[str]:
    row = group[0]
    markets = [r.market for r in group]
    mistakes = trn("{count} mistake: policy check", "{count} mistakes: policy check", row.mistakes)
    answering = "-"
    if row.respond:
        lengths = text.either(map(length_words, row.respond.split(" or ")))
        answering = text.enumerated([lengths, confidence_text(row.confidence or "")])
    return [
        tr("{policy}, yours", policy=row.policy) if row.is_own else row.policy,
        text.listed(markets) if len(markets) <= _MARKETS else tr("{number} markets", number=len(markets)),
        mistakes if row.mistakes else answering,
        text.listed(row.shops) or "-",
        row.checked.isoformat() if row.checked else "-",
        _over([text.plain(phrases.short_file(name)) for name in row.files]),
        tr(row.title),
    ]


def _over(files: Sequence[str]) -> str:
    """The files of a rule set, each over the next."""
    shown, *below = files
    for file in below:
        shown = tr("{file} over {below}", file=shown, below=file)
    return shown


def head(row: RuleSetRow, policy: Policy) -> Section:
    """The section about a rule set as a whole."""
    calendar = policy.calendar
    facts = [
        (tr("market"), row.market),
        (tr("times in"), row.timezone),
        (tr("currency"), row.currency),
        (tr("holidays"), _holidays(calendar)),
        (tr("working weekdays"), _weekdays(calendar)),
        (
            tr("last checked"),
            explain_page.checked(policy, row.checked_days_ago or 0) if policy.checked else tr("not dated"),
        ),
        (tr("files"), _over(row.files)),
        (tr("shops"), text.listed(row.shops) or tr("none")),
    ]
    facts += [(tr("buyer window"), describe.window_text(window)) for window in policy.buyer_windows]
    facts += [(tr("longer"), text.labelled(o.name, describe.overlay_text(o))) for o in policy.overlays]
    facts += [(tr("cost"), text.plain(describe.cost_text(fact))) for fact in policy.cost_facts]
    facts += [(describe.grade_key(rule), text.plain(describe.grade_text(rule))) for rule in policy.grade_rules]
    if policy.local_service is not None:
        facts.append((tr("local service"), text.plain(describe.noted_source(policy.local_service.source))))
    return Section(text.labelled(policy.name, tr(policy.title)), facts)


def _holidays(calendar: Calendar) -> str:
    if not calendar.known:
        return tr("not known: only weekends are skipped")
    if not calendar.known_through:
        return tr(calendar.name)
    return tr("{name}, published to {year}", name=tr(calendar.name), year=calendar.known_through)


def _weekdays(calendar: Calendar) -> str:
    """The working weekdays with their source."""
    weekdays, source = weekdays_text(calendar.closed_weekdays), calendar.weekdays_source
    if source is None:
        return weekdays
    return tr("{weekdays} ({source})", weekdays=weekdays, source=text.plain(source.summary()))


def rule_section(rule: Rule) -> Section:
    """One rule: what it is for, what starts and stops it, its terms with their sources."""
    outcome = phrases.outcome_text(rule.outcome)
    facts = [
        (tr("for"), describe.conditions_text(rule) or tr("every case")),
        (tr("starts"), describe.events_text(rule.starts)),
        (tr("stops"), describe.events_text(rule.stops)),
        (tr("extension"), describe.extension_text(rule.extension)),
        (tr("pauses"), describe.pauses_text(rule.pauses)),
        (tr("if nothing is done") if rule.owner == "seller" else phrases.unless(rule.owner), outcome),
    ]
    for term in rule.terms:
        facts.append((tr("term"), describe.term_text(term)))
        facts += [("", line) for line in (describe.source_text(term), term.url or "", tr(term.note)) if line]
    facts += [(tr("note"), tr(rule.note)), (tr("file"), rule.file)]
    return Section(
        text.labelled(rule.id, phrases.duty_text(duty_label(rule.duty), rule.owner)),
        [(name, value) for name, value in facts if value],
    )


def difference_section(difference: RuleDifference) -> Section:
    """One rule that differs: what it was and what it is."""
    first, second = difference.before, difference.after
    named = first.id if first is not None else second.id if second is not None else ""
    if first is None or second is None:
        only = first or second
        terms = [(tr("term"), describe.term_text(t)) for t in only.terms] if only else []
        facts = [
            (c.key, c.before or c.after or "")
            for c in difference.changes
            if c.key in ("duty", "owner", "when", "starts")
        ]
        return Section(tr("{rule}: {change}", rule=named, change=difference.change), [*facts, *terms])
    renamed = text.remarked(named, second.id) if second.id != first.id else named
    return Section(
        tr("{rule}: changed", rule=renamed),
        lines=list(change_lines(c for c in difference.changes if c.key != "id")),
    )


def change_lines(changes: Iterable[FieldChange]) -> Iterator[str]:
    """Each thing that differs, in a line."""
    for change in changes:
        if change.before is None:
            yield tr("- {key}: {after}; it is new", key=change.key, after=change.after)
        elif change.after is None:
            yield tr("- {key}: {before}; it is gone", key=change.key, before=change.before)
        else:
            yield tr("- {key}: {before}; now {after}", key=change.key, before=change.before, after=change.after)


def move_line(row: ImpactRow, now: datetime) -> str:
    """A deadline that would move, in a line."""
    move = row.move
    case = tr("case {case}", case=move.case)
    order = [tr("order {order}", order=row.order)] if row.order else []
    risk = [tr("{money} at risk", money=row.at_risk)] if row.at_risk else []
    late = [tr("overdue at once")] if overdue_at_once(move, now) else []
    moved = _moved(move, row.zones, now)
    details = text.clauses([text.remarked(moved, row.rule) if row.rule else moved, *risk, *late])
    return f"- {text.labelled(text.enumerated([case, *order, label(row.kind)]), text.labelled(_duty(move), details))}"


def overdue_at_once(move: DeadlineMove, now: datetime) -> bool:
    """Whether a deadline that is still to come moves to where it has passed."""
    return move.after is not None and move.after < now and (move.before is None or move.before >= now)


def logged_move_line(move: DeadlineMove, zones: Zones, now: datetime) -> str:
    """A deadline that moved, as the log says it, in a line."""
    return tr("- case {case}: {duty}: {moved}", case=move.case, duty=_duty(move), moved=_moved(move, zones, now))


def _duty(move: DeadlineMove) -> str:
    return phrases.owned_duty(move.duty, move.owner)


def _moved(move: DeadlineMove, zones: Zones, now: datetime) -> str:
    before, after = move.before, move.after
    if after is None:
        return tr("no deadline any more; it was {due}", due=_when(before, zones.market, now))
    deadline = _when(after, zones.market, now)
    if before is None:
        return tr("new deadline {due}", due=deadline)
    if before == after:
        return tr(
            "due {due} as before, but act by {act_by}; it was {act_by_before}",
            due=deadline,
            act_by=_when(move.act_after, zones.act_by, now, text.placed),
            act_by_before=_when(move.act_before, zones.act_by, now, text.placed),
        )
    shift = int((after - before).total_seconds())
    instants = {"before": _when(before, zones.market, now), "after": deadline, "span": text.span(shift)}
    if shift > 0:
        return tr("from {before} to {after}, {span} later", **instants)
    return tr("from {before} to {after}, {span} earlier", **instants)


def _when(
    when: datetime | None, zone: ZoneInfo, now: datetime, wording: Callable[[datetime, datetime], str] = text.moment
) -> str:
    return due_page.when(when.astimezone(zone), now, wording) if when else "none"
