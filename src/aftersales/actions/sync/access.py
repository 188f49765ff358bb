"""Access tokens: those of logins, and those that the environment gives."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from aftersales.language import tr
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.token_store import Authorisation, TokenStore
from aftersales.syncing.tokens import TokenGrant, Tokens
from aftersales.text import day
from aftersales.vault.secret import Secret

_EARLY = timedelta(hours=1)  # so long before its end a token is renewed; it lives 7 days
_OF_NETWORK = (FaultKind.RETRY, FaultKind.UNREACHABLE, FaultKind.LATE)


class StoredAccess:
    """The access token of an authorisation that is kept, renewed before it ends."""

    def __init__(
        self,
        store: TokenStore,
        authorisation: Authorisation,
        refresh: Callable[[Tokens], TokenGrant],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store, self._refresh, self._clock = store, refresh, clock
        self._app_key, self._open_id = authorisation.app_key, authorisation.grant.open_id
        self._tokens = authorisation.grant.tokens

    def token(self) -> Secret:
        """See Access. Where a token is not renewed in time, for the network's sake, it is used to its end."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        if self._tokens.access and self._tokens.access_until - now > _EARLY:
            return self._tokens.access
        try:
            return self.renewed(self._tokens.access)
        except PlatformFault as fault:
            if fault.kind not in _OF_NETWORK or self._tokens.access_until <= now:
                raise
        return self._tokens.access

    def renewed(self, refused: Secret) -> Secret:
        """See Access."""
        self._tokens = self._store.renew(self._app_key, self._open_id, refused, self._refreshed)
        return self._tokens.access

    def _refreshed(self, tokens: Tokens) -> TokenGrant:
        if tokens.refresh_until.timestamp() <= self._clock() or not tokens.refresh:
            raise PlatformFault(
                FaultKind.SHOP,
                tr(
                    "The authorisation ended on {day}. Log in again: aftersales login.",
                    day=day(tokens.refresh_until),
                )
                if tokens.refresh
                else tr("The tokens are not where they were kept. Log in again: aftersales login."),
            )
        return self._refresh(tokens)


class GivenAccess:
    """An access token that came from the environment. It can't be renewed."""

    def __init__(self, token: Secret, variable: str) -> None:
        self._token, self._variable = token, variable

    def token(self) -> Secret:
        """See Access."""
        return self._token

    def renewed(self, _refused: Secret) -> Secret:
        """See Access. It always raises PlatformFault."""
        raise PlatformFault(
            FaultKind.SHOP,
            tr(
                "TikTok refuses the access token in {variable}: it has ended, or is another app's. Set a new one, or "
                "unset it and log in: aftersales login.",
                variable=self._variable,
            ),
        )
