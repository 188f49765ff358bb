"""Checks of logins at the platform, and who may read the files."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING

from aftersales import text
from aftersales.actions.doctor.finding import fault, ok, warning
from aftersales.actions.doctor.installation import Installation
from aftersales.actions.sync import accounts, environment
from aftersales.errors import AftersalesError
from aftersales.language import tr
from aftersales.rendering.fields.setup.findings import FAULT, WARNING, Finding
from aftersales.settings.model import Shop
from aftersales.settings.paths import receivers_file, token_file
from aftersales.vault.file_modes import FILE, FOLDER, OTHERS

if TYPE_CHECKING:
    from aftersales.syncing.token_store import KeptLogin

_SOON = timedelta(days=30)  # TikTok tells the app every day of the last 30
_MANY = 1000  # files that are looked at in a folder of the program


def logins(installation: Installation) -> Iterator[Finding]:
    """Each tied shop's login: whether it lives, and may read what a sync needs. No network, and no keyring."""
    app = installation.app
    tied = [shop for shop in installation.settings.shops.values() if shop.app and shop.platform_id]
    if not tied:
        yield ok(tr("no shop is tied to TikTok; export files do instead"))
        return
    try:
        kept = accounts.token_store(app).kept_logins() if token_file().exists() else []
    except AftersalesError as error:
        lacks_extra = "aftersales[sync]" in str(error)
        yield fault(str(error), "pip install 'aftersales[sync]'" if lacks_extra else "aftersales login")
        return
    for shop in tied:
        yield from _login(installation, shop, kept)


def _login(installation: Installation, shop: Shop, kept: list[KeptLogin]) -> Iterator[Finding]:
    from aftersales.syncing.endpoints import WANTED_SCOPES

    api_app, now = installation.settings.apps[str(shop.app)], installation.app.now
    remedy = f"aftersales login --shop {quote(shop.name)}"
    if (variable := environment.variable("ACCESS_TOKEN", api_app.name)) is not None:
        yield ok(tr("its token comes from {variable}", variable=variable), subject=shop.name)
        return
    login = next((k for k in reversed(kept) if k.app_key == api_app.key and shop.platform_id in k.shop_ids), None)
    if login is None:
        yield fault(tr("tied to TikTok, and not logged in"), remedy, shop.name)
        return
    if missing := [scope for scope in WANTED_SCOPES if scope not in login.scopes]:
        yield fault(
            tr(
                "the login may not read everything. Add {scopes} to the app in the Partner Center, then log in again",
                scopes=text.listed(missing),
            ),
            remedy,
            shop.name,
        )
    if login.until is None:
        yield ok(tr("logged in; the keyring has the tokens"), "aftersales login --status", shop.name)
        return
    left = text.span(int((login.until - now).total_seconds()))
    if login.until <= now:
        yield fault(tr("the login ended {span} ago", span=left), remedy, shop.name)
    elif login.until - now < _SOON:
        yield warning(tr("the login ends in {span}", span=left), remedy, shop.name)
    else:
        yield ok(tr("logged in for {span} more", span=left), subject=shop.name)


def permissions(installation: Installation) -> Iterator[Finding]:
    """Whether other users of this computer may read the files or write to their folders."""
    if sys.platform == "win32":
        yield ok(tr("not checked: on Windows the folder of your user protects the files"))
        return
    findings = list(_wider(installation))
    yield from findings
    if not findings:
        yield ok(tr("only you can read the files"))


def _wider(installation: Installation) -> Iterator[Finding]:
    """A finding for each file and folder that others may read, or that belongs to another user. Of what holds buyers'
    data, tokens or addresses it is a fault.
    """
    ledger, config = installation.ledger_file, installation.app.configuration.file
    kept = (token_file(), receivers_file())
    beside = sorted(ledger.parent.glob(f"{ledger.name}*")) if ledger.exists() else []
    folders = dict.fromkeys(path.parent for path in (ledger, *kept, config))
    ours = [folder for folder in folders if folder.name == "aftersales" and folder.is_dir()]
    in_ours = {folder: sorted(islice(folder.rglob("*"), _MANY)) for folder in ours}
    of_data = {path.parent for path in (ledger, *kept)}
    data = [path for folder, paths in in_ours.items() if folder in of_data for path in paths if path != config]
    secret = {path for path in (*beside, *kept, *data) if path.is_file()}
    others = (config, *ours, *(path for paths in in_ours.values() for path in paths))
    for path in dict.fromkeys((*sorted(secret), *others)):
        try:
            status = path.stat()
        except OSError:
            continue
        is_folder = stat.S_ISDIR(status.st_mode)
        state = FAULT if path in secret else WARNING
        if status.st_mode & OTHERS:
            mode = f"{FOLDER if is_folder else FILE:o}"
            sentence = tr(
                "{path}: other users of this computer may use it (mode {mode:o})",
                path=path,
                mode=stat.S_IMODE(status.st_mode),
            )
            yield Finding(state, sentence, f"chmod {mode} {quote(str(path))}", path.name)
        if 0 != os.geteuid() != status.st_uid:
            sentence = tr("{path}: it belongs to another user, perhaps since `sudo` was used", path=path)
            yield Finding(FAULT, sentence, f'sudo chown "$(id -un)" {quote(str(path))}', path.name)
