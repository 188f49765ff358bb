"""The fixed texts of the page."""

from __future__ import annotations

from aftersales import language
from aftersales.language import tr


def fixed_texts() -> dict[str, str]:
    """What the page says beside the list, in the language of the run, by the names that the template has for it."""
    return {**_head(), **_list(), **_pictures(), **_foot()}


def _head() -> dict[str, str]:
    return {
        "language": "zh-Hans" if language.current() == "zh" else "en",
        "skip": tr("To the list"),
        "silence": tr("If you say nothing, buyers get"),
        "aged": tr(
            "This page was written {span} ago and does not update by itself. What came in since then is not on it."
        ),
        "late": tr("{span} late"),
        "spans": _spans(),
        "jump": tr("Sections of the list"),
    }


def _spans() -> str:
    """Lengths of time as the page's script says them when it has grown old, the longest first."""
    days, hours, minutes = "{days}", "{hours}", "{minutes}"
    return "|".join(
        (
            tr("{days} d {hours} h", days=days, hours=hours),
            tr("{days} d", days=days),
            tr("{hours} h {minutes}", hours=hours, minutes=minutes),
            tr("{hours} h", hours=hours),
            tr("{minutes} min", minutes=minutes),
        )
    )


def _list() -> dict[str, str]:
    return {
        "list": tr("To do"),
        "filter": tr("Filter the list"),
        "filter_hint": tr("Product, reason, order or number"),
        "shop": tr("Shop"),
        "all_shops": tr("All shops"),
        "shown": tr("{shown} of {all} cases shown"),
        "none_shown": tr("No case of this page matches."),
        "all_clocks": tr("Every deadline of the case:"),
        "seller_center": tr("Order in Seller Center"),
        "why": tr("Why this deadline"),
        "besides": tr("Besides"),
    }


def _pictures() -> dict[str, str]:
    return {
        "days": tr("The next 14 days"),
        "days_staffed": tr("Each case stands on the day and hour by which your staff must act on it."),
        "days_hint": tr("Each case stands on the day and hour of its deadline."),
        "day": tr("Day"),
        "hours": tr("Hours"),
        "staff": tr("staff {hours}"),
        "cases": tr("Cases"),
        "today": tr("today"),
        "legend_staff": tr("staff is in"),
        "legend_due": tr("cases, by hour"),
        "risk": tr("Money at risk by day"),
        "risk_hint": tr("What buyers get if you say nothing, by the day by which you must act."),
        "no_risk": tr("No money is known to be at risk in the next 14 days."),
        "as_table": tr("As a table"),
        "amount": tr("Amount"),
        "costs": tr("What requests cost"),
        "requests": tr("Requests"),
        "refunded": tr("Refunded"),
        "postage": tr("Return postage"),
        "won": tr("Won back"),
    }


def _foot() -> dict[str, str]:
    return {
        "notes": tr("About this page"),
        "written_by": tr("Written by aftersales {version}. It loads nothing and sends nothing."),
    }
