"""Pickup codes: what a customer shows at the counter, as a QR code or as eight characters to type.

Nothing of a code is kept but its keyed hash on the order. The code itself is derived, under the server's secret, from
the order's random uuid, so that its owner can be shown it again while a stolen database shows it to nobody. The QR
text also carries the order and a signature. Handing over empties the hash: a code opens its order once.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from app.domain.errors import PickupCodeInvalid

# A keyed hash: (purpose, text) to 64 hex digits, such as the digest of services.ports.KeyedHasher.
Digest: TypeAlias = Callable[[str, str], str]

PREFIX: Final = "SOUK:"
CODE_LENGTH: Final = 8
# Thirty-two signs, none of which is taken for another when read aloud or copied from a screen.
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SIGNATURE_LENGTH: Final = 16
_BITS_PER_SIGN: Final = 5


@dataclass(frozen=True, slots=True)
class PickupCode:
    """One order's code, as its owner sees it."""

    order_uuid: UUID
    code: str
    signature: str

    @property
    def qr_text(self) -> str:
        """What the QR code holds; capitals and digits only, which keeps the picture coarse and easy to scan."""
        return f"{PREFIX}{_packed(self.order_uuid)}.{self.code}.{self.signature}"

    @property
    def spoken(self) -> str:
        """The eight characters in two groups, for reading aloud and typing."""
        half = CODE_LENGTH // 2
        return f"{self.code[:half]}-{self.code[half:]}"


@dataclass(frozen=True, slots=True)
class Presented:
    """A code as somebody showed it. A typed one does not name its order."""

    order_uuid: UUID | None
    code: str


def pickup_code(digest: Digest, order_uuid: UUID) -> PickupCode:
    """The code of an order: the same every time it is asked for."""
    code = _signs(digest("pickup code", str(order_uuid)), CODE_LENGTH)
    return PickupCode(order_uuid, code, _signature(digest, order_uuid, code))


def new_pickup_token(digest: Digest, order_uuid: UUID) -> tuple[str, str]:
    """For placing an order: the QR text, and the hash to keep as the order's `pickup_token_hash`."""
    made = pickup_code(digest, order_uuid)
    return made.qr_text, token_hash(digest, made.code)


def token_hash(digest: Digest, code: str) -> str:
    """What an order keeps of its code."""
    return digest("pickup token", code)


def read_pickup_code(digest: Digest, text: str) -> Presented:
    """Read a scanned QR text or a typed code, however spaced. Raises PickupCodeInvalid, also for a forged QR text."""
    shown = "".join(text.split()).upper()
    if not shown.startswith(PREFIX):
        return Presented(None, _checked(shown.replace("-", "")))
    packed, _, rest = shown.removeprefix(PREFIX).partition(".")
    code, _, signature = rest.partition(".")
    order_uuid = _unpacked(packed)
    if not hmac.compare_digest(signature.encode(), _signature(digest, order_uuid, code).encode()):
        raise PickupCodeInvalid
    return Presented(order_uuid, _checked(code))


def _checked(code: str) -> str:
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        raise PickupCodeInvalid
    return code


def _signature(digest: Digest, order_uuid: UUID, code: str) -> str:
    return _signs(digest("pickup signature", f"{order_uuid} {code}"), _SIGNATURE_LENGTH)


def _signs(hex_digits: str, length: int) -> str:
    """The first signs of a hash in the code's alphabet; 32 signs divide the bits evenly, so none is likelier."""
    number = int(hex_digits, 16)
    return "".join(ALPHABET[(number >> (_BITS_PER_SIGN * place)) % len(ALPHABET)] for place in range(length))


def _packed(order_uuid: UUID) -> str:
    return base64.b32encode(order_uuid.bytes).decode().rstrip("=")


def _unpacked(packed: str) -> UUID:
    try:
        return UUID(bytes=base64.b32decode(packed + "=" * (-len(packed) % 8)))
    except ValueError as error:
        raise PickupCodeInvalid from error
