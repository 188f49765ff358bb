"""`triage --checklist`: what is still to be done in Seller Center."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.record.evidence import to_upload
from aftersales.context.app import App
from aftersales.core.cases.events import HIDDEN_IN_DATA, SHOWN_BY_SNAPSHOTS, SHOWN_IN_DATA
from aftersales.core.cases.timeline import Happening
from aftersales.core.triage import checklist
from aftersales.core.triage.seller_center import order_address
from aftersales.language import tr
from aftersales.ledger.derived import store
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find
from aftersales.rendering.fields.lists import CHECKLIST_FIELDS, ChecklistRow
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES

# How long a step that no data will ever show stays on the list.
_FRESH = timedelta(hours=24)


def show(app: App, filters: due_queries.Filters, form: str) -> None:
    """Print the checklist of all that was recorded, in any session and with any command."""
    rows = list(_rows(app, filters))
    parts = sections([(r.shop, r.about, r.do, r.link) for r in rows])
    if form not in PAGES:
        app.output.emit_view(View(CHECKLIST_FIELDS, rows), form)
    elif form != "table":
        app.output.page(parts, form)
    elif rows:
        show_sections(app, parts)
    if not rows:
        app.output.notice(tr("Nothing that was recorded here is left to do in Seller Center."))


def sections(items: Sequence[tuple[str, str, str, str]]) -> list[Section]:
    """What is to be done (shop, on what, what, its address) as boxes to tick, shop by shop."""
    shops = dict.fromkeys(shop for shop, *_ in items)
    return [
        Section(
            tr("To do in Seller Center: {shop}", shop=shop),
            (),
            [f"[ ] {text.labelled(about, what)}" for place, about, what, _ in items if place == shop],
            links=[link for place, _, _, link in items if place == shop],
        )
        for shop in shops
    ]


def show_sections(app: App, parts: Sequence[Section]) -> None:
    """Sections on stdout: laid out on a terminal, and one line each where they go to a file or a printer."""
    if sys.stdout.isatty():
        from aftersales.rendering.terminal import console as terminal

        console = terminal.console(sys.stdout, color=app.output.color)
        # A terminal that takes no colours takes no links.
        takes_links = console.color_system is not None and not console.is_dumb_terminal
        terminal.page(console, parts if takes_links else [part._replace(links=()) for part in parts])
        return
    for n, section in enumerate(parts):
        lines = [*(f"{name}  {value}" for name, value in section.facts), *section.lines]
        app.output.emit_text(
            [*(["\n"] if n else []), f"{section.title}\n", *(f"  {text.plain(line)}\n" for line in lines)]
        )


def _rows(app: App, filters: due_queries.Filters) -> Iterator[ChecklistRow]:
    since = app.now - _FRESH
    for number in find.with_events(app.ledger.current(), SHOWN_IN_DATA | HIDDEN_IN_DATA, since):
        case, rules, derived = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
        if not filters.admits(case.shop, case.market, case.kind):
            continue
        for happening in _open(derived.timeline.happenings, case.kind, since, trust=case.trust):
            event = happening.event
            do = checklist.sentence(event.name, case.kind, event.data, case.amount, rules.currency)
            yield ChecklistRow(
                case=number,
                shop=case.shop,
                order=case.order,
                ref=case.ref,
                event=event.name,
                at=event.at.astimezone(ZoneInfo(rules.zone)),
                do=checklist.with_evidence(do, *to_upload(case, derived.timeline, event.name)),
                about=checklist.about(number, case.order, case.ref),
                link=order_address(case.order, case.market, app.rules.shop(case.shop, case.market).seller_center),
            )


def _open(happenings: Sequence[Happening], kind: str, since: datetime, *, trust: bool) -> Iterator[Happening]:
    """What was recorded by hand and is not confirmed yet; of what no data will ever show, what was recorded lately. An
    approval that got its mode later is one item.
    """
    last = {h.event.name: h for h in happenings}
    for happening in happenings:
        event = happening.event
        elsewhere = event.data.get("on") == "carrier"  # a claim on the carrier itself
        if event.source != "hand" or elsewhere or not checklist.needs_seller_center(event.name, kind):
            continue
        if event.name == "request.approved" and last[event.name] is not happening:
            continue
        shown = event.name in SHOWN_BY_SNAPSHOTS and not trust
        fresh = event.recorded_at is not None and event.recorded_at >= since
        if not happening.confirmed or (not shown and fresh):
            yield happening
