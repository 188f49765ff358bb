"""A report as HTML that mail programs show: tables and inline styles."""

# Mail programs drop scripts, most of a style sheet, and outer files. So every style stands at its element; the sheet
# has only what a dark screen needs, for those that read it. Colours have contrast enough on their ground.

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from aftersales.language import current, tr
from aftersales.rendering.pages.reports.page import ReportPage, ReportRow, ReportSection, command_marked

_FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Noto Sans','Noto Sans SC',Arial,sans-serif"
_TONES = {"bad": ("#b3261e", "#ff8a80"), "warn": ("#8a5300", "#ffc36b"), "plain": ("#5f6368", "#a8adb3")}
_INK, _QUIET, _LINE, _GROUND, _SHEET = "#1f2328", "#5f6368", "#e3e5e8", "#f4f5f6", "#ffffff"
_DARK = f"""@media (prefers-color-scheme: dark) {{
.ground{{background-color:#111214!important}}
.sheet{{background-color:#1b1d20!important;border-color:#33363b!important}}
.ink{{color:#eceef0!important}}
.quiet{{color:#a8adb3!important}}
.line{{border-color:#33363b!important}}
{"".join(f".{name}{{color:{dark}!important}}" for name, (_, dark) in _TONES.items())}
}}"""
_BAR = "#4a7fd6"
_CELL = "padding:8px 0 4px;vertical-align:top;font-size:15px;line-height:20px"


def html_of(page: ReportPage) -> str:
    """The page as one HTML file, without a script and without anything to be fetched."""
    return "".join(f"{line}\n" for line in _lines(page))


def _lines(page: ReportPage) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{current()}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
    yield f"<title>{escape(page.title)}</title>"
    yield f"<style>{_DARK}</style></head>"
    yield f'<body class="ground" style="margin:0;padding:0;background-color:{_GROUND}">'
    yield '<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" '
    yield f'style="background-color:{_GROUND}"><tr><td align="center" style="padding:16px 8px">'
    yield '<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" '
    yield f'style="max-width:600px;background-color:{_SHEET};border:1px solid {_LINE};border-radius:8px;{_FONT}">'
    yield '<tr><td style="padding:20px 20px 24px">'
    yield f'<h1 class="quiet" style="margin:0;font-size:14px;line-height:20px;font-weight:normal;color:{_QUIET}">'
    yield f"{escape(page.title)}</h1>"
    for n, lead in enumerate(page.leads):
        size = "font-size:20px;line-height:26px;font-weight:bold" if not n else "font-size:15px;line-height:21px"
        yield f'<p class="ink" style="margin:4px 0 0;{size};color:{_INK}">{_sentence(lead)}</p>'
    for warning in page.warnings:
        yield f'<p class="warn" style="margin:10px 0 0;font-size:14px;line-height:20px;color:{_TONES["warn"][0]}">'
        yield f"<strong>!</strong> {_sentence(warning)}</p>"
    for section in page.sections:
        yield from _section(section)
    if page.foot:
        yield f'<p class="quiet" style="margin:20px 0 0;font-size:13px;line-height:19px;color:{_QUIET}">'
        yield f"{_sentence(command_marked(page.foot))}</p>"
    yield "</td></tr></table></td></tr></table></body></html>"


def _section(section: ReportSection) -> Iterator[str]:
    tone = section.tone if section.tone in _TONES else "plain"
    yield f'<h2 class="{tone}" style="margin:20px 0 2px;font-size:12px;line-height:18px;letter-spacing:0.06em;'
    yield f'color:{_TONES[tone][0]}">{escape(section.heading)}</h2>'
    if section.rows:
        yield '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        yield 'style="border-collapse:collapse">'
        for row in section.rows:
            yield from _row(row)
        yield "</table>"
    for line in section.lines:
        yield f'<p class="ink" style="margin:2px 0 0;font-size:15px;line-height:21px;color:{_INK}">'
        yield f"{_sentence(line)}</p>"
    if section.more:
        more = tr("+{number} more: {command}", number=section.more, command=section.command)
        yield f'<p class="quiet" style="margin:6px 0 0;font-size:13px;line-height:19px;color:{_QUIET}">'
        yield f"{_sentence(command_marked(more))}</p>"


def _row(row: ReportRow) -> Iterator[str]:
    """A row, and below it, over the whole width, what a wider page tells too: on a phone a column would be narrow."""
    detail = " · ".join(part for part in (row.shop, row.detail) if part)
    line = f"border-bottom:1px solid {_LINE}"
    style = f"{_CELL};color:{_INK}" if detail or row.share else f"{_CELL};{line};color:{_INK}"
    name = "ink" if detail or row.share else "ink line"
    side = f"{style};white-space:nowrap"
    yield f'<tr><td class="{name}" style="{side};padding-right:12px;font-weight:bold" width="1%">'
    yield f"{escape(row.case)}</td>"
    if row.by or row.money:
        yield f'<td class="{name}" style="{style}">{escape(row.what)}</td>'
        yield f'<td class="{name}" style="{side};padding-left:12px" width="1%">{escape(row.by)}</td>'
        yield f'<td class="{name}" style="{side};padding-left:12px;text-align:right" width="1%">'
        yield f"{escape(row.money)}</td></tr>"
    else:
        yield f'<td class="{name}" style="{style}" colspan="3">{escape(row.what)}</td></tr>'
    if detail or row.share:
        yield f'<tr><td class="line" style="{line}"></td><td class="quiet line" colspan="3" '
        yield f'style="{line};padding:0 0 8px;font-size:13px;line-height:18px;color:{_QUIET}">{escape(detail)}'
        yield from _bar(row.share)
        yield "</td></tr>"


def _bar(share: int) -> Iterator[str]:
    if share:
        yield '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        yield f'<td width="{share}%" style="height:6px;font-size:0;line-height:6px;background-color:{_BAR};'
        yield 'border-radius:3px">&nbsp;</td><td style="font-size:0;line-height:6px">&nbsp;</td></tr></table>'


def _sentence(sentence: str) -> str:
    """A sentence of the program's own: commands in it, between backquotes, stand as code."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return escape(sentence)
    return "".join(f"<code>{escape(part)}</code>" if n % 2 else escape(part) for n, part in enumerate(parts))
