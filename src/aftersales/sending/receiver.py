"""A receiver of messages, opened by its address."""

from __future__ import annotations

import logging
import re
import warnings
from typing import TYPE_CHECKING, Any

from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.sending.markup import Dialect
from aftersales.vault.secret import Secret

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase

PATIENCE = 10.0  # seconds; so long one receiver may take
_CONNECT, _READ = 5.0, 9.0
_CHAT, _LONG = 3500, 60_000  # bytes of a message that a chat takes and a person reads; of a mail or a webhook
_MARKED = ("dingtalk", "wecombot", "feishu", "lark", "slack")  # apprise does not say so of all
_WEBHOOKS = ("json", "jsons", "xml", "xmls", "form", "forms")
_MAILS = ("mailto", "mailtos")
# Services that take plain text only, or on whose phones nothing else is shown.
_PLAIN = ("ntfy", "ntfys", *_WEBHOOKS)
_KNOWN = re.compile(r"\s*([a-z][a-z0-9]{0,30})://", re.IGNORECASE)
# Addresses as the chats' own pages show them, which apprise does not know.
_COPIED = (
    (re.compile(r"https://oapi\.dingtalk\.com/robot/send/?\?access_token=([A-Za-z0-9]+)"), r"dingtalk://\1/"),
    (re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([A-Za-z0-9_-]+)/?"), r"feishu://\1/"),
    (re.compile(r"https://open\.larksuite\.com/open-apis/bot/v2/hook/([A-Za-z0-9_-]+)/?"), r"lark://\1/"),
)


class Receiver(NamedTuple):
    """A receiver that messages can be sent to. `service` is what people call it, `scheme` the beginning of its
    address: nothing else of that may be shown. `limit` is how many bytes a message may have.
    """

    name: str
    service: str
    scheme: str
    dialect: Dialect
    limit: int
    takes_title: bool
    plugin: NotifyBase

    @property
    def is_chat(self) -> bool:
        """Whether messages are read on a phone, where long ones are not read."""
        return self.scheme not in (*_MAILS, *_WEBHOOKS)


def scheme_of(address: Secret) -> str:
    """The beginning of an address, such as `slack`; empty where it has none. It tells nothing secret."""
    match = _KNOWN.match(_apprise_address(address))
    return match[1].lower() if match else ""


def open_receiver(name: str, address: Secret) -> Receiver:
    """The receiver at an address. Raises ConfigError, which never shows the address, where apprise does not know it."""
    quiet()
    from apprise import Apprise

    try:
        plugin = Apprise.instantiate(_apprise_address(address), asset=_asset(), suppress_exceptions=True)
    except Exception:  # of whatever plugin; its text may have parts of the address
        plugin = None
    if plugin is None or isinstance(plugin, dict):
        raise _unknown(name, address)
    plugin.socket_connect_timeout, plugin.socket_read_timeout = _CONNECT, _READ
    scheme = scheme_of(address)
    if scheme in _MAILS:
        plugin.socket_connect_timeout = _READ  # it is the only one that smtplib has
    dialect = _dialect(scheme, plugin)
    longest = _LONG if scheme in (*_MAILS, *_WEBHOOKS) else _CHAT
    return Receiver(
        name=name,
        service=str(plugin.service_name),
        scheme=str(plugin.schema) if scheme.startswith("http") else scheme,
        dialect=dialect,
        limit=min(longest, plugin.body_maxlen) if plugin.body_maxlen > 0 else longest,
        takes_title=plugin.title_maxlen > 0,
        plugin=plugin,
    )


def quiet() -> None:
    """Silence the logs and warnings of libraries while messages are sent: they contain the secret addresses."""
    warnings.filterwarnings("ignore", module="apprise|urllib3|requests|imghdr")
    for name in ("apprise", "urllib3"):
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _apprise_address(address: Secret) -> str:
    text = address.reveal().strip()
    for pattern, ours in _COPIED:
        if match := pattern.match(text):
            return match.expand(ours)
    return text


def _asset() -> Any:
    """What apprise says of the program. No picture of a stranger's server is shown, and no file is written."""
    from apprise import AppriseAsset

    return AppriseAsset(
        app_id="aftersales",
        app_desc="aftersales",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        storage_mode="memory",
        pgp_autogen=False,
        pem_autogen=False,
        async_mode=False,
    )


def _dialect(scheme: str, plugin: NotifyBase) -> Dialect:
    from apprise import NotifyFormat

    kind = str(plugin.schema) if scheme.startswith("http") else scheme
    if kind in _MARKED:
        return Dialect.MARKDOWN
    if kind in _PLAIN:
        return Dialect.TEXT
    if plugin.resolve_format(NotifyFormat.HTML) is NotifyFormat.HTML:
        return Dialect.HTML
    if plugin.resolve_format(NotifyFormat.MARKDOWN) is NotifyFormat.MARKDOWN:
        return Dialect.MARKDOWN
    return Dialect.TEXT


def _unknown(name: str, address: Secret) -> ConfigError:
    if scheme := scheme_of(address):
        return ConfigError(
            tr(
                "The address of {name} begins with {scheme}://, and what follows is not right for that, or the service "
                "is not known. Examples: aftersales help notify",
                name=name,
                scheme=scheme,
            )
        )
    return ConfigError(
        tr(
            "The address of {name} is none that is known. It begins with a service, such as slack:// or mailtos://: "
            "aftersales help notify",
            name=name,
        )
    )
