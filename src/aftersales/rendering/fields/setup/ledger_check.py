"""The fields of a check of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field


class LedgerCheck(NamedTuple):
    """What is wrong with a ledger: sentences, each with whether one can go on working, and the cases whose deadlines
    are not what their facts give. `deep`: facts were compared with their checksums too.
    """

    ledger: str
    faults: Sequence[tuple[str, bool]] = ()
    differing: Sequence[int] = ()
    deep: bool = False


LEDGER_CHECK_FIELDS = (
    Field("ledger", "str", mark("the ledger's file"), lambda r: r.ledger),
    Field(
        "sound",
        "bool",
        mark("whether all is in order; the exit code is 1 if not"),
        lambda r: not (r.faults or r.differing),
    ),
    Field(
        "faults",
        "list of object",
        mark("fault (a sentence) and harmless (you can go on working) of what is wrong with the file or its log"),
        lambda r: [{"fault": sentence, "harmless": harmless} for sentence, harmless in r.faults],
    ),
    Field(
        "differing",
        "list of int",
        mark("the cases that differ from what their facts give; looked for in a file without faults"),
        lambda r: list(r.differing),
    ),
    Field("deep", "bool", mark("whether facts were compared with their checksums too (`--deep`)"), lambda r: r.deep),
)
