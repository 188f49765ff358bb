"""The values that options and arguments take, where they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aftersales.actions import replies as reply_action
from aftersales.actions.help_topics import TOPICS
from aftersales.actions.record import evidence as evidence_steps
from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record import steps as record_steps
from aftersales.actions.schedule import timer
from aftersales.commandline.options import format_choice
from aftersales.core import vocabulary
from aftersales.core.cases import events, transitions
from aftersales.core.clocks import platform_deadlines
from aftersales.core.messages import replies, templates
from aftersales.core.requests import evidence
from aftersales.importing.parse.times import DATE_FORMATS
from aftersales.policies import layers, library, own_files
from aftersales.policies.find import markets
from aftersales.policies.find import names as policy_names
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.ledger_tables.sheets import SHEETS

# What is completed where there is no fixed set: nothing, a file's name, a shop of the configuration, or what the
# ledger knows: a case's id, an order's number.
FREE, FILES, SHOPS, CASES, ORDERS = "free", "files", "shops", "case", "order"
Choices = tuple[tuple[str, str], ...]  # each word with its description, or with ''


@dataclass(frozen=True)
class Value:
    """What an option or argument takes: one of `choices`, or what `source` says."""

    metavar: str
    source: str = FREE
    choices: Choices = ()
    checked: bool = True  # whether the program refuses other choices
    kinds: tuple[str, ...] = ()  # of a case or an order: the only kinds of case that will do
    state: str = "open"

    @property
    def filters(self) -> tuple[str, ...]:
        """The options of `cases` that find them; it takes one kind or all."""
        return ("--state", self.state, *(("--kind", *self.kinds) if len(self.kinds) == 1 else ()))

    @property
    def offers(self) -> bool:
        """Whether there is anything to complete."""
        return bool(self.choices) or self.source != FREE


def _plain(*values: str) -> Choices:
    return tuple((value, "") for value in values)


@cache
def fixed() -> Mapping[str, Choices]:
    """The sets that the program checks against, by option (`command --option`: there only) or argument's metavar. To
    Typer their values are plain strings.
    """
    proofs = library.evidence().texts
    return {
        "--kind": _plain(*vocabulary.KINDS),
        "KIND": _plain(*vocabulary.REQUEST_KINDS),
        "--owner": _plain(*vocabulary.OWNERS, "any"),
        "--orders": _plain(*vocabulary.ORDERS),
        "due --sort": _plain(*vocabulary.SORTS),
        "--stake": _plain(*vocabulary.STAKES),
        "--mode": _plain(*vocabulary.MODES),
        "draft --mode": _plain(*reply_action.MODES),
        "--state": _plain(*vocabulary.CASE_STATES),
        "--status": _plain(*vocabulary.ORDER_STATUSES),
        "--market": tuple((market.code, market.name) for market in markets().values()),
        "--date-format": _plain(*DATE_FORMATS),
        "init --channel": _plain("tiktok"),
        "--for": _plain(*record_steps.SIDES),
        "schedule install --by": _plain(*timer.KINDS),
        "--by": _plain(*vocabulary.CANCELLED_BY),
        "--grade": _plain(*vocabulary.GRADES),
        "--movement": _plain(*vocabulary.MOVEMENTS),
        "--on": _plain(*vocabulary.CLAIM_ON),
        "--because": _plain(*vocabulary.CLAIM_REASONS),
        "--parcel": _plain(*vocabulary.CLAIM_PARCELS),
        "--cause": _plain(*vocabulary.CAUSES),
        "--what": _plain(*review_steps.OFFERS),
        "--result": _plain(*review_steps.RESULTS),
        "--stage": _plain(*replies.DRAFT_SUBJECTS),
        "SUBJECT": _plain(*replies.DRAFT_SUBJECTS),
        "--ground": _plain(*replies.GROUNDS),
        "--language": _plain(*templates.LANGUAGES),
        "--step": _plain(*evidence.STEPS),
        "export --only": _plain(*SHEETS),
        "--as": tuple((proof, proofs.get(proof, "Any other proof")) for proof in evidence_steps.proof_names()),
    }


@cache
def usual() -> Mapping[str, Choices]:
    """The values that are known where the program takes others too, by command and option or metavar."""
    rule_sets = _plain(*layers.names(own_files.NO_POLICIES))
    return {
        **dict.fromkeys(("due --duty", "triage --duty"), _plain(*_duties())),
        **{f"policy {command}": rule_sets for command in ("show NAME", "copy NAME", "diff A", "diff B")},
        **{f"policy {command} --as": rule_sets for command in ("check", "diff", "impact")},
        "help TOPIC": tuple((topic, line.removesuffix(".")) for topic, line in TOPICS.items()),
    }


def _duties() -> tuple[str, ...]:
    """The duties of every market's rules, and those that need no rule. Routines may have other names."""
    policies = [load_policy(name, market) for name in policy_names() for market in markets()]
    without_rule = {*platform_deadlines.STAMPED_DUTY.values(), "check", "close"}
    return tuple(sorted(without_rule.union(rule.duty for policy in policies for rule in policy.rules)))


def value_of(param: Any, path: tuple[str, ...]) -> Value:
    """What a parameter of Typer's takes; `path` is its command."""
    metavar = str(param.metavar or param.name.upper()).strip("[]")
    is_option = param.param_type_name == "option"
    for name in param.opts if is_option else [metavar]:
        for key in (f"{' '.join(path)} {name}", name):
            if key in fixed():
                return Value(metavar, choices=fixed()[key])
            if key in usual():
                return Value(metavar, choices=usual()[key], checked=False)
    if takes := format_choice(param):
        return Value(metavar, choices=_plain(*takes.choices))
    if choices := getattr(param.type, "choices", None):
        return Value(metavar, choices=_plain(*map(str, choices)))
    if "|" in metavar:
        return Value(metavar, choices=_plain(*metavar.split("|")))
    if param.type.name in ("path", "file") or metavar == "PATH" or (is_option and metavar == "FILE"):
        return Value(metavar, FILES)
    if metavar == "SHOP" and path != ("init",):  # `init` names a new one
        return Value(metavar, SHOPS)
    return Value(metavar) if is_option else _of_argument(metavar, path)


def _of_argument(metavar: str, path: tuple[str, ...]) -> Value:
    if metavar in ("CASE", "CASE…"):
        return Value(metavar, CASES, kinds=_kinds(path), state="closed" if path == ("reopen",) else "open")
    if metavar in ("ORDER", "ORDER…") and path != ("order", "add"):  # `order add` names a new one
        return Value(metavar, ORDERS, kinds=("delivery",))
    return Value(metavar)


def _kinds(path: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of case that a command is for, as far as the table of transitions tells; none where it is for all."""
    if path[0] == "review":
        return ("review",)
    names = {event for event, command in events.COMMAND_OF.items() if command == " ".join(path)}
    if path == ("done",):
        names.update(events.DONE_EVENTS.values())
    kinds = {kind for row in transitions.TRANSITIONS if row.event in names for kind in row.kinds}
    return () if kinds == set(vocabulary.KINDS) else tuple(kind for kind in vocabulary.KINDS if kind in kinds)
