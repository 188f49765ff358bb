"""What a sync did, written to the output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aftersales import text
from aftersales.language import tr, trn
from aftersales.rendering.fields.platform.stream_ages import STREAM_TITLES
from aftersales.rendering.fields.platform.syncs import SYNC_FIELDS, ListReport, SyncReport
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.output import Output
from aftersales.rendering.reports import imports

_SKEW_TOLD = 20.0  # seconds; the platform refuses what is 30 s ahead of it


def show(report: SyncReport, output: Output, form: str) -> None:
    """Write what was new and changed in each shop, and on stderr what could not be read and what is now due."""
    if form in PAGES:
        output.lines(_shops(report), form)
    else:
        output.emit_view(View(SYNC_FIELDS, [(one, report.dry_run) for one in report.lists]), form)
    for one in report.lists:
        for line in _notes(one):
            output.warn(line)
    for line in _faults(report):
        output.warn(line)
    if abs(report.skew) > _SKEW_TOLD:
        output.warn(_skew(report.skew))
    for past in report.past:
        output.notice(imports.past_synced(past))
    if report.due is not None:
        output.notice(imports.due_line(report.due, dry_run=False))


def _shops(report: SyncReport) -> Iterator[str]:
    """What came of each shop's lists, then what is new and changed, case by case."""
    for shop in dict.fromkeys(one.shop for one in report.lists):
        lists = [one for one in report.lists if one.shop == shop]
        read = [one for one in lists if one.fault is None]
        if not read and all(one.file is None for one in lists):
            yield tr("{shop}: nothing was read", shop=shop)
            continue
        yield _head(shop, read, lists, dry_run=report.dry_run)
        yield from (f"  {line}" for one in lists if (line := _counts(one)))
        changes = {c.case.id: c for one in lists if one.file is not None and not one.first for c in one.file.cases}
        yield from (f"  {phrase}" for phrase in imports.case_lines(list(changes.values())))


def _head(shop: str, read: Sequence[ListReport], lists: Sequence[ListReport], *, dry_run: bool) -> str:
    ends = [one.as_of for one in read if one.as_of is not None and one.stream in ("returns", "cancellations")]
    news = any(one.file is not None and (one.file.new or one.file.changed or one.file.rejects) for one in lists)
    if len(ends) < 2:
        line = tr("{shop}: not read to the end", shop=shop)
    elif news:
        line = tr("{shop}: as of {moment}", shop=shop, moment=text.moment(min(ends)))
    else:
        line = tr("{shop}: nothing new, as of {moment}", shop=shop, moment=text.moment(min(ends)))
    return tr("{line} (dry run: nothing written)", line=line) if dry_run else line


def _counts(one: ListReport) -> str:
    """What was new and changed in a list; empty where nothing was."""
    file = one.file
    if file is None or not (file.new or file.changed or file.rejects):
        return ""
    title, counts = tr(STREAM_TITLES[one.stream]), {"new": file.new, "changed": file.changed}
    if file.rejects:
        return tr("{title}: {new} new, {changed} changed, {rejected} rejected", title=title, **counts,
                  rejected=len(file.rejects))  # fmt: skip
    return tr("{title}: {new} new, {changed} changed", title=title, **counts)


def _notes(one: ListReport) -> Iterator[str]:
    """What is odd about the rows of a list. What was odd before is not told again."""
    if one.file is not None and (one.file.new or one.file.changed or one.file.rejects):
        yield from imports.notes(one.file)
    if one.unseen:
        yield trn(
            "{shop}: case {cases} is open here, and TikTok did not show it when asked for it. It was not closed; look "
            "in Seller Center.",
            "{shop}: cases {cases} are open here, and TikTok did not show them when asked for them. They were not "
            "closed; look in Seller Center.",
            len(one.unseen),
            shop=one.shop,
            cases=text.few(one.unseen, 10),
        )


def _faults(report: SyncReport) -> Iterator[str]:
    """Which lists could not be read, and why: each reason once, with the number of the first request. A shop of which
    nothing could be read stands for all its lists.
    """
    reasons: dict[str, list[ListReport]] = {}
    for one in report.failed:
        reasons.setdefault(_reason(one), []).append(one)
    for lists in reasons.values():
        reason = lists[0].fault.sentence if lists[0].fault is not None else ""
        shops = dict.fromkeys(one.shop for one in lists)
        parts = []
        for shop in shops:
            unread = [one for one in lists if one.shop == shop]
            titles = text.listed(tr(STREAM_TITLES[one.stream]) for one in unread)
            is_all = len(unread) == sum(one.shop == shop for one in report.lists)
            parts.append(shop if is_all else tr("{shop} ({lists})", shop=shop, lists=titles))
        yield tr("Not read: {lists}. {reason}", lists=text.listed(parts), reason=reason)


def _reason(one: ListReport) -> str:
    """Why a list could not be read, but for the number of its request."""
    if one.fault is None:
        return ""
    return one.fault.sentence.replace(one.fault.request_id, "") if one.fault.request_id else one.fault.sentence


def _skew(seconds: float) -> str:
    exact = round(abs(seconds))  # the platform tells its time in whole seconds
    length = text.span(exact + 30) if exact >= 90 else tr("{count} s", count=exact)
    if seconds > 0:
        return tr("This computer's clock is {length} behind TikTok's. Set it by the internet.", length=length)
    return tr("This computer's clock is {length} ahead of TikTok's. Set it by the internet.", length=length)
