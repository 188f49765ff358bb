"""Checks of the configuration, its shops, rules and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from shlex import quote

from aftersales import text
from aftersales.actions.configuration.mistakes import all_mistakes
from aftersales.actions.doctor.finding import Unchecked, fault, home_path, ok, warning
from aftersales.actions.doctor.installation import Installation
from aftersales.actions.policies import review
from aftersales.core.time.calendar import Calendar
from aftersales.errors import AftersalesError
from aftersales.language import tr, trn
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies.find import ignored_file_notes, market_code
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.own_files import OwnPolicies
from aftersales.rendering.fields.setup.findings import Finding
from aftersales.settings.config_file import read_config

_SOON = timedelta(days=60)  # an update with the next year's holidays is out by then


def configuration(installation: Installation) -> Iterator[Finding]:
    """Whether there is a configuration, and each mistake in it."""
    app, file = installation.app, installation.app.configuration.file
    if not file.exists():
        yield fault(tr("there is none yet at {file}", file=file), "aftersales init")
        return
    try:
        tables = read_config(file)
        mistakes = all_mistakes(app, tables)
    except AftersalesError as error:
        mistakes = [str(error)]
    for mistake in mistakes:
        yield fault(mistake, "aftersales config edit")
    if not mistakes:
        shops = trn("{count} shop", "{count} shops", len(installation.settings.shops))
        yield ok(tr("{shops}, no mistakes ({file})", file=home_path(file), shops=shops))


def shops(installation: Installation) -> Iterator[Finding]:
    """Whether configuration and ledger know the same shops."""
    configured = installation.settings.shops
    known = shop_queries.shops(installation.ledger)
    for name, shop in configured.items():
        if name not in known:
            add = f"aftersales init --shop {quote(name)} --market {quote(shop.market)}"
            yield fault(tr("the configuration has it, and the ledger doesn't"), add, name)
        elif known[name][0] != market_code(shop.market):
            yield fault(
                tr(
                    "its market is {configured} in the configuration and {stored} in the ledger",
                    configured=shop.market,
                    stored=known[name][0],
                ),
                "aftersales config edit",
                name,
            )
    for name, (market, _) in known.items():
        if name not in configured:
            add = f"aftersales init --shop {quote(name)} --market {market}"
            yield warning(tr("the ledger has it, and the configuration doesn't"), add, name)
    if not known and not configured:
        yield fault(tr("no shop is set up"), "aftersales init")
    elif known.keys() == configured.keys():
        yield ok(text.listed(known))


def policies(installation: Installation) -> Iterator[Finding]:
    """Each mistake in the seller's own policy files, and the files that are not read."""
    app = installation.app
    own_policies = app.configuration.own_policies
    _ = installation.settings  # the review of a file asks which shops it is for
    clean = OwnPolicies(own_policies.folder, own_policies.files, own_policies.calendars)
    mistakes = [*own_policies.mistakes]
    for stem, file in own_policies.files.items():
        mistakes += review.review_file(app, stem, clean, file.path).mistakes
    for name in own_policies.calendars:
        mistakes += review.raised_mistakes(partial(load_calendar, name, own_policies))
    for mistake in dict.fromkeys(mistakes):
        file_name = Path(mistake.where).name
        yield fault(str(mistake), "aftersales policy check", file_name)
    for note, path in zip(ignored_file_notes(own_policies), own_policies.ignored, strict=True):
        yield warning(note, f"mv {quote(str(path))} {quote(str(path.with_suffix('')))}", path.name)
    if not mistakes:
        count = len(own_policies.files) + len(own_policies.calendars)
        yield ok(
            trn("{count} file of your own, no mistakes", "{count} files of your own, no mistakes", count)
            if count
            else tr("the built-in rules; no files of your own")
        )


def calendars(installation: Installation) -> Iterator[Finding]:
    """Until when the holidays are known that the shops' deadlines and staff go by."""
    app, today = installation.app, installation.app.now.date()
    known: dict[str, tuple[Calendar, list[str]]] = {}
    for name, shop in installation.settings.shops.items():
        try:
            calendar = app.rules.policy(name, market_code(shop.market)).calendar
            known.setdefault(calendar.name, (calendar, []))[1].append(name)
            if shop.staff is not None and shop.staff.holidays:
                calendar = load_calendar(shop.staff.holidays)
                known.setdefault(calendar.name, (calendar, []))[1].append(tr("staff of {shop}", shop=name))
        except AftersalesError:
            raise Unchecked(tr("not checked: the rules have mistakes")) from None
    findings = [_calendar(calendar, text.listed(dict.fromkeys(users)), today) for calendar, users in known.values()]
    yield from findings or [ok(tr("no shop, so none is needed"))]


def _calendar(calendar: Calendar, users: str, today: date) -> Finding:
    if calendar.known_through is None:
        sentence = tr("{calendar}: no holidays are known, only weekends are skipped", calendar=tr(calendar.name))
        return warning(sentence, _OWN_DAYS, users)
    ends, year = date(calendar.known_through, 12, 31), calendar.known_through
    if ends - today >= _SOON:
        return ok(tr("{calendar}: holidays known through {year}", calendar=tr(calendar.name), year=year), subject=users)
    sentence = (
        tr(
            "{calendar}: the holidays after {year} are not published here. Update the program, or write them into the "
            "configuration yourself",
            calendar=tr(calendar.name),
            year=year,
        )
        if ends < today
        else tr(
            "{calendar}: the holidays known here end with {year}. Update the program before then, or write the next "
            "ones into the configuration yourself",
            calendar=tr(calendar.name),
            year=year,
        )
    )
    return warning(sentence, _OWN_DAYS, users)


_OWN_DAYS = "aftersales help cookbook holidays"
