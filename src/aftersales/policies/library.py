"""The built-in data on reasons, evidence, wording and playbooks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales.errors import PolicyError
from aftersales.language import tr

if TYPE_CHECKING:
    from aftersales.core.messages.playbooks import Playbooks
    from aftersales.core.messages.replies import Replies
    from aftersales.core.messages.wording_check import WordingRules
    from aftersales.core.requests.evidence import Evidence
    from aftersales.core.requests.reasons import Reasons

_HERE = Path(__file__).parent / "data" / "library"


def _toml(name: str) -> dict[str, Any]:
    import tomllib  # lazy: few commands need a file

    try:
        return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([tr("{name}: not readable as TOML: {error}", name=name, error=error)]) from None


@cache
def reasons() -> Reasons:
    """The groups of buyers' reasons. Raises PolicyError for a bad file."""
    from aftersales.core.requests.reasons import parse_reasons

    return parse_reasons("library/reasons.toml", _toml("reasons.toml"))


@cache
def marks() -> tuple[tuple[str, str], ...]:
    """The phrases of `reasons()` with their groups, from a JSON file made from its TOML. The list of due cases needs
    them, and JSON loads faster.
    """
    return tuple((mark, group) for mark, group in json.loads((_HERE / "reasons.json").read_text(encoding="utf-8")))


@cache
def defective(reason: str | None, code: str | None = None) -> bool:
    """Whether a buyer's reason claims that the product is defective. Damage in transit does not count."""
    from aftersales.core.requests.reasons import Reasons, group

    return group(reason, Reasons({}, marks()), code) == "defective"


@cache
def evidence() -> Evidence:
    """The proof that a step needs, by group of reasons. Raises PolicyError for a bad file."""
    from aftersales.core.requests.evidence import parse_evidence

    return parse_evidence("library/evidence.toml", _toml("evidence.toml"))


@cache
def wording() -> WordingRules:
    """What a message to a buyer may not say. Raises PolicyError for a bad file."""
    from aftersales.core.messages.wording_check import parse_wording

    return parse_wording("library/wording.toml", _toml("wording.toml"))


@cache
def playbooks() -> Playbooks:
    """What to do for each cause of a bad review, and the drafts of messages. Raises PolicyError for a bad file."""
    from aftersales.core.messages.playbooks import parse_playbooks

    return parse_playbooks("library/playbooks.toml", _toml("playbooks.toml"))


@cache
def replies() -> Replies:
    """The messages to the buyer about a request. Raises PolicyError for a bad file."""
    from aftersales.core.messages.replies import parse_replies

    return parse_replies("library/replies.toml", _toml("replies.toml"))
