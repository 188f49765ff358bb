"""The fields of a rule set that is shown or copied."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.core.rules.policy import Overlay, Rule
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.policies import OVERLAY_FIELDS, POLICY_FIELDS, RULE_FIELDS, RuleSetRow
from aftersales.rendering.fields.view import Field, View, attributed


class ShownPolicy(NamedTuple):
    """A rule set as it is shown: what heads it, the rules that were asked for, and the overlays that change those."""

    head: RuleSetRow
    rules: Sequence[Rule]
    overlays: Sequence[Overlay]


def _of_head(field: Field) -> Field:
    return field._replace(value=lambda shown: field.value(shown.head))


_RULES = Field(
    "rules",
    "list of object",
    mark("the rules; their fields are below"),
    lambda shown: list(View(RULE_FIELDS, shown.rules).objects()),
)
# As in the list, with the rules themselves in the place of their number.
SHOWN_POLICY_FIELDS = (
    *(_RULES if field.name == "rules" else _of_head(field) for field in POLICY_FIELDS),
    Field(
        "overlays",
        "list of object",
        mark("the overlays that change them; their fields are below"),
        lambda shown: list(View(OVERLAY_FIELDS, shown.overlays).objects()),
    ),
)


class PolicyCopy(NamedTuple):
    """A policy file to start from: of which rule set, and the rules that are in it as they are."""

    file: str
    policy: str
    market: str
    rules: Sequence[str]
    text: str
    dry_run: bool


POLICY_COPY_FIELDS = attributed(
    ("file", "str", mark("the policy file")),
    ("policy", "str", mark("name of the rule set that was copied")),
    ("market", "str", mark("ISO code of the market")),
    ("rules", "list of str", mark("the rules that are in it as they are; the others are comments")),
    ("text", "str", mark("what the file says")),
    ("dry_run", "bool", mark("true: nothing was written")),
)
