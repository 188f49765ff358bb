"""What each command answers in JSON: its shape and its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from aftersales.commandline.manual.answer_parts import MONEY, OF, PARTS, Parts
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field

ARRAY, OBJECT, VALUE = "array", "object", "value"
EITHER = "object-or-array"  # an object where one case was named, an array where several were
SHAPES: Mapping[str, str] = {
    ARRAY: mark("an array of objects"),
    OBJECT: mark("an object"),
    EITHER: mark("an object for one case, an array for several"),
    VALUE: mark("the value itself"),
}
_FIELDS = "aftersales.rendering.fields"


class CommandAnswer(NamedTuple):
    """What a command gives with --json, where it was run with `option` (empty: without any that changes that). `table`
    is one of TABLES, empty for a value of any kind.
    """

    shape: str
    table: str
    option: str = ""


class AnswerKey(NamedTuple):
    """A key of an object, or ANY_KEY; `parts` are the keys of the objects that are its value."""

    name: str
    type: str
    meaning: str = ""
    parts: Sequence[AnswerKey] = ()


# Each table of fields by its name, and where it stands in `rendering/fields/`.
TABLES: Mapping[str, str] = {
    "due": "due.DUE_FIELDS",
    "show": "cases.SHOW_FIELDS",
    "explain": "explain.EXPLAIN_FIELDS",
    "cases": "cases.CASES_FIELDS",
    "choose": "compared_return.CHOOSE_FIELDS",
    "modes": "compared_return.MODE_FIELDS",
    "windows": "case_parts.buyer_window.WINDOW_FIELDS",
    "trial": "backtest.TRIAL_FIELDS",
    "writes": "write.WRITE_FIELDS",
    "checklist": "lists.CHECKLIST_FIELDS",
    "cancel": "lists.CANCEL_FIELDS",
    "draft": "lists.DRAFT_FIELDS",
    "playbook": "lists.PLAYBOOK_FIELDS",
    "evidence": "lists.EVIDENCE_FIELDS",
    "stock": "case_parts.movements.STOCK_FIELDS",
    "parcelclaims": "claims.rows.CLAIMS_FIELDS",
    "import": "imports.IMPORT_FIELDS",
    "explained": "import_parts.explained.EXPLAINED_FIELDS",
    "importformats": "import_parts.formats.FORMAT_FIELDS",
    "pastimports": "import_parts.past_imports.PAST_IMPORT_FIELDS",
    "changedrows": "import_parts.past_imports.CHANGED_ROW_FIELDS",
    "drafted": "import_parts.formats.DRAFT_FIELDS",
    "sync": "platform.syncs.SYNC_FIELDS",
    "status": "due.STATUS_FIELDS",
    "login": "platform.login.LOGIN_FIELDS",
    "doctor": "setup.findings.FINDING_FIELDS",
    "completions": "setup.completions.COMPLETION_FIELDS",
    "settings": "setup.settings.SETTING_FIELDS",
    "schedule": "platform.schedule.SCHEDULE_FIELDS",
    "morning": "reports.morning.MORNING_FIELDS",
    "decided": "reports.morning.DECIDED_FIELDS",
    "missed": "reports.morning.MISSED_FIELDS",
    "arrived": "reports.morning.ARRIVED_FIELDS",
    "chances": "reports.morning.CHANCE_FIELDS",
    "week": "reports.week.WEEK_FIELDS",
    "ahead": "reports.week.AHEAD_FIELDS",
    "refunded": "reports.week.REFUNDED_FIELDS",
    "messages": "messages.rows.MESSAGE_FIELDS",
    "receivers": "messages.rows.RECEIVER_FIELDS",
    "log": "log.LOG_FIELDS",
    "backup": "setup.backup.BACKUP_FIELDS",
    "export": "setup.export.EXPORT_FIELDS",
    "restored": "setup.backup.RESTORED_FIELDS",
    "ledgerrepair": "setup.repair.LEDGER_REPAIR_FIELDS",
    "policies": "policies.POLICY_FIELDS",
    "shownpolicy": "setup.rule_set.SHOWN_POLICY_FIELDS",
    "rules": "policies.RULE_FIELDS",
    "terms": "policies.TERM_FIELDS",
    "overlays": "policies.OVERLAY_FIELDS",
    "mistakes": "policies.MISTAKE_FIELDS",
    "diff": "policies.DIFF_FIELDS",
    "impact": "moved_deadlines.IMPACT_FIELDS",
    "drift": "policies.DRIFT_FIELDS",
    "calendar": "lists.CALENDAR_FIELDS",
    "shop": "setup.shop.SHOP_SETUP_FIELDS",
    "place": "setup.config_file.PLACE_FIELDS",
    "change": "setup.config_file.SETTING_CHANGE_FIELDS",
    "edit": "setup.config_file.EDIT_FIELDS",
    "configcheck": "setup.config_file.CONFIG_CHECK_FIELDS",
    "costsimport": "setup.config_file.COSTS_FIELDS",
    "forgottenbuyers": "setup.forgotten_buyers.FORGOTTEN_BUYERS_FIELDS",
    "ledgercheck": "setup.ledger_check.LEDGER_CHECK_FIELDS",
    "policycopy": "setup.rule_set.POLICY_COPY_FIELDS",
    "run": "platform.scheduled_run.RUN_FIELDS",
    "page": "reports.page.PAGE_FIELDS",
    "kept": "messages.kept.KEPT_FIELDS",
    "forgotten": "messages.kept.FORGOTTEN_FIELDS",
    "topiclist": "setup.manual.TOPIC_FIELDS",
    "topic": "setup.manual.TOPIC_TEXT_FIELDS",
    "command": "setup.manual.COMMAND_FIELDS",
}
# By the words that lead to a command. What records something for cases is not here: see `answers_of`.
ANSWERS: Mapping[str, Sequence[CommandAnswer]] = {
    "import": [
        CommandAnswer(ARRAY, "import"),
        CommandAnswer(ARRAY, "explained", "--explain"),
        CommandAnswer(ARRAY, "importformats", "--list-formats"),
        CommandAnswer(OBJECT, "drafted", "--draft-map"),
    ],
    "sync": [CommandAnswer(ARRAY, "sync")],
    "imports": [CommandAnswer(ARRAY, "pastimports"), CommandAnswer(ARRAY, "changedrows", "ENTRY")],
    "due": [CommandAnswer(ARRAY, "due")],
    "triage": [CommandAnswer(ARRAY, "checklist", "--checklist")],
    "cases": [CommandAnswer(ARRAY, "cases")],
    "show": [CommandAnswer(OBJECT, "show")],
    "explain": [CommandAnswer(ARRAY, "explain")],
    "choose": [
        CommandAnswer(OBJECT, "choose"),
        CommandAnswer(ARRAY, "trial", "--rules-test"),
        CommandAnswer(OBJECT, "writes", "--mode"),
        CommandAnswer(EITHER, "writes", "--by-rule"),
    ],
    "draft": [CommandAnswer(ARRAY, "draft")],
    "stock list": [CommandAnswer(ARRAY, "stock")],
    "evidence list": [CommandAnswer(ARRAY, "evidence")],
    "claim list": [CommandAnswer(ARRAY, "parcelclaims")],
    "review playbook": [CommandAnswer(OBJECT, "playbook")],
    "order cancel-check": [CommandAnswer(ARRAY, "cancel")],
    "policy show": [CommandAnswer(OBJECT, "shownpolicy")],
    "policy list": [CommandAnswer(ARRAY, "policies")],
    "policy check": [CommandAnswer(ARRAY, "mistakes")],
    "policy diff": [CommandAnswer(ARRAY, "diff")],
    "policy impact": [CommandAnswer(ARRAY, "impact")],
    "policy copy": [CommandAnswer(OBJECT, "policycopy")],
    "drift": [CommandAnswer(ARRAY, "drift")],
    "report morning": [CommandAnswer(OBJECT, "morning")],
    "report week": [CommandAnswer(OBJECT, "week")],
    "status": [CommandAnswer(ARRAY, "status")],
    "calendar": [CommandAnswer(ARRAY, "calendar")],
    "page": [CommandAnswer(OBJECT, "page")],
    "log": [CommandAnswer(ARRAY, "log")],
    "notify send": [CommandAnswer(ARRAY, "messages")],
    "notify test": [CommandAnswer(ARRAY, "messages")],
    "notify list": [CommandAnswer(ARRAY, "receivers")],
    "notify add": [CommandAnswer(OBJECT, "kept")],
    "notify remove": [CommandAnswer(OBJECT, "forgotten")],
    "demo": [CommandAnswer(ARRAY, "due")],
    "init": [CommandAnswer(OBJECT, "shop")],
    "login": [CommandAnswer(ARRAY, "login")],
    "logout": [CommandAnswer(ARRAY, "login")],
    "schedule install": [CommandAnswer(OBJECT, "schedule")],
    "schedule show": [CommandAnswer(OBJECT, "schedule")],
    "schedule remove": [CommandAnswer(OBJECT, "schedule")],
    "schedule run": [CommandAnswer(OBJECT, "run")],
    "doctor": [CommandAnswer(ARRAY, "doctor")],
    "config path": [CommandAnswer(OBJECT, "place")],
    "config list": [CommandAnswer(ARRAY, "settings")],
    "config get": [CommandAnswer(VALUE, "")],
    "config set": [CommandAnswer(OBJECT, "change")],
    "config unset": [CommandAnswer(OBJECT, "change")],
    "config edit": [CommandAnswer(OBJECT, "edit")],
    "config check": [CommandAnswer(OBJECT, "configcheck")],
    "config costs import": [CommandAnswer(OBJECT, "costsimport")],
    "export": [CommandAnswer(OBJECT, "export")],
    "ledger check": [CommandAnswer(OBJECT, "ledgercheck")],
    "ledger backup": [CommandAnswer(OBJECT, "backup")],
    "ledger restore": [CommandAnswer(OBJECT, "restored")],
    "ledger repair": [CommandAnswer(OBJECT, "ledgerrepair")],
    "ledger forget": [CommandAnswer(OBJECT, "forgottenbuyers")],
    "completions install": [CommandAnswer(OBJECT, "completions")],
    "help": [
        CommandAnswer(ARRAY, "topiclist"),
        CommandAnswer(OBJECT, "topic", "TOPIC"),
        CommandAnswer(OBJECT, "command", "COMMAND"),
    ],
}


def answers_of(names: str, command: Any) -> Sequence[CommandAnswer]:
    """What the command answers to which `names` lead; nothing of a group, and of what has no JSON. A command that
    records is declared by its class.
    """
    if names in ANSWERS:
        return ANSWERS[names]
    several: bool | None = getattr(command, "records_several", None)
    return [] if several is None else [CommandAnswer(EITHER if several else OBJECT, "writes")]


def fields_of(table: str) -> tuple[Field, ...]:
    """The fields of one of TABLES."""
    module, _, name = TABLES[table].rpartition(".")
    fields: tuple[Field, ...] = getattr(import_module(f"{_FIELDS}.{module}"), name)
    return fields


def keys_of(table: str) -> list[AnswerKey]:
    """The keys of the objects that a table's rows give, with those of the objects in them."""
    return [
        AnswerKey(field.name, field.type, field.meaning, _inside(PARTS.get(f"{table}.{field.name}", MONEY)))
        if "object" in field.type
        else AnswerKey(field.name, field.type, field.meaning)
        for field in fields_of(table)
    ]


def _inside(parts: Parts) -> list[AnswerKey]:
    return keys_of(parts[OF]) if OF in parts else [_part(name, type_) for name, type_ in parts.items()]


def _part(name: str, type_: str) -> AnswerKey:
    """A key whose type may be another entry of PARTS: `money`, or a name after @."""
    shown = re.sub(r"@\w+|money", "object", type_)
    inner = re.search(r"@(\w+)|(money)", type_)
    if inner is None or inner[1] == "answerfield":  # whose parts are like itself
        return AnswerKey(name, shown)
    return AnswerKey(name, shown, "", _inside(PARTS[inner[1] or inner[2]]))


def described(answer: CommandAnswer) -> dict[str, Any]:
    """An answer as a JSON object, each of its keys with what it means."""
    keys = keys_of(answer.table) if answer.table else []
    return {"with": answer.option or None, "gives": answer.shape, "fields": [_described(key) for key in keys]}


def _described(key: AnswerKey) -> dict[str, Any]:
    return {
        "name": key.name,
        "type": key.type,
        "meaning": tr(key.meaning) if key.meaning else None,
        "parts": [_described(part) for part in key.parts],
    }
