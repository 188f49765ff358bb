"""A triage session at the terminal: screen, key, step, next screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from aftersales import text
from aftersales.actions import explain as explain_action
from aftersales.actions.record import undo as undo_action
from aftersales.actions.record import write as record_write
from aftersales.actions.record.case_view import StepBuilder
from aftersales.commands.triage import lookup
from aftersales.commands.triage import screen as screens
from aftersales.commands.triage.phrases import as_seen, decision, overtaken, sentence_of
from aftersales.commands.triage.questions import STEPS, Ask, Dated, LeftForLater, refund_of
from aftersales.commands.triage.screen import CaseScreen
from aftersales.context.app import App
from aftersales.core.cases.events import SHOWN_IN_DATA
from aftersales.core.deadlines import extension
from aftersales.core.triage import keys
from aftersales.core.triage.keys import KeyBinding
from aftersales.core.triage.session import Session
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.errors import AftersalesError, CaseChanged, NoSuchCase
from aftersales.language import tr, trn
from aftersales.ledger.log import reader as log_reader
from aftersales.rendering.fields.view import Section
from aftersales.rendering.pages import explain as explain_page
from aftersales.rendering.pages import log as log_page
from aftersales.rendering.pages.due import Note
from aftersales.rendering.pages.recorded import Recorded
from aftersales.rendering.pages.triage import TriagePage
from aftersales.rendering.terminal import console as terminal
from aftersales.rendering.terminal.keyboard import (
    ESCAPE,
    EndOfInput,
    Keyboard,
    KeyChoice,
    Redraw,
    write_prompt,
)
from aftersales.rendering.terminal.prompt import Prompt, no_meaning
from aftersales.text import listed, moment

# At the question whether to record it: yes, and another amount than the refund that is owed.
_YES, _OTHER = "y", "o"
# Lines that a question takes at most, with what it says will be recorded; on a narrow terminal more.
_BENEATH, _BENEATH_NARROW, _WIDE = 6, 9, 60


class SessionLoop:
    """The loop of one session at the terminal. `greeting` stands on the first screen."""

    def __init__(self, app: App, board: Keyboard, session: Session, greeting: str) -> None:
        self.app, self.board, self.session = app, board, session
        self.console = terminal.console(sys.stdout, color=app.output.color)
        self.notes: list[Note] = [Note((greeting,))]
        self.refused = False  # whether the last step was refused since the case had changed

    def run(self) -> None:
        """Run until the person leaves or the input ends. Ctrl-C raises KeyboardInterrupt."""
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
        """Show one case and act on one key. Returns whether to go on."""
        try:
            screen = screens.case_screen(self.app, number)
        except NoSuchCase as error:
            return self._drop(str(error))
        stays = self.session.answered(number) or self.session.is_named(number)
        if not stays and not screen.waits(whole=self.session.whole):
            if self.refused:  # that it has changed, and by whom, is said here
                self.notes = []
            return self._drop(overtaken(self.app.ledger.current(), screen, self.app.now, refused=self.refused))
        derived, now = screen.derived, self.app.now
        policy = self.app.rules.policy(screen.case.shop, screen.case.market)
        extends = extension.obstacle(derived, policy, now, screen.zone) is None
        steps = keys.offered(screen.case.kind, derived, now, extends=extends)
        back, undo = self.session.can_go_back, self.session.last is not None
        moves = keys.moves(derived, now, back=back, undo=undo)
        place = tr("{place} of {count}", place=self.session.place + 1, count=len(self.session.cases))
        notes = [*self.notes, *self._left()]
        page = screens.page(self.app, screen, place, notes, steps, moves)
        self._draw(page)
        return self._press((*steps, *moves), screen, page)

    def _left(self) -> list[Note]:
        """How many cases are left in each shop, if there are several shops."""
        shops = listed(f"{shop} {number}" for shop, number in self.session.left_by_shop.items())
        return [Note((tr("Left: {shops}", shops=shops),))] if shops else []

    def _last_screen(self) -> bool:
        """Show the end of the list and act on one key. Returns whether to go on."""
        session = self.session
        offered = {
            keys.BACK: session.can_go_back,
            keys.UNDO: session.last is not None,
            keys.FIND: True,
            keys.GO: True,
            keys.QUIT: True,
        }
        moves = tuple(key for key, may in offered.items() if may)
        skipped = tr("{count} skipped", count=len(session.skipped)) if session.skipped else tr("none skipped")
        title = trn(
            "That was the only case; {skipped}.",
            "That was the last of {count} cases; {skipped}.",
            len(session.cases),
            skipped=skipped,
        )
        self._draw(TriagePage(self.notes, "", title, "", (), ("", ""), (), (), (), (), (), moves))
        return self._press(moves, None)

    def _draw(self, page: TriagePage) -> None:
        terminal.triage(self.console, page)
        write_prompt("> ")

    def _draw_above_question(self, page: TriagePage) -> None:
        """Draw the case again, without notices and keys, so that it and the question fit the screen."""
        if not self.console.is_dumb_terminal:
            beneath = _BENEATH if self.console.width >= _WIDE else _BENEATH_NARROW
            terminal.triage(self.console, page._replace(notices=(), steps=(), moves=()), beneath)

    def _press(
        self, offered: tuple[KeyBinding, ...], screen: CaseScreen | None, page: TriagePage | None = None
    ) -> bool:
        pressed = self.board.key()
        self.notes, self.refused = [], False  # the person has read them
        key = keys.find(pressed, offered)
        if key is None:
            if screen is None and pressed in ("enter", " "):
                return False
            self._note(no_meaning(pressed), warn=True)
            return True
        write_prompt(f"{tr(key.word)}\n")
        if key in (keys.QUIT, keys.SKIP, keys.BACK, keys.UNDO):
            return self._move(key)
        if key in (keys.FIND, keys.GO):
            self._go(key)
            return True
        if screen is not None and page is not None:
            if key.command in STEPS:
                self._draw_above_question(page)
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

    def _go(self, key: KeyBinding) -> None:
        """Go to the case that the person names or finds."""
        prompt = Prompt(self.board, self.console)
        try:
            case = lookup.named(self.app, prompt) if key == keys.GO else lookup.matching(self.app, prompt)
        except NoSuchCase as error:
            first, *more = str(error).split("\n")
            self._note(first, warn=True)
            self.notes += [Note((line,)) for line in more]
            return
        except KeyboardInterrupt:
            return
        if case is not None:
            self.session.go(case.id, case.shop)

    def _act(self, key: KeyBinding, screen: CaseScreen, offered: tuple[KeyBinding, ...]) -> None:
        try:
            if key == keys.HELP:
                self._read(
                    [
                        Section(tr("Keys"), [(_name(k), text.labelled(tr(k.word), tr(k.help))) for k in offered]),
                        *_beside(screen),
                    ]
                )
            elif key == keys.EXPLAIN:
                self._read(self._explained(screen))
            else:
                self._record(key, screen)
        except AftersalesError as error:
            self.board.forget()
            self.refused = isinstance(error, CaseChanged)
            first, *more = str(error).split("\n")
            if more:
                self._read([Section(first, (), more)])
            else:
                self._note(first, warn=True)

    def _read(self, sections: Sequence[Section]) -> None:
        for _ in terminal.screens(self.console, sections):
            self.board.forget()
            prompt = tr("Press any key to continue.")
            write_prompt(f"{prompt} ")
            try:
                pressed = self.board.key()
            except KeyboardInterrupt:
                return
            if pressed == ESCAPE:
                return

    def _explained(self, screen: CaseScreen) -> list[Section]:
        explained = explain_action.clocks_of(self.app, screen.case.id)
        shown = [c for c in explained.clocks if c.in_sight(self.app.now)] or explained.clocks
        return [explain_page.section(c, explained) for c in shown] or [Section(tr("No deadline is running."))]

    # --- steps and undo ----------------------------------------------------------------------------------------

    def _record(self, key: KeyBinding, screen: CaseScreen) -> None:
        ask = Ask(self.app, Prompt(self.board, self.console), screen)
        at = None
        try:
            planned = STEPS[key.command](ask)
            if isinstance(planned, Dated):
                planned, at = planned
            build = self._confirmed(ask, key, planned)
        except LeftForLater:
            self._note(tr("Case {case} is left for later.", case=screen.case.id))
            self.session.skip()
            return
        except KeyboardInterrupt:  # it leaves the question, not the session
            build = None
        if build is None:
            self._note(tr("Nothing was recorded."))
            return
        self.app.clock.tick()
        recorded, write = record_write.record_one(self.app, screen.case.id, as_seen(screen, build), at=at)
        self.board.forget()
        if recorded.changed:
            self._note(tr("Recorded in {step}", step=sentence_of(screen, key, recorded)))
            if at is not None:
                self._note(tr("It is dated {when}.", when=moment(recorded.at)))
            self.session.record(decision(screen, key, recorded, write))
        if not recorded.changed or key.command not in keys.CONFIRMED_STEPS:
            self._warn(recorded)

    def _warn(self, recorded: Recorded) -> None:
        for warning in recorded.warnings:
            self._note(text.sentence(f"{warning[0].upper()}{warning[1:]}"), warn=True)

    def _confirmed(self, ask: Ask, key: KeyBinding, build: StepBuilder | None) -> StepBuilder | None:
        """The step that the person confirms, after reading what it will record; None if they go back."""
        other = key.command == "refund"
        while build is not None and key.command in keys.CONFIRMED_STEPS:
            recorded, _ = record_write.record_one(self.app, ask.screen.case.id, as_seen(ask.screen, build), keep=False)
            if not recorded.changed:
                break
            answer = self._confirm(ask, key, recorded, other=other)
            if answer == _YES:
                break
            build = refund_of(ask) if answer == _OTHER else None
            other = False
        return build

    def _confirm(self, ask: Ask, key: KeyBinding, recorded: Recorded, *, other: bool) -> str | None:
        """The key that answers whether it is to be recorded; None to go back."""
        ask.prompt.tell(tr("To be recorded in {step}", step=sentence_of(ask.screen, key, recorded)))
        for warning in recorded.warnings:
            ask.prompt.tell(tr("Note: {warning}.", warning=warning))
        choices = [KeyChoice(_YES, tr("yes"))]
        if other:
            choices.append(KeyChoice(_OTHER, tr("another amount")))
        return ask.prompt.choice(tr("Record it?"), choices, others=True)

    def _undo(self) -> None:
        last = self.session.last
        if last is None:
            return
        try:
            write, zone, undo = undo_action.take_back(self.app, last.write)
        except AftersalesError as error:
            self._note(str(error), warn=True)
            if log_reader.entry(self.app.ledger.current(), last.write).undone_by is not None:
                self.session.take_back()  # somebody else undid it
            return
        self.session.take_back()
        self._note(f"{log_page.undone(write, zone, self.app.now)} {log_page.way_back(undo, undone=True)}")
        if any(name in SHOWN_IN_DATA for _, name in write.events):
            self._note(tr("Undone here only. What you did in Seller Center is unchanged."), warn=True)

    def _drop(self, why: str) -> bool:
        self._note(why, warn=True)
        self.session.drop_answered_elsewhere()
        return True

    def _note(self, text: str, *, warn: bool = False) -> None:
        self.notes += [Note((line,), warn) for line in text.split("\n")]


def _name(key: KeyBinding) -> str:
    return tr("space") if key.key == " " else key.key


def _beside(screen: CaseScreen) -> list[Section]:
    """Commands that are useful in another window meanwhile."""
    draft = tr("`aftersales draft {case}`: a message to the buyer, in English and Chinese", case=screen.case.id)
    return [Section(tr("In another window"), (), [draft])] if screen.case.kind in (*REQUEST_KINDS, "review") else []
