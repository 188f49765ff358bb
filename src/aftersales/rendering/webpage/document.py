"""The page as one HTML file, written by Jinja."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aftersales import text
from aftersales.core.deadlines.due_list import DueFrame
from aftersales.language import tr, trn
from aftersales.rendering import narrowing
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.webpage import costs, days, entries
from aftersales.rendering.webpage.content import DeskPage
from aftersales.rendering.webpage.texts import fixed_texts

_FOLDER = Path(__file__).parent / "templates"
# Line breaks inside an element, before its first child or behind its last: a browser keeps them as nodes, though nobody
# sees them. Between two elements they keep words apart.
_BLANK = re.compile(r"(?<=>)\n+(?=</)|(?<=<(?:ol|dl|ul)>)\n+|(<(?:li|div|summary|details)(?: [^<>]*)?>)\n+")


def html(page: DeskPage) -> str:
    """The page: one file that loads nothing, and says so to the browser in its content security policy."""
    style, script = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:"
    written = (
        _environment()
        .get_template("page.html")
        .render(
            style=style,
            script=script,
            policy=f"{policy}; base-uri 'none'; form-action 'none'",
            texts=fixed_texts(),
            **_head(page),
            **_body(page),
        )
    )
    return _BLANK.sub(r"\1", written)


def _environment() -> Environment:
    """Everything that a template writes is escaped, and rid of control characters and marks of direction."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    environment.filters["clauses"] = text.clauses
    return environment


def _plain(value: Any) -> Any:
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    before, after = (" " if end == " " else "" for end in (value[:1], value[-1:]))
    return f"{before}{text.plain(value)}{after}"  # a piece of a sentence keeps the space beside it


def _hash(source: str) -> str:
    """The source of an inline style or script, as a content security policy allows it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _head(page: DeskPage) -> dict[str, Any]:
    frame, agenda = page.frame, page.agenda
    now = frame.now.astimezone(agenda.zone)
    total = trn("{count} to do", "{count} to do", agenda.total) if agenda.total else ""
    headline = total or agenda_summary.nothing_text(frame, agenda)
    fresh = [(note.warn, entries.note_parts(note)) for note in agenda_summary.freshness(frame, agenda.zone)]
    if not frame.freshness:
        fresh = [(True, entries.parts(tr("No shop is set up yet: `aftersales init`.")))]
    moment = agenda_page.whole_moment(now)
    return {
        "title": tr("{headline} · {moment}", headline=headline, moment=moment),
        "headline": headline[:1].upper() + headline[1:],
        "moment": moment,
        "zone": tr("Times in {city}", city=agenda_page.city_of(now)),
        "written": frame.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sums": [str(money) for money in agenda.money],
        "fresh": sorted(fresh, key=lambda note: not note[0]),
        "narrowed": narrowing.in_head(frame.narrowing),
        "shops": _shops(frame),
        "version": page.version,
    }


def _shops(frame: DueFrame) -> list[str]:
    """The shops by which the list can be filtered; none where there is but one."""
    shops = [fresh.shop for fresh in frame.freshness]
    return shops if len(shops) > 1 else []


def _body(page: DeskPage) -> dict[str, Any]:
    frame, agenda = page.frame, page.agenda
    skipped = len(list(agenda_summary.freshness(frame, agenda.zone)))
    notes = list(agenda_summary.foot(frame, agenda))[skipped:]
    return {
        "sections": list(entries.sections(page)),
        "few": entries.spelled_out(page),
        "cut_text": _cut_text(agenda.cut),
        "besides": list(agenda_summary.besides(frame, agenda)),
        "notes": [(note.warn, entries.note_parts(note)) for note in notes if note != agenda_summary.left_out(agenda)],
        "strips": days.strips(page),
        "has_staff": page.has_staff,
        "charts": days.money_charts(page),
        "cost_caption": costs.caption(page.costs),
        "cost_tables": costs.tables(page.costs),
    }


def _cut_text(number: int) -> str:
    """The sentence that cases are left out of the page; empty if none is."""
    if not number:
        return ""
    return trn("{count} more case is not on this page.", "{count} more cases are not on this page.", number)
