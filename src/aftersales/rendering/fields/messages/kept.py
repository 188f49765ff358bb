"""The fields of addresses that are kept or forgotten."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field


class KeptReceiver(NamedTuple):
    """A receiver whose address is kept: by what it is sent to, and where (`keyring` or `file`)."""

    receiver: str
    service: str
    place: str
    file: str | None
    replaced: bool


KEPT_FIELDS = (
    Field("receiver", "str", mark("the name that you gave"), lambda r: r.receiver),
    Field("service", "str", mark("by what it is sent to, such as Slack"), lambda r: r.service),
    Field("place", "str", mark("where the address is: keyring or file"), lambda r: r.place),
    Field("file", "str or null", mark("the file that has it; null: the keyring has it"), lambda r: r.file),
    Field("replaced", "bool", mark("whether an older address of that name is gone"), lambda r: r.replaced),
)


class ForgottenReceiver(NamedTuple):
    """A receiver whose address was forgotten, and whether the configuration still names it."""

    receiver: str
    is_named: bool


FORGOTTEN_FIELDS = (
    Field("receiver", "str", mark("the receiver whose address is forgotten"), lambda r: r.receiver),
    Field(
        "still_named", "bool", mark("whether the configuration still names it, under [notify]"), lambda r: r.is_named
    ),
)
