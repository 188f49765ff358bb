"""A triage session at the terminal: screen, key, step, next screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from aftersales.actions import explain as explain_action
from aftersales.actions.record import undo as undo_action
from aftersales.actions.record import write as record_write
from aftersales.actions.record.case_view import StepBuilder
from aftersales.commands.triage import screen as screens
from aftersales.commands.triage.phrases import as_seen, decision, said_of
from aftersales.commands.triage.questions import STEPS, Ask, refund_of
from aftersales.commands.triage.screen import CaseScreen
from aftersales.context.app import App
from aftersales.core.cases.events import SHOWN_IN_DATA
from aftersales.core.deadlines import extension
from aftersales.core.triage import keys
from aftersales.core.triage.keys import KeyBinding
from aftersales.core.triage.session import Session
from aftersales.errors import AftersalesError, NoSuchCase
from aftersales.ledger.log import reader as log_reader
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import explain as explain_page
from aftersales.rendering.pages.due import Note
from aftersales.rendering.pages.recorded import Recorded
from aftersales.rendering.pages.triage import TriagePage
from aftersales.rendering.terminal import console as terminal
from aftersales.rendering.terminal.keyboard import EndOfInput, Keyboard, Redraw, write_prompt

_OTHER = "o"  # at the question whether a refund is meant: another amount


class Sitting:
    """One sitting over the cases of `session`. `greeting` stands on the first screen."""

    def __init__(self, app: App, board: Keyboard, session: Session, greeting: str) -> None:
        self.app, self.board, self.session = app, board, session
        self.console = terminal.console(sys.stdout, color=app.output.color)
        self.notes: list[Note] = [Note((greeting,))]

    def run(self) -> None:
        """Until the person leaves, or nothing more can be asked. Ctrl-C comes through as KeyboardInterrupt."""
        going = True
        while going:
            self.app.clock.tick()
            try:
                going = self._last_screen() if self.session.case is None else self._screen(self.session.case)
            except Redraw:
                continue
            except EndOfInput:
                going = False
                write_prompt("\n")

    # --- screens ----------------------------------------------------------------------------------------------------

    def _screen(self, number: int) -> bool:
        """One case and one key. Whether to go on."""
        try:
            screen = screens.case_screen(self.app, number)
        except NoSuchCase as error:
            return self._pass_over(str(error))
        if not screen.waits and not self.session.answered(number):
            return self._pass_over(f"Case {number} waits for nothing any more: somebody else has recorded it.")
        derived, now = screen.derived, self.app.now
        policy = self.app.rules.policy(screen.case.shop, screen.case.market)
        extends = extension.obstacle(derived, policy, now, screen.zone) is None
        steps = keys.offered(screen.case.kind, derived, now, extends=extends)
        back, undo = self.session.can_go_back, self.session.last is not None
        moves = keys.moves(derived, now, back=back, undo=undo)
        place = f"{self.session.place + 1} of {len(self.session.cases)}"
        self._draw(screens.page(self.app, screen, place, self.notes, steps, moves))
        return self._press((*steps, *moves), screen)

    def _last_screen(self) -> bool:
        """After the last case. Whether to go on."""
        session = self.session
        offered = {keys.BACK: session.can_go_back, keys.UNDO: session.last is not None, keys.QUIT: True}
        moves = tuple(key for key, may in offered.items() if may)
        skipped = f"{len(session.skipped)} skipped" if session.skipped else "none skipped"
        title = f"That was the last one of {len(session.cases)}; {skipped}."
        self._draw(TriagePage(self.notes, "", title, "", (), ("", ""), (), (), (), (), (), moves))
        return self._press(moves, None)

    def _draw(self, page: TriagePage) -> None:
        terminal.triage(self.console, page)
        write_prompt("> ")

    def _press(self, offered: tuple[KeyBinding, ...], screen: CaseScreen | None) -> bool:
        pressed = self.board.key()
        self.notes = []  # read by now
        key = keys.find(pressed, offered)
        if key is None:
            if screen is None and pressed in ("enter", " "):
                return False
            self._tell(f"{pressed} stands for nothing here.", warn=True)
            return True
        write_prompt(f"{key.word}\n")
        if key in (keys.QUIT, keys.SKIP, keys.BACK, keys.UNDO):
            return self._move(key)
        if screen is not None:
            self._act(key, screen, offered)
        return True

    def _move(self, key: KeyBinding) -> bool:
        if key == keys.SKIP:
            self.session.skip()
        elif key == keys.BACK:
            self.session.back()
        elif key == keys.UNDO:
            self._undo()
        return key != keys.QUIT

    def _act(self, key: KeyBinding, screen: CaseScreen, offered: tuple[KeyBinding, ...]) -> None:
        try:
            if key == keys.HELP:
                self._read([Section("Keys", [(_name(k), f"{k.word}: {k.help}") for k in offered])])
            elif key == keys.EXPLAIN:
                self._read(self._explained(screen))
            else:
                self._record(key, screen)
        except AftersalesError as error:
            self.board.forget()
            first, *more = str(error).split("\n")
            if more:
                self._read([Section(first, (), more)])
            else:
                self._tell(first, warn=True)

    def _read(self, sections: Sequence[Section]) -> None:
        for _ in terminal.screens(self.console, sections):
            self.board.forget()
            write_prompt("any key goes on ")
            self.board.key()

    def _explained(self, screen: CaseScreen) -> list[Section]:
        explained = explain_action.clocks_of(self.app, screen.case.id)
        shown = [c for c in explained.clocks if c.in_sight(self.app.now)] or explained.clocks
        return [explain_page.section(c, explained) for c in shown] or [Section("No clock runs.")]

    # --- what comes of a key ----------------------------------------------------------------------------------------

    def _record(self, key: KeyBinding, screen: CaseScreen) -> None:
        ask = Ask(self.app, self.board, screen, self.console.size.height)
        build = self._meant(ask, key, STEPS[key.command](ask))
        if build is None:
            self._tell("Nothing was recorded.")
            return
        self.app.clock.tick()
        recorded, write = record_write.record_one(self.app, screen.case.id, as_seen(screen, build))
        self.board.forget()
        if recorded.changed:
            self._tell(f"Recorded, {said_of(screen, key, recorded)}")
            self.session.record(decision(screen, key, recorded, write))
        if not recorded.changed or key.command not in keys.ASKED_ABOUT:
            self._warn(recorded)

    def _warn(self, recorded: Recorded) -> None:
        for warning in recorded.warnings:
            self._tell(f"{warning[0].upper()}{warning[1:]}.", warn=True)

    def _meant(self, ask: Ask, key: KeyBinding, build: StepBuilder | None) -> StepBuilder | None:
        """The step, once the person has seen what it will say and means it."""
        other = key.command == "refund"
        while build is not None and key.command in keys.ASKED_ABOUT:
            recorded, _ = record_write.record_one(self.app, ask.screen.case.id, as_seen(ask.screen, build), keep=False)
            if not recorded.changed:
                break
            answer = self._sure(ask.screen, key, recorded, other=other)
            if answer == "y":
                break
            build = refund_of(ask) if other and answer == _OTHER else None
            other = False
        return build

    def _sure(self, screen: CaseScreen, key: KeyBinding, recorded: Recorded, *, other: bool) -> str:
        for line in (f"To be recorded, {said_of(screen, key, recorded)}", *(f"Mind: {w}." for w in recorded.warnings)):
            terminal.sentence(self.console, line)
        self.board.forget()
        write_prompt(f"Record it?  y yes  {f'{_OTHER} another amount  ' if other else ''}(any other key: back) ")
        answer = self.board.key().lower()
        write_prompt("\n")
        return answer

    def _undo(self) -> None:
        made = self.session.last
        if made is None:
            return
        try:
            write, zone = undo_action.take_back(self.app, made.write)
        except AftersalesError as error:
            self._tell(str(error), warn=True)
            if log_reader.entry(self.app.ledger.current(), made.write).undone_by is not None:
                self.session.take_back()  # by somebody else
            return
        self.session.take_back()
        self._tell(undo_action.sentence(self.app, write, zone))
        if any(name in SHOWN_IN_DATA for _, name in write.events):
            self._tell("Here only: what you did in Seller Center stands.", warn=True)

    def _pass_over(self, why: str) -> bool:
        self._tell(why, warn=True)
        self.session.drop_answered_elsewhere()
        return True

    def _tell(self, text: str, *, warn: bool = False) -> None:
        self.notes += [Note((line,), warn) for line in text.split("\n")]


def _name(key: KeyBinding) -> str:
    return "space" if key.key == " " else key.key
