"""The fields of past imports, and of what one of them changed."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.rendering.fields.view import Field, attributed

PAST_IMPORT_FIELDS: tuple[Field, ...] = attributed(
    ("entry", "int", mark("the number of the entry in the log")),
    ("at", "str", mark("when, ISO 8601")),
    ("by", "str", mark("who")),
    ("command", "str", mark("import or sync")),
    ("undone_by", "int or null", mark("the entry that undid it")),
    ("shop", "str or null", mark("the shop of the data")),
    ("file", "str or null", mark("the file, or the list of a sync; null where it had no time and was not kept")),
    ("format", "str or null", mark("which format it was read as")),
    ("carries", "str or null", mark("orders or cases")),
    ("as_of", "str or null", mark("the instant of the file's data, ISO 8601")),
    ("as_of_from", "str or null", mark("where that was read")),
    ("rows", "int or null", mark("data rows in the file")),
    ("new", "int or null", mark("orders or cases not known before")),
    ("changed", "int or null", mark("known ones that the file changed")),
    ("same", "int or null", mark("known ones that it did not change")),
    ("rejected", "int or null", mark("rows that could not be read")),
)
CHANGED_ROW_FIELDS: tuple[Field, ...] = attributed(
    ("subject", "str", mark("order, case or deadline")),
    ("what", "str", mark("new, changed, moved or gone")),
    ("shop", "str", mark("the shop of the data")),
    ("order", "str or null", mark("order number")),
    ("case", "int or null", mark("short id")),
    ("kind", "str or null", mark("what kind of case")),
    ("origin", "str or null", mark("file and row")),
    ("fields", "list of object", mark("field, before and after of each that changed")),
    ("duty", "str or null", mark("of a deadline: what is to be done")),
    ("owner", "str or null", mark("of a deadline: who owes it")),
)
