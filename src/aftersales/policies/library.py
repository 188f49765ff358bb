"""Decides where the app's own data lie (reasons, evidence, wording, playbooks) and reads each file when it is first
asked for; leaves their meaning to the core.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales.errors import PolicyError

if TYPE_CHECKING:
    from aftersales.core.messages.playbooks import Playbooks
    from aftersales.core.messages.wording_check import WordingRules
    from aftersales.core.requests.evidence import Evidence
    from aftersales.core.requests.reasons import Reasons

_HERE = Path(__file__).parent / "data" / "library"


def _toml(name: str) -> dict[str, Any]:
    import tomllib  # only the commands that need a file pay for the parser

    try:
        return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([f"{name}: not readable as TOML: {error}"]) from None


@cache
def reasons() -> Reasons:
    """The groups of buyers' reasons. Raises PolicyError for a bad file."""
    from aftersales.core.requests.reasons import parse_reasons

    return parse_reasons("app/reasons.toml", _toml("reasons.toml"))


@cache
def marks() -> tuple[tuple[str, str], ...]:
    """The words of `reasons()` alone, from a file that is derived from its own: the list of what is due asks for them
    too, and has no time for TOML.
    """
    return tuple((mark, group) for mark, group in json.loads((_HERE / "reasons.json").read_text(encoding="utf-8")))


@cache
def defective(reason: str | None) -> bool:
    """Whether a buyer's reason claims that the product is defective. Damage on the way is not that."""
    from aftersales.core.requests.reasons import Reasons, group

    return group(reason, Reasons({}, marks())) == "defective"


@cache
def evidence() -> Evidence:
    """The proof that is asked for, by step and group of reasons. Raises PolicyError for a bad file."""
    from aftersales.core.requests.evidence import parse_evidence

    return parse_evidence("app/evidence.toml", _toml("evidence.toml"))


@cache
def wording() -> WordingRules:
    """What a message to a buyer may not say. Raises PolicyError for a bad file."""
    from aftersales.core.messages.wording_check import parse_wording

    return parse_wording("app/wording.toml", _toml("wording.toml"))


@cache
def playbooks() -> Playbooks:
    """What to do for each cause of a bad review, and the drafts of messages. Raises PolicyError for a bad file."""
    from aftersales.core.messages.playbooks import parse_playbooks

    return parse_playbooks("app/playbooks.toml", _toml("playbooks.toml"))
