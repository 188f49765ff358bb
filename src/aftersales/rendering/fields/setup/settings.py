"""The fields of settings and their origins."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field

BY_FILE, BY_ENVIRONMENT, BY_OPTION, BY_DEFAULT = "file", "environment", "option", "default"


class SettingRow(NamedTuple):
    """One setting: its key or variable, its value as people write it, its origin (one of those above), and there the
    file, the variable or the option; empty for a default.
    """

    key: str
    value: str
    origin: str
    where: str


SETTING_FIELDS = (
    Field("key", "str", mark("its name with dots, or the variable"), lambda r: r.key),
    Field("value", "str", mark("as it is written; a secret is never shown"), lambda r: r.value),
    Field("origin", "str", mark("file, environment, option or default"), lambda r: r.origin),
    Field("where", "str or null", mark("the file, the variable or the option; null: none"), lambda r: r.where or None),
)
