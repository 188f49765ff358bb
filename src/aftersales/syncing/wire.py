"""Bytes to the platform and back, over TLS."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, urlencode, urlsplit

from aftersales import __version__
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.settings.host_address import host_address, is_this_computer
from aftersales.syncing import pacing
from aftersales.syncing.endpoints import allowed
from aftersales.syncing.faults import FaultKind, PlatformFault

if TYPE_CHECKING:
    import httpx2

# httpx2 and not urllib3, side by side (November 2026): both send a URL's bytes as given, with timeouts for each step,
# and are maintained. httpx2 (79 ms to import, against 67) also verifies against the system's own certificates and goes
# through the proxy that the environment names: sellers behind a company's network need both.
# It is imported where it is used: the help of `sync`, and what it says where httpx2 lacks, do without it.

CONNECT, READ = 10.0, 30.0  # seconds
LONGEST_ANSWER = 120.0  # seconds for one whole answer, however slowly it drips
LARGEST_ANSWER = 32 << 20  # bytes; a page of 100 orders has about 2 MB
_REDIRECTS = range(300, 400)

# They write each URL to a log at level INFO or DEBUG, and the URLs of tokens hold secrets.
for _name in ("httpx2", "httpcore2", "httpcore2.connection", "httpcore2.http11", "httpcore2.proxy"):
    logging.getLogger(_name).disabled = True


class RawAnswer(NamedTuple):
    """An answer as it came. `dated` is when the platform says that it answered (UTC), None where it didn't say."""

    status: int
    body: bytes
    dated: datetime | None
    retry_after: str | None


class Wire:
    """A connection to one host of the platform. It follows no redirect, and ends where `until` is over (on `clock`).
    `tell` is given a sentence, once, where the host can't be reached and is to be asked again.
    """

    def __init__(
        self,
        address: str,
        until: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        import httpx2

        self.address = host_address(address)
        self.until, self._clock, self._tell = until, clock, tell
        self._has_answered = False
        # No proxy stands between this computer and itself. To read the certificates of all the authorities takes longer
        # than a whole sync with the test platform: over plain http none is asked for, so it gets a list of none.
        needs_authorities = urlsplit(self.address).scheme == "https"
        self._client = httpx2.Client(
            verify=True if needs_authorities else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            headers={"User-Agent": f"aftersales/{__version__}", "Accept": "application/json"},
            follow_redirects=False,
            trust_env=not is_this_computer(self.address),
            limits=httpx2.Limits(max_connections=1),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def is_cut_off(self, fault: BaseException | None) -> bool:
        """Whether a fault says that there is no way to the host, from which nothing ever came in this run."""
        return isinstance(fault, PlatformFault) and fault.kind is FaultKind.UNREACHABLE and not self._has_answered

    def tell_again(self, fault: BaseException | None) -> None:
        """Say that the host is asked again, where somebody would else wait in silence."""
        if self._tell is not None and self.is_cut_off(fault):
            self._tell(tr("{host} can't be reached. Trying again…", host=urlsplit(self.address).hostname))
            self._tell = None

    def left(self) -> float:
        """Seconds that are left for the whole run. Raises PlatformFault where none are."""
        left = LONGEST_ANSWER if self.until is None else self.until - self._clock()
        if left <= 0:
            raise out_of_time()
        return left

    def send(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes = b""
    ) -> RawAnswer:
        """Send one request and read its answer. Values of the query are percent-encoded, `body` travels as it is.

        Raises RequestNotAllowed for what is not in the list of requests, and PlatformFault where nothing comes back.
        """
        import httpx2

        allowed(method, path)
        fault = None
        try:
            answer = self._exchange(method, path, query, headers, body)
        except httpx2.HTTPError as error:
            fault = self._fault(error)
        # Outside of `except`: the error has the URL, and would hang on to the fault as its context.
        if fault is not None:
            raise fault
        self._has_answered = True
        if answer.status in _REDIRECTS:
            raise PlatformFault(
                FaultKind.ALL,
                tr(
                    "The answer sends this computer to another address, which is not followed. A proxy or the login "
                    "page of a network may stand in between: open any web page in a browser, then try again."
                ),
            )
        return answer

    def _exchange(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> RawAnswer:
        import httpx2

        left = min(self.left(), LONGEST_ANSWER)
        ends = self._clock() + left
        url = f"{self.address}{path}?{urlencode(query, quote_via=quote, safe='')}"
        timeout = httpx2.Timeout(min(READ, left), connect=min(CONNECT, left))
        content = body if method == "POST" else None
        with self._client.stream(method, url, headers=dict(headers), content=content, timeout=timeout) as response:
            chunks, size = [], 0
            for chunk in response.iter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > LARGEST_ANSWER:
                    raise PlatformFault(
                        FaultKind.STREAM,
                        tr("The answer is larger than {limit} MB, and was not read.", limit=LARGEST_ANSWER >> 20),
                    )
                if self._clock() > ends:
                    raise out_of_time() if self.until is not None and self._clock() > self.until else _slow()
            dated = pacing.http_date(response.headers.get("date"))
            return RawAnswer(response.status_code, b"".join(chunks), dated, response.headers.get("retry-after"))

    def _fault(self, error: httpx2.HTTPError) -> PlatformFault:
        """The fault that an error of the library means. The library's texts are not told: they may hold the URL."""
        import httpx2

        host = urlsplit(self.address).hostname
        if self.until is not None and self._clock() >= self.until:
            return out_of_time()
        if _is_certificate(error):
            return PlatformFault(
                FaultKind.ALL,
                tr(
                    "The certificate of {host} can't be verified, so nothing was sent. A proxy that opens "
                    "connections, or a wrong date on this computer, may be the reason.",
                    host=host,
                ),
            )
        if isinstance(error, httpx2.ProxyError):
            return PlatformFault(FaultKind.UNREACHABLE, tr("The proxy refuses the connection to {host}.", host=host))
        if isinstance(error, (httpx2.ConnectError, httpx2.ConnectTimeout)):
            return PlatformFault(
                FaultKind.UNREACHABLE, tr("{host} can't be reached. Check the network, then try again.", host=host)
            )
        if isinstance(error, httpx2.TimeoutException):
            return _slow()
        return PlatformFault(
            FaultKind.RETRY, tr("The connection to {host} was cut in the middle of an answer. Try again.", host=host)
        )


def out_of_time() -> PlatformFault:
    """The fault of a run whose time is over."""
    return PlatformFault(FaultKind.LATE, tr("TikTok didn't answer in the time that was given."))


def _slow() -> PlatformFault:
    return PlatformFault(FaultKind.RETRY, tr("TikTok takes too long to answer. Try again later."))


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
