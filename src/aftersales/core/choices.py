"""Words of which an option takes one, and those meant by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aftersales import text
from aftersales.errors import UsageError
from aftersales.language import tr

_FEW = 10  # so many words an option takes are listed beside the nearest
_NEAR = 0.7  # of 1, how alike two words are so that one may be a slip for the other

# What people type for a word that an option may take: by meaning, as by spelling `send` would lead to `refund`.
_MEANT: Mapping[str, str] = {
    "dispatch": "send ship ship-out post fulfil fulfill parcels orders",
    "respond": "answer reply decide request requests review approve reject",
    "confirm-receipt": "receive received inspect inspection check-in arrived receipt",
    "ship-back": "send-back return-parcel",
    "refund": "pay pay-back money-back returnless refund-only refunds reimburse",
    "return": "returns return-refund return-and-refund goods-back",
    "replacement": "replace replacements swap",
    "exchange": "exchanges",
    "reshipment": "resend reship",
    "cancellation": "cancel cancels cancelled canceled cancellations",
    "delivery": "parcel parcels order orders deliveries shipping dispatch tracking",
    "review": "reviews rating ratings stars",
    "returned-to-sender": "undelivered undeliverable returned rts failed-delivery back-to-sender sender",
    "reclaim": "ask-back request-back undelivered",
    "routine": "chore chores reminder routines house",
    "answer-message": "message messages chat reply",
    "answer-chargeback": "chargeback chargebacks",
    "trace": "track tracking chase",
    "check": "look lookup look-up",
    "look": "check lookup look-up",
    "house": "chore chores own",
    "standing": "parcels dispatch late",
    "right": "rights appeal claim",
    "keep": "no-return returnless keep-it",
    "seller-address": "own-address my-address back address own",
    "local-service": "local service tiktok-service",
    "partial": "part offer half",
    "seller": "me us we mine",
    "buyer": "customer them client",
    "platform": "tiktok",
    "nobody": "none no-one",
    "carrier": "courier royal-mail post",
    "en": "english",
    "zh": "chinese cn zh-cn 中文",
    "fold": "folded short",
    "list": "show all listed",
    "off": "hide no none without",
    "due": "deadline date time",
    "amount": "money value price",
    "urgency": "urgent",
    "csv": "excel xlsx spreadsheet",
    "table": "text plain human",
    "jsonl": "ndjson",
    "md": "markdown",
    "html": "htm web page webpage",
    "in-transit": "shipped sent on-the-way",
    "awaiting-shipment": "to-ship unshipped paid",
    "open": "pending live running active",
    "closed": "done finished",
    "not-received": "lost missing undelivered",
    "damaged": "broken",
    "dmy": "uk gb european day-first",
    "mdy": "us american month-first",
    "ymd": "iso year-first",
}


def one_of(option: str, value: str, known: Sequence[str], few: int = _FEW) -> str:
    """One of the words that an option takes. Raises UsageError, which lists up to `few` of them."""
    if value not in known:
        raise unknown(option, value, known, few)
    return value


def unknown(option: str, value: str, known: Sequence[str], few: int = _FEW) -> UsageError:
    """That an option does not take a word; up to `few` that it takes are listed beside the one that may be meant."""
    near, listed = meant(value, known), text.listed(known)
    if near is None:
        return UsageError(
            tr("{option} {value!r} is not known; it takes {known}.", option=option, value=value, known=listed)
        )
    question = tr("{option} {value!r} is not known; did you mean {near}?", option=option, value=value, near=near)
    return UsageError(
        question if len(known) > few else tr("{question} It takes {known}.", question=question, known=listed)
    )


def meant(value: str, known: Sequence[str]) -> str | None:
    """Which of the words that are known is meant by another one: by its meaning, else by its spelling; else None."""
    from difflib import get_close_matches  # only for a mistake

    word = "-".join(value.strip().casefold().replace("_", " ").split())
    if word in known:
        return word
    if same := [name for name in _meaning(word) if name in known]:
        return same[0]
    begun = [name for name in known if len(word) >= 3 and name.startswith(word)]
    near = begun if len(begun) == 1 else get_close_matches(word, known, n=1, cutoff=_NEAR)
    return near[0] if near else None


def _meaning(word: str) -> Iterator[str]:
    return (name for name, others in _MEANT.items() if word in others.split())
