"""Translation of every sentence for a person."""

from __future__ import annotations

from collections.abc import Callable

LANGUAGES = ("en", "zh")
# Between the context of a text and the text, as gettext has it.
_CONTEXT = "\x04"

_language = LANGUAGES[0]
_translation: Callable[[str], str | None] | None = None  # None for English, which needs no catalogue


def tr(message: str, context: str = "", /, **values: object) -> str:
    """The sentence in the language of this run, its placeholders filled by name.

    A sentence is written whole, with named placeholders: `tr("no case {case}", case=number)`. Parts of sentences can't
    be translated. With values, literal braces are doubled. A `context` distinguishes two texts that are the same in
    English only: `tr("open", "an order")`.
    """
    if _translation is not None:
        message = _translation(mark(message, context)) or message
    if _CONTEXT in message:
        message = message.partition(_CONTEXT)[2]
    return message.format(**values) if values else message


def mark(message: str, context: str = "", /) -> str:
    """Mark a sentence in a table or constant for translation; the code that shows it calls `tr` on it.

    A module is imported before the language of the run is known, so `tr` is called inside functions only.
    """
    return f"{context}{_CONTEXT}{message}" if context else message


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """As `tr`, in the singular or plural form for a count; it fills the placeholder `count`."""
    message = _translation(one) if _translation is not None else None
    return (message or (one if count == 1 else many)).format(count=count, **values)


def use(language: str) -> None:
    """Use this language from now on; English if its catalogue was not compiled, as in a source tree."""
    global _language, _translation
    _language, _translation = LANGUAGES[0], None
    if language != LANGUAGES[0]:
        from aftersales.locale.catalogue import read  # English needs none

        _translation = read(language)
        _language = language if _translation is not None else LANGUAGES[0]


def current() -> str:
    """The language of this run."""
    return _language
