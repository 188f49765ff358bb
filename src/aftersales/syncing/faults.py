"""What the platform refuses, what goes wrong underway, and what follows."""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType

from aftersales.errors import AftersalesError
from aftersales.language import mark, tr
from aftersales.text import excerpt, sentences

OTHER_VERSION = frozenset({36009009, 36009014})  # path or version unknown: an older version may be known


class FaultKind(StrEnum):
    """What a fault stops, or how it is mended."""

    RETRY = "retry"  # ask again, a few times
    UNREACHABLE = "unreachable"  # no connection at all; ask again, a few times, then nothing goes on
    REFRESH = "refresh"  # renew the access token, and ask again once
    CLOCK = "clock"  # set the time right, and ask again once
    STREAM = "stream"  # the other streams go on
    SHOP = "shop"  # the other shops go on
    ALL = "all"  # nothing goes on
    OURS = "ours"  # a bug of this program; the other streams go on
    LATE = "late"  # the time that was given for the whole run is over


class PlatformFault(AftersalesError):
    """A request that brought nothing. str() is the whole sentence for the user, without any secret.

    `code` is the platform's, None where it gave none; `retry_after` the seconds for which the platform asks to wait.
    """

    def __init__(
        self,
        kind: FaultKind,
        sentence: str,
        code: int | None = None,
        request_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.kind, self.code, self.request_id, self.retry_after = kind, code, request_id, retry_after

    @property
    def wants_other_version(self) -> bool:
        """Whether the platform doesn't know this version of the request."""
        return self.code in OTHER_VERSION


_LOGIN = mark("Log in again: aftersales login.")
_BUSY = mark("TikTok limits how often it may be asked. Try again later.")
_DOWN = mark("TikTok has a fault of its own. Try again later.")
_OURS = mark("TikTok doesn't take this request as aftersales writes it. Please report this, with the request's number.")
_VERSION = mark("TikTok doesn't offer these data to this app in a version that aftersales knows.")
_CIPHER = mark("TikTok doesn't take the shop's key. Tie the shop to its authorisation again: aftersales login.")
_KEY = mark("TikTok doesn't know the app key. Compare it with the app's page in the Partner Center.")

# Source of codes and kinds: the official page "Common errors", and clients that run on live data.
_CODES = MappingProxyType(
    {
        36009002: (FaultKind.RETRY, _BUSY),
        36009003: (FaultKind.RETRY, _DOWN),
        36009007: (FaultKind.RETRY, _DOWN),
        105002: (FaultKind.REFRESH, _LOGIN),
        36009009: (FaultKind.STREAM, _VERSION),
        36009014: (FaultKind.STREAM, _VERSION),
        101000: (FaultKind.SHOP, _CIPHER),
        106013: (FaultKind.SHOP, _CIPHER),
        36009043: (FaultKind.SHOP, mark("The shop is not active on TikTok. Look in Seller Center.")),
        36009044: (FaultKind.SHOP, mark("The seller is not active on TikTok. Look in Seller Center.")),
        106001: (
            FaultKind.ALL,
            mark("TikTok refuses the signature: the app secret is wrong. Log in again with the secret of the app."),
        ),
        36009033: (
            FaultKind.ALL,
            mark("This computer's address is not on the app's allow list. Add it in the Partner Center."),
        ),
        36009037: (FaultKind.ALL, mark("The calls of this hour are used up. Try again in an hour.")),
        36009010: (FaultKind.OURS, _OURS),
        36009022: (FaultKind.OURS, _OURS),
        36009023: (FaultKind.OURS, _OURS),
        98001004: (FaultKind.OURS, _OURS),
    }
)
_MANY_FAULTS = 36009004  # one code for many faults; the words of its message tell which
_WORDS = (
    (r"time ?stamp", FaultKind.CLOCK, mark("TikTok says that this computer's clock is wrong. Set it by the internet.")),
    (r"app_?key", FaultKind.ALL, _KEY),
    (r"shop_?cipher|shop_?id", FaultKind.SHOP, _CIPHER),
    (r"page[_ ]?token|page[_ ]?size", FaultKind.OURS, _OURS),
    (r"access[_-]?token|\btoken\b", FaultKind.REFRESH, _LOGIN),
    (r"\bversion\b", FaultKind.STREAM, _VERSION),
    (r"\b(sign|type|parameters?|params?|int64|body)\b", FaultKind.OURS, _OURS),
)
_SCOPE, _LIMIT, _INTERNAL = 105005, 36009002, 36009003
_TOO_MANY, _SERVER = 429, 500


def of_answer(code: int, message: str, request_id: str = "", scope: str = "", status: int = 200) -> PlatformFault:
    """The fault that an error answer of the platform means. `scope` is what the request needs."""
    kind, sentence = _meaning(code, message, status)
    if code == _SCOPE:
        what = tr(
            "The authorisation doesn't include {scope}. Add it to the app in the Partner Center, wait until it applies "
            "(up to 24 hours), and log in again: aftersales login.",
            scope=scope or "?",
        )
    else:
        what = tr(sentence)
    theirs = excerpt(message, 200)
    if request_id:
        quoted = tr(
            "TikTok's words: {words} (code {code}, request {request})",
            words=theirs,
            code=code,
            request=excerpt(request_id, 64),
        )
    else:
        quoted = tr("TikTok's words: {words} (code {code})", words=theirs, code=code)
    return PlatformFault(kind, sentences([what, quoted]), code, request_id)


def _meaning(code: int, message: str, status: int) -> tuple[FaultKind, str]:
    if code in _CODES:
        return _CODES[code]
    if code == _SCOPE:
        return FaultKind.STREAM, ""
    if code == _MANY_FAULTS:
        for pattern, kind, sentence in _WORDS:
            if re.search(pattern, message, re.IGNORECASE):
                return kind, sentence
        return FaultKind.ALL, mark("TikTok refuses the request.")
    if status >= _SERVER or status == _TOO_MANY:
        return _CODES[_LIMIT if status == _TOO_MANY else _INTERNAL]
    return FaultKind.STREAM, mark("TikTok refuses the request for a reason that aftersales doesn't know.")


def of_status(status: int) -> PlatformFault:
    """The fault of an answer that does not come from the platform: not JSON, or without its envelope."""
    if status == _TOO_MANY:
        return PlatformFault(FaultKind.RETRY, tr(_BUSY))
    if status >= _SERVER:
        return PlatformFault(
            FaultKind.RETRY,
            tr(
                "TikTok is not available (HTTP status {status}, without an answer of its own). Try again later.",
                status=status,
            ),
        )
    return PlatformFault(
        FaultKind.RETRY,
        tr(
            "What came is not an answer of TikTok's (HTTP status {status}). A proxy or the login page of a network may "
            "stand in between: open any web page in a browser, then try again.",
            status=status,
        ),
    )
