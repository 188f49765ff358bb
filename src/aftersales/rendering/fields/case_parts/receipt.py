"""The fields of a receipt's grades, and what they suggest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from aftersales.language import mark
from aftersales.rendering.fields.view import Field, amount, json_value

if TYPE_CHECKING:
    from aftersales.core.modes.grade_suggestion import GradeSuggestion
    from aftersales.core.requests.receipt import GradedItem


def _items(items: Iterable[GradedItem]) -> list[dict[str, Any]]:
    return [item._asdict() for item in items]


def _suggested(suggestion: GradeSuggestion | None) -> dict[str, Any] | None:
    """What the grades suggest, as a JSON object, with the rules that say so."""
    if suggestion is None:
        return None
    return {
        "outcome": suggestion.outcome,
        "text": suggestion.sentence,
        "least": amount(suggestion.least),
        "most": amount(suggestion.most),
        "command": suggestion.command or None,
        "steps": list(suggestion.steps),
        "sources": [
            {
                "note": rule.source.note,
                "source": rule.source.text,
                "source_date": json_value(rule.source.dated),
                "confidence": rule.source.confidence,
            }
            for rule in suggestion.rules
        ],
    }


ITEMS = Field(
    "items",
    "list of object",
    mark("what came back: sku, quantity, grade, to_stock and scrap (how many units went where) of each"),
    lambda row: _items(row.items),
)
SUGGESTION = Field(
    "suggestion",
    "object or null",
    mark("what the grades suggest: outcome, text, least, most, command, steps and sources"),
    lambda row: _suggested(row.suggestion),
)
