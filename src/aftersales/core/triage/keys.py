"""Key bindings of `triage`, and those that a case offers."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.cases import events, transitions
from aftersales.core.cases.timeline import is_parcel_undated
from aftersales.core.clocks import platform_deadlines, snooze
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines import extension
from aftersales.core.deadlines.opening import opening_of_duty
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple


class KeyBinding(NamedTuple):
    """A key, the word beside it on the screen, the command whose step it records, and its help."""

    key: str
    word: str
    command: str
    help: str


# A letter means much the same in every kind of case: `s` is a shipped parcel, whoever ships it.
STEPS = (
    KeyBinding("a", mark("approve", "a key"), "approve", mark("you accept the request; for a return, choose the mode")),
    KeyBinding("o", mark("offer", "a key"), "offer", mark("you offer a part of the money instead")),
    KeyBinding("y", mark("accepted", "a key"), "accepted", mark("the buyer accepts the part you offered")),
    KeyBinding("d", mark("declined", "a key"), "declined", mark("the buyer doesn't accept it")),
    KeyBinding("j", mark("reject", "a key"), "reject", mark("you refuse the request, with a reason")),
    KeyBinding("w", mark("withdrawn", "a key"), "withdrawn", mark("the buyer takes the request back")),
    KeyBinding("s", mark("shipped", "a key"), "shipped", mark("the buyer sent the parcel back")),
    KeyBinding("t", mark("delivered", "a key"), "delivered", mark("the parcel has arrived, not checked yet")),
    KeyBinding("v", mark("received", "a key"), "received", mark("you checked the goods and accept them")),
    KeyBinding("x", mark("refused", "a key"), "refused", mark("you refuse the goods that came back")),
    KeyBinding("l", mark("lost", "a key"), "lost", mark("the parcel is lost")),
    KeyBinding("r", mark("replaced", "a key"), "replaced", mark("the replacement is on its way")),
    KeyBinding("+", mark("extend", "a key"), "extend", mark("you extend the time to check the parcel")),
    KeyBinding("i", mark("dispute", "a key"), "dispute", mark("the buyer disputes your refusal")),
    KeyBinding("h", mark("hand in proof", "a key"), "evidence submit", mark("you handed in your evidence")),
    KeyBinding("=", mark("ruled", "a key"), "ruled", mark("the platform decided")),
    KeyBinding("w", mark("wrote", "a key"), "review contact", mark("you wrote to the buyer")),
    KeyBinding("o", mark("offer", "a key"), "review offer", mark("you offered something to put it right")),
    KeyBinding("v", mark("resolved", "a key"), "review resolve", mark("how it ended")),
    KeyBinding("s", mark("dispatched", "a key"), "order dispatched", mark("you handed the order over")),
    KeyBinding("y", mark("collected", "a key"), "order collected", mark("the carrier has collected it")),
    KeyBinding("t", mark("arrived", "a key"), "order delivered", mark("the order reached the buyer")),
    KeyBinding("r", mark("tracking", "a key"), "order tracking", mark("its tracking has moved")),
    KeyBinding("d", mark("done", "a key"), "done", mark("that duty of your own is done")),
    KeyBinding("p", mark("appeal", "a key"), "appeal", mark("you appealed")),
    KeyBinding("f", mark("refund", "a key"), "refund", mark("the money went back to the buyer")),
    KeyBinding("m", mark("confirm", "a key"), "confirm", mark("Seller Center shows it, or there is nothing to record")),
    KeyBinding("c", mark("close", "a key"), "close", mark("nothing more will happen")),
)
# Commands without a key, and why.
WITHOUT_KEY = {
    "message": mark("it starts a new case; `triage` is for existing cases"),
    "chargeback": mark("it starts a new case, and the day is in an e-mail"),
    **dict.fromkeys(
        ("claim open", "claim submit", "claim won", "claim lost"),
        mark("a claim runs for weeks; the screen names the command where facts speak for one"),
    ),
    **dict.fromkeys(
        ("send-back called", "send-back sent", "send-back reimbursed", "send-back dropped"),
        mark("it takes a call, a tracking number or an amount; the screen names the command"),
    ),
    "reopen": mark("every case of the list is open; undo what was just closed"),
    "stock place": mark("it says where single pieces are, and most often much later"),
    "evidence add": mark("file names are easier to enter in the shell"),
}
NOTE = KeyBinding("n", mark("note"), "note", mark("something to remember, only for you"))
SNOOZE = KeyBinding("z", mark("snooze"), "snooze", mark("hide it for a while, never past the deadline"))
SKIP = KeyBinding(" ", mark("skip"), "skip", mark("leave it as it is; Enter and k do the same"))
BACK = KeyBinding("b", mark("back"), "back", mark("the previous screen"))
UNDO = KeyBinding("u", mark("undo"), "undo", mark("undo the last step"))
FIND = KeyBinding("/", mark("find"), "find", mark("find a case by its number, product or the buyer's words"))
GO = KeyBinding("g", mark("go"), "go", mark("go to a case by its id, or its request, order or tracking number"))
EXPLAIN = KeyBinding("e", mark("explain"), "explain", mark("why the deadlines are what they are"))
HELP = KeyBinding("?", mark("help"), "help", mark("what the keys mean"))
QUIT = KeyBinding("q", mark("quit"), "quit", mark("quit, with a list of what to do now"))
MOVES = (NOTE, SNOOZE, SKIP, BACK, UNDO, FIND, GO, EXPLAIN, HELP, QUIT)
# These answer the platform, move money, end a case or a deadline that guards money, so the person confirms them before
# they are recorded.
CONFIRMED_STEPS = frozenset(
    {"approve", "offer", "accepted", "reject", "withdrawn", "received", "refused", "lost", "refund", "extend"}
    | {"evidence submit", "ruled", "appeal", "close"}
)
# Keys, by the terminal's names, that mean the same as another.
_ALIASES = {"enter": " ", "k": " "}


def offered(kind: str, derived: Derived, now: datetime, *, extends: bool = True) -> tuple[KeyBinding, ...]:
    """The steps that make sense for a case at `now` (UTC), in the usual order of a case.

    `extends` tells whether the time to check its parcel can still be extended.
    """
    state, asked = derived.state, platform_deadlines.awaits_decision(derived.clocks)
    possible = set(transitions.possible_commands(kind, state, asked=asked))
    if transitions.mode_is_open(kind, state, asked=asked):
        possible.add("approve")
    if _can_confirm(derived, now):
        possible.add("confirm")
    if is_parcel_undated(derived.timeline):
        possible.add("shipped")
    if not extends:
        possible.discard(extension.COMMAND)
    return tuple(key for key in STEPS if key.command in possible - _pointless_commands(kind, derived, now))


def _pointless_commands(kind: str, derived: Derived, now: datetime) -> set[str]:
    """Commands that the transition table allows, but that this case would refuse or does not need."""
    happened = {h.event.name for h in derived.timeline.happenings}
    has_duty = any(c.owner == "seller" and c.duty in events.DONE_EVENTS and c.in_sight(now) for c in derived.clocks)
    has_duty = has_duty or kind == "routine"
    return {
        "order dispatched" if happened & events.LEFT else "order tracking",
        *(("order collected",) if "order.collected" in happened else ()),
        *(() if has_duty else ("done",)),
        *(("appeal",) if opening_of_duty(derived.clocks, "appeal", now) is not None else ()),
    }


def _can_confirm(derived: Derived, now: datetime) -> bool:
    """Whether `confirm` has a use: an event waits for the platform's data, or there is a `check` or `close` duty."""
    waiting = any(not h.confirmed for h in derived.timeline.happenings)
    return waiting or any(c.duty in ("check", "close") and c.in_sight(now) for c in derived.clocks)


def moves(derived: Derived, now: datetime, *, back: bool, undo: bool) -> tuple[KeyBinding, ...]:
    """The other keys that make sense on a screen at `now` (UTC).

    `back` tells whether there is a screen before this one, `undo` whether there is a write to take back.
    """
    pointless = {
        SNOOZE.command: derived.state.closed or snooze.latest_end(derived.clocks, now) is None,
        BACK.command: not back,
        UNDO.command: not undo,
    }
    return tuple(key for key in MOVES if not pointless.get(key.command, False))


def find(pressed: str, keys: tuple[KeyBinding, ...]) -> KeyBinding | None:
    """The binding of the pressed key among `keys`; None if there is none."""
    wanted = _ALIASES.get(pressed.lower(), pressed.lower())
    return next((key for key in keys if key.key == wanted), None)
