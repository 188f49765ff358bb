"""Buyers' data forgotten in the ledger, and the proof of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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
from aftersales.ledger.privacy.selection import Forgettable
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.setup.forgotten_buyers import ForgottenBuyers
from aftersales.text import few

_MANY = 20_000  # orders and cases, which take half a minute


class ForgetRequest(NamedTuple):
    """Whom to forget: a buyer, or all that ended before an instant (UTC); in one shop or in all."""

    buyer: str | None
    before: datetime | None
    shop: str | None = None


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
    texts = proof.searchable(redaction.taken)
    result = ForgottenBuyers(
        ledger=str(path),
        dry_run=not keep,
        buyers=redaction.buyers,
        orders=len(chosen.orders) + len(chosen.deleted),
        cases=len(chosen.cases),
        open_cases=chosen.open_cases,
        texts=len(redaction.taken),
        searched=len(texts),
    )
    if keep:
        app.ledger.reopen()
        result = _proved(app, path, texts, redaction, result)
    traces = proof.traces(_known_files(app, path), texts)
    return result._replace(
        files=[str(trace.path) for trace in traces if not trace.unread],
        unread=[str(trace.path) for trace in traces if trace.unread],
    )


def _redacted(app: App, ledger: Connection, chosen: Forgettable) -> Redaction:
    """Replace the data, inside the write. Raises LedgerError where that would change a deadline or an amount."""
    rules = app.rules.of(ledger)
    differing = store.differing_cases(ledger, rules, chosen.cases)
    redaction = Redaction(ledger, chosen)
    redaction.run(app.now)
    if moved := set(store.differing_cases(ledger, rules, chosen.cases)) - set(differing):
        raise LedgerError(
            tr(
                "Nothing was forgotten: deadlines of these cases would change: {cases}. Please report this.",
                cases=few(sorted(moved)),
            )
        )
    return redaction


def _proved(
    app: App, path: Path, texts: Sequence[str], redaction: Redaction, result: ForgottenBuyers
) -> ForgottenBuyers:
    """Write the file anew, then look for the texts in its bytes. That words of a message stand elsewhere too says
    nothing; of a name or a tracking number it is told.
    """
    identifying = redaction.taken - redaction.sentences
    rewritten, lacks_room = _rewritten(path)
    result = result._replace(rewritten=rewritten, lacks_room=lacks_room)
    places, texts_of = proof.also_in(app.ledger.current(), _found(path, texts)), proof.pieces(texts)
    telling = (columns for piece, columns in places.items() if texts_of[piece] & identifying)
    left = (texts_of[piece] for piece, columns in places.items() if not columns)
    return result._replace(
        left=sorted(set[str]().union(*left)),
        elsewhere=sorted({column for columns in telling for column in columns}),
    )


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
                buyer=request.buyer,
            )
        )
    if chosen.open_cases:
        raise LedgerError(
            trn(
                "case {cases} is open: you need its buyer to answer it. Nothing was forgotten. When it is over: "
                "aftersales close {first}",
                "cases {cases} are open: you need their buyer to answer them. Nothing was forgotten. When they are "
                "over: aftersales close {first}",
                len(chosen.open_cases),
                cases=few(map(str, chosen.open_cases)),
                first=chosen.open_cases[0],
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


def _found(path: Path, texts: Sequence[str]) -> Collection[bytes]:
    """Those pieces of the texts that the bytes of the ledger still hold, in the file or beside it."""
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]
    return sorted(set[bytes]().union(*(trace.pieces for trace in proof.traces(files, texts))))


def _known_files(app: App, path: Path) -> Iterator[Path]:
    """Where copies lie as far as the program knows: beside the ledger, and in the folders of the exports."""
    ledger_files = {path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))}
    folders = {path.resolve().parent}
    for shop in app.settings.shops.values():
        if shop.exports:
            folders.add(Path(shop.exports).expanduser())
    listed = set[Path]()
    for folder in sorted(folders):
        for file in sorted(folder.rglob("*")) if folder.name != folder.anchor else ():
            if file not in ledger_files and file not in listed and file.is_file():
                listed.add(file)
                yield file
