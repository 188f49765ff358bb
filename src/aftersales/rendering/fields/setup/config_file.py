"""The fields of answers about the configuration file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, attributed

_FILE = ("file", "str", mark("the configuration file"))


class ConfigPlace(NamedTuple):
    """Where the configuration file lies, whether it is there, and where the ledger lies."""

    file: str
    exists: bool
    ledger: str


PLACE_FIELDS = attributed(
    _FILE,
    ("exists", "bool", mark("whether it is there; without it the defaults hold")),
    ("ledger", "str", mark("the ledger's file")),
)


class SettingChange(NamedTuple):
    """A key that was set or taken out. `before` and `value` are JSON values, None where it is not set."""

    file: str
    key: str
    before: Any
    value: Any


SETTING_CHANGE_FIELDS = (
    *attributed(
        _FILE,
        ("key", "str", mark("its name with dots")),
        ("before", "any", mark("what it was set to, in its type; null: it was not set")),
        ("value", "any", mark("what it is set to now; null: it is not set any more")),
    ),
    Field("changed", "bool", mark("whether that is something else than before"), lambda r: r.before != r.value),
)


class ConfigEdit(NamedTuple):
    """The configuration file after it was in the editor."""

    file: str
    changed: bool


EDIT_FIELDS = attributed(_FILE, ("changed", "bool", mark("whether its text is another one now")))


class ConfigCheck(NamedTuple):
    """What is in the configuration, by number, and what is wrong with it, in sentences."""

    file: str
    shops: int
    skus: int
    mode_rules: int
    mistakes: Sequence[str]
    notes: Sequence[str]


CONFIG_CHECK_FIELDS = attributed(
    _FILE,
    ("shops", "int", mark("how many shops it has")),
    ("skus", "int", mark("for how many SKUs it has figures")),
    ("mode_rules", "int", mark("how many mode rules it has")),
    ("mistakes", "list of str", mark("each mistake in a sentence; with any the exit code is 1")),
    ("notes", "list of str", mark("what is not a mistake, and perhaps not meant")),
)


class CostsImport(NamedTuple):
    """Figures of SKUs that were read from a file: each with its key, what it was and what it is."""

    source: str
    file: str
    skus: int
    changes: Sequence[SettingChange]
    dry_run: bool


COSTS_FIELDS = (
    Field("source", "str", mark("the file that was read"), lambda r: r.source),
    Field("file", "str", mark("the configuration file"), lambda r: r.file),
    Field("skus", "int", mark("how many SKUs it has figures for"), lambda r: r.skus),
    Field(
        "changes",
        "list of object",
        mark("key, before (null: it was not set) and value of each figure in it"),
        lambda r: [{"key": one.key, "before": one.before, "value": one.value} for one in r.changes],
    ),
    Field("dry_run", "bool", mark("true: nothing was written"), lambda r: r.dry_run),
)
