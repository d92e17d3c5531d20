"""Telephone numbers, always E.164 inside (ITU-T E.164): +2348012345678."""

from __future__ import annotations

import phonenumbers

MAX_TYPED_LENGTH = 32


def to_e164(typed: str, *, region: str | None) -> str | None:
    """The number in E.164 form, or None when it cannot be one. `region` reads national forms (ISO 3166, "NG")."""
    if len(typed) > MAX_TYPED_LENGTH:
        return None
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(e164: str) -> str:
    """A number a stranger may see: the country code and the last three digits."""
    return f"{e164[:5]}•••{e164[-3:]}"
