"""The keys of `triage`, and those that a case offers."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.cases import events, transitions
from aftersales.core.clocks import platform_deadlines, snooze
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines import extension
from aftersales.record import NamedTuple


class KeyBinding(NamedTuple):
    """A key, the word beside it on the screen, the command whose step it records, and what the help says of it."""

    key: str
    word: str
    command: str
    help: str


# A letter means the same wherever it is offered, or nearly: what is shipped is `s`, whoever ships it.
STEPS = (
    KeyBinding("a", "approve", "approve", "you accept the request; of a return, in which mode"),
    KeyBinding("o", "offer", "offer", "you offer a part of the money instead"),
    KeyBinding("y", "accepted", "accepted", "the buyer takes the part you offered"),
    KeyBinding("d", "declined", "declined", "the buyer doesn't take it"),
    KeyBinding("j", "reject", "reject", "you refuse the request, with a reason"),
    KeyBinding("w", "withdrawn", "withdrawn", "the buyer takes the request back"),
    KeyBinding("s", "shipped", "shipped", "the buyer sent the parcel back"),
    KeyBinding("t", "delivered", "delivered", "the parcel is there, not checked yet"),
    KeyBinding("v", "received", "received", "you checked the goods and accept them"),
    KeyBinding("x", "refused", "refused", "you refuse the goods that came back"),
    KeyBinding("l", "lost", "lost", "the parcel is lost"),
    KeyBinding("r", "replaced", "replaced", "the replacement is on its way"),
    KeyBinding("+", "extend", "extend", "you put off the receipt of the parcel"),
    KeyBinding("i", "dispute", "dispute", "the buyer disputes your refusal"),
    KeyBinding("h", "hand in proof", "evidence submit", "you handed in your evidence"),
    KeyBinding("g", "ruled", "ruled", "the platform ruled"),
    KeyBinding("w", "wrote", "review contact", "you wrote to the buyer"),
    KeyBinding("o", "offer", "review offer", "you offered something to put it right"),
    KeyBinding("v", "resolved", "review resolve", "how it ended"),
    KeyBinding("s", "dispatched", "order dispatched", "you handed the order over"),
    KeyBinding("t", "arrived", "order delivered", "the order reached the buyer"),
    KeyBinding("r", "tracking", "order tracking", "its tracking has moved"),
    KeyBinding("d", "done", "done", "that duty of the house is done"),
    KeyBinding("p", "appeal", "appeal", "you appealed"),
    KeyBinding("f", "refund", "refund", "the money went back to the buyer"),
    KeyBinding("m", "confirm", "confirm", "Seller Center shows it, or there is nothing to record"),
    KeyBinding("c", "close", "close", "nothing more is to happen"),
)
# Commands that no key stands for, and why.
LEFT_OUT = {
    "message": "it begins something new; `triage` is for what is there",
    "chargeback": "it begins something new, and the day is in an e-mail",
    "reopen": "a case of the list is open; what was closed a moment ago is taken back",
    "evidence add": "files are named more easily in the shell",
}
NOTE = KeyBinding("n", "note", "note", "something to remember, for your own desk")
SNOOZE = KeyBinding("z", "snooze", "snooze", "out of sight for a while, never past the deadline")
SKIP = KeyBinding(" ", "skip", "skip", "leave it as it is; Enter and k do the same")
BACK = KeyBinding("b", "back", "back", "the screen before")
UNDO = KeyBinding("u", "undo", "undo", "take back what was recorded last")
EXPLAIN = KeyBinding("e", "explain", "explain", "why the deadlines are what they are")
HELP = KeyBinding("?", "help", "help", "what the keys mean")
QUIT = KeyBinding("q", "quit", "quit", "leave, with a list of what to do now")
MOVES = (NOTE, SNOOZE, SKIP, BACK, UNDO, EXPLAIN, HELP, QUIT)
# What answers the platform, moves money or ends a case is shown and asked about once before it is recorded.
ASKED_ABOUT = frozenset(
    {"approve", "offer", "reject", "received", "refused", "refund", "extend", "evidence submit", "appeal", "close"}
)
# The names that the terminal gives to keys, and letters that mean the same as another.
_SAME = {"enter": " ", "k": " "}


def offered(kind: str, derived: Derived, now: datetime, *, extends: bool = True) -> tuple[KeyBinding, ...]:
    """The steps that make sense for a case as it stands at `now`, in the order a case usually goes. `extends`: the
    receipt of its parcel can still be put off.
    """
    state, asked = derived.state, platform_deadlines.awaits_decision(derived.clocks)
    could = set(transitions.possible_commands(kind, state, asked=asked))
    if transitions.refusal("request.offered", kind, state, asked=asked) is None:
        could.add("offer")
    if transitions.mode_is_open(kind, state, asked=asked):
        could.add("approve")
    if _to_confirm(derived, now):
        could.add("confirm")
    if not extends:
        could.discard(extension.COMMAND)
    return tuple(key for key in STEPS if key.command in could - _senseless(kind, derived, now))


def _senseless(kind: str, derived: Derived, now: datetime) -> set[str]:
    """What the table allows and the command would refuse for what else is known of the case."""
    happened = {h.event.name for h in derived.timeline.happenings}
    ticks = any(c.owner == "seller" and c.duty in events.DONE_EVENTS and c.in_sight(now) for c in derived.clocks)
    ticks = ticks or kind == "routine"
    return {
        "order dispatched" if "order.dispatched" in happened else "order tracking",
        *(() if ticks else ("done",)),
    }


def _to_confirm(derived: Derived, now: datetime) -> bool:
    """As the command has it: something waits for the platform's data, or somebody is asked to look."""
    waiting = any(not h.confirmed for h in derived.timeline.happenings)
    return waiting or any(c.duty in ("check", "close") and c.in_sight(now) for c in derived.clocks)


def moves(derived: Derived, now: datetime, *, back: bool, undo: bool) -> tuple[KeyBinding, ...]:
    """What else may be done on a screen: what makes no sense there is not offered."""
    senseless = {
        SNOOZE.command: derived.state.closed or snooze.latest_end(derived.clocks, now) is None,
        NOTE.command: False,
        BACK.command: not back,
        UNDO.command: not undo,
    }
    return tuple(key for key in MOVES if not senseless.get(key.command, False))


def find(pressed: str, keys: tuple[KeyBinding, ...]) -> KeyBinding | None:
    """The key among those offered that was pressed; None for any other."""
    wanted = _SAME.get(pressed.lower(), pressed.lower())
    return next((key for key in keys if key.key == wanted), None)
