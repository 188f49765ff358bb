"""Buyers' data forgotten in the ledger, and the proof of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from aftersales.context.app import App
from aftersales.errors import LedgerError
from aftersales.language import tr, trn
from aftersales.ledger import connection, sqlite
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.privacy import proof, selection
from aftersales.ledger.privacy.redaction import Redaction
from aftersales.ledger.privacy.replacements import Replacements
from aftersales.ledger.privacy.selection import Forgettable
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.setup.forgotten_buyers import ForgottenBuyers
from aftersales.text import excerpt, few

_MANY = 20_000  # orders and cases, which take half a minute
_LONGEST_NAME = 60  # characters of an unknown name that are told
_MOST_NUMBERS = 20  # of cases in a command to type


class ForgetRequest(NamedTuple):
    """Whom to forget: a buyer, or all that ended before an instant (UTC); in one shop or in all."""

    buyer: str | None
    before: datetime | None
    shop: str | None = None


def extent(app: App, request: ForgetRequest) -> ForgottenBuyers:
    """How much `forget` would replace, as far as that is told without doing it. Raises LedgerError as `forget`."""
    ledger = app.ledger.current()
    chosen = _chosen(app, ledger, request)
    return _result(app, chosen, buyers=Redaction(ledger, chosen).buyer_count(), dry_run=True)


def forget(app: App, request: ForgetRequest, *, keep: bool) -> ForgottenBuyers:
    """Replace the buyers' data of the request; `keep` False tries it and takes it back. Raises LedgerError where there
    is none, where something is still to be done on the buyer's cases, or where a deadline would change.
    """
    path = app.configuration.settings.ledger
    with app.ledger.writing(keep=keep) as ledger:
        sqlite.overwrite_deleted(ledger)
        chosen = _chosen(app, ledger, request)
        if len(chosen.orders) + len(chosen.cases) > _MANY:
            app.prompter.tell(
                tr(
                    "That is a lot: {orders} orders and {cases} cases. It takes some minutes.",
                    orders=len(chosen.orders),
                    cases=len(chosen.cases),
                )
            )
        redaction = _redacted(app, ledger, chosen)
    replaced = redaction.replaced
    sought = proof.Sought(replaced.texts)
    result = _result(app, chosen, buyers=replaced.buyer_count, dry_run=not keep)
    result = result._replace(texts=replaced.text_count, searched=sought.count)
    if keep:
        app.ledger.reopen()
        result = _proved(app, path, sought, replaced, result)
    traces = proof.traces(_known_files(app, path), sought)
    return result._replace(
        files=[str(trace.path) for trace in traces if not trace.unread],
        unread=[str(trace.path) for trace in traces if trace.unread],
    )


def _result(app: App, chosen: Forgettable, *, buyers: int, dry_run: bool) -> ForgottenBuyers:
    return ForgottenBuyers(
        ledger=str(app.configuration.settings.ledger),
        dry_run=dry_run,
        buyers=buyers,
        orders=len(chosen.orders) + len(chosen.deleted),
        cases=len(chosen.cases),
        open_cases=chosen.open_cases,
    )


def _redacted(app: App, ledger: Connection, chosen: Forgettable) -> Redaction:
    """Replace the data, inside the write. Raises LedgerError where that would change a deadline or an amount."""
    rules = app.rules.of(ledger)
    # What differed before is not a fault of this. Few ever do, so they are looked up behind it, where that can be done.
    differing = None if sqlite.is_shared(ledger) else set(store.differing_cases(ledger, rules, chosen.cases))
    redaction = Redaction(ledger, chosen)
    redaction.run(app.now)
    moved = set(store.differing_cases(ledger, rules, chosen.cases))
    if moved and differing is None:
        with app.ledger.as_stored() as before:
            differing = set(store.differing_cases(before, rules, moved))
    if moved := moved - (differing or set()):
        raise LedgerError(
            tr(
                "Nothing was forgotten: deadlines of these cases would change: {cases}. Please report this.",
                cases=few(sorted(moved)),
            )
        )
    return redaction


def _proved(
    app: App, path: Path, sought: proof.Sought, replaced: Replacements, result: ForgottenBuyers
) -> ForgottenBuyers:
    """Write the file anew, then look for the texts in its bytes. That words of a message stand elsewhere too says
    nothing; of a name or a tracking number it is told.
    """
    rewritten, lacks_room = _rewritten(path)
    places = proof.also_in(app.ledger.current(), proof.found_in([path, *_beside(path)], sought))
    telling = proof.pieces_of(places, replaced.identifying())
    left = {piece for piece, columns in places.items() if not columns}
    return result._replace(
        rewritten=rewritten,
        lacks_room=lacks_room,
        left=sorted(proof.texts_of(left, sought)),
        elsewhere=sorted({column for piece in telling for column in places[piece]}),
    )


def _beside(path: Path) -> list[Path]:
    """The files in which SQLite keeps what is not in the ledger's yet."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]


def _chosen(app: App, ledger: Connection, request: ForgetRequest) -> Forgettable:
    shops = [request.shop] if request.shop else list(shop_queries.shop_data(ledger))
    if request.buyer is None:
        assert request.before is not None  # noqa: S101  the command asks for one of both
        return selection.before(ledger, dict.fromkeys(shops, request.before), app.now)
    chosen = selection.of_buyer(ledger, request.buyer, shops, app.now)
    if not (chosen.orders or chosen.cases or chosen.open_cases or chosen.deleted):
        raise LedgerError(
            tr(
                "no buyer is called {buyer}, and no order has that number. `aftersales cases` shows the names as the "
                "ledger has them.",
                buyer=excerpt(request.buyer.strip(), _LONGEST_NAME),
            )
        )
    if chosen.open_cases:
        raise LedgerError(
            trn(
                "case {cases} is open: you need its buyer to answer it. Nothing was forgotten. When it is over: "
                "aftersales close {numbers} --reason TEXT",
                "cases {cases} are open: you need their buyer to answer them. Nothing was forgotten. When they are "
                "over: aftersales close {numbers} --reason TEXT",
                len(chosen.open_cases),
                cases=few(map(str, chosen.open_cases)),
                numbers=" ".join(map(str, chosen.open_cases[:_MOST_NUMBERS])),
            )
        )
    return chosen


def _rewritten(path: Path) -> tuple[bool, bool]:
    """Write the file anew, so that nothing of what was replaced is left in it. Returns whether that was done, and
    whether the disk has no room for it; else another program uses the ledger.
    """
    try:
        with closing(connection.open_alone(path)) as ledger:
            return sqlite.rebuild(ledger), False
    except LedgerError as error:
        return False, sqlite.is_full(error.__context__) if error.__context__ else False
    except sqlite.OperationalError as error:
        if not sqlite.is_full(error):
            raise
        return False, True


def _known_files(app: App, path: Path) -> Iterator[Path]:
    """Where copies lie as far as the program knows: beside the ledger, and in the folders of the exports."""
    path = path.resolve()
    passed = {path, *_beside(path)}
    folders = {path.parent}
    for shop in app.settings.shops.values():
        if shop.exports:
            folders.add(Path(shop.exports).expanduser().resolve())
    home = Path.home().resolve()
    for folder in sorted(folders):
        everything = folder in (
            home,
            *home.parents,
        )  # a home is too much to read: what lies in the folder itself is not
        for file in sorted(folder.glob("*") if everything else folder.rglob("*")):
            if file not in passed and file.is_file():
                passed.add(file)
                yield file
