"""What people type to say who they are, and the shapes of what they keep secret."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

from app.domain.phone import to_e164

# The commerce document allows six; it is the floor for every way in.
MIN_PASSWORD: Final = 6
MAX_PASSWORD: Final = 128
MAX_EMAIL: Final = 255
CODE_DIGITS: Final = 6

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PIN = re.compile(r"[0-9]{4}")
_IPV6_NETWORK: Final = 64


@dataclass(frozen=True, slots=True)
class Login:
    """An e-mail address or a phone number, normalised; exactly one of the two is set."""

    email: str | None = None
    phone: str | None = None

    @property
    def text(self) -> str:
        return self.email or self.phone or ""

    @property
    def channel(self) -> str:
        return "email" if self.email else "sms"


def normal_email(typed: str) -> str | None:
    """Lower-cased and trimmed, or None when it cannot be an e-mail address."""
    email = typed.strip().lower()
    return email if len(email) <= MAX_EMAIL and _EMAIL.fullmatch(email) else None


def read_login(typed: str, *, region: str | None) -> Login | None:
    """An e-mail where there is an @, else a phone number read with the storefront's country; None when neither."""
    if "@" in typed:
        email = normal_email(typed)
        return Login(email=email) if email else None
    phone = to_e164(typed, region=region)
    return Login(phone=phone) if phone else None


def is_pin(text: str) -> bool:
    """Exactly four digits, nothing else."""
    return _PIN.fullmatch(text) is not None


def counted_address(remote: str | None, *, strict: bool) -> str | None:
    """The address that limits count, or None where they do not: loopback callers of a sandbox.

    Of IPv6 the network counts, since one caller owns all of it.
    """
    try:
        address = ipaddress.ip_address(remote or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        # How a socket open to both writes IPv4: all of those would be one network.
        address = address.ipv4_mapped
    if address.is_loopback and not strict:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False).network_address)
    return str(address)
