"""Third parties' pages to which people are sent after paying: only to hosts the storefront has listed."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from app.domain.errors import ReturnUrlNotAllowed
from app.services.platforms import Storefront

_LONGEST: Final = 2048
_PORTS: Final = {"http": 80, "https": 443}
# A developer's own machine listens wherever it likes.
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1"})
_OWN_PARAMETERS: Final = frozenset({"reference", "transactionReference", "status"})


def check_return_url(storefront: Storefront, url: str) -> str:
    """The address, if people may be sent there. Raises ReturnUrlNotAllowed.

    Browsers read backslashes as slashes and drop control characters, so neither may stand in it; nor may a user name,
    which makes one host look like another, nor an odd port.
    """
    if len(url) > _LONGEST or "\\" in url or not all(sign.isprintable() and sign != " " for sign in url):
        raise ReturnUrlNotAllowed
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ReturnUrlNotAllowed from error
    if parts.scheme not in _PORTS or host is None or "@" in parts.netloc:
        raise ReturnUrlNotAllowed
    if port not in {None, _PORTS[parts.scheme]} and host not in _LOOPBACK:
        raise ReturnUrlNotAllowed
    if host not in {allowed.lower() for allowed in storefront.return_hosts}:
        raise ReturnUrlNotAllowed
    return url


def with_outcome(url: str, *, reference: str, status: str) -> str:
    """The address with the payment's reference, by both of its names, and success, failed or pending added."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _OWN_PARAMETERS]
    query = urlencode([*kept, ("reference", reference), ("transactionReference", reference), ("status", status)])
    return urlunsplit(parts._replace(query=query))
