"""Messages to the buyer about a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aftersales.core.messages import templates
from aftersales.core.messages.playbooks import STAGES
from aftersales.core.vocabulary import GOODS_KINDS, REQUEST_KINDS
from aftersales.named_tuple import NamedTuple
from aftersales.text import plain
from aftersales.toml.reader import Reader

# What a message is about, in the order in which a case goes.
REPLY_SUBJECTS = (
    "acknowledge", "photos", "trace", "approve", "reject", "offer", "checking", "accepted", "refuse", "refunded",
    "sent",
)  # fmt: skip
# What `draft` takes: about a request, a review or a parcel.
DRAFT_SUBJECTS = tuple(dict.fromkeys((*REPLY_SUBJECTS, *STAGES)))
GROUNDS = (
    "delivered", "no-fault", "as-described", "complete", "used", "too-late", "no-evidence", "dispatched", "other",
)  # fmt: skip
# The groups of reasons for which the buyer is asked to show something else than for the others.
SHOWN = (
    "damaged", "defective", "wrong-item", "missing-parts", "not-as-described", "change-of-mind", "other",
)  # fmt: skip
_FOR_MODE = ("keep", "seller-address", "local-service", "undecided", "return")
_FOR_KIND = ("refund", *GOODS_KINDS, "cancellation")
REPLIES = (
    "acknowledge", "photos", "trace", "trace-return", *(f"approve-{name}" for name in (*_FOR_MODE, *_FOR_KIND)),
    "reject", "offer", "underway", "checking", "accepted", "accepted-goods", "refuse", "refunded", "sent",
)  # fmt: skip
# Facts that a message can't do without: where they are not known, the seller fills them in.
NEEDED = ("amount", "address", "reason")
_ON_PARCEL = {"shipped": "checking", "delivered": "checking", "received": "accepted", "lost": "trace"}
_FLAGS = ("dispute",)
_BESIDE = {
    "refund": ("photos", "trace", "offer", "refunded"),
    "return": ("photos", "trace", "offer", "checking", "accepted", "refuse", "refunded"),
    "replacement": ("photos", "checking", "accepted", "refuse", "sent"),
    "exchange": ("photos", "offer", "checking", "accepted", "refuse", "sent"),
    "reshipment": ("photos", "trace", "offer", "sent"),
    "cancellation": ("refunded",),
}


def subjects(kind: str) -> tuple[str, ...]:
    """What a message about a case of this kind can be about; nothing for a kind that is not a request."""
    if kind not in REQUEST_KINDS:
        return ()
    possible = {"acknowledge", "approve", "reject", *_BESIDE[kind]}
    return tuple(subject for subject in REPLY_SUBJECTS if subject in possible)


class RequestState(NamedTuple):
    """Where a request stands, as far as a message depends on it: its kind, the axes of its state, the mode, and the
    group of the buyer's reason. `sent`: the new goods are on their way; `ended`: the request is over.
    """

    kind: str
    decision: str
    parcel: str
    money: str
    mode: str
    group: str
    sent: bool = False
    ended: bool = False


def proposed(standing: RequestState) -> str | None:
    """The subject that fits where a request stands; None where nothing is left to say. What is not decided yet is
    neither approved nor rejected by a proposal.
    """
    decision, parcel = standing.decision, standing.parcel
    if standing.sent:
        return "sent"
    if standing.money in ("partial", "refunded") and decision in ("approved", "offered"):
        return "refunded"
    if standing.ended and parcel != "refused":
        return None
    if decision == "pending":
        return _first_answer(standing)
    if parcel == "refused":
        return "refuse"
    if decision == "approved":
        return _ON_PARCEL.get(parcel, "approve")
    return {"rejected": "reject", "offered": "offer"}.get(decision)


def _first_answer(standing: RequestState) -> str:
    possible = subjects(standing.kind)
    if standing.group in ("not-received", "late") and "trace" in possible and standing.kind != "return":
        return "trace"
    return "photos" if standing.group in SHOWN[:5] and "photos" in possible else "acknowledge"


class Reply(NamedTuple):
    """One message: the name of its text, and the ground of a rejection, else empty."""

    name: str
    ground: str = ""


def reply(subject: str, standing: RequestState, mode: str, ground: str) -> Reply:
    """Which text tells the buyer about a subject. `mode` is how a return is settled."""
    kind = standing.kind
    if subject == "approve" and kind == "return":
        # What the platform approved, it has told the buyer how to send back.
        in_app = mode == "undecided" and standing.decision == "approved"
        return Reply(f"approve-{'return' if in_app else 'keep' if mode == 'partial' else mode}")
    if subject == "checking" and standing.parcel in ("awaited", "shipped"):
        return Reply("underway")
    if subject == "approve":
        return Reply(f"approve-{kind}")
    if subject == "accepted" and kind in GOODS_KINDS:
        return Reply("accepted-goods")
    if subject == "trace" and kind == "return":
        return Reply("trace-return")
    return Reply(subject, ground) if subject == "reject" else Reply(subject)


@dataclass(frozen=True, slots=True)
class Replies:
    """Every message. `texts`, `grounds` and `shows` are sentences by name and language, `wordings` has how facts are
    said, and `marks` what stands for a needed fact that is not known, by fact and language.
    """

    texts: Mapping[tuple[str, str], str]
    grounds: Mapping[tuple[str, str], str]
    shows: Mapping[tuple[str, str], str]
    marks: Mapping[tuple[str, str], str]
    wordings: templates.Wordings


def places(table: Replies, chosen: Reply) -> frozenset[str]:
    """The facts that a message names."""
    return frozenset(templates.PLACE.findall(table.texts[chosen.name, templates.LANGUAGES[0]]))


class ReplyDraft(NamedTuple):
    """A message, and the marks in it that the seller must fill in before it is sent."""

    text: str
    unfilled: tuple[str, ...]


def draft(table: Replies, chosen: Reply, group: str, language: str, facts: Mapping[str, str | None]) -> ReplyDraft:
    """A message in a language with the known facts; what it can't do without is marked where it is not known."""
    shown = group if group in SHOWN else "other"
    text = table.texts[chosen.name, language]
    text = text.replace("{show}", table.shows[shown, language])
    if chosen.ground:
        text = text.replace("{ground}", table.grounds[chosen.ground, language])
    known = {name: _prepared(name, fact) for name, fact in facts.items() if fact and fact.strip()}
    named = dict.fromkeys(templates.PLACE.findall(text))
    unfilled = tuple(table.marks[name, language] for name in named if name in NEEDED and name not in known)
    marks = {name: table.marks[name, language] for name in NEEDED}
    return ReplyDraft(templates.filled(text, language, {**marks, **known}, table.wordings), unfilled)


def _prepared(name: str, fact: str) -> str:
    """A fact as it stands in a message. An address and a reason are the seller's own and are never cut."""
    return templates.shortened(fact) if name == "product" else "\n".join(map(plain, fact.strip().splitlines()))


def parse_replies(where: str, tables: Mapping[str, Any]) -> Replies:
    """Replies from a file's tables. `where` names the file. Raises PolicyError with every mistake of the file."""
    reader = Reader(where)
    reader.keys("", tables, {"checked", "needed", "words", "ground", "show", "reply"})
    reader.day("", "checked", tables.get("checked"))
    wordings = templates.read_wordings(reader, reader.table("", "words", tables.get("words")), _FLAGS)
    for language in templates.LANGUAGES:
        wordings |= {(language, name): (f"{{{name}}}", "") for name in NEEDED}
    facts = {name for _, name in wordings}

    def texts(key: str, names: tuple[str, ...], more: tuple[str, ...] = ()) -> dict[tuple[str, str], str]:
        return templates.read_named_texts(reader, key, tables.get(key), names, {*facts, *more})

    marks, grounds, shows = texts("needed", NEEDED), texts("ground", GROUNDS), texts("show", SHOWN)
    written = texts("reply", REPLIES, ("ground", "show"))
    reader.done()
    return Replies(written, grounds, shows, marks, wordings)
