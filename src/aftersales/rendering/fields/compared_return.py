"""A return whose modes are compared, as a page shows it."""

from __future__ import annotations

import shlex
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.modes.comparison import Comparison, RefundRequest
from aftersales.core.modes.figures import Figure
from aftersales.core.modes.past_costs import PastMedian
from aftersales.core.modes.rule import ModeDecision
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml import keys as toml_keys


class PostageFinding(NamedTuple):
    """The postage that the shop's past returns show, beside the configured figure (None: there is none). `path` is the
    key that would hold the learnt figure; None where there is nothing to take over.
    """

    learnt: PastMedian
    own_figure: Figure | None
    path: tuple[str, ...] | None

    def beside(self, used: Figure | None) -> str:
        """The figure that the comparison uses and its source, then what past returns show."""
        parts = [tr("not set") if used is None else _with_origin(used)]
        if used is not None and self.own_figure is not None and used.origin != self.own_figure.origin:
            parts.append(tr("yours is {figure}", figure=_with_origin(self.own_figure)))
        return "; ".join([*parts, self.learnt.summary()])

    @property
    def command(self) -> str:
        """The command that takes the learnt figure over."""
        return tr(
            "aftersales config set {key} {amount}",
            key=shell_key(*(self.path or ())),
            amount=self.learnt.median.decimal(),
        )


class ComparedReturn(NamedTuple):
    """A return with its modes compared. `open`: the mode is still to be chosen; then `clocks` has by mode the clocks
    that it would start, and `rule` what the mode rules decide. `postage` is what past returns show.
    """

    case: Case
    row: StoredCase
    derived: Derived
    zone: ZoneInfo
    matter: RefundRequest
    comparison: Comparison
    open: bool
    clocks: dict[str, tuple[Clock, ...]]
    hints: tuple[str, ...]
    notes: tuple[str, ...]
    rule: ModeDecision | None = None
    postage: PostageFinding | None = None


def shell_key(*path: str) -> str:
    """A key of the configuration, quoted for a shell."""
    return shlex.quote(text.plain(toml_keys.dotted(path)))


def _with_origin(figure: Figure) -> str:
    return f"{figure.as_text()}  ({text.plain(figure.origin)})"
