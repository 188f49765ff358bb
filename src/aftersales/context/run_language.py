"""The language of a run: option, environment, configuration, locale."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from aftersales.errors import ConfigError
from aftersales.language import LANGUAGES
from aftersales.settings.paths import default_config

_CHINESE_WINDOWS = 0x04  # the primary language of all Chinese locales


def language_of_run(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> str:
    """The language of a run: `--lang`, AFTERSALES_LANG, [display] lang, else that of the locale.

    It is chosen before the command line is parsed, since help and usage errors are in it too. A value that is not a
    language is ignored here; whoever parses the option or the configuration refuses it. English if the encoding of the
    output has no Chinese.
    """
    named = _typed(arguments, "--lang") or environ.get("AFTERSALES_LANG") or _configured(arguments, environ)
    language = named if named in LANGUAGES else of_locale(environ)
    return language if language == LANGUAGES[0] or _can_be_written() else LANGUAGES[0]


def of_locale(environ: Mapping[str, str] = os.environ) -> str:
    """The language of the locale, as gettext chooses it. Every Chinese locale is `zh`, also Taiwan's and Hong Kong's:
    people there read the catalogue's simplified characters more easily than English.
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    if not locale and sys.platform == "win32":
        import ctypes

        return LANGUAGES[ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _CHINESE_WINDOWS]
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        return LANGUAGES[0]
    wanted = [*environ.get("LANGUAGE", "").split(":"), locale]
    return next((name[:2] for name in wanted if name[:2] in LANGUAGES and not name[2:3].isalpha()), LANGUAGES[0])


def _typed(arguments: Sequence[str], option: str) -> str | None:
    """The last value that was typed for an option; None if there is none."""
    value = None
    for n, word in enumerate(arguments):
        if word == "--":
            break
        if word == option and n + 1 < len(arguments):
            value = arguments[n + 1]
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
    return value


def _configured(arguments: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """The language that the configuration names; None if the file can't be read: the command says later what is wrong
    with it.
    """
    try:
        named = _typed(arguments, "--config") or environ.get("AFTERSALES_CONFIG")
        path = Path(named) if named else default_config(environ)
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait, and use up its data
            return None
        data = path.read_bytes()
    except (OSError, ValueError, ConfigError):
        return None
    if b"lang" not in data:
        return None
    import tomllib  # lazy: most configurations name no language

    try:
        display = tomllib.loads(data.decode()).get("display")
    except (ValueError, RecursionError):
        return None
    language = display.get("lang") if isinstance(display, dict) else None
    return language if isinstance(language, str) else None


def _can_be_written() -> bool:
    """Whether the encoding of both streams has Chinese characters: a code page of Western Europe has none."""
    try:
        for stream in (sys.stdout, sys.stderr):
            "售后".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
