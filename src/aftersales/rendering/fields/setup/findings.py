"""The fields of what `doctor` finds."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field

OK, WARNING, FAULT = "ok", "warning", "fault"


class Finding(NamedTuple):
    """What one check says, of one thing. `state` is one of those above. `subject` is the shop or file that it is about,
    None where it is about all; `remedy` the command to type, empty where there is none. The examination fills in
    `check`.
    """

    state: str
    sentence: str
    remedy: str = ""
    subject: str | None = None
    check: str = ""


FINDING_FIELDS = (
    Field("check", "str", mark("what was looked at, such as ledger"), lambda r: r.check),
    Field("subject", "str or null", mark("the shop or file that it is about; null: all"), lambda r: r.subject),
    Field("state", "str", mark("ok, warning or fault; a fault must be mended"), lambda r: r.state),
    Field("finding", "str", mark("what was found, as a sentence"), lambda r: r.sentence),
    Field("remedy", "str or null", mark("the command to type; null where there is none"), lambda r: r.remedy or None),
)
