"""The comparison of return modes, written to the output."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from aftersales import text
from aftersales.core.modes import describe
from aftersales.core.vocabulary import label, mode_label
from aftersales.language import tr
from aftersales.rendering import phrases
from aftersales.rendering.documents.document import Document, Part
from aftersales.rendering.fields.case_parts.offered_request import OfferedRequest
from aftersales.rendering.fields.compared_return import ComparedReturn, PastFinding
from aftersales.rendering.fields.view import Section
from aftersales.rendering.output import Output
from aftersales.rendering.pages.modes import mode_comparison as comparison_page
from aftersales.rendering.pages.modes import open_offer
from aftersales.rendering.pages.modes.mode_comparison import SPARE, ModeComparisonPage


def show(
    compared: ComparedReturn, output: Output, *, beneath: int | None = None, configured_pager: str | None = None
) -> None:
    """Write the comparison as a page to stdout, through a pager where it is long. With `beneath`, the lines of a
    question that follows, the page is shortened so far that both fit the screen.
    """
    from aftersales.rendering.terminal import console as terminal  # lazy: Rich takes as long as a start

    console = terminal.console(sys.stdout, color=output.color)
    if beneath is None:
        from aftersales.rendering.terminal import pager

        whole = [_page(compared, frozenset())]
        pager.show(console, lambda: terminal.mode_comparison(console, whole), configured_pager)
        return
    pages = (_page(compared, frozenset(SPARE[:n])) for n in range(len(SPARE) + 1))
    terminal.mode_comparison(console, pages, console.size.height - beneath)


def show_document(compared: ComparedReturn, output: Output, form: str) -> None:
    """Write the whole comparison to stdout as Markdown or HTML."""
    page = _page(compared, frozenset())
    table = comparison_page.table(page)
    parts: list[Part] = [Section("", lines=[page.about]), table, *comparison_page.sections(page)]
    output.document(Document(output.command, parts, page.title), form)


def show_offer(request: OfferedRequest, output: Output, form: str) -> None:
    """Write what each answer to an open offer does to stdout, where no modes are compared."""
    case, order = request.case, request.case.order or tr("not known")
    kind, refund = label(case.kind), request.refund
    title = (
        tr("Case {case}: {kind}, order {order}", case=case.id, kind=kind, order=order)
        if refund is None
        else tr("Case {case}: {kind} of {refund}, order {order}", case=case.id, kind=kind, refund=refund, order=order)
    )
    about = " · ".join(t for t in (request.row.product, case.reason or tr("no reason known")) if t)
    sections = [
        Section(title, lines=[about]),
        open_offer.section(request.offer, case.id, request.zone, request.approved),
        Section("", lines=[tr("No modes are compared: {why}.", why=request.why)]),
    ]
    output.page(sections, form)


def _page(compared: ComparedReturn, without: frozenset[str]) -> ModeComparisonPage:
    comparison, case, brief = compared.comparison, compared.case, bool(without)
    if compared.offer is not None:  # the mode `partial` is the offer itself, unless another one is compared
        shown = tuple(m for m in comparison.modes if m.mode != "partial" or m.available)
        comparison = comparison._replace(modes=shown)
    in_full = tr("{command}  # all of it", command=tr("aftersales choose {case} --format table | less", case=case.id))
    return ModeComparisonPage(
        title=_title(compared),
        about=" · ".join(t for t in (compared.row.product, case.reason or tr("no reason known")) if t),
        comparison=comparison,
        notes=compared.notes,
        deadlines=list(_deadlines(compared, brief=brief)),
        hints=[_hint(key) for key in compared.hints if not brief or _is_about_address(key)],
        learnt=[_learnt(compared, finding) for finding in (compared.postage, compared.recovery) if finding],
        rule=compared.rule.sentence() if compared.rule else "",
        without=without,
        in_full=in_full if brief else "",
        offer=open_offer.section(compared.offer, case.id, compared.zone) if compared.offer else None,
    )


def _hint(key: str) -> str:
    """The command that sets a key."""
    if _is_about_address(key):
        return tr("{command}  # or false", command=tr("aftersales config set {key} true", key=key))
    return tr("aftersales config set {key} VALUE", key=key)


def _is_about_address(key: str) -> bool:
    return key.endswith((".takes_returns", ".takes_returns'"))


def _deadlines(compared: ComparedReturn, *, brief: bool) -> Iterator[tuple[str, str]]:
    for mode in compared.comparison.modes:
        if mode.choosable and (compared.offer is None or mode.mode != "partial"):
            yield mode.mode, _consequence(compared, mode.mode)
            if not brief:
                yield "", tr("Seller Center: {instruction}", instruction=tr(describe.IN_SELLER_CENTER[mode.mode]))


def _learnt(compared: ComparedReturn, finding: PastFinding) -> tuple[str, str]:
    """A figure's name, and what past returns show of it beside the figure that is used."""
    name = finding.learnt.name
    used = next((i for i in compared.comparison.inputs if i.name == name), finding.own_figure)
    return name, finding.beside(used)


def _decision(compared: ComparedReturn) -> str:
    """The decision and the mode that are recorded already; empty while the mode is open."""
    state = compared.derived.state
    if compared.open:
        return ""
    return text.enumerated([label(state.decision), *([] if state.mode == "undecided" else [mode_label(state.mode)])])


def _title(compared: ComparedReturn) -> str:
    order, decision = compared.case.order or tr("not known"), _decision(compared)
    title = tr(
        "Case {case}: return of {refund}, order {order}",
        case=compared.case.id,
        refund=compared.comparison.refund,
        order=order,
    )
    return text.remarked(title, decision) if decision else title


def _consequence(compared: ComparedReturn, mode: str) -> str:
    dates = [
        tr(
            "{duty} by {due}",
            duty=phrases.owned_duty(c.duty, c.owner),
            due=text.moment(c.due.astimezone(compared.zone)),
        )
        for c in compared.clocks.get(mode, ())
    ]
    return text.clauses([*dates, tr(describe.LATER_STEPS[mode])]) if dates else tr(describe.CONSEQUENCES[mode])
