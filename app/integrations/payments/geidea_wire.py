"""How Geidea signs, and how references, amounts and callbacks are written on the wire.

Every signature is the base64 of an HMAC-SHA256 under the API password over the plain concatenation of some values,
amounts with two decimals whatever the currency.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from app.domain.money import EXPONENTS, Money, NotMoney, major_of

# 36 to the power of 23 is less than 2 to the power of 122, the bits of a UUID that may be chosen.
_REFERENCE: Final = re.compile(r"[0-9A-Z]{1,22}")
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOW: Final = 62
_MIDDLE: Final = 12
_CENT: Final = Decimal("0.01")
# Stands for a currency that no storefront of ours has: all that matters is that it is another one.
_TWO_DECIMALS: Final = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A merchant's credentials. `order` A signs a session's reference before its time, B after it: sources differ."""

    public_key: str
    password: str
    order: str = "A"

    def sign(self, *parts: str) -> str:
        return base64.b64encode(hmac.digest(self.password.encode(), "".join(parts).encode(), hashlib.sha256)).decode()

    def sign_session(self, *, amount: Decimal, currency: str, reference: str, timestamp: str) -> str:
        end = (reference, timestamp) if self.order == "A" else (timestamp, reference)
        return self.sign(self.public_key, two_decimals(amount), currency, *end)

    def sign_refund(self, *, amount: Decimal, order_id: str, timestamp: str) -> str:
        return self.sign(timestamp, self.public_key, two_decimals(amount), order_id)

    def has_signed(self, callback: Callback) -> bool:
        """Whether a callback is Geidea's. Its older plugins leave the time out of the signature."""
        order = callback.order
        try:
            amount = two_decimals(Decimal(str(order.get("amount"))))
            parts = [self.public_key, amount]
            parts += [text(order.get(name)) for name in ("currency", "orderId", "status", "merchantReferenceId")]
            signed, of_old = (self.sign(*parts, *end) for end in ((callback.timestamp,), ()))
            given = callback.signature.encode()
        except (InvalidOperation, UnicodeEncodeError):
            return False
        return hmac.compare_digest(given, signed.encode()) or hmac.compare_digest(given, of_old.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    order: Mapping[str, Any]
    signature: str
    timestamp: str


def read_callback(body: bytes) -> Callback | None:
    """What Geidea posts; the places of its fields differ by version: the root is read first, then its `order`."""
    try:
        told = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    order = told["order"] if isinstance(told.get("order"), dict) else told

    def field(*names: str) -> str:
        return next((text(place[name]) for place in (told, order) for name in names if place.get(name)), "")

    return Callback(order=order, signature=field("signature"), timestamp=field("timeStamp", "timestamp"))


def to_uuid(reference: str) -> str:
    """Our reference as the UUID that Geidea wants, from which it can be read again: no table maps them.

    It is marked as of version 4, which every validator knows, and our references are random indeed. Raises ValueError
    for what is no capital letters and digits.
    """
    if not _REFERENCE.fullmatch(reference):
        raise ValueError(reference)
    # The leading 1 keeps zeros at the front of the reference.
    number = int("1" + reference, 36)
    high, middle = number >> (_LOW + _MIDDLE), (number >> _LOW) & (1 << _MIDDLE) - 1
    return str(UUID(int=high << 80 | middle << 64 | number & (1 << _LOW) - 1, version=4))


def from_uuid(value: object) -> str:
    """Our reference in a UUID; empty where it is none of ours."""
    try:
        whole = UUID(text(value)).int
    except ValueError:
        return ""
    number = (whole >> 80) << (_LOW + _MIDDLE) | (whole >> 64 & (1 << _MIDDLE) - 1) << _LOW | whole & (1 << _LOW) - 1
    found = ""
    while number:
        number, digit = divmod(number, 36)
        found = _DIGITS[digit] + found
    reference = found[1:]
    is_ours = found[:1] == "1" and _REFERENCE.fullmatch(reference) and UUID(to_uuid(reference)).int == whole
    return reference if is_ours else ""


def two_decimals(amount: Decimal) -> str:
    """As it is signed. Raises InvalidOperation for what is no number."""
    return f"{amount.quantize(_CENT, rounding=ROUND_HALF_UP)}"


def to_wire(minor: int, currency: str) -> float:
    """An amount for a JSON body, exact: Geidea's own type is a double, whose shortest form is the decimal meant."""
    return float(major_of(minor, currency))


def to_minor(value: object, currency: str) -> int | None:
    """Minor units of an amount in a reply; numbers also come as text. None where it is no amount."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        return Money.parse(value, currency if currency in EXPONENTS else _TWO_DECIMALS).minor
    except NotMoney:
        return None


def text(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
