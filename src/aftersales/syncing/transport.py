"""One signed request to the platform, with its retries."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from aftersales.json_text import parse
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.syncing import pacing
from aftersales.syncing.endpoints import Endpoint, allowed
from aftersales.syncing.faults import FaultKind, PlatformFault, of_answer, of_status
from aftersales.syncing.signing import JSON, sign
from aftersales.syncing.wire import RawAnswer, Wire, out_of_time
from aftersales.text import span
from aftersales.vault.secret import Secret, redacted

API_ADDRESS = "https://open-api.tiktokglobalshop.com"  # of all regions, the US included
_SKEW_SEEN = 2.0  # seconds; a Date header has whole ones, and an answer takes its time


class DeveloperApp(NamedTuple):
    """The keys of one developer app."""

    key: str
    secret: Secret


class Answer(NamedTuple):
    """What the platform answered: its data, and when (UTC) it did so."""

    data: dict[str, Any]
    request_id: str
    answered_at: datetime


class Transport:
    """Signs and sends the requests of one app. Time, sleep and chance are passed in, so that tests need not wait.

    `clock` gives unix seconds; `skew` is by how many of them the platform's clock is ahead of it, as last seen.
    """

    def __init__(
        self,
        app: DeveloperApp,
        wire: Wire,
        limiter: pacing.Limiter | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._app, self.wire = app, wire
        self._limiter = limiter or pacing.Limiter(sleep=sleep)
        self._clock, self._sleep = clock, sleep
        self.skew = 0.0
        self.requests = 0  # sent so far, retries included

    def now(self) -> datetime:
        """The time (UTC) by the platform's clock, as far as that is known."""
        return datetime.fromtimestamp(self._stamp(), UTC)

    def send(
        self, endpoint: Endpoint, path: str, query: Mapping[str, str], body: bytes, token: Secret, shop: str = ""
    ) -> Answer:
        """Ask, and ask again where that may help: five times at most (three without any network), each time with a new
        signature.

        `query` has what belongs to the request itself; `shop` is whose turn it is in the limiter. Raises
        RequestNotAllowed before anything is signed, and PlatformFault where no try brought an answer.
        """
        import tenacity  # and not stamina: that one takes no `sleep`, and logs the arguments of what it retries

        if allowed(endpoint.method, path) != endpoint:
            raise AssertionError(endpoint.name)
        retrying = tenacity.Retrying(
            sleep=self._pause,
            stop=lambda state: pacing.gives_up_after(state, self.wire, pacing.TRIES),
            before_sleep=lambda state: self.wire.tell_again(pacing.error_of(state)),
            wait=_wait,
            retry=tenacity.retry_if_exception(_is_worth_another_try),
            reraise=True,
        )
        clock_was_set = False
        while True:
            try:
                return retrying(self._once, endpoint, path, query, body, token, shop)
            except PlatformFault as fault:
                # The refusal itself says what time it is: the next try is signed by the platform's clock.
                if fault.kind is not FaultKind.CLOCK or clock_was_set or abs(self.skew) < _SKEW_SEEN:
                    raise
                clock_was_set = True

    def _once(
        self, endpoint: Endpoint, path: str, query: Mapping[str, str], body: bytes, token: Secret, shop: str
    ) -> Answer:
        self._limiter.wait(shop)
        stamped = {**query, "app_key": self._app.key, "timestamp": str(int(self._stamp()))}
        stamped["sign"] = sign(path, stamped, body, self._app.secret.reveal())
        headers = {"x-tts-access-token": token.reveal(), "Content-Type": JSON}
        began = self._clock()
        self.requests += 1
        raw = self.wire.send(endpoint.method, path, stamped, headers, body)
        self._see_time(raw, (began + self._clock()) / 2)
        try:
            return read_answer(raw, endpoint.scope, self.now(), (self._app.secret, token))
        except PlatformFault as fault:
            fault.retry_after = pacing.retry_after(raw.retry_after, raw.dated, self._stamp())
            if (fault.retry_after or 0.0) <= pacing.LONGEST_WAIT:
                raise
            wait = fault.retry_after
        raise PlatformFault(
            FaultKind.RETRY,
            tr("TikTok asks to wait {time} before it is asked again. Try again then.", time=span(int(wait or 0) + 59)),
            retry_after=wait,
        )

    def _stamp(self) -> float:
        """Unix seconds by the platform's clock."""
        return self._clock() + self.skew

    def _see_time(self, raw: RawAnswer, at: float) -> None:
        if raw.dated is not None:
            skew = raw.dated.timestamp() - at
            self.skew = skew if abs(skew) > _SKEW_SEEN else 0.0

    def _pause(self, seconds: float) -> None:
        """Sleep before the next try. Raises PlatformFault at once where the run would be over by then."""
        if self.wire.until is not None and seconds >= self.wire.left():
            raise out_of_time()
        self._sleep(seconds)


def _is_worth_another_try(error: BaseException) -> bool:
    return (
        isinstance(error, PlatformFault)
        and error.kind in (FaultKind.RETRY, FaultKind.UNREACHABLE)
        and (error.retry_after or 0.0) <= pacing.LONGEST_WAIT
    )


def _wait(state: Any) -> float:
    fault = state.outcome.exception()
    return pacing.backoff(state.attempt_number, fault.retry_after)


def read_answer(raw: RawAnswer, scope: str, now: datetime, secrets: Iterable[Secret] = ()) -> Answer:
    """The data of an answer in the platform's envelope. `now` is used where the answer doesn't say when it was given;
    the platform's words are told without the `secrets`.

    Raises PlatformFault for an error of the platform, and for what is not an answer of it.
    """
    try:
        envelope = parse(raw.body.decode())
    except (ValueError, RecursionError):
        envelope = None
    if not isinstance(envelope, dict) or not _is_number(envelope.get("code")):
        raise of_status(raw.status)
    request_id = str(envelope.get("request_id") or "")
    code = int(envelope["code"])
    if code != 0:
        message = redacted(str(envelope.get("message") or ""), secrets)
        raise of_answer(code, message, request_id, scope, raw.status)
    data = envelope.get("data")
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise unknown_shape(request_id)
    return Answer(data, request_id, _answered_at(request_id) or raw.dated or now)


def unknown_shape(request_id: str) -> PlatformFault:
    """The fault of an answer whose data are not what they are documented to be."""
    return PlatformFault(
        FaultKind.STREAM,
        tr(
            "TikTok's answer is not in a known form (request {request}). Please report this.", request=request_id or "?"
        ),
        request_id=request_id,
    )


def _is_number(value: object) -> bool:
    return str(value).isascii() and str(value).isdigit() and len(str(value)) < 16


def _answered_at(request_id: str) -> datetime | None:
    """When the platform answered: a request's number begins with it (UTC). None where it does not."""
    digits = request_id[:14]
    if len(digits) < 14 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
